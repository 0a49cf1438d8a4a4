// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "detect/rule_set.hh"
#include "evidence/subject.hh"
#include "report/quote.hh"
#include "report/report.hh"
#include "util/time.hh"

namespace calspam {

/// A finding's rule and evidence.
struct ExplainedFinding {
  ReportedFinding reported;
  std::string title, description;
  std::vector<std::string> honest;      ///< falsepositives of the rule
  std::vector<std::string> references;  ///< of the rule
  Quote quote;
};

/// A fact that nobody could observe, and the rules it kept from an answer.
struct LackedFact {
  std::string name, doc;
  std::vector<std::string> rules;
};

/// A calendar part beside the others.
struct ComparedCalendar {
  std::string part;     ///< MIME path, "" for a calendar file
  std::string twin_of;  ///< path of an earlier part that says the same, or ""
};
/// What the calendar parts say differently: one value for each part.
struct Disagreement {
  std::string what;  ///< "SUMMARY of 1@a.example"
  std::vector<std::string> values;
};

/// What one event does to the calendar, over time.
struct Impact {
  std::string summary, uid;
  std::vector<Instant> occurrences;  ///< the first ones, rising
  std::optional<Instant> last;       ///< of those that end
  bool endless = false;
  std::uint64_t total = 1;
  double per_year = 0;
  std::uint64_t rings_each = 0;  ///< alarms of one occurrence, with repeats
};

/// Everything that `calspam explain` tells of one message. Strings of the
/// input are valid UTF-8 but untrusted.
struct Explanation {
  Report report;
  std::string service;   ///< calendar service that mailed it ("google"), or ""
  std::string producer;  ///< family that PRODID claims, or ""
  std::vector<std::string> from, sender, reply_to, recipients, signers;
  std::string authentication;   ///< "dkim=pass, spf=none", or ""
  std::optional<Instant> time;  ///< of the message
  std::vector<ExplainedFinding> findings;
  std::vector<LackedFact> lacked;  ///< most wanted first
  std::vector<ComparedCalendar> calendars;
  std::vector<Disagreement> disagreements;
  std::vector<Impact> impacts;  ///< the first ten
  std::size_t event_count = 0;
};

/// `report` is that of the same subject and rules.
Explanation explain(const Subject& subject, const RuleSet& rules,
                    Report report);

}  // namespace calspam
