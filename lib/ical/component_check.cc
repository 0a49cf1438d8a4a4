// SPDX-License-Identifier: MIT
#include "ical/component_check.hh"

#include <algorithm>
#include <array>

#include "ical/anomalies.hh"
#include "ical/component_names.hh"
#include "ical/value.hh"
#include "util/text.hh"

namespace calspam {

namespace {

void check_repeated(const Component& component, AnomalyLog& log) {
  const auto names = single_properties(component.name);
  std::array<const Property*, 64> first{};
  for (const Property& p : component.properties) {
    const auto at = std::find(names.begin(), names.end(), p.name);
    if (at == names.end()) continue;
    const Property*& seen = first[at - names.begin()];
    if (seen == nullptr)
      seen = &p;
    else
      log.add(seen->value == p.value ? anomaly::kIcalRepeatedSame
                                     : anomaly::kIcalRepeated,
              p.span, p.name);
  }
}

void check_missing(const Component& component, std::string_view method,
                   AnomalyLog& log) {
  const bool expected =
      is_schedulable(component.name) || component.name == "VALARM";
  if (expected && component.properties.empty()) {
    log.add(anomaly::kIcalComponentEmpty, component.span, component.name);
    return;
  }
  for (std::string_view name : required_properties(component.name))
    if (component.property(name) == nullptr)
      log.add(anomaly::kIcalMissing, component.span, name);
  // RFC 5546 lets cancellations and answers leave it out.
  const bool starts =
      method.empty() || method == "REQUEST" || method == "PUBLISH";
  if (component.name == "VEVENT" && starts &&
      component.property("DTSTART") == nullptr)
    log.add(anomaly::kIcalMissing, component.span, "DTSTART");
}

bool is_decimal(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789.") == text.npos;
}

// RFC 5545 3.8.1.6: two numbers with a semicolon, which some escape.
bool is_geo(std::string_view text) {
  const std::size_t middle = text.find(';');
  if (middle == text.npos) return false;
  std::string_view latitude = text.substr(0, middle);
  if (latitude.ends_with('\\')) latitude.remove_suffix(1);
  return is_decimal(latitude) && is_decimal(text.substr(middle + 1));
}

void check_value(const Property& property, AnomalyLog& log) {
  if (property.name.empty()) return;
  if (trimmed(property.value).empty()) {
    log.add(anomaly::kIcalValueEmpty, property.span, property.name);
    return;
  }
  const bool good = property.name == "GEO" ? is_geo(property.value)
                    : property.name == "PRIORITY"
                        ? parse_integer(property.value).has_value()
                        : true;
  if (!good) log.add(anomaly::kIcalValue, property.span, property.value);
  if (!is_known_property(property.name))
    log.add(anomaly::kIcalPropertyUnknown, property.span, property.name);
}

}  // namespace

void check_component(const Component& component, std::string_view method,
                     AnomalyLog& log) {
  check_repeated(component, log);
  check_missing(component, method, log);
  for (const Property& property : component.properties)
    check_value(property, log);
}

}  // namespace calspam
