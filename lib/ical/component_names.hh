// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace calspam {

/// VEVENT, VTODO, VJOURNAL, VFREEBUSY: what a calendar shows or answers. Names
/// are upper case here and below.
bool is_schedulable(std::string_view component);
/// Of RFC 5545, 7953, 9073 or of a draft that is in use (VPOLL).
bool is_known_component(std::string_view component);
/// The properties that may stand once in a component of that name (RFC 5545
/// 3.6); fewer than 64.
std::span<const std::string_view> single_properties(std::string_view component);

/// Those that must stand in it, whatever the METHOD.
std::span<const std::string_view> required_properties(
    std::string_view component);
/// Whether an RFC or the IANA registry knows the property, or it is an X- one.
bool is_known_property(std::string_view property);

}  // namespace calspam
