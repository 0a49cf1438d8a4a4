// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/json_text.hh"
#include "report/report.hh"

namespace calspam {

/// The members of the arf block of a record. Its `sightings` are null: a worker
/// knows no store.
void write_arf(JsonText& json, const AbuseReading& reading);

/// An input of the store that has to do with a report of abuse.
struct KnownSighting {
  std::string by;  ///< what they share: "message-id" or "uid"
  std::string value;
  std::string where;  ///< the input, as Origin::name()
  std::string seen;   ///< ISO instant
};
/// A JSON record with the sightings in its arf block.
std::string with_sightings(std::string_view record,
                           const std::vector<KnownSighting>& sightings);

}  // namespace calspam
