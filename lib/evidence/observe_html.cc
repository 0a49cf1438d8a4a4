// SPDX-License-Identifier: MIT
#include "evidence/anomalies.hh"
#include "evidence/facts.hh"
#include "evidence/observe.hh"
#include "util/text.hh"

namespace calspam {

UnescapedText unescaped(const Property& property) {
  UnescapedText out;
  const std::string& value = property.value;
  out.text.reserve(value.size());
  for (std::size_t at = 0; at < value.size(); ++at) {
    const bool escape = value[at] == '\\' && at + 1 < value.size();
    const char next = escape ? value[at + 1] : '\0';
    if (!escape || (next != 'n' && next != 'N' && next != ',' && next != ';' &&
                    next != '\\')) {
      out.text += value[at];
      continue;
    }
    out.map.add(out.text.size(), at);
    out.text += next == 'n' || next == 'N' ? '\n' : next;
    ++at;
    out.map.add(out.text.size(), at + 1);
  }
  return out;
}

bool holds_html(const Property& property) {
  if (property.name == "X-ALT-DESC") return true;
  if (property.name == "STYLED-DESCRIPTION")
    return same_ignoring_case(property.parameter_value("FMTTYPE"), "text/html");
  return (property.name == "DESCRIPTION" || property.name == "SUMMARY" ||
          property.name == "COMMENT" || property.name == "LOCATION") &&
         looks_like_html(property.value);
}

void observe_html(Subject& subject) {
  const Limits& limits = *subject.limits;
  for (std::size_t i = 0; i < subject.message.parts.size(); ++i) {
    const Part& part = subject.message.parts[i];
    if (!part.analysed || part.carrier != Carrier::None ||
        !part.type.is("text", "html"))
      continue;
    subject.htmls.push_back(
        {static_cast<int>(i), "", -1, parse_html(part.content, limits)});
    if (subject.htmls.back().html.cut)
      note_limit(subject, anomaly::kHtmlCut, "",
                 {static_cast<int>(i), "", part.body_span});
  }
  for (std::size_t i = 0; i < subject.events.size(); ++i) {
    const EventRow& row = subject.events[i];
    const int part =
        subject.calendars[static_cast<std::size_t>(row.calendar)].part;
    for (const Property& property : row.event.component->properties)
      if (holds_html(property)) {
        subject.htmls.push_back({part, property.name, static_cast<int>(i),
                                 parse_html(unescaped(property).text, limits)});
        if (subject.htmls.back().html.cut)
          note_limit(subject, anomaly::kHtmlCut, property.name,
                     event_place(subject, row, property.name));
      }
  }
}

}  // namespace calspam
