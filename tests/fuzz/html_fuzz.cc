// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "util/limits.hh"
#include "web/html.hh"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  calspam::parse_html({reinterpret_cast<const char*>(data), size},
                      calspam::Limits{});
  return 0;
}
