// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "evidence/subject.hh"
#include "lint/layout.hh"
#include "lint/limits.hh"

namespace calspam {

/// What a node of a layout asks and its part does not give.
struct UnmetNeed {
  int node = -1;  ///< index into Layout::nodes
  int part = -1;  ///< index into Message::parts
  LayoutNeed need;
  std::string has;  ///< what the part has, "" for nothing
};

/// How a message fits one layout.
struct LayoutFit {
  bool fits = false;  ///< by shape
  /// Of each node: the parts that play it, indices into Message::parts.
  std::vector<std::vector<int>> parts;
  std::vector<UnmetNeed> unmet;
  std::vector<int> extra;  ///< parts that the layout does not know
  /// Wrappers that were looked through: signatures, pictures.
  std::size_t looked_through = 0;
};

/// One step from a message to a layout.
struct LayoutEdit {
  enum class What { Add, Remove, Move, Wrap };
  What what = What::Add;
  std::string role;  ///< "" of parts the layout does not know
  std::string type;
  std::string part;   ///< MIME path of the part, "" of what is to be added
  std::string under;  ///< where it belongs, in words

  /// "move text/calendar (part 1.1.3) to under multipart/mixed"
  std::string text() const;
};

/// A line of the two trees beside each other; either side may be empty.
struct LayoutLine {
  int depth = 0;
  std::string role;
  std::string wanted;  ///< "text/calendar", what the profile has here
  std::string path;    ///< "1.2" of the part that is here
  std::string has;     ///< "text/calendar; method=REQUEST"
  /// "" as wanted, "missing", "elsewhere", "extra"
  std::string state;
};

/// What the message is in terms of layouts.
struct LayoutComparison {
  const Layout* wanted = nullptr;   ///< the profile it is held against
  const Layout* fitting = nullptr;  ///< the one it has, null for none
  const Layout* nearest = nullptr;  ///< where none fits
  bool any = false;                 ///< whichever named profile will do
  bool strict = false;
  LayoutFit fit;                  ///< to `fitting`, or else to nothing
  std::vector<LayoutEdit> edits;  ///< lead to `wanted`
  std::vector<LayoutEdit> nearest_edits;
  std::vector<LayoutLine> lines;  ///< message beside `wanted`
  bool too_large = false;         ///< a limit kept it from being compared

  bool fits_wanted() const {
    return fitting != nullptr && (any || fitting == wanted);
  }
};

/// Asks every layout of `set`; `name` is that of a profile, "any" or "" for
/// the default.
LayoutComparison compare_layouts(const Subject& subject, const LayoutSet& set,
                                 std::string_view name, bool strict,
                                 const LintLimits& limits);

}  // namespace calspam
