// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "ical/recurrence_rule.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_recurrence.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// A rule has sixteen parts; more of them are not looked at one by one.
constexpr std::size_t kMostParts = 64;

// The parts that a FREQ rules out (RFC 5545 3.3.10, the table).
struct Ruled {
  std::string_view part;
  std::string_view frequencies;  ///< "|" between
};
constexpr Ruled kRuledOut[] = {
    {"BYWEEKNO", "SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY"},
    {"BYYEARDAY", "DAILY|WEEKLY|MONTHLY"},
    {"BYMONTHDAY", "WEEKLY"},
};

struct RulePart {
  std::string name;   ///< upper case
  std::string value;  ///< upper case
  Span span;          ///< in the property's value
};

class RuleCheck {
 public:
  RuleCheck(const Property& rule, const WrittenTime& start, bool in_zone,
            CalendarLog& log)
      : rule_(rule), start_(start), in_zone_(in_zone), log_(log) {}

  void run() {
    if (!read_parts()) return;
    const RulePart* frequency = part("FREQ");
    if (frequency == nullptr) {
      at("5545-048", {0, rule_.value.size()}, "the rule has no FREQ");
      return;
    }
    check_order(*frequency);
    check_values();
    check_end();
    check_context(*frequency);
  }

 private:
  LintFinding& at(std::string_view id, Span in_value, std::string message) {
    return log_.at_value(id, rule_, in_value, std::move(message));
  }

  const RulePart* part(std::string_view name) const {
    const auto found = std::ranges::find(parts_, name, &RulePart::name);
    return found == parts_.end() ? nullptr : &*found;
  }

  // False when the rule is too broken to go on.
  bool read_parts() {
    const std::string_view value = rule_.value;
    std::size_t begin = 0;
    while (begin <= value.size() && parts_.size() < kMostParts) {
      const std::size_t end = std::min(value.find(';', begin), value.size());
      if (!read_part({begin, end})) return false;
      begin = end + 1;
    }
    return true;
  }

  bool read_part(Span span) {
    const std::string_view written = slice(rule_.value, span);
    const std::size_t equals = written.find('=');
    if (trimmed(written).empty()) {
      LintFinding& finding = at("5545-048", span, "an empty part in the rule");
      finding.edits = without_empty_parts();
      return false;
    }
    if (equals == written.npos || equals == 0) {
      at("5545-048", span,
         fmt::format("{} is no part of a rule", quoted(written)));
      return false;
    }
    RulePart part{ascii_upper(trimmed(written.substr(0, equals))),
                  ascii_upper(trimmed(written.substr(equals + 1))), span};
    if (this->part(part.name) != nullptr) {
      at("5545-048", span, fmt::format("{} stands twice", part.name));
      return false;
    }
    parts_.push_back(std::move(part));
    return true;
  }

  std::vector<Edit> without_empty_parts() {
    std::string value;
    for (std::string_view part : split(rule_.value, ';')) {
      if (trimmed(part).empty()) continue;
      if (!value.empty()) value += ';';
      value += part;
    }
    if (value.empty()) return {};
    return log_.edits().set_value(log_.part(), rule_, value).take();
  }

  void check_order(const RulePart& frequency) {
    if (frequency.span.begin == 0) return;
    std::string value(slice(rule_.value, frequency.span));
    for (const RulePart& part : parts_)
      if (&part != &frequency)
        value += fmt::format(";{}", slice(rule_.value, part.span));
    at("5545-050", frequency.span, "FREQ is not the first part").edits =
        log_.edits().set_value(log_.part(), rule_, value).take();
  }

  // Each part by itself, by the reader that everybody else here goes by.
  void check_values() {
    for (const RulePart& part : parts_) {
      if (part.name == "INTERVAL" || part.name == "COUNT") {
        const auto number = parse_integer(part.value);
        if (number && *number < 1) {
          at("5545-057", part.span,
             fmt::format("{} is {}", part.name, *number));
          continue;
        }
      }
      // 7529-01 speaks of these.
      if (part.name == "RSCALE" || part.name == "SKIP" ||
          part.name.starts_with("X-"))
        continue;
      const std::string alone =
          part.name == "FREQ" ? "FREQ=" + part.value
                              : "FREQ=YEARLY;" + part.name + "=" + part.value;
      if (!parse_rule(alone).valid)
        at("5545-048", part.span,
           fmt::format("{}={} is no part of a rule", part.name,
                       truncated(part.value, 60)));
    }
  }

  void check_end() {
    const RulePart* until = part("UNTIL");
    if (until == nullptr) return;
    if (part("COUNT") != nullptr)
      at("5545-049", until->span, "COUNT and UNTIL stand in one rule");
    const auto end = parse_date_time(until->value);
    if (!end || start_.form == TimeForm::None || in_zone_) return;
    if (end->date_only != (start_.form == TimeForm::Date))
      at("5545-051", until->span,
         end->date_only ? "UNTIL is a day but DTSTART a time"
                        : "UNTIL is a time but DTSTART a day")
          .edits = retyped(*until, *end);
    else if (!end->date_only && !end->utc &&
             (start_.form == TimeForm::Zoned || start_.form == TimeForm::Utc))
      at("5545-052", until->span, "UNTIL is not in UTC").edits =
          start_.form == TimeForm::Utc ? set(*until, until->value + "Z")
                                       : std::vector<Edit>{};
  }

  std::vector<Edit> retyped(const RulePart& until, const DateTimeValue& end) {
    if (!end.date_only) return set(until, until.value.substr(0, 8));
    return set(until,
               until.value + (start_.form == TimeForm::Floating ? "T235959"
                                                                : "T235959Z"));
  }

  std::vector<Edit> set(const RulePart& part, const std::string& value) {
    return log_.edits()
        .replace(log_.part(), rule_, part.span, part.name + "=" + value)
        .take();
  }

  void check_context(const RulePart& frequency) {
    for (const Ruled& ruled : kRuledOut) {
      const RulePart* found = part(ruled.part);
      if (found != nullptr && is_one_of(frequency.value, ruled.frequencies))
        at("5545-053", found->span,
           fmt::format("{} has no meaning in a {} rule", ruled.part,
                       frequency.value));
    }
    for (std::string_view name : {"BYHOUR", "BYMINUTE", "BYSECOND"}) {
      const RulePart* found = part(name);
      if (found != nullptr && start_.form == TimeForm::Date)
        at("5545-053", found->span,
           fmt::format("{}, but DTSTART is a day", name));
    }
    check_positions();
    check_weekdays(frequency);
  }

  void check_positions() {
    const RulePart* positions = part("BYSETPOS");
    const bool any = std::ranges::any_of(parts_, [](const RulePart& p) {
      return p.name.starts_with("BY") && p.name != "BYSETPOS";
    });
    if (positions != nullptr && !any)
      at("5545-054", positions->span, "BYSETPOS without another BY part");
  }

  void check_weekdays(const RulePart& frequency) {
    const RulePart* days = part("BYDAY");
    if (days == nullptr) return;
    const bool numbers =
        days->value.find_first_of("0123456789") != std::string::npos;
    const bool counted =
        frequency.value == "MONTHLY" ||
        (frequency.value == "YEARLY" && part("BYWEEKNO") == nullptr);
    if (numbers && !counted)
      at("5545-054", days->span,
         fmt::format("BYDAY counts weekdays in a {} rule", frequency.value));
  }

  const Property& rule_;
  const WrittenTime& start_;
  const bool in_zone_;
  CalendarLog& log_;
  std::vector<RulePart> parts_;
};

}  // namespace

void check_rule_syntax(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    const std::string& name = calendar.component(index).name;
    const bool in_zone = name == "STANDARD" || name == "DAYLIGHT";
    const PropertyIndex& properties = calendar.properties(index);
    const auto rules = properties.all("RRULE");
    if (rules.empty()) continue;
    const WrittenTime start = written_time(properties.first("DTSTART"));
    for (const auto& [of, rule] : rules)
      RuleCheck(*rule, start, in_zone, log).run();
  }
}

}  // namespace calspam
