// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calspam {

/// A tag=value list of RFC 6376 3.2, as in DKIM-Signature and key records.
struct TagList {
  struct Tag {
    std::string name;   ///< case kept: tags are case-sensitive
    std::string value;  ///< without the white space around it
  };
  std::vector<Tag> tags;  ///< in order
  std::string fault;      ///< why no verifier takes it, ""

  /// The value of a tag, or null.
  const std::string* value(std::string_view name) const;
  /// The same with all white space taken out, "" when there is none.
  std::string packed(std::string_view name) const;
};

TagList parse_tags(std::string_view text, std::size_t most);

/// `field`, a raw header field of tags, with the value of its b= emptied (RFC
/// 6376 3.5 and 3.7): what the signature was made over.
std::string without_signature(std::string_view field);

/// Without any white space.
std::string packed(std::string_view text);

/// A number of digits alone; nothing for anything else or more than 18 of
/// them.
std::optional<std::int64_t> parse_digits(std::string_view text);

}  // namespace calspam
