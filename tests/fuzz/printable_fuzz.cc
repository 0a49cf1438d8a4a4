// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "util/charset.hh"
#include "util/text.hh"

// The first line names a charset, the rest is text in it: what comes out is
// UTF-8, its places lie within the input, and a terminal can show it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  const std::string_view bytes = input.substr(line + 1);
  const Decoded decoded = to_utf8(bytes, input.substr(0, line));
  if (!decoded.raw && !is_valid_utf8(decoded.text)) std::abort();
  if (decoded.map.base(decoded.text.size()) > bytes.size()) std::abort();
  const std::string shown = printable(decoded.text);
  if (!is_valid_utf8(shown) || printable(shown) != shown) std::abort();
  for (const char c : shown)
    if ((c >= 0 && c < ' ') || c == '\x7F') std::abort();
  return 0;
}
