// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "lint/lint.hh"

namespace calspam {

/// A file of testdata, linted as the .yaml file of its name says:
///
///     layout: devguide          a profile to hold it against
///     strict: true
///     previous: before.eml      an earlier message, in the same folder
///     select: [6047-23]         checks to be asked for by name
///     ignore: [A1-08]
///     received: true            as --as-received
///     template: true            as --template yes
///     now: 2026-11-22T10:00:00Z
///     vars: vars.txt            as --vars, in the same folder
class LintSample {
 public:
  explicit LintSample(const std::filesystem::path& file);

  const LintReport& report() const { return report_; }
  /// A line a finding, for messages of tests.
  std::string text() const;

 private:
  LintReport report_;
};

/// What all of rules/layouts says.
std::shared_ptr<const LayoutSet> all_layouts();
/// The bytes of a file; a failure of the test when it cannot be read.
std::string file_bytes(const std::filesystem::path& file);

}  // namespace calspam
