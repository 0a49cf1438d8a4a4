// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "ical/component_names.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_itip.hh"
#include "lint/itip_table.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// Lines that one finding takes out.
constexpr std::size_t kMostRemoved = 100;

// Cells that are judged otherwise than the table has them, and why.
enum class Judged { Warning, Off };
struct Override {
  std::string_view methods;  ///< "|" between, "*" for all
  std::string_view component;
  std::string_view name;
  Judged judged;
};
constexpr Override kOverrides[] = {
    // Four of five public calendars name no organizer.
    {"PUBLISH", "VEVENT", "ORGANIZER", Judged::Warning},
    {"PUBLISH", "VTODO", "ORGANIZER", Judged::Warning},
    {"PUBLISH", "VJOURNAL", "ORGANIZER", Judged::Warning},
    // Outlook and Exchange save meetings so.
    {"PUBLISH", "VEVENT", "ATTENDEE", Judged::Warning},
    // Every other method, and RFC 5545, allow many.
    {"PUBLISH", "VEVENT", "CONTACT", Judged::Off},
    // The RFC's own example 4.3.1 has none.
    {"PUBLISH", "VFREEBUSY", "UID", Judged::Warning},
    // It may be empty, so a missing one says the same.
    {"REQUEST|COUNTER", "VEVENT", "SUMMARY", Judged::Warning},
    // Tasks without a start are the rule.
    {"PUBLISH|REQUEST", "VTODO", "DTSTART", Judged::Warning},
    {"PUBLISH|REQUEST", "VTODO", "PRIORITY", Judged::Warning},
    // Example 4.7.1 lists four.
    {"REFRESH", "VEVENT", "ATTENDEE", Judged::Warning},
    // Against the table of VEVENT, and against the way iMIP finds its reader.
    {"REFRESH", "VTODO", "ORGANIZER", Judged::Off},
    {"REFRESH", "VTODO", "COMMENT", Judged::Off},
    // All six cancellations of Yahoo.
    {"CANCEL", "VEVENT", "VALARM", Judged::Warning},
    // RFC 5545 3.6.6 has no alarm in a journal: 5545-085 speaks.
    {"*", "VJOURNAL", "VALARM", Judged::Off},
    // Checks of their own.
    {"ADD|CANCEL|COUNTER", "VEVENT", "SEQUENCE", Judged::Off},
    {"ADD|CANCEL", "VTODO", "SEQUENCE", Judged::Off},
    {"ADD|CANCEL", "VJOURNAL", "SEQUENCE", Judged::Off},
};

const Override* override_of(std::string_view method, const ItipRow& row) {
  for (const Override& o : kOverrides)
    if (o.component == row.component && o.name == row.name &&
        (o.methods == "*" || is_one_of(method, o.methods)))
      return &o;
  return nullptr;
}

// One component of a message against the table of its kind.
class TableCheck {
 public:
  TableCheck(const LintedCalendar& calendar, const LintedCalendar::Object& of,
             int component, CalendarLog& log)
      : calendar_(calendar),
        object_(of),
        index_(component),
        component_(calendar.component(component)),
        properties_(calendar.properties(component)),
        log_(log) {}

  void run(int method) {
    for (const ItipRow& row : itip_rows(component_.name)) {
      const Override* o = override_of(object_.method, row);
      if (o != nullptr && o->judged == Judged::Off) continue;
      warning_ = o != nullptr;
      if (row.kind == ItipRow::kProperty)
        check_property(row, row.presence(method));
      if (row.kind == ItipRow::kInside) check_inside(row, row.presence(method));
    }
    check_conditions();
  }

 private:
  std::string key(std::string_view name) const {
    return fmt::format("{}/{}/{}", object_.method, component_.name, name);
  }

  LintFinding& keyed(LintFinding& finding, std::string_view name) const {
    finding.key = key(name);
    if (warning_) finding.level = LintLevel::Warning;
    return finding;
  }

  void check_property(const ItipRow& row, Presence presence) {
    const auto all = properties_.all(row.name);
    const bool required =
        presence == Presence::One || presence == Presence::OneOrMore;
    const bool once =
        presence == Presence::One || presence == Presence::AtMostOne;
    if (all.empty() && required) missing(row);
    if (!all.empty() && presence == Presence::Forbidden) {
      LintFinding& finding =
          keyed(log_.at("5546-T2", *all.front().second,
                        fmt::format("{} may not stand in the {} of a {}",
                                    row.name, component_.name, object_.method)),
                row.name);
      finding.edits = without(all);
    }
    if (all.size() > 1 && once && !speaks_for_several(row))
      keyed(
          log_.at("5546-T3", *all[1].second,
                  fmt::format("{} stands {} times in one {} of a {}", row.name,
                              all.size(), component_.name, object_.method)),
          row.name);
  }

  void missing(const ItipRow& row) {
    LintFinding& finding =
        keyed(log_.at_component(
                  "5546-T1", component_,
                  fmt::format("{} is missing in the {} of a {}", row.name,
                              component_.name, object_.method)),
              row.name);
    finding.excerpt.clear();
    // The one required text that may be empty.
    if (row.name == "SUMMARY")
      finding.edits = log_.appended(component_, "SUMMARY:");
  }

  std::vector<Edit> without(
      std::span<const std::pair<std::string_view, const Property*>> all) {
    if (all.size() > kMostRemoved) return {};
    Edits edits = log_.edits();
    for (const auto& [name, property] : all)
      edits.remove_lines(log_.part(), property->span);
    return edits.take();
  }

  // Who delegates answers for the delegate too (RFC 5546 3.2.2.3); other
  // replies of several are 5546-12.
  bool speaks_for_several(const ItipRow& row) const {
    return row.name == "ATTENDEE" && object_.method == "REPLY" &&
           row.component != "VFREEBUSY";
  }

  void check_inside(const ItipRow& row, Presence presence) {
    if (presence != Presence::Forbidden) return;
    for (int child : calendar_.children(index_)) {
      const Component& inner = calendar_.component(child);
      if (inner.name != row.name) continue;
      LintFinding& finding =
          keyed(log_.at_component(
                    "5546-T2", inner,
                    fmt::format("a {} may not stand in the {} of a {}",
                                row.name, component_.name, object_.method)),
                row.name);
      finding.edits = log_.removed(inner);
      return;
    }
  }

  void check_conditions() {
    warning_ = false;
    for (const ItipCondition& condition : itip_conditions()) {
      if (condition.method != object_.method ||
          condition.component != component_.name)
        continue;
      const Property* property = properties_.first(condition.name);
      if (property == nullptr) continue;
      if (condition.values.empty())
        check_pair(condition, *property);
      else
        check_value(condition, *property);
    }
  }

  void check_pair(const ItipCondition& condition, const Property& property) {
    if (!properties_.has(condition.excludes)) return;
    keyed(log_.at("5546-T5", property,
                  fmt::format("{} and {} stand in one {}", condition.name,
                              condition.excludes, component_.name)),
          condition.name);
  }

  void check_value(const ItipCondition& condition, const Property& property) {
    const std::string_view value = trimmed(property.value);
    if (is_one_of(value, condition.values)) return;
    // Those have checks of their own.
    if (object_.method == "CANCEL") return;
    if (object_.method == "REQUEST" && same_ignoring_case(value, "CANCELLED"))
      return;
    keyed(log_.at_value("5546-T5", property,
                        fmt::format("{} {} does not fit a {}", condition.name,
                                    quoted(value), object_.method)),
          condition.name);
  }

  const LintedCalendar& calendar_;
  const LintedCalendar::Object& object_;
  const int index_;
  const Component& component_;
  const PropertyIndex& properties_;
  CalendarLog& log_;
  bool warning_ = false;
};

// How many of the message's own kind, and what stands beside them.
void check_beside(const LintedCalendar& calendar,
                  const LintedCalendar::Object& object, int method,
                  std::string_view kind, CalendarLog& log) {
  for (const ItipRow& row : itip_rows(kind)) {
    if (row.kind != ItipRow::kBeside) continue;
    const Presence presence = row.presence(method);
    std::size_t count = 0;
    const Component* second = nullptr;
    for (int child : object.children) {
      const Component& component = calendar.component(child);
      if (component.name != row.name) continue;
      if (++count <= 2) second = &component;
    }
    const std::string key =
        fmt::format("{}/{}/{}", object.method, kind, row.name);
    if (row.name == kind && presence == Presence::One && count > 1)
      log.at_component("5546-T4", *second,
                       fmt::format("{} components in a {}, which allows one",
                                   counted(count, kind), object.method))
          .key = key;
    // Two kinds side by side are 5546-02.
    if (count > 0 && presence == Presence::Forbidden &&
        !is_schedulable(row.name))
      log.at_component("5546-T2", *second,
                       fmt::format("a {} may not stand in a {} of {}", row.name,
                                   object.method, kind))
          .key = key;
    if (count > 1 && presence == Presence::AtMostOne)
      log.at_component("5546-T3", *second,
                       fmt::format("{} {} components in a {}, which allows one",
                                   count, row.name, object.method))
          .key = key;
  }
}

}  // namespace

void check_itip_tables(const LintedCalendar& calendar, CalendarLog& log) {
  for (const LintedCalendar::Object& object : calendar.objects()) {
    const int method = itip_method(object.method);
    if (method < 0) continue;
    std::string_view kind;
    for (int child : object.children) {
      const Component& component = calendar.component(child);
      if (itip_clause(component.name, method).empty()) continue;
      if (kind.empty()) kind = component.name;
      TableCheck(calendar, object, child, log).run(method);
    }
    if (!kind.empty()) check_beside(calendar, object, method, kind, log);
  }
}

}  // namespace calspam
