// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"
#include "report/report.hh"
#include "store/sighting.hh"

namespace calspam {

/// What is recorded of a report that has a provenance block; in the worker.
Sighting sighting_of(const Report& report);

/// The events of an input as their own lines say, without its provenance.
std::vector<SightedEvent> sighted_events(const Subject& subject);

/// Puts keyed hashes in the place of the recipients' addresses, wherever the
/// sighting tells them: in sentences and subjects too. What may hold them in
/// another form is left out: the whole record, the local part of Return-Path,
/// the queries of links.
void hide_recipients(Sighting& sighting, std::string_view key);

/// "hmac-sha256:..." of an address in lower case.
std::string hidden_address(std::string_view address, std::string_view key);

}  // namespace calspam
