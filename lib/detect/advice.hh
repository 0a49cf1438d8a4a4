// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detect/verdict.hh"
#include "evidence/subject.hh"

namespace calspam {

/// Who acts on a message along its way (CC/R 18003 5.2, 5.3, 6.2, 7, 8.1).
enum class Role {
  SourceCalendar,
  SourceMail,
  Relay,
  DestinationMail,
  DestinationCalendar,
  UserApp,
  FeedOperator
};
inline constexpr int kRoleCount = 7;
std::string_view role_name(Role role);  ///< "source-calendar", ...
std::optional<Role> role_named(std::string_view name);
const std::vector<Role>& all_roles();

/// An action that the guidelines advise on a verdict.
struct AdvisedAction {
  std::string id, clause;
  Role role = Role::DestinationMail;
  Certainty certainty = Certainty::Low;  ///< what it needs at least
  bool silent = false;                   ///< whoever it hits is not told
  std::string feedback;  ///< what the originator gets: "none", "smtp", ...
  std::string say;       ///< what to do, a sentence
};

/// What to offer the recipient about an event that was not inserted.
struct UserOption {
  std::string id, clause, say;
};

/// Whether a calendar should insert the events by itself (7 a, 7 d).
struct Gate {
  enum class Insert { Allow, Hold, Deny };
  Insert insert = Insert::Hold;
  std::vector<std::string> reasons;  ///< sentences; may hold input text
  /// Proposed: "none", "free", "tentative", or "stated" as the event has it.
  std::string availability;
  bool alarms = false;  ///< may ring
  std::vector<UserOption> options;
};
std::string_view insert_name(Gate::Insert insert);

/// Advice on one message, for the roles that were asked for.
struct Advice {
  std::vector<AdvisedAction> actions;  ///< in the order of the roles
  std::optional<Gate> gate;            ///< nothing where there is no event
};

/// Decides the gate; the options are left to the actions file.
std::optional<Gate> insertion_gate(const Subject& subject,
                                   const Verdict& verdict);

}  // namespace calspam
