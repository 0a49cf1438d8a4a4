// SPDX-License-Identifier: MIT
#include "detect/clauses.hh"

#include <algorithm>
#include <array>

#include "detect/rule_files.hh"
#include "util/text.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

constexpr auto kKeys = std::to_array<std::string_view>({"id", "says"});

// The items of a clause's name: "6", "2", "c", "1".
std::vector<std::string> steps(std::string_view id) {
  std::vector<std::string> steps(1);
  for (char c : id) {
    const bool between =
        c == '.' || c == ' ' || c == '(' || c == ')' || c == '-';
    if (!between) steps.back() += ascii_lower(c);
    if (between && !steps.back().empty()) steps.emplace_back();
  }
  if (steps.back().empty()) steps.pop_back();
  return steps;
}

}  // namespace

Result<std::vector<Clause>> parse_clauses(std::string_view bytes,
                                          const std::string& file) {
  const Result<YamlNode> document = read_yaml(bytes, file);
  if (!document) return tl::unexpected(document.error());
  Faults faults(file);
  if (document->kind != YamlNode::Kind::Sequence)
    return fail(file + ":1:1", "no list of clauses");
  std::vector<Clause> clauses;
  for (const YamlNode& item : document->items) {
    const YamlFields fields(item, kKeys, faults);
    Clause clause{fields.text("id"), fields.text("says")};
    for (const Clause& earlier : clauses)
      if (same_clause(earlier.id, clause.id))
        faults.note(item, "clause \"" + clause.id + "\" stands here twice");
    clauses.push_back(std::move(clause));
  }
  if (faults.first()) return tl::unexpected(*faults.first());
  return clauses;
}

Result<std::vector<Clause>> load_clauses(const std::string& directory) {
  const std::string file = directory + "/clauses.yaml";
  const Result<std::string> bytes = read_bounded_file(file, kYamlBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_clauses(*bytes, file);
}

bool same_clause(std::string_view a, std::string_view b) {
  return steps(a) == steps(b);
}

bool is_within_clause(std::string_view inner, std::string_view outer) {
  const std::vector<std::string> in = steps(inner), out = steps(outer);
  return in.size() >= out.size() &&
         std::equal(out.begin(), out.end(), in.begin());
}

std::vector<std::string> rules_of_clause(const Clause& clause,
                                         const RuleSet& rules) {
  std::vector<std::string> found;
  for (const Rule& rule : rules.rules())
    if (std::any_of(rule.clauses.begin(), rule.clauses.end(),
                    [&clause](const std::string& named) {
                      return same_clause(named, clause.id);
                    }))
      found.push_back(rule.id);
  return found;
}

}  // namespace calspam
