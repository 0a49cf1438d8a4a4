// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detect/clauses.hh"
#include "detect/rule_set.hh"
#include "lint/layout.hh"
#include "report/style.hh"

namespace calspam {

/// What `calspam explain` has pages on.
enum class EntryKind { Rule, Fact, Clause, Anomaly, Check, Layout };
inline constexpr EntryKind kEntryKinds[] = {
    EntryKind::Rule,    EntryKind::Fact,  EntryKind::Clause,
    EntryKind::Anomaly, EntryKind::Check, EntryKind::Layout};
std::string_view entry_kind_name(EntryKind kind);  ///< "rule"

struct Entry {
  EntryKind kind = EntryKind::Rule;
  std::string id;
  std::string line;  ///< what it is, in a line
};

/// What the files around a rule add to its page.
struct RuleSources {
  std::string condition;             ///< as its author wrote it, "" if unread
  std::vector<std::string> samples;  ///< names of its samples
};

/// Rules, facts, clauses of CC/R 18003, anomalies, and the checks and layouts
/// of lint-imip, by name, and who uses whom. Borrows `rules`.
class Dictionary {
 public:
  Dictionary(const RuleSet& rules, std::vector<Clause> clauses,
             RuleSources (*sources)(const Rule& rule), LayoutSet layouts = {});

  std::vector<Entry> entries(EntryKind kind) const;
  /// Those that hold all of the words, in any case.
  std::vector<Entry> search(std::string_view words) const;
  /// The entries of that name; of a clause in any spelling, of a check by id
  /// or name.
  std::vector<Entry> find(std::string_view id) const;
  /// Names like `id`, nearest first, at most five.
  std::vector<std::string> near(std::string_view id) const;
  /// The page of an entry that entries() gave.
  std::string page(const Entry& entry, const Style& style) const;

 private:
  std::string page_of_rule(std::size_t rule, const Style& style) const;
  std::string page_of_fact(std::string_view id, const Style& style) const;
  std::string page_of_clause(std::string_view id, const Style& style) const;
  std::string page_of_anomaly(std::string_view id, const Style& style) const;
  std::string page_of_check(std::string_view id, const Style& style) const;
  std::string page_of_layout(std::string_view id, const Style& style) const;

  const RuleSet& rules_;
  std::vector<Clause> clauses_;
  std::vector<RuleTerms> terms_;  // of each rule
  RuleSources (*sources_)(const Rule& rule);
  LayoutSet layouts_;
};

}  // namespace calspam
