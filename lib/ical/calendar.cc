// SPDX-License-Identifier: MIT
#include "ical/calendar.hh"

#include <algorithm>

#include "ical/anomalies.hh"
#include "ical/component_check.hh"
#include "ical/component_names.hh"
#include "ical/content_line.hh"
#include "ical/property.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// How far up an END looks for its BEGIN. Bounds the work of a text that opens
// hundreds of thousands of components and closes others.
constexpr std::size_t kEndSearch = 64;

// Values of parameters that a line may have on average. In memory one takes
// forty times its two bytes of text.
constexpr std::size_t kValuesOfLine = 2;

// Beyond as many components memory is worth a copy.
constexpr std::size_t kManyComponents = 1'000;

// Builds the tree out of content lines. Open components stand on a stack of
// indices; those deeper than the limit hang on the deepest one allowed.
class CalendarReader {
 public:
  CalendarReader(std::string_view text, const Limits& limits)
      : limits_(limits),
        log_(calendar_.anomalies),
        lines_(text, limits, log_) {}

  Calendar read() {
    ContentLine line;
    while (!full_ && lines_.next(line)) {
      Property property = parse_property(line, limits_, log_);
      if (property.name == "BEGIN" && !trimmed(property.value).empty())
        begin(property);
      else if (property.name == "END" && !trimmed(property.value).empty())
        end(property);
      else
        keep(std::move(property));
      last_end_ = line.span.end;
    }
    while (!open_.empty()) close_top(false, last_end_);
    finish();
    return std::move(calendar_);
  }

 private:
  void begin(const Property& line) {
    std::string name = component_name(line);
    if (calendar_.components.size() >= limits_.components) {
      stop(anomaly::kIcalLimitComponents, line.span);
      return;
    }
    if (name == "VCALENDAR") {
      // A calendar never stands in another: END:VCALENDAR was forgotten.
      while (!open_.empty()) close_top(false, last_end_);
      if (seen_calendar_) log_.add(anomaly::kIcalSeveral, line.span);
      seen_calendar_ = true;
    } else {
      check_place(name, line);
    }
    open(std::move(name), line.span);
  }

  std::string component_name(const Property& line) {
    const std::string_view written = trimmed(line.value);
    std::string name = ascii_upper(written);
    if (name != written) log_.add(anomaly::kIcalNameCase, line.span, written);
    return name;
  }

  void check_place(std::string_view name, const Property& line) {
    if (open_.empty()) log_.add(anomaly::kIcalRoot, line.span, name);
    if (is_schedulable(name)) {
      const auto outer =
          std::find_if(open_.rbegin(), open_.rend(), [this](int index) {
            return is_schedulable(calendar_.components[index].name);
          });
      if (outer != open_.rend() &&
          static_cast<std::size_t>(outer - open_.rbegin()) < kEndSearch) {
        log_.add(anomaly::kIcalNested, line.span, name);
        const std::size_t depth = open_.rend() - outer - 1;
        while (open_.size() > depth) close_top(false, last_end_);
      }
    }
    if (name.starts_with("X-"))
      log_.add(anomaly::kIcalComponentExtension, line.span, name);
    else if (!is_known_component(name))
      log_.add(anomaly::kIcalComponentUnknown, line.span, name);
  }

  void open(std::string name, Span span) {
    std::size_t level = open_.size();
    if (level >= limits_.component_depth) {
      level = limits_.component_depth - 1;
      log_.add(anomaly::kIcalLimitDepth, span, name);
    }
    Component component;
    component.name = std::move(name);
    component.depth = static_cast<int>(level);
    component.parent = level == 0 ? -1 : open_[level - 1];
    component.span = span;
    open_.push_back(static_cast<int>(calendar_.components.size()));
    calendar_.components.push_back(std::move(component));
  }

  void end(const Property& line) {
    const std::string name = component_name(line);
    const std::size_t search = std::min(open_.size(), kEndSearch);
    const auto found = std::find_if(
        open_.rbegin(), open_.rbegin() + search,
        [&](int index) { return calendar_.components[index].name == name; });
    if (found == open_.rbegin() + search) {
      log_.add(anomaly::kIcalEndExtra, line.span, name);
      return;
    }
    const std::size_t depth = open_.rend() - found;
    while (open_.size() > depth) close_top(false, line.span.begin);
    close_top(true, line.span.end);
  }

  void close_top(bool closed, std::uint64_t at) {
    Component& component = calendar_.components[open_.back()];
    component.closed = closed;
    component.span.end = std::max(component.span.end, at);
    if (!closed)
      log_.add(anomaly::kIcalEndMissing, component.span, component.name);
    // A hundred thousand events would hold as much again in spare room.
    if (calendar_.components.size() > kManyComponents)
      component.properties.shrink_to_fit();
    open_.pop_back();
  }

  void keep(Property property) {
    if (++properties_ > limits_.properties) {
      stop(anomaly::kIcalLimitProperties, property.span);
      return;
    }
    for (const PropertyParameter& parameter : property.parameters)
      values_ += std::max<std::size_t>(parameter.values.size(), 1);
    if (values_ > kValuesOfLine * limits_.properties) {
      stop(anomaly::kIcalLimitParameters, property.span);
      return;
    }
    if (!open_.empty()) {
      calendar_.components[open_.back()].properties.push_back(
          std::move(property));
      return;
    }
    log_.add(calendar_.components.empty() ? anomaly::kIcalTextBefore
                                          : anomaly::kIcalTextAfter,
             property.span, property.name + ":" + property.value);
    calendar_.stray.push_back(std::move(property));
  }

  void stop(const AnomalyKind& kind, Span span) {
    log_.add(kind, span);
    full_ = true;
  }

  void finish() {
    if (!seen_calendar_) log_.add(anomaly::kIcalNoCalendar, {0, last_end_});
    for (int root : calendar_.roots()) {
      const Component& component = calendar_.components[root];
      if (component.name == "VCALENDAR" && calendar_.children(root).empty())
        log_.add(anomaly::kIcalEmpty, component.span);
    }
    const std::string method = calendar_.method();
    for (const Component& component : calendar_.components)
      check_component(component, method, log_);
    calendar_.complete = !log_.any_limit();
  }

  const Limits& limits_;
  Calendar calendar_;
  AnomalyLog log_;
  ContentLines lines_;
  std::vector<int> open_;
  std::uint64_t last_end_ = 0;
  std::size_t properties_ = 0;
  std::size_t values_ = 0;  // of their parameters
  bool seen_calendar_ = false;
  bool full_ = false;
};

}  // namespace

Calendar parse_calendar(std::string_view text, const Limits& limits) {
  return CalendarReader(text, limits).read();
}

const Property* Component::property(std::string_view wanted) const {
  for (const Property& p : properties)
    if (same_ignoring_case(p.name, wanted)) return &p;
  return nullptr;
}

std::vector<const Property*> Component::all(std::string_view wanted) const {
  std::vector<const Property*> out;
  for (const Property& p : properties)
    if (same_ignoring_case(p.name, wanted)) out.push_back(&p);
  return out;
}

std::string Component::text(std::string_view wanted) const {
  const Property* found = property(wanted);
  return found == nullptr ? "" : found->text();
}

std::vector<int> Calendar::roots() const {
  std::vector<int> out;
  for (std::size_t i = 0; i < components.size(); ++i)
    if (components[i].parent < 0) out.push_back(static_cast<int>(i));
  return out;
}

std::vector<int> Calendar::children(int component) const {
  std::vector<int> out;
  // What a component holds follows it until the depth falls back.
  const int depth = components[component].depth;
  for (std::size_t i = component + 1;
       i < components.size() && components[i].depth > depth; ++i)
    if (components[i].parent == component) out.push_back(static_cast<int>(i));
  return out;
}

std::string Calendar::method() const {
  for (const Component& component : components)
    if (component.name == "VCALENDAR")
      return ascii_upper(trimmed(component.text("METHOD")));
  return "";
}

}  // namespace calspam
