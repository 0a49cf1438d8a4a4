// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/checks_a1_rows.hh"
#include "lint/message_parts.hh"
#include "util/text.hh"
#include "util/unicode.hh"

namespace calspam {
namespace {

// Words on buttons, folded; one of them is the whole text of a link.
constexpr std::array<std::string_view, 24> kAnswers{
    "accept",    "decline",   "yes",     "no",
    "maybe",     "tentative", "rsvp",    "going",
    "not going", "zusagen",   "absagen", "annehmen",
    "ablehnen",  "ja",        "nein",    "accepter",
    "refuser",   "oui",       "non",     "aceptar",
    "rechazar",  "accetta",   "rifiuta", "accept invitation"};
// What such links carry in their query.
constexpr std::array<std::string_view, 5> kAnswerQueries{
    "partstat=", "action=respond", "rst=", "response=accept",
    "response=decline"};

bool is_answer_link(const Link& link) {
  if (link.context != "html" || link.element != "a") return false;
  const std::string visible = folded(link.visible);
  if (std::ranges::find(kAnswers, std::string_view(visible)) != kAnswers.end())
    return true;
  return std::ranges::any_of(kAnswerQueries, [&](std::string_view query) {
    return find_ignoring_case(link.url.text, query) != std::string::npos;
  });
}

void check_answer_links(const Subject& subject, LintLog& log) {
  const Link* first = nullptr;
  std::size_t count = 0;
  for (const Link& link : subject.links) {
    if (!is_answer_link(link)) continue;
    if (first == nullptr) first = &link;
    ++count;
  }
  if (first != nullptr)
    log.add(
        structure_check("answer-links"), first->place,
        fmt::format("the HTML has {} to answer by", counted(count, "link")));
}

// The day of the month as a number of its own: what every way to write a date
// has in common.
bool names_day(std::string_view text, int day) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_ascii_digit(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    int value = 0;
    for (; end < text.size() && is_ascii_digit(text[end]); ++end)
      value = std::min(value * 10 + (text[end] - '0'), 100'000'000);
    if (value == day || (end - at == 8 && value % 100 == day)) return true;
    at = end;
  }
  return false;
}

bool is_announced(const EventRow& row) {
  return (row.method == "REQUEST" || row.method == "PUBLISH" ||
          row.method == "ADD" || row.method == "CANCEL") &&
         row.event.kind == "VEVENT" && row.event.start;
}

// A start near midnight may be another day for the reader.
bool names_start(std::string_view text, const CalendarTime& start) {
  const int day = start.date.day;
  if (names_day(text, day)) return true;
  if (start.date_only) return false;
  return names_day(text, day == 1 ? 31 : day - 1) || names_day(text, day + 1);
}

void check_event_named(const Subject& subject, LintLog& log) {
  const std::string& body = subject.texts.body.plain;
  const auto is_body = [&](int part) {
    return is_readable_text(part_at(subject, part));
  };
  const std::vector<int> own = own_parts(subject);
  const auto text = std::ranges::find_if(own, is_body);
  if (text == own.end() || subject.events.size() != 1 || !subject.complete)
    return;
  const EventRow& row = subject.events.front();
  if (!is_announced(row)) return;
  const std::string summary = folded(row.event.summary);
  const bool titled = summary.empty() || body.find(summary) != body.npos;
  const bool dated = names_start(body, *row.event.start);
  if (titled && dated) return;
  log.add(structure_check("body-without-event"), part_place(subject, *text),
          fmt::format("the text names {}", titled  ? "no day of the event"
                                           : dated ? "the event by no title"
                                                   : "neither title nor day "
                                                     "of the event"));
}

}  // namespace

void check_bodies(const LintInput& input, LintLog& log) {
  check_answer_links(input.subject, log);
  check_event_named(input.subject, log);
}

}  // namespace calspam
