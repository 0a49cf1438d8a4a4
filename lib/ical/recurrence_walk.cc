// SPDX-License-Identifier: MIT
#include "ical/recurrence_walk.hh"

#include <vector>

namespace calspam {

namespace {

constexpr std::int32_t kLastYear = 9999;

class Walk {
 public:
  Walk(const RecurrenceFilter& filter, std::size_t steps,
       const std::function<bool(std::int64_t)>& visit)
      : filter_(filter),
        rule_(filter.rule()),
        last_(day_number({kLastYear, 12, 31})),
        limit_(steps),
        visit_(visit) {}

  WalkEnd by_periods() {
    for (std::int64_t n = 0; first_of_period(n); ++n) {
      if (steps_ > limit_) return WalkEnd::OutOfSteps;
      const auto days = filter_.days_of_period(first_, steps_);
      if (!visit_days(days)) return end_;
    }
    return WalkEnd::Done;
  }

  WalkEnd by_slots(std::int64_t slot) {
    const std::int64_t begin =
        filter_.start_day() * kDay + filter_.start_second() / slot * slot;
    const std::vector<std::int32_t> within = filter_.in_slot();
    const auto chosen = filter_.positions(within.size());
    const bool all = rule_.by_position.empty();
    const std::int64_t stride = slot * rule_.interval;
    for (std::int64_t at = begin; at / kDay <= last_; at += stride) {
      if (++steps_ > limit_) return WalkEnd::OutOfSteps;
      const std::int64_t day = at / kDay - (at % kDay < 0 ? 1 : 0);
      const auto second = static_cast<std::int32_t>(at - day * kDay);
      const bool day_met = filter_.meets_day(day);
      if (!day_met || !filter_.meets_slot(second)) {
        const std::int64_t chance =
            day_met ? filter_.next_chance(second) : kDay;
        // The last slot before it, so that the next step reaches it.
        at += (chance - 1 - second) / stride * stride;
        continue;
      }
      for (std::size_t i = 0; i < (all ? within.size() : chosen.size()); ++i)
        if (!visit_one(at + within[all ? i : chosen[i]])) return end_;
    }
    return WalkEnd::Done;
  }

 private:
  // Sets first_ to the first day of the n-th period; false after the last.
  bool first_of_period(std::int64_t n) {
    const Date start = date_of_day(filter_.start_day());
    const std::int64_t ahead = n * rule_.interval;
    switch (rule_.frequency) {
      case Frequency::Yearly:
        if (start.year + ahead > kLastYear) return false;
        first_ =
            day_number({static_cast<std::int32_t>(start.year + ahead), 1, 1});
        return true;
      case Frequency::Monthly: {
        const std::int64_t month = start.year * 12 + start.month - 1 + ahead;
        if (month / 12 > kLastYear) return false;
        first_ = day_number({static_cast<std::int32_t>(month / 12),
                             static_cast<std::int32_t>(month % 12 + 1), 1});
        return true;
      }
      case Frequency::Weekly: {
        const std::int64_t day = filter_.start_day();
        first_ = day - (weekday(day) - rule_.week_start + 7) % 7 + ahead * 7;
        return first_ <= last_;
      }
      case Frequency::Daily:
        first_ = filter_.start_day() + ahead;
        return first_ <= last_;
      case Frequency::None:
      case Frequency::Secondly:
      case Frequency::Minutely:
      case Frequency::Hourly:
        break;
    }
    return false;
  }

  bool visit_days(const std::vector<std::int64_t>& days) {
    const std::size_t times = filter_.times();
    const auto at = [&](std::size_t n) {
      return days[n / times] * kDay + filter_.time(n % times);
    };
    if (rule_.by_position.empty()) {
      for (std::size_t n = 0; n < days.size() * times; ++n)
        if (!visit_one(at(n))) return false;
      return true;
    }
    for (std::size_t n : filter_.positions(days.size() * times))
      if (!visit_one(at(n))) return false;
    return true;
  }

  bool visit_one(std::int64_t local) {
    if (local < filter_.start()) return true;
    if (++steps_ > limit_) {
      end_ = WalkEnd::OutOfSteps;
      return false;
    }
    end_ = WalkEnd::Stopped;
    return visit_(local);
  }

  const RecurrenceFilter& filter_;
  const RecurrenceRule& rule_;
  const std::int64_t last_;
  const std::size_t limit_;
  const std::function<bool(std::int64_t)>& visit_;
  std::int64_t first_ = 0;
  std::size_t steps_ = 0;
  WalkEnd end_ = WalkEnd::Done;
};

}  // namespace

WalkEnd walk_rule(const RecurrenceFilter& filter, std::size_t steps,
                  const std::function<bool(std::int64_t)>& visit) {
  Walk walk(filter, steps, visit);
  switch (filter.rule().frequency) {
    case Frequency::Secondly:
      return walk.by_slots(1);
    case Frequency::Minutely:
      return walk.by_slots(60);
    case Frequency::Hourly:
      return walk.by_slots(3600);
    case Frequency::None:
      return WalkEnd::Done;
    case Frequency::Daily:
    case Frequency::Weekly:
    case Frequency::Monthly:
    case Frequency::Yearly:
      break;
  }
  return walk.by_periods();
}

}  // namespace calspam
