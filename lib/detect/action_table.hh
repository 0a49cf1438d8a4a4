// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detect/advice.hh"
#include "detect/condition_compiler.hh"

namespace calspam {

/// rules/actions.yaml: the action lists of CC/R 18003, calspam-rules(5).
class ActionTable {
 public:
  static Result<ActionTable> parse(std::string_view bytes,
                                   const std::string& file,
                                   Vocabulary vocabulary);
  /// The same of what the file was read as.
  static Result<ActionTable> parse(const YamlNode& root,
                                   const std::string& file,
                                   Vocabulary vocabulary);

  bool empty() const { return rows_.empty(); }
  /// What fits the verdict, for the roles, in the order of roles, then rows.
  std::vector<AdvisedAction> advised(std::span<const Role> roles,
                                     const Verdict& verdict,
                                     Observations& observations) const;
  std::vector<UserOption> options(Gate::Insert insert) const;

 private:
  struct Row {
    AdvisedAction action;
    Level level = Level::Suspicious;  ///< from which on
    bool conditional = false;
    Condition condition;
  };
  struct OptionRow {
    UserOption option;
    std::vector<std::string> gates;
  };
  friend class ActionReader;

  std::vector<Row> rows_;
  std::vector<OptionRow> options_;
};

}  // namespace calspam
