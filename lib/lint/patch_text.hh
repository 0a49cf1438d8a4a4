// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"
#include "lint/check.hh"
#include "util/offset_map.hh"

namespace calspam {

/// The decoded bytes of a part, to be edited: how they lie in the input, and
/// how they are written back.
struct PatchText {
  bool usable = false;       ///< each byte leads back to the input
  bool is_calendar = false;  ///< lines may be folded
  TransferEncoding encoding = TransferEncoding::Identity;
  Span body;                ///< raw
  std::string_view input;   ///< all of it
  std::string bytes;        ///< decoded
  OffsetMap map;            ///< from `bytes` to the input
  std::size_t skipped = 0;  ///< byte order mark ahead of the part's content

  bool is_encoded() const { return encoding != TransferEncoding::Identity; }
  /// Of what is encoded the whole body.
  Span raw(Span in_bytes) const;
  /// Edits of `bytes` as edits of the input.
  std::vector<Edit> raw_edits(std::vector<Edit> edits, bool folds) const;
};

/// Of a part, or of a bare calendar (-1).
PatchText patch_text(const Subject& subject, int part);

}  // namespace calspam
