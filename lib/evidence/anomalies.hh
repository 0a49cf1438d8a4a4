// SPDX-License-Identifier: MIT
#pragma once

#include "util/anomaly.hh"

namespace calspam::anomaly {

inline constexpr AnomalyKind kMessageCut{
    "limit-message-bytes", Weight::Limit,
    "the message is larger than what is read of one; the rest was not read"};
inline constexpr AnomalyKind kLinksCut{
    "limit-links", Weight::Limit,
    "more links than are kept of one message; the rest was not looked at"};
inline constexpr AnomalyKind kHtmlCut{
    "limit-html", Weight::Limit,
    "an HTML text holds more links, or longer ones, than are kept of it"};

inline constexpr const AnomalyKind* kEvidenceAnomalies[] = {
    &kMessageCut, &kLinksCut, &kHtmlCut};

}  // namespace calspam::anomaly
