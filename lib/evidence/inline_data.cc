// SPDX-License-Identifier: MIT
#include "evidence/inline_data.hh"

#include "mail/transfer.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

constexpr std::size_t kHeadBytes = 256;  // of "data:type;charset=x;base64,"

std::string base64_bytes(std::string_view text, std::size_t most) {
  return decode_transfer(TransferEncoding::Base64, text, 0, most).bytes;
}

}  // namespace

std::string data_uri_bytes(std::string_view uri, std::size_t most) {
  if (!starts_ignoring_case(uri, "data:")) return "";
  const std::size_t comma = uri.substr(0, kHeadBytes).find(',');
  if (comma == uri.npos) return "";
  // Four of base64, or three of percent encoding, for a byte and line ends.
  const std::string_view payload = uri.substr(comma + 1).substr(0, 4 * most);
  const bool base64 = find_ignoring_case(uri.substr(0, comma), ";base64") !=
                      std::string_view::npos;
  if (base64 && payload.find('%') == payload.npos)
    return base64_bytes(payload, most);
  const std::string plain = percent_decoded(payload);
  if (base64) return base64_bytes(plain, most);
  return plain.substr(0, most);
}

bool holds_inline_bytes(const Property& property) {
  const std::string_view value = property.value;
  if (starts_ignoring_case(value, "data:")) {
    const std::size_t comma = value.substr(0, kHeadBytes).find(',');
    return comma != value.npos && comma + 1 < value.size();
  }
  return !value.empty() &&
         same_ignoring_case(property.parameter_value("VALUE"), "BINARY");
}

std::string inline_bytes(const Property& property, std::size_t most) {
  if (!holds_inline_bytes(property)) return "";
  if (starts_ignoring_case(property.value, "data:"))
    return data_uri_bytes(property.value, most);
  return base64_bytes(property.value, most);
}

}  // namespace calspam
