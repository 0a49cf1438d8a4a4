// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "batch_options.hh"
#include "command.hh"
#include "detect/advice.hh"
#include "detect/rule_set.hh"
#include "detect/verdict.hh"
#include "engine/analyzer.hh"
#include "enrich/site.hh"
#include "report/formats.hh"
#include "util/result.hh"
#include "util/time.hh"

namespace calspam {

/// What `calspam scan` was asked to do.
struct ScanOptions {
  BatchOptions batch;
  const Format* format = nullptr;
  bool all = false;
  bool sift = true;
  bool campaigns = false;
  SecondOpinionUse second_opinion = SecondOpinionUse::Auto;
  std::optional<Level> fail_on = Level::Suspicious;  ///< nothing: never
  RuleOptions rules;
  std::optional<Instant> now;
  std::shared_ptr<const Site> site;  ///< null: none was given
  std::vector<Role> roles;           ///< whom to advise
  bool roles_named = false;          ///< by --role
};

/// Options of commands that judge: rules, time, site.
extern const OptionGroup kRuleOptions;

/// --rules, --no-default-rules, --select and --ignore.
Result<RuleOptions> rule_options(const Arguments& arguments);
/// The roles of --role, "all" aside, in the order of the field.
std::vector<Role> role_options(const Arguments& arguments);
std::vector<Choice> role_choices();
/// --now; nothing when it was not given.
Result<std::optional<Instant>> now_option(const Arguments& arguments);
/// --site; null when it was not given.
Result<std::shared_ptr<const Site>> site_option(const Arguments& arguments);

/// The table behind --help and the parser.
std::span<const OptionGroup> scan_option_groups();
Result<ScanOptions> scan_options(const Arguments& arguments);

}  // namespace calspam
