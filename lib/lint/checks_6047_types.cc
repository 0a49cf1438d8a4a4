// SPDX-License-Identifier: MIT
// What the header of a text/calendar part says about the object inside.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "lint/calendar_values.hh"
#include "lint/checks_6047_rows.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "mail/carrier.hh"
#include "util/charset.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::array<std::string_view, 8> kMethods{
    "PUBLISH", "REQUEST", "REPLY",   "ADD",
    "CANCEL",  "REFRESH", "COUNTER", "DECLINECOUNTER"};

// A text/calendar part of the message and its calendar.
struct CalendarView {
  const LintInput& input;
  LintLog& log;
  const CalendarPart& calendar;
  int index;
  const Part& part;

  Edits edits() const { return Edits(input); }
  Place type_place() const { return part_place(input.subject, index); }
  /// The parameter itself where it stands in the input as it is.
  Place parameter_place(std::string_view name) const {
    Place place = type_place();
    const Parameter* found = part.type.parameter(name);
    if (found != nullptr && !found->span.empty() &&
        found->span.begin >= place.span.begin &&
        found->span.end <= place.span.end)
      place.span = found->span;
    return place;
  }
  std::string parameter(std::string_view name) const {
    const Parameter* found = part.type.parameter(name);
    return found == nullptr ? "" : std::string(trimmed(found->value));
  }
};

// Kinds of components right below the VCALENDARs, zones left out.
std::set<std::string> kinds_of(const Calendar& calendar) {
  std::set<std::string> kinds;
  for (const Component& component : calendar.components)
    if (component.depth == 1 && component.name != "VTIMEZONE" &&
        component.name.starts_with('V'))
      kinds.insert(component.name);
  return kinds;
}

void check_method(const CalendarView& view) {
  const std::string method(trimmed(view.calendar.calendar.method()));
  const Parameter* parameter = view.part.type.parameter("method");
  if (parameter != nullptr && view.input.has_hole(parameter->span)) return;
  if (parameter == nullptr) {
    if (method.empty()) return;
    LintFinding& finding = view.log.add(
        imip_check("method-parameter-missing"), view.type_place(),
        fmt::format("no method parameter beside METHOD:{}", method));
    // A file to be saved is not asked to act as an invitation.
    if (view.part.disposition == "attachment") finding.level = LintLevel::Note;
    finding.edits =
        view.edits()
            .set_header_parameter(view.index, "Content-Type", "method", method)
            .take();
    return;
  }
  const std::string claimed = view.parameter("method");
  if (method.empty()) {
    const auto& components = view.calendar.calendar.components;
    if (components.empty()) return;
    LintFinding& finding = view.log.add(
        imip_check("method-property-missing"), view.parameter_place("method"),
        fmt::format("method=\"{}\", but no METHOD in the object", claimed));
    // It has a place in a VCALENDAR only, not in whatever stands for one.
    const auto object =
        std::ranges::find(components, "VCALENDAR", &Component::name);
    if (object != components.end())
      finding.edits = view.edits()
                          .add_first(view.calendar, *object,
                                     "METHOD:" + ascii_upper(claimed))
                          .take();
    return;
  }
  if (same_ignoring_case(method, claimed)) return;
  view.log
      .add(imip_check("method-mismatch"), view.parameter_place("method"),
           fmt::format("method=\"{}\" beside METHOD:{}", claimed, method))
      .edits =
      view.edits()
          .set_header_parameter(view.index, "Content-Type", "method", method)
          .take();
}

// "us-ascii" with bytes above it declares nothing either.
void check_charset(const CalendarView& view) {
  const bool high = has_high_byte(view.part.content);
  const std::string& charset = view.part.charset;
  const bool ascii = charset == "us-ascii" || charset == "ascii";
  if (charset == "utf-8" || charset == "utf8" || (ascii && !high)) return;
  if (charset.empty() || ascii) {
    const Check& check =
        high ? imip_check("charset-missing") : imip_check("charset-unsaid");
    LintFinding& finding =
        view.log.add(check, view.type_place(),
                     ascii  ? "charset=us-ascii over text beyond ASCII"
                     : high ? "no charset, but text beyond ASCII"
                            : "no charset parameter");
    if (is_valid_utf8(view.part.content))
      finding.edits = view.edits()
                          .set_header_parameter(view.index, "Content-Type",
                                                "charset", "UTF-8")
                          .take();
    return;
  }
  LintFinding& finding = view.log.add(imip_check("charset-not-utf-8"),
                                      view.parameter_place("charset"),
                                      fmt::format("charset \"{}\"", charset));
  if (is_known_charset(charset) && is_valid_utf8(view.part.content))
    finding.edits = view.edits().set_utf8(view.index).take();
}

void check_component(const CalendarView& view) {
  const std::set<std::string> kinds = kinds_of(view.calendar.calendar);
  if (kinds.empty()) return;
  const Parameter* parameter = view.part.type.parameter("component");
  std::string joined;
  for (const std::string& kind : kinds)
    joined += (joined.empty() ? "" : ",") + kind;
  // A damaged name would stand as damaged in the header.
  const bool tokens = std::ranges::all_of(kinds, is_token);
  const auto set = [&] {
    return tokens ? view.edits()
                        .set_header_parameter(view.index, "Content-Type",
                                              "component", joined)
                        .take()
                  : std::vector<Edit>{};
  };
  if (parameter == nullptr) {
    view.log
        .add(imip_check("component-unsaid"), view.type_place(),
             "no component parameter")
        .edits = set();
    return;
  }
  std::set<std::string> claimed;
  for (std::string_view name : split(parameter->value, ','))
    claimed.insert(ascii_upper(trimmed(name)));
  claimed.erase("VTIMEZONE");
  if (claimed == kinds || view.input.has_hole(parameter->span)) return;
  view.log
      .add(imip_check("component-mismatch"), view.parameter_place("component"),
           fmt::format("component=\"{}\", but the object holds {}",
                       parameter->value, joined))
      .edits = set();
}

void check_encoding(const CalendarView& view) {
  const std::string encoding = encoding_name(view.part);
  const auto body = raw_body(view.input.subject, view.index);
  if (view.part.encoding != TransferEncoding::Identity || !body ||
      !has_high_byte(*body))
    return;
  const auto base64 = [&] {
    return view.edits()
        .set_encoding(view.index, TransferEncoding::Base64)
        .take();
  };
  const Place place =
      header_place(view.input.subject, view.index, "Content-Transfer-Encoding");
  if (encoding == "8bit")
    view.log
        .add(imip_check("calendar-8bit"), place, "the calendar is sent as 8bit")
        .edits = base64();
  else if (encoding.empty() || encoding == "7bit")
    view.log
        .add(imip_check("calendar-8bit-as-7bit"), place,
             encoding.empty() ? "text beyond ASCII without a transfer encoding"
                              : "text beyond ASCII under \"7bit\"")
        .edits = base64();
}

// The stem of a file name with .ics in place of what it ends with.
std::string renamed(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return std::string(name.substr(0, dot)) + ".ics";
}

bool has_other_ending(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos || dot == 0 || has_calendar_ending(name)) return false;
  const std::string_view ending = name.substr(dot + 1);
  return ending.size() >= 2 && ending.size() <= 5 &&
         std::ranges::all_of(ending, [](char c) {
           return is_ascii_alpha(c) || is_ascii_digit(c);
         });
}

void check_file_name(const CalendarView& view) {
  const std::string& name = view.part.filename;
  if (!has_other_ending(name)) return;
  Edits edits(view.input);
  if (view.part.type.parameter("name") != nullptr)
    edits.set_header_parameter(view.index, "Content-Type", "name",
                               renamed(name));
  const auto field =
      parameter_field(view.input.subject, view.part, "Content-Disposition");
  if (field && !field->values("filename").empty())
    edits.set_header_parameter(view.index, "Content-Disposition", "filename",
                               renamed(name));
  view.log
      .add(imip_check("file-name-of-other-type"), view.type_place(),
           fmt::format("a text/calendar part named \"{}\"", name))
      .edits = edits.take();
}

void check_known_method(const LintInput& input, const CalendarPart& calendar,
                        LintLog& log) {
  for (int root : calendar.calendar.roots()) {
    const Property* method =
        calendar.calendar.components[static_cast<std::size_t>(root)].property(
            "METHOD");
    if (method == nullptr) continue;
    const Place place = property_place(calendar, *method);
    if (input.has_hole(place.span)) continue;
    if (std::ranges::none_of(kMethods, [&](std::string_view name) {
          return same_ignoring_case(name, method->value);
        }))
      log.add(imip_check("method-unknown"), place,
              fmt::format("METHOD:{}", method->value));
  }
}

// "application/ics; method=..." beside the text/calendar part.
void check_copy(const CalendarView& view, const std::string& method) {
  const Parameter* parameter = view.part.type.parameter("method");
  if (parameter == nullptr || method.empty() ||
      same_ignoring_case(trimmed(parameter->value), method) ||
      view.input.has_hole(parameter->span))
    return;
  view.log
      .add(imip_check("copy-claims-other-method"), view.type_place(),
           fmt::format("the copy says method=\"{}\", the text/calendar part is "
                       "{}",
                       parameter->value, method))
      .edits =
      view.edits()
          .set_header_parameter(view.index, "Content-Type", "method", method)
          .take();
}

// METHOD of the first text/calendar part, else "".
std::string main_method(const Subject& subject, const std::vector<int>& own) {
  for (const CalendarPart& calendar : subject.calendars)
    if (calendar.part >= 0 && std::ranges::binary_search(own, calendar.part) &&
        is_text_calendar(part_at(subject, calendar.part)))
      return std::string(trimmed(calendar.calendar.method()));
  return "";
}

}  // namespace

void check_imip_types(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  const std::vector<int> own = own_parts(subject);
  const std::string method = main_method(subject, own);
  for (const CalendarPart& calendar : subject.calendars) {
    if (calendar.twin_of < 0) check_known_method(input, calendar, log);
    if (calendar.part < 0 || !std::ranges::binary_search(own, calendar.part))
      continue;
    const CalendarView view{input, log, calendar, calendar.part,
                            part_at(subject, calendar.part)};
    if (!is_text_calendar(view.part)) {
      check_copy(view, method);
      continue;
    }
    check_method(view);
    check_charset(view);
    check_component(view);
    check_encoding(view);
    check_file_name(view);
  }
}

}  // namespace calspam
