// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "ical/anomalies.hh"
#include "ical/component_names.hh"
#include "lint/checks_lines.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// RFC 5545 3.1 asks for 75; Google counts otherwise and goes up to 78.
constexpr std::size_t kTolerated = 78;
// RFC 5322 2.1.1
constexpr std::size_t kLongest = 998;
// A line this long before a continuation was folded, not indented.
constexpr std::size_t kFoldedOn = 60;
// Edits of one finding about all lines.
constexpr std::size_t kMostEdits = 20'000;

struct PhysicalLine {
  std::size_t begin = 0, end = 0, next = 0;
  std::size_t size() const { return end - begin; }
};

PhysicalLine line_from(std::string_view text, std::size_t at) {
  PhysicalLine line{at, std::min(text.find_first_of("\r\n", at), text.size()),
                    0};
  line.next = line.end;
  while (line.next < text.size() && text[line.next] == '\r') ++line.next;
  if (line.next < text.size() && text[line.next] == '\n') ++line.next;
  return line;
}

// The start of a character that `text` ends in the middle of, or "".
std::string_view begun_character(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && text.size() - at < 3 && is_utf8_tail(text[at - 1])) --at;
  if (at == 0) return "";
  const auto lead = static_cast<unsigned char>(text[at - 1]);
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  const std::string_view begun = text.substr(at - 1);
  const bool is_lead = lead >= 0xC2 && lead <= 0xF4;
  return is_lead && begun.size() < bytes ? begun : "";
}

// The content line that an indented line would be, or "".
std::string_view swallowed(std::string_view line) {
  const std::string_view content =
      line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
  const std::size_t end = content.find_first_of(":;");
  if (end == content.npos || end == 0) return "";
  const std::string_view name = content.substr(0, end);
  const bool is_boundary = name == "BEGIN" || name == "END";
  if (is_boundary || (!name.starts_with("X-") && is_known_property(name) &&
                      ascii_upper(name) == name))
    return content;
  return "";
}

// Mail is often kept with the line ends of the system; only base64 shows which
// ones the calendar has.
bool is_kept_with_line_feeds(const LintedCalendar& calendar) {
  const Subject& subject = calendar.subject();
  const int index = calendar.part().part;
  if (index < 0 ||
      subject.message.parts[static_cast<std::size_t>(index)].encoding ==
          TransferEncoding::Base64)
    return false;
  const std::string_view bytes = subject.raw->bytes;
  const std::size_t line_feed = bytes.find('\n');
  return line_feed != bytes.npos &&
         (line_feed == 0 || bytes[line_feed - 1] != '\r');
}

class LineCheck {
 public:
  LineCheck(const LintedCalendar& calendar, CalendarLog& log)
      : calendar_(calendar), text_(calendar.text()), log_(log) {}

  void run() {
    std::size_t last = text_.find_last_not_of(" \t\r\n");
    last = last == text_.npos ? 0 : last + 1;
    PhysicalLine before;
    for (std::size_t at = 0; at < last;) {
      const PhysicalLine line = line_from(text_, at);
      look_at(line, before);
      before = line;
      at = line.next;
    }
    // A last line without an end ends the text; that is no fault of CRLF.
    report_line_ends();
  }

 private:
  std::string_view bytes(const PhysicalLine& line) const {
    return text_.substr(line.begin, line.size());
  }

  void look_at(const PhysicalLine& line, const PhysicalLine& before) {
    const std::string_view text = bytes(line);
    if (line.next > line.end &&
        text_.substr(line.end, line.next - line.end) != "\r\n")
      note_line_end(line);
    if (trimmed(text).empty()) return empty_line(line);
    check_length(line);
    check_bytes(line);
    if (line.begin == 0 || (text[0] != ' ' && text[0] != '\t')) return;
    if (text.size() > 1 && is_utf8_tail(text[1])) split_character(line);
    check_indentation(line, before);
  }

  void note_line_end(const PhysicalLine& line) {
    if (wrong_ends_++ == 0) first_wrong_ = line;
    if (wrong_ends_ <= kMostEdits) ends_.push_back({line.end, line.next});
  }

  void report_line_ends() {
    if (wrong_ends_ == 0 || is_kept_with_line_feeds(calendar_)) return;
    LintFinding& finding = log_.at_text(
        "5545-003", {first_wrong_.begin, first_wrong_.end},
        fmt::format("{} in something else than CRLF",
                    wrong_ends_ == 1 ? "1 line ends"
                                     : counted(wrong_ends_, "line") + " end"));
    Edits edits = log_.edits();
    for (const Span& end : ends_) edits.replace(log_.part(), end, "\r\n");
    finding.edits = edits.take();
  }

  void empty_line(const PhysicalLine& line) {
    if (line.begin == 0) return;
    log_.at_text("5545-009", {line.begin, line.next}, "an empty line").edits =
        log_.edits().replace(log_.part(), {line.begin, line.next}, "").take();
  }

  void check_length(const PhysicalLine& line) {
    if (line.size() <= kTolerated) return;
    LintFinding& finding = log_.at_text(
        line.size() > kLongest ? "5545-005" : "5545-004",
        {line.begin, line.end},
        fmt::format("a line of {}", counted(line.size(), "octet")));
    finding.edits = folds(line);
  }

  // Line breaks where they shall be: between characters, and anywhere where
  // bytes that belong to none fill a line.
  std::vector<Edit> folds(const PhysicalLine& line) {
    Edits edits = log_.edits();
    std::size_t room = 75;
    for (std::size_t at = line.begin; line.end - at > room;) {
      const std::string_view piece =
          truncated(text_.substr(at, line.end - at), room);
      at += piece.empty() ? room : piece.size();
      edits.replace(log_.part(), {at, at}, "\n ");
      room = 74;
    }
    return edits.take();
  }

  void check_bytes(const PhysicalLine& line) {
    const auto control = std::ranges::find_if(bytes(line), [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return (byte < 0x20 && c != '\t') || byte == 0x7F;
    });
    const std::string_view text = bytes(line);
    if (control == text.end()) return;
    const auto at =
        line.begin + static_cast<std::size_t>(control - text.begin());
    log_.at_text("5545-010", {at, at + 1},
                 fmt::format("a control character {:#04x}",
                             static_cast<unsigned char>(*control)))
        .edits = log_.edits().replace(log_.part(), {at, at + 1}, "").take();
  }

  void split_character(const PhysicalLine& line) {
    std::size_t fold = line.begin;
    while (fold > 0 && (text_[fold - 1] == '\n' || text_[fold - 1] == '\r'))
      --fold;
    const std::string_view begun = begun_character(text_.substr(0, fold));
    if (begun.empty()) return;  // bytes that belong to no character
    LintFinding& finding =
        log_.at_text("5545-006", {line.begin, line.begin + 2},
                     "the line is folded inside a character");
    // The fold moves behind the character it stands in.
    std::size_t rest = line.begin + 1;
    while (rest < line.end && is_utf8_tail(text_[rest])) ++rest;
    const std::string_view end =
        text_.substr(line.begin + 1, rest - line.begin - 1);
    if (!is_valid_utf8(std::string(begun) + std::string(end))) return;
    finding.edits =
        log_.edits()
            .replace(log_.part(), {fold, rest}, fmt::format("{}\n ", end))
            .take();
  }

  void check_indentation(const PhysicalLine& line, const PhysicalLine& before) {
    const std::string_view content = swallowed(bytes(line));
    if (content.empty() || before.size() >= kFoldedOn) return;
    // Without a colon the line before is no whole one: it needs this rest.
    if (bytes(before).find(':') == std::string_view::npos) return;
    const std::size_t blanks = line.size() - content.size();
    log_.at_text(
            "5545-008", {line.begin, line.end},
            fmt::format("{} continues the line before it", quoted(content)))
        .edits =
        log_.edits()
            .replace(log_.part(), {line.begin, line.begin + blanks}, "")
            .take();
  }

  const LintedCalendar& calendar_;
  std::string_view text_;
  CalendarLog& log_;
  std::size_t wrong_ends_ = 0;
  PhysicalLine first_wrong_;
  std::vector<Span> ends_;
};

void check_charset(const LintedCalendar& calendar, CalendarLog& log) {
  for (const Anomaly& anomaly : calendar.part().calendar.anomalies)
    if (anomaly.kind == &anomaly::kIcalNotUtf8)
      log.at_text("5545-011", anomaly.span, "the line is not UTF-8");
}

}  // namespace

void check_physical_lines(const LintedCalendar& calendar, CalendarLog& log) {
  LineCheck(calendar, log).run();
  check_charset(calendar, log);
}

}  // namespace calspam
