// SPDX-License-Identifier: MIT
#include "web/css_sheet.hh"

#include <algorithm>

#include "util/text.hh"
#include "web/css_value.hh"
#include "web/html_style.hh"

namespace calspam {
namespace {

constexpr std::size_t kRules = 1000;
constexpr std::size_t kClasses = 16;  // looked at of one element
constexpr std::size_t kSelectorBytes = 64;

bool is_simple(std::string_view selector) {
  return !selector.empty() && selector.size() <= kSelectorBytes &&
         std::all_of(selector.begin(), selector.end(), [](char c) {
           return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' ||
                  c == '_' || c == '.' || c == '#';
         });
}

/// The end of the block whose "{" is at `open`.
std::size_t block_end(std::string_view css, std::size_t open) {
  int depth = 0;
  for (auto at = open; at < css.size(); ++at) {
    depth += (css[at] == '{') - (css[at] == '}');
    if (depth == 0) return at;
  }
  return css.size();
}

}  // namespace

void CssSheet::read(std::string_view sheet) {
  const std::string plain = plain_css(sheet);
  const std::string_view css = plain;
  for (std::size_t at = 0; at < css.size();) {
    const auto open = css.find('{', at);
    if (open == css.npos) return;
    auto selectors = css.substr(at, open - at);
    // @import and @charset end in a semicolon and have no block.
    if (const auto end = selectors.rfind(';'); end != selectors.npos)
      selectors.remove_prefix(end + 1);
    const auto close = block_end(css, open);
    read_rule(trimmed(selectors), css.substr(open + 1, close - open - 1));
    at = close + 1;
  }
}

void CssSheet::read_rule(std::string_view selectors,
                         std::string_view declarations) {
  if (selectors.starts_with('@')) return;
  if (selectors.starts_with("<!--")) selectors.remove_prefix(4);
  const bool hidden = hides_text(declarations);
  for (const auto piece : split(selectors, ',')) {
    const auto selector = trimmed(piece);
    if (!is_simple(selector)) continue;
    if (hidden && hiding_.size() < kRules)
      hiding_.emplace(selector);
    else if (hidden)
      cut_ = true;
    else if (declarations.find("display") != declarations.npos)
      hiding_.erase(std::string(selector));
  }
}

bool CssSheet::hides(const HtmlToken& tag) const {
  if (hiding_.empty() || tag.name.size() > kSelectorBytes) return false;
  const std::string element = ascii_lower(tag.name);
  if (holds(element)) return true;
  if (const auto* id = tag.attribute("id"))
    if (holds("#" + ascii_lower(id->value.substr(0, kSelectorBytes))))
      return true;
  const auto* classes = tag.attribute("class");
  if (!classes) return false;
  const std::string names =
      ascii_lower(classes->value.substr(0, kClasses * kSelectorBytes));
  std::size_t looked_at = 0;
  for (const auto name : css_words(names)) {
    if (++looked_at > kClasses) break;
    const std::string selector = "." + std::string(name);
    if (holds(selector) || holds(element + selector)) return true;
  }
  return false;
}

}  // namespace calspam
