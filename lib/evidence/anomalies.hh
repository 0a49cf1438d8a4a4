// SPDX-License-Identifier: MIT
#pragma once

#include "util/anomaly.hh"

namespace calspam::anomaly {

inline constexpr AnomalyKind kMessageCut{
    "limit-message-bytes", Weight::Limit,
    "the message is larger than what is read of one; the rest was not read"};
inline constexpr AnomalyKind kMessageBroken{
    "limit-message-broken", Weight::Limit,
    "the input failed or ended before the message did"};
inline constexpr AnomalyKind kLinksCut{
    "limit-links", Weight::Limit,
    "more links than are kept of one message; the rest was not looked at"};
inline constexpr AnomalyKind kHtmlCut{
    "limit-html", Weight::Limit,
    "an HTML text holds more links, or longer ones, than are kept of it"};
inline constexpr AnomalyKind kLinkCut{
    "limit-link-bytes", Weight::Limit,
    "a link longer than is read of one; where its end leads is not known"};
inline constexpr AnomalyKind kPeopleCut{
    "limit-people", Weight::Limit,
    "more attendees or alarms in all events together than are looked at"};
inline constexpr AnomalyKind kAddressesCut{
    "limit-addresses", Weight::Limit,
    "more senders or recipients than are read of one message"};
inline constexpr AnomalyKind kHeaderValueCut{
    "limit-header-value", Weight::Limit,
    "a header field longer than is taken apart; what follows was not read"};
inline constexpr AnomalyKind kWordsCut{
    "limit-encoded-words", Weight::Limit,
    "more encoded words than are decoded of one header field"};
inline constexpr AnomalyKind kTextCut{
    "limit-text", Weight::Limit,
    "more text than patterns are given of one event, body or message; what "
    "follows was not looked at"};
inline constexpr AnomalyKind kWrappersCut{
    "limit-link-wrappers", Weight::Limit,
    "a link in more redirecting services than are undone; where it leads is "
    "not known"};

inline constexpr AnomalyKind kPicturesCut{
    "limit-pictures", Weight::Limit,
    "more pictures than are looked at for codes, or larger ones, or one full "
    "of what looks like codes"};

inline constexpr const AnomalyKind* kEvidenceAnomalies[] = {
    &kMessageCut, &kMessageBroken, &kLinksCut,     &kHtmlCut,
    &kLinkCut,    &kPeopleCut,     &kAddressesCut, &kHeaderValueCut,
    &kWordsCut,   &kTextCut,       &kWrappersCut,  &kPicturesCut};

}  // namespace calspam::anomaly
