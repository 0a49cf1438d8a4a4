// SPDX-License-Identifier: MIT
#include <functional>
#include <unordered_map>

#include "evidence/anomalies.hh"
#include "evidence/observe.hh"
#include "ical/anomalies.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// Equal for calendars with the same content lines, whatever their line ends,
// folds and encodings.
std::size_t content_hash(const Calendar& calendar) {
  std::size_t hash = 0;
  const auto mix = [&](std::string_view text) {
    hash = hash * 1'099'511'628'211u ^ std::hash<std::string_view>{}(text);
  };
  for (const Component& component : calendar.components) {
    mix(component.name);
    for (const Property& property : component.properties) {
      mix(property.name);
      mix(property.value);
      for (const PropertyParameter& parameter : property.parameters) {
        mix(parameter.name);
        for (const std::string& value : parameter.values) mix(value);
      }
    }
  }
  return hash;
}

bool same_content(const Calendar& a, const Calendar& b) {
  if (a.components.size() != b.components.size()) return false;
  for (std::size_t i = 0; i < a.components.size(); ++i) {
    const Component& x = a.components[i];
    const Component& y = b.components[i];
    if (x.name != y.name || x.parent != y.parent ||
        x.properties.size() != y.properties.size())
      return false;
    for (std::size_t j = 0; j < x.properties.size(); ++j)
      if (x.properties[j].name != y.properties[j].name ||
          x.properties[j].value != y.properties[j].value)
        return false;
  }
  return true;
}

// Finds the first calendar with the same content. Each is hashed once: a mail
// may have ten thousand of them.
class Twins {
 public:
  explicit Twins(std::vector<CalendarPart>& calendars)
      : calendars_(calendars) {}

  void find(std::size_t index) {
    CalendarPart& late = calendars_[index];
    if (late.calendar.empty()) return;
    const std::size_t hash = content_hash(late.calendar);
    const auto [from, to] = known_.equal_range(hash);
    for (auto known = from; known != to; ++known)
      if (same_content(calendars_[known->second].calendar, late.calendar)) {
        late.twin_of = static_cast<int>(known->second);
        return;
      }
    known_.emplace(hash, index);
  }

 private:
  std::vector<CalendarPart>& calendars_;
  std::unordered_multimap<std::size_t, std::size_t> known_;
};

// Notes a bound of all events together, once.
void note_once(Subject& subject, const AnomalyKind& kind, const EventRow& row) {
  for (const Anomaly& noted : subject.anomalies)
    if (noted.kind == &kind) return;
  const CalendarPart& calendar =
      subject.calendars[static_cast<std::size_t>(row.calendar)];
  note_limit(subject, kind, "",
             {calendar.part, "", calendar.raw(row.event.component->span)});
}

void list_event(Subject& subject, EventRow row) {
  const int index = static_cast<int>(subject.events.size());
  const std::size_t most = 4 * subject.limits->attendees;
  const auto list = [&](auto& rows, std::size_t count) {
    for (std::size_t i = 0; i < count && rows.size() < most; ++i)
      rows.push_back({index, static_cast<int>(i)});
  };
  const std::size_t before = subject.attendees.size() + subject.alarms.size();
  const std::size_t wanted =
      row.event.attendees.size() + row.event.alarms.size();
  list(subject.attendees, row.event.attendees.size());
  list(subject.alarms, row.event.alarms.size());
  if (subject.attendees.size() + subject.alarms.size() < before + wanted)
    note_once(subject, anomaly::kPeopleCut, row);
  subject.events.push_back(std::move(row));
}

void take_anomalies(Subject& subject, const CalendarPart& part,
                    const Anomalies& anomalies) {
  for (Anomaly anomaly : anomalies) {
    anomaly.span = part.raw(anomaly.span);
    anomaly.part = part.part;
    if (anomaly.is_limit()) subject.complete = false;
    if (anomaly.is_limit() ||
        subject.anomalies.size() < 4 * subject.limits->anomalies)
      subject.anomalies.push_back(std::move(anomaly));
  }
}

void list_events(Subject& subject, std::size_t index) {
  const CalendarPart& part = subject.calendars[index];
  for (int root : part.calendar.roots()) {
    const Component& object =
        part.calendar.components[static_cast<std::size_t>(root)];
    const std::string method = ascii_upper(trimmed(object.text("METHOD")));
    Anomalies anomalies;
    for (Event& event :
         events_of(part.calendar, root, *subject.limits, anomalies)) {
      EventRow row{std::move(event), static_cast<int>(index), root, method};
      if (subject.events.size() < subject.limits->events)
        list_event(subject, std::move(row));
      else
        note_once(subject, anomaly::kIcalLimitEvents, row);
    }
    take_anomalies(subject, part, anomalies);
  }
}

}  // namespace

void observe_calendars(Subject& subject) {
  if (!subject.is_mail()) {
    subject.calendars.push_back(
        {-1, &subject.bare_text, &subject.bare_map, {}, -1});
  } else {
    for (int index : subject.message.carriers()) {
      const Part& part = subject.message.parts[static_cast<std::size_t>(index)];
      subject.calendars.push_back(
          {index, &part.content, &part.content_map, {}, -1});
    }
  }
  Twins twins(subject.calendars);
  for (std::size_t i = 0; i < subject.calendars.size(); ++i) {
    CalendarPart& part = subject.calendars[i];
    part.calendar = parse_calendar(*part.text, *subject.limits);
    twins.find(i);
    if (!trimmed(*part.text).empty())
      take_anomalies(subject, part, part.calendar.anomalies);
    if (!part.calendar.complete) subject.complete = false;
    // Every VEVENT's view points into the calendar, which must not move now.
  }
  for (std::size_t i = 0; i < subject.calendars.size(); ++i)
    if (subject.calendars[i].twin_of < 0) list_events(subject, i);
}

}  // namespace calspam
