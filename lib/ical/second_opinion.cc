// SPDX-License-Identifier: MIT
#include "ical/second_opinion.hh"

#include <fmt/format.h>
#include <libical/ical.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "ical/anomalies.hh"
#include "ical/anomaly_log.hh"
#include "ical/value.hh"
#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::size_t kTextBytes = 1 << 20;
constexpr std::size_t kDifferences = 50;

struct FreeComponent {
  void operator()(icalcomponent* component) const {
    icalcomponent_free(component);
  }
};
using OwnedComponent = std::unique_ptr<icalcomponent, FreeComponent>;

// libical keeps error states and counters for the whole process.
std::mutex& libical_mutex() {
  static std::mutex mutex;
  return mutex;
}

void prepare() {
  icalerror_set_errors_are_fatal(false);
  // The first look at a zone reads zone.tab, and races with other threads.
  icaltimezone_get_utc_timezone();
}

std::string taken(char* text) {
  if (text == nullptr) return "";
  std::string out = text;
  icalmemory_free_buffer(text);
  return out;
}

std::string value_of(icalproperty* property) {
  return taken(icalproperty_get_value_as_string_r(property));
}

// Pre-order, without the root that libical puts around several calendars.
// Depth is bounded by the canonical text.
void collect(icalcomponent* component, std::vector<icalcomponent*>& out) {
  if (icalcomponent_isa(component) != ICAL_XROOT_COMPONENT)
    out.push_back(component);
  for (icalcomponent* child =
           icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
       child != nullptr;
       child = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
    collect(child, out);
}

std::string name_of(icalcomponent* component) {
  const char* name = icalcomponent_kind_to_string(icalcomponent_isa(component));
  return name == nullptr ? "" : name;
}

// libical 3 keeps no name of X- components and of those it does not know.
bool has_kind(icalcomponent* component, const std::string& name) {
  const icalcomponent_kind kind = icalcomponent_isa(component);
  if (kind == ICAL_XLICINVALID_COMPONENT) return true;
  return kind == icalcomponent_string_to_kind(name.c_str());
}

std::vector<icalproperty*> properties(icalcomponent* component,
                                      icalproperty_kind kind) {
  std::vector<icalproperty*> out;
  for (icalproperty* p = icalcomponent_get_first_property(component, kind);
       p != nullptr; p = icalcomponent_get_next_property(component, kind))
    out.push_back(p);
  return out;
}

std::string name_of(icalproperty* property) {
  const char* name = icalproperty_get_property_name(property);
  return name == nullptr ? "" : ascii_upper(name);
}

// libical makes several properties of the values of these.
bool is_list(std::string_view name) {
  return name == "CATEGORIES" || name == "RESOURCES" || name == "EXDATE" ||
         name == "RDATE" || name == "FREEBUSY";
}

// The values whose difference means another sender, time or meeting.
bool is_compared(std::string_view name) {
  return name == "UID" || name == "DTSTART" || name == "DTEND" ||
         name == "ORGANIZER" || name == "METHOD" || name == "SEQUENCE";
}

class Comparison {
 public:
  Comparison(const Calendar& ours, CalendarOpinion& opinion)
      : ours_(ours), opinion_(opinion), log_(opinion.anomalies) {}

  void with(icalcomponent* root) {
    std::vector<icalcomponent*> theirs;
    collect(root, theirs);
    if (theirs.size() != ours_.components.size())
      differ(fmt::format("libical reads {}, we read {}",
                         counted(theirs.size(), "component"),
                         counted(ours_.components.size(), "component")));
    const std::size_t both = std::min(theirs.size(), ours_.components.size());
    for (std::size_t i = 0; i < both; ++i)
      compare(ours_.components[i], theirs[i]);
    for (icalcomponent* component : theirs) report_errors(component);
  }

 private:
  void differ(std::string text) {
    if (opinion_.differences.size() < kDifferences)
      opinion_.differences.push_back(std::move(text));
  }

  void compare(const Component& mine, icalcomponent* theirs) {
    if (!has_kind(theirs, mine.name)) {
      differ(fmt::format("libical reads component {}, we read {}",
                         name_of(theirs), mine.name));
      return;
    }
    struct Count {
      std::size_t mine = 0, theirs = 0;
    };
    std::map<std::string, Count> counts;
    for (const Property& p : mine.properties) ++counts[p.name].mine;
    for (icalproperty* p : properties(theirs, ICAL_ANY_PROPERTY))
      if (icalproperty_isa(p) != ICAL_XLICERROR_PROPERTY)
        ++counts[name_of(p)].theirs;
    for (const auto& [name, count] : counts) {
      if (count.mine == count.theirs) continue;
      if (is_list(name) && count.mine > 0 && count.theirs > 0) continue;
      differ(fmt::format("libical {} {} of {}",
                         count.mine > count.theirs ? "drops" : "adds", name,
                         mine.name));
    }
    for (icalproperty* p : properties(theirs, ICAL_ANY_PROPERTY))
      compare_value(mine, p);
  }

  void compare_value(const Component& mine, icalproperty* theirs) {
    const std::string name = name_of(theirs);
    if (!is_compared(name)) return;
    const Property* property = mine.property(name);
    if (property == nullptr || mine.all(name).size() > 1) return;
    const bool is_text = name == "UID";
    const std::string their_value =
        is_text ? unescaped_text(value_of(theirs)) : value_of(theirs);
    const std::string value = is_text ? property->text() : property->value;
    const bool same = name == "METHOD"
                          ? same_ignoring_case(trimmed(value), their_value)
                          : trimmed(value) == trimmed(their_value);
    if (!same)
      differ(fmt::format("libical reads {} of {} as \"{}\", we as \"{}\"", name,
                         mine.name, truncated(their_value, 200),
                         truncated(value, 200)));
  }

  void report_errors(icalcomponent* component) {
    for (icalproperty* p : properties(component, ICAL_XLICERROR_PROPERTY))
      log_.add(anomaly::kIcalLibicalError, {},
               name_of(component) + ": " + value_of(p));
  }

  const Calendar& ours_;
  CalendarOpinion& opinion_;
  AnomalyLog log_;
};

}  // namespace

CalendarOpinion ask_libical(const Calendar& ours, const Limits& limits) {
  CalendarOpinion opinion;
  const std::string text = canonical_text(ours, limits);
  if (text.size() > kTextBytes) {
    opinion.anomalies.push_back(
        {&anomaly::kIcalLibicalNotAsked, counted(text.size(), "byte"), {}, -1});
    return opinion;
  }
  const std::lock_guard lock(libical_mutex());
  prepare();
  opinion.asked = true;
  if (text.empty()) return opinion;
  const OwnedComponent root(icalparser_parse_string(text.c_str()));
  if (root == nullptr) {
    opinion.anomalies.push_back(
        {&anomaly::kIcalLibicalNothing, "", {0, 0}, -1});
    opinion.differences.push_back("libical reads no calendar");
    return opinion;
  }
  // Against our reading of the same bytes: what canonical text leaves out is
  // an anomaly of ours already.
  Comparison(parse_calendar(text, limits), opinion).with(root.get());
  return opinion;
}

void warm_up_libical() {
  const std::lock_guard lock(libical_mutex());
  prepare();
}

}  // namespace calspam
