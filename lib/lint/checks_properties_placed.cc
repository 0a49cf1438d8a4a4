// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "ical/component_names.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_objects.hh"
#include "lint/itip_table.hh"
#include "lint/property_table.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// 5545-096 speaks of those, 5545-055 of EXRULE.
bool is_relic(std::string_view name) {
  return name == "DALARM" || name == "AALARM" || name == "MALARM" ||
         name == "PALARM" || name == "TZ" || name == "DAYLIGHT" ||
         name == "EXRULE";
}

// The tables of iTIP count the properties of this component.
bool is_in_table(const LintedCalendar& calendar, int index,
                 std::string_view name) {
  const Component& component = calendar.component(index);
  const int method = itip_method(calendar.method(index));
  if (itip_clause(component.name, method).empty()) return false;
  return std::ranges::any_of(itip_rows(component.name),
                             [&](const ItipRow& r) { return r.name == name; });
}

void check_name(const Property& property, CalendarLog& log) {
  if (is_known_property(property.name) || is_relic(property.name) ||
      property.name.empty())
    return;
  LintFinding& finding = log.at(
      "5545-015", property,
      fmt::format("{} is no registered property", quoted(property.name)));
  // "X-" ahead of anything else does not make a name of it.
  if (!is_token(property.name) || !property.group.empty()) return;
  finding.edits =
      log.edits()
          .replace(log.part(), {property.span.begin, property.span.begin}, "X-")
          .take();
}

void check_place(const Component& component, const Property& property,
                 CalendarLog& log) {
  const std::uint16_t bit = component_bit(component.name);
  const PropertyRow* row = property_row(property.name);
  if (bit == 0 || row == nullptr || (row->allowed & bit) != 0) return;
  log.at("5545-016", property,
         fmt::format("{} may not stand in a {}", property.name, component.name))
      .edits = log.edits().remove_lines(log.part(), property.span).take();
}

void check_count(const LintedCalendar& calendar, int index, CalendarLog& log) {
  const std::uint16_t bit = component_bit(calendar.component(index).name);
  if (bit == 0) return;
  const PropertyIndex& properties = calendar.properties(index);
  for (const PropertyRow& row : property_rows()) {
    if ((row.once & bit) == 0) continue;
    const auto all = properties.all(row.name);
    if (all.size() > 1 && !is_in_table(calendar, index, row.name))
      log.at("5545-022", *all[1].second,
             fmt::format("{} stands {} times in one {}", row.name, all.size(),
                         calendar.component(index).name));
  }
}

// A UUID made of the component itself: the same input mends the same way.
std::string uuid_of(std::string_view text) {
  std::string hex = sha256(text).substr(0, 32);
  hex[12] = '8';
  hex[16] = 'a';
  for (std::size_t at : {20, 16, 12, 8}) hex.insert(at, 1, '-');
  return hex;
}

void check_required(const LintedCalendar& calendar, int index,
                    CalendarLog& log) {
  const Component& component = calendar.component(index);
  if (!is_schedulable(component.name)) return;
  const PropertyIndex& properties = calendar.properties(index);
  if (!properties.has("UID") && !is_in_table(calendar, index, "UID"))
    log.at_component("5545-023", component,
                     fmt::format("the {} has no UID", component.name))
        .edits =
        log.edits()
            .add_first(log.part(), component,
                       "UID:" + uuid_of(slice(calendar.text(), component.span)))
            .take();
  if (!properties.has("DTSTAMP") && !is_in_table(calendar, index, "DTSTAMP")) {
    LintFinding& finding =
        log.at_component("5545-024", component,
                         fmt::format("the {} has no DTSTAMP", component.name));
    if (calendar.subject().now) {
      std::string stamp = iso_instant(*calendar.subject().now);
      std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
      finding.edits = log.edits()
                          .add_first(log.part(), component, "DTSTAMP:" + stamp)
                          .take();
    }
  }
  const bool event =
      component.name == "VEVENT" && !is_in_table(calendar, index, "DTSTART");
  if (!properties.has("DTSTART") && (event || properties.has("RRULE")))
    log.at_component("5545-025", component,
                     fmt::format("the {}{} has no DTSTART", component.name,
                                 properties.has("RRULE") ? " recurs but" : ""));
}

bool is_formal_identifier(std::string_view prodid) {
  const bool owner = prodid.starts_with("-//") || prodid.starts_with("+//") ||
                     prodid.starts_with("ISO");
  return owner && prodid.find("//", 3) != prodid.npos;
}

void check_product(const Component& component, const PropertyIndex& properties,
                   CalendarLog& log) {
  const Property* product = properties.first("PRODID");
  if (product == nullptr) {
    log.at_component("5545-019", component, "PRODID is missing").edits =
        log.edits()
            .add_first(log.part(), component,
                       "PRODID:-//calspam//lint-imip//EN")
            .take();
  } else if (!is_formal_identifier(trimmed(product->value))) {
    log.at_value("5545-020", *product,
                 fmt::format("PRODID {} is no formal public identifier",
                             quoted(product->value)));
  }
}

void check_version(const Component& component, const PropertyIndex& properties,
                   CalendarLog& log) {
  const Property* version = properties.first("VERSION");
  if (version == nullptr)
    log.at_component("5545-018", component, "VERSION is missing").edits =
        log.edits().add_first(log.part(), component, "VERSION:2.0").take();
  else if (trimmed(version->value) != "2.0")
    log.at_value("5545-018", *version,
                 fmt::format("VERSION is {}", quoted(version->value)))
        .edits = log.edits().set_value(log.part(), *version, "2.0").take();
}

// A property of the calendar behind its first component.
void check_order(const LintedCalendar& calendar,
                 const LintedCalendar::Object& object, CalendarLog& log) {
  if (object.children.empty()) return;
  const Component& root = calendar.component(object.root);
  const std::uint64_t first =
      calendar.component(object.children.front()).span.begin;
  for (const Property& property : root.properties) {
    if (property.span.begin < first || property.name.empty()) continue;
    const PropertyRow* row = property_row(property.name);
    // What belongs into a component is misplaced, not late.
    if (row != nullptr && (row->allowed & kInCalendar) == 0) continue;
    log.at("5545-017", property,
           fmt::format("{} stands after the first component", property.name))
        .edits =
        log.edits()
            .remove_lines(log.part(), property.span)
            .add_first(log.part(), root, calendar.unfolded(property.span))
            .take();
  }
}

void check_object(const LintedCalendar& calendar,
                  const LintedCalendar::Object& object, CalendarLog& log) {
  const Component& root = calendar.component(object.root);
  if (root.name != "VCALENDAR") return;
  const PropertyIndex& properties = calendar.properties(object.root);
  check_version(root, properties, log);
  check_product(root, properties, log);
  if (object.children.empty())
    log.at_component("5545-021", root, "the calendar is empty");
  check_order(calendar, object, log);
}

}  // namespace

void check_properties_placed(const LintedCalendar& calendar, CalendarLog& log) {
  for (const LintedCalendar::Object& object : calendar.objects())
    check_object(calendar, object, log);
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const int index = static_cast<int>(i);
    const Component& component = calendar.component(index);
    if (!is_known_component(component.name) &&
        !component.name.starts_with("X-"))
      log.at_component(
          "5545-015", component,
          fmt::format("{} is no registered component", quoted(component.name)));
    for (const Property& property : component.properties) {
      check_name(property, log);
      check_place(component, property, log);
    }
    check_count(calendar, index, log);
    check_required(calendar, index, log);
  }
}

}  // namespace calspam
