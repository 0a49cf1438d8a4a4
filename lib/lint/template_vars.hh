// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.hh"

namespace calspam {

/// Values for the placeholders of templates, by name, in the order given.
///
///     # one a line; a name given again has one more value
///     event.title = Quarterly figures
///     method = REQUEST
///     method = CANCEL
struct TemplateVars {
  std::map<std::string, std::vector<std::string>, std::less<>> values;

  /// Null when there is none of that name.
  const std::vector<std::string>* find(std::string_view name) const;
};

/// `where` is what an error names: the file.
Result<TemplateVars> parse_template_vars(std::string_view text,
                                         const std::string& where);

}  // namespace calspam
