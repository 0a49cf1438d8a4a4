// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/lint.hh"
#include "lint/selection.hh"
#include "util/result.hh"

namespace calspam {

/// Settings for some of the files.
struct PathSettings {
  std::vector<std::string> files;  ///< globs, as of the folder of the file
  LintSelection selection;
  std::string layout;  ///< "" leaves it as it is
};

/// What a .calspam.yaml says of the linter.
struct LintSettings {
  LintSelection selection;
  std::string layout;
  bool layout_strict = false;
  std::optional<TemplateMode> template_mode;
  std::optional<LintLevel> fail_on;
  bool never_fails = false;
  std::vector<PathSettings> paths;

  /// Puts what holds for `path`, relative to the folder of the file, under
  /// what `options` say already: they come from the command line.
  void apply(std::string_view path, LintOptions& options) const;
};

/// An unknown key, a check or level that does not exist, is an error with its
/// line. Layouts are looked up by name in `layouts`.
Result<LintSettings> parse_lint_settings(std::string_view bytes,
                                         const std::string& file,
                                         const LayoutSet& layouts);

/// "auto", "yes", "no"; nothing for other words.
std::optional<TemplateMode> parse_template_mode(std::string_view word);

}  // namespace calspam
