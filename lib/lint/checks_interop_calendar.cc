// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ical/anomaly_log.hh"
#include "ical/recurrence_rule.hh"
#include "ical/zone.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_interop.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// Zones of one object whose names are looked up.
constexpr std::size_t kMostZones = 100;

using Object = LintedCalendar::Object;

constexpr std::size_t kLongSummary = 255;

struct Item {
  const LintedCalendar& calendar;
  const Object& object;
  const Component& component;
  const PropertyIndex& properties;
  CalendarLog& log;

  bool is_meeting() const {
    return component.name == "VEVENT" || component.name == "VTODO";
  }
};

bool is_microsoft(std::string_view prodid) {
  for (std::string_view mark : {"microsoft", "outlook", "exchange"})
    if (find_ignoring_case(prodid, mark) != std::string::npos) return true;
  return false;
}

// "Cancelled: ...", "Canceled event: ...".
bool reads_cancelled(std::string_view text) {
  text = trimmed(text);
  return starts_ignoring_case(text, "cancelled") ||
         starts_ignoring_case(text, "canceled");
}

bool reads_as_invitation(const Subject& subject) {
  if (subject.message.parts.empty()) return false;
  const std::string title =
      ascii_lower(subject.message.root().header_text("Subject"));
  return title.find("invit") != title.npos;
}

void check_publish(const LintedCalendar& calendar, const Object& object,
                   CalendarLog& log) {
  if (object.method != "PUBLISH" || !calendar.subject().is_mail()) return;
  bool guests = false, complete = false;
  for (int child : object.children) {
    const PropertyIndex& properties = calendar.properties(child);
    guests |= properties.has("ATTENDEE");
    complete |= properties.has("ATTENDEE") && properties.has("ORGANIZER");
  }
  if (!guests && !reads_as_invitation(calendar.subject())) return;
  const Property& method = *calendar.properties(object.root).first("METHOD");
  LintFinding& finding =
      log.at_value("INTEROP-01", method, "a mail that invites is a PUBLISH");
  if (!complete || calendar.part().part < 0) return;
  const Part& part =
      calendar.subject()
          .message.parts[static_cast<std::size_t>(calendar.part().part)];
  Edits edits = log.edits();
  edits.set_value(log.part(), method, "REQUEST");
  if (part.type.parameter("method") != nullptr)
    edits.set_header_parameter(calendar.part().part, "Content-Type", "method",
                               "REQUEST");
  finding.edits = edits.take();
}

// What Outlook's own recurrence patterns have no place for.
std::string beyond_outlook(const RecurrenceRule& rule) {
  if (rule.sub_daily()) return rule.frequency_name;
  if (!rule.by_week_number.empty()) return "BYWEEKNO";
  if (!rule.by_year_day.empty()) return "BYYEARDAY";
  if (rule.by_month_day.size() > 1) return "several BYMONTHDAY values";
  const bool monthly = rule.frequency == Frequency::Monthly ||
                       rule.frequency == Frequency::Yearly;
  const auto counted = std::ranges::count_if(
      rule.by_day, [](const auto& day) { return day.nth != 0; });
  if (monthly && counted > 1) return "several counted weekdays";
  if (rule.by_position.size() > 1) return "several BYSETPOS values";
  return "";
}

void check_recurrence(const Item& item) {
  const Property* rule = item.properties.first("RRULE");
  const Property* dates = item.properties.first("RDATE");
  if (rule == nullptr) {
    if (dates != nullptr)
      item.log.at("INTEROP-06", *dates, "RDATE without RRULE");
    return;
  }
  const RecurrenceRule read = parse_rule(rule->value);
  if (const std::string what = beyond_outlook(read); !what.empty())
    item.log.at_value("INTEROP-06", *rule,
                      fmt::format("the rule has {}", what));
  const Property* start = item.properties.first("DTSTART");
  if (written_time(start).form == TimeForm::Utc && !read.sub_daily() &&
      read.frequency != Frequency::None)
    item.log.at_value("INTEROP-15", *start,
                      fmt::format("{} recurs in UTC", quoted(start->value)));
}

void check_request(const Item& item) {
  if (item.object.method != "REQUEST" || !item.is_meeting()) return;
  if (!item.properties.has("SEQUENCE"))
    item.log
        .at_component("INTEROP-24", item.component,
                      "the REQUEST has no SEQUENCE")
        .edits = item.log.appended(item.component, "SEQUENCE:0");
  if (const Property* organizer = item.properties.first("ORGANIZER");
      organizer != nullptr &&
      !starts_ignoring_case(trimmed(organizer->value), "mailto:")) {
    LintFinding& finding = item.log.at_value(
        "INTEROP-18", *organizer,
        fmt::format("ORGANIZER {} is no mailto:", quoted(organizer->value)));
    const std::string address = address_key(organizer->value);
    if (address.find('@') != address.npos && address.find(':') == address.npos)
      finding.edits =
          item.log.edits()
              .set_value(item.log.part(), *organizer,
                         "mailto:" + std::string(trimmed(organizer->value)))
              .take();
  }
  const Property* summary = item.properties.first("SUMMARY");
  const bool cancelled =
      same_ignoring_case(item.properties.value("STATUS"), "CANCELLED");
  if (cancelled)
    item.log.at_value("INTEROP-14", *item.properties.first("STATUS"),
                      "STATUS:CANCELLED in a REQUEST");
  else if (summary != nullptr && reads_cancelled(summary->value))
    item.log.at_value("INTEROP-14", *summary,
                      "a REQUEST whose title says it is cancelled");
  for (int child : item.calendar.children(
           static_cast<int>(&item.component - &item.calendar.component(0)))) {
    const Component& alarm = item.calendar.component(child);
    if (alarm.name == "VALARM")
      item.log.at_component("INTEROP-23", alarm, "an alarm in a REQUEST")
          .edits = item.log.removed(alarm);
  }
}

// A CANCEL whose UID the earlier message does not have.
void check_cancel(const Item& item) {
  const Subject* previous = item.calendar.input().previous;
  const Property* uid = item.properties.first("UID");
  if (item.object.method != "CANCEL" || previous == nullptr || uid == nullptr ||
      !item.is_meeting())
    return;
  const std::string wanted = uid->text();
  const bool known = std::ranges::any_of(
      previous->events,
      [&](const EventRow& row) { return row.event.uid == wanted; });
  if (!known)
    item.log.at_value(
        "INTEROP-14", *uid,
        fmt::format("nothing of UID {} was sent before", quoted(wanted)));
}

void check_microsoft(const Item& item) {
  const Property* all_day =
      item.properties.first("X-MICROSOFT-CDO-ALLDAYEVENT");
  const WrittenTime start = written_time(item.properties.first("DTSTART"));
  if (all_day != nullptr && start.form != TimeForm::None) {
    const bool days = start.form == TimeForm::Date;
    const bool said = same_ignoring_case(trimmed(all_day->value), "TRUE");
    if (days != said)
      item.log
          .at_value(
              "INTEROP-17", *all_day,
              fmt::format("{} is {}", all_day->name, quoted(all_day->value)))
          .edits =
          item.log.edits()
              .set_value(item.log.part(), *all_day, days ? "TRUE" : "FALSE")
              .take();
  }
  const Property* busy = item.properties.first("X-MICROSOFT-CDO-BUSYSTATUS");
  if (busy == nullptr || !item.properties.has("TRANSP")) return;
  const bool clear =
      same_ignoring_case(item.properties.value("TRANSP"), "TRANSPARENT");
  const bool free = same_ignoring_case(trimmed(busy->value), "FREE");
  if (clear == free) return;
  item.log
      .at_value(
          "INTEROP-17", *busy,
          fmt::format("{} is {} but TRANSP is {}", busy->name,
                      quoted(busy->value), item.properties.value("TRANSP")))
      .edits = item.log.edits()
                   .set_value(item.log.part(), *busy, clear ? "FREE" : "BUSY")
                   .take();
}

void check_people(const Item& item) {
  const Property* organizer = item.properties.first("ORGANIZER");
  if (organizer != nullptr &&
      address_key(organizer->value).ends_with("@imip.me.com"))
    item.log.at_value(
        "INTEROP-21", *organizer,
        fmt::format("{} is a relay of iCloud", quoted(organizer->value)));
  const Property* summary = item.properties.first("SUMMARY");
  if (summary != nullptr && summary->text().size() > kLongSummary)
    item.log.at_value("INTEROP-16", *summary,
                      fmt::format("SUMMARY has {}",
                                  counted(summary->text().size(), "octet")));
}

void check_changes(const LintedCalendar& calendar, int zone, CalendarLog& log) {
  std::set<std::int32_t> offsets;
  const Component* daylight = nullptr;
  for (int child : calendar.children(zone)) {
    const Component& change = calendar.component(child);
    const PropertyIndex& properties = calendar.properties(child);
    if (properties.has("RRULE") && properties.has("RDATE"))
      log.at("INTEROP-07", *properties.first("RDATE"),
             fmt::format("{} has RRULE and RDATE", change.name));
    for (std::string_view name : {"TZOFFSETFROM", "TZOFFSETTO"})
      if (const auto offset = parse_utc_offset(properties.value(name)))
        offsets.insert(*offset);
    if (change.name == "DAYLIGHT" && daylight == nullptr) daylight = &change;
  }
  if (daylight != nullptr && offsets.size() == 1)
    log.at_component("INTEROP-08", *daylight,
                     "DAYLIGHT, but the offset never changes");
}

// Names of zones, against what ICU knows.
void check_zone_names(const LintedCalendar& calendar, const Object& object,
                      CalendarLog& log) {
  static const Calendar nothing{
      {Component{"VCALENDAR", -1, 0, true, {}, {}}}, {}, {}, true};
  Anomalies ignored;
  AnomalyLog ignored_log(ignored);
  Zones known(nothing, 0, *calendar.subject().limits, ignored_log);
  const bool microsoft =
      is_microsoft(calendar.properties(object.root).value("PRODID"));
  std::size_t asked = 0;
  for (int child : object.children) {
    if (calendar.component(child).name != "VTIMEZONE") continue;
    check_changes(calendar, child, log);
    const Property* id = calendar.properties(child).first("TZID");
    if (id == nullptr || ++asked > kMostZones) continue;
    const std::string name(trimmed(id->text()));
    if (known.kind(name) != CalendarTime::Zone::Named)
      log.at_value("INTEROP-09", *id,
                   fmt::format("zone {} is known nowhere", quoted(name)));
    else if (!microsoft && !is_iana_zone(name) && name.find('/') == name.npos)
      log.at_value("INTEROP-10", *id,
                   fmt::format("zone {} is a name of Windows", quoted(name)));
  }
}

}  // namespace

void check_interop_calendar(const LintedCalendar& calendar, CalendarLog& log) {
  for (const Object& object : calendar.objects()) {
    check_publish(calendar, object, log);
    check_zone_names(calendar, object, log);
    for (int child : object.children) {
      const Item item{calendar, object, calendar.component(child),
                      calendar.properties(child), log};
      if (item.component.name == "VTIMEZONE") continue;
      check_recurrence(item);
      check_request(item);
      check_cancel(item);
      check_microsoft(item);
      check_people(item);
    }
  }
}

}  // namespace calspam
