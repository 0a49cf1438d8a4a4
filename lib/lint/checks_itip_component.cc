// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "evidence/producer.hh"
#include "ical/component_names.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_itip.hh"
#include "lint/itip_table.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// Attendees that one finding mends.
constexpr std::size_t kMostEdited = 100;

// A VEVENT, VTODO, VJOURNAL or VFREEBUSY of a message.
struct Item {
  const LintedCalendar& calendar;
  const LintedCalendar::Object& object;
  const Component& component;
  const PropertyIndex& properties;
  CalendarLog& log;

  bool is_meeting() const {
    return component.name == "VEVENT" || component.name == "VTODO";
  }
};

std::int64_t sequence(const PropertyIndex& properties) {
  return parse_integer(properties.value("SEQUENCE")).value_or(0);
}

void check_sequence(const Item& item) {
  const Property* number = item.properties.first("SEQUENCE");
  const std::string& method = item.object.method;
  if (item.component.name == "VFREEBUSY") return;
  if (method == "ADD" && sequence(item.properties) < 1) {
    if (number == nullptr)
      item.log.at_component("5546-06", item.component,
                            "the ADD has no SEQUENCE");
    else
      item.log.at_value(
          "5546-06", *number,
          fmt::format("SEQUENCE of the ADD is {}", quoted(number->value)));
  }
  if (method == "CANCEL" && number == nullptr)
    item.log.at_component("5546-07", item.component,
                          "the CANCEL has no SEQUENCE");
  if (method == "COUNTER" && number == nullptr &&
      item.component.name == "VEVENT")
    item.log.at_component("5546-25", item.component,
                          "the COUNTER has no SEQUENCE");
}

void check_status(const Item& item) {
  const Property* status = item.properties.first("STATUS");
  if (status == nullptr) return;
  const bool cancelled =
      same_ignoring_case(trimmed(status->value), "CANCELLED");
  if (item.object.method == "CANCEL" && !cancelled)
    item.log
        .at_value("5546-08", *status,
                  fmt::format("STATUS {} in a CANCEL", quoted(status->value)))
        .edits = item.log.edits()
                     .set_value(item.log.part(), *status, "CANCELLED")
                     .take();
  if (item.object.method == "REQUEST" && cancelled)
    item.log.at_value("5546-10", *status, "STATUS:CANCELLED in a REQUEST");
}

bool is_delegation(const Property& attendee) {
  return attendee.parameter("DELEGATED-TO") != nullptr ||
         attendee.parameter("DELEGATED-FROM") != nullptr ||
         same_ignoring_case(attendee.parameter_value("PARTSTAT"), "DELEGATED");
}

void check_answer(const Item& item) {
  if (item.object.method != "REPLY" || !item.is_meeting()) return;
  const auto attendees = item.properties.all("ATTENDEE");
  bool delegation = false;
  std::set<std::string> delegates;
  for (const auto& [name, attendee] : attendees) {
    delegation |= is_delegation(*attendee);
    if (const PropertyParameter* to = attendee->parameter("DELEGATED-TO"))
      for (const std::string& address : to->values)
        delegates.insert(address_key(address));
  }
  for (const auto& [name, attendee] : attendees) {
    // Who was delegated to has not answered yet.
    if (attendee->parameter("DELEGATED-FROM") != nullptr ||
        delegates.contains(address_key(attendee->value)))
      continue;
    const PropertyParameter* state = attendee->parameter("PARTSTAT");
    if (state == nullptr)
      item.log.at("5546-11", *attendee, "the answer has no PARTSTAT");
    else if (same_ignoring_case(state->value(), "NEEDS-ACTION"))
      item.log.at_parameter("5546-11", *attendee, *state,
                            "the answer is PARTSTAT=NEEDS-ACTION");
  }
  if (attendees.size() > 1 && !delegation)
    item.log
        .at("5546-12", *attendees[1].second,
            fmt::format("one REPLY of {}",
                        counted(attendees.size(), "attendee")))
        .key = fmt::format("REPLY/{}/ATTENDEE", item.component.name);
}

void check_instance(const Item& item) {
  const Property* instance = item.properties.first("RECURRENCE-ID");
  if (instance == nullptr) return;
  if (const PropertyParameter* range = instance->parameter("RANGE");
      range != nullptr && !same_ignoring_case(range->value(), "THISANDFUTURE"))
    item.log.at_parameter("5546-16", *instance, *range,
                          fmt::format("RANGE is {}", quoted(range->value())));
  if (item.object.method == "CANCEL" && item.properties.has("RRULE"))
    item.log.at("5546-17", *instance,
                "the CANCEL names an instance and repeats the rule");
}

bool is_invited(const Property& attendee, const std::string& organizer) {
  return address_key(attendee.value) != organizer;
}

void check_first_request(const Item& item) {
  if (item.object.method != "REQUEST" || !item.is_meeting() ||
      sequence(item.properties) > 0)
    return;
  const auto attendees = item.properties.all("ATTENDEE");
  if (std::ranges::any_of(
          attendees, [](const auto& a) { return is_delegation(*a.second); }))
    return;
  const std::string organizer = address_key(item.properties.value("ORGANIZER"));
  for (const auto& [name, attendee] : attendees) {
    const PropertyParameter* state = attendee->parameter("PARTSTAT");
    if (state == nullptr || !is_invited(*attendee, organizer) ||
        !is_one_of(state->value(), "ACCEPTED|DECLINED|TENTATIVE"))
      continue;
    LintFinding& finding = item.log.at_parameter(
        "5546-18", *attendee, *state,
        fmt::format("a first REQUEST has PARTSTAT={}", state->value()));
    finding.edits = item.log.edits()
                        .set_parameter(item.log.part(), *attendee, "PARTSTAT",
                                       "NEEDS-ACTION")
                        .take();
    // Google sends the present answers along whenever somebody is added.
    const PropertyIndex& root = item.calendar.properties(item.object.root);
    if (producer_family(root.value("PRODID")) == "google")
      finding.level = LintLevel::Note;
    return;
  }
}

void check_answer_asked(const Item& item) {
  if (item.object.method != "REQUEST" || !item.is_meeting()) return;
  const std::string organizer = address_key(item.properties.value("ORGANIZER"));
  std::vector<const Property*> invited;
  for (const auto& [name, attendee] : item.properties.all("ATTENDEE")) {
    // What is neither TRUE nor FALSE was meant as an invitation to answer, and
    // is 5545-070.
    const std::string asked = attendee->parameter_value("RSVP");
    if (!asked.empty() && !same_ignoring_case(asked, "FALSE")) return;
    if (is_invited(*attendee, organizer)) invited.push_back(attendee);
  }
  if (invited.empty()) return;
  LintFinding& finding = item.log.at("5546-19", *invited.front(),
                                     "no ATTENDEE is asked to answer");
  if (invited.size() > kMostEdited) return;
  Edits edits = item.log.edits();
  for (const Property* attendee : invited)
    edits.set_parameter(item.log.part(), *attendee, "RSVP", "TRUE");
  finding.edits = edits.take();
}

// statcode ";" statdesc, the code two or three numbers with dots.
bool is_request_status(std::string_view value) {
  const std::size_t semicolon = value.find(';');
  if (semicolon == value.npos) return false;
  std::string_view rest = value.substr(semicolon + 1);
  rest = rest.substr(0, rest.find(';'));
  const auto numbers = split(trimmed(value.substr(0, semicolon)), '.');
  return !trimmed(rest).empty() &&
         (numbers.size() == 2 || numbers.size() == 3) &&
         std::ranges::all_of(numbers, [](std::string_view n) {
           return !n.empty() && std::ranges::all_of(n, is_ascii_digit);
         });
}

void check_request_status(const Item& item) {
  for (const auto& [name, status] : item.properties.all("REQUEST-STATUS"))
    if (!is_request_status(status->value))
      item.log.at_value("5546-22", *status,
                        fmt::format("REQUEST-STATUS {} is no code;text",
                                    quoted(status->value)));
}

}  // namespace

void check_itip_component(const LintedCalendar& calendar, CalendarLog& log) {
  for (const LintedCalendar::Object& object : calendar.objects()) {
    if (itip_method(object.method) < 0) continue;
    for (int child : object.children) {
      if (!is_schedulable(calendar.component(child).name)) continue;
      const Item item{calendar, object, calendar.component(child),
                      calendar.properties(child), log};
      check_sequence(item);
      check_status(item);
      check_answer(item);
      check_instance(item);
      check_first_request(item);
      check_answer_asked(item);
      check_request_status(item);
    }
  }
}

}  // namespace calspam
