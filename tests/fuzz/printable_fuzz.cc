// SPDX-License-Identifier: MIT
#include "fuzzed.hh"
#include "util/charset.hh"
#include "util/text.hh"
#include "util/unicode.hh"

// The first line names a charset, the rest is text in it: what comes out is
// UTF-8, its places lie within the input, a terminal can show it, and it can be
// made plain for matching.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const std::string_view input = bytes_of(data, size);
  const std::size_t line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  const std::string_view bytes = input.substr(line + 1);
  const Decoded decoded = to_utf8(bytes, input.substr(0, line));
  must(decoded.raw || is_valid_utf8(decoded.text));
  must(decoded.map.base(decoded.text.size()) <= bytes.size());
  const std::string shown = printable(decoded.text);
  must(is_valid_utf8(shown) && printable(shown) == shown);
  for (const unsigned char c : shown) must(c >= ' ' && c != 0x7F);
  const Folding folded = fold(decoded.text);
  must(is_valid_utf8(folded.text));
  mixed_script(decoded.text);
  return 0;
}
