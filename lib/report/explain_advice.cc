// SPDX-License-Identifier: MIT
// What each role should do, and what a calendar may do by itself.
#include <fmt/format.h>

#include "report/explain_sections.hh"

namespace calspam::explain_text {
namespace {

void add_actions(const Advice& advice, const Style& style, std::string& out) {
  const AdvisedAction* before = nullptr;
  for (const AdvisedAction& action : advice.actions) {
    if (before == nullptr || before->role != action.role)
      out += fmt::format("  {}\n", role_name(action.role));
    std::string text = style.shown(action.say);
    text +=
        fmt::format(" [{}; the originator is told: {}]",
                    style.shown(action.clause), style.shown(action.feedback));
    add_paragraph(style, "    ", text, out);
    before = &action;
  }
}

void add_gate(const Gate& gate, const Style& style, std::string& out) {
  add_paragraph(
      style, "  insertion: ",
      fmt::format("{}; availability {}; alarms {}", insert_name(gate.insert),
                  style.shown(gate.availability),
                  gate.alarms ? "as stated" : "off"),
      out);
  for (const std::string& reason : gate.reasons)
    add_paragraph(style, "    because ", style.shown(reason), out);
  for (const UserOption& option : gate.options)
    add_paragraph(style, "    offer the user: ", style.shown(option.say), out);
}

}  // namespace

void add_advice(const Explanation& explanation, const Style& style,
                std::string& out) {
  const std::optional<Advice>& advice = explanation.report.advice;
  if (!advice || (advice->actions.empty() && !advice->gate)) return;
  add_heading(style, "What to do", out);
  add_actions(*advice, style, out);
  if (advice->gate) add_gate(*advice->gate, style, out);
}

}  // namespace calspam::explain_text
