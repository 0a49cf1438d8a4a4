// SPDX-License-Identifier: MIT
#include "web/html_style.hh"

#include <algorithm>
#include <cstdlib>

#include "util/text.hh"
#include "web/css_value.hh"
#include "web/html_reference.hh"

namespace calspam {
namespace {

// Sizes are in CSS pixels.
constexpr double kTinyText = 1.5;
constexpr double kOffScreen = -400;
constexpr double kFaint = 0.05;
// Two colours that differ less in every channel look alike on any screen.
constexpr int kAlike = 12;

bool look_alike(const Colour& a, const Colour& b) {
  return std::abs(a.red - b.red) < kAlike &&
         std::abs(a.green - b.green) < kAlike &&
         std::abs(a.blue - b.blue) < kAlike;
}

/// What single declarations say that only together hide an element.
struct Box {
  bool empty = false;    ///< a width or height of nothing
  bool clipped = false;  ///< overflow:hidden
  bool placed = false;   ///< position:absolute or fixed
  bool outside = false;  ///< far left, right or above
};

void apply_colour(Visibility& v, std::string_view value) {
  const auto colour = css_colour(value);
  v.transparent = colour.transparent;
  if (!colour.transparent) v.ink = colour.colour;
}

/// A picture behind the text may have any colour.
void apply_paper(Visibility& v, std::string_view value) {
  if (value.find("url(") != value.npos ||
      value.find("gradient") != value.npos) {
    v.paper = std::nullopt;
    return;
  }
  for (const auto word : css_words(value)) {
    const auto colour = css_colour(word);
    if (colour.colour) v.paper = colour.colour;
  }
}

void apply_font_size(Visibility& v, std::string_view value) {
  // "font: 0/0 a": the size is the first length.
  for (auto word : css_words(value)) {
    const auto size = css_length(word.substr(0, word.find('/')));
    if (!size) continue;
    v.tiny = *size < kTinyText;
    return;
  }
}

bool is_nothing(std::string_view value) {
  const auto length = css_length(value);
  return length && *length <= 0;
}

bool is_off_screen(std::string_view value) {
  const auto length = css_length(value);
  return length && *length <= kOffScreen;
}

void apply_box(Box& box, const CssDeclaration& d) {
  const std::string_view name = d.name;
  if (name == "width" || name == "height" || name == "max-height" ||
      name == "max-width")
    box.empty |= is_nothing(d.value);
  if (name == "overflow") box.clipped |= d.value == "hidden";
  if (name == "position")
    box.placed |= d.value == "absolute" || d.value == "fixed";
  if (name == "left" || name == "top" || name == "right")
    box.outside |= is_off_screen(d.value);
}

bool removes(const CssDeclaration& d) {
  const std::string_view name = d.name, value = d.value;
  if (name == "display") return value == "none";
  if (name == "mso-hide") return value == "all";
  if (name == "opacity")
    return css_length(value) && *css_length(value) < kFaint;
  if (name == "margin-left" || name == "margin-top")
    return is_off_screen(value);
  if (name == "clip") return value.find("rect(0") != value.npos;
  if (name == "transform") return value.find("scale(0)") != value.npos;
  return false;
}

void apply(Visibility& v, Box& box, const CssDeclaration& d) {
  if (d.name == "visibility")
    v.invisible = d.value == "hidden" || d.value == "collapse";
  if (d.name == "font-size" || d.name == "font") apply_font_size(v, d.value);
  if (d.name == "color") apply_colour(v, d.value);
  if (d.name.starts_with("background") &&
      (d.name.size() == 10 || d.name.ends_with("-color") ||
       d.name.ends_with("-image")))
    apply_paper(v, d.value);
  if (d.name == "text-indent") v.indented = is_off_screen(d.value);
  v.gone |= removes(d);
  apply_box(box, d);
}

void apply(Visibility& v, const std::vector<CssDeclaration>& declarations) {
  Box box;
  for (const auto& d : declarations) apply(v, box, d);
  v.gone |= (box.empty && box.clipped) || (box.placed && box.outside);
}

void apply_attributes(Visibility& v, const HtmlToken& tag) {
  const bool body = same_ignoring_case(tag.name, "body");
  for (const auto& a : tag.attributes) {
    const std::string name = ascii_lower(a.name);
    if (name == "hidden") v.gone = true;
    if (name == "background") v.paper = std::nullopt;
    if (name == "bgcolor")
      if (const auto paper = html_colour(a.value)) v.paper = paper;
    if ((name == "color" && same_ignoring_case(tag.name, "font")) ||
        (name == "text" && body))
      if (const auto ink = html_colour(a.value)) v.ink = ink;
  }
}

/// Elements that show nothing by themselves.
bool is_unseen(const HtmlToken& tag) {
  for (const std::string_view name : {"template", "datalist", "rp"})
    if (same_ignoring_case(tag.name, name)) return true;
  return same_ignoring_case(tag.name, "dialog") && !tag.attribute("open");
}

bool at_most_a_pixel(const HtmlAttribute* attribute) {
  if (!attribute) return false;
  const auto length = css_length(trimmed(attribute->value));
  return length && *length <= 1;
}

}  // namespace

bool Visibility::hides_text() const {
  return gone || invisible || tiny || indented || transparent ||
         (ink && paper && look_alike(*ink, *paper));
}

Visibility visibility_in(const Visibility& parent, const HtmlToken& tag,
                         bool hidden_by_sheet) {
  Visibility v = parent;
  v.gone |= is_unseen(tag);
  apply_attributes(v, tag);
  std::string css;
  if (const auto* style = tag.attribute("style"))
    css = plain_css(references_undone(style->value));
  const std::vector<CssDeclaration> own = css_declarations(css);
  const bool displayed =
      std::any_of(own.begin(), own.end(),
                  [](const CssDeclaration& d) { return d.name == "display"; });
  v.gone |= hidden_by_sheet && !displayed;
  apply(v, own);
  return v;
}

bool hides_text(std::string_view declarations) {
  Visibility v;
  apply(v, css_declarations(declarations));
  return v.gone || v.invisible || v.tiny || v.indented;
}

bool is_pixel(const HtmlToken& tag) {
  return at_most_a_pixel(tag.attribute("width")) ||
         at_most_a_pixel(tag.attribute("height"));
}

}  // namespace calspam
