// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "command.hh"
#include "detect/advice.hh"
#include "detect/rule_set.hh"
#include "detect/verdict.hh"
#include "enrich/site.hh"
#include "report/formats.hh"
#include "util/limits.hh"
#include "util/result.hh"
#include "util/time.hh"

namespace calspam {

/// What `calspam scan` was asked to do.
struct ScanOptions {
  std::vector<std::string> paths;
  std::vector<std::string> lists;  ///< of --files-from
  bool lists_have_nul = false;
  const Format* format = nullptr;
  bool all = false;
  bool sift = true;
  bool quiet = false;
  unsigned jobs = 1;                                 ///< worker processes
  std::chrono::milliseconds deadline{10'000};        ///< of one message
  std::optional<Level> fail_on = Level::Suspicious;  ///< nothing: never
  RuleOptions rules;
  std::optional<Instant> now;
  std::shared_ptr<const Site> site;            ///< null: none was given
  std::vector<Role> roles;                     ///< whom to advise
  bool roles_named = false;                    ///< by --role
  std::vector<std::string> archive_passwords;  ///< in the order to be tried
  Limits limits;
  std::string color = "auto";
  bool ascii = false;
  bool progress = true;
};

std::vector<Choice> color_choices();
/// --rules, --no-default-rules, --select and --ignore.
Result<RuleOptions> rule_options(const Arguments& arguments);

/// The table behind --help and the parser.
std::span<const OptionRow> scan_option_rows();
Result<ScanOptions> scan_options(const Arguments& arguments);

}  // namespace calspam
