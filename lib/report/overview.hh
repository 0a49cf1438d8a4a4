// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hh"

namespace calspam {

/// Days from 1970-01-01, each with its occurrences by level of their message.
using DayCounts = std::map<std::int64_t, std::array<std::uint64_t, 5>>;

/// What a batch has in common, kept small whatever the batch: at most 10,000
/// different findings, organizers and days are told apart, what comes after
/// them is counted as others.
struct Overview {
  struct Count {
    std::uint64_t messages = 0;
    std::uint64_t judged = 0;  ///< of them suspicious or spam
  };
  using Counts = std::map<std::string, Count, std::less<>>;
  struct Message {
    double score = 0;
    std::uint64_t order = 0;  ///< in the run
    std::string anchor, name, title;
  };

  Counts findings, organizers;
  std::uint64_t other_findings = 0, other_organizers = 0, other_days = 0;
  DayCounts days;
  std::vector<Message> worst;  ///< by score, at most ten
  std::uint64_t messages = 0;

  /// Takes in what overview_digest() gave; parts it cannot read are skipped.
  void absorb(std::string_view digest);
};

/// What an overview needs to know of a message: lines of at most 8 KiB.
std::string overview_digest(const Report& report);

/// The id of a message's section in a document.
std::string message_anchor(const Report& report);
/// Its subject; a bare calendar has none, and its first title serves as one.
std::string_view message_title(const Report& report);

/// The rows of `counts` with the most messages, ties by name.
std::vector<std::pair<std::string, Overview::Count>> most(
    const Overview::Counts& counts, std::size_t rows);

}  // namespace calspam
