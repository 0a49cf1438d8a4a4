// SPDX-License-Identifier: MIT
#include "web/html.hh"

#include <algorithm>
#include <optional>

#include "util/text.hh"
#include "web/css_sheet.hh"
#include "web/html_elements.hh"
#include "web/html_links.hh"
#include "web/html_reference.hh"
#include "web/html_style.hh"
#include "web/html_text.hh"
#include "web/html_tokenizer.hh"

namespace calspam {
namespace {

// A caption longer than this is a page in an <a>.
constexpr std::size_t kLinkTextBytes = 4096;

/// One non-space character, spelled or as a reference.
bool is_one_character(std::string_view raw) {
  raw = trimmed(raw);
  if (raw.empty() || raw.size() > 32) return false;
  const auto reference = read_reference(raw, false);
  if (reference.size > 0)
    return reference.size == raw.size() && reference.code_point != 0xa0;
  std::size_t at = 0;
  next_code_point(raw, at);
  return at == raw.size() && raw != "\xc2\xa0";
}

/// An image, or an element with one behind its text.
bool shows_picture(const HtmlToken& tag) {
  if (same_ignoring_case(tag.name, "img")) return !is_pixel(tag);
  const auto* style = tag.attribute("style");
  return tag.attribute("background") ||
         (style &&
          find_ignoring_case(style->value, "url(") != std::string_view::npos);
}

class HtmlReader {
 public:
  HtmlReader(std::string_view html, const Limits& limits)
      : html_(html), links_(page_, limits) {}
  Html read();

 private:
  void read_token(const HtmlToken& token);
  void read_start(const HtmlToken& tag);
  void read_end(const HtmlToken& tag);
  void read_text(const HtmlToken& token);
  void read_raw_text(const HtmlToken& token);
  void read_conditional(const HtmlToken& comment);
  void count(const HtmlToken& tag);
  void count_split_letters(std::string_view raw);
  void break_before(const HtmlToken& tag, const Visibility& visibility);
  void start_anchor(const HtmlToken& tag, std::size_t first_link);
  void finish_anchor();

  /// The <a> whose text is being read.
  struct Anchor {
    std::size_t link;             ///< its place in page_.links
    std::size_t depth;            ///< elements open around it
    std::size_t visible, hidden;  ///< sizes of the texts at its start
    bool picture = false;
  };

  std::string_view html_;
  Html page_;
  HtmlLinks links_;
  OpenElements elements_;
  CssSheet sheet_;
  HtmlTextWriter visible_, hidden_;
  std::optional<Anchor> anchor_;
  bool styled_ = false;  ///< a style sheet gives backgrounds
  std::size_t split_run_ = 0;
};

Html HtmlReader::read() {
  HtmlTokenizer tokenizer(html_);
  HtmlToken token;
  while (tokenizer.next(token)) read_token(token);
  finish_anchor();
  links_.resolve();
  page_.referenced_letters = visible_.referenced_letters();
  page_.visible = visible_.take_text();
  page_.visible_map = visible_.take_map();
  page_.visible_map.close(html_.size());
  page_.hidden = hidden_.take_text();
  return std::move(page_);
}

void HtmlReader::read_token(const HtmlToken& token) {
  switch (token.kind) {
    case HtmlTokenKind::Text:
      return read_text(token);
    case HtmlTokenKind::RawText:
      return read_raw_text(token);
    case HtmlTokenKind::Start:
      return read_start(token);
    case HtmlTokenKind::End:
      return read_end(token);
    case HtmlTokenKind::Comment:
      return read_conditional(token);
  }
}

void HtmlReader::read_start(const HtmlToken& tag) {
  count(tag);
  elements_.make_room(tag.name);
  if (anchor_ && elements_.depth() <= anchor_->depth) finish_anchor();
  Visibility visibility =
      visibility_in(elements_.visibility(), tag, sheet_.hides(tag));
  // What a class means is not known, so neither are the colours.
  if (styled_ && tag.attribute("class") && !tag.attribute("style"))
    visibility.ink = visibility.paper = std::nullopt;
  break_before(tag, visibility);

  const auto first_link = page_.links.size();
  const bool picture = same_ignoring_case(tag.name, "img");
  links_.add(tag, visibility.gone || visibility.invisible ||
                      (picture && is_pixel(tag)));
  if (anchor_ && !visibility.gone && shows_picture(tag))
    anchor_->picture = true;
  if (same_ignoring_case(tag.name, "a")) start_anchor(tag, first_link);
  const bool foreign = tag.name.find(':') != tag.name.npos;
  if (!is_void(tag.name) && !(foreign && tag.self_closing))
    elements_.open(tag.name, visibility);
}

void HtmlReader::read_end(const HtmlToken& tag) {
  const Visibility visibility = elements_.visibility();
  elements_.close(tag.name);
  if (anchor_ && (elements_.depth() <= anchor_->depth ||
                  same_ignoring_case(tag.name, "a")))
    finish_anchor();
  break_before(tag, visibility);
}

void HtmlReader::break_before(const HtmlToken& tag,
                              const Visibility& visibility) {
  HtmlTextWriter& text = visibility.hides_text() ? hidden_ : visible_;
  if (is_block(tag.name)) {
    text.break_line(tag.span.begin);
    split_run_ = 0;
  }
  if (same_ignoring_case(tag.name, "td") || same_ignoring_case(tag.name, "th"))
    text.separate(tag.span.begin);
}

void HtmlReader::count(const HtmlToken& tag) {
  page_.event_handlers += tag.event_handlers;
  page_.scripts += same_ignoring_case(tag.name, "script");
  page_.forms += same_ignoring_case(tag.name, "form");
  const auto* href = tag.attribute("href");
  if (href && page_.base.empty() && same_ignoring_case(tag.name, "base"))
    page_.base = trimmed(references_undone(href->value));
}

void HtmlReader::read_text(const HtmlToken& token) {
  const auto raw = slice(html_, token.span);
  if (elements_.visibility().hides_text()) {
    hidden_.add(raw, token.span.begin);
    return;
  }
  count_split_letters(raw);
  visible_.add(raw, token.span.begin);
}

/// A single letter between tags continues a run; what comes after it in one
/// piece ends it. White space between tags counts for neither.
void HtmlReader::count_split_letters(std::string_view raw) {
  if (trimmed(raw).empty()) return;
  split_run_ = is_one_character(raw) ? split_run_ + 1 : 0;
  page_.split_letters = std::max(page_.split_letters, split_run_);
}

void HtmlReader::read_raw_text(const HtmlToken& token) {
  const auto raw = slice(html_, token.span);
  if (same_ignoring_case(token.name, "style")) {
    links_.add_style_sheet(raw, token.span.begin);
    sheet_.read(raw);
    page_.cut |= sheet_.is_cut();
    if (styled_ || find_ignoring_case(raw, "background") == raw.npos) return;
    styled_ = true;
    elements_.forget_paper();
  }
  for (const std::string_view shown : {"textarea", "xmp", "plaintext"})
    if (same_ignoring_case(token.name, shown)) read_text(token);
}

/// <!--[if mso]> ... <![endif]-->: Outlook on Windows shows what is inside.
/// Only its links are of interest; the text is that of the other branch.
void HtmlReader::read_conditional(const HtmlToken& comment) {
  const auto content = slice(html_, comment.span);
  const auto begin = content.find("]>");
  if (!starts_ignoring_case(trimmed(content.substr(0, 16)), "[if") ||
      begin == content.npos)
    return;
  HtmlTokenizer tokenizer(content.substr(begin + 2));
  HtmlToken token;
  while (tokenizer.next(token)) {
    if (token.kind != HtmlTokenKind::Start) continue;
    count(token);
    links_.add(token, false, comment.span.begin + begin + 2);
  }
}

void HtmlReader::start_anchor(const HtmlToken& tag, std::size_t first_link) {
  finish_anchor();
  for (auto i = first_link; i < page_.links.size(); ++i)
    if (page_.links[i].attribute == "href" && tag.attribute("href"))
      anchor_ = Anchor{i, elements_.depth(), visible_.text().size(),
                       hidden_.text().size()};
}

void HtmlReader::finish_anchor() {
  if (!anchor_) return;
  HtmlLink& link = page_.links[anchor_->link];
  const std::string_view shown =
      std::string_view(visible_.text()).substr(anchor_->visible);
  link.text = squeezed(truncated(shown, kLinkTextBytes));
  const bool only_hidden =
      link.text.empty() && hidden_.text().size() > anchor_->hidden;
  if (only_hidden && !anchor_->picture) link.hidden = true;
  anchor_.reset();
}

}  // namespace

Html parse_html(std::string_view html, const Limits& limits) {
  return HtmlReader(html, limits).read();
}

bool looks_like_html(std::string_view text) {
  static constexpr std::string_view kTags[] = {
      "!doctype", "html", "body", "head", "p",     "br",     "a",    "div",
      "span",     "b",    "i",    "u",    "font",  "table",  "td",   "tr",
      "ul",       "ol",   "li",   "img",  "h1",    "h2",     "h3",   "strong",
      "em",       "hr",   "pre",  "meta", "style", "script", "form", "center"};
  for (auto at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
    auto rest = text.substr(at + 1, 12);
    if (rest.starts_with('/')) rest.remove_prefix(1);
    const auto end =
        std::min(rest.find_first_of(" \t\r\n/>", 0, 6), rest.size());
    const auto name = rest.substr(0, end);
    if (end == rest.size() || name.size() > 8) continue;
    for (const auto tag : kTags)
      if (same_ignoring_case(name, tag)) return true;
  }
  return false;
}

}  // namespace calspam
