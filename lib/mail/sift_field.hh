// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "util/limits.hh"

namespace calspam {

/// What one structured field says to the sift. `value` of the functions is
/// raw, folds included.
struct SiftedField {
  std::string_view keep;      ///< why the message must be kept, or ""
  bool is_container = false;  ///< multipart/*, or a message within
  bool is_multipart = false;
  bool is_digest = false;
  std::string_view boundary;  ///< in `value`; "" when there is none
};
SiftedField sift_content_type(std::string_view value, const Limits& limits);
SiftedField sift_disposition(std::string_view value, const Limits& limits);

/// Content-Transfer-Encoding, as far as the sift tells them apart.
enum class SiftedEncoding { Plain, Encoded, Uuencode };
SiftedEncoding sift_encoding(std::string_view value);

/// Whether an address in a From or Sender field might be of a calendar
/// service that mails about events only.
bool may_name_service(std::string_view value);

}  // namespace calspam
