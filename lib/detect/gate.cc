// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "detect/advice.hh"

namespace calspam {
namespace {

FactValue observed(const Subject& subject, std::string_view name,
                   std::size_t row = 0) {
  const Fact* const fact = find_fact(name);
  return fact == nullptr ? FactValue{} : fact->observe(subject, row);
}
bool is(const FactValue& value, bool wanted) {
  const bool* const held = std::get_if<bool>(&value.value);
  return held != nullptr && *held == wanted;
}

// What stands against insertion whatever the organizer is (6.2, 7 a).
std::vector<std::string> denials(const Subject& subject,
                                 const Verdict& verdict) {
  std::vector<std::string> reasons;
  if (verdict.level == Level::Spam) reasons.emplace_back("judged as spam");
  if (is(observed(subject, "upstream.spam"), true))
    reasons.push_back("another filter on the way called it spam: " +
                      observed(subject, "upstream.verdicts").text());
  for (std::size_t row = 0; row < subject.events.size(); ++row) {
    if (!is(observed(subject, "organizer.blocked", row), true)) continue;
    reasons.push_back(
        fmt::format("organizer {} is on the block list",
                    observed(subject, "organizer.address", row).text()));
    break;
  }
  return reasons;
}

// "" when the organizer of the event may have it inserted (7 d, dash 1).
std::string holding(const Subject& subject, std::size_t row) {
  const FactValue address = observed(subject, "organizer.address", row);
  if (!address.known()) return "an event names no organizer";
  if (subject.site == nullptr)
    return "who is known to the recipient is not said; give a site file";
  if (is(observed(subject, "organizer.allowed", row), true)) return "";
  const FactValue authenticated =
      observed(subject, "organizer.authenticated", row);
  const bool listed = is(observed(subject, "organizer.known", row), true) ||
                      subject.site->allow.has_address(
                          subject.events[row].event.organizer->address);
  if (!listed)
    return fmt::format("organizer {} is in no address book or allow list",
                       address.text());
  if (is(authenticated, true)) return "";
  return fmt::format("organizer {} is known, but not authenticated",
                     address.text());
}

std::vector<std::string> holds(const Subject& subject, const Verdict& verdict) {
  std::vector<std::string> reasons;
  if (verdict.level == Level::Suspicious)
    reasons.emplace_back("judged as suspicious");
  if (!subject.complete) reasons.emplace_back("not read in full");
  for (std::size_t row = 0; row < subject.events.size(); ++row) {
    std::string reason = holding(subject, row);
    if (reason.empty()) continue;
    reasons.push_back(std::move(reason));
    break;  // one is enough, and there may be thousands
  }
  return reasons;
}

}  // namespace

std::optional<Gate> insertion_gate(const Subject& subject,
                                   const Verdict& verdict) {
  if (subject.events.empty()) return {};
  Gate gate;
  gate.reasons = denials(subject, verdict);
  if (!gate.reasons.empty()) {
    gate.insert = Gate::Insert::Deny;
    gate.availability = "none";
    return gate;
  }
  gate.reasons = holds(subject, verdict);
  if (!gate.reasons.empty()) {
    gate.insert = Gate::Insert::Hold;
    // What may be spam must not take the recipient's time (7 d, dash 2).
    gate.availability = verdict.level == Level::Clean ? "tentative" : "free";
    return gate;
  }
  gate.insert = Gate::Insert::Allow;
  gate.availability = "stated";
  gate.alarms = true;
  gate.reasons.emplace_back("organizer is known and authenticated");
  return gate;
}

}  // namespace calspam
