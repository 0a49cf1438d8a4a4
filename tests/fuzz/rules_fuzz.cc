// SPDX-License-Identifier: MIT
#include "detect/action_table.hh"
#include "detect/fact_table.hh"
#include "detect/policy.hh"
#include "detect/rule_file.hh"
#include "fuzzed.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

constexpr std::string_view kPolicy =
    "groups:\n- {id: identity, title: Identity, cap: 4}\n"
    "levels: {suspicious: 3, spam: 6}\nspam_needs_groups: 2\n"
    "classes: [unwanted, abuse, attack]\n"
    "categories: [callback, credential, evasion, fraud, nuisance]\n";

// A fault that is found has a place.
template <typename T>
void check(const Result<T>& result) {
  must(result ||
       (!result.error().where.empty() && !result.error().what.empty()));
}

}  // namespace
}  // namespace calspam

// Rules of one's own are read by the program that judges hostile mail: a fault
// in them is an error, whatever the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const std::string_view bytes = bytes_of(data, size);
  static const Policy policy = ours(parse_policy(kPolicy, "policy.yaml"));
  const FactTable table(facts());
  const Lists lists;
  PatternSet patterns;
  const Vocabulary vocabulary{table, lists, patterns};
  check(parse_rule({"rules/identity/a.yaml", "identity", "a", bytes}, policy,
                   vocabulary));
  check(ActionTable::parse(bytes, "actions.yaml", vocabulary));
  check(parse_policy(bytes, "policy.yaml"));
  check(read_yaml(bytes, "any.yaml"));
  patterns.build();
  patterns.match("text that patterns are looked for in");
  return 0;
}
