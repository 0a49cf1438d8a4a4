// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "evidence/fact.hh"

namespace calspam {

enum class Severity { Info, Low, Medium, High };
enum class Certainty { Low, Medium, High, Certain };
std::string_view severity_name(Severity severity);
std::string_view certainty_name(Certainty certainty);

/// What a rule, a check or provenance has to say about one place. Every
/// format prints these and nothing else about an offence.
struct Finding {
  std::string id;     ///< the offence: "organizer-not-sender"
  std::string group;  ///< identity, structure, scheduling, impact, content,
                      ///< producer, campaign
  Severity severity = Severity::Info;
  double score = 0;
  Certainty certainty = Certainty::Low;
  std::vector<std::string> clauses;  ///< of CC/R 18003: "6.2 c.1"
  std::string message;  ///< one lower-case sentence, values quoted; untrusted
  std::string excerpt;  ///< input text at the place; untrusted, UTF-8
  Span match;           ///< what a pattern met in `excerpt`; may be empty
  Place where;
};

}  // namespace calspam
