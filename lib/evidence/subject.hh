// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "enrich/site.hh"
#include "evidence/fact.hh"
#include "ical/calendar.hh"
#include "ical/event.hh"
#include "mail/address.hh"
#include "mail/message.hh"
#include "mail/trace.hh"
#include "util/raw_message.hh"
#include "web/html.hh"
#include "web/url.hh"

namespace calspam {

/// The calendar content of one carrier part (or of a bare .ics: part -1).
struct CalendarPart {
  int part = -1;
  const std::string* text = nullptr;  ///< calendar text; lives with the owner
  const OffsetChain* map = nullptr;   ///< from the text to the input
  Calendar calendar;
  /// An earlier calendar of the message with the same content lines, or -1.
  /// The events of a twin are not listed again.
  int twin_of = -1;

  Span raw(Span in_text) const { return map->base(in_text); }
  /// The input bytes of `in_value` of a property's value.
  Span raw(const Property& property, Span in_value) const;
};

/// An event and the calendar part it stands in.
struct EventRow {
  Event event;
  int calendar = 0;    ///< index into Subject::calendars
  int root = 0;        ///< its VCALENDAR in that calendar
  std::string method;  ///< of its VCALENDAR, upper case, or ""
};
struct AttendeeRow {
  int event = 0;  ///< index into Subject::events
  int index = 0;  ///< into Event::attendees
};
struct AlarmRow {
  int event = 0;
  int index = 0;
};

/// A link, where it stood and what lay beneath its wrappers.
struct Link {
  Url url;                            ///< innermost, what a click reaches
  Url written;                        ///< as it stood
  std::vector<std::string> wrappers;  ///< outermost first
  std::string context;  ///< "html", "text", "property", "parameter",
                        ///< "header", "alt-desc", "qr"
  std::string visible;  ///< text shown for it, ""
  std::string element;  ///< HTML element, property or header name
  int event = -1;       ///< index into Subject::events, -1: not in an event
  bool hidden = false;
  Place place;
};

/// An HTML text: a text/html part, X-ALT-DESC or STYLED-DESCRIPTION.
struct HtmlRow {
  int part = -1;
  std::string property;  ///< "" for a part
  int event = -1;        ///< index into Subject::events, -1 for a part
  Html html;
};

/// A picture that stands in the input itself, and what its QR codes say.
struct PictureRow {
  int part = -1;       ///< that it is, or stands in; -1: of a bare calendar
  int event = -1;      ///< index into Subject::events, -1: not in an event
  std::string format;  ///< "png", "jpeg"
  std::uint32_t width = 0, height = 0;
  std::vector<std::string> codes;  ///< text of each
  Place place;
};

/// What gmime and libical said, when they were asked.
struct SecondOpinion {
  bool asked = false;
  std::vector<std::string> differences;  ///< sentences, ours against theirs
  Anomalies anomalies;
};

/// A piece of a joined text: where it ends, and where it stood.
struct TextPiece {
  std::size_t end = 0;
  Place place;
};

/// What a person reads, and the same made plain (util/unicode.hh).
struct ReadText {
  std::string plain;       ///< folded: what patterns see
  std::size_t length = 0;  ///< characters before folding
  std::size_t invisible = 0, bidi = 0, styled = 0, disguised = 0;
  Place place;  ///< of the first piece
  std::vector<TextPiece> pieces = {};
};
struct Texts {
  ReadText subject, body, events, all;
  std::vector<ReadText> event;      ///< one for each row of Subject::events
  std::vector<std::string> phones;  ///< telephone numbers in `all`, as digits
};

/// Everything known about one input before it is judged. Facts read this and
/// nothing else. Not copyable or movable once built: rows point inside.
struct Subject {
  const RawMessage* raw = nullptr;
  const Limits* limits = nullptr;
  const Site* site = nullptr;  ///< null: nothing is known of the site
  Message message;             ///< no parts for a bare calendar
  std::string bare_text;       ///< UTF-8 text of a bare calendar
  OffsetChain bare_map;        ///< from `bare_text` to the input
  std::vector<Hop> hops;
  std::vector<AuthResult> auth;
  MessageTime time;            ///< of the message
  std::optional<Instant> now;  ///< --now, else time.instant
  std::vector<Address> from, sender, reply_to, recipients;
  /// Of the recipients, as plain_address() gives them.
  std::unordered_set<std::string> recipient_addresses;
  /// The first of them in lower case, to look for in texts.
  std::vector<std::string> sought_recipients;
  std::string return_path;                ///< address of Return-Path, ""
  std::vector<std::string> dkim_domains;  ///< d= of DKIM-Signature fields
  std::vector<CalendarPart> calendars;
  std::vector<EventRow> events;
  std::vector<AttendeeRow> attendees;
  std::vector<AlarmRow> alarms;
  std::vector<HtmlRow> htmls;
  std::vector<Link> links;
  std::vector<PictureRow> pictures;  ///< those that were decoded
  Anomalies anomalies;               ///< of every reader, spans into the input
  SecondOpinion second_opinion;
  bool complete = true;  ///< no limit left input unread
  std::string service;   ///< calendar service that sent this mail ("google"),
                         ///< "" when none did
  bool service_dedicated = false;  ///< it mails about events only
  Texts texts;                     ///< what a person reads, folded for matching

  bool is_mail() const { return !message.parts.empty(); }
  bool has_calendar_content() const;

  Subject() = default;
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;
};

/// Asks gmime about the message and libical about its calendars, as the
/// clients out there would read them; what they and we see differently is
/// kept in `subject.second_opinion`.
void ask_second_opinion(Subject& subject);

/// Fills `subject` from `raw`: readers, addresses, trace, events, links.
/// `raw`, `limits` and `site` must outlive it. The second opinion is not asked
/// here.
void observe(Subject& subject, const RawMessage& raw, const Limits& limits,
             std::optional<Instant> now, const Site* site = nullptr);

}  // namespace calspam
