// SPDX-License-Identifier: MIT
#include "report/compared.hh"

#include <algorithm>
#include <map>
#include <set>

#include "report/reported_calendar.hh"

namespace calspam {
namespace {

constexpr std::size_t kCalendars = 6;
constexpr std::size_t kDisagreements = 40;
constexpr std::size_t kValueBytes = 240;

std::string path_of(const Subject& subject, int part) {
  const auto index = static_cast<std::size_t>(part);
  return part >= 0 && index < subject.message.parts.size()
             ? subject.message.parts[index].path
             : "";
}

std::vector<int> distinct(const Subject& subject) {
  std::vector<int> found;
  for (std::size_t i = 0; i < subject.calendars.size(); ++i)
    if (subject.calendars[i].twin_of < 0 && found.size() < kCalendars)
      found.push_back(static_cast<int>(i));
  return found;
}

std::string time_text(const std::optional<CalendarTime>& time) {
  return time ? time->text() : "";
}

std::string person(const Participant& participant) {
  const std::string& address =
      participant.address.empty() ? participant.uri : participant.address;
  return participant.common_name.empty()
             ? address
             : participant.common_name + " <" + address + ">";
}

struct Field {
  std::string_view name;
  std::string (*value)(const Event& event);
};

constexpr Field kFields[] = {
    {"SUMMARY", [](const Event& e) { return e.summary; }},
    {"DTSTART", [](const Event& e) { return time_text(e.start); }},
    {"DTEND", [](const Event& e) { return time_text(e.end ? e.end : e.due); }},
    {"ORGANIZER",
     [](const Event& e) {
       return e.organizer ? person(*e.organizer) : std::string();
     }},
    {"LOCATION", [](const Event& e) { return e.location; }},
    {"DESCRIPTION", [](const Event& e) { return e.description; }},
    {"STATUS", [](const Event& e) { return e.status; }},
    {"RRULE", [](const Event& e) { return e.recurrence.rule; }},
    {"SEQUENCE",
     [](const Event& e) {
       return e.sequence ? std::to_string(*e.sequence) : std::string();
     }},
    {"attendees",
     [](const Event& e) { return std::to_string(e.attendee_count); }},
    {"alarms", [](const Event& e) { return std::to_string(e.alarms.size()); }},
};

bool all_same(const std::vector<std::string>& values) {
  return std::adjacent_find(values.begin(), values.end(),
                            std::not_equal_to<>()) == values.end();
}

class Comparison {
 public:
  explicit Comparison(const Subject& subject)
      : subject_(subject), calendars_(distinct(subject)) {}

  std::vector<Disagreement> result() {
    if (calendars_.size() < 2) return {};
    std::vector<std::string> methods;
    for (int index : calendars_)
      methods.push_back(subject_.calendars[static_cast<std::size_t>(index)]
                            .calendar.method());
    add("METHOD", "", std::move(methods));
    collect();
    for (const std::string& uid : order_) compare(uid);
    return std::move(found_);
  }

 private:
  using Row = std::vector<const Event*>;  // one for each of `calendars_`

  // By UID and RECURRENCE-ID; the first of several in one calendar counts.
  void collect() {
    for (const EventRow& row : subject_.events) {
      const auto column =
          std::find(calendars_.begin(), calendars_.end(), row.calendar);
      if (column == calendars_.end()) continue;
      std::string key = row.event.uid;
      if (!row.event.recurrence_id.empty())
        key += " " + row.event.recurrence_id;
      auto [at, fresh] = events_.try_emplace(key, Row(calendars_.size()));
      if (fresh) order_.push_back(key);
      const Event*& slot =
          at->second[static_cast<std::size_t>(column - calendars_.begin())];
      if (slot == nullptr) slot = &row.event;
    }
  }

  void compare(const std::string& uid) {
    const Row& row = events_[uid];
    const std::string of = events_.size() > 1 ? uid : "";
    std::vector<std::string> there;
    for (const Event* event : row)
      there.emplace_back(event == nullptr ? "absent" : "present");
    if (!all_same(there)) return add("event", uid, std::move(there));
    for (const Field& field : kFields) {
      std::vector<std::string> values;
      for (const Event* event : row) values.push_back(field.value(*event));
      add(field.name, of, std::move(values));
    }
  }

  void add(std::string_view what, const std::string& uid,
           std::vector<std::string> values) {
    if (all_same(values) || found_.size() == kDisagreements) return;
    for (std::string& value : values)
      value = value.empty() ? "(none)" : reported_text(value, kValueBytes);
    found_.push_back({std::string(what), reported_text(uid, kValueBytes),
                      std::move(values)});
  }

  const Subject& subject_;
  std::vector<int> calendars_;
  std::map<std::string, Row> events_;
  std::vector<std::string> order_;
  std::vector<Disagreement> found_;
};

}  // namespace

std::vector<std::string> PartComparison::compared() const {
  std::vector<std::string> parts;
  for (const ComparedCalendar& calendar : calendars)
    if (calendar.twin_of.empty() && parts.size() < kCalendars)
      parts.push_back(calendar.part);
  return parts;
}

std::shared_ptr<const PartComparison> compared_parts(const Subject& subject) {
  if (subject.calendars.size() < 2) return nullptr;
  auto comparison = std::make_shared<PartComparison>();
  for (const CalendarPart& calendar : subject.calendars) {
    ComparedCalendar one{path_of(subject, calendar.part), ""};
    const auto twin = static_cast<std::size_t>(calendar.twin_of);
    if (calendar.twin_of >= 0 && twin < subject.calendars.size())
      one.twin_of = path_of(subject, subject.calendars[twin].part);
    comparison->calendars.push_back(std::move(one));
  }
  comparison->disagreements = Comparison(subject).result();
  return comparison;
}

}  // namespace calspam
