// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <vector>

#include "detect/lists.hh"
#include "detect/observations.hh"

namespace calspam {

/// Kleene's three values; `and` is the least of them, `or` the greatest.
enum class Truth { False, Unknown, True };
Truth negation(Truth truth);

/// A number held against bounds: `{ge: 2, lt: 5}`.
struct Bound {
  enum class Order { Equal, NotEqual, Less, AtMost, Greater, AtLeast };
  Order order = Order::Equal;
  double limit = 0;
};
bool holds(Bound bound, double number);
/// For a number known to lie in [low, high], both whole.
Truth holds(const std::vector<Bound>& bounds, double low, double high);

/// One test of one fact. A negated one holds when no value passes it.
struct Comparison {
  enum class Test {
    Equal,         ///< any of `texts` or `numbers`
    Within,        ///< `bounds`
    InList,        ///< `list`
    InDomainList,  ///< `list`, the domain or one above it
    Matches,       ///< any of `patterns`
    Contains,      ///< any of `texts`
    SameAs,        ///< any value of `other`
    Size           ///< the number of elements or characters is in `bounds`
  };
  int fact = -1;  ///< number in the FactTable
  Test test = Test::Equal;
  bool negated = false;
  std::vector<std::string> texts;
  std::vector<double> numbers;  ///< booleans as 0 and 1
  std::vector<Bound> bounds;
  std::vector<int> patterns;  ///< numbers in the PatternSet
  const WordList* list = nullptr;
  int other = -1;  ///< fact number
};

/// A condition of a rule, compiled. A tree as deep as the rule's author wrote
/// it (kYamlDepth at most); nothing in it depends on input.
struct Condition {
  enum class Kind { All, Any, Not, Some, Every, None, Count, Compare };
  Kind kind = Kind::All;
  std::vector<Condition> children;  ///< one for all but All, Any, Compare
  Scope scope = Scope::Message;     ///< of Some, Every, None, Count
  std::vector<Bound> bounds;        ///< of Count
  Comparison comparison;
};

/// The row that each scope is held to by the quantifiers around a condition,
/// or -1 where there is none.
class BoundRows {
 public:
  BoundRows() { rows_.fill(-1); }
  int operator[](Scope scope) const {
    return rows_[static_cast<std::size_t>(scope)];
  }
  BoundRows with(Scope scope, int row) const {
    BoundRows more = *this;
    more.rows_[static_cast<std::size_t>(scope)] = row;
    return more;
  }

 private:
  std::array<int, kScopeCount> rows_;
};

/// Numbers of rows: consecutive ones, or those of a list that outlives it.
class Rows {
 public:
  class Iterator {
   public:
    Iterator(const Rows& rows, std::size_t at) : rows_(&rows), at_(at) {}
    int operator*() const { return (*rows_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const Rows* rows_;
    std::size_t at_;
  };

  Rows(int first, std::size_t count) : first_(first), count_(count) {}
  explicit Rows(const std::vector<int>& list)
      : list_(list.data()), count_(list.size()) {}

  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  int operator[](std::size_t at) const {
    return list_ == nullptr ? first_ + static_cast<int>(at) : list_[at];
  }
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, count_}; }

 private:
  const int* list_ = nullptr;
  int first_ = 0;
  std::size_t count_ = 0;
};

/// The rows a quantifier over `scope` goes through: all of the message, or
/// those of the event (or of whose events) it stands in.
Rows quantified_rows(Scope scope, Observations& observations,
                     const BoundRows& bound);
/// The rows a fact is read at: the bound one of its scope, or all.
Rows read_rows(int fact, Observations& observations, const BoundRows& bound);

/// Elements of a list, 1 for any other known value.
std::size_t element_count(const FactValue& value);

/// The value that passed a comparison's test, negation left aside.
struct Passing {
  int row = -1;  ///< -1: none did
  std::size_t element = 0;
};
Truth compare(const Comparison& comparison, Observations& observations,
              const BoundRows& bound, Passing* passing = nullptr);

Truth evaluate(const Condition& condition, Observations& observations,
               const BoundRows& bound = {});

}  // namespace calspam
