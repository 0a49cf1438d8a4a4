// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "report/dictionary.hh"
#include "report/style.hh"

namespace calspam {

/// Conditions from the files of rules, samples from the source tree.
DictionarySources dictionary_sources();

/// `calspam explain --list`: a line for each entry of a kind ("rules").
std::string listed(const Dictionary& dictionary, std::string_view kind,
                   const Style& style);
/// `calspam explain --search`.
std::string searched(const Dictionary& dictionary, std::string_view words,
                     const Style& style);
/// The pages of everything of that name; "" when there is none.
std::string looked_up(const Dictionary& dictionary, std::string_view id,
                      const Style& style);

}  // namespace calspam
