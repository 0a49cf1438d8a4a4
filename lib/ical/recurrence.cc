// SPDX-License-Identifier: MIT
#include "ical/recurrence.hh"

#include <algorithm>
#include <cmath>

#include "ical/anomalies.hh"
#include "ical/recurrence_filter.hh"
#include "ical/recurrence_rate.hh"
#include "ical/recurrence_rule.hh"
#include "ical/recurrence_walk.hh"
#include "ical/value.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// RFC 5545 says there should be one; more than a few nobody writes.
constexpr std::size_t kRules = 8;
// Bounded rules up to this size are counted one by one.
constexpr double kCountedOneByOne = 2'000;
constexpr double kYear = 365.2425 * static_cast<double>(kDay);
constexpr double kYearsShown = 10;

// RDATE or EXDATE values.
struct Dates {
  std::vector<Instant> instants;
  std::vector<std::int64_t> days;  ///< of DATE values
  std::size_t count = 0;

  void sort() {
    std::sort(instants.begin(), instants.end());
    std::sort(days.begin(), days.end());
  }
};

// What one RRULE amounts to, DTSTART included.
struct RuleResult {
  std::vector<Instant> listed;
  double total = 1;
  std::optional<Instant> last;
  bool cut = false;
  bool out_of_steps = false;
};

std::int64_t floor_day(std::int64_t seconds) {
  return seconds / kDay - (seconds % kDay < 0 ? 1 : 0);
}

class RecurrenceReader {
 public:
  RecurrenceReader(const Component& component, const CalendarTime* start,
                   Zones& zones, const Limits& limits, AnomalyLog& log)
      : component_(component),
        start_(start),
        zones_(zones),
        limits_(limits),
        log_(log),
        local_start_(start == nullptr ? 0
                                      : day_number(start->date) * kDay +
                                            start->second_of_day),
        zoned_(start != nullptr && !start->date_only &&
               start->zone != CalendarTime::Zone::Utc && !start->tzid.empty()) {
  }

  Recurrence read() {
    const Dates additions = read_dates("RDATE");
    exceptions_ = read_dates("EXDATE");
    if (start_ != nullptr && !exceptions_.instants.empty() &&
        exceptions_.instants.front() < start_->instant)
      log_.add(anomaly::kIcalExceptionIdle, component_.span,
               iso_instant(exceptions_.instants.front()));
    out_.explicit_dates = additions.count;
    out_.exceptions = exceptions_.count;
    std::size_t rules = 0;
    for (const Property& property : component_.properties)
      if (property.name == "RRULE" && rules++ < kRules) judge(property);
    if (rules > kRules)
      log_.add(anomaly::kIcalLimitRecurrence, component_.span,
               std::to_string(rules) + " rules");
    out_.present = rules > 0 || additions.count > 0;
    if (!out_.present) {
      if (start_ != nullptr) out_.first = {start_->instant};
      return std::move(out_);
    }
    add_dates(additions);
    finish();
    return std::move(out_);
  }

 private:
  Instant instant(std::int64_t local) {
    return zoned_ ? zones_.instant(start_->tzid, local) : local;
  }

  Dates read_dates(std::string_view name) {
    Dates dates;
    for (const Property& property : component_.properties)
      if (property.name == name) read_dates(property, dates);
    dates.sort();
    return dates;
  }

  void read_dates(const Property& property, Dates& dates) {
    const auto values = split_values(property.value);
    dates.count += values.size();
    if (values.size() > limits_.values)
      log_.add(anomaly::kIcalLimitValues, property.span, property.name);
    const std::string tzid = property.parameter_value("TZID");
    for (std::size_t i = 0; i < std::min(values.size(), limits_.values); ++i) {
      const std::string_view written = values[i].substr(0, values[i].find('/'));
      const auto value = parse_date_time(written);
      if (!value) {
        if (!trimmed(written).empty())
          log_.add(anomaly::kIcalDate, property.span, written);
      } else if (value->date_only) {
        dates.days.push_back(day_number(value->date));
      } else if (value->utc || tzid.empty()) {
        dates.instants.push_back(value->utc ? value->local_seconds()
                                            : instant(value->local_seconds()));
      } else {
        dates.instants.push_back(zones_.instant(tzid, value->local_seconds()));
      }
    }
  }

  // A DATE in EXDATE takes out what falls on that day: RFC 5545 wants the type
  // of DTSTART, but what is written so is meant so.
  bool excluded(std::int64_t local, Instant at) const {
    return std::binary_search(exceptions_.instants.begin(),
                              exceptions_.instants.end(), at) ||
           std::binary_search(exceptions_.days.begin(), exceptions_.days.end(),
                              floor_day(local));
  }

  void judge(const Property& property) {
    const RecurrenceRule rule = parse_rule(property.value);
    if (!rule.valid && !trimmed(property.value).empty())
      log_.add(anomaly::kIcalRule, property.span, property.value);
    const bool first = out_.rule.empty();
    if (first) {
      out_.rule = property.value;
      out_.frequency = rule.frequency_name;
    }
    if (rule.frequency == Frequency::None) return;
    const RecurrenceFilter filter(rule, local_start_);
    const double rate = occurrences_per_year(filter);
    if (first) out_.density = density(rule, rate);
    out_.per_year += rate;
    if (!rule.count && !rule.until) out_.endless = true;
    if (rate == 0) {
      out_.impossible = true;
      return;
    }
    const RuleResult result = follow(filter, rate);
    if (result.out_of_steps)
      log_.add(anomaly::kIcalLimitRecurrence, property.span, property.value);
    total_ += result.total - 1;
    out_.listing_cut |= result.cut;
    out_.first.insert(out_.first.end(), result.listed.begin(),
                      result.listed.end());
    if (result.last)
      last_ = std::max(last_.value_or(*result.last), *result.last);
  }

  static Recurrence::Density density(const RecurrenceRule& rule, double rate) {
    using enum Recurrence::Density;
    // The name counts unless INTERVAL thins the rule out: WEEKLY;INTERVAL=52
    // is yearly, HOURLY;INTERVAL=24 daily.
    Recurrence::Density by_name = None;
    if (rule.frequency == Frequency::Daily && rate >= 60) by_name = Daily;
    if (rule.frequency == Frequency::Weekly && rate >= 15) by_name = Weekly;
    if (rule.frequency == Frequency::Monthly && rate >= 2) by_name = Monthly;
    const auto by_rate = rate > 367   ? SubDaily
                         : rate > 250 ? Daily
                         : rate > 48  ? Weekly
                         : rate > 11  ? Monthly
                         : rate > 0   ? Yearly
                                      : None;
    return std::max(by_name, by_rate);
  }

  bool ended(const RecurrenceRule& rule, std::int64_t local, Instant at) const {
    if (!rule.until) return false;
    if (rule.until->date_only)
      return floor_day(local) > day_number(rule.until->date);
    return (rule.until->utc ? at : local) > rule.until->local_seconds();
  }

  double estimate(const RecurrenceRule& rule, double rate) const {
    double total = rate * kYearsShown;
    if (rule.until)
      total = static_cast<double>(rule.until->local_seconds() - local_start_) /
                  kYear * rate +
              1;
    if (rule.count) total = static_cast<double>(*rule.count);
    return std::max(total, 1.0);
  }

  RuleResult follow(const RecurrenceFilter& filter, double rate) {
    const RecurrenceRule& rule = filter.rule();
    const bool bounded = rule.count || rule.until;
    RuleResult result;
    const double expected = estimate(rule, rate);
    const bool count_all = bounded && expected <= kCountedOneByOne;
    std::uint64_t number = 1, left_out = 0;
    bool over = rule.count == 1u;
    bool met = false;
    Instant last = instant(local_start_);
    const auto visit = [&](std::int64_t local) {
      met = true;
      if (local == local_start_) return true;
      const Instant at = instant(local);
      over = ended(rule, local, at) || (rule.count && number >= *rule.count);
      if (over) return false;
      ++number;
      last = at;
      if (excluded(local, at)) {
        ++left_out;
      } else if (result.listed.size() < limits_.occurrences) {
        result.listed.push_back(at);
      } else {
        result.cut = true;
        return count_all;
      }
      return true;
    };
    const WalkEnd end =
        over ? WalkEnd::Stopped
             : walk_rule(filter, limits_.recurrence_steps, visit);
    if (end == WalkEnd::Done) over = true;
    result.out_of_steps = end == WalkEnd::OutOfSteps;
    if (result.out_of_steps) result.cut = true;
    if (end == WalkEnd::Done && !met) out_.impossible = true;
    if (over) {
      result.total = static_cast<double>(number - left_out);
      if (bounded) result.last = last;
      return result;
    }
    estimate_rest(rule, rate, expected, result);
    return result;
  }

  void estimate_rest(const RecurrenceRule& rule, double rate, double expected,
                     RuleResult& result) const {
    const double end_of_time = static_cast<double>(day_number({9999, 12, 31})) *
                               static_cast<double>(kDay);
    const double room =
        (end_of_time - static_cast<double>(local_start_)) / kYear * rate + 1;
    const double total = std::min(expected, std::max(room, 1.0));
    const bool bounded = rule.count || rule.until;
    const double least =
        bounded ? static_cast<double>(result.listed.size()) + 1 : 1;
    result.total =
        std::max(total - static_cast<double>(exceptions_.count), least);
    if (!bounded) return;
    double last =
        static_cast<double>(local_start_) + (total - 1) / rate * kYear;
    if (rule.until && !rule.count)
      last = static_cast<double>(rule.until->local_seconds());
    result.last = static_cast<Instant>(std::min(last, end_of_time));
  }

  void add_dates(const Dates& additions) {
    std::vector<Instant> dates = additions.instants;
    std::int64_t time = 0;
    if (start_ != nullptr) time = start_->second_of_day;
    for (std::int64_t day : additions.days)
      dates.push_back(instant(day * kDay + time));
    std::sort(dates.begin(), dates.end());
    dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
    if (out_.density == Recurrence::Density::None) spread(dates);
    for (Instant at : dates) {
      if (start_ != nullptr && at == start_->instant) continue;
      if (excluded(at, at)) continue;
      out_.first.push_back(at);
      total_ += 1;
      if (!out_.endless) last_ = std::max(last_.value_or(at), at);
    }
  }

  // Dates without a rule are as dense as in the year after the first.
  void spread(const std::vector<Instant>& dates) {
    if (dates.empty()) return;
    const Instant first = start_ == nullptr ? dates.front() : start_->instant;
    const auto within = std::count_if(
        dates.begin(), dates.end(),
        [&](Instant at) { return at > first && at < first + 365 * kDay; });
    out_.per_year = static_cast<double>(within) + 1;
    out_.density = density(RecurrenceRule{}, out_.per_year);
  }

  void finish() {
    if (start_ == nullptr) {
      out_.first.clear();
    } else if (excluded(local_start_, start_->instant)) {
      total_ = std::max(total_ - 1, 0.0);
    } else {
      out_.first.push_back(start_->instant);
    }
    std::sort(out_.first.begin(), out_.first.end());
    out_.first.erase(std::unique(out_.first.begin(), out_.first.end()),
                     out_.first.end());
    if (out_.first.size() > limits_.occurrences) {
      out_.first.resize(limits_.occurrences);
      out_.listing_cut = true;
    }
    out_.total = static_cast<std::uint64_t>(std::llround(total_));
    if (!out_.endless) out_.last = last_;
  }

  const Component& component_;
  const CalendarTime* start_;
  Zones& zones_;
  const Limits& limits_;
  AnomalyLog& log_;
  const std::int64_t local_start_;
  const bool zoned_;
  Dates exceptions_;
  Recurrence out_;
  double total_ = 1;
  std::optional<Instant> last_;
};

}  // namespace

Recurrence read_recurrence(const Component& component,
                           const CalendarTime* start, Zones& zones,
                           const Limits& limits, AnomalyLog& log) {
  return RecurrenceReader(component, start, zones, limits, log).read();
}

}  // namespace calspam
