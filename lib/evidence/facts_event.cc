// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "evidence/attachments.hh"
#include "evidence/contacts.hh"
#include "evidence/facts.hh"
#include "evidence/observe.hh"
#include "evidence/recipients.hh"
#include "util/text.hh"
#include "util/unicode.hh"

namespace calspam {
namespace {

const EventRow& row_of(const Subject& s, std::size_t row) {
  return s.events[row];
}

template <std::string Event::*member>
FactValue text_of(const Subject& s, std::size_t row, std::string_view name) {
  const EventRow& event = row_of(s, row);
  return present(event.event.*member, event_place(s, event, name));
}

FactValue uid_domain(const Subject& s, std::size_t row) {
  return present(domain_of(row_of(s, row).event.uid),
                 event_place(s, row_of(s, row), "UID"));
}

FactValue uid_holds_recipient(const Subject& s, std::size_t row) {
  const EventRow& event = row_of(s, row);
  if (event.event.uid.empty() || s.recipients.empty()) return unknown();
  return boolean(holds_recipient(s, event.event.uid, true),
                 event_place(s, event, "UID"));
}

FactValue start(const Subject& s, std::size_t row) {
  const EventRow& event = row_of(s, row);
  if (!event.event.start) return unknown();
  return words(event.event.start->text(), event_place(s, event, "DTSTART"));
}

using Time = std::optional<CalendarTime> Event::*;
FactValue offset(const Subject& s, std::size_t row, Time time,
                 std::string_view name, double unit) {
  const EventRow& event = row_of(s, row);
  if (!(event.event.*time) || !s.now) return unknown();
  return number(
      static_cast<double>((event.event.*time)->instant - *s.now) / unit,
      event_place(s, event, name));
}

FactValue duration_hours(const Subject& s, std::size_t row) {
  const EventRow& event = row_of(s, row);
  if (!event.event.duration) return unknown();
  const bool end = event.event.component->property("DTEND") != nullptr;
  return number(static_cast<double>(*event.event.duration) / 3'600,
                event_place(s, event, end ? "DTEND" : "DURATION"));
}

FactValue zone_unknown(const Subject& s, std::size_t row) {
  const EventRow& event = row_of(s, row);
  if (!event.event.start) return unknown();
  return boolean(event.event.start->zone == CalendarTime::Zone::Unknown,
                 event_place(s, event, "DTSTART"));
}

FactValue start_seconds(const Subject& s, std::size_t row) {
  const auto& start = row_of(s, row).event.start;
  if (!start || start->date_only) return unknown();
  return number(start->second_of_day % 60,
                event_place(s, row_of(s, row), "DTSTART"));
}

const ReadText& text_row(const Subject& s, std::size_t row) {
  static const ReadText kNone;
  return row < s.texts.event.size() ? s.texts.event[row] : kNone;
}

FactValue event_text(const Subject& s, std::size_t row) {
  const ReadText& text = text_row(s, row);
  return present(text.plain, text.place);
}

template <typename Extract>
FactValue extracted(const Subject& s, std::size_t row, Extract extract) {
  const ReadText& text = text_row(s, row);
  if (text.plain.empty()) return unknown();
  return list(extract(text.plain), {text.place});
}

template <std::size_t ReadText::*member>
FactValue text_number(const Subject& s, std::size_t row) {
  const ReadText& text = text_row(s, row);
  return number(text.*member, text.place);
}

FactValue text_html(const Subject& s, std::size_t row) {
  const EventRow& event = row_of(s, row);
  for (std::string_view name : {"DESCRIPTION", "SUMMARY"}) {
    const Property* property = event.event.component->property(name);
    if (property != nullptr && looks_like_html(property->value))
      return boolean(true, event_place(s, event, name));
  }
  return boolean(false);
}

FactValue html_active(const Subject& s, std::size_t row) {
  bool any = false;
  for (const HtmlRow& text : s.htmls) {
    if (text.event != static_cast<int>(row)) continue;
    any = true;
    const bool embeds = std::any_of(
        text.html.links.begin(), text.html.links.end(), [](const HtmlLink& l) {
          return l.element == "iframe" || l.element == "object" ||
                 l.element == "embed" || l.element == "script";
        });
    if (text.html.scripts + text.html.event_handlers + text.html.forms > 0 ||
        embeds)
      return boolean(true, event_place(s, row_of(s, row), text.property));
  }
  return any ? boolean(false) : unknown();
}

std::vector<std::string> distinct_words(std::string_view folded) {
  const std::string text = squeezed(folded);  // outlives the views into it
  std::vector<std::string> words;
  for (std::string_view word : split(text, ' '))
    if (word.size() > 3) words.emplace_back(word);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// The share of the shorter text's words that the longer one has too; below a
// third they are different texts. Short texts prove nothing.
FactValue alt_desc_differs(const Subject& s, std::size_t row) {
  const EventRow& event = row_of(s, row);
  for (const HtmlRow& html : s.htmls) {
    if (html.event != static_cast<int>(row) || html.property != "X-ALT-DESC")
      continue;
    const auto rich = distinct_words(fold(html.html.visible).text);
    const auto plain = distinct_words(fold(event.event.description).text);
    const std::size_t fewer = std::min(rich.size(), plain.size());
    if (fewer < 8) return unknown();
    std::vector<std::string> common;
    std::set_intersection(rich.begin(), rich.end(), plain.begin(), plain.end(),
                          std::back_inserter(common));
    return boolean(common.size() * 3 < fewer,
                   event_place(s, event, "X-ALT-DESC"));
  }
  return unknown();
}

// Where the HTML of the event hides it; one text of all.
FactValue hidden_text(const Subject& s, std::size_t row) {
  std::string hidden;
  Place place;
  for (const HtmlRow& html : s.htmls) {
    if (html.event != static_cast<int>(row) || html.html.hidden.empty())
      continue;
    if (hidden.empty()) place = event_place(s, row_of(s, row), html.property);
    hidden += truncated(html.html.hidden, s.limits->matched_text_bytes);
    hidden += '\n';
    if (hidden.size() >= s.limits->matched_text_bytes) break;
  }
  return present(folded(hidden), std::move(place));
}

FactValue inline_pictures(const Subject& s, std::size_t row) {
  constexpr std::string_view kMark = "data:image/";
  std::size_t count = 0;
  for (const Property& property : row_of(s, row).event.component->properties) {
    if (!holds_html(property)) continue;
    const std::string& text = property.value;
    for (std::size_t at = find_ignoring_case(text, kMark); at != text.npos;
         at = find_ignoring_case(text, kMark, at + kMark.size()))
      ++count;
  }
  return number(count, event_place(s, row_of(s, row), "X-ALT-DESC"));
}

FactValue link_count(const Subject& s, std::size_t row) {
  return number(std::count_if(
      s.links.begin(), s.links.end(),
      [&](const Link& link) { return link.event == static_cast<int>(row); }));
}

constexpr auto
    kFacts =
        std::
            to_array<Fact>(
                {
                    {"event.kind", FactType::Text, Scope::Event,
                     "VEVENT, VTODO, VJOURNAL or VFREEBUSY",
                     [](const Subject& s, std::size_t row) {
                       return words(row_of(s, row).event.kind,
                                    event_place(s, row_of(s, row), "BEGIN"));
                     }},
                    {"event.method", FactType::Text, Scope::Event,
                     "METHOD of its VCALENDAR",
                     [](const Subject& s, std::size_t row) {
                       return present(row_of(s, row).method,
                                      event_place(s, row_of(s, row), "BEGIN"));
                     }},
                    {"event.uid", FactType::Text, Scope::Event, "UID",
                     [](const Subject& s, std::size_t row) {
                       return text_of<&Event::uid>(s, row, "UID");
                     }},
                    {"event.uid.domain", FactType::Text, Scope::Event,
                     "what follows the @ of the UID", uid_domain},
                    {"event.uid.holds_recipient", FactType::Boolean,
                     Scope::Event,
                     "UID holds a recipient's address, plain, encoded or "
                     "hashed",
                     uid_holds_recipient},
                    {"event.has_uid", FactType::Boolean, Scope::Event,
                     "UID is there",
                     [](const Subject& s, std::size_t row) {
                       return boolean(!row_of(s, row).event.uid.empty(),
                                      event_place(s, row_of(s, row), "UID"));
                     }},
                    {"event.summary", FactType::Text, Scope::Event, "SUMMARY",
                     [](const Subject& s, std::size_t row) {
                       return text_of<&Event::summary>(s, row, "SUMMARY");
                     }},
                    {"event.summary.folded", FactType::Text, Scope::Event,
                     "SUMMARY, folded",
                     [](const Subject& s, std::size_t row) {
                       return present(
                           folded(row_of(s, row).event.summary),
                           event_place(s, row_of(s, row), "SUMMARY"));
                     }},
                    {"event.description", FactType::Text, Scope::Event,
                     "DESCRIPTION",
                     [](const Subject& s, std::size_t row) {
                       return text_of<&Event::description>(s, row,
                                                           "DESCRIPTION");
                     }},
                    {"event.location", FactType::Text, Scope::Event, "LOCATION",
                     [](const Subject& s, std::size_t row) {
                       return text_of<&Event::location>(s, row, "LOCATION");
                     }},
                    {"event.status", FactType::Text, Scope::Event,
                     "STATUS, upper case",
                     [](const Subject& s, std::size_t row) {
                       return text_of<&Event::status>(s, row, "STATUS");
                     }},
                    {"event.transp", FactType::Text, Scope::Event,
                     "TRANSP, upper case",
                     [](const Subject& s, std::size_t row) {
                       return text_of<&Event::transp>(s, row, "TRANSP");
                     }},
                    {"event.class", FactType::Text, Scope::Event,
                     "CLASS, upper case",
                     [](const Subject& s, std::size_t row) {
                       return text_of<&Event::classification>(s, row, "CLASS");
                     }},
                    {"event.sequence", FactType::Number, Scope::Event,
                     "SEQUENCE, 0 where there is none (RFC 5545 3.8.7.4)",
                     [](const Subject& s, std::size_t row) {
                       const EventRow& event = row_of(s, row);
                       return number(event.event.sequence.value_or(0),
                                     event_place(s, event, "SEQUENCE"));
                     }},
                    {"event.is_override", FactType::Boolean, Scope::Event,
                     "RECURRENCE-ID is there: one instance of a series",
                     [](const Subject& s, std::size_t row) {
                       return boolean(
                           !row_of(s, row).event.recurrence_id.empty(),
                           event_place(s, row_of(s, row), "RECURRENCE-ID"));
                     }},
                    {"event.start", FactType::Text, Scope::Event,
                     "DTSTART as date, local time with zone, or UTC", start},
                    {"event.start.seconds", FactType::Number, Scope::Event,
                     "seconds of DTSTART past the full minute", start_seconds},
                    {"event.start.offset_days", FactType::Number, Scope::Event,
                     "days from the message's time to DTSTART; negative in the "
                     "past",
                     [](const Subject& s, std::size_t row) {
                       return offset(s, row, &Event::start, "DTSTART", kDay);
                     }},
                    {"event.start.offset_minutes", FactType::Number,
                     Scope::Event, "minutes from the message's time to DTSTART",
                     [](const Subject& s, std::size_t row) {
                       return offset(s, row, &Event::start, "DTSTART", 60);
                     }},
                    {"event.dtstamp.offset_days", FactType::Number,
                     Scope::Event, "days from the message's time to DTSTAMP",
                     [](const Subject& s, std::size_t row) {
                       return offset(s, row, &Event::dtstamp, "DTSTAMP", kDay);
                     }},
                    {"event.duration_hours", FactType::Number, Scope::Event,
                     "hours from DTSTART to DTEND, or DURATION",
                     duration_hours},
                    {"event.all_day", FactType::Boolean, Scope::Event,
                     "DTSTART is a date without a time",
                     [](const Subject& s, std::size_t row) {
                       const EventRow& event = row_of(s, row);
                       if (!event.event.start) return unknown();
                       return boolean(event.event.start->date_only,
                                      event_place(s, event, "DTSTART"));
                     }},
                    {"event.zone_unknown", FactType::Boolean, Scope::Event,
                     "DTSTART names a time zone that neither the object nor "
                     "the world knows",
                     zone_unknown},
                    {"event.text", FactType::Text, Scope::Event,
                     "what a person reads of the event, folded", event_text},
                    {"event.text.length", FactType::Number, Scope::Event,
                     "characters a person reads of the event",
                     text_number<&ReadText::length>},
                    {"event.text.phones", FactType::List, Scope::Event,
                     "telephone numbers in the event, as digits",
                     [](const Subject& s, std::size_t row) {
                       return extracted(s, row, phone_numbers);
                     }},
                    {"event.text.amounts", FactType::List, Scope::Event,
                     "amounts of money in the event",
                     [](const Subject& s, std::size_t row) {
                       return extracted(s, row, money_amounts);
                     }},
                    {"event.text.invisible", FactType::Number, Scope::Event,
                     "invisible characters in the event's text",
                     text_number<&ReadText::invisible>},
                    {"event.text.bidi", FactType::Number, Scope::Event,
                     "direction overrides in the event's text",
                     text_number<&ReadText::bidi>},
                    {"event.text.disguised", FactType::Number, Scope::Event,
                     "words in the event's text that are Latin but for letters "
                     "of another script that look the same",
                     text_number<&ReadText::disguised>},
                    {"event.text.html", FactType::Boolean, Scope::Event,
                     "DESCRIPTION or SUMMARY holds HTML", text_html},
                    {"event.html.active", FactType::Boolean, Scope::Event,
                     "HTML of the event holds script, event handlers, forms or "
                     "embeds",
                     html_active},
                    {"event.html.hidden", FactType::Text, Scope::Event,
                     "text in the event's HTML that a person does not see, "
                     "folded",
                     hidden_text},
                    {"event.html.pictures", FactType::Number, Scope::Event,
                     "pictures that stand in the event's HTML as data: URIs",
                     inline_pictures},
                    {"event.alt_desc.differs", FactType::Boolean, Scope::Event,
                     "X-ALT-DESC shares less than a third of its words with "
                     "DESCRIPTION",
                     alt_desc_differs},
                    {"event.links", FactType::Number, Scope::Event,
                     "links in the event", link_count},
                    {"event.attachments", FactType::Number, Scope::Event,
                     "ATTACH properties",
                     [](const Subject& s, std::size_t row) {
                       return number(
                           row_of(s, row).event.component->all("ATTACH").size(),
                           event_place(s, row_of(s, row), "ATTACH"));
                     }},
                    {"event.attachment.binary", FactType::Number, Scope::Event,
                     "attachments and images whose bytes stand in the event",
                     attachment_binary},
                    {"event.attachment.types", FactType::List, Scope::Event,
                     "what those bytes are: pdf, html, svg, zip, exe, png, ...",
                     attachment_types},
                    {"event.attachment.names", FactType::List, Scope::Event,
                     "file names of the event's attachments", attachment_names},
                    {"event.attachment.active", FactType::Boolean, Scope::Event,
                     "SVG or HTML inside the event's attachments holds script, "
                     "event handlers, forms or embeds",
                     attachment_active},
                });

}  // namespace

std::span<const Fact> event_facts() {
  return kFacts;
}

}  // namespace calspam
