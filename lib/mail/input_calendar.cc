// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string>

#include "mail/carrier.hh"
#include "mail/input_format.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::array<std::string_view, 7> kBegins{
    "BEGIN:VCALENDAR", "BEGIN:VEVENT",    "BEGIN:VTODO", "BEGIN:VJOURNAL",
    "BEGIN:VFREEBUSY", "BEGIN:VTIMEZONE", "BEGIN:VALARM"};

// ASCII text as UTF-16 has a NUL beside each character, so that without the
// NUL bytes and the byte order mark both are the same.
std::string without_nul(std::string_view head) {
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    head.remove_prefix(2);
  }
  std::string text(head);
  std::erase(text, '\0');
  return text;
}

// Folded lines put together (RFC 5545 3.1), every line end a LF.
std::string unfolded_lines(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' && text[i] != '\n') {
      out += text[i];
      continue;
    }
    if (text.substr(i, 2) == "\r\n") ++i;
    const bool folded =
        i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\t');
    if (folded)
      ++i;
    else
      out += '\n';
  }
  return out;
}

bool begins_component(std::string_view line) {
  std::string text;
  for (const char c : line.substr(0, 80)) {
    if (!is_ascii_space(c)) text += c;
  }
  return std::ranges::any_of(kBegins, [&](std::string_view begin) {
    return same_ignoring_case(text, begin);
  });
}

bool has_component_line(std::string_view text) {
  return std::ranges::any_of(split(text, '\n'), begins_component);
}

}  // namespace

bool is_calendar(const Input& input) {
  return !input.is_folder && starts_calendar(input.head);
}

// Asked after mail: a message with a calendar in it has such lines too. Both
// with folds undone and as they stand, since indented lines look like folds.
bool is_loose_calendar(const Input& input) {
  if (input.is_folder) return false;
  std::string text = without_nul(input.head);
  if (has_component_line(unfolded_lines(text))) return true;
  std::ranges::replace(text, '\r', '\n');
  return has_component_line(text);
}

void read_calendar(Input& input, InputQueue& queue) {
  read_whole(input, RawKind::Calendar, queue);
}

}  // namespace calspam
