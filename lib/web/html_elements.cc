// SPDX-License-Identifier: MIT
#include "web/html_elements.hh"

#include <algorithm>
#include <array>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kDepth = 512;

/// What kinds an element is of; which of them an end tag does not reach
/// through (HTML 13.2.4.2, "has an element in scope").
enum Kind : std::uint32_t {
  kBlock = 1,
  kVoid = 2,
  kTable = 4,  ///< table itself
  kCell = 8,   ///< td, th, caption and other walls
  kRow = 16,   ///< tr, tbody, ...
  kList = 32,
  kFormatting = 64
};

/// FNV-1a over the lower-case name.
constexpr std::uint32_t hash(std::string_view name) {
  std::uint32_t h = 2166136261u;
  for (const char c : name)
    h = (h ^ static_cast<unsigned char>(ascii_lower(c))) * 16777619u;
  return h;
}

struct Element {
  std::uint32_t name;
  std::uint32_t kinds;
};

constexpr auto kElements = [] {
  Element table[] = {{hash("p"), kBlock},
                     {hash("div"), kBlock},
                     {hash("br"), kBlock | kVoid},
                     {hash("hr"), kBlock | kVoid},
                     {hash("table"), kBlock | kTable},
                     {hash("tr"), kBlock | kRow},
                     {hash("tbody"), kBlock | kRow},
                     {hash("thead"), kBlock | kRow},
                     {hash("tfoot"), kBlock | kRow},
                     {hash("td"), kCell},
                     {hash("th"), kCell},
                     {hash("caption"), kBlock | kCell},
                     {hash("template"), kCell},
                     {hash("object"), kCell},
                     {hash("marquee"), kBlock | kCell},
                     {hash("button"), kCell},
                     {hash("ul"), kBlock | kList},
                     {hash("ol"), kBlock | kList},
                     {hash("dl"), kBlock | kList},
                     {hash("menu"), kBlock | kList},
                     {hash("li"), kBlock},
                     {hash("dt"), kBlock},
                     {hash("dd"), kBlock},
                     {hash("h1"), kBlock},
                     {hash("h2"), kBlock},
                     {hash("h3"), kBlock},
                     {hash("h4"), kBlock},
                     {hash("h5"), kBlock},
                     {hash("h6"), kBlock},
                     {hash("pre"), kBlock},
                     {hash("center"), kBlock},
                     {hash("blockquote"), kBlock},
                     {hash("address"), kBlock},
                     {hash("article"), kBlock},
                     {hash("aside"), kBlock},
                     {hash("body"), kBlock},
                     {hash("html"), kBlock},
                     {hash("details"), kBlock},
                     {hash("summary"), kBlock},
                     {hash("dialog"), kBlock},
                     {hash("dir"), kBlock | kList},
                     {hash("fieldset"), kBlock},
                     {hash("legend"), kBlock},
                     {hash("figure"), kBlock},
                     {hash("figcaption"), kBlock},
                     {hash("footer"), kBlock},
                     {hash("form"), kBlock},
                     {hash("header"), kBlock},
                     {hash("main"), kBlock},
                     {hash("nav"), kBlock},
                     {hash("section"), kBlock},
                     {hash("option"), kBlock},
                     {hash("select"), kBlock},
                     {hash("textarea"), kBlock},
                     {hash("xmp"), kBlock},
                     {hash("area"), kVoid},
                     {hash("base"), kVoid},
                     {hash("basefont"), kVoid},
                     {hash("bgsound"), kVoid},
                     {hash("col"), kVoid},
                     {hash("embed"), kVoid},
                     {hash("frame"), kVoid},
                     {hash("img"), kVoid},
                     {hash("input"), kVoid},
                     {hash("keygen"), kVoid},
                     {hash("link"), kVoid},
                     {hash("meta"), kVoid},
                     {hash("param"), kVoid},
                     {hash("source"), kVoid},
                     {hash("track"), kVoid},
                     {hash("wbr"), kVoid},
                     {hash("a"), kFormatting},
                     {hash("b"), kFormatting},
                     {hash("big"), kFormatting},
                     {hash("code"), kFormatting},
                     {hash("em"), kFormatting},
                     {hash("font"), kFormatting},
                     {hash("i"), kFormatting},
                     {hash("nobr"), kFormatting},
                     {hash("s"), kFormatting},
                     {hash("small"), kFormatting},
                     {hash("strike"), kFormatting},
                     {hash("strong"), kFormatting},
                     {hash("tt"), kFormatting},
                     {hash("u"), kFormatting}};
  std::sort(std::begin(table), std::end(table),
            [](const Element& a, const Element& b) { return a.name < b.name; });
  return std::to_array(table);
}();

std::uint32_t kinds(std::uint32_t name) {
  const auto found = std::lower_bound(
      kElements.begin(), kElements.end(), name,
      [](const Element& e, std::uint32_t n) { return e.name < n; });
  return found != kElements.end() && found->name == name ? found->kinds : 0;
}

/// The kinds of elements that keep an end tag from what is outside of them.
std::uint32_t barriers_of(std::uint32_t element) {
  const auto kind = kinds(element);
  if (kind & kTable) return 0;
  if (kind & (kRow | kCell)) return kTable;
  if (kind & (kBlock | kFormatting)) return kTable | kCell;
  return kTable | kCell | kBlock;
}

}  // namespace

bool is_block(std::string_view element) {
  return kinds(hash(element)) & kBlock;
}

bool is_void(std::string_view element) {
  return kinds(hash(element)) & kVoid;
}

void OpenElements::make_room(std::string_view element) {
  const auto name = hash(element);
  const auto kind = kinds(name);
  if (kind & kBlock && name != hash("br"))
    close_up_to(hash("p"), kTable | kCell);
  if (name == hash("li")) close_up_to(name, kTable | kCell | kList);
  if (name == hash("option")) close_up_to(name, kTable | kCell);
  if (name == hash("dt") || name == hash("dd")) {
    close_up_to(hash("dt"), kTable | kCell | kList);
    close_up_to(hash("dd"), kTable | kCell | kList);
  }
  if (name == hash("a")) close_up_to(name, kTable | kCell);
  if (name == hash("td") || name == hash("th")) {
    close_up_to(hash("td"), kTable | kRow);
    close_up_to(hash("th"), kTable | kRow);
  }
  if (kind & kRow) close_up_to(hash("tr"), kTable);
}

void OpenElements::open(std::string_view element,
                        const Visibility& visibility) {
  if (open_.size() == kDepth) {
    ++deeper_;
    return;
  }
  const auto name = hash(element);
  ++count(name);
  open_.push_back({name, kinds(name), visibility});
}

void OpenElements::close(std::string_view element) {
  if (deeper_ > 0) {
    --deeper_;
    return;
  }
  const auto name = hash(element);
  close_up_to(name, barriers_of(name));
}

void OpenElements::close_up_to(std::uint32_t element, std::uint32_t barriers) {
  if (count(element) == 0) return;
  auto at = open_.size();
  while (at > 0 && open_[at - 1].element != element) {
    if (open_[at - 1].kinds & barriers) return;
    --at;
  }
  if (at == 0) return;
  for (auto i = at - 1; i < open_.size(); ++i) --count(open_[i].element);
  open_.resize(at - 1);
  deeper_ = 0;
}

void OpenElements::forget_paper() {
  page_.paper = std::nullopt;
  for (auto& element : open_) element.visibility.paper = std::nullopt;
}

}  // namespace calspam
