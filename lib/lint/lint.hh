// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lint/baseline.hh"
#include "lint/check.hh"
#include "lint/clients.hh"
#include "lint/layout_match.hh"
#include "lint/limits.hh"
#include "lint/producer_exceptions.hh"
#include "lint/selection.hh"
#include "lint/template.hh"

namespace calspam {

/// What a run of the linter was asked for; the same for every input that the
/// same settings hold for.
struct LintOptions {
  LintSelection selection;
  /// Null: nothing is said about layouts.
  std::shared_ptr<const LayoutSet> layouts;
  std::string layout;          ///< name of a profile, "any", "": the default
  bool layout_strict = false;  ///< another layout than that is an error
  /// What genuine producers are known to do wrong lowers findings; what the
  /// input itself asks to be left out is not heeded.
  std::shared_ptr<const ProducerExceptions> exceptions;
  bool inline_suppressions = true;
  /// Findings that are known and not to be counted; null: none.
  std::shared_ptr<const LintBaseline> baseline;
  std::optional<LintLevel> fail_on = LintLevel::Error;  ///< nothing: never
  bool fail_on_named = false;  ///< on the command line: settings are silent
  bool brief = false;
  TemplateMode template_mode = TemplateMode::Auto;
  /// Values for placeholders; null: stand-ins are made for all of them.
  std::shared_ptr<const TemplateVars> template_vars;
  LintLimits limits;
};

/// Why a finding does not count.
enum class Suppressed { No, Inline, Baseline };
std::string_view suppressed_name(Suppressed suppressed);

/// A finding as it is shown. Strings of the input are valid UTF-8 but
/// otherwise untrusted; formats escape.
struct LintRow {
  const Check* check = nullptr;
  LintLevel level = LintLevel::Note;
  std::string key;
  std::string message;
  std::string lowered;  ///< why its level is lower than the check's, ""
  Suppressed suppressed = Suppressed::No;
  std::string part;      ///< MIME path, ""
  std::string property;  ///< "ORGANIZER", "Subject:", ""
  Span span;             ///< raw input bytes, empty when there is no one place
  /// Of `span` in the raw input, from 1; 0 where it is empty. The end is the
  /// place behind the last byte.
  std::uint64_t line = 0, column = 0, end_line = 0, end_column = 0;
  /// The columns again in UTF-16 code units, as editors and SARIF count; as
  /// bytes where the line is not UTF-8.
  std::uint64_t utf16_column = 0, utf16_end_column = 0;
  std::string shown;  ///< the line as it reads decoded and unfolded, cut
  /// What of `shown` the finding is about, in bytes; empty: all of it.
  Span caret;
  std::vector<Edit> edits;
  /// The same for the same fault however the message around it changes.
  std::string fingerprint;

  bool counts() const { return suppressed == Suppressed::No; }
};

/// What the linter says of one input.
struct LintReport {
  std::vector<LintRow> rows;  ///< by place, then in the order of the checks
  /// By LintLevel, of all that count, also of those left out of `rows`.
  std::array<std::size_t, 3> counts{};
  std::size_t suppressed = 0;
  std::size_t left_out = 0;  ///< found, but beyond a limit
  bool is_mail = false;
  /// The lowest level that counts for the exit status; nothing: none does.
  std::optional<LintLevel> fail_on = LintLevel::Error;
  bool brief = false;  ///< findings are to be shown, and nothing else
  /// Of a template: how many were linted, each with other branches; else 0.
  std::size_t renderings = 0;
  std::optional<LayoutComparison> layout;
  std::vector<ClientView> clients;  ///< empty where there is nothing to see

  std::size_t count(LintLevel level) const {
    return counts[static_cast<std::size_t>(level)];
  }
  /// The worst that counts; nothing when all is well.
  std::optional<LintLevel> worst() const;
  bool fails() const;
};

/// Runs every family over `input`, and sets its `layout`.
LintReport lint(LintInput input, const LintOptions& options);

}  // namespace calspam
