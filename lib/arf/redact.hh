// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arf/abuse_case.hh"
#include "arf/private_words.hh"
#include "util/limits.hh"

namespace calspam {

/// A message or calendar with its private words hidden (RFC 6590).
struct Redacted {
  std::string bytes;
  /// What became of parts that cannot be looked into, sentences.
  std::vector<std::string> notes;
};

/// Hides the words in a message: in its header, in every text and calendar
/// whatever its transfer encoding, in tokens of links. Parts that are no text
/// (pictures, archives) are replaced by a note, since nobody can say what they
/// show. It may leave something: ask shown_in() afterwards.
Redacted redacted_message(std::string_view message, const PrivateWords& words,
                          const Limits& limits);

/// The same for iCalendar text: folded lines are put together first.
std::string redacted_calendar(std::string_view text, const PrivateWords& words);

/// Every string of the case with the words hidden; `original` and `calendar`
/// are left.
AbuseCase redacted_case(const AbuseCase& incident, const PrivateWords& words);

/// Reads the bytes as a receiver would, all encodings undone, and looks for
/// the words in header fields, parts, HTML, calendar values and links. Where
/// the first is still to be seen, or nothing.
std::optional<std::string> shown_in(std::string_view bytes, RawKind kind,
                                    const PrivateWords& words,
                                    const Limits& limits);

}  // namespace calspam
