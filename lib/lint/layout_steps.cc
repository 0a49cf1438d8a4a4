// SPDX-License-Identifier: MIT
#include "lint/layout_steps.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kWordBytes = 100;

std::string joined(const std::vector<std::string>& types) {
  std::string text;
  for (const std::string& type : types)
    text += (text.empty() ? "" : " or ") + type;
  return text;
}

std::string short_text(const std::string& text) {
  return std::string(truncated(to_valid_utf8(text), kWordBytes));
}

bool is_open(const LayoutNode& node) {
  return std::ranges::find(node.types, "multipart/mixed") != node.types.end();
}

// What the layout asks of a part, for one that is still to be made.
std::string needs_in_words(const LayoutNode& node) {
  std::string text;
  for (const LayoutNeed& need : node.needs) {
    const std::string& wanted = need.any_of.front();
    if (wanted == "none") continue;
    if (need.what == LayoutNeed::What::Method)
      text += ", with a method parameter";
    else if (need.what == LayoutNeed::What::File)
      text += ", its name " + wanted;
    else
      text += ", " + wanted;
  }
  return text;
}

}  // namespace

LayoutSteps::LayoutSteps(const MimeShape& shape, const Layout& layout)
    : shape_(shape), layout_(layout), parts_(layout.nodes.size()) {
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) take(i);
  settle();
}

LayoutSteps::LayoutSteps(const MimeShape& shape, const Layout& layout,
                         const LayoutFit& fit)
    : shape_(shape), layout_(layout), parts_(fit.parts) {
  settle();
}

bool LayoutSteps::is_taken(int part) const {
  return std::ranges::any_of(parts_, [&](const std::vector<int>& taken) {
    return std::ranges::find(taken, part) != taken.end();
  });
}

// The first free part of the right type, one in the right place before others.
void LayoutSteps::take(std::size_t index) {
  const LayoutNode& node = layout_.nodes[index];
  std::vector<int>& mine = parts_[index];
  const std::vector<int>* above =
      node.parent < 0 ? nullptr
                      : &parts_[static_cast<std::size_t>(node.parent)];
  int elsewhere = -1;
  for (const int part : shape_.parts()) {
    if (!shape_.has_type(part, node.types) || is_taken(part)) continue;
    const bool here = above != nullptr && !above->empty() &&
                      parent_of(part) == above->front();
    if (here || (above == nullptr && mine.empty())) {
      mine.push_back(part);
      if (!node.many) return;
    } else if (elsewhere < 0) {
      elsewhere = part;
    }
  }
  if (mine.empty() && elsewhere >= 0) mine.push_back(elsewhere);
}

// The part around it, a multipart/related for pictures passed over.
int LayoutSteps::parent_of(int part) const {
  int parent = shape_.part(part).parent;
  while (parent >= 0 && shape_.without_related(parent) != parent)
    parent = shape_.part(parent).parent;
  return parent;
}

void LayoutSteps::settle() {
  placed_.resize(parts_.size());
  for (std::size_t i = 0; i < parts_.size(); ++i)
    for (std::size_t j = 0; j < parts_[i].size(); ++j)
      placed_[i].push_back(is_placed(i, j));
}

bool LayoutSteps::is_placed(std::size_t index, std::size_t which) const {
  const LayoutNode& node = layout_.nodes[index];
  const int part = parts_[index][which];
  if (node.parent < 0) {
    const auto starts = shape_.starts();
    return std::ranges::any_of(starts, [&](const MimeShape::Start& start) {
      return start.part == part;
    });
  }
  const auto above = static_cast<std::size_t>(node.parent);
  if (parts_[above].empty() || parent_of(part) != parts_[above].front())
    return false;
  // Behind all of its siblings that come before it in the layout.
  for (const int sibling : layout_.nodes[above].children) {
    if (sibling == static_cast<int>(index)) return true;
    for (const int before : parts_[static_cast<std::size_t>(sibling)])
      if (parent_of(before) == parts_[above].front() && before > part)
        return false;
  }
  return true;
}

std::string LayoutSteps::under(const LayoutNode& node) const {
  if (node.parent < 0) return "";
  const LayoutNode& above =
      layout_.nodes[static_cast<std::size_t>(node.parent)];
  std::string text = joined(above.types);
  const auto at = std::ranges::find(
      above.children, static_cast<int>(&node - layout_.nodes.data()));
  if (at != above.children.begin() && at != above.children.end())
    text += ", behind " +
            joined(layout_.nodes[static_cast<std::size_t>(*(at - 1))].types);
  return text;
}

std::vector<int> LayoutSteps::left_over() const {
  std::vector<int> found;
  for (const int part : shape_.parts()) {
    if (is_taken(part)) continue;
    // What only holds parts together goes when these do.
    if (!shape_.part(part).is_leaf() && !shape_.children(part).empty())
      continue;
    found.push_back(part);
  }
  return found;
}

std::vector<LayoutEdit> LayoutSteps::edits() const {
  using What = LayoutEdit::What;
  std::vector<LayoutEdit> edits;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const LayoutNode& node = layout_.nodes[i];
    const bool wraps = !node.children.empty();
    if (parts_[i].empty())
      edits.push_back({wraps ? What::Wrap : What::Add, node.role,
                       joined(node.types) + needs_in_words(node), "",
                       under(node)});
    for (std::size_t j = 0; j < parts_[i].size(); ++j)
      if (!placed_[i][j])
        edits.push_back({What::Move, node.role,
                         shape_.part(parts_[i][j]).type.name(),
                         shape_.part(parts_[i][j]).path, under(node)});
  }
  // A multipart/mixed may hold whatever else it likes, but for calendars;
  // bodies have their own place.
  const bool open = is_open(layout_.nodes.front());
  for (const int part : left_over()) {
    const Part& one = shape_.part(part);
    const bool is_body = shape_.part(one.parent < 0 ? part : one.parent)
                             .type.is("multipart", "alternative");
    if (open && !shape_.is_calendar(part) && !is_body) continue;
    if (shape_.without_related(one.parent < 0 ? part : one.parent) !=
        (one.parent < 0 ? part : one.parent))
      continue;
    edits.push_back({What::Remove, "", one.type.name(), one.path, ""});
  }
  return edits;
}

std::vector<LayoutLine> LayoutSteps::lines() const {
  std::vector<LayoutLine> lines;
  std::vector<int> depths;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const LayoutNode& node = layout_.nodes[i];
    LayoutLine line;
    line.depth =
        node.parent < 0 ? 0 : depths[static_cast<std::size_t>(node.parent)] + 1;
    depths.push_back(line.depth);
    line.role = node.role;
    line.wanted = joined(node.types);
    line.state = "missing";
    if (parts_[i].empty()) lines.push_back(line);
    for (std::size_t j = 0; j < parts_[i].size(); ++j) {
      const Part& part = shape_.part(parts_[i][j]);
      line.path = part.path;
      line.has = part_in_words(part);
      line.state = placed_[i][j] ? "" : "elsewhere";
      lines.push_back(line);
    }
  }
  for (const int part : left_over())
    lines.push_back({0, "", "", shape_.part(part).path,
                     part_in_words(shape_.part(part)), "extra"});
  return lines;
}

std::string part_in_words(const Part& part) {
  std::string text = short_text(part.type.name());
  constexpr std::array kShown{
      LayoutNeed::What::Method, LayoutNeed::What::Charset,
      LayoutNeed::What::Encoding, LayoutNeed::What::Disposition,
      LayoutNeed::What::File};
  for (const LayoutNeed::What what : kShown) {
    const std::string value = short_text(layout_value(part, what));
    if (value.empty()) continue;
    const bool named =
        what == LayoutNeed::What::Method || what == LayoutNeed::What::Charset;
    text += "; ";
    if (named) text += std::string(layout_need_name(what)) + "=";
    text += value;
  }
  return text;
}

std::string LayoutEdit::text() const {
  const std::string place = under.empty() ? "" : " under " + under;
  switch (what) {
    case What::Add:
      return fmt::format("add {}{}", type, place);
    case What::Remove:
      return fmt::format("take out {} (part {})", type, part);
    case What::Move:
      if (under.empty())
        return fmt::format("make {} (part {}) the outermost part", type, part);
      return fmt::format("move {} (part {}){}", type, part, place);
    case What::Wrap:
      if (under.empty()) return fmt::format("put {} around everything", type);
      return fmt::format("put the bodies into {}{}", type, place);
  }
  return "";
}

}  // namespace calspam
