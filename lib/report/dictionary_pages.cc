// SPDX-License-Identifier: MIT
// The pages of a Dictionary.
#include <fmt/format.h>

#include <algorithm>

#include "evidence/anomalies.hh"
#include "evidence/fact.hh"
#include "ical/anomalies.hh"
#include "lint/families.hh"
#include "mail/anomalies.hh"
#include "report/dictionary.hh"
#include "report/doc_pages.hh"
#include "report/page.hh"
#include "util/text.hh"

namespace calspam {
namespace {

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

struct KnownAnomaly {
  const AnomalyKind* kind = nullptr;
  std::string_view reader;
};

template <std::size_t N>
const AnomalyKind* in_table(const AnomalyKind* const (&table)[N],
                            std::string_view id) {
  for (const AnomalyKind* kind : table)
    if (kind->id == id) return kind;
  return nullptr;
}

KnownAnomaly anomaly_of(std::string_view id) {
  if (const auto* kind = in_table(anomaly::kMailAnomalies, id))
    return {kind, "the mail reader"};
  if (const auto* kind = in_table(kIcalAnomalies, id))
    return {kind, "the calendar reader"};
  return {in_table(anomaly::kEvidenceAnomalies, id), "the bounds on a message"};
}

std::string_view weight_doc(Weight weight) {
  switch (weight) {
    case Weight::Note:
      return "note: honest software does this every day";
    case Weight::Odd:
      return "odd: seldom seen from software that schedules meetings";
    case Weight::Ambiguous:
      return "ambiguous: two honest readers would read different things";
    case Weight::Limit:
      return "limit: a bound was reached, and part of the input was not read";
  }
  return "";
}

std::string_view level_doc(LintLevel level) {
  switch (level) {
    case LintLevel::Note:
      return "note: a fact worth knowing, or taste";
    case LintLevel::Warning:
      return "warning: advice, or known to break a product";
    case LintLevel::Error:
      return "error: a receiver may refuse or misread it";
  }
  return "";
}

std::string_view mending_doc(Mending mending) {
  switch (mending) {
    case Mending::None:
      return "";
    case Mending::Safe:
      return "yes, without a change of meaning (--fix)";
    case Mending::Unsafe:
      return "yes, by a change of content or a guess (--unsafe-fixes)";
  }
  return "";
}

constexpr std::string_view kGuidelineName = "CC/R 18003 ";

std::string_view feedback_doc(std::string_view feedback) {
  if (feedback == "none") return "is not told";
  if (feedback == "interface") return "is told in the interface";
  if (feedback == "message") return "gets a message";
  if (feedback == "smtp") return "is told by SMTP";
  if (feedback == "report") return "has a provider that gets a report";
  return "";
}

std::string needs_text(const LayoutNode& node) {
  std::string text = joined(node.types);
  for (const LayoutNeed& need : node.needs)
    text += fmt::format("; {} {}", layout_need_name(need.what),
                        fmt::join(need.any_of, " or "));
  if (node.many) text += "; one or more";
  if (!node.same_as.empty()) text += "; the same as " + node.same_as;
  return text;
}

// Whether what names "CC/R 18003 A.1" is about "A.1 (6)", or the other way
// round: a drawing is named as a whole.
bool is_about(std::string_view named, std::string_view clause) {
  if (!named.starts_with(kGuidelineName)) return false;
  named.remove_prefix(kGuidelineName.size());
  return is_within_clause(named, clause) || is_within_clause(clause, named);
}

// The lines of a condition that ask for a fact, without what they stand in.
std::vector<std::string> uses_of(std::string_view fact,
                                 const std::string& condition) {
  std::vector<std::string> uses;
  for (std::string_view line : split(condition, '\n')) {
    line = trimmed(line);
    while (line.starts_with("- ") || line.starts_with("{")) {
      line.remove_prefix(line.front() == '{' ? 1 : 2);
      line = trimmed(line);
    }
    if (line.starts_with(fact) && line.substr(fact.size()).starts_with(":"))
      uses.emplace_back(line);
  }
  return uses;
}

}  // namespace

// What the pages of one Dictionary are made of.
class DictionaryPages {
 public:
  DictionaryPages(const Dictionary& dictionary, const Style& style)
      : rules_(dictionary.rules_.rules()),
        terms_(dictionary.terms_),
        tables_(dictionary.tables_),
        sources_(dictionary.sources_),
        style_(style) {}

  std::string of(const Entry& entry) const {
    Page page(style_);
    switch (entry.kind) {
      case EntryKind::Rule:
        rule(entry, page);
        break;
      case EntryKind::Check:
        check(entry, page);
        break;
      case EntryKind::Fact:
        fact(entry, page);
        break;
      case EntryKind::Clause:
        clause(entry, page);
        break;
      case EntryKind::Action:
        action(entry, page);
        break;
      case EntryKind::Layout:
        layout(entry, page);
        break;
      case EntryKind::Anomaly:
        anomaly(entry, page);
        break;
    }
    return page.text();
  }

 private:
  void rule(const Entry& entry, Page& page) const;
  void check(const Entry& entry, Page& page) const;
  void fact(const Entry& entry, Page& page) const;
  void clause(const Entry& entry, Page& page) const;
  void action(const Entry& entry, Page& page) const;
  void layout(const Entry& entry, Page& page) const;
  void anomaly(const Entry& entry, Page& page) const;

  static Page::Item named(const Rule& rule) {
    return {rule.id + ": " + rule.title, rule.id, rule_page(rule.file)};
  }
  // The rules for whose place in the set `is_one` holds.
  template <typename Predicate>
  std::vector<Page::Item> rules_where(Predicate is_one) const {
    std::vector<Page::Item> items;
    for (std::size_t i = 0; i < rules_.size(); ++i)
      if (is_one(i)) items.push_back(named(rules_[i]));
    return items;
  }
  std::vector<Page::Item> clauses_of(
      const std::vector<std::string>& names) const;
  void samples(const Entry& entry, const Rule* rule, Page& page) const {
    page.list("Samples", sources_.samples(entry, rule));
  }

  const std::vector<Rule>& rules_;
  const std::vector<RuleTerms>& terms_;
  const DictionaryTables& tables_;
  const DictionarySources& sources_;
  const Style& style_;
};

std::string Dictionary::page(const Entry& entry, const Style& style) const {
  return DictionaryPages(*this, style).of(entry);
}

std::vector<Page::Item> DictionaryPages::clauses_of(
    const std::vector<std::string>& names) const {
  std::vector<Page::Item> items;
  for (const std::string& name : names) {
    Page::Item item{name, name, std::string(kGuidelinePage)};
    for (const Clause& clause : tables_.clauses)
      if (same_clause(clause.id, name)) item.text += ": " + clause.says;
    items.push_back(std::move(item));
  }
  return items;
}

void DictionaryPages::rule(const Entry& entry, Page& page) const {
  const auto found =
      std::find_if(rules_.begin(), rules_.end(),
                   [&](const Rule& rule) { return rule.id == entry.id; });
  if (found == rules_.end()) return;
  const Rule& rule = *found;
  page.head(rule.id, "rule", rule.title, rule_page(rule.file));
  page.paragraph(rule.description);
  page.gap();
  page.row("group", rule.group);
  page.row(
      "weighs",
      fmt::format("{:.1f} points, severity {}, certainty {}{}", rule.score,
                  severity_name(rule.severity), certainty_name(rule.certainty),
                  rule.standalone ? "; enough for spam by itself" : ""));
  page.row("calls it", rule.classification +
                           (rule.category.empty() ? "" : ", " + rule.category));
  page.row("techniques", joined(rule.techniques));
  page.row(
      "reads",
      joined(terms_[static_cast<std::size_t>(found - rules_.begin())].facts));
  page.list("Clauses of CC/R 18003", clauses_of(rule.clauses));
  page.list("Honest mail that can look like this", rule.falsepositives);
  page.verbatim("Condition", sources_.condition(rule));
  samples(entry, &rule, page);
  std::vector<Page::Item> references;
  for (const std::string& reference : rule.references)
    references.push_back({reference, reference, reference_page(reference)});
  page.list("References", references);
}

void DictionaryPages::check(const Entry& entry, Page& page) const {
  const Check* const check = find_check(entry.id);
  if (check == nullptr) return;
  page.head(entry.id, "check of lint-imip", check->summary, kChecksPage);
  page.paragraph(check->why);
  page.gap();
  page.row("name", check->slug);
  page.row("level", level_doc(check->level));
  page.row("clause", check->clause, reference_page(check->clause));
  page.row("to mend it", check->fix);
  page.row("mended", mending_doc(check->mending));
  if (check->optional) page.row("runs", "where --select names it only");
  page.row("silences", check->shadows);
  page.row("done by", check->honest);
  page.row("left out by", fmt::format("--ignore {}", check->id));
  samples(entry, nullptr, page);
  const std::string reference = reference_page(check->clause);
  if (!reference.empty())
    page.list("References", {Page::Item{reference, reference, reference}});
}

void DictionaryPages::fact(const Entry& entry, Page& page) const {
  const Fact* const fact = find_fact(entry.id);
  if (fact == nullptr) return;
  constexpr std::size_t kUses = 3;
  page.head(entry.id, "fact", fact->doc, kFactsPage);
  page.gap();
  page.row("type", fact_type_name(fact->type));
  page.row("one for each", scope_name(fact->scope));
  std::vector<Page::Item> readers;
  std::vector<std::string> uses;
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const auto& facts = terms_[i].facts;
    if (std::find(facts.begin(), facts.end(), entry.id) == facts.end())
      continue;
    readers.push_back(named(rules_[i]));
    if (uses.size() >= kUses) continue;
    for (const std::string& use :
         uses_of(entry.id, sources_.condition(rules_[i])))
      if (uses.size() < kUses &&
          std::find(uses.begin(), uses.end(), use) == uses.end())
        uses.push_back(use);
  }
  page.verbatim("In conditions", fmt::format("{}", fmt::join(uses, "\n")));
  page.list("Rules that read it", readers);
  page.paragraph(
      "calspam scan --format facts FILE shows its values. One that could not "
      "be observed is unknown, and no condition holds for it.");
}

void DictionaryPages::clause(const Entry& entry, Page& page) const {
  std::vector<std::string> below;
  for (const Clause& clause : tables_.clauses) {
    if (clause.id == entry.id)
      page.head("CC/R 18003, " + clause.id, "clause", clause.says,
                kGuidelinePage);
    else if (is_within_clause(clause.id, entry.id))
      below.push_back(clause.id + ": " + clause.says);
  }
  const std::vector<Page::Item> rules = rules_where([&](std::size_t i) {
    const auto& named = rules_[i].clauses;
    return std::any_of(named.begin(), named.end(), [&](const std::string& one) {
      return is_within_clause(one, entry.id);
    });
  });
  std::vector<std::string> actions;
  for (const KnownAction& action : tables_.actions)
    if (is_within_clause(action.clause, entry.id))
      actions.push_back(action.id + ": " + action.say);
  std::vector<Page::Item> checks, layouts;
  for (const CheckFamily* family : check_families())
    for (const Check& check : family->checks)
      if (is_about(check.clause, entry.id))
        checks.push_back({fmt::format("{}: {}", check.id, check.summary),
                          std::string(check.id), std::string(kChecksPage)});
  for (const Layout& layout : tables_.layouts.layouts)
    if (is_about(layout.clause, entry.id))
      layouts.push_back({layout.name + ": " + layout.title, "", ""});
  page.list("Items below it", below);
  page.list("Rules that implement it", rules);
  page.list("Actions it asks for", actions);
  page.list("Checks of lint-imip", checks);
  page.list("Layouts of lint-imip", layouts);
  if (rules.empty() && actions.empty() && checks.empty() && layouts.empty())
    page.paragraph(
        "No rule, action or check names it: it concerns what cannot be seen in "
        "a message, or is the duty of somebody else.");
  page.list("References", {Page::Item{std::string(kGuidelinePage),
                                      std::string(kGuidelinePage),
                                      std::string(kGuidelinePage)}});
}

void DictionaryPages::action(const Entry& entry, Page& page) const {
  for (const KnownAction& action : tables_.actions) {
    if (action.id != entry.id) continue;
    const bool option = action.role.empty();
    page.head(action.id, option ? "option for the user" : "action", action.say);
    page.gap();
    page.row("role", action.role);
    page.row("advised", option ? ""
                               : fmt::format("from {} on, with certainty {} or "
                                             "more",
                                             action.level, action.certainty));
    page.row("offered", option ? fmt::format("where insertion is: {}",
                                             fmt::join(action.gates, ", "))
                               : "");
    page.row("originator", feedback_doc(action.feedback));
    if (action.silent)
      page.row("silent",
               "nobody would learn of a mistake, so that it needs "
               "the highest certainty");
    page.row("shown by",
             option ? "calspam scan --role destination-calendar FILE"
                    : fmt::format("calspam scan --role {} FILE", action.role));
    page.list("Clauses of CC/R 18003", clauses_of({action.clause}));
    page.verbatim("Only where this holds", action.condition);
    page.list("References", {Page::Item{std::string(kGuidelinePage),
                                        std::string(kGuidelinePage),
                                        std::string(kGuidelinePage)}});
  }
}

void DictionaryPages::layout(const Entry& entry, Page& page) const {
  const Layout* const layout = tables_.layouts.find(entry.id);
  if (layout == nullptr) return;
  page.head(entry.id, "layout of lint-imip", layout->title, kChecksPage);
  page.paragraph(layout->notes);
  page.gap();
  page.row("clause", layout->clause, reference_page(layout->clause));
  page.row("sent by", joined(layout->senders));
  page.row("asked for", layout->standard
                            ? "when no --layout is given"
                            : fmt::format("by --layout {}", entry.id));
  std::vector<std::pair<std::size_t, std::string>> tree;
  for (const LayoutNode& node : layout->nodes) {
    const std::size_t indent =
        node.parent < 0 ? 0
                        : tree[static_cast<std::size_t>(node.parent)].first + 2;
    tree.emplace_back(indent,
                      fmt::format("{}: {}", node.role, needs_text(node)));
  }
  page.tree("Parts", tree);
  samples(entry, nullptr, page);
  const std::string reference = reference_page(layout->clause);
  if (!reference.empty())
    page.list("References", {Page::Item{reference, reference, reference}});
}

void DictionaryPages::anomaly(const Entry& entry, Page& page) const {
  const KnownAnomaly known = anomaly_of(entry.id);
  if (known.kind == nullptr) return;
  page.head(entry.id, "anomaly", known.kind->summary);
  page.gap();
  page.row("seen by", known.reader);
  page.row("weight", weight_doc(known.kind->weight));
  page.row("shown by", "calspam scan FILE, and as \"anomalies\" by -f json");
  page.list("Rules that ask for it", rules_where([&](std::size_t i) {
              const auto& words = terms_[i].words;
              return std::find(words.begin(), words.end(), entry.id) !=
                     words.end();
            }));
  samples(entry, nullptr, page);
}

}  // namespace calspam
