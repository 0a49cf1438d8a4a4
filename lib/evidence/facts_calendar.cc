// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "evidence/agreement.hh"
#include "evidence/facts.hh"
#include "evidence/producer.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// Calls `visit(calendar, component)` for each VCALENDAR that is no twin.
template <typename Visit>
void each_object(const Subject& s, Visit visit) {
  for (const CalendarPart& part : s.calendars) {
    if (part.twin_of >= 0) continue;
    for (int root : part.calendar.roots())
      visit(part, part.calendar.components[static_cast<std::size_t>(root)]);
  }
}

bool has_object(const Subject& s) {
  return std::any_of(s.calendars.begin(), s.calendars.end(),
                     [](const CalendarPart& c) { return !c.calendar.empty(); });
}

// The first VCALENDAR's property.
FactValue object_text(const Subject& s, std::string_view name, bool upper) {
  for (const CalendarPart& part : s.calendars) {
    for (int root : part.calendar.roots()) {
      const Component& object =
          part.calendar.components[static_cast<std::size_t>(root)];
      const Property* property = object.property(name);
      if (property == nullptr) continue;
      const std::string text(trimmed(property->text()));
      return present(upper ? ascii_upper(text) : text,
                     property_place(part, property));
    }
  }
  return unknown();
}

FactValue methods(const Subject& s, std::size_t) {
  std::vector<std::string> values;
  std::vector<Place> places;
  each_object(s, [&](const CalendarPart& part, const Component& object) {
    const Property* property = object.property("METHOD");
    if (property == nullptr) return;
    std::string method = ascii_upper(trimmed(property->text()));
    if (std::find(values.begin(), values.end(), method) != values.end()) return;
    values.push_back(std::move(method));
    places.push_back(property_place(part, property));
  });
  if (values.empty()) return unknown();
  return list(std::move(values), std::move(places));
}

// RFC 6047 2.4: the method parameter must equal METHOD in the body.
FactValue mime_method(const Subject& s, std::size_t) {
  for (const CalendarPart& calendar : s.calendars) {
    if (calendar.part < 0) continue;
    const Part& part = s.message.parts[static_cast<std::size_t>(calendar.part)];
    if (const Parameter* method = part.type.parameter("method"))
      return present(ascii_upper(trimmed(method->value)),
                     {calendar.part, "Content-Type:", method->span});
  }
  return unknown();
}

FactValue method_differs(const Subject& s, std::size_t) {
  bool compared = false;
  for (const CalendarPart& calendar : s.calendars) {
    if (calendar.part < 0 || calendar.calendar.method().empty()) continue;
    const Part& part = s.message.parts[static_cast<std::size_t>(calendar.part)];
    const Parameter* method = part.type.parameter("method");
    if (method == nullptr) continue;
    compared = true;
    if (!same_ignoring_case(trimmed(method->value), calendar.calendar.method()))
      return boolean(true, {calendar.part, "Content-Type:", method->span});
  }
  return compared ? boolean(false) : unknown();
}

template <typename Count>
FactValue counted_objects(const Subject& s, Count count) {
  if (!has_object(s)) return unknown();
  std::size_t sum = 0;
  each_object(s, [&](const CalendarPart& part, const Component& object) {
    sum += count(part, object);
  });
  return number(sum);
}

FactValue invitations(const Subject& s, std::size_t) {
  if (!has_object(s)) return unknown();
  std::set<std::pair<std::string, std::string>> distinct;
  for (const EventRow& row : s.events)
    distinct.insert({row.event.uid, row.method});
  return number(distinct.size());
}

FactValue is_feed(const Subject& s, std::size_t) {
  if (!has_object(s)) return unknown();
  std::set<std::string> uids;
  bool scheduling = false;
  for (const EventRow& row : s.events) {
    uids.insert(row.event.uid);
    scheduling |= !row.method.empty() && row.method != "PUBLISH";
  }
  return boolean(!scheduling && uids.size() > 1);
}

FactValue anomaly_ids(const Subject& s, std::size_t) {
  if (!has_object(s)) return unknown();
  std::vector<std::string> values;
  std::vector<Place> places;
  for (const CalendarPart& part : s.calendars) {
    if (trimmed(*part.text).empty()) continue;
    for (const Anomaly& anomaly : part.calendar.anomalies) {
      std::string id(anomaly.kind->id);
      if (std::find(values.begin(), values.end(), id) != values.end()) continue;
      values.push_back(std::move(id));
      places.push_back({part.part, "", part.raw(anomaly.span)});
    }
  }
  return list(std::move(values), std::move(places));
}

FactValue ambiguous(const Subject& s, std::size_t) {
  if (!has_object(s)) return unknown();
  for (const CalendarPart& part : s.calendars)
    for (const Anomaly& anomaly : part.calendar.anomalies)
      if (anomaly.kind->weight == Weight::Ambiguous)
        return boolean(true, {part.part, "", part.raw(anomaly.span)});
  return boolean(false);
}

FactValue complete(const Subject& s, std::size_t) {
  if (!has_object(s)) return unknown();
  for (const CalendarPart& part : s.calendars)
    for (const Component& component : part.calendar.components)
      if (!component.closed)
        return boolean(false,
                       {part.part, component.name, part.raw(component.span)});
  return boolean(true);
}

bool is_hex_token(std::string_view value) {
  return value.size() >= 32 &&
         value.find_first_not_of("0123456789abcdefABCDEF") == value.npos;
}

// Distinct X- names of vendors nobody knows (attacks.md: padding).
template <typename Keep>
FactValue x_properties(const Subject& s, Keep keep) {
  if (!has_object(s)) return unknown();
  std::set<std::string> names;
  Place place;
  for (const CalendarPart& part : s.calendars) {
    if (part.twin_of >= 0) continue;
    for (const Component& component : part.calendar.components) {
      for (const Property& property : component.properties) {
        if (property.name.compare(0, 2, "X-") != 0 || !keep(property)) continue;
        if (names.empty()) place = property_place(part, &property);
        names.insert(property.name);
      }
    }
  }
  return number(names.size(), place);
}

FactValue bytes(const Subject& s, std::size_t) {
  if (!has_object(s)) return unknown();
  std::size_t sum = 0;
  for (const CalendarPart& part : s.calendars) sum += part.text->size();
  return number(sum);
}

constexpr auto kFacts = std::to_array<Fact>({
    {"calendar.method", FactType::Text, Scope::Message,
     "METHOD of the first VCALENDAR, upper case",
     [](const Subject& s, std::size_t) {
       return object_text(s, "METHOD", true);
     }},
    {"calendar.methods", FactType::List, Scope::Message,
     "METHOD of every VCALENDAR", methods},
    {"calendar.mime_method", FactType::Text, Scope::Message,
     "method parameter of the Content-Type, upper case", mime_method},
    {"calendar.method_differs", FactType::Boolean, Scope::Message,
     "the method parameter is not the METHOD of the body", method_differs},
    {"calendar.prodid", FactType::Text, Scope::Message,
     "PRODID of the first VCALENDAR",
     [](const Subject& s, std::size_t) {
       return object_text(s, "PRODID", false);
     }},
    {"calendar.prodid.family", FactType::Text, Scope::Message,
     "producer that PRODID claims: google, exchange, outlook, apple, zimbra, "
     "..., other, none",
     [](const Subject& s, std::size_t) {
       const FactValue prodid = object_text(s, "PRODID", false);
       if (!prodid.known()) return has_object(s) ? words("none") : unknown();
       return words(std::string(producer_family(prodid.text())),
                    prodid.places.front());
     }},
    {"calendar.producer_forged", FactType::Boolean, Scope::Message,
     "PRODID claims a producer whose other marks are missing or contradicted",
     producer_forged},
    {"calendar.objects", FactType::Number, Scope::Message,
     "VCALENDAR objects, copies in other parts not counted",
     [](const Subject& s, std::size_t) {
       return counted_objects(
           s, [](const CalendarPart&, const Component&) { return 1u; });
     }},
    {"calendar.invitations", FactType::Number, Scope::Message,
     "distinct pairs of UID and METHOD", invitations},
    {"calendar.events", FactType::Number, Scope::Message,
     "events, to-dos, journals and free/busy blocks",
     [](const Subject& s, std::size_t) {
       return has_object(s) ? number(s.events.size()) : unknown();
     }},
    {"calendar.bytes", FactType::Number, Scope::Message,
     "size of all calendar texts in UTF-8", bytes},
    {"calendar.anomalies", FactType::List, Scope::Message,
     "ids of what is odd in the calendars", anomaly_ids},
    {"calendar.ambiguous", FactType::Boolean, Scope::Message,
     "a calendar has more than one reading", ambiguous},
    {"calendar.complete", FactType::Boolean, Scope::Message,
     "every BEGIN has its END", complete},
    {"calendar.parts_disagree", FactType::List, Scope::Message,
     "what two calendar parts of the mail say differently: uid, method, start, "
     "organizer, summary, recurrence, links",
     parts_disagree},
    {"calendar.is_feed", FactType::Boolean, Scope::Message,
     "several UIDs without a scheduling METHOD", is_feed},
    {"calendar.scale", FactType::Text, Scope::Message, "CALSCALE, upper case",
     [](const Subject& s, std::size_t) {
       return object_text(s, "CALSCALE", true);
     }},
    {"calendar.x_names", FactType::Number, Scope::Message,
     "distinct names of X- properties",
     [](const Subject& s, std::size_t) {
       return x_properties(s, [](const Property&) { return true; });
     }},
    {"calendar.hex_properties", FactType::Number, Scope::Message,
     "distinct X- properties whose value is 32 or more hexadecimal digits",
     [](const Subject& s, std::size_t) {
       return x_properties(
           s, [](const Property& p) { return is_hex_token(p.value); });
     }},
});

}  // namespace

std::span<const Fact> calendar_facts() {
  return kFacts;
}

}  // namespace calspam
