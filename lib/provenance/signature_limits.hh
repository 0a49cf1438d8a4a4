// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace calspam {

/// Bounds on what verifying the signatures of one message may cost. Reaching
/// one is said in Signatures::bounds.
struct SignatureLimits {
  /// DKIM signatures verified; forwarded newsletters have five or six.
  std::size_t signatures = 16;
  /// Instances of an ARC chain; RFC 8617 4.2.1 allows 50.
  std::size_t arc_instances = 50;
  /// Tags of one tag list; RFC 6376 defines fifteen.
  std::size_t tags = 100;
  /// Names in one h=; some signers list each field they know of.
  std::size_t signed_names = 1'000;
  /// Changes tried, to find what explains one failure.
  std::size_t tries = 200;
  /// Bytes hashed in all for such tries, of one message.
  std::size_t tried_bytes = 32u << 20;
  /// S/MIME signatures verified of one message.
  std::size_t smime = 8;
  /// One S/MIME signature block, decoded.
  std::size_t smime_bytes = 16u << 20;
};

}  // namespace calspam
