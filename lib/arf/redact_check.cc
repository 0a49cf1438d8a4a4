// SPDX-License-Identifier: MIT
// What a redacted message still shows, read as a receiver reads it.
#include <fmt/format.h>

#include "arf/redact.hh"
#include "evidence/subject.hh"
#include "mail/header_field.hh"
#include "util/text.hh"
#include "web/html.hh"

namespace calspam {
namespace {

using Where = std::optional<std::string>;

// Looks at one text after another and keeps the first place that shows a word.
class Search {
 public:
  explicit Search(const PrivateWords& words) : words_(words) {}

  void look(std::string_view text, std::string_view where) {
    if (!found_ && words_.shown(text)) found_ = std::string(where);
  }
  bool done() const { return found_.has_value(); }
  const Where& found() const { return found_; }

 private:
  const PrivateWords& words_;
  Where found_;
};

void look_at_part(Search& search, const Part& part, const Limits& limits) {
  for (const Header& header : part.headers) {
    search.look(header.text(), "header field " + printable(header.name));
    search.look(unfolded(header.value),
                "header field " + printable(header.name));
  }
  for (const Parameter& parameter : part.type.parameters)
    search.look(parameter.value, "Content-Type of part " + part.path);
  search.look(part.filename, "file name of part " + part.path);
  search.look(part.content, "part " + part.path);
  if (part.type.is("text", "html") || looks_like_html(part.content)) {
    const Html html = parse_html(part.content, limits);
    search.look(html.visible, "HTML of part " + part.path);
    search.look(html.hidden, "hidden HTML of part " + part.path);
    for (const HtmlLink& link : html.links)
      search.look(link.target, "link of part " + part.path);
  }
}

void look_at_calendar(Search& search, const Calendar& calendar) {
  for (const Component& component : calendar.components)
    for (const Property& property : component.properties) {
      const std::string where = "property " + printable(property.name);
      search.look(property.value, where);
      search.look(property.text(), where);
      for (const PropertyParameter& parameter : property.parameters)
        for (const std::string& value : parameter.values)
          search.look(value, where);
    }
  for (const Property& property : calendar.stray)
    search.look(property.value, "a calendar line");
}

}  // namespace

Where shown_in(std::string_view bytes, RawKind kind, const PrivateWords& words,
               const Limits& limits) {
  Search search(words);
  search.look(bytes, "the bytes");
  if (search.done()) return search.found();
  RawMessage raw;
  raw.kind = kind;
  raw.bytes = bytes;
  raw.full_size = bytes.size();
  Subject subject;
  observe(subject, raw, limits, std::nullopt);
  for (const Part& part : subject.message.parts)
    look_at_part(search, part, limits);
  for (const CalendarPart& part : subject.calendars)
    look_at_calendar(search, part.calendar);
  for (const Link& link : subject.links) {
    search.look(link.url.text, "a link");
    search.look(link.written.text, "a link");
    search.look(link.visible, "the text of a link");
  }
  if (!search.done() && !subject.complete) return "what was not read in full";
  return search.found();
}

}  // namespace calspam
