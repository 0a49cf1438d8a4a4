// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "mail/message.hh"
#include "util/anomaly.hh"
#include "util/offset_map.hh"

namespace calspam {

/// The encoding that a Content-Transfer-Encoding value names, comments and
/// quotes taken away (RFC 2045 6.1).
TransferEncoding transfer_encoding(std::string_view raw_value);

/// A body with its transfer encoding undone.
struct TransferDecoding {
  std::string bytes;
  OffsetMap map;        ///< from `bytes` to the text the body stands in
  Anomalies anomalies;  ///< spans in the text the body stands in
  bool cut = false;     ///< `most` was reached: not all was decoded
};

/// Decodes `body`, which stands at offset `at` of its text, up to `most`
/// bytes. Takes whatever comes: base64 skips what is no base64 and goes on
/// after padding, as many mail programs do.
TransferDecoding decode_transfer(TransferEncoding encoding,
                                 std::string_view body, std::uint64_t at,
                                 std::size_t most);

/// The size that decoding would give, without decoding.
std::uint64_t decoded_size(TransferEncoding encoding, std::string_view body);

/// Whether `body` is nothing but base64, as far as its first lines tell.
bool looks_like_base64(std::string_view body);

}  // namespace calspam
