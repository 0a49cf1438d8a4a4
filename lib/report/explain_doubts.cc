// SPDX-License-Identifier: MIT
// What speaks against the verdict, and what nobody looked at.
#include <fmt/format.h>

#include <algorithm>

#include "report/doc_pages.hh"
#include "report/explain_sections.hh"

namespace calspam::explain_text {
namespace {

constexpr std::size_t kLacked = 4;

// "id: what honest mail does so", and the id leads to the rule.
void add_honest(const ExplainedFinding& finding, const Telling& telling) {
  const std::string id = telling.shown(finding.reported.finding.id);
  for (const std::string& reason : finding.honest)
    add_paragraph(telling.style, "  - ",
                  fmt::format("{}: {}", id, telling.shown(reason)), id,
                  rule_page(finding.file), telling.out);
}

bool is_of_mail(std::string_view fact) {
  constexpr std::string_view kGroups[] = {"message.", "mime.", "auth.", "part.",
                                          "upstream."};
  return std::any_of(
      std::begin(kGroups), std::end(kGroups),
      [fact](std::string_view group) { return fact.starts_with(group); });
}

// What a site file would say is one line: nobody can look it up in the mail.
void add_lacked(const Telling& telling) {
  const auto& lacked = telling.explanation.lacked;
  if (lacked.empty()) return;
  telling.paragraph("  ", telling.words[Word::Unobserved]);
  const std::size_t most = telling.full ? kLacked : kLacked / 2;
  const bool no_mail = telling.explanation.report.kind == RawKind::Calendar;
  std::vector<std::string> of_site;
  std::size_t listed = 0, others = 0, of_mail = 0;
  for (const LackedFact& fact : lacked) {
    if (fact.of_site) {
      of_site.push_back(fact.name);
      continue;
    }
    if (no_mail && is_of_mail(fact.name)) {
      ++of_mail;
      continue;
    }
    ++others;
    if (listed == most) continue;
    ++listed;
    std::string text = telling.shown(fact.name);
    if (telling.full && !fact.doc.empty())
      text += ": " + telling.shown(fact.doc);
    add_paragraph(
        telling.style, "  - ",
        telling.words(Word::UnobservedFor, text, telling.joined(fact.rules)),
        telling.shown(fact.name), kFactsPage, telling.out);
  }
  if (others > listed)
    telling.item(telling.words(Word::AndMore, others - listed));
  if (of_mail != 0) telling.item(telling.words[Word::UnobservedMail]);
  if (!of_site.empty())
    telling.item(telling.words(Word::UnobservedSite, telling.joined(of_site)));
}

// Who sent a message; without these identity is a claim.
void add_authentication(const Telling& telling) {
  const Explanation& explanation = telling.explanation;
  if (explanation.report.kind == RawKind::Mail &&
      explanation.authentication.empty())
    telling.item(telling.words[Word::NobodyVouches]);
  else if (!explanation.authentication.empty())
    telling.item(telling.words[Word::RecordedTaken]);
}

}  // namespace

void add_doubts(const Telling& telling) {
  const auto& findings = telling.explanation.findings;
  // Where nothing was found, what is unknown speaks against nothing.
  if (findings.empty()) return;
  const bool honest = std::any_of(
      findings.begin(), findings.end(),
      [](const ExplainedFinding& finding) { return !finding.honest.empty(); });
  if (!honest && telling.explanation.lacked.empty()) return;
  telling.heading(Word::Against);
  if (honest) telling.paragraph("  ", telling.words[Word::HonestToo]);
  for (const ExplainedFinding& finding : findings) add_honest(finding, telling);
  add_lacked(telling);
}

void add_unchecked(const Telling& telling) {
  const Explanation& explanation = telling.explanation;
  const Report& report = explanation.report;
  if (report.verdict.level == Level::None) return;
  telling.heading(Word::Unchecked);
  for (const std::string& limit : report.limits)
    telling.item(telling.words(Word::NotReadInFull, telling.shown(limit)));
  for (const ReportedPart& part : report.parts)
    if (!part.not_analysed.empty())
      telling.item(telling.words(Word::NotLookedInto, telling.shown(part.path),
                                 telling.shown(part.type),
                                 telling.shown(part.not_analysed)));
  add_authentication(telling);
  if (!explanation.time)
    telling.item(telling.words[Word::TimeUnknown]);
  else if (report.time_claimed && report.kind == RawKind::Mail)
    telling.item(telling.words[Word::TimeClaimed]);
  if (report.link_count != 0) telling.item(telling.words[Word::NothingFetched]);
  if (!report.second_opinion_asked)
    telling.item(telling.words[Word::OthersNotAsked]);
  if (explanation.findings.empty()) add_lacked(telling);
}

}  // namespace calspam::explain_text
