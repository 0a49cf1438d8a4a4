// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "detect/condition_compiler.hh"
#include "detect/deciding.hh"

namespace calspam {

/// A rule's message with its {fact.name} fields.
struct MessageTemplate {
  struct Piece {
    std::string text;
    int fact = -1;  ///< -1: `text` stands for itself
  };
  std::vector<Piece> pieces;
};

/// Characters of one value in a message.
inline constexpr std::size_t kMessageValue = 120;

MessageTemplate parse_template(const YamlNode& node,
                               ConditionCompiler& compiler, Faults& faults);

/// Each field becomes the value that decided, where the fact did; else its
/// value at the rows that the condition settled on; nothing when unknown, and
/// no parentheses around nothing.
std::string filled(const MessageTemplate& message, const Grounds& grounds,
                   Observations& observations);

}  // namespace calspam
