// SPDX-License-Identifier: MIT
#pragma once

// The steps of observe(), one for each file. Only lib/evidence includes this.

#include "evidence/subject.hh"

namespace calspam {

/// Bounds on fields of the root's header: those too long to be read whole; and
/// the addresses and encoded words of any that are more than are kept.
void observe_long_headers(Subject& subject);
void observe_header_counts(Subject& subject);
/// Calendars, events, attendees and alarms of the carriers (or the bare text).
void observe_calendars(Subject& subject);
/// HTML of parts and of properties.
void observe_html(Subject& subject);
/// Pictures in parts, properties and HTML, and the QR codes in them.
void observe_pictures(Subject& subject);
/// Links of every part, property, parameter and header; wrappers undone.
void observe_links(Subject& subject);
/// What a person reads, folded.
void observe_texts(Subject& subject);

/// Says that a bound left input unread; the subject is incomplete then.
void note_limit(Subject& subject, const AnomalyKind& kind, std::string detail,
                Place place);

/// A property's value with its escapes undone, and where each byte stood in
/// the value as written.
struct UnescapedText {
  std::string text;
  OffsetMap map;
};
UnescapedText unescaped(const Property& property);

/// True when the property's value is HTML: X-ALT-DESC, STYLED-DESCRIPTION
/// with FMTTYPE=text/html, or a description with tags in it.
bool holds_html(const Property& property);

}  // namespace calspam
