// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ical/calendar.hh"
#include "ical/value.hh"

namespace calspam {

/// What a DATE or DATE-TIME says about its zone.
enum class TimeForm { None, Date, Floating, Utc, Zoned };

/// A time as a property writes it, no zone applied.
struct WrittenTime {
  DateTimeValue value;
  TimeForm form = TimeForm::None;  ///< None: it cannot be read
  std::string tzid;                ///< of Zoned
};
/// One of the values of a property of times; its TZID counts.
WrittenTime written_time(const Property& property, std::string_view value);
/// Of the whole value; also of a null property.
WrittenTime written_time(const Property* property);

/// What two calendar addresses are compared by: the address in lower case, or
/// the URI where it has none.
std::string address_key(std::string_view uri);
/// The part of an address key that answers to "who", without "+tag".
std::string mailbox_key(std::string_view uri);

/// iana-token or x-name (RFC 5545 3.1).
bool is_token(std::string_view text);
/// A scheme, a colon, and neither blanks nor an impossible host behind it.
bool is_absolute_uri(std::string_view text);
/// In any case.
bool is_one_of(std::string_view value, std::string_view bar_separated);
/// DATE, DATE-TIME or DURATION by the letter of RFC 5545 3.3.6.
bool is_strict_duration(std::string_view text);

}  // namespace calspam
