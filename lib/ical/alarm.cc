// SPDX-License-Identifier: MIT
#include "ical/alarm.hh"

#include <algorithm>

#include "ical/anomalies.hh"
#include "ical/value.hh"
#include "util/text.hh"

namespace calspam {

namespace {

void read_trigger(const Property& property, Zones& zones, AnomalyLog& log,
                  Alarm& alarm) {
  alarm.trigger = property.value;
  alarm.offset = parse_duration(property.value);
  if (alarm.offset) return;
  const auto time = parse_date_time(property.value);
  if (!time) {
    log.add(anomaly::kIcalDuration, property.span, property.value);
    return;
  }
  // An absolute trigger is in UTC; TZID is wrong there, but clear.
  alarm.absolute = time->utc ? time->local_seconds()
                             : zones.instant(property.parameter_value("TZID"),
                                             time->local_seconds());
}

}  // namespace

Alarm read_alarm(const Component& component, Zones& zones, AnomalyLog& log) {
  Alarm alarm;
  alarm.component = &component;
  alarm.action = ascii_upper(trimmed(component.text("ACTION")));
  if (const Property* trigger = component.property("TRIGGER"))
    read_trigger(*trigger, zones, log, alarm);
  if (const Property* repeat = component.property("REPEAT")) {
    const auto times = parse_integer(repeat->value);
    if (!times || *times < 0)
      log.add(anomaly::kIcalInteger, repeat->span, repeat->value);
    alarm.repeat = std::max<std::int64_t>(0, times.value_or(0));
  }
  if (const Property* duration = component.property("DURATION")) {
    const auto seconds = parse_duration(duration->value);
    if (!seconds)
      log.add(anomaly::kIcalDuration, duration->span, duration->value);
    alarm.repeat_interval = seconds.value_or(0);
  }
  return alarm;
}

}  // namespace calspam
