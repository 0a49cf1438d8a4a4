// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "ical/component_names.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_recurrence.hh"
#include "lint/itip_table.hh"
#include "lint/series.hh"
#include "util/text.hh"

namespace calspam {

namespace {

std::string_view form_name(TimeForm form) {
  switch (form) {
    case TimeForm::Date:
      return "a day";
    case TimeForm::Floating:
      return "a time without zone";
    case TimeForm::Utc:
      return "in UTC";
    case TimeForm::Zoned:
      return "in a zone";
    case TimeForm::None:
      return "";
  }
  return "";
}

bool same_type(const WrittenTime& a, const WrittenTime& b) {
  return (a.form == TimeForm::Date) == (b.form == TimeForm::Date);
}

void check_rules(const LintedCalendar& calendar, int index,
                 const Series& series, CalendarLog& log) {
  const PropertyIndex& properties = calendar.properties(index);
  const auto rules = properties.all("RRULE");
  const int method = itip_method(calendar.method(index));
  const bool counted =
      !itip_clause(calendar.component(index).name, method).empty();
  // In a message the table counts them.
  if (rules.size() > 1 && !counted)
    log.at("5545-055", *rules[1].second,
           fmt::format("{} in one component",
                       fmt::format("{} rules", rules.size())));
  if (const Property* exception = properties.first("EXRULE"))
    log.at("5545-055", *exception, "EXRULE is of RFC 2445");
  if (!series.starts_in_rule())
    log.at_value("5545-056", *properties.first("DTSTART"),
                 fmt::format("DTSTART {} is no instance of {}",
                             quoted(properties.value("DTSTART")),
                             quoted(properties.value("RRULE"))));
}

void check_range(const PropertyIndex& properties, CalendarLog& log) {
  const Property* instance = properties.first("RECURRENCE-ID");
  const PropertyParameter* range =
      instance == nullptr ? nullptr : instance->parameter("RANGE");
  if (range != nullptr && same_ignoring_case(range->value(), "THISANDPRIOR"))
    log.at_parameter("5545-060", *instance, *range, "RANGE is THISANDPRIOR");
}

// The line with its days as instances of a series of times, or its times as
// days; "" where that cannot be done.
std::string in_form_of(const Property& dates, const WrittenTime& start) {
  std::vector<std::string> values;
  for (std::string_view value : split_values(dates.value)) {
    const auto time = parse_date_time(value);
    if (!time || time->date_only == start.value.date_only) return "";
    const std::int32_t second = start.value.second_of_day;
    std::string text = fmt::format("{:04}{:02}{:02}", time->date.year,
                                   time->date.month, time->date.day);
    if (!start.value.date_only)
      text += fmt::format("T{:02}{:02}{:02}{}", second / 3600, second / 60 % 60,
                          second % 60, start.form == TimeForm::Utc ? "Z" : "");
    values.push_back(std::move(text));
  }
  const bool quoted = start.tzid.find_first_of(",;:") != std::string::npos;
  const std::string_view quote = quoted ? "\"" : "";
  const std::string zone =
      start.form == TimeForm::Date ? ";VALUE=DATE"
      : start.form == TimeForm::Zoned
          ? fmt::format(";TZID={0}{1}{0}", quote, start.tzid)
          : "";
  return fmt::format("{}{}:{}", dates.name, zone, fmt::join(values, ","));
}

void mend_form(LintFinding& finding, const Property& dates,
               const WrittenTime& start, CalendarLog& log) {
  if (dates.parameter("RANGE") != nullptr) return;
  const std::string line = in_form_of(dates, start);
  if (!line.empty())
    finding.edits = log.edits().set_line(log.part(), dates, line).take();
}

// EXDATE or RDATE against DTSTART; one finding for a property.
void check_dates(const Property& dates, const Series& series,
                 CalendarLog& log) {
  const bool periods =
      same_ignoring_case(dates.parameter_value("VALUE"), "PERIOD");
  for (std::string_view value : split_values(dates.value)) {
    const WrittenTime time =
        written_time(dates, trimmed(value.substr(0, value.find('/'))));
    if (time.form == TimeForm::None || series.start().form == TimeForm::None)
      continue;
    const bool other = periods ? false : time.form != series.start().form;
    if (other) {
      LintFinding& finding =
          log.at_value("5545-061", dates,
                       fmt::format("{} {} is {}, but DTSTART is {}", dates.name,
                                   quoted(value), form_name(time.form),
                                   form_name(series.start().form)));
      // The instant is the same one; readers mostly find it.
      if (same_type(time, series.start()) && time.form != TimeForm::Floating &&
          series.start().form != TimeForm::Floating)
        finding.level = LintLevel::Warning;
      mend_form(finding, dates, series.start(), log);
      return;
    }
    if (dates.name == "EXDATE" && !series.may_have(time)) {
      log.at_value("5545-062", dates,
                   fmt::format("EXDATE {} hits no instance", quoted(value)));
      return;
    }
  }
}

struct Masters {
  const LintedCalendar& calendar;
  CalendarLog& log;
  std::map<std::string, Series> by_uid = {};

  void add(int index, const Series& series) {
    by_uid.emplace(calendar.properties(index).value("UID"), series);
  }

  void check(int index) const {
    const PropertyIndex& properties = calendar.properties(index);
    const Property* instance = properties.first("RECURRENCE-ID");
    if (instance == nullptr) return;
    const auto master = by_uid.find(std::string(properties.value("UID")));
    const WrittenTime time = written_time(instance);
    if (master == by_uid.end() || time.form == TimeForm::None) return;
    const Series& series = master->second;
    if (series.start().form == TimeForm::None) return;
    if (time.form != series.start().form) {
      LintFinding& finding = log.at_value(
          "5545-058", *instance,
          fmt::format("RECURRENCE-ID is {}, but DTSTART of the series is {}",
                      form_name(time.form), form_name(series.start().form)));
      // UTC for a zoned series names the same instant; servers send it.
      if (same_type(time, series.start()) && time.form != TimeForm::Floating &&
          series.start().form != TimeForm::Floating)
        finding.level = LintLevel::Warning;
      mend_form(finding, *instance, series.start(), log);
    } else if (!series.recurs() || !series.may_have(time)) {
      log.at_value("5545-059", *instance,
                   fmt::format("{} is no instance of its series",
                               quoted(instance->value)));
    }
  }
};

}  // namespace

void check_instances(const LintedCalendar& calendar, CalendarLog& log) {
  for (const LintedCalendar::Object& object : calendar.objects()) {
    Masters masters{calendar, log};
    for (int child : object.children) {
      if (!is_schedulable(calendar.component(child).name)) continue;
      const PropertyIndex& properties = calendar.properties(child);
      const Series series(properties);
      check_rules(calendar, child, series, log);
      check_range(properties, log);
      for (std::string_view name : {"EXDATE", "RDATE"})
        for (const auto& [of, dates] : properties.all(name))
          check_dates(*dates, series, log);
      if (!properties.has("RECURRENCE-ID")) masters.add(child, series);
    }
    for (int child : object.children) masters.check(child);
  }
}

}  // namespace calspam
