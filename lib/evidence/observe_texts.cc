// SPDX-License-Identifier: MIT
#include <algorithm>

#include "evidence/facts.hh"
#include "evidence/observe.hh"
#include "util/text.hh"
#include "util/unicode.hh"

namespace calspam {
namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0) != 0x80; }));
}

ReadText read_text(std::string_view written, std::size_t limit, Place place) {
  written = truncated(written, limit);
  Folding folding = fold(written);
  return {std::move(folding.text), characters(written),
          folding.invisible,       folding.bidi,
          folding.styled,          std::move(place)};
}

// Adds `part` at the end of `all`; both are counted together.
void append(ReadText& all, const ReadText& part) {
  if (!all.plain.empty() && !part.plain.empty()) all.plain += '\n';
  all.plain += part.plain;
  all.length += part.length;
  all.invisible += part.invisible;
  all.bidi += part.bidi;
  all.styled += part.styled;
  if (all.place == Place{}) all.place = part.place;
}

// The properties whose text a calendar shows.
constexpr std::string_view kShown[] = {
    "SUMMARY",    "DESCRIPTION",   "LOCATION",  "COMMENT",
    "CONTACT",    "CATEGORIES",    "RESOURCES", "STYLED-DESCRIPTION",
    "X-ALT-DESC", "REQUEST-STATUS"};

std::string shown_text(const Property& property, const Limits& limits) {
  const std::string text = unescaped(property).text;
  if (!holds_html(property)) return text;
  return parse_html(text, limits).visible;
}

ReadText event_text(const Subject& subject, const EventRow& row) {
  std::string text;
  for (std::string_view name : kShown) {
    for (const Property* property : row.event.component->all(name)) {
      if (name == "X-ALT-DESC" && text.size() > 4096) continue;
      if (!text.empty()) text += '\n';
      text += shown_text(*property, *subject.limits);
    }
  }
  Place place = event_place(subject, row, "SUMMARY");
  if (row.event.component->property("DESCRIPTION") != nullptr)
    place = event_place(subject, row, "DESCRIPTION");
  return read_text(text, subject.limits->matched_text_bytes, std::move(place));
}

ReadText body_text(const Subject& subject) {
  std::string text;
  Place place;
  for (std::size_t i = 0; i < subject.message.parts.size(); ++i) {
    const Part& part = subject.message.parts[i];
    if (!part.analysed || part.carrier != Carrier::None ||
        !part.type.is("text", "plain"))
      continue;
    text += part.content;
    text += '\n';
    if (place == Place{}) place = {static_cast<int>(i), "", part.body_span};
  }
  for (const HtmlRow& html : subject.htmls) {
    if (!html.property.empty()) continue;
    text += html.html.visible;
    text += '\n';
    if (place == Place{})
      place = {
          html.part, "",
          subject.message.parts[static_cast<std::size_t>(html.part)].body_span};
  }
  return read_text(text, subject.limits->matched_text_bytes, std::move(place));
}

}  // namespace

void observe_texts(Subject& subject) {
  Texts& texts = subject.texts;
  if (subject.is_mail()) {
    texts.subject = read_text(subject.message.root().header_text("Subject"),
                              subject.limits->matched_text_bytes,
                              header_place(subject, "Subject"));
    texts.body = body_text(subject);
  }
  std::size_t total = 0;
  for (const EventRow& row : subject.events) {
    ReadText text = total < subject.limits->matched_text_bytes
                        ? event_text(subject, row)
                        : ReadText{};
    total += text.plain.size();
    append(texts.events, text);
    texts.event.push_back(std::move(text));
  }
  for (const ReadText* text : {&texts.subject, &texts.events, &texts.body})
    append(texts.all, *text);
}

}  // namespace calspam
