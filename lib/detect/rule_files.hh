// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "util/result.hh"

namespace calspam {

/// A file below a rule folder, read.
struct RuleFile {
  std::string file;    ///< the name errors give: the folder as given, its name
  std::string folder;  ///< "content", "lists", "" at the top
  std::string name;    ///< "x.yaml"
  std::string bytes;

  std::string relative() const {
    return folder.empty() ? name : folder + "/" + name;
  }
  /// The name without its ending.
  std::string stem() const { return name.substr(0, name.rfind('.')); }
};

/// What is in a rule folder that the loader reads, sorted by relative name:
/// policy.yaml, actions.yaml, lists/*.txt and *.yaml of every other folder but
/// those kept for other uses. Hidden files and the copies that editors leave
/// are passed over; a rule file in a place where it would be overlooked is an
/// error.
Result<std::vector<RuleFile>> read_rule_files(const std::string& directory);

/// The bytes of a regular file, at most one more than `most`: enough for a
/// reader that takes no more than that to see that there is too much.
Result<std::string> read_bounded_file(const std::string& name,
                                      std::size_t most);

}  // namespace calspam
