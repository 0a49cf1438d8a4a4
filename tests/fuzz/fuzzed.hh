// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "util/limits.hh"
#include "util/raw_message.hh"
#include "util/result.hh"

namespace calspam {

/// Ends the run where something that holds for every input does not.
inline void must(bool holds) {
  if (!holds) std::abort();
}

/// What a fault in a file of ours would end: targets read no other ones.
template <typename T>
T ours(Result<T> result) {
  must(result.has_value());
  return std::move(*result);
}

inline std::string_view bytes_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// The bytes as the reader of inputs hands them over.
inline RawMessage raw_of(std::string_view bytes) {
  RawMessage raw;
  raw.origin.path = "fuzzed.eml";
  raw.bytes = bytes;
  raw.full_size = bytes.size();
  if (bytes.starts_with("BEGIN:VCALENDAR")) raw.kind = RawKind::Calendar;
  return raw;
}

/// Bounds that small inputs reach.
inline Limits tight_limits() {
  Limits limits;
  limits.parts = 12;
  limits.depth = 4;
  limits.nested_messages = 2;
  limits.headers = 30;
  limits.header_block_bytes = 4'096;
  limits.header_value_bytes = 512;
  limits.parameters = 4;
  limits.addresses = 4;
  limits.encoded_words = 2;
  limits.readings = 2;
  limits.decoded_bytes = 8'192;
  limits.text_bytes = 4'096;
  limits.calendar_bytes = 8'192;
  limits.content_line_bytes = 256;
  limits.properties = 100;
  limits.components = 20;
  limits.component_depth = 4;
  limits.property_parameters = 4;
  limits.values = 8;
  limits.attendees = 4;
  limits.events = 4;
  limits.recurrence_steps = 100;
  limits.links = 4;
  limits.link_bytes = 128;
  return limits;
}

/// Of a file of the source tree.
std::string file_bytes(const std::string& path);

/// Bytes as an open file, for readers of files.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  int descriptor() const { return descriptor_; }
  std::string path() const;

 private:
  int descriptor_;
};

}  // namespace calspam
