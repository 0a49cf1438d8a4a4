// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/campaign.hh"
#include "report/overview.hh"
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
  bool links = false;       ///< of text: links that a terminal can open
  bool unfolded = false;    ///< of a page: sections stand open
};

/// One run's output while it is written.
struct FormatRun {
  FormatOptions options;
  bool first = true;  ///< no message has put anything out yet
  /// Kept by the format that has to print them last, the first 10,000.
  std::vector<InputError> errors;
  Overview overview;  ///< of the formats that tell what a batch has in common
  /// Set before `end` where campaigns were asked for (calspam-scan(1)).
  std::optional<CampaignSummary> campaigns;
  std::string chain;  ///< a hash over the messages so far, for formats with ids
  std::uint64_t bytes = 0;  ///< of the messages so far, for a page with bounds
};

/// An output format: functions that append to `out` and do nothing else, so
/// that the caller writes, and empties, it as it likes. `begin` comes once,
/// then messages and errors as they happen, then `end`.
///
/// `message` and `digest` run where the report is, which may be another
/// process than the one that holds the FormatRun: they know their arguments
/// only. add_message() brings what they gave into the run.
struct Format {
  std::string_view name;
  std::string_view doc;      ///< half a sentence for --help
  std::string_view between;  ///< stands between the outputs of two messages
  void (*begin)(FormatRun& run, std::string& out);
  /// May append nothing for a message that the format has no words for.
  void (*message)(const FormatOptions& options, const Report& report,
                  std::string& out);
  void (*error)(FormatRun& run, const InputError& error, std::string& out);
  void (*end)(FormatRun& run, const Summary& summary, std::string& out);
  /// What the totals at the end need to know of a message, a few hundred
  /// bytes; null for a format without totals of its own.
  std::string (*digest)(const Report& report) = nullptr;
  /// Takes the digests in, in the order of the messages. Null like `digest`.
  void (*absorb)(FormatRun& run, std::string_view digest) = nullptr;
  bool has_campaigns = false;  ///< `end` tells of them
  /// What stands in the page for an `output` of `message`, with its digest: the
  /// same, or less where all of it would be too much. Null: the same.
  std::string (*fitted)(FormatRun& run, std::string_view output,
                        std::string_view digest) = nullptr;
};

/// Appends the output of `format.message` for the next message of a run, and
/// takes in the digest that goes with it ("" when the format has none).
void add_message(const Format& format, FormatRun& run, std::string_view output,
                 std::string_view digest, std::string& out);
/// The same for a report that is at hand.
void add_message(const Format& format, FormatRun& run, const Report& report,
                 std::string& out);

/// In the order users see them; the first is the default.
std::span<const Format> formats();
/// Null when there is none of that name.
const Format* find_format(std::string_view name);

}  // namespace calspam
