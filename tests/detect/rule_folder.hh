// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>

#include "detect/rule_set.hh"

namespace calspam::test {

/// A rule folder on disk, made for one test and gone after it. It begins with
/// a policy of the groups structure and content and no rules.
class RuleFolder {
 public:
  RuleFolder();
  ~RuleFolder();
  RuleFolder(const RuleFolder&) = delete;
  RuleFolder& operator=(const RuleFolder&) = delete;

  const std::string& path() const { return path_; }
  RuleFolder& file(const std::string& name, std::string_view bytes);
  RuleFolder& without(const std::string& name);

  /// With the facts of fake_facts.hh.
  Result<RuleSet> load(RuleOptions options = {}) const;
  /// The text of the error of load(), the folder's own name left out; "" when
  /// it loads.
  std::string fault(RuleOptions options = {}) const;

 private:
  std::string path_;
};

/// A sound rule file of group content, one key a line in the fixed order: line
/// 1 is the id, 15 `condition:`, 16 its first line.
std::string rule_text(const std::string& id,
                      const std::string& condition = "  link.host: a.test\n");
/// The same with one line in place of another, counted from 1.
std::string with_line(const std::string& text, int line,
                      const std::string& instead);

}  // namespace calspam::test
