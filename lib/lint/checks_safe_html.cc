// SPDX-License-Identifier: MIT
// What HTML and SVG do, and what they keep from the reader.
#include <fmt/format.h>

#include <algorithm>

#include "evidence/recipients.hh"
#include "lint/checks_safe_rows.hh"
#include "lint/message_parts.hh"
#include "lint/multipart_text.hh"
#include "util/text.hh"
#include "web/url.hh"

namespace calspam {
namespace {

constexpr std::size_t kTagBytes = 1'000;
// Fewer words than these are a heading or a label.
constexpr std::size_t kHiddenWords = 8, kCommentWords = 10, kPreambleWords = 20;
// What mailers hide for the list of messages to show is not longer.
constexpr std::size_t kPreheaderWords = 30;

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!is_ascii_space(text[i]) && (i == 0 || is_ascii_space(text[i - 1])))
      ++words;
  return words;
}

// The first <script> that runs: data in JSON, as Gmail reads it, does not.
std::size_t find_script(std::string_view html) {
  for (std::size_t at = find_ignoring_case(html, "<script"); at != html.npos;
       at = find_ignoring_case(html, "<script", at + 7)) {
    const std::string_view tag = html.substr(at, kTagBytes);
    const std::string_view opening = tag.substr(0, tag.find('>'));
    if (find_ignoring_case(opening, "json") == opening.npos) return at;
  }
  return html.npos;
}

// " onload=" and the like within a tag of SVG.
std::size_t find_handler(std::string_view svg) {
  for (std::size_t at = find_ignoring_case(svg, "on"); at != svg.npos;
       at = find_ignoring_case(svg, "on", at + 2)) {
    if (at == 0 || !is_ascii_space(svg[at - 1])) continue;
    std::size_t end = at + 2;
    while (end < svg.size() && is_ascii_alpha(svg[end])) ++end;
    if (end > at + 3 && end < svg.size() && svg[end] == '=') return at;
  }
  return svg.npos;
}

std::string active_in(const HtmlRow& row, bool script) {
  if (script) return "a script";
  if (row.html.event_handlers > 0)
    return counted(row.html.event_handlers, "event handler");
  return row.html.forms > 0 ? counted(row.html.forms, "form") : "";
}

void check_active(const LintInput& input, const HtmlRow& row, LintLog& log) {
  const Subject& subject = input.subject;
  if (!row.property.empty()) {
    const std::string what = active_in(row, row.html.scripts > 0);
    if (what.empty()) return;
    const EventRow& event = subject.events[static_cast<std::size_t>(row.event)];
    const CalendarPart& calendar =
        subject.calendars[static_cast<std::size_t>(event.calendar)];
    const Property* property = event.event.component->property(row.property);
    log.add(safety_check("active-content"), property_place(calendar, *property),
            fmt::format("{} in {}", what, row.property));
    return;
  }
  const Part& part = part_at(subject, row.part);
  const std::size_t script = find_script(part.content);
  const std::string what = active_in(row, script != std::string::npos);
  if (what.empty()) return;
  const Span span = script == std::string::npos
                        ? part.body_span
                        : part.content_map.base(Span{script, script + 7});
  log.add(safety_check("active-content"), {row.part, "", span},
          fmt::format("{} in part {}", what, part.path));
}

void check_svg(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  if (!part.type.is("image", "svg+xml")) return;
  const std::string svg = decoded_body(input.subject, index);
  if (find_script(svg) == svg.npos && find_handler(svg) == svg.npos) return;
  log.add(safety_check("active-content"), {index, "", part.body_span},
          fmt::format("a script or handler in the SVG of part {}", part.path));
}

// The tag that holds `at`.
std::string_view tag_around(std::string_view html, std::size_t at) {
  const std::size_t from = at > kTagBytes ? at - kTagBytes : 0;
  const std::size_t open = html.substr(from, at - from).rfind('<');
  if (open == html.npos) return {};
  const std::string_view tag = html.substr(from + open, 2 * kTagBytes);
  return tag.substr(0, tag.find('>'));
}

bool is_one_pixel(std::string_view tag) {
  const std::string lower = ascii_lower(tag);
  const auto small = [&](std::string_view name) {
    for (std::size_t at = lower.find(name); at != lower.npos;
         at = lower.find(name, at + 1)) {
      std::size_t i = at + name.size();
      while (i < lower.size() && (is_ascii_space(lower[i]) ||
                                  std::string_view("=:\"'").find(lower[i]) !=
                                      std::string_view::npos))
        ++i;
      const bool one = i < lower.size() && (lower[i] == '1' || lower[i] == '0');
      if (one && (i + 1 == lower.size() ||
                  (!is_ascii_digit(lower[i + 1]) && lower[i + 1] != '%')))
        return true;
    }
    return false;
  };
  return small("width") && small("height");
}

void check_images(const LintInput& input, const HtmlRow& row, LintLog& log) {
  if (!row.property.empty()) return;
  const Part& part = part_at(input.subject, row.part);
  for (const HtmlLink& link : row.html.links) {
    if (link.element != "img" || link.attribute != "src" ||
        !starts_ignoring_case(link.target, "http"))
      continue;
    const bool tiny = is_one_pixel(tag_around(part.content, link.span.begin));
    if (!tiny && !holds_recipient(input.subject, link.target, true)) continue;
    log.add(safety_check("tracking-image"),
            {row.part, "img[src]", part.content_map.base(link.span)},
            tiny ? fmt::format("an image of one pixel from \"{}\"",
                               parse_url(link.target).host)
                 : "the address of the image holds the reader's");
    return;
  }
}

void check_comments(const Part& part, int index, LintLog& log) {
  const std::string& html = part.content;
  for (std::size_t at = html.find("<!--"); at != html.npos;) {
    const std::size_t end = html.find("-->", at + 4);
    if (end == html.npos) return;
    const std::string_view text =
        trimmed(std::string_view(html).substr(at + 4, end - at - 4));
    // Outlook's conditions, and style sheets hidden from old browsers.
    const bool markup = text.starts_with("[if") || text.starts_with("<!") ||
                        text.find('{') != text.npos ||
                        text.find('<') != text.npos;
    if (!markup && words_in(text) >= kCommentWords) {
      log.add(safety_check("text-nobody-sees"),
              {index, "", part.content_map.base(Span{at, end + 3})},
              fmt::format("an HTML comment of {}",
                          counted(words_in(text), "word")));
      return;
    }
    at = html.find("<!--", end);
  }
}

void check_hidden(const LintInput& input, const HtmlRow& row, LintLog& log) {
  const std::size_t words = words_in(row.html.hidden);
  if (row.property.empty())
    check_comments(part_at(input.subject, row.part), row.part, log);
  if (words < kHiddenWords || row.part < 0) return;
  LintFinding& finding = log.add(
      safety_check("text-nobody-sees"),
      {row.part, "", part_at(input.subject, row.part).body_span},
      fmt::format("{} that the HTML hides: \"{}\"", counted(words, "word"),
                  truncated(squeezed(row.html.hidden), 80)));
  if (words <= kPreheaderWords) finding.level = LintLevel::Note;
}

void check_preamble(const LintInput& input, int index, LintLog& log) {
  const Subject& subject = input.subject;
  if (part_at(subject, index).type.type != "multipart") return;
  const MultipartText text = multipart_text(subject, index);
  for (const Span& span : {text.preamble, text.epilogue}) {
    const std::string_view words = trimmed(slice(subject.raw->bytes, span));
    if (words_in(words) < kPreambleWords ||
        find_ignoring_case(words, "MIME") != words.npos)
      continue;
    const auto begin =
        static_cast<std::uint64_t>(words.data() - subject.raw->bytes.data());
    log.add(
        safety_check("text-nobody-sees"),
        {index, "", {begin, begin + words.size()}},
        fmt::format("{} around the parts", counted(words_in(words), "word")));
  }
}

}  // namespace

void check_safety_of_html(const LintInput& input, LintLog& log) {
  for (const HtmlRow& row : input.subject.htmls) {
    check_active(input, row, log);
    check_images(input, row, log);
    check_hidden(input, row, log);
  }
  for (int index : own_parts(input.subject)) {
    check_svg(input, index, log);
    check_preamble(input, index, log);
  }
}

}  // namespace calspam
