// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"
#include "mail/media_type.hh"

namespace calspam {

// Parts of a message as checks ask for them. Only the strict reading counts:
// what another reading shows is not what the author wrote.

/// Indices of the parts that the message itself is made of: strict reading,
/// nothing inside of an attached message. Empty for a bare calendar.
std::vector<int> own_parts(const Subject& subject);

const Part& part_at(const Subject& subject, int part);
/// The own child parts of a multipart, in order.
std::vector<int> strict_children(const Subject& subject, int part);
/// The nearest part around `part` for which `type` ("multipart/mixed") holds,
/// or -1.
int enclosing(const Subject& subject, int part, std::string_view type);
bool is_below(const Subject& subject, int part, int ancestor);

bool is_text_calendar(const Part& part);
/// A text/plain or text/html that is shown as the body: not an attachment.
bool is_readable_text(const Part& part);

/// The value of Content-Transfer-Encoding, lower case, comments taken away;
/// "" without the field.
std::string encoding_name(const Part& part);
/// The encoded body as it stands in the input; nothing where what is around
/// the part was itself encoded.
std::optional<std::string_view> raw_body(const Subject& subject, int part);
/// The body with its transfer encoding undone and its charset left alone,
/// also of parts that the reader did not look into. At most
/// limits.text_bytes of it.
std::string decoded_body(const Subject& subject, int part);

/// Content-Type or the like, taken apart; nothing without that field. Spans
/// count in the input where the header stands there as it is.
std::optional<ParameterField> parameter_field(const Subject& subject,
                                              const Part& part,
                                              std::string_view header);

/// "<a@b>" without its brackets.
std::string_view without_brackets(std::string_view id);

bool has_high_byte(std::string_view bytes);

Place part_place(const Subject& subject, int part);
/// Of a header field; `part` is where it stands.
Place header_place(int part, const Header& header);
/// Of the first field of that name, else of the whole header of the part.
Place header_place(const Subject& subject, int part, std::string_view name);
Place property_place(const CalendarPart& calendar, const Property& property);

/// Calendars that another one is the twin of, bounded: what one finding mends
/// it must mend in the copies too.
std::vector<const CalendarPart*> with_twins(const Subject& subject,
                                            std::size_t calendar);

/// What a calendar invites to: METHOD, and UID, RECURRENCE-ID and SEQUENCE of
/// its components, in an order of its own.
std::string invitation_of(const Calendar& calendar);

/// The same address, case ignored (RFC 5545 3.8.4.3 has mailto: URIs, which
/// people do not type in one case).
bool same_mailbox(std::string_view a, std::string_view b);

}  // namespace calspam
