// SPDX-License-Identifier: MIT
#include "lint/layout_match.hh"

#include <algorithm>
#include <tuple>

#include "lint/layout_steps.hh"
#include "lint/mime_shape.hh"
#include "lint/selection.hh"
#include "util/text.hh"

namespace calspam {
namespace {

/// Holds one message against one layout. Recursion follows the layout, which
/// is ours, never the message.
class Matcher {
 public:
  Matcher(const MimeShape& shape, const Layout& layout)
      : shape_(shape), layout_(layout) {}

  LayoutFit match() {
    for (const MimeShape::Start& start : shape_.starts()) {
      fit_ = {};
      fit_.parts.resize(layout_.nodes.size());
      if (!matches(0, start.part)) continue;
      fit_.fits = true;
      if (start.part != 0 && start.passed.empty()) ++fit_.looked_through;
      fit_.extra.insert(fit_.extra.end(), start.passed.begin(),
                        start.passed.end());
      std::ranges::sort(fit_.extra);
      return std::move(fit_);
    }
    return {};
  }

 private:
  const LayoutNode& node(int index) const {
    return layout_.nodes[static_cast<std::size_t>(index)];
  }

  bool matches(int index, int part) {
    if (!shape_.has_type(part, node(index).types) &&
        shape_.without_related(part) != part) {
      part = shape_.without_related(part);
      ++fit_.looked_through;
    }
    if (!shape_.has_type(part, node(index).types)) return false;
    if (!children_match(node(index), part)) return false;
    fit_.parts[static_cast<std::size_t>(index)].push_back(part);
    return true;
  }

  // In order, each node takes the next part, or one after the other as long
  // as they fit; no two nodes of a layout compete for a part.
  bool children_match(const LayoutNode& outer, int part) {
    const std::vector<int>& inner = shape_.children(part);
    if (outer.children.empty()) return inner.empty();
    std::size_t next = 0;
    for (const int child : outer.children) {
      if (next == inner.size() || !matches(child, inner[next])) return false;
      ++next;
      while (node(child).many && next < inner.size() &&
             matches(child, inner[next]))
        ++next;
    }
    const bool open = shape_.part(part).type.is("multipart", "mixed");
    for (; next < inner.size(); ++next) {
      // Files may follow, but neither calendars nor bodies.
      if (!open || shape_.is_calendar(inner[next]) ||
          shape_.part(inner[next]).type.is("multipart", "alternative"))
        return false;
      fit_.extra.push_back(inner[next]);
    }
    return true;
  }

  const MimeShape& shape_;
  const Layout& layout_;
  LayoutFit fit_;
};

bool is_met(const LayoutNeed& need, const std::string& has) {
  return std::ranges::any_of(need.any_of, [&](const std::string& wanted) {
    if (has.empty()) return wanted == "none";
    return glob_matches(ascii_lower(wanted), ascii_lower(has));
  });
}

void check_needs(const MimeShape& shape, const Layout& layout, LayoutFit& fit) {
  for (std::size_t i = 0; i < layout.nodes.size(); ++i)
    for (const int part : fit.parts[i])
      for (const LayoutNeed& need : layout.nodes[i].needs) {
        std::string has = layout_value(shape.part(part), need.what);
        if (!is_met(need, has))
          fit.unmet.push_back(
              {static_cast<int>(i), part, need, std::move(has)});
      }
}

// The layout that was asked for, when it fits; else the one with the least
// amiss.
void find_fitting(const MimeShape& shape, const LayoutSet& set,
                  LayoutComparison& comparison) {
  const auto amiss = [&](const LayoutFit& fit, const Layout& layout) {
    return std::make_tuple(&layout != comparison.wanted || comparison.any,
                           fit.looked_through, fit.unmet.size(),
                           fit.extra.size());
  };
  for (const Layout& layout : set.layouts) {
    LayoutFit fit = Matcher(shape, layout).match();
    if (!fit.fits) continue;
    check_needs(shape, layout, fit);
    if (comparison.fitting != nullptr &&
        amiss(fit, layout) >= amiss(comparison.fit, *comparison.fitting))
      continue;
    comparison.fit = std::move(fit);
    comparison.fitting = &layout;
  }
}

void find_nearest(const MimeShape& shape, const LayoutSet& set,
                  LayoutComparison& comparison) {
  for (const Layout& layout : set.layouts) {
    std::vector<LayoutEdit> edits = LayoutSteps(shape, layout).edits();
    if (comparison.nearest != nullptr &&
        edits.size() >= comparison.nearest_edits.size())
      continue;
    comparison.nearest = &layout;
    comparison.nearest_edits = std::move(edits);
  }
}

}  // namespace

LayoutComparison compare_layouts(const Subject& subject, const LayoutSet& set,
                                 std::string_view name, bool strict,
                                 const LintLimits& limits) {
  LayoutComparison comparison;
  comparison.any = name == "any";
  comparison.strict = strict;
  comparison.wanted =
      comparison.any || name.empty() ? &set.standard() : set.find(name);
  if (comparison.wanted == nullptr) comparison.wanted = &set.standard();
  const MimeShape shape(subject.message);
  comparison.too_large = shape.parts().size() > limits.layout_parts;
  if (comparison.too_large) return comparison;
  find_fitting(shape, set, comparison);
  const Layout& shown = comparison.any && comparison.fitting != nullptr
                            ? *comparison.fitting
                            : *comparison.wanted;
  const bool fits = comparison.fitting == &shown;
  const LayoutSteps steps = fits ? LayoutSteps(shape, shown, comparison.fit)
                                 : LayoutSteps(shape, shown);
  comparison.lines = steps.lines();
  if (!comparison.fits_wanted()) comparison.edits = steps.edits();
  if (comparison.fitting == nullptr) find_nearest(shape, set, comparison);
  return comparison;
}

}  // namespace calspam
