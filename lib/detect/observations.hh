// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "detect/fact_table.hh"
#include "evidence/subject.hh"
#include "util/pattern.hh"

namespace calspam {

/// What rules have asked about one subject so far: each fact is observed at
/// most once for a row, and only when asked for; each text is matched at
/// most once against a pattern, and only when asked for. Borrows everything;
/// one thread.
class Observations {
 public:
  Observations(const Subject& subject, const FactTable& facts,
               const PatternSet& patterns);

  const Subject& subject() const { return subject_; }
  const FactTable& facts() const { return facts_; }
  const PatternSet& patterns() const { return patterns_; }

  std::size_t row_count(Scope scope) const { return rows(subject_, scope); }
  /// The rows of `inner` that belong to a row of `outer`, one of the two being
  /// Scope::Event: an event has attendees, alarms, links, and the part that
  /// carries it.
  const std::vector<int>& related(Scope inner, Scope outer, int row);

  const FactValue& value(int fact, int row) { return slot(fact, row).value; }
  /// Whether a pattern occurs in a text value, or in an element of a list.
  bool matches(int fact, int row, std::size_t element, int pattern);
  /// The texts of a value in lower case.
  const std::unordered_set<std::string>& folded(int fact, int row);

 private:
  enum Answer : char { kOpen, kYes, kNo };
  using Answers = std::vector<char>;  ///< for each pattern
  struct Slot {
    bool observed = false;
    FactValue value;
    std::vector<Answers*> answers;  ///< of each element, once asked for
  };
  // For each event the rows of a scope, and for each of those its events.
  struct Relation {
    bool known = false;
    std::vector<std::vector<int>> of_event, events_of;
  };

  Slot& slot(int fact, int row) {
    std::vector<Slot>& known = slots_[static_cast<std::size_t>(fact)];
    const auto at = static_cast<std::size_t>(row);
    return at < known.size() && known[at].observed ? known[at]
                                                   : observed(fact, row);
  }
  Slot& observed(int fact, int row);
  Answers first_answers(std::string_view text);
  void add_words(std::string_view line, std::vector<int>& words);
  Answers& answers_of(std::string_view text);
  void relate(Scope scope, Relation& relation) const;

  const Subject& subject_;
  const FactTable& facts_;
  const PatternSet& patterns_;
  std::vector<std::vector<Slot>> slots_;  // by fact, then row
  std::map<const Slot*, std::unordered_set<std::string>> folded_;
  std::array<Relation, kScopeCount> relations_;
  // The same text may be the value of many facts and rows. Values stay where
  // they are once they are observed.
  std::unordered_map<std::string_view, Answers> answers_;
  // The same line stands in many texts: in one of them, in all of them, and in
  // the plain text and the HTML of a body and a description.
  std::unordered_map<std::string_view, std::vector<int>> words_of_lines_;
};

/// The texts of a value: none for a number, one for a text.
std::size_t text_count(const FactValue& value);
const std::string& text_at(const FactValue& value, std::size_t element);

}  // namespace calspam
