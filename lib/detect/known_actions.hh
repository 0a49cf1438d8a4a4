// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "util/result.hh"

namespace calspam {

/// An action, or an option for the user, as actions.yaml has it, for whoever
/// explains it. Judging has a table of its own (detect/action_table.hh).
struct KnownAction {
  std::string id, clause, say;
  std::string role;              ///< "" of an option
  std::string level, certainty;  ///< from which on it is advised
  std::string feedback;          ///< what the originator gets
  bool silent = false;
  std::string condition;           ///< as its author wrote it, "" for none
  std::vector<std::string> gates;  ///< of an option: where it is offered
};

/// Of the last of `directories` that has an actions.yaml; none where none has.
Result<std::vector<KnownAction>> load_known_actions(
    const std::vector<std::string>& directories);
/// Actions, then options, in the order of the file.
Result<std::vector<KnownAction>> parse_known_actions(std::string_view bytes,
                                                     const std::string& file);

}  // namespace calspam
