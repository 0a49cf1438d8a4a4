// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/check.hh"
#include "util/result.hh"

namespace calspam {

/// A name for checks, as users write it:
///
///     all                                    every check
///     5546                                   a family, or the start of an id
///     5546-T1, cell-missing                  one check, by id or slug
///     5546-T1:PUBLISH/VEVENT/ORGANIZER       one cell of it; * for any piece
class CheckPattern {
 public:
  /// An error where no check has such a name.
  static Result<CheckPattern> parse(std::string_view text);
  /// As parse(), of a name that stands in our own tables.
  static CheckPattern known(std::string_view text);

  bool matches(const Check& check, std::string_view key) const;
  /// 0 for all, 1 for a family, 2 for one check, 3 for a cell.
  int precision() const { return precision_; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::string id_;   // of one check, or the start of many
  std::string key_;  // of a cell, ""
  int precision_ = 0;
};

/// "ID=LEVEL": what a finding counts for; no level is "off".
struct LevelOverride {
  CheckPattern pattern;
  std::optional<LintLevel> level;
  std::string reason;  ///< shown where it lowered a finding, ""

  static Result<LevelOverride> parse(std::string_view text);
};

/// "note", "warning", "error"; nothing for other words.
std::optional<LintLevel> parse_lint_level(std::string_view word);

/// Which checks speak, and how loud. A more precise name wins over a less
/// precise one; of two as precise, `ignore` wins, and the later level.
struct LintSelection {
  std::vector<CheckPattern> select;  ///< empty: all that are not optional
  std::vector<CheckPattern> ignore;
  std::vector<LevelOverride> levels;

  bool selects(const Check& check, std::string_view key) const;
  /// The override that applies, or null.
  const LevelOverride* level(const Check& check, std::string_view key) const;
  /// Adds what `other` says behind what this one says; its `select`, when it
  /// has one, takes the place of this one's.
  void add(const LintSelection& other);
};

/// Whether `text` is matched by a glob of *, ? and plain characters; with
/// `separator`, neither crosses it but for "**".
bool glob_matches(std::string_view glob, std::string_view text,
                  char separator = '\0');

}  // namespace calspam
