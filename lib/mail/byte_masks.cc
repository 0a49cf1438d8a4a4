// SPDX-License-Identifier: MIT
#include "mail/byte_masks.hh"

#include <array>

#include "mail/line_start.hh"

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace calspam {
namespace {

// Bit i: whether byte i of the 64 at `bytes` is `wanted`.
std::uint64_t equal_bytes(const char* bytes, char wanted) {
  std::uint64_t mask = 0;
#ifdef __SSE2__
  const __m128i all = _mm_set1_epi8(wanted);
  for (int i = 0; i < 4; ++i) {
    const auto* at = reinterpret_cast<const __m128i*>(bytes + 16 * i);
    const int equal =
        _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(at), all));
    mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(equal))
            << (16 * i);
  }
#else
  for (int i = 0; i < 64; ++i)
    mask |= static_cast<std::uint64_t>(bytes[i] == wanted) << i;
#endif
  return mask;
}

#ifdef __SSE2__

// What lines start with at which something can start: a byte is such a one if
// the entries of its low and its high half have a bit in common. Each low half
// has a control character, whose high half is 0; upper bytes all count.
struct Halves {
  alignas(32) std::array<unsigned char, 32> low{};
  alignas(32) std::array<unsigned char, 32> high{};
};

consteval Halves line_start_halves() {
  Halves halves;
  for (std::size_t half = 0; half < 16; ++half) {
    for (std::size_t high = 0; high < 8; ++high)
      if (kLineStarts[high * 16 + half] != kNothing)
        halves.low[half] |= static_cast<unsigned char>(1u << high);
    halves.high[half] =
        half < 8 ? static_cast<unsigned char>(1u << half) : 0xFF;
    halves.low[half + 16] = halves.low[half];
    halves.high[half + 16] = halves.high[half];
  }
  return halves;
}
constexpr Halves kHalves = line_start_halves();

[[gnu::target("avx2")]] __m256i load(const void* from) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

// Byte by byte all ones or zeros.
[[gnu::target("avx2")]] __m256i equal(__m256i text, char wanted) {
  return _mm256_cmpeq_epi8(text, _mm256_set1_epi8(wanted));
}

[[gnu::target("avx2")]] __m256i places(const char* bytes) {
  const __m256i half = _mm256_set1_epi8(0x0F);
  const __m256i before = load(bytes - 1);
  const __m256i text = load(bytes);
  const __m256i lines = _mm256_or_si256(
      equal(before, '\n'),
      _mm256_andnot_si256(equal(text, '\n'), equal(before, '\r')));
  const __m256i low =
      _mm256_shuffle_epi8(load(&kHalves.low), _mm256_and_si256(text, half));
  const __m256i high = _mm256_shuffle_epi8(
      load(&kHalves.high), _mm256_and_si256(_mm256_srli_epi16(text, 4), half));
  const __m256i nothing = equal(_mm256_and_si256(low, high), '\0');
  const __m256i n = equal(_mm256_or_si256(before, _mm256_set1_epi8(0x20)), 'n');
  return _mm256_or_si256(
      _mm256_andnot_si256(nothing, lines),
      _mm256_or_si256(equal(text, '\0'),
                      _mm256_and_si256(equal(text, ':'), n)));
}

[[gnu::target("avx2")]] void mark_starts(const char* bytes,
                                         std::span<std::uint64_t> masks) {
  for (std::uint64_t& mask : masks) {
    const auto low =
        static_cast<std::uint32_t>(_mm256_movemask_epi8(places(bytes)));
    const auto high =
        static_cast<std::uint32_t>(_mm256_movemask_epi8(places(bytes + 32)));
    mask = low | static_cast<std::uint64_t>(high) << 32;
    bytes += kMaskedBytes;
  }
}

#endif

}  // namespace

std::uint64_t lines_starting(const char* bytes, char first) {
  return equal_bytes(bytes, '\n') & equal_bytes(bytes + 1, first);
}

void mark_lines(const char* bytes, std::span<std::uint64_t> masks) {
  for (std::uint64_t& mask : masks) {
    const char* before = bytes - 1;
    const std::uint64_t lines =
        equal_bytes(before, '\n') |
        (equal_bytes(before, '\r') & ~equal_bytes(bytes, '\n'));
    const std::uint64_t n = equal_bytes(before, 'n') | equal_bytes(before, 'N');
    mask = lines | equal_bytes(bytes, '\0') | (equal_bytes(bytes, ':') & n);
    bytes += kMaskedBytes;
  }
}

void mark_places(const char* bytes, std::span<std::uint64_t> masks) {
#ifdef __SSE2__
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2) return mark_starts(bytes, masks);
#endif
  mark_lines(bytes, masks);
}

}  // namespace calspam
