// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "mail/message.hh"
#include "util/limits.hh"

namespace calspam {

/// A calendar or booking service that mails people on its users' behalf. What
/// such a mail says is the user's word, whoever signed it (CC/R 18003 5.1 a-c),
/// and it is calendar content even without a calendar part.
struct CalendarService {
  std::string_view name;     ///< "google"
  std::string_view address;  ///< "x@y", or a domain and what is below it
  /// Mails from here always concern an event; false for senders that mail
  /// other things too, which count only with a calendar part.
  bool dedicated;
};

std::span<const CalendarService> calendar_services();

/// The service whose address stands in From or Sender of the root, or null.
const CalendarService* calendar_service(const Message& message,
                                        const Limits& limits);
/// True when the address belongs to a service in the table.
const CalendarService* service_of_address(std::string_view address);

}  // namespace calspam
