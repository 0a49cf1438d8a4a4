// SPDX-License-Identifier: MIT
#include "provenance_store.hh"

#include <array>
#include <filesystem>
#include <system_error>

#include "store_options.hh"
#include "store_verbs.hh"
#include "util/text.hh"

namespace calspam {
namespace {

struct Verb {
  std::string_view name;
  int (*run)(const StoreOptions& options);  ///< null: record
};

constexpr std::array<Verb, 9> kVerbs{{
    {"record", nullptr},
    {"why", store_why},
    {"who", store_who},
    {"same-as", store_same_as},
    {"user", store_user},
    {"message-id", store_message_id},
    {"gaps", store_gaps},
    {"export", store_export},
    {"forget", store_forget},
}};

const Verb* find_verb(std::string_view name) {
  for (const Verb& verb : kVerbs)
    if (verb.name == name) return &verb;
  return nullptr;
}

// A verb that the first operand may have been meant to be, or "".
std::string near_verb(const Arguments& arguments) {
  std::vector<std::string> verbs;
  for (const Verb& verb : kVerbs) verbs.emplace_back(verb.name);
  return arguments.operands.empty()
             ? std::string()
             : nearest(arguments.operands.front(), verbs);
}

}  // namespace

bool is_store_verb(std::string_view operand) {
  return find_verb(operand) != nullptr;
}

Result<bool> check_no_store_option(const Arguments& arguments) {
  for (const OptionRow& row : kStoreOptions.rows) {
    if (!arguments.has(row.name)) continue;
    const std::string near = near_verb(arguments);
    return fail(arguments.where(row.name),
                "goes with a verb such as record or why, which comes first" +
                    (near.empty() ? near : "; did you mean '" + near + "'?"));
  }
  return true;
}

void ask_for_verb(const Arguments& arguments) {
  const std::string near = near_verb(arguments);
  std::error_code ignored;
  if (near.empty() ||
      std::filesystem::exists(arguments.operands.front(), ignored))
    return;
  complain(arguments.operands.front(),
           "did you mean 'calspam provenance " + near + "'?");
}

int run_store_verb(const Arguments& arguments, const PrepareTrace& prepare) {
  const Result<StoreOptions> options = store_options(arguments);
  if (!options) {
    complain(options.error().where, options.error().what);
    return kExitTrouble;
  }
  const Verb* verb = find_verb(options->verb);
  return verb->run == nullptr ? store_record(arguments, *options, prepare)
                              : verb->run(*options);
}

}  // namespace calspam
