// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "ical/event.hh"

namespace calspam {

/// ORGANIZER or ATTENDEE with its parameters.
Participant read_participant(const Property& property);

/// The address of a CAL-ADDRESS (RFC 5545 3.3.3): of mailto: in any case, of a
/// bare address, also in angle brackets; the domain in lower case, percent
/// escapes undone. "" for other URIs.
std::string calendar_address(std::string_view uri);

}  // namespace calspam
