// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lint/check.hh"
#include "lint/seals.hh"
#include "util/offset_map.hh"

namespace calspam {

/// Edits of many findings that go together, made into new bytes of one input.
/// What is signed is not touched. Borrows the subject.
class Patch {
 public:
  enum class Answer {
    Taken,
    Overlaps,   ///< with edits that were taken before
    Sealed,     ///< the place is signed, or encrypted
    Impossible  ///< the bytes that were to be changed are not there
  };

  /// Without `folds` a calendar line that an edit makes too long stays long,
  /// and nothing but what edits say is changed.
  explicit Patch(const Subject& subject, bool folds = true);
  ~Patch();
  Patch(const Patch&) = delete;
  Patch& operator=(const Patch&) = delete;

  /// Takes all edits of a finding, or none.
  Answer add(std::span<const Edit> edits);
  /// What the last edits that were not taken would have broken.
  const std::string& seal() const { return seal_; }

  /// The same as edits of raw bytes, in order and apart.
  std::vector<Edit> raw_edits() const;
  /// The input with the edits made.
  std::string bytes() const;

 private:
  struct Text;
  class Claims;

  /// The text of a part, or of a bare calendar (-1); null when it has none
  /// that leads back to the input byte by byte.
  const Text* text_of(int part) const;
  Answer fitted(Edit& edit, const Text*& text) const;
  bool is_free(const Edit& edit, const Text* text) const;
  void take(Edit edit, const Text* text);

  const Subject& subject_;
  const bool folds_;
  Seals seals_;
  std::string seal_;
  mutable std::map<int, std::unique_ptr<Text>> texts_;
  std::map<int, std::vector<Edit>> edits_;  // by part; -1: raw bytes
  std::map<int, std::unique_ptr<Claims>> claims_;
};

/// Raw edits, in order and apart, made in `bytes`.
std::string edited(std::string_view bytes, std::span<const Edit> edits);

}  // namespace calspam
