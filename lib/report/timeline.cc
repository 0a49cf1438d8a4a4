// SPDX-License-Identifier: MIT
#include "report/timeline.hh"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "util/text.hh"
#include "util/time.hh"

namespace calspam {
namespace {

constexpr std::int64_t kWidth = 900;
constexpr std::int64_t kMostBars = 75;
constexpr std::size_t kMostTicks = 40;

std::string day_text(std::int64_t day) {
  return iso_instant(day * kDay).substr(0, 10);
}

std::vector<Instant> occurrences(const Report& report) {
  std::vector<Instant> found;
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events)
      for (const std::string& time : event.first_occurrences)
        if (const auto instant = parse_iso_instant(time))
          found.push_back(*instant);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() > kMostTicks) found.resize(kMostTicks);
  return found;
}

struct Total {
  std::uint64_t all = 0, judged = 0;

  void add(const std::array<std::uint64_t, 5>& counts) {
    for (std::size_t level = 0; level < counts.size(); ++level) {
      all += counts[level];
      if (level >= static_cast<std::size_t>(Level::Suspicious))
        judged += counts[level];
    }
  }
};

// The days between which all but a fiftieth of the occurrences at either end
// lie: one event in the year 9999 must not flatten a picture.
struct Window {
  std::int64_t first = 0, last = 0;
  std::uint64_t earlier = 0, later = 0;
};

Window window_of(const DayCounts& days) {
  Total total;
  for (const auto& [day, counts] : days) total.add(counts);
  const std::uint64_t aside = total.all / 50;
  Window window{days.begin()->first, days.rbegin()->first, 0, 0};
  if (window.last - window.first <= kMostBars) return window;
  for (auto it = days.begin(); it != days.end(); ++it) {
    Total here;
    here.add(it->second);
    window.first = it->first;
    if (window.earlier + here.all > aside) break;
    window.earlier += here.all;
  }
  for (auto it = days.rbegin(); it != days.rend(); ++it) {
    Total here;
    here.add(it->second);
    window.last = it->first;
    if (window.later + here.all > aside) break;
    window.later += here.all;
  }
  return window;
}

std::vector<Total> bars_of(const DayCounts& days, const Window& window,
                           std::int64_t days_a_bar) {
  const std::int64_t count = (window.last - window.first) / days_a_bar + 1;
  std::vector<Total> bars(static_cast<std::size_t>(count));
  for (auto it = days.lower_bound(window.first);
       it != days.end() && it->first <= window.last; ++it)
    bars[static_cast<std::size_t>((it->first - window.first) / days_a_bar)].add(
        it->second);
  return bars;
}

void add_bar(const Total& bar, std::uint64_t highest, double x, double width,
             std::string_view title, std::string& out) {
  constexpr double kHigh = 90;
  if (bar.all == 0) return;
  const auto scaled = [highest](std::uint64_t count) {
    return kHigh * static_cast<double>(count) / static_cast<double>(highest);
  };
  const double all = std::max(scaled(bar.all), 1.0);
  const double judged = scaled(bar.judged);
  out += fmt::format(
      "<g><title>{}: {}</title><rect class=h x={:.1f} y={:.1f} width={:.1f} "
      "height={:.1f} />",
      title, counted(bar.all, "event"), x, 100 - all, width, all);
  if (bar.judged != 0)
    out += fmt::format(
        "<rect class=j x={:.1f} y={:.1f} width={:.1f} height={:.1f} />", x,
        100 - judged, width, judged);
  out += "</g>";
}

}  // namespace

std::string event_timeline(const Report& report) {
  const std::vector<Instant> ticks = occurrences(report);
  const std::optional<Instant> came = parse_iso_instant(report.time);
  if (ticks.empty() || (!came && ticks.size() < 2)) return "";
  const Instant first = came ? std::min(*came, ticks.front()) : ticks.front();
  const Instant last = came ? std::max(*came, ticks.back()) : ticks.back();
  if (first == last) return "";
  const auto x = [&](Instant at) {
    return 8 + (kWidth - 16) * static_cast<double>(at - first) /
                   static_cast<double>(last - first);
  };
  std::string out = fmt::format(
      "<svg viewBox=\"0 0 {} 44\" role=img aria-label=timeline><path "
      "class=a d=\"M0 14H{}\"/><path class=e d=\"",
      kWidth, kWidth);
  for (Instant tick : ticks) out += fmt::format("M{:.0f} 6v16", x(tick));
  out += "\"/>";
  if (came)
    out += fmt::format("<circle class=y cx={:.0f} cy=14 r=5 />", x(*came));
  const auto label = [&](Instant at) {
    return iso_instant(at).substr(0, 16) +
           (came && at == *came ? " message" : " event");
  };
  out += fmt::format(
      "<text y=38>{}</text><text x={} y=38 text-anchor=end>{}</text></svg>",
      label(first), kWidth, label(last));
  return out;
}

std::string batch_timeline(const DayCounts& days) {
  if (days.empty()) return "";
  const Window window = window_of(days);
  const std::int64_t days_a_bar = (window.last - window.first) / kMostBars + 1;
  const std::vector<Total> bars = bars_of(days, window, days_a_bar);
  std::uint64_t highest = 1;
  for (const Total& bar : bars) highest = std::max(highest, bar.all);
  const double step =
      static_cast<double>(kWidth) / static_cast<double>(bars.size());
  std::string out = fmt::format(
      "<svg viewBox=\"0 0 {} 120\" role=img><title>when events fall</title>",
      kWidth);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const auto at = static_cast<std::int64_t>(i);
    add_bar(bars[i], highest, step * static_cast<double>(i),
            std::min(step * 0.86, 40.0),
            day_text(window.first + at * days_a_bar), out);
  }
  out += fmt::format(
      "<path class=a d=\"M0 100.5H{}\"/><text y=116>{}</text><text x={} y=116 "
      "text-anchor=end>{}</text></svg>",
      kWidth, day_text(window.first), kWidth, day_text(window.last));
  out += fmt::format("<p><small>{} a bar; highest {}",
                     counted(static_cast<std::size_t>(days_a_bar), "day"),
                     counted(highest, "event"));
  if (window.earlier != 0) out += fmt::format("; {} earlier", window.earlier);
  if (window.later != 0) out += fmt::format("; {} later", window.later);
  return out + "</small>\n";
}

}  // namespace calspam
