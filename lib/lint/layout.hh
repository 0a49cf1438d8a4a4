// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/check.hh"
#include "util/result.hh"

namespace calspam {

/// What a layout asks of a part beyond its type.
struct LayoutNeed {
  enum class What { Method, Charset, Encoding, Disposition, File };
  What what = What::Method;
  /// Globs, any of which will do, in any case; "none": nothing is said.
  std::vector<std::string> any_of;
};
std::string_view layout_need_name(LayoutNeed::What what);

/// One part of a layout: a role, the types it may have, its children in
/// order.
struct LayoutNode {
  std::string role;                ///< "body", "calendar", "copy"
  std::vector<std::string> types;  ///< "text/calendar"; "*/*" is any other
  bool many = false;               ///< one or more, one after the other
  std::vector<LayoutNeed> needs;
  std::string same_as;        ///< role it invites to the same as, ""
  int parent = -1;            ///< index into Layout::nodes
  std::vector<int> children;  ///< likewise
};

/// A shape that mail with invitations has: a profile. Nodes in pre-order, the
/// outermost first.
struct Layout {
  std::string name;                  ///< "appendix-a"; the name of its file
  std::string title;                 ///< for people
  std::string clause;                ///< "CC/R 18003 A.1", ""
  bool standard = false;             ///< taken where none is asked for
  std::vector<std::string> senders;  ///< who sends it
  std::string notes;
  std::vector<LayoutNode> nodes;
};

/// All profiles; the default first, then by name.
struct LayoutSet {
  std::vector<Layout> layouts;

  const Layout* find(std::string_view name) const;
  const Layout& standard() const { return layouts.front(); }
};

/// A file below rules/layouts, in calspam-layouts(5)'s form.
Result<Layout> parse_layout(std::string_view bytes, const std::string& file);
/// Every *.yaml of the folder `directory`/layouts of all `directories`; a
/// later folder's profile takes the place of an earlier one's of that name.
Result<LayoutSet> load_layouts(const std::vector<std::string>& directories);

}  // namespace calspam
