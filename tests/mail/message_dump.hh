// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "mail/message.hh"

namespace calspam {

/// The tree as text, a line for each part:
///
///     1 multipart/mixed
///     1.1 text/calendar text/calendar base64 "BEGIN:VC" (epilogue)
///
/// path, type, carrier, encoding if any, name, the first bytes of the content
/// and the reading.
std::string tree(const Message& message);
/// Ids of anomalies, "part id" a line, notes left out.
std::string oddities(const Message& message);

}  // namespace calspam
