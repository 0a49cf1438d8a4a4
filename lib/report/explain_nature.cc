// SPDX-License-Identifier: MIT
// What a message is, before anything is said against it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/columns.hh"
#include "report/explain_sections.hh"
#include "util/text.hh"

namespace calspam::explain_text {
namespace {

struct Method {
  std::string_view name, does;
};

// RFC 5546 1.4.
constexpr auto kMethods = std::to_array<Method>({
    {"REQUEST", "asks to put an event into the calendar, or to change it"},
    {"PUBLISH", "publishes an event and asks for no answer"},
    {"REPLY", "answers an invitation"},
    {"ADD", "adds entries to a series that is in the calendar"},
    {"CANCEL", "takes an event out of the calendar"},
    {"REFRESH", "asks the organizer for the newest version of an event"},
    {"COUNTER", "proposes to the organizer to change an event"},
    {"DECLINECOUNTER", "refuses a change that an attendee proposed"},
});

std::string_view doing_of(std::string_view method) {
  for (const Method& known : kMethods)
    if (same_ignoring_case(known.name, method)) return known.does;
  return "is no method of iTIP; programs differ in what they do with it";
}

std::string carrier_sentence(const Explanation& explanation) {
  const Report& report = explanation.report;
  if (report.kind == RawKind::Calendar) return "A calendar file";
  if (report.calendars.empty())
    return explanation.service.empty()
               ? "A mail without calendar content"
               : "A calendar service's mail about an event, without a "
                 "calendar part";
  return report.calendars.size() == 1
             ? std::string("A mail with a calendar part")
             : fmt::format("A mail with {}",
                           counted(report.calendars.size(), "calendar part"));
}

std::string nature(const Explanation& explanation, const Style& style) {
  std::string text = carrier_sentence(explanation);
  if (!explanation.service.empty())
    text += fmt::format(", sent by the service \"{}\" for one of its users",
                        style.shown(explanation.service));
  if (!explanation.producer.empty() && explanation.producer != "other")
    text += fmt::format("; the calendar says that {} wrote it",
                        style.shown(explanation.producer));
  return text + ".";
}

std::string methods(const Report& report, const Style& style) {
  std::vector<std::string> seen;
  for (const ReportedCalendar& calendar : report.calendars)
    if (std::find(seen.begin(), seen.end(), calendar.method) == seen.end())
      seen.push_back(calendar.method);
  std::string text;
  for (const std::string& method : seen) {
    if (!text.empty()) text += "; ";
    text += method.empty()
                ? "none: programs import it"
                : fmt::format("{} {}", style.shown(method), doing_of(method));
  }
  return text;
}

std::string joined(const std::vector<std::string>& people, const Style& style) {
  std::string text;
  for (const std::string& person : people)
    text += (text.empty() ? "" : ", ") + style.shown(person);
  return text;
}

std::string organizers(const Report& report, const Style& style) {
  std::vector<std::string> seen;
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events) {
      std::string one = event.organizer;
      if (!event.organizer_name.empty() && event.organizer_name != one)
        one = fmt::format("\"{}\" <{}>", event.organizer_name, one);
      if (!one.empty() &&
          std::find(seen.begin(), seen.end(), one) == seen.end())
        seen.push_back(one);
    }
  return joined(seen, style);
}

std::string event_text(const ReportedEvent& event, const Style& style) {
  std::string text = fmt::format("\"{}\"", style.shown(event.summary));
  if (!event.start.empty()) text += ", " + style.shown(event.start);
  if (!event.end.empty()) text += " to " + style.shown(event.end);
  if (!event.location.empty())
    text += fmt::format(", at \"{}\"", style.shown(event.location));
  return text + fmt::format(", {}", counted(event.attendee_count, "attendee"));
}

// What is left in the calendar when a program takes the event as it is.
std::string effect(const Impact& impact) {
  std::string text = "one entry";
  if (impact.endless)
    text = fmt::format("a series without end, about {:.0f} entries a year",
                       impact.per_year);
  else if (impact.total > 1)
    text = fmt::format("{} entries", impact.total);
  if (impact.rings_each != 0)
    text += fmt::format(", ringing {} for each",
                        counted(impact.rings_each, "time"));
  return text;
}

// Answers and cancellations leave no entry of their own.
bool makes_entries(const Report& report) {
  constexpr std::string_view kMaking[] = {"", "REQUEST", "PUBLISH", "ADD"};
  return std::any_of(report.calendars.begin(), report.calendars.end(),
                     [&](const ReportedCalendar& calendar) {
                       return std::any_of(
                           std::begin(kMaking), std::end(kMaking),
                           [&](std::string_view method) {
                             return same_ignoring_case(method, calendar.method);
                           });
                     });
}

class Rows {
 public:
  Rows(const Style& style, std::string& out) : style_(style), out_(out) {}

  void add(std::string_view name, const std::string& text) {
    if (text.empty()) return;
    add_paragraph(style_, fmt::format("  {:<13}", name), text, out_);
  }

 private:
  const Style& style_;
  std::string& out_;
};

void add_events(const Explanation& explanation, const Style& style,
                std::size_t most, Rows& rows) {
  std::size_t listed = 0;
  for (const ReportedCalendar& calendar : explanation.report.calendars)
    for (const ReportedEvent& event : calendar.events)
      if (listed++ < most) rows.add("event", event_text(event, style));
  if (explanation.event_count > most)
    rows.add("", fmt::format("and {} more", explanation.event_count - most));
}

}  // namespace

void add_nature(const Explanation& explanation, const ExplainOptions& options,
                std::string& out) {
  const Style& style = options.style;
  const Report& report = explanation.report;
  add_heading(style, "What it is", out);
  add_paragraph(style, "  ", nature(explanation, style), out);
  Rows rows(style, out);
  if (!report.calendars.empty()) rows.add("method", methods(report, style));
  rows.add("from", joined(explanation.from, style));
  rows.add("sender", joined(explanation.sender, style));
  rows.add("reply to", joined(explanation.reply_to, style));
  rows.add("to", joined(explanation.recipients, style));
  rows.add("organizer", organizers(report, style));
  rows.add("signed by", joined(explanation.signers, style));
  rows.add("checked as", style.shown(explanation.authentication));
  if (!report.time.empty())
    rows.add("arrived",
             fmt::format("{} ({})", style.shown(report.time),
                         report.time_claimed ? "the sender's own word"
                                             : "by the newest Received field"));
  add_events(explanation, style, options.full ? 5 : 1, rows);
  if (!explanation.impacts.empty() && makes_entries(report))
    rows.add("leaves", effect(explanation.impacts.front()));
}

}  // namespace calspam::explain_text
