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
  std::string file;                     ///< that the rule was read from
  std::vector<std::string> honest;      ///< falsepositives of the rule
  std::vector<std::string> references;  ///< of the rule
  Quote quote;
};

/// A fact that nobody could observe, and the rules it kept from an answer.
struct LackedFact {
  std::string name, doc;
  bool of_site = false;  ///< a site file would say it
  std::vector<std::string> rules;
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

/// Addresses with their names, the first few.
struct People {
  std::vector<std::string> named;
  std::size_t more = 0;  ///< that differ, and are not named
};

/// Everything that `calspam explain` tells of one message. Strings of the
/// input are valid UTF-8 but untrusted.
struct Explanation {
  Report report;
  std::string service;   ///< calendar service that mailed it ("google"), or ""
  std::string producer;  ///< family that PRODID claims, or ""
  People from, sender, reply_to, recipients;
  std::vector<std::string> signers;
  std::string authentication;   ///< "dkim=pass, spf=none", or ""
  std::optional<Instant> time;  ///< of the message
  std::vector<ExplainedFinding> findings;
  std::vector<LackedFact> lacked;  ///< most wanted first
  std::vector<Impact> impacts;     ///< the first ten
  std::size_t event_count = 0;
};

/// `report` is that of the same subject and rules.
Explanation explain(const Subject& subject, const RuleSet& rules,
                    Report report);

}  // namespace calspam
