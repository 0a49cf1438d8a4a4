// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace calspam {

/// A host as the host parser of WHATWG URL (3.5) leaves it.
struct Host {
  std::string name;  ///< A-labels, dotted IPv4, or IPv6 in brackets
  bool ip_literal = false;
};

/// The host of a special URL: percent-encoding undone, UTS 46 applied, IPv4
/// recognised in every notation. Nothing where a browser would refuse.
std::optional<Host> parse_host(std::string_view text);

/// Whether a domain's last label makes a browser read an IPv4 address.
bool ends_in_number(std::string_view domain);

}  // namespace calspam
