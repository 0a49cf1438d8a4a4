// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "ical/anomaly_log.hh"
#include "ical/object_zone.hh"
#include "ical/zone.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_times.hh"
#include "util/text.hh"

namespace calspam {

namespace {

using Object = LintedCalendar::Object;

// What ICU has of a zone before and after these may rightly differ from rules
// that a sender wrote down.
constexpr std::int32_t kFirstYear = 2000, kLastYear = 2037;

// The zones that one object describes, by TZID, and where each begins.
struct Described {
  int component = 0;
  std::int64_t begins = INT64_MAX;  ///< local seconds
  bool complete = true;             ///< every change has offsets
};
using Zoning = std::map<std::string, Described>;

void check_change(const LintedCalendar& calendar, int index, Described& zone,
                  CalendarLog& log) {
  const PropertyIndex& properties = calendar.properties(index);
  for (std::string_view name : {"TZOFFSETFROM", "TZOFFSETTO"})
    zone.complete &= parse_utc_offset(properties.value(name)).has_value();
  if (const Property* start = properties.first("DTSTART")) {
    const auto time = parse_date_time(start->value);
    if (time) zone.begins = std::min(zone.begins, time->local_seconds());
    const bool zoned = start->parameter("TZID") != nullptr;
    if (time && (time->utc || zoned)) {
      Edits edits = log.edits();
      if (zoned) edits.remove_parameter(log.part(), *start, "TZID");
      // Which local time UTC was meant to be, nobody can tell.
      log.at_value("5545-037", *start,
                   fmt::format("DTSTART of a {} is not local time",
                               calendar.component(index).name))
          .edits = time->utc ? std::vector<Edit>{} : edits.take();
    }
  }
  for (const auto& [name, rule] : properties.all("RRULE")) {
    const std::size_t until = find_ignoring_case(rule->value, "UNTIL=");
    if (until == std::string::npos) continue;
    const std::size_t begin = until + 6;
    const std::size_t end =
        std::min(rule->value.find(';', begin), rule->value.size());
    if (end == begin || ascii_upper(rule->value.substr(end - 1, 1)) == "Z")
      continue;
    log.at_value("5545-037", *rule, {begin, end},
                 "UNTIL of a change of zone is not in UTC");
  }
}

Zoning described(const LintedCalendar& calendar, const Object& object,
                 CalendarLog& log) {
  Zoning zones;
  for (int child : object.children) {
    if (calendar.component(child).name != "VTIMEZONE") continue;
    Described zone{child};
    for (int change : calendar.children(child))
      check_change(calendar, change, zone, log);
    const Property* id = calendar.properties(child).first("TZID");
    if (id == nullptr) continue;
    // Exchange escapes the commas of its names, which is right for TEXT.
    zones.emplace(trimmed(id->text()), zone);
    zones.emplace(trimmed(id->value), zone);
  }
  return zones;
}

class ZoneUse {
 public:
  ZoneUse(const LintedCalendar& calendar, const Object& object,
          CalendarLog& log)
      : calendar_(calendar),
        object_(object),
        log_(log),
        described_(described(calendar, object, log)),
        known_(nothing_, 0, *calendar.subject().limits, ignored_log_) {}

  void run() {
    const int depth = calendar_.component(object_.root).depth;
    for (std::size_t i = static_cast<std::size_t>(object_.root) + 1;
         i < calendar_.size(); ++i) {
      const Component& component = calendar_.component(static_cast<int>(i));
      if (component.depth <= depth) break;
      if (component.name == "STANDARD" || component.name == "DAYLIGHT")
        continue;
      for (const Property& property : component.properties)
        if (const PropertyParameter* zone = property.parameter("TZID"))
          look_at(property, *zone);
    }
  }

 private:
  void look_at(const Property& property, const PropertyParameter& parameter) {
    const std::string name(trimmed(parameter.value()));
    const auto zone = described_.find(name);
    const WrittenTime time = written_time(&property);
    if (zone == described_.end()) {
      // Those are in UTC or 5545-026.
      if (is_one_of(property.name, "COMPLETED|CREATED|DTSTAMP|LAST-MODIFIED"))
        return;
      // Outside of iTIP a leading "/" names a zone of some registry.
      if (name.empty() || time.form == TimeForm::Utc ||
          time.form == TimeForm::Date ||
          (name.starts_with('/') && object_.method.empty()) ||
          !missing_.insert(name).second)
        return;
      log_.at_parameter("5545-033", property, parameter,
                        fmt::format("zone {} is not described", quoted(name)))
          .key = name;
      return;
    }
    if (property.name == "DTSTART" && time.form == TimeForm::Zoned)
      compare(property, parameter, name, zone->second, time);
  }

  void compare(const Property& property, const PropertyParameter& parameter,
               const std::string& name, const Described& zone,
               const WrittenTime& time) {
    const std::int64_t local = time.value.local_seconds();
    if (zone.begins != INT64_MAX && local < zone.begins) {
      log_.at_parameter("5545-039", property, parameter,
                        fmt::format("zone {} begins after {}", quoted(name),
                                    quoted(property.value)));
      return;
    }
    const std::int32_t year = time.value.date.year;
    if (!zone.complete || year < kFirstYear || year > kLastYear ||
        compared_ > kCompared || known_.kind(name) != CalendarTime::Zone::Named)
      return;
    ++compared_;
    const ObjectZone* rules = rules_of(zone.component);
    if (!rules->usable()) return;
    const std::int64_t said = local - rules->offset(local);
    if (said == known_.instant(name, local)) return;
    log_.at_parameter("5545-038", property, parameter,
                      fmt::format("the rules of {} give another time than the "
                                  "zone of that name",
                                  quoted(name)));
  }

  const ObjectZone* rules_of(int component) {
    auto& rules = rules_[component];
    if (!rules)
      rules = std::make_unique<ObjectZone>(calendar_.part().calendar, component,
                                           *calendar_.subject().limits,
                                           ignored_log_);
    return rules.get();
  }

  static constexpr std::size_t kCompared = 2'000;

  const LintedCalendar& calendar_;
  const Object& object_;
  CalendarLog& log_;
  Anomalies ignored_;
  AnomalyLog ignored_log_{ignored_};
  const Calendar nothing_{
      {Component{"VCALENDAR", -1, 0, true, {}, {}}}, {}, {}, true};
  Zoning described_;
  Zones known_;
  std::map<int, std::unique_ptr<ObjectZone>> rules_;
  std::set<std::string> missing_;
  std::size_t compared_ = 0;
};

}  // namespace

void check_zone_use(const LintedCalendar& calendar, CalendarLog& log) {
  for (const Object& object : calendar.objects())
    ZoneUse(calendar, object, log).run();
}

}  // namespace calspam
