// SPDX-License-Identifier: MIT
// Addresses of the message, and where answers to it go.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/checks_msg_rows.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "mail/structured.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Tokens = std::vector<HeaderToken>;

// "local@domain" and nothing else, between `begin` and `end`.
std::string fault_of_spec(const Tokens& tokens, std::size_t begin,
                          std::size_t end) {
  std::size_t signs = 0, before = 0, after = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (tokens[i].is('@'))
      ++signs;
    else if (tokens[i].kind == HeaderToken::Kind::Special)
      return fmt::format("\"{}\" out of place", tokens[i].text);
    else
      ++(signs == 0 ? before : after);
  }
  if (signs == 0) return "no @";
  if (signs > 1) return "more than one @";
  if (before == 0 || after == 0) return "half an address";
  return before > 1 || after > 1 ? "a blank in the address" : "";
}

// One mailbox: an address, or a phrase and an address in angle brackets.
std::string fault_of_mailbox(const Tokens& tokens, std::size_t begin,
                             std::size_t end) {
  std::size_t open = begin;
  while (open < end && !tokens[open].is('<')) ++open;
  if (open == end) return fault_of_spec(tokens, begin, end);
  for (std::size_t i = begin; i < open; ++i)
    if (tokens[i].kind == HeaderToken::Kind::Special)
      return fmt::format("\"{}\" in a name without quotes", tokens[i].text);
  std::size_t close = open + 1;
  while (close < end && !tokens[close].is('>')) ++close;
  if (close == end) return "\">\" is missing";
  if (close + 1 != end) return "text behind \">\"";
  return fault_of_spec(tokens, open + 1, close);
}

// "kim@a.example <kim@a.example>": the name is the address, unquoted. Wrong,
// but everybody reads it.
bool names_itself(const Tokens& tokens, std::size_t begin, std::size_t end) {
  const auto open =
      std::find_if(tokens.begin() + static_cast<long>(begin),
                   tokens.begin() + static_cast<long>(end),
                   [](const HeaderToken& t) { return t.is('<'); });
  std::string name, address;
  for (auto t = tokens.begin() + static_cast<long>(begin); t != open; ++t)
    name += t->text;
  for (auto t = open; t != tokens.begin() + static_cast<long>(end); ++t)
    if (!t->is('<') && !t->is('>')) address += t->text;
  return same_mailbox(name, address);
}

struct ListFault {
  std::string what;  ///< "" for none
  bool harmless = false;
};

// The first fault of an address list (RFC 5322 3.4), "" for none. Groups may
// be empty; an empty element is obsolete syntax, which is let pass.
ListFault fault_of_list(std::string_view value) {
  Tokens tokens = header_tokens(value, "<>@,:;");
  std::erase_if(tokens, [](const HeaderToken& t) { return t.is_comment(); });
  std::size_t begin = 0;
  bool in_group = false;
  for (std::size_t i = 0; i <= tokens.size(); ++i) {
    const bool at_end = i == tokens.size();
    if (!at_end && !in_group && tokens[i].is(':')) {
      in_group = true;
      begin = i + 1;
      continue;
    }
    const bool closes = !at_end && in_group && tokens[i].is(';');
    if (!at_end && !tokens[i].is(',') && !closes) continue;
    if (i > begin) {
      std::string fault = fault_of_mailbox(tokens, begin, i);
      if (!fault.empty()) {
        const std::size_t from = tokens[begin].begin;
        std::string what = fmt::format(
            "\"{}\": {}",
            truncated(squeezed(value.substr(from, tokens[i - 1].end - from)),
                      120),
            fault);
        return {std::move(what), names_itself(tokens, begin, i)};
      }
    }
    if (closes) in_group = false;
    begin = i + 1;
  }
  return {in_group ? "a group is not closed" : "", false};
}

void check_addresses(const LintInput& input, LintLog& log) {
  constexpr std::array<std::string_view, 5> kFields{"From", "Sender",
                                                    "Reply-To", "To", "Cc"};
  for (std::string_view name : kFields)
    for (const Header* field : input.subject.message.root().all_headers(name)) {
      if (input.has_hole(field->span)) continue;
      const ListFault fault = fault_of_list(
          std::string_view(field->value)
              .substr(0, input.subject.limits->header_value_bytes));
      if (fault.what.empty()) continue;
      LintFinding& finding = log.add(message_check("address-malformed"),
                                     header_place(0, *field), fault.what);
      if (fault.harmless) finding.level = LintLevel::Warning;
    }
}

bool is_among(const std::vector<Address>& addresses,
              const Participant& person) {
  return std::ranges::any_of(addresses, [&](const Address& address) {
    const std::string spec = address.spec();
    return same_mailbox(spec, person.address) ||
           same_mailbox(spec, person.sent_by) ||
           same_mailbox(spec, person.email);
  });
}

// Who gets the answers of people: the organizer, or who answers.
const Participant* addressee(const EventRow& row) {
  if (row.method == "REPLY" || row.method == "COUNTER" ||
      row.method == "REFRESH")
    return row.event.attendees.empty() ? nullptr : &row.event.attendees.front();
  return row.method.empty() || !row.event.organizer ? nullptr
                                                    : &*row.event.organizer;
}

void check_answers(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  if (subject.from.empty()) return;
  for (const EventRow& row : subject.events) {
    const int part =
        subject.calendars[static_cast<std::size_t>(row.calendar)].part;
    if (part < 0 || !part_at(subject, part).reading.empty() ||
        enclosing(subject, part, "message/rfc822") >= 0)
      continue;
    const Participant* person = addressee(row);
    if (person == nullptr || person->address.empty()) continue;
    const Place place = header_place(subject, 0, "From");
    if (is_among(subject.from, *person) ||
        is_among(subject.reply_to, *person) || input.has_hole(place.span))
      return;
    LintFinding& finding = log.add(
        message_check("answers-go-nowhere"), place,
        fmt::format("answers go to \"{}\", not to \"{}\"",
                    subject.reply_to.empty() ? subject.from.front().spec()
                                             : subject.reply_to.front().spec(),
                    person->address));
    finding.edits =
        Edits(input).set_header(0, "Reply-To", person->address).take();
    return;
  }
}

}  // namespace

void check_message_addresses(const LintInput& input, LintLog& log) {
  check_addresses(input, log);
  check_answers(input, log);
}

}  // namespace calspam
