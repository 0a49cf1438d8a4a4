// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "evidence/facts.hh"
#include "evidence/magic.hh"
#include "util/text.hh"

namespace calspam {
namespace {

Place part_place(const Subject& s, int part) {
  const Part& found = s.message.parts[static_cast<std::size_t>(part)];
  return {part, "", {found.header_span.begin, found.body_span.end}};
}

template <typename Test>
FactValue any_leaf(const Subject& s, Test test) {
  if (!s.is_mail()) return unknown();
  for (std::size_t i = 0; i < s.message.parts.size(); ++i)
    if (s.message.parts[i].is_leaf() && test(s.message.parts[i]))
      return boolean(true, part_place(s, static_cast<int>(i)));
  return boolean(false);
}

bool is_empty_leaf(const Part& part) {
  return part.decoded_size == 0 || trimmed(part.content).empty();
}

FactValue calendar_empty(const Subject& s, std::size_t) {
  return any_leaf(s, [](const Part& part) {
    return part.carrier != Carrier::None && part.analysed &&
           is_empty_leaf(part);
  });
}

// Something else under a calendar's label. Loose content lines, or text that
// nobody can name, may be a damaged calendar and are not called fake.
FactValue calendar_fake(const Subject& s, std::size_t) {
  return any_leaf(s, [](const Part& part) {
    if (part.carrier == Carrier::None || part.carrier == Carrier::Content ||
        is_empty_leaf(part))
      return false;
    const std::string_view kind = magic(part.head);
    return kind != "calendar" && kind != "text" && kind != "empty" &&
           find_ignoring_case(part.content, "BEGIN:VCALENDAR") ==
               std::string::npos;
  });
}

FactValue calendar_hidden(const Subject& s, std::size_t) {
  return any_leaf(s, [](const Part& part) {
    return part.carrier == Carrier::Content && part.reading.empty();
  });
}

FactValue anomaly_ids(const Subject& s, std::size_t) {
  if (!s.is_mail()) return unknown();
  std::vector<std::string> ids;
  std::vector<Place> places;
  for (const Anomaly& anomaly : s.message.anomalies) {
    std::string id(anomaly.kind->id);
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    ids.push_back(std::move(id));
    places.push_back({anomaly.part, "", anomaly.span});
  }
  return list(std::move(ids), std::move(places));
}

FactValue ambiguous(const Subject& s, std::size_t) {
  if (!s.is_mail()) return unknown();
  for (const Anomaly& anomaly : s.message.anomalies)
    if (anomaly.kind->weight == Weight::Ambiguous)
      return boolean(true, {anomaly.part, "", anomaly.span});
  return boolean(false);
}

template <typename Text>
FactValue texts_of_parts(const Subject& s, Text text) {
  if (!s.is_mail()) return unknown();
  std::vector<std::string> values;
  std::vector<Place> places;
  for (std::size_t i = 0; i < s.message.parts.size() && values.size() < 500;
       ++i) {
    std::string value = text(s.message.parts[i]);
    if (value.empty()) continue;
    values.push_back(std::move(value));
    places.push_back(part_place(s, static_cast<int>(i)));
  }
  return list(std::move(values), std::move(places));
}

template <std::size_t Html::*member>
FactValue html_sum(const Subject& s, std::size_t) {
  std::size_t sum = 0;
  for (const HtmlRow& text : s.htmls) sum += text.html.*member;
  return s.htmls.empty() ? unknown() : number(sum);
}

FactValue hidden_length(const Subject& s, std::size_t) {
  std::size_t sum = 0;
  for (const HtmlRow& text : s.htmls) sum += text.html.hidden.size();
  return s.htmls.empty() ? unknown() : number(sum);
}

FactValue active(const Subject& s, std::size_t) {
  for (const HtmlRow& text : s.htmls)
    if (text.html.scripts > 0 || text.html.event_handlers > 0)
      return boolean(true, {text.part, text.property, {}});
  return s.htmls.empty() ? unknown() : boolean(false);
}

constexpr auto kFacts = std::to_array<Fact>({
    {"mime.part_count", FactType::Number, Scope::Message,
     "parts of the MIME tree",
     [](const Subject& s, std::size_t) {
       return s.is_mail() ? number(s.message.parts.size()) : unknown();
     }},
    {"mime.depth", FactType::Number, Scope::Message,
     "greatest depth of the MIME tree",
     [](const Subject& s, std::size_t) {
       if (!s.is_mail()) return unknown();
       int depth = 0;
       for (const Part& part : s.message.parts)
         depth = std::max(depth, part.depth);
       return number(depth);
     }},
    {"mime.carrier_count", FactType::Number, Scope::Message,
     "parts where some client would look for a calendar",
     [](const Subject& s, std::size_t) {
       return s.is_mail() ? number(s.message.carriers().size()) : unknown();
     }},
    {"mime.types", FactType::List, Scope::Message,
     "media types of all parts, in order",
     [](const Subject& s, std::size_t) {
       return texts_of_parts(s, [](const Part& p) { return p.type.name(); });
     }},
    {"mime.filenames", FactType::List, Scope::Message,
     "file names of all parts, in order",
     [](const Subject& s, std::size_t) {
       return texts_of_parts(s, [](const Part& p) { return p.filename; });
     }},
    {"mime.anomalies", FactType::List, Scope::Message,
     "ids of what is odd in the message", anomaly_ids},
    {"mime.ambiguous", FactType::Boolean, Scope::Message,
     "the message has more than one reading", ambiguous},
    {"mime.calendar_empty", FactType::Boolean, Scope::Message,
     "a part announced as a calendar holds nothing", calendar_empty},
    {"mime.calendar_fake", FactType::Boolean, Scope::Message,
     "a part announced as a calendar holds something else", calendar_fake},
    {"mime.calendar_hidden", FactType::Boolean, Scope::Message,
     "a calendar stands in a part whose type and name do not say so",
     calendar_hidden},
    {"mime.has_text", FactType::Boolean, Scope::Message,
     "a text/plain or text/html part with something to read is there",
     [](const Subject& s, std::size_t) {
       if (!s.is_mail()) return unknown();
       return boolean(s.texts.body.length > 0);
     }},
    {"html.scripts", FactType::Number, Scope::Message,
     "<script> elements in all HTML", html_sum<&Html::scripts>},
    {"html.forms", FactType::Number, Scope::Message,
     "<form> elements in all HTML", html_sum<&Html::forms>},
    {"html.event_handlers", FactType::Number, Scope::Message,
     "on...= attributes in all HTML", html_sum<&Html::event_handlers>},
    {"html.hidden_length", FactType::Number, Scope::Message,
     "bytes of text in all HTML that a person does not see", hidden_length},
    {"html.active", FactType::Boolean, Scope::Message,
     "some HTML of the message or the event holds script", active},
    {"second_opinion.differs", FactType::Boolean, Scope::Message,
     "true where gmime or libical were asked and read something else than our "
     "readers, else unknown",
     [](const Subject& s, std::size_t) {
       if (s.second_opinion.differences.empty()) return unknown();
       return boolean(true);
     }},
});

}  // namespace

std::span<const Fact> mime_facts() {
  return kFacts;
}

}  // namespace calspam
