// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mail/media_type.hh"
#include "mail/message.hh"
#include "util/anomaly.hh"
#include "util/limits.hh"
#include "util/span.hh"

namespace calspam {

/// What the header of one entity says about its body, every reading of it.
/// Spans count in the text the entity stands in.
struct Entity {
  MediaType type;
  ParameterField type_field;
  bool type_declared = false;
  /// The last Content-Type field where it says something else.
  std::optional<ParameterField> other_type;
  TransferEncoding encoding = TransferEncoding::Identity;
  std::vector<TransferEncoding> other_encodings;
  std::string disposition;
  std::vector<std::string> file_names;  ///< all of them, the best first
  std::string charset;
  Span region;  ///< header and body
  Span body;
  bool is_view = false;  ///< another reading: no further ones are made of it
  Anomalies anomalies;
  bool complete = true;

  bool is_multipart() const { return type.type == "multipart"; }
  /// Types whose body is a message (RFC 2046 5.2.1, RFC 6532 3.7).
  bool is_message() const;
  /// Takes another Content-Type as its own.
  void set_type(ParameterField field);
};

Entity read_entity(const std::vector<Header>& fields, const Limits& limits);

}  // namespace calspam
