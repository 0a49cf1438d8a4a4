// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace calspam {

/// Whose name on a platform's mail is that of its user.
enum class Actor : std::uint8_t { Organizer, ReplyTo, From };

/// A platform that makes events and mails them.
struct CalendarPlatform {
  std::string_view name;
  std::string_view title;                     ///< for people: "Google Calendar"
  std::span<const std::string_view> domains;  ///< its own, and below them
  std::span<const std::string_view> prodids;  ///< somewhere in PRODID
  std::span<const Actor> actors;              ///< the first that is there
  /// Its own servers always carry the mail: calendar and mail are one service.
  bool mails_itself;
};

std::span<const CalendarPlatform> calendar_platforms();
/// Null when there is none of that name.
const CalendarPlatform* find_platform(std::string_view name);

}  // namespace calspam
