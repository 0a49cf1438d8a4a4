// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "util/result.hh"

namespace calspam {

/// DKIM key records that were looked up before and written down: `--dkim-keys`.
/// A line of the file is
///
///     selector._domainkey.domain <TAB> record
///
/// where the record may stand in the quoted pieces that dig(1) prints. Empty
/// lines and lines that begin with # are skipped.
class KeyFile {
 public:
  /// `where` names the file in errors, which say the line.
  static Result<KeyFile> parse(std::string_view text, const std::string& where);
  static Result<KeyFile> load(const std::string& path);

  /// The record of a name (any case), or null.
  const std::string* record(std::string_view name) const;
  std::size_t size() const { return records_.size(); }

 private:
  std::map<std::string, std::string, std::less<>> records_;
};

}  // namespace calspam
