// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "evidence/subject.hh"

namespace calspam {

/// The bytes of a leaf with the transfer encoding undone and no charset
/// applied, read from the input anew: the reader keeps those of texts and
/// calendars only. Nothing for a part that is no leaf or a second reading of
/// other bytes, whose encoded bytes are more than `most`, or that stands in a
/// message that is encoded as a whole.
std::optional<std::string> part_bytes(const Subject& subject, const Part& part,
                                      std::uint64_t most);

}  // namespace calspam
