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
#include "util/text.hh"

namespace calspam {
namespace {

class Page {
 public:
  explicit Page(const Style& style) : style_(style) {}

  void head(std::string_view id, std::string_view kind, std::string_view line) {
    text_ += fmt::format("{} ({})\n", style_.bold(style_.shown(id)), kind);
    add_paragraph(style_, "  ", style_.shown(line), text_);
  }
  void paragraph(std::string_view text) {
    if (text.empty()) return;
    text_ += '\n';
    add_paragraph(style_, "  ", style_.shown(text), text_);
  }
  void row(std::string_view name, std::string_view text) {
    if (!text.empty())
      add_paragraph(style_, fmt::format("  {:<13}", name), style_.shown(text),
                    text_);
  }
  void list(std::string_view title, const std::vector<std::string>& items) {
    if (items.empty()) return;
    heading(title);
    for (const std::string& item : items)
      add_paragraph(style_, "  - ", style_.shown(item), text_);
  }
  /// Lines as they are.
  void verbatim(std::string_view title, std::string_view lines) {
    if (lines.empty()) return;
    heading(title);
    for (std::string_view line : split(lines, '\n'))
      text_ += line.empty() ? "\n" : "  " + style_.shown(line) + '\n';
  }
  void gap() { text_ += '\n'; }
  std::string text() { return std::move(text_); }

 private:
  void heading(std::string_view title) {
    text_ += '\n' + style_.bold(std::string(title)) + '\n';
  }

  const Style& style_;
  std::string text_;
};

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

std::string needs_text(const LayoutNode& node) {
  std::string text = joined(node.types);
  for (const LayoutNeed& need : node.needs)
    text += fmt::format("; {} {}", layout_need_name(need.what),
                        fmt::join(need.any_of, " or "));
  if (node.many) text += "; one or more";
  if (!node.same_as.empty()) text += "; the same as " + node.same_as;
  return text;
}

}  // namespace

std::string Dictionary::page_of_check(std::string_view id,
                                      const Style& style) const {
  const Check* const check = find_check(id);
  if (check == nullptr) return "";
  Page page(style);
  page.head(id, "check of lint-imip", check->summary);
  page.paragraph(check->why);
  page.gap();
  page.row("name", check->slug);
  page.row("level", level_doc(check->level));
  page.row("clause", check->clause);
  page.row("to mend it", check->fix);
  page.row("mended", mending_doc(check->mending));
  if (check->optional) page.row("runs", "where --select names it only");
  page.row("silences", check->shadows);
  page.row("done by", check->honest);
  page.row("left out by", fmt::format("--ignore {}", check->id));
  page.row("samples", fmt::format("testdata/lint/{} of the sources", id));
  return page.text();
}

std::string Dictionary::page_of_layout(std::string_view id,
                                       const Style& style) const {
  const Layout* const layout = layouts_.find(id);
  if (layout == nullptr) return "";
  Page page(style);
  page.head(id, "layout of lint-imip", layout->title);
  page.paragraph(layout->notes);
  page.gap();
  page.row("clause", layout->clause);
  page.row("sent by", joined(layout->senders));
  page.row("asked for", layout->standard ? "when no --layout is given"
                                         : fmt::format("by --layout {}", id));
  std::string tree;
  std::vector<int> depths;
  for (const LayoutNode& node : layout->nodes) {
    depths.push_back(node.parent < 0
                         ? 0
                         : depths[static_cast<std::size_t>(node.parent)] + 1);
    tree += fmt::format(
        "{}{}{}: {}", tree.empty() ? "" : "\n",
        std::string(2 * static_cast<std::size_t>(depths.back()), ' '),
        node.role, needs_text(node));
  }
  page.verbatim("Parts", tree);
  return page.text();
}

std::string Dictionary::page_of_rule(std::size_t index,
                                     const Style& style) const {
  const Rule& rule = rules_.rules()[index];
  const RuleSources sources = sources_(rule);
  Page page(style);
  page.head(rule.id, "rule", rule.title);
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
  page.row("reads", joined(terms_[index].facts));
  std::vector<std::string> clauses;
  for (const std::string& named : rule.clauses) {
    clauses.push_back(named);
    for (const Clause& clause : clauses_)
      if (same_clause(clause.id, named)) clauses.back() += ": " + clause.says;
  }
  page.list("Clauses of CC/R 18003", clauses);
  page.list("Honest mail that can look like this", rule.falsepositives);
  page.verbatim("Condition", sources.condition);
  page.list("Samples", sources.samples);
  page.list("References", rule.references);
  return page.text();
}

std::string Dictionary::page_of_fact(std::string_view id,
                                     const Style& style) const {
  const Fact* const fact = find_fact(id);
  if (fact == nullptr) return "";
  Page page(style);
  page.head(id, "fact", fact->doc);
  page.gap();
  page.row("type", fact_type_name(fact->type));
  page.row("one for each", scope_name(fact->scope));
  std::vector<std::string> readers;
  for (std::size_t i = 0; i < terms_.size(); ++i)
    if (std::find(terms_[i].facts.begin(), terms_[i].facts.end(), id) !=
        terms_[i].facts.end())
      readers.push_back(rules_.rules()[i].id + ": " + rules_.rules()[i].title);
  page.list("Rules that read it", readers);
  page.paragraph(
      "calspam scan --format facts FILE shows its values. One that could not "
      "be observed is unknown, and no condition holds for it.");
  return page.text();
}

std::string Dictionary::page_of_clause(std::string_view id,
                                       const Style& style) const {
  Page page(style);
  std::vector<std::string> below, namers;
  for (const Clause& clause : clauses_) {
    if (clause.id == id)
      page.head("CC/R 18003, " + clause.id, "clause", clause.says);
    else if (is_within_clause(clause.id, id))
      below.push_back(clause.id + ": " + clause.says);
  }
  for (const Rule& rule : rules_.rules())
    for (const std::string& named : rule.clauses) {
      if (!is_within_clause(named, id)) continue;
      namers.push_back(rule.id + ": " + rule.title);
      break;
    }
  page.list("Items below it", below);
  page.list("Rules that implement it", namers);
  if (namers.empty()) page.paragraph("No rule names it.");
  return page.text();
}

std::string Dictionary::page_of_anomaly(std::string_view id,
                                        const Style& style) const {
  const KnownAnomaly known = anomaly_of(id);
  if (known.kind == nullptr) return "";
  Page page(style);
  page.head(id, "anomaly", known.kind->summary);
  page.gap();
  page.row("seen by", known.reader);
  page.row("weight", weight_doc(known.kind->weight));
  std::vector<std::string> users;
  for (std::size_t i = 0; i < terms_.size(); ++i)
    if (std::find(terms_[i].words.begin(), terms_[i].words.end(), id) !=
        terms_[i].words.end())
      users.push_back(rules_.rules()[i].id + ": " + rules_.rules()[i].title);
  page.list("Rules that ask for it", users);
  return page.text();
}

}  // namespace calspam
