// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "store/store.hh"

namespace calspam {

/// A sighting for people: the sentence, and where it comes from. What came from
/// the input is made printable.
std::string sighting_text(const StoredSighting& stored);

/// A sighting as one line of JSON, calspam.sighting/1 (calspam-json(5)).
std::string sighting_json(const StoredSighting& stored);

/// `text` as a JSON string, with its quotation marks.
std::string json_string(std::string_view text);

}  // namespace calspam
