// SPDX-License-Identifier: MIT
#include "report/explanation.hh"

#include <algorithm>
#include <map>
#include <set>

#include "evidence/facts.hh"
#include "evidence/producer.hh"
#include "report/reported_calendar.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kImpacts = 10;
constexpr std::size_t kPeople = 5;

// Each address once, in whatever case: a recipient stands in Delivered-To,
// To and the event alike. Those without a name are named by another of theirs.
People people(const std::vector<Address>& addresses) {
  std::map<std::string, std::size_t> places;
  std::vector<const Address*> different;
  for (const Address& address : addresses) {
    const auto [at, fresh] =
        places.emplace(ascii_lower(address.spec()), different.size());
    if (fresh)
      different.push_back(&address);
    else if (different[at->second]->display_name.empty())
      different[at->second] = &address;
  }
  People people;
  for (const Address* address : different) {
    if (people.named.size() == kPeople) break;
    const std::string spec = address->spec();
    people.named.push_back(reported_text(address->display_name.empty()
                                             ? spec
                                             : "\"" + address->display_name +
                                                   "\" <" + spec + ">"));
  }
  people.more = different.size() - people.named.size();
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
      one.file = rule.file;
      one.honest = rule.falsepositives;
      one.references = rule.references;
    }
    explained.push_back(std::move(one));
  }
  return explained;
}

bool is_of_site(std::string_view name) {
  const std::span<const Fact> facts = site_facts();
  return std::any_of(facts.begin(), facts.end(),
                     [name](const Fact& fact) { return fact.name == name; });
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
        lacked.push_back({name,
                          fact == nullptr ? "" : std::string(fact->doc),
                          is_of_site(name),
                          {}});
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
  explanation.event_count = subject.events.size();
  for (const EventRow& row : subject.events)
    if (explanation.impacts.size() < kImpacts)
      explanation.impacts.push_back(impact_of(row.event));
  return explanation;
}

}  // namespace calspam
