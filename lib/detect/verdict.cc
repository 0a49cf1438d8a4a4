// SPDX-License-Identifier: MIT
#include "detect/verdict.hh"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "detect/policy.hh"
#include "detect/rule_set.hh"

namespace calspam {

std::string_view level_name(Level level) {
  switch (level) {
    case Level::None:
      return "none";
    case Level::Clean:
      return "clean";
    case Level::Unknown:
      return "unknown";
    case Level::Suspicious:
      return "suspicious";
    case Level::Spam:
      return "spam";
  }
  return "";
}

namespace {

// A finding that counts, with the rule it came from (or null).
struct Counted {
  const Finding* finding;
  const Rule* rule;

  bool standalone() const { return rule != nullptr && rule->standalone; }
};

const Rule* rule_of(const std::vector<Rule>& rules, const std::string& id) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const Rule& r) { return r.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

std::vector<Counted> counted(const Policy& policy,
                             const std::vector<Rule>& rules,
                             const std::vector<Finding>& findings) {
  std::vector<Counted> all;
  for (const Finding& finding : findings)
    if (finding.score > 0 && policy.group(finding.group) >= 0)
      all.push_back({&finding, rule_of(rules, finding.id)});
  return all;
}

// Scores have at most two decimals; sums of them shall reach a threshold that
// is written with two, whatever the binary fractions are.
double to_hundredths(double score) {
  return std::round(score * 100) / 100;
}

void add_up(const Policy& policy, const std::vector<Counted>& all,
            Verdict& verdict) {
  for (const Counted& one : all)
    verdict.groups[one.finding->group] += one.finding->score;
  for (auto& [id, score] : verdict.groups) {
    const auto group = static_cast<std::size_t>(policy.group(id));
    score = to_hundredths(std::min(score, policy.groups[group].cap));
    verdict.score = to_hundredths(verdict.score + score);
  }
}

// The nearer to the front of the list, the graver.
int gravity(const std::vector<std::string>& gravest_first,
            const std::string& name) {
  const auto found =
      std::find(gravest_first.begin(), gravest_first.end(), name);
  return static_cast<int>(gravest_first.end() - found);
}

const Counted* heaviest(const Policy& policy, const std::vector<Counted>& all) {
  const auto weight = [&](const Counted& one) {
    const bool known = one.rule != nullptr;
    return std::tuple(
        one.standalone(), one.finding->score, one.finding->severity,
        known ? gravity(policy.classes, one.rule->classification) : 0,
        known ? gravity(policy.categories, one.rule->category) : 0);
  };
  // max_element keeps the first of equals: rule order settles the rest.
  const auto found = std::max_element(all.begin(), all.end(),
                                      [&](const Counted& a, const Counted& b) {
                                        return weight(a) < weight(b);
                                      });
  return found == all.end() ? nullptr : &*found;
}

// CC/R 18003 6.2 reserves silent actions for what is very certain: that takes
// two groups of findings that do not lean on one another.
Certainty certainty(const std::vector<Counted>& all, const Verdict& verdict,
                    bool standalone) {
  Certainty highest = Certainty::Low;
  for (const Counted& one : all) {
    const bool same_class = one.rule == nullptr ||
                            one.rule->classification == verdict.classification;
    if (same_class) highest = std::max(highest, one.finding->certainty);
  }
  if (verdict.groups.size() >= 2) return highest;
  return std::min(highest, standalone ? Certainty::High : Certainty::Medium);
}

Level level(const Policy& policy, const Subject& subject,
            const Verdict& verdict, bool standalone) {
  const int groups = static_cast<int>(verdict.groups.size());
  if (standalone ||
      (verdict.score >= policy.spam && groups >= policy.spam_needs_groups))
    return Level::Spam;
  if (verdict.score >= policy.suspicious) return Level::Suspicious;
  // What was not read may hold a calendar, or worse in the one that was.
  if (!subject.complete) return Level::Unknown;
  return subject.has_calendar_content() ? Level::Clean : Level::None;
}

}  // namespace

Verdict judge(const Policy& policy, const std::vector<Rule>& rules,
              const Subject& subject, const std::vector<Finding>& findings) {
  Verdict verdict;
  const std::vector<Counted> all = counted(policy, rules, findings);
  add_up(policy, all, verdict);
  const Counted* const first = heaviest(policy, all);
  if (first != nullptr && first->rule != nullptr) {
    verdict.classification = first->rule->classification;
    verdict.category = first->rule->category;
  }
  // The heaviest is a standalone finding if any is.
  const bool standalone = first != nullptr && first->standalone();
  verdict.certainty = certainty(all, verdict, standalone);
  verdict.level = level(policy, subject, verdict, standalone);
  return verdict;
}

}  // namespace calspam
