// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace calspam {

/// A sign of the software or service that wrote a Received field.
struct ReceivedMark {
  enum class In : std::uint8_t {
    Host,       ///< the receiving host is `mark` or below it
    HostStart,  ///< the receiving host begins with it
    By,         ///< somewhere in the by clause
    With,       ///< somewhere in the with or via clause
    From,       ///< somewhere in the from clause
    Lead        ///< somewhere before the first keyword
  };
  std::string_view family;
  In in;
  std::string_view mark;
};

/// In the order they are tried: services before the software they run.
std::span<const ReceivedMark> received_marks();

}  // namespace calspam
