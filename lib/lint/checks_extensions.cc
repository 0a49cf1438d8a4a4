// SPDX-License-Identifier: MIT
#include "lint/checks_extensions.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/calendar_values.hh"
#include "lint/linted_calendar.hh"
#include "util/text.hh"

namespace calspam {

namespace {

using enum LintLevel;

constexpr auto kCaretChecks = std::to_array<Check>({
    {"6868-01", "caret-escape-unknown", Warning, "RFC 6868 3",
     "a caret in a parameter value is followed by something else than n, ^ "
     "or '",
     "Readers that know the escapes and those that do not show different "
     "texts.",
     "Write ^^ for a caret.", Mending::Safe},
});
constexpr auto kScaleChecks = std::to_array<Check>({
    {"7529-01", "other-calendar-scale", Note, "RFC 7529 4",
     "a rule uses RSCALE or SKIP",
     "Few receivers know them; the others drop the rule.",
     "List the dates, or use a rule of the Gregorian calendar."},
});
constexpr auto kZoneChecks = std::to_array<Check>({
    {"7809-01", "zone-by-reference", Warning, "RFC 7809",
     "a mailed calendar refers to a zone without describing it",
     "RFC 7809 lets a client and a server agree on that; mail has no such "
     "agreement.",
     "Include the whole VTIMEZONE.", Mending::None, "5545-036",
     "calendars taken from a CalDAV server as they are"},
});
constexpr auto kRoomChecks = std::to_array<Check>({
    {"9073-01", "styled-description-alone", Warning, "RFC 9073 6.5",
     "a STYLED-DESCRIPTION without plain DESCRIPTION, or without FMTTYPE",
     "Readers that do not know it show nothing.",
     "Write DESCRIPTION too, and say what the styled one is written in."},
    {"9073-02", "participant-without-uid", Error, "RFC 9073",
     "STRUCTURED-DATA has no VALUE, or PARTICIPANT, VLOCATION or VRESOURCE "
     "no UID",
     "Readers cannot tell what it is, or which one changed.",
     "Add VALUE or UID."},
});
constexpr auto kAlarmChecks = std::to_array<Check>({
    {"9074-01", "alarm-state-sent", Note, "RFC 9074 6.1",
     "an alarm that is mailed says when it was dismissed or snoozed",
     "That was the sender's screen; guests have none of it, or a silent "
     "alarm.",
     "Leave ACKNOWLEDGED and snoozing out.", Mending::Safe, "",
     "copies made by Thunderbird and Google"},
});
constexpr auto kLinkChecks = std::to_array<Check>({
    {"9253-01", "link-incomplete", Error, "RFC 9253 8.2",
     "a LINK has no VALUE or no LINKREL",
     "Readers cannot tell what it leads to.", "Add both parameters."},
});

void run_carets(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i)
    for (const Property& property :
         calendar.component(static_cast<int>(i)).properties)
      for (const PropertyParameter& parameter : property.parameters) {
        // Behind the reader a caret is one that was escaped or one that
        // was not; only what is written tells.
        const std::string written = calendar.unfolded(parameter.span);
        for (std::size_t at = written.find('^'); at != written.npos;
             at = written.find('^', at + 2)) {
          const char next = at + 1 < written.size() ? written[at + 1] : '\0';
          if (next == 'n' || next == '^' || next == '\'') continue;
          LintFinding& finding = log.at_parameter(
              "6868-01", property, parameter,
              fmt::format("{} has a caret that escapes nothing",
                          parameter.name));
          if (parameter.values.size() == 1)
            finding.edits =
                log.edits()
                    .set_parameter(log.part(), property, parameter.name,
                                   parameter.value())
                    .take();
          break;
        }
      }
}

void run_scales(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i)
    for (const auto& [name, rule] :
         calendar.properties(static_cast<int>(i)).all("RRULE"))
      for (std::string_view part : {"RSCALE=", "SKIP="}) {
        const std::size_t at = find_ignoring_case(rule->value, part);
        if (at == std::string::npos) continue;
        log.at_value(
            "7529-01", *rule, {at, at + part.size()},
            fmt::format("the rule has {}", part.substr(0, part.size() - 1)));
        break;
      }
}

bool is_sent(const LintedCalendar& calendar, int component) {
  return calendar.subject().is_mail() || !calendar.method(component).empty();
}

void check_reference(const LintedCalendar& calendar, int index,
                     CalendarLog& log) {
  const Component& zone = calendar.component(index);
  if (zone.name != "VTIMEZONE" || !is_sent(calendar, index)) return;
  const auto& children = calendar.children(index);
  const bool described = std::ranges::any_of(children, [&](int child) {
    const std::string& name = calendar.component(child).name;
    return name == "STANDARD" || name == "DAYLIGHT";
  });
  if (!described && calendar.properties(index).has("TZURL"))
    log.at_component("7809-01", zone, "the VTIMEZONE is a link only");
}

void run_zones(const LintedCalendar& calendar, CalendarLog& log) {
  for (const LintedCalendar::Object& object : calendar.objects()) {
    std::vector<std::string> described;
    for (int child : object.children) {
      check_reference(calendar, child, log);
      if (calendar.component(child).name == "VTIMEZONE")
        described.emplace_back(calendar.properties(child).value("TZID"));
    }
    // With a METHOD this is 5545-033.
    if (!object.method.empty() || !calendar.subject().is_mail()) continue;
    std::ranges::sort(described);
    for (int child : object.children)
      for (const Property& property : calendar.component(child).properties) {
        const PropertyParameter* zone = property.parameter("TZID");
        if (zone == nullptr || !zone->value().starts_with('/') ||
            std::ranges::binary_search(described, zone->value()))
          continue;
        log.at_parameter(
            "7809-01", property, *zone,
            fmt::format("zone {} is a reference", quoted(zone->value())));
        return;
      }
  }
}

bool has_plain_description(const PropertyIndex& properties) {
  return properties.has("DESCRIPTION");
}

void run_rooms(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    const PropertyIndex& properties = calendar.properties(index);
    const std::string& name = calendar.component(index).name;
    for (const auto& [of, styled] : properties.all("STYLED-DESCRIPTION")) {
      if (styled->parameter("FMTTYPE") == nullptr)
        log.at("9073-01", *styled, "STYLED-DESCRIPTION without FMTTYPE");
      else if (!has_plain_description(properties))
        log.at("9073-01", *styled,
               "STYLED-DESCRIPTION without plain DESCRIPTION");
    }
    for (const auto& [of, data] : properties.all("STRUCTURED-DATA"))
      if (data->parameter("VALUE") == nullptr)
        log.at("9073-02", *data, "STRUCTURED-DATA without VALUE");
    const bool named =
        name == "PARTICIPANT" || name == "VLOCATION" || name == "VRESOURCE";
    if (named && !properties.has("UID"))
      log.at_component("9073-02", calendar.component(index),
                       fmt::format("the {} has no UID", name));
  }
}

void run_alarms(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    if (calendar.component(index).name != "VALARM" || !is_sent(calendar, index))
      continue;
    const PropertyIndex& properties = calendar.properties(index);
    for (std::string_view name : {"ACKNOWLEDGED", "RELATED-TO"})
      for (const auto& [of, state] : properties.all(name)) {
        if (name == "RELATED-TO" &&
            !same_ignoring_case(state->parameter_value("RELTYPE"), "SNOOZE"))
          continue;
        log.at("9074-01", *state, fmt::format("{} in an alarm", name)).edits =
            log.edits().remove_lines(log.part(), state->span).take();
      }
  }
}

void run_links(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i)
    for (const auto& [name, link] :
         calendar.properties(static_cast<int>(i)).all("LINK"))
      for (std::string_view needed : {"VALUE", "LINKREL"})
        if (link->parameter(needed) == nullptr) {
          log.at("9253-01", *link, fmt::format("LINK without {}", needed));
          break;
        }
}

template <const auto& checks, void (*run)(const LintedCalendar&, CalendarLog&)>
void lint(const LintInput& input, LintLog& log) {
  lint_calendars(input, checks, run, log);
}

}  // namespace

constexpr CheckFamily kFamily6868{"6868", "escapes in parameters (RFC 6868)",
                                  kCaretChecks, lint<kCaretChecks, run_carets>};
constexpr CheckFamily kFamily7529{"7529", "other calendar scales (RFC 7529)",
                                  kScaleChecks, lint<kScaleChecks, run_scales>};
constexpr CheckFamily kFamily7809{"7809", "time zones by reference (RFC 7809)",
                                  kZoneChecks, lint<kZoneChecks, run_zones>};
constexpr CheckFamily kFamily9073{"9073", "participants and styles (RFC 9073)",
                                  kRoomChecks, lint<kRoomChecks, run_rooms>};
constexpr CheckFamily kFamily9074{"9074", "alarms (RFC 9074)", kAlarmChecks,
                                  lint<kAlarmChecks, run_alarms>};
constexpr CheckFamily kFamily9253{"9253", "links (RFC 9253)", kLinkChecks,
                                  lint<kLinkChecks, run_links>};

}  // namespace calspam
