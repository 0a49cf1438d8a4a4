// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "lint/checks_a1_rows.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "lint/mime_shape.hh"
#include "mail/carrier.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// What is common to all who take an invitation for the same one.
struct Identity {
  std::set<std::string> methods, uids, recurrence_ids, sequences, organizers;

  friend bool operator==(const Identity&, const Identity&) = default;
};

Identity identity(const Subject& subject, int calendar) {
  Identity seen;
  for (const EventRow& row : subject.events) {
    if (row.calendar != calendar) continue;
    const Event& event = row.event;
    seen.methods.insert(row.method);
    seen.uids.insert(event.uid);
    seen.recurrence_ids.insert(event.recurrence_id);
    // No SEQUENCE is 0 (RFC 5545 3.8.7.4).
    seen.sequences.insert(std::to_string(event.sequence.value_or(0)));
    seen.organizers.insert(event.organizer
                               ? ascii_lower(event.organizer->address.empty()
                                                 ? event.organizer->uri
                                                 : event.organizer->address)
                               : "");
  }
  return seen;
}

std::string differences(const Identity& a, const Identity& b) {
  std::string text;
  const auto check = [&](const auto& x, const auto& y, std::string_view name) {
    if (x != y) text += fmt::format("{}{}", text.empty() ? "" : ", ", name);
  };
  check(a.methods, b.methods, "METHOD");
  check(a.uids, b.uids, "UID");
  check(a.recurrence_ids, b.recurrence_ids, "RECURRENCE-ID");
  check(a.sequences, b.sequences, "SEQUENCE");
  check(a.organizers, b.organizers, "ORGANIZER");
  return text;
}

bool is_attached(const Part& part) {
  return part.disposition == "attachment" ||
         part.carrier != Carrier::TextCalendar;
}

// Line ends are the transport's.
std::string without_returns(std::string_view text) {
  std::string out(text);
  std::erase(out, '\r');
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

/// The calendars of a message: what mail programs take for the invitation, and
/// what they take for files. Indices into Subject::calendars; bounded, since a
/// pair is compared at a time.
struct Calendars {
  std::vector<int> invitations, copies;

  explicit Calendars(const Subject& subject) {
    constexpr std::size_t kMost = 50;
    const std::vector<int> own = own_parts(subject);
    for (std::size_t i = 0; i < subject.calendars.size(); ++i) {
      const CalendarPart& calendar = subject.calendars[i];
      if (calendar.part < 0 || calendar.calendar.empty() ||
          std::ranges::find(own, calendar.part) == own.end())
        continue;
      auto& list =
          is_attached(part_at(subject, calendar.part)) ? copies : invitations;
      if (list.size() < kMost) list.push_back(static_cast<int>(i));
    }
  }
};

const CalendarPart& calendar_at(const Subject& subject, int calendar) {
  return subject.calendars[static_cast<std::size_t>(calendar)];
}

// A twin's events are those of the calendar it is the twin of.
int told_by(const Subject& subject, int calendar) {
  const int twin = calendar_at(subject, calendar).twin_of;
  return twin < 0 ? calendar : twin;
}

void check_several(const LintInput& input, const Calendars& calendars,
                   LintLog& log) {
  const Subject& subject = input.subject;
  const std::vector<int>& asked =
      calendars.invitations.empty() ? calendars.copies : calendars.invitations;
  if (asked.size() < 2) return;
  const Identity first = identity(subject, told_by(subject, asked.front()));
  for (std::size_t i = 1; i < asked.size(); ++i) {
    const Identity other = identity(subject, told_by(subject, asked[i]));
    if (std::tie(first.methods, first.uids, first.recurrence_ids) ==
        std::tie(other.methods, other.uids, other.recurrence_ids))
      continue;
    const int part = calendar_at(subject, asked[i]).part;
    log.add(
        structure_check("several-invitations"),
        header_place(subject, part, "Content-Type"),
        fmt::format("part {} is another invitation than part {}: {} "
                    "differ",
                    part_at(subject, part).path,
                    part_at(subject, calendar_at(subject, asked[0]).part).path,
                    differences(first, other)));
  }
}

void check_pair(const LintInput& input, int invitation, int copy,
                LintLog& log) {
  const Subject& subject = input.subject;
  const CalendarPart& a = calendar_at(subject, invitation);
  const CalendarPart& b = calendar_at(subject, copy);
  const Identity one = identity(subject, told_by(subject, invitation));
  const Identity other = identity(subject, told_by(subject, copy));
  const Place place = header_place(subject, b.part, "Content-Type");
  const std::string &path_a = part_at(subject, a.part).path,
                    &path_b = part_at(subject, b.part).path;
  if (!(one == other))
    log.add(structure_check("copies-differ"), place,
            fmt::format("parts {} and {} are not the same invitation: {} "
                        "differ",
                        path_a, path_b, differences(one, other)));
  else if (without_returns(*a.text) != without_returns(*b.text))
    log.add(structure_check("copies-spelled-apart"), place,
            fmt::format("parts {} and {} are the same invitation, written "
                        "differently",
                        path_a, path_b));
}

// Whether the message says that it invites, in a field or by its calendar.
std::optional<Place> promise(const LintInput& input, const MimeShape& shape) {
  const Subject& subject = input.subject;
  for (const int part : shape.parts())
    if (shape.is_calendar(part))
      return header_place(subject, part, "Content-Type");
  const Header* klass = subject.message.root().header("Content-Class");
  if (klass != nullptr &&
      find_ignoring_case(klass->value, "calendarmessage") != std::string::npos)
    return header_place(0, *klass);
  return {};
}

void check_named(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  const bool is_file = part.carrier == Carrier::ApplicationIcs ||
                       part.disposition == "attachment";
  if (!is_file || ends_ignoring_case(part.filename, ".ics")) return;
  const std::string_view field = part.header("Content-Disposition") != nullptr
                                     ? "Content-Disposition"
                                     : "Content-Type";
  LintFinding& finding =
      log.add(structure_check("copy-misnamed"),
              header_place(input.subject, index, field),
              part.filename.empty()
                  ? "the attached calendar has no name"
                  : fmt::format("the attached calendar is named \"{}\"",
                                part.filename));
  Edits edits(input);
  edits.set_header_parameter(index, field,
                             field == "Content-Type" ? "name" : "filename",
                             "invite.ics");
  finding.edits = edits.take();
}

void check_attached(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  if (!part.type.is("application", "ics")) return;
  if (part.disposition != "attachment") {
    LintFinding& finding = log.add(
        structure_check("copy-not-attachment"),
        header_place(input.subject, index, "Content-Disposition"),
        part.disposition.empty()
            ? "the copy has no Content-Disposition: attachment"
            : fmt::format("the copy is declared \"{}\"", part.disposition));
    // A disposition with parameters of its own is the author's to change.
    Edits edits(input);
    edits.set_header(index, "Content-Disposition",
                     part.filename.empty() ? "attachment; filename=invite.ics"
                                           : "attachment");
    if (part.header("Content-Disposition") == nullptr || part.filename.empty())
      finding.edits = edits.take();
  }
  if (part.encoding != TransferEncoding::Base64) {
    const std::string encoding = encoding_name(part);
    LintFinding& finding =
        log.add(structure_check("copy-not-base64"),
                header_place(input.subject, index, "Content-Transfer-Encoding"),
                fmt::format("the copy is sent as {}",
                            encoding.empty() ? "7bit" : encoding));
    finding.edits =
        Edits(input).set_encoding(index, TransferEncoding::Base64).take();
  }
}

}  // namespace

void check_invitations(const LintInput& input, LintLog& log) {
  const MimeShape shape(input.subject.message);
  check_several(input, Calendars(input.subject), log);
  const bool has_invitation = std::ranges::any_of(shape.parts(), [&](int part) {
    return shape.part(part).is_leaf() &&
           shape.part(part).type.is("text", "calendar");
  });
  if (has_invitation) return;
  if (const std::optional<Place> place = promise(input, shape))
    log.add(structure_check("no-calendar-part"), *place,
            "there is no text/calendar part");
}

void check_copies(const LintInput& input, LintLog& log) {
  const Calendars calendars(input.subject);
  if (!calendars.invitations.empty())
    for (const int copy : calendars.copies)
      check_pair(input, calendars.invitations.front(), copy, log);
  for (const int part : own_parts(input.subject)) {
    const Part& one = part_at(input.subject, part);
    if (!one.is_leaf() || one.carrier == Carrier::None) continue;
    check_attached(input, part, log);
    check_named(input, part, log);
  }
}

}  // namespace calspam
