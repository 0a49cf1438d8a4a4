// SPDX-License-Identifier: MIT
// What a rendering of a template shows: the readers have taken it apart, and
// its holes tell what was filled in.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/checks_tpl.hh"
#include "lint/edits.hh"
#include "lint/encoder.hh"
#include "lint/linted_calendar.hh"
#include "lint/message_parts.hh"
#include "lint/template.hh"
#include "util/text.hh"

namespace calspam {
namespace {

class RenderedTemplate {
 public:
  RenderedTemplate(const LintInput& input, LintLog& log)
      : input_(input), subject_(input.subject), log_(log) {}

  void check() {
    for (const CalendarPart& calendar : subject_.calendars) {
      if (calendar.twin_of >= 0) continue;
      for (const Component& component : calendar.calendar.components)
        for (const Property& property : component.properties)
          check_property(calendar, component, property);
      check_zones(calendar);
    }
    check_copies();
    if (!subject_.is_mail()) return;
    check_root_header();
    for (int part : own_parts(subject_)) check_part(part);
  }

 private:
  bool is_filled_in(Span raw) const { return input_.has_hole(raw); }

  LintFinding& add(std::string_view slug, Place place, std::string message) {
    return log_.add(template_check(slug), std::move(place), std::move(message));
  }

  void check_property(const CalendarPart& calendar, const Component& component,
                      const Property& property) {
    const Span value = calendar.raw(
        property, {0, std::max<std::size_t>(property.value.size(), 1)});
    const Place place = property_place(calendar, property);
    const bool literal = !is_filled_in(value);
    const bool event = component.depth == 1 && component.name != "VTIMEZONE";
    if (literal && event &&
        (property.name == "UID" || property.name == "DTSTAMP"))
      add("fixed-identity", place,
          fmt::format("{} is {} in every mail", property.name,
                      quoted(property.value)));
    if (literal && property.name == "PRODID") check_product(property, place);
    if (event && literal && property.name == "DTSTART")
      check_start(calendar, property, place);
    check_sample_text(property.value, property.name, calendar.part,
                      [&](Span span) { return calendar.raw(property, span); });
  }

  void check_product(const Property& property, const Place& place) {
    constexpr std::array<std::string_view, 7> kProducts{
        "-//Google Inc", "-//Microsoft", "Microsoft Exchange",
        "-//Apple Inc",  "zoom.us",      "-//Zoom",
        "Yahoo"};
    for (std::string_view product : kProducts)
      if (find_ignoring_case(property.value, product) != std::string::npos)
        return static_cast<void>(
            add("foreign-prodid", place,
                fmt::format("PRODID is {}", quoted(property.value))));
  }

  // Against the time that was given, never against a stand-in.
  void check_start(const CalendarPart&, const Property& property,
                   const Place& place) {
    if (!input_.now) return;
    for (const EventRow& row : subject_.events)
      if (row.event.start && row.event.start->property == &property &&
          row.event.recurrence.rule.empty() &&
          row.event.start->instant < *input_.now)
        add("start-in-the-past", place,
            fmt::format("the start {} is fixed, and past",
                        quoted(property.value)));
  }

  template <typename Raw>
  void check_sample_text(std::string_view text, std::string_view name, int part,
                         Raw raw) {
    constexpr std::array<std::string_view, 10> kWords{
        "example.com", "example.org",
        "example.net", "lorem ipsum",
        "TODO",        "FIXME",
        "foo@bar",     "your-domain",
        "yourdomain",  "random-magic-string"};
    for (std::string_view word : kWords) {
      const bool exact = word == "TODO" || word == "FIXME";
      const std::size_t at =
          exact ? text.find(word) : find_ignoring_case(text, word);
      if (at == text.npos) continue;
      const Span span = raw(Span{at, at + word.size()});
      if (is_filled_in(span)) continue;
      add("sample-text-left", {part, std::string(name), span},
          fmt::format("\"{}\" was left in {}", word, name));
      return;
    }
    const std::size_t at = text.find("test@");
    if (at == text.npos || (at > 0 && is_ascii_alpha(text[at - 1]))) return;
    const Span span = raw(Span{at, at + 5});
    if (!is_filled_in(span))
      add("sample-text-left", {part, std::string(name), span},
          fmt::format("\"test@\" was left in {}", name));
  }

  // TZID={{zone}} beside a VTIMEZONE that is written out.
  void check_zones(const CalendarPart& calendar) {
    bool fixed = false;
    for (const Component& component : calendar.calendar.components) {
      const Property* name = component.property("TZID");
      if (component.name == "VTIMEZONE" && name != nullptr)
        fixed = fixed || !is_filled_in(calendar.raw(name->span));
    }
    if (!fixed) return;
    for (const Component& component : calendar.calendar.components)
      for (const Property& property : component.properties) {
        const PropertyParameter* zone = property.parameter("TZID");
        if (zone == nullptr || !is_filled_in(calendar.raw(zone->span)))
          continue;
        add("fixed-zone", property_place(calendar, property),
            fmt::format("the zone of {} is filled in, its VTIMEZONE is not",
                        property.name));
        return;
      }
  }

  void check_copies() {
    const CalendarPart* first = nullptr;
    for (const CalendarPart& calendar : subject_.calendars) {
      if (calendar.calendar.empty() || calendar.part < 0) continue;
      if (first == nullptr) {
        first = &calendar;
        continue;
      }
      // Whatever encodes it is given the other's text.
      const Span body = part_at(subject_, calendar.part).body_span;
      if (is_whole_hole(body)) continue;
      const std::string copy = with_line_ends(*calendar.text, "\n");
      const std::string original = with_line_ends(*first->text, "\n");
      if (trimmed(copy) == trimmed(original)) continue;
      add("two-calendar-texts", part_place(subject_, calendar.part),
          "the copy of the calendar is another text than the first one");
      return;
    }
  }

  bool is_whole_hole(Span body) const {
    const std::string_view text = trimmed(slice(subject_.raw->bytes, body));
    return std::any_of(
        input_.holes.begin(), input_.holes.end(), [&](Span hole) {
          return hole.begin >= body.begin && hole.end <= body.end &&
                 slice(subject_.raw->bytes, hole) == text;
        });
  }

  void check_root_header() {
    constexpr std::array<std::string_view, 5> kTransport{
        "Received", "Return-Path", "DKIM-Signature", "Authentication-Results",
        "Delivered-To"};
    constexpr std::array<std::string_view, 4> kPrefixes{
        "ARC-", "X-Gm-", "X-Google-", "X-Received"};
    for (const Header& header : subject_.message.root().headers) {
      const bool transport =
          std::any_of(kTransport.begin(), kTransport.end(),
                      [&](auto name) {
                        return same_ignoring_case(header.name, name);
                      }) ||
          std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](auto prefix) {
            return starts_ignoring_case(header.name, prefix);
          });
      if (transport)
        add("transport-field", header_place(0, header),
            fmt::format("{} is added by servers", quoted(header.name)))
            .edits = Edits(input_).remove_header(0, header).take();
      const bool identity = same_ignoring_case(header.name, "Message-ID") ||
                            same_ignoring_case(header.name, "Date");
      if (identity && !is_filled_in(header.value_span))
        add("fixed-identity", header_place(0, header),
            fmt::format("{} is {} in every mail", header.name,
                        quoted(trimmed(header.value))));
      if (!transport)
        check_sample_text(header.value, header.name + ':', 0, [&](Span span) {
          return Span{header.value_span.begin + span.begin,
                      header.value_span.begin + span.end};
        });
    }
  }

  void check_part(int index) {
    const Part& part = part_at(subject_, index);
    if (part.encoding == TransferEncoding::Base64 && part.is_leaf()) {
      check_base64(part, index);
      if (part.carrier != Carrier::None) check_line_ends(index);
    }
    if (part.analysed && part.carrier == Carrier::None)
      check_sample_text(part.content, part.type.name(), index,
                        [&](Span span) { return part.content_map.base(span); });
  }

  // One placeholder that is the whole body is encoded by whoever fills it in.
  void check_base64(const Part& part, int index) {
    if (!is_filled_in(part.body_span) || is_whole_hole(part.body_span)) return;
    const auto hole =
        std::find_if(input_.holes.begin(), input_.holes.end(),
                     [&](Span one) { return one.end > part.body_span.begin; });
    add("placeholder-in-base64", {index, "", *hole},
        "a placeholder stands within base64");
  }

  void check_line_ends(int index) {
    const Part& part = part_at(subject_, index);
    if (is_filled_in(part.body_span)) return;
    const std::string_view text = part.content;
    const std::size_t at = text.find('\n');
    if (at == text.npos || (at > 0 && text[at - 1] == '\r')) return;
    for (const CalendarPart& calendar : subject_.calendars) {
      if (calendar.part != index) continue;
      add("stored-with-lf", part_place(subject_, index),
          "the encoded calendar has lines that end in LF")
          .edits =
          Edits(input_).set_body(index, with_line_ends(text, "\r\n")).take();
    }
  }

  const LintInput& input_;
  const Subject& subject_;
  LintLog& log_;
};

}  // namespace

void check_rendering(const LintInput& input, LintLog& log) {
  RenderedTemplate(input, log).check();
}

}  // namespace calspam
