// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/explain_words.hh"
#include "report/explanation.hh"
#include "report/style.hh"

namespace calspam {

struct ExplainOptions {
  Style style;
  bool full = true;  ///< else the verdict, its reasons and what is unsure
  Language language = Language::English;  ///< of all but what rules say
};

/// Why this verdict, told to a person: what the message is, the findings with
/// their evidence, what speaks against them, what could not be checked; then,
/// in full, its structure beside CC/R 18003 A.1, its calendar parts where they
/// disagree, its links and what it does to a calendar. Acts on no terminal,
/// whatever the message holds.
std::string explanation_text(const Explanation& explanation,
                             const ExplainOptions& options);

}  // namespace calspam
