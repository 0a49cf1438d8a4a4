// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/check.hh"

namespace calspam {

/// What one family says of a message or calendar, nothing silenced.
class OneFamily {
 public:
  OneFamily(const CheckFamily& family, std::string_view bytes);
  OneFamily(const OneFamily&) = delete;
  OneFamily& operator=(const OneFamily&) = delete;

  const std::vector<LintFinding>& findings() const { return findings_; }
  /// The first of that check; null for none.
  const LintFinding* first(std::string_view id) const;
  bool has(std::string_view id) const { return first(id) != nullptr; }
  /// "ID: message", a line each.
  std::string text() const;
  /// The bytes with the edits of the first finding of that check made; as
  /// they were when it has none, or they cannot be made.
  std::string mended(std::string_view id) const;

 private:
  std::string bytes_;
  RawMessage raw_;
  Limits limits_;
  std::unique_ptr<Subject> subject_;
  std::vector<LintFinding> findings_;
};

/// LF made CRLF, for messages written as raw strings.
std::string crlf(std::string_view text);

}  // namespace calspam
