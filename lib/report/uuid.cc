// SPDX-License-Identifier: MIT
#include "report/uuid.hh"

#include "util/hash.hh"

namespace calspam {
namespace {

unsigned digit(char c) {
  return c <= '9' ? static_cast<unsigned>(c - '0')
                  : static_cast<unsigned>(c - 'a') + 10;
}

std::string bytes_of(std::string_view uuid) {
  std::string bytes;
  unsigned high = 0;
  bool half = false;
  for (char c : uuid) {
    if (c == '-') continue;
    if (half) bytes += static_cast<char>(high << 4 | digit(c));
    high = digit(c);
    half = !half;
  }
  return bytes;
}

}  // namespace

std::string uuid_v5(std::string_view name_space, std::string_view name) {
  std::string hex =
      sha1(bytes_of(name_space) + std::string(name)).substr(0, 32);
  hex[12] = '5';
  hex[16] = "89ab"[digit(hex[16]) & 3];
  for (std::size_t at : {8u, 13u, 18u, 23u}) hex.insert(at, 1, '-');
  return hex;
}

}  // namespace calspam
