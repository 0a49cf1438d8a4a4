// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report.hh"

namespace calspam {

/// Something by which the same sender can be known again elsewhere.
struct Indicator {
  enum class Kind { Url, Domain, Address, Phone, Hash, Uid };
  Kind kind = Kind::Url;
  std::string value;    ///< untrusted UTF-8, one line
  std::string comment;  ///< where it stood: "link (html)", "ORGANIZER", ...
};
std::string_view indicator_kind_name(Indicator::Kind kind);

/// Whether a message gives indicators at all: it is suspicious or spam.
bool gives_indicators(const Report& report);

/// The indicators of a message, each once: links, their hosts' domains, the
/// addresses of organizer and author, telephone numbers, the hash of the
/// message and of its calendars and named parts, UIDs. Recipients and
/// attendees are none; a UID or a link may still hold an address.
std::vector<Indicator> indicators(const Report& report);

/// The addr-spec of "Name <a@b.example>", lower case; "" when there is none.
std::string address_of(std::string_view mailbox);

}  // namespace calspam
