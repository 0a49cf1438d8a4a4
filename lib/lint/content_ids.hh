// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "evidence/subject.hh"

namespace calspam {

/// What cid: and mid: URLs (RFC 2392) can lead to inside a message.
struct ContentIds {
  std::multimap<std::string, int> parts;     ///< Content-ID to part
  std::multimap<std::string, int> messages;  ///< Message-ID to part

  explicit ContentIds(const Subject& subject);
  /// The part that a cid: or mid: URL leads to, or -1.
  int part_of(std::string_view url) const;
};

}  // namespace calspam
