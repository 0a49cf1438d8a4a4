// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hh"

namespace calspam {

/// What made a report.
struct Tool {
  std::string name = "calspam";
  std::string version;
  std::string rules;  ///< digest of the rule set; "" when none was read
};

struct FormatOptions {
  Tool tool;
  bool color = false;
  std::size_t width = 100;  ///< columns a line of text may take
};

/// One run's output while it is written.
struct FormatRun {
  FormatOptions options;
  bool first = true;  ///< no message was written yet
  /// Kept by the format that has to print them last, the first 10,000.
  std::vector<InputError> errors;
};

/// An output format: functions that append to `out` and do nothing else, so
/// that the caller writes, and empties, it as it likes. `begin` comes once,
/// then messages and errors as they happen, then `end`.
struct Format {
  std::string_view name;
  std::string_view doc;  ///< half a sentence for --help
  void (*begin)(FormatRun& run, std::string& out);
  void (*message)(FormatRun& run, const Report& report, std::string& out);
  void (*error)(FormatRun& run, const InputError& error, std::string& out);
  void (*end)(FormatRun& run, const Summary& summary, std::string& out);
};

/// In the order users see them; the first is the default.
std::span<const Format> formats();
/// Null when there is none of that name.
const Format* find_format(std::string_view name);

}  // namespace calspam
