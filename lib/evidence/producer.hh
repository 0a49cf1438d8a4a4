// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "evidence/fact.hh"

namespace calspam {

/// The producer a PRODID claims: "google", "exchange", "outlook", "apple",
/// "zimbra", "yahoo", "mozilla", "sabre", ... or "other".
std::string_view producer_family(std::string_view prodid);

/// True when PRODID claims Google, Exchange or Apple and at least two marks
/// contradict it: form of the UID, properties that producer always writes,
/// line ends and folding, the platform that sent or signed the mail. Imports
/// and gateways change one mark, seldom two. Unknown for other producers.
FactValue producer_forged(const Subject& subject, std::size_t row);

}  // namespace calspam
