// SPDX-License-Identifier: MIT
#include "report/overview.hh"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "util/hash.hh"
#include "util/text.hh"
#include "util/time.hh"

namespace calspam {
namespace {

constexpr std::size_t kDifferent = 10'000;
constexpr std::size_t kWorst = 10;
constexpr std::size_t kNameBytes = 120;
constexpr std::size_t kNamed = 32;  // findings, organizers, days of a message

template <typename Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto read =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size())
    return {};
  return value;
}

bool is_judged(std::size_t level) {
  return level >= static_cast<std::size_t>(Level::Suspicious);
}

void add_lines(char tag, const std::set<std::string>& values,
               std::string& out) {
  std::size_t named = 0;
  for (const std::string& value : values)
    if (named++ < kNamed) out += fmt::format("{}\t{}\n", tag, value);
}

// printable() leaves neither a tab nor a line end in a name.
std::string name_of(std::string_view text) {
  return std::string(truncated(printable(text), kNameBytes));
}

void count(Overview::Counts& counts, std::uint64_t& others,
           std::string_view name, bool judged) {
  name = truncated(name, kNameBytes);
  auto found = counts.find(name);
  if (found == counts.end()) {
    if (counts.size() >= kDifferent) {
      ++others;
      return;
    }
    found = counts.emplace(std::string(name), Overview::Count{}).first;
  }
  ++found->second.messages;
  if (judged) ++found->second.judged;
}

void keep_worst(std::vector<Overview::Message>& worst,
                Overview::Message message) {
  const auto better = [](const Overview::Message& a,
                         const Overview::Message& b) {
    return a.score != b.score ? a.score > b.score : a.order < b.order;
  };
  worst.insert(std::upper_bound(worst.begin(), worst.end(), message, better),
               std::move(message));
  if (worst.size() > kWorst) worst.pop_back();
}

}  // namespace

std::string message_anchor(const Report& report) {
  const std::string hash =
      report.sha256.empty() ? sha256(report.origin.name()) : report.sha256;
  return fmt::format("m{}-{}", hash.substr(0, 12), report.origin.index);
}

std::string_view message_title(const Report& report) {
  if (!report.subject.empty()) return report.subject;
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events)
      if (!event.summary.empty()) return event.summary;
  return "";
}

std::string overview_digest(const Report& report) {
  std::set<std::string> findings, organizers, days;
  for (const ReportedFinding& reported : report.findings)
    findings.insert(name_of(reported.finding.id));
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events) {
      if (!event.organizer.empty())
        organizers.insert(name_of(ascii_lower(event.organizer)));
      for (const std::string& time : event.first_occurrences)
        if (const auto instant = parse_iso_instant(time))
          days.insert(fmt::format(
              "{}", *instant / kDay - (*instant % kDay < 0 ? 1 : 0)));
    }
  std::string out = fmt::format(
      "m\t{}\t{:.2f}\t{}\t{}\t{}\n", static_cast<int>(report.verdict.level),
      report.verdict.score, message_anchor(report),
      name_of(report.origin.name()), name_of(message_title(report)));
  add_lines('f', findings, out);
  add_lines('o', organizers, out);
  add_lines('d', days, out);
  return out;
}

void Overview::absorb(std::string_view digest) {
  std::size_t level = 0;
  ++messages;
  for (std::string_view line : split(digest, '\n')) {
    const std::vector<std::string_view> cells = split(line, '\t');
    if (cells.size() < 2) continue;
    if (cells[0] == "m" && cells.size() == 6) {
      level =
          std::min<std::size_t>(number<std::size_t>(cells[1]).value_or(0), 4);
      if (is_judged(level))
        keep_worst(worst, {number<double>(cells[2]).value_or(0), messages,
                           std::string(cells[3]), std::string(cells[4]),
                           std::string(cells[5])});
    } else if (cells[0] == "f") {
      count(findings, other_findings, cells[1], is_judged(level));
    } else if (cells[0] == "o") {
      count(organizers, other_organizers, cells[1], is_judged(level));
    } else if (cells[0] == "d") {
      const auto day = number<std::int64_t>(cells[1]);
      if (!day) continue;
      if (days.size() < kDifferent || days.contains(*day))
        ++days[*day][level];
      else
        ++other_days;
    }
  }
}

std::vector<std::pair<std::string, Overview::Count>> most(
    const Overview::Counts& counts, std::size_t rows) {
  std::vector<std::pair<std::string, Overview::Count>> sorted(counts.begin(),
                                                              counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) {
                     return a.second.messages > b.second.messages;
                   });
  if (sorted.size() > rows) sorted.resize(rows);
  return sorted;
}

}  // namespace calspam
