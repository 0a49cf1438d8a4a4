// SPDX-License-Identifier: MIT
#include "detect/fake_facts.hh"

namespace calspam::test {
namespace {

int observations_of_host = 0;

FactValue text(std::string value, std::vector<Place> places = {}) {
  if (value.empty()) return {};
  return {std::move(value), std::move(places)};
}

template <typename T>
FactValue optional_number(const std::optional<T>& value) {
  if (!value) return {};
  return {static_cast<double>(*value), {}};
}

const Participant& attendee_at(const Subject& s, std::size_t row) {
  const AttendeeRow& at = s.attendees[row];
  return s.events[static_cast<std::size_t>(at.event)]
      .event.attendees[static_cast<std::size_t>(at.index)];
}

FactValue names(const Subject& s, std::size_t) {
  FactValue value{s.dkim_domains, {}};
  for (std::size_t i = 0; i < s.dkim_domains.size(); ++i)
    value.places.push_back({0, "DKIM-Signature:", {10 * i, 10 * i + 5}});
  return value;
}

FactValue others(const Subject& s, std::size_t) {
  if (!s.second_opinion.asked) return {};
  return {s.second_opinion.differences, {}};
}

FactValue host(const Subject& s, std::size_t row) {
  ++observations_of_host;
  return text(s.links[row].url.host, {s.links[row].place});
}

const Fact kFacts[] = {
    {"message.kind", FactType::Text, Scope::Message, "",
     [](const Subject& s, std::size_t) { return text(s.service); }},
    {"message.never", FactType::Text, Scope::Message, "",
     [](const Subject&, std::size_t) { return FactValue(); }},
    {"message.names", FactType::List, Scope::Message, "", names},
    {"message.others", FactType::List, Scope::Message, "", others},
    {"message.flag", FactType::Boolean, Scope::Message, "",
     [](const Subject& s, std::size_t) {
       return FactValue{s.service_dedicated, {}};
     }},
    {"message.hops", FactType::Number, Scope::Message, "",
     [](const Subject& s, std::size_t) {
       return FactValue{static_cast<double>(s.hops.size()), {}};
     }},
    {"event.uid", FactType::Text, Scope::Event, "",
     [](const Subject& s, std::size_t row) {
       return text(s.events[row].event.uid);
     }},
    {"event.sequence", FactType::Number, Scope::Event, "",
     [](const Subject& s, std::size_t row) {
       return optional_number(s.events[row].event.sequence);
     }},
    {"event.endless", FactType::Boolean, Scope::Event, "",
     [](const Subject& s, std::size_t row) {
       return FactValue{s.events[row].event.recurrence.endless, {}};
     }},
    {"part.path", FactType::Text, Scope::Part, "",
     [](const Subject& s, std::size_t row) {
       return text(s.message.parts[row].path);
     }},
    {"attendee.role", FactType::Text, Scope::Attendee, "",
     [](const Subject& s, std::size_t row) {
       return text(attendee_at(s, row).role);
     }},
    {"attendee.size", FactType::Number, Scope::Attendee, "",
     [](const Subject& s, std::size_t row) {
       const std::size_t size = attendee_at(s, row).role.size();
       return FactValue{static_cast<double>(size), {}};
     }},
    {"alarm.repeat", FactType::Number, Scope::Alarm, "",
     [](const Subject& s, std::size_t row) {
       const AlarmRow& at = s.alarms[row];
       const Event& event = s.events[static_cast<std::size_t>(at.event)].event;
       const Alarm& alarm = event.alarms[static_cast<std::size_t>(at.index)];
       return FactValue{static_cast<double>(alarm.repeat), {}};
     }},
    {"link.host", FactType::Text, Scope::Link, "", host},
    {"link.port", FactType::Number, Scope::Link, "",
     [](const Subject& s, std::size_t row) {
       return optional_number(s.links[row].url.port);
     }},
    {"link.hidden", FactType::Boolean, Scope::Link, "",
     [](const Subject& s, std::size_t row) {
       return FactValue{s.links[row].hidden, {s.links[row].place}};
     }},
    {"link.wrappers", FactType::List, Scope::Link, "",
     [](const Subject& s, std::size_t row) {
       return FactValue{s.links[row].wrappers, {}};
     }},
};

}  // namespace

std::span<const Fact> fake_facts() {
  return kFacts;
}

int host_observations() {
  return std::exchange(observations_of_host, 0);
}

SubjectMaker::SubjectMaker() {
  subject.raw = &raw;
  subject.limits = &limits;
}

SubjectMaker& SubjectMaker::kind(std::string kind) {
  subject.service = std::move(kind);
  return *this;
}

SubjectMaker& SubjectMaker::names(std::vector<std::string> names) {
  subject.dkim_domains = std::move(names);
  return *this;
}

SubjectMaker& SubjectMaker::others(std::vector<std::string> others) {
  subject.second_opinion.asked = true;
  subject.second_opinion.differences = std::move(others);
  return *this;
}

SubjectMaker& SubjectMaker::event(std::string uid,
                                  std::optional<int> sequence) {
  EventRow row;
  row.event.uid = std::move(uid);
  if (sequence) row.event.sequence = *sequence;
  subject.events.push_back(std::move(row));
  return *this;
}

SubjectMaker& SubjectMaker::attendee(std::string role) {
  auto& attendees = subject.events.back().event.attendees;
  Participant participant;
  participant.role = std::move(role);
  attendees.push_back(std::move(participant));
  subject.attendees.push_back(
      {last_event(), static_cast<int>(attendees.size()) - 1});
  return *this;
}

SubjectMaker& SubjectMaker::link(std::string host, std::optional<int> port,
                                 Place place) {
  Link link;
  link.url.host = std::move(host);
  if (port) link.url.port = static_cast<std::uint16_t>(*port);
  link.place = std::move(place);
  link.event = last_event();
  subject.links.push_back(std::move(link));
  return *this;
}

SubjectMaker& SubjectMaker::alarm(int repeat) {
  auto& alarms = subject.events.back().event.alarms;
  Alarm alarm;
  alarm.repeat = repeat;
  alarms.push_back(alarm);
  subject.alarms.push_back({last_event(), static_cast<int>(alarms.size()) - 1});
  return *this;
}

int SubjectMaker::last_event() const {
  return static_cast<int>(subject.events.size()) - 1;
}

}  // namespace calspam::test
