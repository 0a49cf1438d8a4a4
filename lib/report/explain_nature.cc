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
  std::string_view name;
  Word does;
};

// RFC 5546 1.4.
constexpr auto kMethods = std::to_array<Method>({
    {"REQUEST", Word::MethodRequest},
    {"PUBLISH", Word::MethodPublish},
    {"REPLY", Word::MethodReply},
    {"ADD", Word::MethodAdd},
    {"CANCEL", Word::MethodCancel},
    {"REFRESH", Word::MethodRefresh},
    {"COUNTER", Word::MethodCounter},
    {"DECLINECOUNTER", Word::MethodDecline},
});

constexpr Word kLabels[] = {
    Word::LabelMethod,  Word::LabelFrom,    Word::LabelSender,
    Word::LabelReplyTo, Word::LabelTo,      Word::LabelOrganizer,
    Word::LabelSigned,  Word::LabelChecked, Word::LabelArrived,
    Word::LabelEvent,   Word::LabelLeaves,
};

Word doing_of(std::string_view method) {
  for (const Method& known : kMethods)
    if (same_ignoring_case(known.name, method)) return known.does;
  return Word::MethodUnknown;
}

std::string carrier(const Telling& telling) {
  const Explanation& explanation = telling.explanation;
  const std::size_t calendars = explanation.report.calendars.size();
  if (explanation.report.kind == RawKind::Calendar)
    return std::string(telling.words[Word::CalendarFile]);
  if (calendars != 0)
    return telling.words.counted(Word::MailWithParts, calendars);
  return std::string(
      telling.words[explanation.service.empty() ? Word::MailWithout
                                                : Word::ServiceMail]);
}

std::string nature(const Telling& telling) {
  const Explanation& explanation = telling.explanation;
  std::string text = carrier(telling);
  if (!explanation.service.empty())
    text +=
        telling.words(Word::SentByService, telling.shown(explanation.service));
  if (!explanation.producer.empty() && explanation.producer != "other")
    text += telling.words(Word::WrittenBy, telling.shown(explanation.producer));
  return text + ".";
}

std::string methods(const Telling& telling) {
  std::vector<std::string> seen;
  for (const ReportedCalendar& calendar : telling.explanation.report.calendars)
    if (std::find(seen.begin(), seen.end(), calendar.method) == seen.end())
      seen.push_back(calendar.method);
  std::string text;
  for (const std::string& method : seen) {
    if (!text.empty()) text += "; ";
    if (method.empty()) {
      text += telling.words[Word::MethodNone];
      continue;
    }
    const Word doing = doing_of(method);
    text += telling.shown(method);
    text += doing == Word::MethodUnknown ? " " : ": ";
    text += telling.words[doing];
  }
  return text;
}

std::string people(const People& people, const Telling& telling) {
  std::string text = telling.joined(people.named);
  if (people.more != 0)
    text += ", " + telling.words(Word::AndMore, people.more);
  return text;
}

std::string organizers(const Telling& telling) {
  std::vector<std::string> seen;
  for (const ReportedCalendar& calendar : telling.explanation.report.calendars)
    for (const ReportedEvent& event : calendar.events) {
      std::string one = event.organizer;
      if (!event.organizer_name.empty() && event.organizer_name != one)
        one = fmt::format("\"{}\" <{}>", event.organizer_name, one);
      if (!one.empty() &&
          std::find(seen.begin(), seen.end(), one) == seen.end())
        seen.push_back(one);
    }
  return telling.joined(seen);
}

std::string event_text(const ReportedEvent& event, const Telling& telling) {
  std::string text = fmt::format("\"{}\"", telling.harmless(event.summary));
  const std::string start = telling.shown(event.start);
  if (!start.empty() && !event.end.empty() && event.end != event.start)
    text += ", " + telling.words(Word::FromTo, start, telling.shown(event.end));
  else if (!start.empty())
    text += ", " + start;
  if (!event.location.empty())
    text += ", " +
            telling.words(Word::AtLocation, telling.harmless(event.location));
  return text + ", " +
         telling.words.counted(Word::Attendees, event.attendee_count);
}

// Labels in a column that is as wide as the longest of the language.
class Rows {
 public:
  explicit Rows(const Telling& telling) : telling_(telling) {
    for (Word label : kLabels)
      width_ = std::max(width_, columns(telling.words[label]));
  }

  void add(Word label, const std::string& text) const {
    add(telling_.words[label], text);
  }
  void add(std::string_view label, const std::string& text) const {
    if (!text.empty())
      telling_.paragraph("  " + padded(label, width_ + 2), text);
  }

 private:
  const Telling& telling_;
  std::size_t width_ = 0;
};

// What two copies of one calendar say alike is said once.
void add_events(const Telling& telling, const Rows& rows) {
  const std::size_t most = telling.full ? 5 : 1;
  std::vector<std::string> listed;
  std::size_t alike = 0;
  for (const ReportedCalendar& calendar : telling.explanation.report.calendars)
    for (const ReportedEvent& event : calendar.events) {
      std::string text = event_text(event, telling);
      if (std::find(listed.begin(), listed.end(), text) != listed.end()) {
        ++alike;
        continue;
      }
      if (listed.size() == most) continue;
      rows.add(Word::LabelEvent, text);
      listed.push_back(std::move(text));
    }
  const std::size_t told = listed.size() + alike;
  if (telling.explanation.event_count > told)
    rows.add("", telling.words(Word::AndMore,
                               telling.explanation.event_count - told));
}

}  // namespace

void add_nature(const Telling& telling) {
  const Explanation& explanation = telling.explanation;
  const Report& report = explanation.report;
  telling.heading(Word::WhatItIs);
  telling.paragraph("  ", nature(telling));
  const Rows rows(telling);
  if (!report.calendars.empty()) rows.add(Word::LabelMethod, methods(telling));
  rows.add(Word::LabelFrom, people(explanation.from, telling));
  rows.add(Word::LabelSender, people(explanation.sender, telling));
  rows.add(Word::LabelReplyTo, people(explanation.reply_to, telling));
  rows.add(Word::LabelTo, people(explanation.recipients, telling));
  rows.add(Word::LabelOrganizer, organizers(telling));
  rows.add(Word::LabelSigned, telling.joined(explanation.signers));
  rows.add(Word::LabelChecked, telling.shown(explanation.authentication));
  if (!report.time.empty())
    rows.add(
        Word::LabelArrived,
        telling.words(report.time_claimed ? Word::BySender : Word::ByReceived,
                      telling.shown(report.time)));
  add_events(telling, rows);
  if (!explanation.impacts.empty() && telling.makes_entries())
    rows.add(Word::LabelLeaves, telling.effect(explanation.impacts.front()));
}

}  // namespace calspam::explain_text
