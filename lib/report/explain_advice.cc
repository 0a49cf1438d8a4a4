// SPDX-License-Identifier: MIT
// What each role should do, and what a calendar may do by itself.
#include <fmt/format.h>

#include <array>
#include <optional>

#include "report/explain_sections.hh"

namespace calspam::explain_text {
namespace {

struct Feedback {
  std::string_view name;
  Word says;
};

// "none" is told to nobody, and said to nobody.
constexpr auto kFeedback = std::to_array<Feedback>({
    {"interface", Word::ToldInterface},
    {"message", Word::ToldMessage},
    {"smtp", Word::ToldSmtp},
    {"report", Word::ToldReport},
});

void add_actions(const Advice& advice, const Telling& telling) {
  const AdvisedAction* before = nullptr;
  for (const AdvisedAction& action : advice.actions) {
    if (before == nullptr || before->role != action.role)
      telling.out += fmt::format("  {}\n", role_name(action.role));
    std::string note = telling.shown(action.clause);
    for (const Feedback& feedback : kFeedback)
      if (feedback.name == action.feedback)
        note += fmt::format("; {}", telling.words[feedback.says]);
    telling.paragraph(
        "    - ",
        fmt::format("{} ({})", telling.shown(telling.words.said(action.say)),
                    note));
    before = &action;
  }
}

Word insertion(Gate::Insert insert) {
  switch (insert) {
    case Gate::Insert::Allow:
      return Word::InsertAllow;
    case Gate::Insert::Hold:
      return Word::InsertHold;
    case Gate::Insert::Deny:
      return Word::InsertDeny;
  }
  return Word::InsertHold;
}

void add_gate(const Gate& gate, const Telling& telling) {
  const Wording& words = telling.words;
  std::vector<std::string> reasons, options;
  for (const std::string& reason : gate.reasons)
    reasons.push_back(words.said(reason));
  telling.paragraph(
      "  ", words(insertion(gate.insert), telling.joined(reasons, "; ")));
  if (gate.availability == "free")
    telling.paragraph("  ", words[Word::InsertedFree]);
  if (gate.availability == "tentative")
    telling.paragraph("  ", words[Word::InsertedTentative]);
  for (const UserOption& option : gate.options)
    options.push_back(words.said(option.say));
  if (!options.empty())
    telling.paragraph("  ",
                      words(Word::OfferUser, telling.joined(options, "; ")));
}

}  // namespace

void add_advice(const Telling& telling) {
  const std::optional<Advice>& advice = telling.explanation.report.advice;
  if (!advice || (advice->actions.empty() && !advice->gate)) return;
  telling.heading(Word::ToDo);
  add_actions(*advice, telling);
  if (advice->gate) add_gate(*advice->gate, telling);
}

}  // namespace calspam::explain_text
