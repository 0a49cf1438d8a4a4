// SPDX-License-Identifier: MIT
#include "evidence/fact.hh"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace calspam {

std::string_view fact_type_name(FactType type) {
  switch (type) {
    case FactType::Boolean:
      return "boolean";
    case FactType::Number:
      return "number";
    case FactType::Text:
      return "text";
    case FactType::List:
      return "list";
  }
  return "";
}

std::string_view scope_name(Scope scope) {
  switch (scope) {
    case Scope::Message:
      return "message";
    case Scope::Part:
      return "part";
    case Scope::Event:
      return "event";
    case Scope::Attendee:
      return "attendee";
    case Scope::Alarm:
      return "alarm";
    case Scope::Link:
      return "link";
  }
  return "";
}

namespace {

std::string number_text(double number) {
  if (number == std::floor(number) && std::fabs(number) < 1e15)
    return fmt::format("{:.0f}", number);
  return fmt::format("{:.2f}", number);
}

}  // namespace

std::string FactValue::text() const {
  if (const auto* boolean = std::get_if<bool>(&value))
    return *boolean ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value))
    return number_text(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value))
    return fmt::format("{}", fmt::join(*list, ", "));
  return "unknown";
}

}  // namespace calspam
