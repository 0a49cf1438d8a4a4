// SPDX-License-Identifier: MIT
#include "ical/second_opinion.hh"
#include "evidence/subject.hh"
#include "mail/second_opinion.hh"

namespace calspam {

void ask_second_opinion(Subject& subject) {
  SecondOpinion& opinion = subject.second_opinion;
  const Limits& limits = *subject.limits;
  if (subject.is_mail()) {
    MailOpinion gmime = ask_gmime(subject.raw->bytes, subject.message, limits);
    opinion.asked |= gmime.asked;
    opinion.differences = std::move(gmime.differences);
    opinion.anomalies = std::move(gmime.anomalies);
  }
  for (const CalendarPart& part : subject.calendars) {
    if (part.twin_of >= 0 || part.calendar.empty()) continue;
    CalendarOpinion libical = ask_libical(part.calendar, limits);
    opinion.asked |= libical.asked;
    for (std::string& difference : libical.differences)
      opinion.differences.push_back(std::move(difference));
    for (Anomaly& anomaly : libical.anomalies) {
      anomaly.part = part.part;
      anomaly.span = part.raw(anomaly.span);
      opinion.anomalies.push_back(std::move(anomaly));
    }
  }
}

}  // namespace calspam
