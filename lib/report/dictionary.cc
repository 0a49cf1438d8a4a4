// SPDX-License-Identifier: MIT
#include "report/dictionary.hh"

#include <algorithm>

#include "evidence/anomalies.hh"
#include "evidence/fact.hh"
#include "ical/anomalies.hh"
#include "lint/families.hh"
#include "mail/anomalies.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kNear = 5;

void add_anomalies(std::vector<Entry>& entries) {
  const auto add = [&entries](const AnomalyKind* kind) {
    entries.push_back({EntryKind::Anomaly, std::string(kind->id),
                       std::string(kind->summary)});
  };
  for (const AnomalyKind* kind : anomaly::kMailAnomalies) add(kind);
  for (const AnomalyKind* kind : kIcalAnomalies) add(kind);
  for (const AnomalyKind* kind : anomaly::kEvidenceAnomalies) add(kind);
}

void add_checks(std::vector<Entry>& entries) {
  for (const CheckFamily* family : check_families())
    for (const Check& check : family->checks)
      entries.push_back(
          {EntryKind::Check, std::string(check.id),
           std::string(check.slug) + ": " + std::string(check.summary)});
}

bool is_named(const Entry& entry, std::string_view id) {
  if (entry.kind == EntryKind::Clause) return same_clause(entry.id, id);
  if (same_ignoring_case(entry.id, id)) return true;
  if (entry.kind != EntryKind::Check) return false;
  const Check* const check = find_check(entry.id);
  return check != nullptr && same_ignoring_case(check->slug, id);
}

bool holds_all(const std::string& text, std::string_view words) {
  for (std::string_view word : split(words, ' '))
    if (!word.empty() && find_ignoring_case(text, word) == text.npos)
      return false;
  return true;
}

}  // namespace

std::string_view entry_kind_name(EntryKind kind) {
  switch (kind) {
    case EntryKind::Rule:
      return "rule";
    case EntryKind::Check:
      return "check";
    case EntryKind::Fact:
      return "fact";
    case EntryKind::Clause:
      return "clause";
    case EntryKind::Action:
      return "action";
    case EntryKind::Layout:
      return "layout";
    case EntryKind::Anomaly:
      return "anomaly";
  }
  return "";
}

Dictionary::Dictionary(const RuleSet& rules, DictionaryTables tables,
                       DictionarySources sources)
    : rules_(rules), tables_(std::move(tables)), sources_(sources) {
  for (std::size_t i = 0; i < rules.rules().size(); ++i)
    terms_.push_back(rules.terms(i));
}

std::vector<Entry> Dictionary::entries(EntryKind kind) const {
  std::vector<Entry> entries;
  switch (kind) {
    case EntryKind::Rule:
      for (const Rule& rule : rules_.rules())
        entries.push_back({kind, rule.id, rule.title});
      break;
    case EntryKind::Fact:
      for (const Fact& fact : facts())
        entries.push_back(
            {kind, std::string(fact.name), std::string(fact.doc)});
      break;
    case EntryKind::Clause:
      for (const Clause& clause : tables_.clauses)
        entries.push_back({kind, clause.id, clause.says});
      break;
    case EntryKind::Action:
      for (const KnownAction& action : tables_.actions)
        entries.push_back({kind, action.id, action.say});
      break;
    case EntryKind::Anomaly:
      add_anomalies(entries);
      break;
    case EntryKind::Check:
      add_checks(entries);
      break;
    case EntryKind::Layout:
      for (const Layout& layout : tables_.layouts.layouts)
        entries.push_back({kind, layout.name, layout.title});
      break;
  }
  return entries;
}

std::vector<Entry> Dictionary::search(std::string_view words) const {
  std::vector<Entry> found;
  for (EntryKind kind : kEntryKinds)
    for (Entry& entry : entries(kind)) {
      std::string text = entry.id + " " + entry.line;
      if (kind == EntryKind::Rule)
        for (const Rule& rule : rules_.rules())
          if (rule.id == entry.id) text += " " + rule.description;
      if (kind == EntryKind::Check)
        if (const Check* check = find_check(entry.id))
          text.append(" ").append(check->why).append(" ").append(check->clause);
      if (holds_all(text, words)) found.push_back(std::move(entry));
    }
  return found;
}

std::vector<Entry> Dictionary::find(std::string_view id) const {
  std::vector<Entry> found;
  for (EntryKind kind : kEntryKinds)
    for (Entry& entry : entries(kind))
      if (is_named(entry, id)) found.push_back(std::move(entry));
  return found;
}

std::vector<std::string> Dictionary::near(std::string_view id) const {
  std::vector<std::string> names, found;
  for (EntryKind kind : kEntryKinds)
    for (const Entry& entry : entries(kind)) {
      names.push_back(entry.id);
      const Check* const check =
          kind == EntryKind::Check ? find_check(entry.id) : nullptr;
      if (check != nullptr) names.emplace_back(check->slug);
    }
  // The mistyped first, then what begins like it or holds it.
  while (found.size() < kNear) {
    const std::string name = nearest(id, names);
    if (name.empty()) break;
    found.push_back(name);
    std::erase(names, name);
  }
  for (const std::string& name : names)
    if (found.size() < kNear && id.size() >= 3 &&
        find_ignoring_case(name, id) != name.npos)
      found.push_back(name);
  return found;
}

}  // namespace calspam
