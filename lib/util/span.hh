// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace calspam {

/// A half-open range [begin, end) of bytes. Unless a comment says otherwise
/// the bytes are those of the raw input message or calendar, counted from its
/// first byte, whatever encodings lie between them and the value they gave.
struct Span {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  std::uint64_t size() const { return end > begin ? end - begin : 0; }
  bool empty() const { return end <= begin; }
  friend bool operator==(const Span&, const Span&) = default;
  friend auto operator<=>(const Span&, const Span&) = default;
};

/// The bytes of `text` that `span` covers, clipped to what is there.
inline std::string_view slice(std::string_view text, Span span) {
  if (span.begin >= text.size() || span.empty()) return {};
  return text.substr(span.begin, span.end - span.begin);
}

}  // namespace calspam
