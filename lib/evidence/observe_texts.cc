// SPDX-License-Identifier: MIT
#include <algorithm>

#include "evidence/anomalies.hh"
#include "evidence/contacts.hh"
#include "evidence/facts.hh"
#include "evidence/observe.hh"
#include "util/text.hh"
#include "util/unicode.hh"

namespace calspam {
namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return !is_utf8_tail(c); }));
}

// A lure behind a megabyte of filling must not look like none.
void note_cut(Subject& subject, const Place& place) {
  const Anomalies& noted = subject.anomalies;
  if (noted.empty() || noted.back().kind != &anomaly::kTextCut)
    note_limit(subject, anomaly::kTextCut, "", place);
}

ReadText read_text(Subject& subject, std::string_view written, Place place) {
  const std::size_t size = written.size();
  written = truncated(written, subject.limits->matched_text_bytes);
  if (written.size() < size) note_cut(subject, place);
  Folding folding = fold(written);
  ReadText text{std::move(folding.text),
                characters(written),
                folding.invisible,
                folding.bidi,
                folding.styled,
                folding.disguised,
                place};
  text.pieces.push_back({text.plain.size(), std::move(place)});
  return text;
}

// Adds `part` at the end of `all`; both are counted together.
void append(ReadText& all, const ReadText& part) {
  all.length += part.length;
  all.invisible += part.invisible;
  all.bidi += part.bidi;
  all.styled += part.styled;
  all.disguised += part.disguised;
  if (all.place == Place{}) all.place = part.place;
  if (part.plain.empty()) return;
  if (!all.plain.empty()) all.plain += '\n';
  for (const TextPiece& piece : part.pieces)
    all.pieces.push_back({all.plain.size() + piece.end, piece.place});
  all.plain += part.plain;
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

ReadText event_text(Subject& subject, const EventRow& row) {
  std::string text;
  for (std::string_view name : kShown) {
    for (const Property* property : row.event.component->all(name)) {
      if (!text.empty()) text += '\n';
      text += shown_text(*property, *subject.limits);
    }
  }
  Place place = event_place(subject, row, "SUMMARY");
  if (row.event.component->property("DESCRIPTION") != nullptr)
    place = event_place(subject, row, "DESCRIPTION");
  return read_text(subject, text, std::move(place));
}

ReadText body_text(Subject& subject) {
  const std::size_t limit = subject.limits->matched_text_bytes;
  const auto& parts = subject.message.parts;
  ReadText body;
  const auto add = [&](std::string_view text, Place place) {
    if (body.plain.size() < limit)
      append(body, read_text(subject, text, std::move(place)));
    else if (!text.empty())
      note_cut(subject, place);
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    if (!part.analysed || part.carrier != Carrier::None ||
        !part.type.is("text", "plain"))
      continue;
    add(part.content, {static_cast<int>(i), "", part.body_span});
  }
  for (const HtmlRow& html : subject.htmls) {
    if (!html.property.empty()) continue;
    const Part& part = parts[static_cast<std::size_t>(html.part)];
    add(html.html.visible, {html.part, "", part.body_span});
  }
  return body;
}

}  // namespace

void observe_texts(Subject& subject) {
  Texts& texts = subject.texts;
  if (subject.is_mail()) {
    texts.subject =
        read_text(subject, subject.message.root().header_text("Subject"),
                  header_place(subject, "Subject"));
    texts.body = body_text(subject);
  }
  std::size_t total = 0;
  for (const EventRow& row : subject.events) {
    const bool looked_at = total < subject.limits->matched_text_bytes;
    if (!looked_at) note_cut(subject, event_place(subject, row, "SUMMARY"));
    ReadText text = looked_at ? event_text(subject, row) : ReadText{};
    total += text.plain.size();
    append(texts.events, text);
    texts.event.push_back(std::move(text));
  }
  for (const ReadText* text : {&texts.subject, &texts.events, &texts.body})
    append(texts.all, *text);
  texts.phones = phone_numbers(texts.all.plain);
}

}  // namespace calspam
