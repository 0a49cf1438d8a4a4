// SPDX-License-Identifier: MIT
#include "ical/calendar.hh"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "ical/component_names.hh"
#include "ical/recurrence_filter.hh"
#include "ical/recurrence_rate.hh"
#include "ical/recurrence_rule.hh"
#include "ical/value.hh"
#include "ical/zone.hh"
#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::size_t kFoldedLength = 75;
constexpr int kDepth = 32;
constexpr std::size_t kParameters = 100;
constexpr std::size_t kValueBytes = 256 << 10;
constexpr std::size_t kNameBytes = 64;
// libical 3 drops the 501st value of a list.
constexpr std::size_t kListedValues = 500;

enum class Form { Text, Time, Times, Periods, Rule, Span, Integer, Geo, None };

struct PropertyForm {
  std::string_view name;
  Form form;
};
// Everything that libical reads as something else than text, by name.
constexpr PropertyForm kForms[] = {
    {"ACKNOWLEDGED", Form::Time},  {"COMPLETED", Form::Time},
    {"CREATED", Form::Time},       {"DTEND", Form::Time},
    {"DTSTAMP", Form::Time},       {"DTSTART", Form::Time},
    {"DUE", Form::Time},           {"LAST-MODIFIED", Form::Time},
    {"MAXDATE", Form::Time},       {"MINDATE", Form::Time},
    {"RECURRENCE-ID", Form::Time}, {"TZUNTIL", Form::Time},
    {"EXDATE", Form::Times},       {"RDATE", Form::Times},
    {"FREEBUSY", Form::Periods},   {"RRULE", Form::Rule},
    {"DURATION", Form::Span},      {"REFRESH-INTERVAL", Form::Span},
    {"TRIGGER", Form::Span},       {"PERCENT-COMPLETE", Form::Integer},
    {"PRIORITY", Form::Integer},   {"REPEAT", Form::Integer},
    {"SEQUENCE", Form::Integer},   {"GEO", Form::Geo},
    {"BEGIN", Form::None},         {"END", Form::None},
    {"EXRULE", Form::None},        {"TZID", Form::None},
    {"TZOFFSETFROM", Form::None},  {"TZOFFSETTO", Form::None},
};

// Types whose reading by libical costs nothing and needs no check.
constexpr std::string_view kHarmlessTypes[] = {
    "BINARY", "BOOLEAN", "CAL-ADDRESS", "FLOAT", "INTEGER", "TEXT", "URI"};

Form form_of(std::string_view name) {
  for (const PropertyForm& f : kForms)
    if (f.name == name) return f.form;
  return Form::Text;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kNameBytes &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-';
         });
}

// libical's own remarks stand in X-LIC- properties: none may be planted.
bool may_print(std::string_view name) {
  return is_name(name) && !starts_ignoring_case(name, "X-LIC");
}

std::string harmless(std::string_view text) {
  std::string out = to_valid_utf8(truncated(text, kValueBytes));
  std::erase_if(out, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
  });
  return out;
}

std::string time_text(const DateTimeValue& t) {
  std::string out =
      fmt::format("{:04}{:02}{:02}", t.date.year, t.date.month, t.date.day);
  if (t.date_only) return out;
  out += fmt::format("T{:02}{:02}{:02}", t.second_of_day / 3600,
                     t.second_of_day / 60 % 60, t.second_of_day % 60);
  return t.utc ? out + "Z" : out;
}

void add_list(std::string& out, std::string_view name,
              const std::vector<int>& values) {
  if (values.empty()) return;
  out += fmt::format(";{}={}", name, fmt::join(values, ","));
}

std::string rule_text(const RecurrenceRule& rule) {
  constexpr std::string_view kDays[] = {"SU", "MO", "TU", "WE",
                                        "TH", "FR", "SA"};
  std::string out = fmt::format("FREQ={}", rule.frequency_name);
  if (rule.count && *rule.count <= INT32_MAX)
    out += fmt::format(";COUNT={}", *rule.count);
  else if (rule.until)
    out += ";UNTIL=" + time_text(*rule.until);
  // libical keeps it in 16 bits.
  if (rule.interval > 1)
    out += fmt::format(";INTERVAL={}",
                       std::min<std::int64_t>(rule.interval, INT16_MAX));
  add_list(out, "BYSECOND", rule.by_second);
  add_list(out, "BYMINUTE", rule.by_minute);
  add_list(out, "BYHOUR", rule.by_hour);
  std::vector<std::string> days;
  for (const auto& day : rule.by_day)
    days.push_back((day.nth == 0 ? "" : fmt::format("{}", day.nth)) +
                   std::string(kDays[day.weekday]));
  if (!days.empty()) out += fmt::format(";BYDAY={}", fmt::join(days, ","));
  add_list(out, "BYMONTHDAY", rule.by_month_day);
  add_list(out, "BYYEARDAY", rule.by_year_day);
  add_list(out, "BYWEEKNO", rule.by_week_number);
  add_list(out, "BYMONTH", rule.by_month);
  add_list(out, "BYSETPOS", rule.by_position);
  if (rule.week_start != 1)
    out += fmt::format(";WKST={}", kDays[rule.week_start]);
  return out;
}

class CanonicalPrinter {
 public:
  explicit CanonicalPrinter(const Calendar& calendar) : calendar_(calendar) {}

  std::string print() {
    for (const Component& component : calendar_.components) {
      close_to(component.depth);
      if (hidden_ && component.depth > *hidden_) continue;
      hidden_.reset();
      if (component.name == "VTIMEZONE" || component.depth >= kDepth) {
        hidden_ = component.depth;
        continue;
      }
      open(component);
    }
    close_to(0);
    return std::move(out_);
  }

 private:
  void close_to(int depth) {
    while (static_cast<int>(open_.size()) > depth) {
      line("END:" + open_.back());
      open_.pop_back();
    }
  }

  void open(const Component& component) {
    const bool known =
        is_known_component(component.name) || component.name.starts_with("X-");
    open_.push_back(known && may_print(component.name) ? component.name
                                                       : "X-UNKNOWN");
    line("BEGIN:" + open_.back());
    const Property* start = component.property("DTSTART");
    const auto time =
        start == nullptr ? std::nullopt : parse_date_time(start->value);
    start_ = time ? time->local_seconds() : 0;
    for (const Property& property : component.properties)
      if (may_print(property.name)) print(property);
  }

  void print(const Property& property) {
    switch (form_of(property.name)) {
      case Form::None:
        return;
      case Form::Text:
        if (property.value.size() <= kValueBytes)
          put(property, "", harmless(property.value));
        return;
      case Form::Time:
        return print_time(property);
      case Form::Times:
        return print_times(property);
      case Form::Periods:
        return print_periods(property);
      case Form::Rule:
        return print_rule(property);
      case Form::Span:
        return print_span(property);
      case Form::Integer:
        return print_integer(property);
      case Form::Geo:
        return print_geo(property);
    }
  }

  void print_time(const Property& property) {
    const auto time = parse_date_time(property.value);
    if (time)
      put(property, time->date_only ? "DATE" : "DATE-TIME", time_text(*time));
  }

  void print_times(const Property& property) {
    std::vector<std::string> dates, times;
    const auto flush = [&](std::vector<std::string>& values,
                           std::string_view type) {
      if (!values.empty())
        put(property, type, fmt::format("{}", fmt::join(values, ",")));
      values.clear();
    };
    for (std::string_view value : split_values(property.value)) {
      const auto time = parse_date_time(value);
      if (!time) continue;
      (time->date_only ? dates : times).push_back(time_text(*time));
      if (dates.size() == kListedValues) flush(dates, "DATE");
      if (times.size() == kListedValues) flush(times, "DATE-TIME");
    }
    flush(dates, "DATE");
    flush(times, "DATE-TIME");
  }

  void print_periods(const Property& property) {
    for (std::string_view value : split_values(property.value)) {
      const auto period = parse_period(value);
      if (!period) continue;
      std::string text = time_text(period->start) + "/";
      if (period->end)
        text += time_text(*period->end);
      else
        text +=
            fmt::format("PT{}S", std::max<std::int64_t>(0, *period->duration));
      put(property, "", text);
    }
  }

  void print_rule(const Property& property) {
    const RecurrenceRule rule = parse_rule(property.value);
    if (rule.frequency == Frequency::None || rule.sub_daily()) return;
    if (occurrences_per_year(RecurrenceFilter(rule, start_)) == 0) return;
    put(property, "", rule_text(rule));
  }

  void print_span(const Property& property) {
    const auto time = parse_date_time(property.value);
    if (property.name == "TRIGGER" && time && !time->date_only) {
      put(property, "DATE-TIME", time_text(*time));
      return;
    }
    const auto seconds = parse_duration(property.value);
    if (!seconds || *seconds > INT32_MAX || *seconds < -INT32_MAX) return;
    const auto days = std::abs(*seconds) / kDay;
    const auto rest = std::abs(*seconds) % kDay;
    std::string text = *seconds < 0 ? "-P" : "P";
    if (days > 0) text += fmt::format("{}D", days);
    if (rest > 0 || days == 0) text += fmt::format("T{}S", rest);
    put(property, property.name == "DURATION" ? "" : "DURATION", text);
  }

  void print_integer(const Property& property) {
    const auto number = parse_integer(property.value);
    if (number && *number <= INT32_MAX && *number >= INT32_MIN)
      put(property, "", fmt::format("{}", *number));
  }

  void print_geo(const Property& property) {
    const std::string_view value = trimmed(property.value);
    const bool plain = value.find_first_not_of("0123456789.+-;") == value.npos;
    if (plain && value.size() < 64 && value.find(';') != value.npos)
      put(property, "", value);
  }

  // `type` is what VALUE says; "" leaves it to the property.
  void put(const Property& property, std::string_view type,
           std::string_view value) {
    // libical takes a property without a value away.
    if (trimmed(value).empty()) return;
    std::string text = property.name;
    if (!type.empty() && type != "DATE-TIME")
      text += fmt::format(";VALUE={}", type);
    else if (type == "DATE-TIME" && property.name == "TRIGGER")
      text += ";VALUE=DATE-TIME";
    std::size_t count = 1;
    const bool typed = form_of(property.name) != Form::Text;
    for (const PropertyParameter& parameter : property.parameters) {
      if (!may_print(parameter.name) || ++count > kParameters) continue;
      text += parameter_text(parameter, typed,
                             type != "DATE" && !value.ends_with('Z'));
    }
    text += ':';
    text += value;
    line(text);
  }

  static std::string parameter_text(const PropertyParameter& parameter,
                                    bool typed, bool zoned) {
    const std::string name = ascii_upper(parameter.name);
    if (name == "TZID") {
      const std::string zone = parameter.value();
      if (!zoned || zone.empty()) return "";
      return ";TZID=" + (is_iana_zone(zone) ? zone : "X-ZONE");
    }
    if (name == "VALUE") {
      const std::string type = ascii_upper(parameter.value());
      const bool kept = !typed && std::find(std::begin(kHarmlessTypes),
                                            std::end(kHarmlessTypes),
                                            type) != std::end(kHarmlessTypes);
      return kept ? ";VALUE=" + type : "";
    }
    std::string out;
    for (const std::string& value : parameter.values) {
      std::string text = harmless(value);
      std::erase(text, '"');
      if (trimmed(text).empty()) continue;
      const bool quote = text.find_first_of(",;:") != std::string::npos;
      out += out.empty() ? ";" + name + "=" : ",";
      out += quote ? '"' + text + '"' : text;
    }
    return out;
  }

  // Folds at 75 octets, between characters (RFC 5545 3.1).
  void line(std::string_view text) {
    std::size_t room = kFoldedLength;
    while (text.size() > room) {
      const std::string_view piece = truncated(text, room);
      out_ += piece;
      out_ += "\r\n ";
      text.remove_prefix(piece.size());
      room = kFoldedLength - 1;
    }
    out_ += text;
    out_ += "\r\n";
  }

  const Calendar& calendar_;
  std::string out_;
  std::vector<std::string> open_;
  std::optional<int> hidden_;
  std::int64_t start_ = 0;
};

}  // namespace

std::string canonical_text(const Calendar& calendar, const Limits&) {
  return CanonicalPrinter(calendar).print();
}

}  // namespace calspam
