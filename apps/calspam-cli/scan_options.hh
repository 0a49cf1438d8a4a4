// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "command.hh"
#include "detect/rule_set.hh"
#include "detect/verdict.hh"
#include "report/formats.hh"
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
  bool quiet = false;
  std::optional<Level> fail_on = Level::Suspicious;  ///< nothing: never
  RuleOptions rules;
  std::optional<Instant> now;
  std::string color = "auto";
};

/// The table behind --help and the parser.
std::span<const OptionRow> scan_option_rows();
Result<ScanOptions> scan_options(const Arguments& arguments);

}  // namespace calspam
