// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "detect/condition.hh"

namespace calspam {

/// A value that a condition turned on.
struct Deciding {
  int fact = -1;
  int row = 0;
  std::size_t element = 0;  ///< of a list
  int pattern = -1;         ///< the first that occurs in it, or -1
  bool passed = false;      ///< it passed a test that was not negated
};

/// What made a condition hold.
struct Grounds {
  std::vector<Deciding> values;  ///< in the order of the condition
  BoundRows rows;  ///< for each scope the first row a quantifier settled on
};

/// Goes through a condition that holds once more, along what decided it.
Grounds grounds(const Condition& condition, Observations& observations);

/// The place of a deciding value; an element's own where it has one.
Place place_of(const Deciding& deciding, Observations& observations);

/// The value a report points at: one with a place before one without, then a
/// text that was recognised before a mere comparison, then the first. Null
/// when a condition turned on the absence of rows alone.
const Deciding* foremost(const Grounds& grounds, Observations& observations);

}  // namespace calspam
