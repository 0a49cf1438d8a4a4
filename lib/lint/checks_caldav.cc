// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "lint/calendar_values.hh"
#include "lint/checks_extensions.hh"
#include "lint/linted_calendar.hh"
#include "util/text.hh"

namespace calspam {

namespace {

using enum LintLevel;

constexpr auto kChecks = std::to_array<Check>({
    {"6638-01", "schedule-agent-sent", Error, "RFC 6638 7.1",
     "a message carries SCHEDULE-AGENT",
     "It tells a CalDAV server who sends mail; a receiver must not see it "
     "and may act on it.",
     "Remove the parameter.", Mending::Safe, "",
     "CalDAV clients that mail by themselves"},
    {"6638-02", "schedule-force-send-sent", Error, "RFC 6638 7.2",
     "a message carries SCHEDULE-FORCE-SEND",
     "It is an order to a CalDAV server and must not be sent on.",
     "Remove the parameter.", Mending::Safe},
    {"6638-03", "schedule-status-sent", Error, "RFC 6638 7.3",
     "a message carries SCHEDULE-STATUS",
     "It is a CalDAV server's note on delivery and must not be sent on.",
     "Remove the parameter.", Mending::Safe, "",
     "messages copied from what a server stores"},
    {"6638-04", "instances-of-others", Note, "RFC 6638 3.2.6",
     "the message shows its recipient instances to which only others are "
     "invited",
     "Guests learn who meets without them.",
     "Send each attendee the instances that invite them."},
});

constexpr std::string_view kParameters[] = {
    "SCHEDULE-AGENT", "SCHEDULE-FORCE-SEND", "SCHEDULE-STATUS"};

void check_parameters(const LintedCalendar& calendar, int index,
                      CalendarLog& log) {
  if (!calendar.subject().is_mail() && calendar.method(index).empty()) return;
  for (const Property& property : calendar.component(index).properties)
    for (const PropertyParameter& parameter : property.parameters) {
      const std::string name = ascii_upper(parameter.name);
      const auto found = std::ranges::find(kParameters, name);
      if (found == std::end(kParameters)) continue;
      const auto row = static_cast<std::size_t>(found - kParameters);
      log.at_parameter(kChecks[row].id, property, parameter,
                       fmt::format("{} on {}", name, property.name))
          .edits =
          log.edits().remove_parameter(log.part(), property, name).take();
    }
}

bool invites(const PropertyIndex& properties,
             const std::set<std::string>& recipients) {
  return std::ranges::any_of(
      properties.all("ATTENDEE"), [&](const auto& attendee) {
        return recipients.contains(mailbox_key(attendee.second->value));
      });
}

void check_instances(const LintedCalendar& calendar,
                     const LintedCalendar::Object& object, CalendarLog& log) {
  if (object.method != "REQUEST" || calendar.subject().recipients.empty())
    return;
  std::set<std::string> recipients;
  for (const Address& address : calendar.subject().recipients)
    recipients.insert(mailbox_key(address.spec()));
  const bool any = std::ranges::any_of(object.children, [&](int child) {
    return invites(calendar.properties(child), recipients);
  });
  if (!any) return;
  for (int child : object.children) {
    const PropertyIndex& properties = calendar.properties(child);
    const Property* instance = properties.first("RECURRENCE-ID");
    if (instance == nullptr || !properties.has("ATTENDEE") ||
        invites(properties, recipients))
      continue;
    log.at("6638-04", *instance,
           fmt::format("instance {} invites others only",
                       quoted(instance->value)));
    return;
  }
}

void run_calendar(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i)
    check_parameters(calendar, static_cast<int>(i), log);
  for (const LintedCalendar::Object& object : calendar.objects())
    check_instances(calendar, object, log);
}

void run(const LintInput& input, LintLog& log) {
  lint_calendars(input, kChecks, run_calendar, log);
}

}  // namespace

constexpr CheckFamily kFamily6638{"6638", "CalDAV scheduling (RFC 6638)",
                                  kChecks, run};

}  // namespace calspam
