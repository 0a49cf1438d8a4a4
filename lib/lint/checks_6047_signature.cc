// SPDX-License-Identifier: MIT
// S/MIME around an invitation (RFC 6047 2.2, 3). No trust is decided here.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/checks_6047_rows.hh"
#include "lint/message_parts.hh"
#include "lint/signer_names.hh"
#include "util/text.hh"

namespace calspam {
namespace {

bool is_packed(const Part& part) {
  return part.type.is("application", "pkcs7-mime") ||
         part.type.is("application", "x-pkcs7-mime");
}

bool is_signature(const Part& part) {
  return part.type.is("application", "pkcs7-signature") ||
         part.type.is("application", "x-pkcs7-signature");
}

std::string smime_type(const Part& part) {
  const Parameter* type = part.type.parameter("smime-type");
  return type == nullptr ? "" : ascii_lower(trimmed(type->value));
}

bool is_encrypted(const Part& part) {
  const std::string type = smime_type(part);
  return part.type.is("multipart", "encrypted") ||
         (is_packed(part) && type != "signed-data" && type != "certs-only");
}

// Addresses that may sign for the event: who invites, or who answers.
std::vector<std::string> entitled(const Subject& subject) {
  std::vector<std::string> addresses;
  const auto add = [&](const Participant& person) {
    for (const std::string* address :
         {&person.address, &person.sent_by, &person.email})
      if (!address->empty()) addresses.push_back(*address);
  };
  for (const EventRow& row : subject.events) {
    const bool answers = row.method == "REPLY" || row.method == "COUNTER" ||
                         row.method == "REFRESH";
    if (!answers && row.event.organizer) add(*row.event.organizer);
    if (answers) std::ranges::for_each(row.event.attendees, add);
  }
  return addresses;
}

void check_signer(const Subject& subject, int part, LintLog& log) {
  const std::vector<std::string> names =
      signer_names(decoded_body(subject, part));
  const std::vector<std::string> wanted = entitled(subject);
  if (names.empty() || wanted.empty()) return;
  for (const std::string& name : names)
    for (const std::string& address : wanted)
      if (same_mailbox(name, address)) return;
  log.add(imip_check("signer-not-sender"), part_place(subject, part),
          fmt::format("signed for \"{}\", but \"{}\" would have to sign",
                      names.front(), wanted.front()));
}

// RFC 1847 2.1: the first part is what is signed.
bool is_covered(const Subject& subject, int part) {
  for (int i = part; i > 0; i = part_at(subject, i).parent) {
    const int parent = part_at(subject, i).parent;
    if (part_at(subject, parent).type.is("multipart", "signed") &&
        strict_children(subject, parent).front() == i)
      return true;
  }
  return false;
}

void check_cover(const Subject& subject, const std::vector<int>& own,
                 LintLog& log) {
  for (const CalendarPart& calendar : subject.calendars) {
    if (calendar.part < 0 || !std::ranges::binary_search(own, calendar.part) ||
        is_covered(subject, calendar.part))
      continue;
    log.add(imip_check("signature-leaves-calendar-out"),
            part_place(subject, calendar.part),
            fmt::format("part {} is not what the signature is over",
                        part_at(subject, calendar.part).path));
  }
}

}  // namespace

void check_imip_signature(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  if (!subject.is_mail()) return;
  const std::vector<int> own = own_parts(subject);
  bool is_signed = false, is_hidden = false;
  for (int i : own) {
    const Part& part = part_at(subject, i);
    if (part.type.is("multipart", "signed")) is_signed = true;
    if (smime_type(part) == "signed-data") is_signed = true;
    if (is_signature(part)) check_signer(subject, i, log);
    if (!is_encrypted(part) || is_hidden) continue;
    is_hidden = true;
    log.add(imip_check("encrypted"), part_place(subject, i),
            fmt::format("{} was not opened", part.type.name()));
  }
  if (is_signed)
    check_cover(subject, own, log);
  else if (!is_hidden && !subject.calendars.empty())
    log.add(imip_check("not-signed"), part_place(subject, 0),
            "no S/MIME signature");
}

}  // namespace calspam
