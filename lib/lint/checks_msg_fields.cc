// SPDX-License-Identifier: MIT
// Which fields a message has to have, may have once, and should not have.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "lint/checks_msg_rows.hh"
#include "lint/edits.hh"
#include "lint/encoder.hh"
#include "lint/message_parts.hh"
#include "mail/structured.hh"
#include "mail/trace.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::array<std::string_view, 11> kOnce{
    "from",       "sender",      "reply-to",   "to",      "cc",  "bcc",
    "message-id", "in-reply-to", "references", "subject", "date"};

// Left sides of addresses that no person reads.
constexpr std::array<std::string_view, 10> kMachines{
    "noreply",      "no-reply",      "no_reply",  "donotreply", "do-not-reply",
    "notification", "notifications", "automated", "mailer",     "robot"};

bool is_machine(const Address& address) {
  const std::string local = ascii_lower(address.local_part);
  return std::ranges::any_of(kMachines, [&](std::string_view word) {
    const std::size_t at = local.find(word);
    if (at == local.npos) return false;
    const std::size_t end = at + word.size();
    return (at == 0 || !is_ascii_alpha(local[at - 1])) &&
           (end == local.size() || !is_ascii_alpha(local[end]));
  });
}

// What keeps an id from being "<left@right>" (RFC 5322 3.6.4).
std::string fault_of(std::string_view id) {
  if (!id.starts_with('<') || !id.ends_with('>')) return "no angle brackets";
  const std::string_view inner = without_brackets(id);
  if (inner.find_first_of(" \t<>") != inner.npos)
    return "a blank or bracket inside";
  const auto signs = std::ranges::count(inner, '@');
  if (signs != 1 || inner.starts_with('@') || inner.ends_with('@'))
    return "not of the form left@right";
  return "";
}

// "[Sat,] 14 Mar 2026 15:00[:00] +0100" (RFC 5322 3.3), with the two-figure
// years and the zone names of 4.3.
bool is_date(std::string_view text) {
  std::string plain = squeezed(without_comments(text));
  const std::size_t comma = plain.find(',');
  if (comma != plain.npos) plain.erase(0, comma + 1);
  const std::vector<std::string_view> words = split(trimmed(plain), ' ');
  const auto digits = [](std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, is_ascii_digit);
  };
  return words.size() == 5 && digits(words[0]) && words[0].size() <= 2 &&
         words[1].size() == 3 && is_ascii_alpha(words[1].front()) &&
         digits(words[2]) && words[2].size() >= 2 &&
         words[3].find(':') != words[3].npos && parse_mail_date(text);
}

struct MessageHeader {
  const LintInput& input;
  LintLog& log;
  const Subject& subject = input.subject;
  const Part& root = subject.message.root();

  Place place(std::string_view name) const {
    return header_place(subject, 0, name);
  }
  /// The first field of that name, unless a template fills it in.
  bool is_open(std::string_view name) const {
    const Header* field = root.header(name);
    return field != nullptr && input.has_hole(field->span);
  }
};

void check_from(const MessageHeader& h) {
  if (h.is_open("From")) return;
  const bool named = std::ranges::any_of(
      h.subject.from,
      [](const Address& address) { return !address.spec().empty(); });
  if (!named)
    h.log.add(message_check("from-missing"), h.place("From"),
              h.root.header("From") == nullptr ? "no From" : "an empty From");
  else if (h.subject.from.size() > 1 && h.subject.sender.empty() &&
           h.root.all_headers("From").size() == 1)
    h.log.add(message_check("from-missing"), h.place("From"),
              fmt::format("{} and no Sender",
                          counted(h.subject.from.size(), "author")));
}

void check_date(const MessageHeader& h) {
  if (h.is_open("Date")) return;
  const Header* date = h.root.header("Date");
  if (date == nullptr)
    h.log.add(message_check("date-missing"), h.place("Date"), "no Date");
  else if (!is_date(date->text()))
    h.log.add(message_check("date-missing"), h.place("Date"),
              fmt::format("\"{}\" is no date", date->text()));
}

void check_id(const MessageHeader& h) {
  if (h.is_open("Message-ID")) return;
  const Header* id = h.root.header("Message-ID");
  const std::string fault =
      id == nullptr ? "no Message-ID" : fault_of(id->text());
  if (!fault.empty())
    h.log.add(
        message_check("message-id-missing"), h.place("Message-ID"),
        id == nullptr ? fault : fmt::format("\"{}\": {}", id->text(), fault));
}

void check_once(const MessageHeader& h) {
  std::map<std::string, bool> seen;
  for (const Header& field : h.root.headers) {
    const std::string name = ascii_lower(field.name);
    if (std::ranges::find(kOnce, name) == kOnce.end()) continue;
    if (seen.emplace(name, true).second) continue;
    h.log
        .add(message_check("field-twice"), header_place(0, field),
             fmt::format("{} stands twice", field.name))
        .edits = Edits(h.input).remove_header(0, field).take();
  }
}

void check_recipient(const MessageHeader& h) {
  if (h.root.header("To") == nullptr && h.root.header("Cc") == nullptr)
    h.log.add(message_check("recipient-missing"), h.place("To"),
              "neither To nor Cc");
}

void check_subject(const MessageHeader& h) {
  const Header* field = h.root.header("Subject");
  if (field != nullptr && !trimmed(field->text()).empty()) return;
  LintFinding& finding =
      h.log.add(message_check("subject-missing"), h.place("Subject"),
                field == nullptr ? "no Subject" : "an empty Subject");
  for (const EventRow& row : h.subject.events) {
    const std::string summary = squeezed(row.event.summary);
    if (summary.empty()) continue;
    finding.edits =
        Edits(h.input).set_header(0, "Subject", encoded_words(summary)).take();
    return;
  }
}

void check_automatic(const MessageHeader& h) {
  if (h.root.header("Auto-Submitted") != nullptr) return;
  const bool machine = std::ranges::any_of(h.subject.from, is_machine) ||
                       std::ranges::any_of(h.subject.sender, is_machine);
  if (machine)
    h.log
        .add(message_check("auto-submitted-missing"), h.place("From"),
             "sent by a program, without Auto-Submitted")
        .edits =
        Edits(h.input).set_header(0, "Auto-Submitted", "auto-generated").take();
}

void check_bcc(const MessageHeader& h) {
  if (const Header* bcc = h.root.header("Bcc"))
    h.log
        .add(message_check("bcc-shown"), header_place(0, *bcc),
             "Bcc is in the message")
        .edits = Edits(h.input).remove_header(0, *bcc).take();
}

void check_sender(const MessageHeader& h) {
  if (h.subject.from.size() != 1 || h.subject.sender.size() != 1 ||
      !same_mailbox(h.subject.from.front().spec(),
                    h.subject.sender.front().spec()))
    return;
  const Header* sender = h.root.header("Sender");
  h.log
      .add(message_check("sender-repeats-from"), header_place(0, *sender),
           fmt::format("Sender and From are both \"{}\"",
                       h.subject.sender.front().spec()))
      .edits = Edits(h.input).remove_header(0, *sender).take();
}

void check_bulk(const MessageHeader& h) {
  if (h.root.header("List-Unsubscribe") != nullptr) return;
  const std::string precedence =
      ascii_lower(trimmed(h.root.header_text("Precedence")));
  const bool bulk =
      precedence == "bulk" || precedence == "list" || precedence == "junk";
  const bool list = h.root.header("List-Id") != nullptr;
  if (bulk || list)
    h.log.add(message_check("bulk-without-unsubscribe"),
              h.place(list ? "List-Id" : "Precedence"),
              "bulk mail without List-Unsubscribe");
}

}  // namespace

void check_message_fields(const LintInput& input, LintLog& log) {
  const MessageHeader header{input, log};
  check_from(header);
  check_date(header);
  check_id(header);
  check_once(header);
  check_recipient(header);
  check_subject(header);
  check_automatic(header);
  check_bcc(header);
  check_sender(header);
  check_bulk(header);
}

}  // namespace calspam
