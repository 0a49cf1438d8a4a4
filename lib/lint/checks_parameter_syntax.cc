// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/checks_lines.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// Parameters of one value (RFC 5545 3.2): a comma in them was meant as text.
constexpr std::string_view kOneValue[] = {
    "ALTREP",  "CN",       "CUTYPE", "DIR",      "ENCODING", "FBTYPE",
    "EMAIL",   "FMTTYPE",  "LABEL",  "LANGUAGE", "PARTSTAT", "RANGE",
    "RELATED", "RELTYPE",  "ROLE",   "RSVP",     "SENT-BY",  "TZID",
    "VALUE",   "FILENAME", "X-TITLE"};

bool takes_one_value(std::string_view name) {
  return std::ranges::any_of(kOneValue, [&](std::string_view n) {
    return same_ignoring_case(n, name);
  });
}

// The bytes behind "NAME=", unfolded.
std::string written_value(const LintedCalendar& calendar,
                          const PropertyParameter& parameter) {
  const std::string written = calendar.unfolded(parameter.span);
  const std::size_t equals = written.find('=');
  return equals == written.npos ? "" : written.substr(equals + 1);
}

// Each value is quoted as a whole, or holds no quote.
bool is_well_quoted(std::string_view values) {
  while (!values.empty()) {
    std::size_t end = 0;
    if (values[0] == '"') {
      end = values.find('"', 1);
      if (end == values.npos) return false;
      ++end;
      if (end < values.size() && values[end] != ',') return false;
    } else {
      end = std::min(values.find(','), values.size());
      if (values.substr(0, end).find('"') != values.npos) return false;
    }
    values.remove_prefix(std::min(end + 1, values.size()));
  }
  return true;
}

class ParameterCheck {
 public:
  ParameterCheck(const LintedCalendar& calendar, const Property& property,
                 CalendarLog& log)
      : calendar_(calendar), property_(property), log_(log) {}

  void run() {
    std::set<std::string> seen;
    const PropertyParameter* before = nullptr;
    for (const PropertyParameter& parameter : property_.parameters) {
      const std::string written = written_value(calendar_, parameter);
      if (parameter.values.empty() && before != nullptr)
        semicolon(*before, parameter);
      else
        check_form(parameter, written);
      if (!seen.insert(ascii_upper(parameter.name)).second)
        log_.at_parameter("5545-014", property_, parameter,
                          fmt::format("{} stands twice", parameter.name));
      before = &parameter;
    }
    if (before != nullptr) check_colon(*before);
  }

 private:
  void check_form(const PropertyParameter& parameter,
                  const std::string& written) {
    if (parameter.name.empty() || parameter.values.empty()) {
      log_.at_parameter("5545-014", property_, parameter,
                        parameter.name.empty()
                            ? "a parameter has no name"
                            : fmt::format("parameter {} has no value",
                                          quoted(parameter.name)));
    } else if (!is_well_quoted(written)) {
      log_.at_parameter(
              "5545-013", property_, parameter,
              fmt::format("{} has quotes within its value", parameter.name))
          .edits = quoted_parameter(parameter, written);
    } else if (parameter.values.size() > 1 && takes_one_value(parameter.name)) {
      log_.at_parameter(
              "5545-012", property_, parameter,
              fmt::format("{} has a comma but no quotes", parameter.name))
          .edits = quoted_parameter(parameter, written);
    }
  }

  std::vector<Edit> quoted_parameter(const PropertyParameter& parameter,
                                     std::string written) {
    // What was quoted as a whole stays one text.
    std::erase(written, '\n');
    return log_.edits()
        .set_parameter(log_.part(), property_, parameter.name, written)
        .take();
  }

  // CN=Doe; John: the rest of a text looks like a parameter without a value.
  void semicolon(const PropertyParameter& text, const PropertyParameter& rest) {
    const bool is_name = same_ignoring_case(text.name, "CN");
    if (!is_name) return check_form(rest, "");
    const std::string written = written_value(calendar_, text);
    if (written.starts_with('"')) return check_form(rest, "");
    LintFinding& finding = log_.at_parameter(
        "5545-012", property_, rest, "CN has a semicolon but no quotes");
    const Span both{text.span.begin, rest.span.end};
    std::string joined = calendar_.unfolded(both);
    joined.erase(0, joined.find('=') + 1);
    finding.edits =
        log_.edits()
            .replace(log_.part(), both, fmt::format("CN=\"{}\"", joined))
            .take();
  }

  // ORGANIZER;CN=Room: Blue:mailto:... : the colon ended the name.
  void check_colon(const PropertyParameter& last) {
    if (property_.name != "ORGANIZER" && property_.name != "ATTENDEE") return;
    const std::size_t address = find_ignoring_case(property_.value, ":mailto:");
    if (address == std::string::npos || !same_ignoring_case(last.name, "CN"))
      return;
    const std::string written = written_value(calendar_, last);
    if (written.starts_with('"')) return;
    const Span both{last.span.begin, property_.value_map.base(address)};
    LintFinding& finding = log_.at_parameter("5545-012", property_, last,
                                             "CN has a colon but no quotes");
    std::string joined = calendar_.unfolded(both);
    joined.erase(0, joined.find('=') + 1);
    if (joined.find('"') == joined.npos)
      finding.edits =
          log_.edits()
              .replace(log_.part(), both, fmt::format("CN=\"{}\"", joined))
              .take();
  }

  const LintedCalendar& calendar_;
  const Property& property_;
  CalendarLog& log_;
};

}  // namespace

void check_parameter_syntax(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i)
    for (const Property& property :
         calendar.component(static_cast<int>(i)).properties)
      if (!property.parameters.empty())
        ParameterCheck(calendar, property, log).run();
}

}  // namespace calspam
