// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "lint/calendar_values.hh"
#include "lint/checks_times.hh"
#include "util/text.hh"
#include "util/time.hh"

namespace calspam {

namespace {

// Properties of one time or several.
struct TimeProperty {
  std::string_view name;
  bool utc;   ///< in UTC always
  bool list;  ///< several values
};
constexpr TimeProperty kTimes[] = {
    {"ACKNOWLEDGED", true, false},   {"COMPLETED", true, false},
    {"CREATED", true, false},        {"DTEND", false, false},
    {"DTSTAMP", true, false},        {"DTSTART", false, false},
    {"DUE", false, false},           {"EXDATE", false, true},
    {"LAST-MODIFIED", true, false},  {"RDATE", false, true},
    {"RECURRENCE-ID", false, false},
};

const TimeProperty* time_property(std::string_view name) {
  const auto found = std::ranges::find(kTimes, name, &TimeProperty::name);
  return found == std::end(kTimes) ? nullptr : found;
}

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, is_ascii_digit);
}

// The letter of the form: digits, T, digits, Z at most.
bool has_form(std::string_view text) {
  if (text.size() == 8) return all_digits(text);
  if (text.size() != 15 && !(text.size() == 16 && text[15] == 'Z'))
    return false;
  return all_digits(text.substr(0, 8)) && text[8] == 'T' &&
         all_digits(text.substr(9, 6));
}

// A time as ISO 8601 and JavaScript write it.
struct IsoTime {
  std::string basic;        ///< in the form of iCalendar, without zone
  char zone = ' ';          ///< 'Z', '+', '-' or ' '
  std::int32_t offset = 0;  ///< seconds
};
std::optional<IsoTime> parse_iso(std::string_view text) {
  IsoTime out;
  const std::size_t t = std::min(text.find_first_of("Tt "), text.size());
  std::string rest(text.substr(t));
  out.basic = text.substr(0, t);
  std::erase(out.basic, '-');
  if (out.basic.size() != 8 || !all_digits(out.basic)) return {};
  if (rest.empty()) return out;
  rest.erase(0, 1);
  const std::size_t end = std::min(rest.find_first_of("Zz+-"), rest.size());
  std::string zone = rest.substr(end);
  std::string clock = rest.substr(0, std::min(rest.find('.'), end));
  std::erase(clock, ':');
  if (clock.size() == 4) clock += "00";
  if (clock.size() != 6 || !all_digits(clock)) return {};
  out.basic += "T" + clock;
  if (zone.empty()) return out;
  out.zone = zone[0] == 'z' ? 'Z' : zone[0];
  std::erase(zone, ':');
  if (out.zone == 'Z')
    return zone.size() == 1 ? std::optional(out) : std::nullopt;
  const auto offset = parse_utc_offset(zone);
  if (!offset) return {};
  out.offset = *offset;
  return out;
}

std::string basic_utc(const IsoTime& time) {
  const auto local = parse_date_time(time.basic);
  if (!local) return "";
  std::string text = iso_instant(local->local_seconds() - time.offset);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

// Leap seconds fall on the end of June or December, UTC.
bool is_leap_second(std::string_view text) {
  const std::string_view day = text.substr(4, 4);
  return text.ends_with("235960Z") && (day == "0630" || day == "1231");
}

class TimeCheck {
 public:
  TimeCheck(const Property& property, const TimeProperty& kind,
            CalendarLog& log)
      : property_(property), kind_(kind), log_(log) {}

  void run() {
    const std::string type =
        ascii_upper(trimmed(property_.parameter_value("VALUE")));
    if (!kind_.list) {
      check(trimmed(property_.value), 0, type);
      return;
    }
    // A list is judged by its first bad value.
    for (std::string_view value : split_values(property_.value)) {
      const auto at =
          static_cast<std::size_t>(value.data() - property_.value.data());
      if (type != "PERIOD" && check(trimmed(value), at, type)) return;
    }
  }

 private:
  LintFinding& at(std::string_view id, std::string_view value,
                  std::size_t offset, std::string message) {
    return log_.at_value(id, property_, {offset, offset + value.size()},
                         std::move(message));
  }

  // Whether something was said.
  bool check(std::string_view value, std::size_t offset,
             const std::string& type) {
    if (value.empty()) {
      // An empty list is an odd way to say none.
      if (!kind_.list)
        at("5545-027", value, offset,
           fmt::format("{} is empty", property_.name));
      return !kind_.list;
    }
    if (!has_form(value)) return malformed(value, offset);
    const bool exists = parse_date_time(value).has_value();
    if (!exists || (value.size() > 8 && value.substr(13, 2) == "60" &&
                    !is_leap_second(value))) {
      at("5545-028", value, offset,
         fmt::format("{} {} does not exist", property_.name, quoted(value)));
      return true;
    }
    return check_type(value, offset, type);
  }

  // An indented line swallowed the next one (5545-008): the time is right.
  static bool has_swallowed(std::string_view value) {
    const std::size_t blank = value.find(' ');
    return blank != value.npos && has_form(value.substr(0, blank)) &&
           value.find(':', blank) != value.npos;
  }

  bool malformed(std::string_view value, std::size_t offset) {
    if (has_swallowed(value)) return true;
    const auto iso = parse_iso(value);
    const bool shifted = iso && (iso->zone == '+' || iso->zone == '-');
    LintFinding& finding = at(
        shifted ? "5545-030" : "5545-027", value, offset,
        shifted
            ? fmt::format("{} {} has an offset", property_.name, quoted(value))
            : fmt::format("{} {} is no date or time", property_.name,
                          quoted(value)));
    if (!iso) return true;
    const std::string mended = iso->zone == ' ' ? iso->basic
                               : shifted        ? basic_utc(*iso)
                                                : iso->basic + "Z";
    if (mended.empty() || !parse_date_time(mended)) return true;
    Edits edits = log_.edits();
    edits.replace(log_.part(), property_, {offset, offset + value.size()},
                  mended);
    if (mended.size() == 8 && property_.parameters.empty())
      edits.set_parameter(log_.part(), property_, "VALUE", "DATE");
    finding.edits = edits.take();
    return true;
  }

  bool check_type(std::string_view value, std::size_t offset,
                  const std::string& type) {
    const bool date = value.size() == 8;
    const bool utc = value.ends_with('Z');
    if (kind_.utc) return check_utc(value, utc, date);
    const PropertyParameter* zone = property_.parameter("TZID");
    if (date != (type == "DATE")) {
      LintFinding& finding = at(
          "5545-029", value, offset,
          date
              ? fmt::format("{} is a DATE without VALUE=DATE", property_.name)
              : fmt::format("{} is VALUE=DATE but has a time", property_.name));
      Edits edits = log_.edits();
      if (date)
        edits.set_parameter(log_.part(), property_, "VALUE", "DATE");
      else
        edits.remove_parameter(log_.part(), property_, "VALUE");
      // The same place: what is a DATE from now on has no zone either.
      finding.edits = edits.take();
      return true;
    }
    if (zone == nullptr || !(utc || date)) return false;
    log_.at_parameter(utc ? "5545-031" : "5545-032", property_, *zone,
                      fmt::format("{} has a TZID but is {}", property_.name,
                                  utc ? "in UTC" : "a DATE"))
        .edits =
        log_.edits().remove_parameter(log_.part(), property_, "TZID").take();
    return true;
  }

  bool check_utc(std::string_view value, bool utc, bool date) {
    if (utc) {
      if (const PropertyParameter* zone = property_.parameter("TZID"))
        log_.at_parameter(
                "5545-031", property_, *zone,
                fmt::format("{} has a TZID but is in UTC", property_.name))
            .edits = log_.edits()
                         .remove_parameter(log_.part(), property_, "TZID")
                         .take();
      return true;
    }
    LintFinding& finding = log_.at_value(
        "5545-026", property_,
        fmt::format("{} {} is not in UTC", property_.name, quoted(value)));
    if (!date && property_.parameter("TZID") == nullptr)
      finding.edits =
          log_.edits()
              .set_value(log_.part(), property_, std::string(value) + "Z")
              .take();
    return true;
  }

  const Property& property_;
  const TimeProperty& kind_;
  CalendarLog& log_;
};

}  // namespace

void check_time_values(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const Component& component = calendar.component(static_cast<int>(i));
    const bool zone =
        component.name == "STANDARD" || component.name == "DAYLIGHT";
    for (const Property& property : component.properties) {
      const TimeProperty* kind = time_property(property.name);
      if (kind == nullptr) continue;
      // UTC in a zone's own changes is 5545-037.
      if (zone && property.parameter("TZID") != nullptr) continue;
      TimeCheck(property, *kind, log).run();
    }
  }
}

}  // namespace calspam
