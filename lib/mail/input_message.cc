// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "mail/carrier.hh"
#include "mail/input_format.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// One of these is enough; of other mail fields it takes two, since "Date:" and
// "Content-Length:" stand in many things that are no mail.
constexpr std::array<std::string_view, 13> kTelling{
    "received",
    "return-path",
    "from",
    "subject",
    "message-id",
    "mime-version",
    "content-type",
    "delivered-to",
    "dkim-signature",
    "sender",
    "reply-to",
    "content-class",
    "content-transfer-encoding"};

/// Takes the next line off the front; CR, LF and CRLF end it.
std::string_view next_line(std::string_view& text) {
  const auto end = std::min(text.find_first_of("\r\n"), text.size());
  const auto line = text.substr(0, end);
  const bool crlf = text.substr(end, 2) == "\r\n";
  text.remove_prefix(std::min(end + (crlf ? 2 : 1), text.size()));
  return line;
}

/// What stands in a header block, or in what might be one.
struct Tally {
  int telling = 0;
  int mail_fields = 0;
  int fields = 0;
  int others = 0;                 ///< lines that are no field and continue none
  bool begins_component = false;  ///< has a content line of a calendar

  void count(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') return;
    if (starts_ignoring_case(line, "BEGIN:V")) begins_component = true;
    const auto colon = line.find(':');
    const auto name = trimmed(line.substr(0, colon));
    if (colon == line.npos || name.empty() ||
        name.find_first_of(" \t<>\"") != name.npos) {
      ++others;
      return;
    }
    ++fields;
    if (!is_mail_field(name)) return;
    ++mail_fields;
    for (const std::string_view one : kTelling) {
      if (same_ignoring_case(one, name)) ++telling;
    }
  }
};

}  // namespace

bool is_message(const Input& input) {
  if (input.is_folder || starts_calendar(input.head)) return false;
  std::string_view rest = without_blank_start(input.head);
  // A From_ line that begins no mailbox, or one that was quoted.
  if (rest.starts_with("From ") || rest.starts_with(">From ")) next_line(rest);
  Tally tally;
  bool begins_well = false;
  while (!rest.empty()) {
    const auto line = next_line(rest);
    if (line.empty()) break;
    tally.count(line);
    if (tally.fields + tally.others == 1) begins_well = tally.mail_fields == 1;
  }
  // X-WR-CALNAME and the like look like mail fields.
  if (tally.begins_component && tally.telling == 0) return false;
  // Lines that are no fields may be a body without the empty line before it.
  return (tally.telling > 0 || tally.mail_fields > 1) &&
         (begins_well || tally.others <= tally.fields);
}

void read_message(Input& input, InputQueue& queue) {
  read_whole(input, RawKind::Mail, queue);
}

}  // namespace calspam
