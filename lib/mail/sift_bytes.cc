// SPDX-License-Identifier: MIT
#include "mail/sift_bytes.hh"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace calspam {

std::uint64_t special_bytes(const char* bytes) {
#ifdef __SSE2__
  std::uint64_t mask = 0;
  for (int i = 0; i < 4; ++i) {
    const auto* at = reinterpret_cast<const __m128i*>(bytes + 16 * i);
    const __m128i block = _mm_loadu_si128(at);
    const auto is = [&](char c) {
      return _mm_cmpeq_epi8(block, _mm_set1_epi8(c));
    };
    const __m128i found = _mm_or_si128(_mm_or_si128(is('\n'), is('\r')),
                                       _mm_or_si128(is('\0'), is(':')));
    mask |= static_cast<std::uint64_t>(
                static_cast<std::uint32_t>(_mm_movemask_epi8(found)))
            << (16 * i);
  }
  return mask;
#else
  std::uint64_t mask = 0;
  for (int i = 0; i < 64; ++i) {
    const char c = bytes[i];
    const bool found = c == '\n' || c == '\r' || c == '\0' || c == ':';
    mask |= static_cast<std::uint64_t>(found) << i;
  }
  return mask;
#endif
}

}  // namespace calspam
