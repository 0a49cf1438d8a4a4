// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace calspam {

/// Bounds of a provenance record. What is beyond them is counted and said.
struct ProvenanceLimits {
  /// Hops told of one message. RFC 5321 6.3 takes 100 for a loop.
  std::size_t hops = 200;
  /// Fields with authentication results, and methods of one.
  std::size_t auth_fields = 100;
  std::size_t auth_methods = 50;
  /// Calendar objects told of one message.
  std::size_t objects = 100;
  /// X- properties and fields told of one object.
  std::size_t extensions = 50;
  /// Recipients told of one message.
  std::size_t recipients = 200;
  /// Parts whose digests are told, and bytes hashed of them.
  std::size_t parts = 1'000;
  std::size_t hashed_bytes = std::size_t{256} << 20;
  /// Findings.
  std::size_t findings = 200;
  /// A string of the record that comes from the input.
  std::size_t text_bytes = 2'048;
};

}  // namespace calspam
