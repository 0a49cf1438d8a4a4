// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "lint/calendar_values.hh"
#include "lint/checks_itip.hh"
#include "util/text.hh"

namespace calspam {

namespace {

using Attendees = std::map<std::string, const Property*>;

// RFC 5545 3.8.4.1: ROLE and RSVP of who delegates pass on to the delegate.
void check_terms(const Property& delegator, const Property& delegate,
                 CalendarLog& log) {
  for (std::string_view name : {"ROLE", "RSVP"}) {
    const std::string terms = delegator.parameter_value(name);
    if (terms.empty() ||
        same_ignoring_case(terms, delegate.parameter_value(name)))
      continue;
    log.at("5546-15", delegate,
           fmt::format("the delegate's {} is not {}", name, quoted(terms)))
        .edits =
        log.edits().set_parameter(log.part(), delegate, name, terms).take();
  }
}

void check_delegate(const Property& delegator, const std::string& address,
                    const Attendees& attendees, CalendarLog& log) {
  const auto found = attendees.find(address_key(address));
  if (found == attendees.end()) {
    log.at("5546-13", delegator,
           fmt::format("{} is delegated to but no ATTENDEE", quoted(address)));
    return;
  }
  const Property& delegate = *found->second;
  if (delegate.parameter("DELEGATED-FROM") == nullptr) {
    LintFinding& finding =
        log.at("5546-14", delegate,
               fmt::format("{} is a delegate without DELEGATED-FROM",
                           quoted(delegate.value)));
    finding.edits = log.edits()
                        .set_parameter(log.part(), delegate, "DELEGATED-FROM",
                                       trimmed(delegator.value))
                        .take();
  }
  check_terms(delegator, delegate, log);
}

void check_attendees(const PropertyIndex& properties, CalendarLog& log) {
  Attendees attendees;
  for (const auto& [name, attendee] : properties.all("ATTENDEE"))
    attendees.emplace(address_key(attendee->value), attendee);
  for (const auto& [name, attendee] : properties.all("ATTENDEE")) {
    const PropertyParameter* to = attendee->parameter("DELEGATED-TO");
    const PropertyParameter* state = attendee->parameter("PARTSTAT");
    if (to == nullptr) {
      if (state != nullptr && same_ignoring_case(state->value(), "DELEGATED"))
        log.at_parameter("5546-13", *attendee, *state,
                         "PARTSTAT=DELEGATED without DELEGATED-TO");
      continue;
    }
    for (const std::string& address : to->values)
      check_delegate(*attendee, address, attendees, log);
  }
}

}  // namespace

void check_itip_delegation(const LintedCalendar& calendar, CalendarLog& log) {
  for (const LintedCalendar::Object& object : calendar.objects()) {
    if (object.method != "REQUEST" && object.method != "REPLY") continue;
    for (int child : object.children)
      check_attendees(calendar.properties(child), log);
  }
}

}  // namespace calspam
