// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "ical/component_names.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_itip.hh"
#include "lint/itip_table.hh"
#include "util/text.hh"

namespace calspam {

namespace {

using Object = LintedCalendar::Object;

bool has_identity(const Component& component) {
  return component.name == "VEVENT" || component.name == "VTODO" ||
         component.name == "VJOURNAL";
}

void check_method(const LintedCalendar& calendar, const Object& object,
                  int method, CalendarLog& log) {
  for (int child : object.children) {
    const Component& component = calendar.component(child);
    if (!is_schedulable(component.name) ||
        !itip_clause(component.name, method).empty())
      continue;
    log.at("5546-01", *calendar.properties(object.root).first("METHOD"),
           fmt::format("{} is no method for a {}", object.method,
                       component.name))
        .key = fmt::format("{}/{}", object.method, component.name);
    return;
  }
}

void check_kinds(const LintedCalendar& calendar, const Object& object,
                 CalendarLog& log) {
  std::string_view first;
  for (int child : object.children) {
    const Component& component = calendar.component(child);
    if (!is_schedulable(component.name)) continue;
    if (first.empty()) first = component.name;
    if (component.name == first) continue;
    log.at_component("5546-02", component,
                     fmt::format("a {} stands beside a {} in one message",
                                 component.name, first));
    return;
  }
}

void check_uids(const LintedCalendar& calendar, const Object& object,
                CalendarLog& log) {
  if (object.method == "PUBLISH") return;
  const Property* first = nullptr;
  for (int child : object.children) {
    if (!has_identity(calendar.component(child))) continue;
    const Property* uid = calendar.properties(child).first("UID");
    if (uid == nullptr) continue;
    if (first == nullptr) first = uid;
    if (trimmed(uid->value) == trimmed(first->value)) continue;
    log.at_value("5546-03", *uid,
                 fmt::format("UID {} stands beside UID {}", quoted(uid->value),
                             quoted(first->value)));
    return;
  }
}

// What tells two components apart: kind, UID and RECURRENCE-ID.
std::string identity(const Component& component,
                     const PropertyIndex& properties) {
  std::string key =
      fmt::format("{}\n{}", component.name, properties.value("UID"));
  const Property* instance = properties.first("RECURRENCE-ID");
  if (instance != nullptr)
    key += fmt::format("\n{}\n{}", trimmed(instance->value),
                       instance->parameter_value("TZID"));
  return key;
}

void check_instances(const LintedCalendar& calendar, const Object& object,
                     CalendarLog& log) {
  std::set<std::string> seen;
  for (int child : object.children) {
    const Component& component = calendar.component(child);
    const PropertyIndex& properties = calendar.properties(child);
    const Property* uid = properties.first("UID");
    if (!has_identity(component) || uid == nullptr) continue;
    if (seen.insert(identity(component, properties)).second) continue;
    log.at_value("5546-04", *uid,
                 fmt::format("a second {} of UID {}{}", component.name,
                             quoted(uid->value),
                             properties.has("RECURRENCE-ID")
                                 ? " with the same RECURRENCE-ID"
                                 : " without a RECURRENCE-ID"));
  }
}

void check_series(const LintedCalendar& calendar, const Object& object,
                  CalendarLog& log) {
  if (object.method != "REQUEST") return;
  std::set<std::string_view> series;
  for (int child : object.children)
    if (!calendar.properties(child).has("RECURRENCE-ID"))
      series.insert(calendar.properties(child).value("UID"));
  for (int child : object.children) {
    const PropertyIndex& properties = calendar.properties(child);
    const Property* instance = properties.first("RECURRENCE-ID");
    if (instance == nullptr || !has_identity(calendar.component(child)) ||
        series.contains(properties.value("UID")))
      continue;
    log.at("5546-05", *instance,
           fmt::format("instance {} comes without its series",
                       quoted(instance->value)));
    return;
  }
}

// The addresses a REQUEST invites, those of groups' members too.
struct Invited {
  std::set<std::string> mailboxes;
  const Property* first = nullptr;
  bool organizer_alone = true;
  bool group = false;
};

Invited invited(const LintedCalendar& calendar, const Object& object) {
  Invited out;
  for (int child : object.children) {
    const PropertyIndex& properties = calendar.properties(child);
    const std::string organizer = mailbox_key(properties.value("ORGANIZER"));
    for (const auto& [name, attendee] : properties.all("ATTENDEE")) {
      if (out.first == nullptr) out.first = attendee;
      const std::string key = mailbox_key(attendee->value);
      out.organizer_alone &= key == organizer;
      out.group |=
          same_ignoring_case(attendee->parameter_value("CUTYPE"), "GROUP");
      out.mailboxes.insert(key);
      if (const PropertyParameter* member = attendee->parameter("MEMBER"))
        for (const std::string& list : member->values)
          out.mailboxes.insert(mailbox_key(list));
    }
  }
  return out;
}

void check_invited(const LintedCalendar& calendar, const Object& object,
                   CalendarLog& log) {
  if (object.method != "REQUEST") return;
  const Invited list = invited(calendar, object);
  if (list.first == nullptr) return;
  if (list.organizer_alone && list.mailboxes.size() == 1)
    log.at("5546-21", *list.first, "the organizer invites nobody else");
  const auto& recipients = calendar.subject().recipients;
  if (recipients.empty() || list.group || list.organizer_alone) return;
  const bool any = std::ranges::any_of(recipients, [&](const Address& a) {
    return list.mailboxes.contains(mailbox_key(a.spec()));
  });
  if (!any)
    log.at("5546-20", *list.first,
           fmt::format("the mail goes to {}, who is no ATTENDEE",
                       quoted(recipients.front().spec())));
}

}  // namespace

void check_itip_message(const LintedCalendar& calendar, CalendarLog& log) {
  for (const Object& object : calendar.objects()) {
    check_instances(calendar, object, log);
    const int method = itip_method(object.method);
    if (method < 0) continue;
    check_method(calendar, object, method, log);
    check_kinds(calendar, object, log);
    check_uids(calendar, object, log);
    check_series(calendar, object, log);
    check_invited(calendar, object, log);
  }
}

}  // namespace calspam
