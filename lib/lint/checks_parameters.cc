// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "ical/component_names.hh"
#include "lint/calendar_values.hh"
#include "lint/checks_values.hh"
#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::string_view kEventStates =
    "NEEDS-ACTION|ACCEPTED|DECLINED|TENTATIVE|DELEGATED";
constexpr std::string_view kTaskStates =
    "NEEDS-ACTION|ACCEPTED|DECLINED|TENTATIVE|DELEGATED|COMPLETED|IN-PROCESS";
constexpr std::string_view kJournalStates = "NEEDS-ACTION|ACCEPTED|DECLINED";
constexpr std::string_view kRoles =
    "CHAIR|REQ-PARTICIPANT|OPT-PARTICIPANT|NON-PARTICIPANT";
constexpr std::string_view kUserTypes =
    "INDIVIDUAL|GROUP|RESOURCE|ROOM|UNKNOWN";

// Parameters that belong to one property only (RFC 5545 3.2).
struct Belongs {
  std::string_view parameter;
  std::string_view properties;  ///< "|" between
};
constexpr Belongs kBelongs[] = {
    {"CUTYPE", "ATTENDEE"},
    {"DELEGATED-FROM", "ATTENDEE"},
    {"DELEGATED-TO", "ATTENDEE"},
    {"MEMBER", "ATTENDEE"},
    {"PARTSTAT", "ATTENDEE"},
    {"ROLE", "ATTENDEE"},
    {"RSVP", "ATTENDEE"},
    {"FBTYPE", "FREEBUSY"},
    {"RANGE", "RECURRENCE-ID"},
    {"RELATED", "TRIGGER"},
    {"SENT-BY", "ATTENDEE|ORGANIZER"},
};

// Parameters that hold URIs, in quotes.
constexpr std::string_view kUris[] = {
    "ALTREP", "DELEGATED-FROM", "DELEGATED-TO", "DIR", "MEMBER", "SENT-BY"};

std::string_view states_of(std::string_view component) {
  if (component == "VTODO") return kTaskStates;
  return component == "VJOURNAL" ? kJournalStates : kEventStates;
}

// language[-subtag]*, subtags of one to eight letters or digits (BCP 47).
bool is_language_tag(std::string_view text) {
  const auto tags = split(text, '-');
  const auto fits = [](std::string_view tag) {
    return !tag.empty() && tag.size() <= 8 &&
           std::ranges::all_of(tag, [](char c) {
             return is_ascii_alpha(c) || is_ascii_digit(c);
           });
  };
  return std::ranges::all_of(tags, fits) &&
         std::ranges::all_of(tags.front(), is_ascii_alpha) &&
         (tags.front().size() >= 2 || tags.size() > 1);
}

bool is_media_type(std::string_view text) {
  text = trimmed(text.substr(0, text.find(';')));
  const std::size_t slash = text.find('/');
  return slash != text.npos && slash > 0 && slash + 1 < text.size() &&
         text.find('/', slash + 1) == text.npos &&
         text.find_first_of(" \t,\"<>@") == text.npos;
}

class ParameterCheck {
 public:
  ParameterCheck(const LintedCalendar& calendar, const Component& component,
                 const Property& property, CalendarLog& log)
      : calendar_(calendar),
        component_(component),
        property_(property),
        log_(log) {}

  void run() {
    for (const PropertyParameter& parameter : property_.parameters) {
      const std::string name = ascii_upper(parameter.name);
      // One without a value is 5545-014.
      if (parameter.values.empty()) continue;
      check_place(parameter, name);
      if (name == "PARTSTAT") check_state(parameter);
      if (name == "ROLE") check_token(parameter, name, kRoles);
      if (name == "CUTYPE") check_token(parameter, name, kUserTypes);
      if (name == "RSVP") check_boolean(parameter);
      if (is_registered() && std::ranges::find(kUris, name) != std::end(kUris))
        check_uri(parameter, name);
      if (name == "LANGUAGE" && !is_language_tag(trimmed(parameter.value())))
        at("5545-092", parameter,
           fmt::format("LANGUAGE {} is no tag", quoted(parameter.value())));
      if (name == "FMTTYPE" && !is_media_type(parameter.value()))
        at("5545-094", parameter,
           fmt::format("FMTTYPE {} is no media type",
                       quoted(parameter.value())));
    }
  }

 private:
  bool is_registered() const {
    return !property_.name.starts_with("X-") &&
           is_known_property(property_.name);
  }

  LintFinding& at(std::string_view id, const PropertyParameter& parameter,
                  std::string message) {
    return log_.at_parameter(id, property_, parameter, std::move(message));
  }

  std::vector<Edit> set(std::string_view name, std::string_view value) {
    return log_.edits()
        .set_parameter(log_.part(), property_, name, value)
        .take();
  }

  void check_place(const PropertyParameter& parameter,
                   const std::string& name) {
    // Nobody knows what a property of another's making has.
    if (!is_registered()) return;
    const auto found = std::ranges::find(kBelongs, name, &Belongs::parameter);
    if (found == std::end(kBelongs) ||
        is_one_of(property_.name, found->properties))
      return;
    at("5545-071", parameter,
       fmt::format("{} may not stand on {}", name, property_.name))
        .edits =
        log_.edits().remove_parameter(log_.part(), property_, name).take();
  }

  void check_state(const PropertyParameter& parameter) {
    const std::string value(trimmed(parameter.value()));
    if (property_.name != "ATTENDEE" || component_.name == "VALARM" ||
        is_one_of(value, states_of(component_.name)))
      return;
    const bool registered = is_one_of(value, kTaskStates);
    if (registered || !is_token(value))
      at("5545-067", parameter,
         fmt::format("PARTSTAT {} in a {}", quoted(value), component_.name));
    else if (!starts_ignoring_case(value, "X-"))
      unknown(parameter, "PARTSTAT", value);
  }

  void check_token(const PropertyParameter& parameter, const std::string& name,
                   std::string_view registered) {
    const std::string value(trimmed(parameter.value()));
    if (is_one_of(value, registered)) return;
    if (is_token(value)) {
      if (!starts_ignoring_case(value, "X-")) unknown(parameter, name, value);
      return;
    }
    LintFinding& finding =
        at("5545-068", parameter,
           fmt::format("{} {} is no token", name, quoted(value)));
    std::string mended = value;
    std::ranges::replace(mended, '_', '-');
    std::ranges::replace(mended, ' ', '-');
    if (is_token(mended)) finding.edits = set(name, mended);
  }

  void unknown(const PropertyParameter& parameter, std::string_view name,
               const std::string& value) {
    at("5545-069", parameter,
       fmt::format("{} {} is not registered", name, quoted(value)));
  }

  void check_boolean(const PropertyParameter& parameter) {
    const std::string value(trimmed(parameter.value()));
    if (is_one_of(value, "TRUE|FALSE")) return;
    LintFinding& finding =
        at("5545-070", parameter, fmt::format("RSVP is {}", quoted(value)));
    if (is_one_of(value, "YES|Y|1|T|ON"))
      finding.edits = set("RSVP", "TRUE");
    else if (is_one_of(value, "NO|N|0|F|OFF"))
      finding.edits = set("RSVP", "FALSE");
  }

  void check_uri(const PropertyParameter& parameter, const std::string& name) {
    const std::string written = calendar_.unfolded(parameter.span);
    const std::size_t equals = written.find('=');
    const bool is_quoted =
        equals != written.npos && written.substr(equals + 1).starts_with('"');
    if (!is_quoted) return not_quoted(parameter, name);
    for (const std::string& value : parameter.values) {
      if (is_absolute_uri(trimmed(value))) continue;
      LintFinding& finding =
          at("5545-072", parameter,
             fmt::format("{} {} is no URI", name, quoted(value)));
      const bool address = value.find('@') != value.npos &&
                           value.find_first_of(" :<>") == value.npos;
      if (address && parameter.values.size() == 1 && name != "ALTREP" &&
          name != "DIR")
        finding.edits = set(name, "mailto:" + value);
      return;
    }
  }

  // SENT-BY=mailto:a@example.com:mailto:b@example.com is read as a parameter
  // "mailto" and an address with two colons.
  void not_quoted(const PropertyParameter& parameter, const std::string& name) {
    LintFinding& finding =
        at("5545-072", parameter, fmt::format("{} is not quoted", name));
    const std::string& value = property_.value;
    const std::size_t rest = find_ignoring_case(value, ":mailto:");
    const bool last = &parameter == &property_.parameters.back();
    if (!last || rest == std::string::npos ||
        value.find('"') != std::string::npos)
      return;
    const std::string uri = parameter.value() + ":" + value.substr(0, rest);
    if (!is_absolute_uri(uri)) return;
    finding.edits =
        log_.edits()
            .replace(log_.part(),
                     {parameter.span.begin, property_.value_map.base(rest)},
                     fmt::format("{}=\"{}\"", name, uri))
            .take();
  }

  const LintedCalendar& calendar_;
  const Component& component_;
  const Property& property_;
  CalendarLog& log_;
};

}  // namespace

void check_parameters(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    const Component& component = calendar.component(static_cast<int>(i));
    for (const Property& property : component.properties)
      if (!property.parameters.empty())
        ParameterCheck(calendar, component, property, log).run();
  }
}

}  // namespace calspam
