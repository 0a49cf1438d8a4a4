// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "util/limits.hh"

namespace calspam {

/// One mailbox of an address field (RFC 5322 3.4), read tolerantly.
struct Address {
  std::string display_name;  ///< UTF-8, quoting and RFC 2047 undone
  std::string local_part;    ///< spelling kept, quotes undone
  std::string domain;        ///< lower case; "" when there is none

  /// "local@domain", or the bare local part.
  std::string spec() const;
};

/// The mailboxes of a raw header value; groups are flattened, comments
/// dropped, obsolete routes skipped, broken pieces kept as display names with
/// no address. No recursion; at most `limits.addresses` are returned.
std::vector<Address> parse_addresses(std::string_view raw_value,
                                     const Limits& limits);

/// The address of "mailto:x@y?subject=...", of "MAILTO:..." or of a bare
/// "x@y"; an empty Address for anything else.
Address parse_calendar_address(std::string_view uri);

}  // namespace calspam
