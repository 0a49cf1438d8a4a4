// SPDX-License-Identifier: MIT
#include "web/html_tokenizer.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kAttributes[] = {
    "action",  "alt",        "background", "bgcolor",    "class",  "color",
    "content", "data",       "dynsrc",     "formaction", "height", "hidden",
    "href",    "http-equiv", "id",         "lowsrc",     "open",   "ping",
    "poster",  "src",        "srcset",     "style",      "text",   "type",
    "width",   "xlink:href"};
constexpr std::size_t kLongestAttribute = 10;

/// Elements whose content is text up to their end tag (HTML 13.2.6.2).
constexpr std::string_view kRawElements[] = {
    "script", "style",    "title",   "textarea", "xmp",
    "iframe", "noframes", "noembed", "plaintext"};

bool is_html_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

bool is_used(std::string_view name) {
  return name.size() <= kLongestAttribute &&
         std::binary_search(std::begin(kAttributes), std::end(kAttributes),
                            ascii_lower(name));
}

bool is_raw(std::string_view element) {
  return std::any_of(
      std::begin(kRawElements), std::end(kRawElements),
      [&](std::string_view raw) { return same_ignoring_case(raw, element); });
}

void keep(HtmlToken& token, const HtmlAttribute& attribute) {
  const auto& name = attribute.name;
  if (name.size() > 2 && starts_ignoring_case(name, "on") &&
      is_ascii_alpha(name[2]))
    ++token.event_handlers;
  if (!is_used(name)) return;
  for (const auto& other : token.attributes)
    if (same_ignoring_case(other.name, name)) return;
  token.attributes.push_back(attribute);
}

}  // namespace

const HtmlAttribute* HtmlToken::attribute(std::string_view wanted) const {
  for (const auto& a : attributes)
    if (same_ignoring_case(a.name, wanted)) return &a;
  return nullptr;
}

bool HtmlTokenizer::next(HtmlToken& token) {
  while (at_ < html_.size()) {
    token.attributes.clear();
    token.event_handlers = 0;
    token.self_closing = false;
    token.name = {};
    if (!raw_element_.empty()) {
      if (read_raw_text(token)) return true;
    } else if (!starts_markup(at_)) {
      read_text(token);
      return true;
    } else if (read_markup(token)) {
      return true;
    }
  }
  return false;
}

bool HtmlTokenizer::starts_markup(std::size_t at) const {
  if (html_[at] != '<' || at + 1 == html_.size()) return false;
  const char c = html_[at + 1];
  return is_ascii_alpha(c) || c == '!' || c == '?' ||
         (c == '/' && at + 2 < html_.size());
}

void HtmlTokenizer::read_text(HtmlToken& token) {
  const auto begin = at_++;
  while (at_ < html_.size() && !starts_markup(at_))
    at_ = std::min(html_.find('<', at_ + 1), html_.size());
  token.kind = HtmlTokenKind::Text;
  token.span = {begin, at_};
}

/// Everything up to the end tag of the element, which is read as a tag next.
bool HtmlTokenizer::read_raw_text(HtmlToken& token) {
  const auto element = raw_element_;
  const auto begin = at_;
  raw_element_ = {};
  const bool endless = same_ignoring_case(element, "plaintext");
  for (at_ = html_.find("</", at_); at_ < html_.size() && !endless;
       at_ = html_.find("</", at_ + 2)) {
    const auto rest = html_.substr(at_ + 2);
    if (!starts_ignoring_case(rest, element)) continue;
    const char after =
        rest.size() > element.size() ? rest[element.size()] : ' ';
    if (is_html_space(after) || after == '/' || after == '>') break;
  }
  at_ = endless ? html_.size() : std::min(at_, html_.size());
  token.kind = HtmlTokenKind::RawText;
  token.name = element;
  token.span = {begin, at_};
  return !token.span.empty();
}

bool HtmlTokenizer::read_markup(HtmlToken& token) {
  const char c = html_[at_ + 1];
  if (is_ascii_alpha(c)) {
    token.kind = HtmlTokenKind::Start;
    return read_tag(token);
  }
  if (c == '/' && is_ascii_alpha(html_[at_ + 2])) {
    token.kind = HtmlTokenKind::End;
    return read_tag(token);
  }
  token.kind = HtmlTokenKind::Comment;
  if (html_.substr(at_, 4) == "<!--")
    read_comment(token);
  else
    read_bogus_comment(token);
  return true;
}

/// <!-- to --> or --!>; "<!-->" and "<!--->" are whole comments.
void HtmlTokenizer::read_comment(HtmlToken& token) {
  const auto begin = at_ + 4;
  const auto rest = html_.substr(begin);
  const std::size_t abrupt = rest.substr(0, 1) == ">"    ? 1
                             : rest.substr(0, 2) == "->" ? 2
                                                         : 0;
  if (abrupt > 0) {
    token.span = {begin, begin};
    at_ = begin + abrupt;
    return;
  }
  auto end = html_.find("--", begin);
  for (; end < html_.size(); end = html_.find("--", end + 1)) {
    const auto tail = html_.substr(end, 4);
    if (tail.substr(0, 3) != "-->" && tail != "--!>") continue;
    at_ = end + (tail[2] == '>' ? 3 : 4);
    token.span = {begin, end};
    return;
  }
  at_ = html_.size();
  token.span = {begin, at_};
}

/// <!DOCTYPE>, <?xml>, </3>, <![if !mso]>, <![CDATA[: up to the next ">".
void HtmlTokenizer::read_bogus_comment(HtmlToken& token) {
  const auto end = std::min(html_.find('>', at_), html_.size());
  token.span = {std::min<std::uint64_t>(at_ + 2, end), end};
  at_ = std::min(end + 1, html_.size());
}

bool HtmlTokenizer::read_tag(HtmlToken& token) {
  const auto begin = at_;
  at_ += token.kind == HtmlTokenKind::End ? 2 : 1;
  const auto name = at_;
  while (at_ < html_.size() && !is_html_space(html_[at_]) &&
         html_[at_] != '/' && html_[at_] != '>')
    ++at_;
  token.name = html_.substr(name, at_ - name);
  if (!read_attributes(token)) return false;
  token.span = {begin, at_};
  if (token.kind == HtmlTokenKind::Start && is_raw(token.name))
    raw_element_ = token.name;
  return true;
}

/// Up to and with the ">"; false when there is none.
bool HtmlTokenizer::read_attributes(HtmlToken& token) {
  for (;;) {
    skip_space();
    if (at_ >= html_.size()) return false;
    if (html_[at_] == '>') {
      token.self_closing = html_[at_ - 1] == '/';
      ++at_;
      return true;
    }
    if (html_[at_] == '/')
      ++at_;
    else if (!read_attribute(token))
      return false;
  }
}

bool HtmlTokenizer::read_attribute(HtmlToken& token) {
  const auto begin = at_++;  // a leading "=" belongs to the name
  while (at_ < html_.size() && !is_html_space(html_[at_]) &&
         html_[at_] != '/' && html_[at_] != '>' && html_[at_] != '=')
    ++at_;
  HtmlAttribute attribute{html_.substr(begin, at_ - begin), {}, {at_, at_}};
  skip_space();
  if (at_ < html_.size() && html_[at_] == '=') {
    ++at_;
    skip_space();
    if (!read_value(attribute)) return false;
  }
  keep(token, attribute);
  return true;
}

bool HtmlTokenizer::read_value(HtmlAttribute& attribute) {
  if (at_ >= html_.size()) return false;
  const char quote = html_[at_];
  const bool quoted = quote == '"' || quote == '\'';
  const auto begin = quoted ? ++at_ : at_;
  if (quoted) {
    at_ = html_.find(quote, at_);
  } else {
    while (at_ < html_.size() && !is_html_space(html_[at_]) &&
           html_[at_] != '>')
      ++at_;
  }
  if (at_ >= html_.size()) {
    at_ = html_.size();
    return false;
  }
  attribute.value = html_.substr(begin, at_ - begin);
  attribute.span = {begin, at_};
  if (quoted) ++at_;
  return true;
}

void HtmlTokenizer::skip_space() {
  while (at_ < html_.size() && is_html_space(html_[at_])) ++at_;
}

}  // namespace calspam
