// SPDX-License-Identifier: MIT
// What filters say about the parts of a message.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "lint/checks_deliv_rows.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "mail/carrier.hh"
#include "util/text.hh"
#include "util/unicode.hh"

namespace calspam {
namespace {

constexpr std::uint64_t kLargeMessage = 100 << 10, kLargeCalendar = 1 << 20;
// Two texts of fewer different words have little to compare.
constexpr std::size_t kFewWords = 15, kMostWords = 5'000;
constexpr double kAlike = 0.4;

// The part of that type among the alternatives, or within a related among
// them; -1 for none.
int alternative(const Subject& subject, int multipart,
                std::string_view subtype) {
  for (int child : strict_children(subject, multipart)) {
    const Part& part = part_at(subject, child);
    if (part.type.is("text", subtype)) return child;
    if (!part.type.is("multipart", "related")) continue;
    for (int inner : strict_children(subject, child))
      if (part_at(subject, inner).type.is("text", subtype)) return inner;
  }
  return -1;
}

// Different words of at least three letters, addresses of pages left out.
std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  const std::string plain = folded(text.substr(0, 200'000));
  for (std::size_t at = 0; at < plain.size() && words.size() < kMostWords;) {
    const std::size_t end = std::min(plain.find(' ', at), plain.size());
    const std::string_view chunk = std::string_view(plain).substr(at, end - at);
    at = end + 1;
    if (chunk.find("://") != chunk.npos) continue;
    std::string word;
    for (char c : chunk)
      if (is_ascii_alpha(c) || is_ascii_digit(c) ||
          static_cast<unsigned char>(c) > 127)
        word += c;
    if (word.size() >= 3) words.insert(std::move(word));
  }
  return words;
}

const Html* html_of(const Subject& subject, int part) {
  for (const HtmlRow& row : subject.htmls)
    if (row.part == part && row.property.empty()) return &row.html;
  return nullptr;
}

void check_words(const Subject& subject, int plain, int html, LintLog& log) {
  const Html* shown = html_of(subject, html);
  if (shown == nullptr) return;
  const std::set<std::string> a = words_of(part_at(subject, plain).content);
  const std::set<std::string> b = words_of(shown->visible);
  const std::size_t fewer = std::min(a.size(), b.size());
  if (fewer < kFewWords) return;
  const auto common = static_cast<std::size_t>(std::ranges::count_if(
      a, [&](const std::string& word) { return b.contains(word); }));
  if (static_cast<double>(common) >= kAlike * static_cast<double>(fewer))
    return;
  log.add(delivery_check("alternatives-say-different-things"),
          part_place(subject, plain),
          fmt::format("{} of {} words are in both", common, fewer));
}

void check_alternative(const Subject& subject, int index, LintLog& log) {
  const Part& part = part_at(subject, index);
  if (!part.type.is("multipart", "alternative") ||
      strict_children(subject, index).empty())
    return;
  const int plain = alternative(subject, index, "plain");
  const int html = alternative(subject, index, "html");
  if (plain < 0)
    log.add(delivery_check("filters-miss-plain-text"),
            part_place(subject, index),
            "a multipart/alternative without text/plain");
  if (html < 0)
    log.add(delivery_check("filters-miss-html"), part_place(subject, index),
            "a multipart/alternative without text/html");
  if (plain >= 0 && html >= 0) check_words(subject, plain, html, log);
}

void check_base64(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  if (!part.type.is("text", "plain") || part.carrier != Carrier::None ||
      part.encoding != TransferEncoding::Base64 ||
      part.disposition == "attachment")
    return;
  const std::string text = decoded_body(input.subject, index);
  if (text.empty() || has_high_byte(text)) return;
  log.add(delivery_check("plain-text-in-base64"),
          header_place(input.subject, index, "Content-Transfer-Encoding"),
          "ASCII text as base64")
      .edits = Edits(input)
                   .set_encoding(index, TransferEncoding::QuotedPrintable)
                   .take();
}

// Types under which a file named .ics is expected; API users have no other
// than octet-stream.
bool is_expected_type(const Part& part) {
  constexpr std::array<std::string_view, 4> kTypes{
      "text/calendar", "application/ics", "application/calendar",
      "application/octet-stream"};
  return std::ranges::find(kTypes, part.type.name()) != kTypes.end();
}

void check_name(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  if (!part.is_leaf() || part.filename.empty()) return;
  const bool named = has_calendar_ending(part.filename);
  const bool calendar_type = part.type.is("application", "ics") ||
                             part.type.is("application", "calendar");
  if (named && !is_expected_type(part)) {
    LintFinding& finding =
        log.add(delivery_check("ics-name-of-other-type"),
                part_place(input.subject, index),
                fmt::format("\"{}\" is {}", part.filename, part.type.name()));
    if (part.carrier == Carrier::IcsName && starts_calendar(part.content) &&
        !has_high_byte(part.filename) &&
        part.filename.find_first_of("\"\\") == std::string::npos)
      finding.edits =
          Edits(input)
              .set_header(
                  index, "Content-Type",
                  fmt::format("application/ics; name=\"{}\"", part.filename))
              .take();
  } else if (calendar_type && !named &&
             part.filename.find('.') != std::string::npos) {
    const std::string name =
        part.filename.substr(0, part.filename.rfind('.')) + ".ics";
    Edits edits(input);
    if (part.type.parameter("name") != nullptr)
      edits.set_header_parameter(index, "Content-Type", "name", name);
    const auto field =
        parameter_field(input.subject, part, "Content-Disposition");
    if (field && !field->values("filename").empty())
      edits.set_header_parameter(index, "Content-Disposition", "filename",
                                 name);
    log.add(delivery_check("ics-name-of-other-type"),
            part_place(input.subject, index),
            fmt::format("{} named \"{}\"", part.type.name(), part.filename))
        .edits = edits.take();
  }
}

void check_size(const Subject& subject, LintLog& log) {
  const std::uint64_t size = std::max<std::uint64_t>(subject.raw->bytes.size(),
                                                     subject.raw->full_size);
  if (size > kLargeMessage)
    log.add(delivery_check("message-large"), {},
            fmt::format("the message has {} kB", size >> 10));
  for (const CalendarPart& calendar : subject.calendars)
    if (calendar.part >= 0 && calendar.text->size() > kLargeCalendar)
      log.add(
          delivery_check("message-large"), part_place(subject, calendar.part),
          fmt::format("the calendar has {} kB", calendar.text->size() >> 10));
}

}  // namespace

void check_delivery_of_parts(const LintInput& input, LintLog& log) {
  for (int index : own_parts(input.subject)) {
    check_alternative(input.subject, index, log);
    check_base64(input, index, log);
    check_name(input, index, log);
  }
  check_size(input.subject, log);
}

}  // namespace calspam
