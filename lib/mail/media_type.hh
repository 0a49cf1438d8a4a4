// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mail/message.hh"
#include "util/anomaly.hh"
#include "util/limits.hh"

namespace calspam {

/// A parameter as it is spelled, before RFC 2231 and RFC 2047 are undone.
struct RawParameter {
  std::string name;      ///< spelling kept, with * sections
  std::string value;     ///< quotes and backslashes undone
  std::string spelling;  ///< the bytes after "=" up to ";", blanks trimmed
  bool quoted = false;
  Span span;  ///< name and value, in the text the field stands in
};

/// A field of the shape "value; name=value; ..." (RFC 2045 5.1, RFC 2183),
/// read tolerantly: comments dropped, missing semicolons and open quotes
/// forgiven. Spans count in the text the field stands in.
struct ParameterField {
  std::string value;                  ///< lower case, without blanks
  std::vector<RawParameter> raw;      ///< in the order written
  std::vector<Parameter> parameters;  ///< RFC 2231 sections joined, UTF-8
  Anomalies anomalies;
  bool complete = true;

  /// The values of all raw parameters of that plain name, different ones.
  std::vector<const RawParameter*> raw_all(std::string_view name) const;
  /// All values of a parameter, those written by RFC 2231 first.
  std::vector<std::string> values(std::string_view name) const;
};
ParameterField parse_parameter_field(std::string_view raw_value,
                                     std::uint64_t at, const Limits& limits);

/// Content-Type from such a field. What names no type is text/plain (RFC 2045
/// 5.2) and an anomaly of the field.
MediaType media_type_of(ParameterField& field);

}  // namespace calspam
