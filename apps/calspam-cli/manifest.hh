// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "report/report.hh"
#include "util/result.hh"

namespace calspam {

/// What a run has looked at, as `sha256sum -c` checks it: a line for each
/// file, and comments that it skips for what lies within. Collects names while
/// messages come, and reads the files when it is written.
class Manifest {
 public:
  /// In a worker: what the manifest needs of a record.
  static std::string note(const Report& report);
  /// In the parent: takes in what note() gave.
  void take(std::string_view note);
  /// Hashes the files and writes the manifest to `path`.
  Result<bool> write(const std::string& path, const std::string& head) const;

 private:
  std::string comments_;
  std::vector<std::string> files_;
  std::unordered_set<std::string> known_;
};

}  // namespace calspam
