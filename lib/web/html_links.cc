// SPDX-License-Identifier: MIT
#include "web/html_links.hh"

#include <algorithm>

#include "util/text.hh"
#include "web/html_reference.hh"
#include "web/html_style.hh"
#include "web/url.hh"

namespace calspam {
namespace {

/// Attributes whose value is one URI, on whatever element: Word's VML has
/// href on v:roundrect, old mail programs fetch background on td.
constexpr std::string_view kUriAttributes[] = {
    "href",   "src",        "action", "formaction", "data",
    "poster", "background", "lowsrc", "dynsrc",     "xlink:href"};

// A longer one would be repeated in every link.
constexpr std::size_t kBaseBytes = 2048;

bool is_uri_attribute(std::string_view element, std::string_view attribute) {
  if (attribute == "data") return element == "object";
  if (attribute == "href" && element == "base") return false;
  return std::find(std::begin(kUriAttributes), std::end(kUriAttributes),
                   attribute) != std::end(kUriAttributes);
}

/// What follows the seconds of "5; url='...'" (HTML 4.2.5.3, refresh).
std::string_view refresh_target(std::string_view content) {
  const auto after = content.find_first_not_of("0123456789. \t\r\n\f");
  if (after == content.npos) return {};
  auto rest = content.substr(after);
  if (rest.front() == ';' || rest.front() == ',') rest.remove_prefix(1);
  rest = trimmed(rest);
  if (starts_ignoring_case(rest, "url")) {
    const auto value = trimmed(rest.substr(3));
    if (value.starts_with('=')) rest = trimmed(value.substr(1));
  }
  if (rest.empty() || (rest.front() != '"' && rest.front() != '\''))
    return rest;
  const auto end = rest.find(rest.front(), 1);
  return rest.substr(1, end == rest.npos ? end : end - 1);
}

}  // namespace

void HtmlLinks::add(const HtmlToken& tag, bool hidden, std::uint64_t offset) {
  hidden_ = hidden;
  offset_ = offset;
  const std::string element = ascii_lower(tag.name);
  for (const auto& a : tag.attributes) {
    const std::string name = ascii_lower(a.name);
    if (is_uri_attribute(element, name))
      add_target(element, name, references_undone(a.value), a.span);
    if (name == "srcset" || name == "ping") add_list(tag, a);
    if (name == "style")
      add_style(references_undone(a.value), a.span.begin, element, name);
  }
  if (element == "meta") add_refresh(tag);
}

/// "a.png 1x, b.png 2x" of srcset, "https://a https://b" of ping. A comma
/// parts candidates only where white space follows it or the URI ends in it.
void HtmlLinks::add_list(const HtmlToken& tag, const HtmlAttribute& attribute) {
  const std::string element = ascii_lower(tag.name);
  const std::string name = ascii_lower(attribute.name);
  const auto value = attribute.value;
  bool descriptor = false;
  for (std::size_t at = 0; at < value.size();) {
    // A descriptor ends at a comma, a URI only at white space.
    const auto end = std::min(
        value.find_first_of(descriptor ? " \t\r\n\f," : " \t\r\n\f", at),
        value.size());
    auto word = value.substr(at, end - at);
    const bool last =
        word.ends_with(',') || (end < value.size() && value[end] == ',');
    if (word.ends_with(',')) word.remove_suffix(1);
    if (!word.empty() && !descriptor)
      add_target(
          element, name, references_undone(word),
          {attribute.span.begin + at, attribute.span.begin + at + word.size()});
    if (!word.empty()) descriptor = name == "srcset";
    if (last) descriptor = false;
    at = end + 1;
  }
}

void HtmlLinks::add_refresh(const HtmlToken& tag) {
  const auto* kind = tag.attribute("http-equiv");
  const auto* content = tag.attribute("content");
  if (!kind || !content || !same_ignoring_case(trimmed(kind->value), "refresh"))
    return;
  const std::string value = references_undone(content->value);
  const auto target = refresh_target(value);
  if (!target.empty()) add_target("meta", "content", target, content->span);
}

void HtmlLinks::add_style_sheet(std::string_view css, std::uint64_t offset) {
  hidden_ = false;
  offset_ = 0;
  add_style(css, offset, "style", "");
}

void HtmlLinks::add_style(std::string_view css, std::uint64_t offset,
                          std::string_view element,
                          std::string_view attribute) {
  for (const auto& url : style_urls(css))
    add_target(element, attribute, url.target,
               {offset + url.span.begin, offset + url.span.end});
}

void HtmlLinks::add_target(std::string_view element, std::string_view attribute,
                           std::string_view target, Span span) {
  target = trimmed(target);
  if (target.empty()) return;
  if (page_.links.size() >= limits_.links) {
    page_.cut = true;
    return;
  }
  if (target.size() > limits_.link_bytes) {
    // Pictures in data: are long and go nowhere.
    page_.cut |= !starts_ignoring_case(target, "data:");
    target = truncated(target, limits_.link_bytes);
  }
  HtmlLink link;
  link.element = element;
  link.attribute = attribute;
  link.target = target;
  link.span = {offset_ + span.begin, offset_ + span.end};
  link.hidden = hidden_;
  page_.links.push_back(std::move(link));
}

void HtmlLinks::resolve() {
  if (page_.base.empty()) return;
  if (page_.base.size() > kBaseBytes) {
    page_.cut = true;
    return;
  }
  const Url base = parse_url(page_.base);
  for (auto& link : page_.links) link.target = resolved(base, link.target);
}

}  // namespace calspam
