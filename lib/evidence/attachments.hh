// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "evidence/fact.hh"

namespace calspam {

// Facts about ATTACH and IMAGE (RFC 5545 3.8.1.1, RFC 7986 5.10) of an event.
// Nothing is opened or fetched: bytes that stand in the event are typed by
// their beginning.
FactValue attachment_binary(const Subject& subject, std::size_t row);
FactValue attachment_types(const Subject& subject, std::size_t row);
FactValue attachment_names(const Subject& subject, std::size_t row);
FactValue attachment_active(const Subject& subject, std::size_t row);

/// The bytes of each attachment that stands in the event itself, in order, at
/// most 4 MiB of one.
std::vector<std::string> attachment_contents(const Subject& subject,
                                             std::size_t row);

}  // namespace calspam
