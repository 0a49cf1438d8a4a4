// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "batch_options.hh"
#include "command.hh"
#include "lint/lint.hh"
#include "lint_settings.hh"
#include "report/formats.hh"
#include "util/result.hh"

namespace calspam {

/// What `calspam lint-imip` was asked to do.
struct LintCommand {
  BatchOptions batch;
  const Format* format = nullptr;
  LintOptions lint;
  LintSettingsFiles settings;
  bool use_settings = true;
  bool list_checks = false;
  std::string stdin_name;      ///< what standard input is called, ""
  std::string write_baseline;  ///< a file, "" for none
  std::string previous;        ///< bytes of the earlier message, "" for none
  std::string rules;           ///< the folder of what came with calspam
  bool fix = false, unsafe = false, diff = false;
  std::optional<Instant> now;  ///< that fixed dates of templates are judged by
  std::string backup;  ///< what is put behind the name of the original, ""
};

/// The table behind --help and the parser.
std::span<const OptionGroup> lint_option_groups();
Result<LintCommand> lint_command(const Arguments& arguments);

}  // namespace calspam
