// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "util/time.hh"

namespace calspam {

/// A time that an identifier carries without saying so. FILETIME and UUIDs
/// count 100 ns; whole seconds are kept.
struct HiddenClock {
  std::string kind;  ///< "global-object-id", "uuid-1", "uuid-6", "uuid-7",
                     ///< "javamail", "unix-time"
  Instant time = 0;
  std::string node;  ///< UUID version 1: the maker's address, "" if random
};

/// An Exchange GlobalObjectId in its hexadecimal form (MS-OXOCAL 2.2.1.27).
struct GlobalObjectId {
  /// Creation of the object; nothing when the field is zero, as in those made
  /// from another system's UID.
  std::optional<Instant> created;
  std::optional<Date> instance;  ///< of an exception to a series
  std::string foreign_uid;       ///< "vCal-Uid": the UID it was made from, ""
};
std::optional<GlobalObjectId> read_global_object_id(std::string_view uid);

/// The clock in the first UUID of version 1, 6 or 7 within `text`.
std::optional<HiddenClock> uuid_clock(std::string_view text);
/// The milliseconds in JavaMail's Message-ID: "12.34.1700000000000@host".
std::optional<HiddenClock> java_mail_clock(std::string_view message_id);
/// A number that can only be seconds since 1970: SEQUENCE of Zoom.
std::optional<HiddenClock> unix_clock(std::int64_t number);
/// Any of those that a UID or Message-ID can hold.
std::optional<HiddenClock> identifier_clock(std::string_view identifier);

}  // namespace calspam
