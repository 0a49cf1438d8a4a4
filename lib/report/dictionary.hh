// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detect/clauses.hh"
#include "detect/known_actions.hh"
#include "detect/rule_set.hh"
#include "lint/layout.hh"
#include "report/style.hh"

namespace calspam {

/// What `calspam explain` has pages on.
enum class EntryKind { Rule, Check, Fact, Clause, Action, Layout, Anomaly };
inline constexpr EntryKind kEntryKinds[] = {
    EntryKind::Rule,   EntryKind::Check,  EntryKind::Fact,   EntryKind::Clause,
    EntryKind::Action, EntryKind::Layout, EntryKind::Anomaly};
std::string_view entry_kind_name(EntryKind kind);  ///< "rule"

struct Entry {
  EntryKind kind = EntryKind::Rule;
  std::string id;
  std::string line;  ///< what it is, in a line
};

/// What a Dictionary knows beside the rules.
struct DictionaryTables {
  std::vector<Clause> clauses;
  std::vector<KnownAction> actions;
  LayoutSet layouts;
};

/// What files that lie around add to the pages: the parts of a library that
/// reads none.
struct DictionarySources {
  /// The condition of a rule as its author wrote it, "" if unread.
  std::string (*condition)(const Rule& rule);
  /// Names of samples that show what an entry is about.
  std::vector<std::string> (*samples)(const Entry& entry, const Rule* rule);
};

/// Rules, checks and layouts of lint-imip, facts, clauses of CC/R 18003,
/// actions and anomalies, by name, and who uses whom. Borrows `rules`.
class Dictionary {
 public:
  Dictionary(const RuleSet& rules, DictionaryTables tables,
             DictionarySources sources);

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
  friend class DictionaryPages;

  const RuleSet& rules_;
  DictionaryTables tables_;
  std::vector<RuleTerms> terms_;  // of each rule
  DictionarySources sources_;
};

}  // namespace calspam
