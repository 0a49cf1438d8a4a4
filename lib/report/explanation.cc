// SPDX-License-Identifier: MIT
#include "report/explanation.hh"

#include <algorithm>
#include <set>

#include "evidence/producer.hh"
#include "report/compared.hh"
#include "report/reported_calendar.hh"

namespace calspam {
namespace {

constexpr std::size_t kImpacts = 10;
constexpr std::size_t kPeople = 5;

std::vector<std::string> people(const std::vector<Address>& addresses) {
  std::vector<std::string> people;
  for (const Address& address : addresses) {
    if (people.size() == kPeople) {
      people.push_back("and " + std::to_string(addresses.size() - kPeople) +
                       " more");
      break;
    }
    const std::string spec = address.spec();
    people.push_back(
        reported_text(address.display_name.empty()
                          ? spec
                          : "\"" + address.display_name + "\" <" + spec + ">"));
  }
  return people;
}

std::string authentication(const Subject& subject) {
  std::string text;
  std::set<std::string> said;
  for (const AuthResult& result : subject.auth) {
    std::string one = result.method + "=" + result.result;
    if (!result.domain.empty()) one += " (" + result.domain + ")";
    if (!said.insert(one).second || said.size() > 2 * kPeople) continue;
    text += (text.empty() ? "" : ", ") + reported_text(one, 240);
  }
  return text;
}

void add_identity(const Subject& subject, Explanation& explanation) {
  explanation.service = subject.service;
  explanation.from = people(subject.from);
  explanation.sender = people(subject.sender);
  explanation.reply_to = people(subject.reply_to);
  explanation.recipients = people(subject.recipients);
  for (const std::string& domain : subject.dkim_domains)
    if (explanation.signers.size() < kPeople)
      explanation.signers.push_back(reported_text(domain, 240));
  explanation.authentication = authentication(subject);
  explanation.time = subject.now;
  for (const ReportedCalendar& calendar : explanation.report.calendars) {
    if (calendar.prodid.empty()) continue;
    explanation.producer = producer_family(calendar.prodid);
    break;
  }
}

std::vector<ExplainedFinding> findings(const Subject& subject,
                                       const RuleSet& rules,
                                       const Report& report) {
  std::vector<ExplainedFinding> explained;
  for (const ReportedFinding& reported : report.findings) {
    ExplainedFinding one;
    one.reported = reported;
    one.quote = quote_of(subject, reported);
    for (const Rule& rule : rules.rules()) {
      if (rule.id != reported.finding.id) continue;
      one.title = rule.title;
      one.description = rule.description;
      one.honest = rule.falsepositives;
      one.references = rule.references;
    }
    explained.push_back(std::move(one));
  }
  return explained;
}

std::vector<LackedFact> lacked_facts(const Subject& subject,
                                     const RuleSet& rules) {
  std::vector<LackedFact> lacked;
  for (const Undecided& undecided : rules.undecided(subject))
    for (const std::string& name : undecided.facts) {
      auto at = std::find_if(
          lacked.begin(), lacked.end(),
          [&name](const LackedFact& fact) { return fact.name == name; });
      if (at == lacked.end()) {
        const Fact* const fact = find_fact(name);
        lacked.push_back(
            {name, fact == nullptr ? "" : std::string(fact->doc), {}});
        at = lacked.end() - 1;
      }
      at->rules.push_back(undecided.rule);
    }
  std::stable_sort(lacked.begin(), lacked.end(),
                   [](const LackedFact& a, const LackedFact& b) {
                     return a.rules.size() > b.rules.size();
                   });
  return lacked;
}

Impact impact_of(const Event& event) {
  Impact impact;
  impact.summary = reported_text(event.summary, 240);
  impact.uid = reported_text(event.uid, 240);
  const Recurrence& recurrence = event.recurrence;
  impact.occurrences = recurrence.first;
  if (impact.occurrences.empty() && event.start)
    impact.occurrences.push_back(event.start->instant);
  std::sort(impact.occurrences.begin(), impact.occurrences.end());
  impact.last = recurrence.last;
  impact.endless = recurrence.endless && recurrence.present;
  impact.total = recurrence.total;
  impact.per_year = recurrence.per_year;
  for (const Alarm& alarm : event.alarms)
    impact.rings_each += 1 + static_cast<std::uint64_t>(alarm.repeat);
  return impact;
}

}  // namespace

Explanation explain(const Subject& subject, const RuleSet& rules,
                    Report report) {
  Explanation explanation;
  explanation.report = std::move(report);
  add_identity(subject, explanation);
  explanation.findings = findings(subject, rules, explanation.report);
  explanation.lacked = lacked_facts(subject, rules);
  explanation.calendars = compared_calendars(subject);
  explanation.disagreements = disagreements(subject);
  explanation.event_count = subject.events.size();
  for (const EventRow& row : subject.events)
    if (explanation.impacts.size() < kImpacts)
      explanation.impacts.push_back(impact_of(row.event));
  return explanation;
}

}  // namespace calspam
