// SPDX-License-Identifier: MIT
#include "lint/template_vars.hh"

#include <fmt/format.h>

#include "util/text.hh"

namespace calspam {

const std::vector<std::string>* TemplateVars::find(
    std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? nullptr : &found->second;
}

Result<TemplateVars> parse_template_vars(std::string_view text,
                                         const std::string& where) {
  TemplateVars vars;
  std::size_t number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    line = trimmed(line);
    if (line.empty() || line.front() == '#') continue;
    const std::size_t equals = line.find('=');
    const std::string_view name = trimmed(line.substr(0, equals));
    if (equals == line.npos || name.empty())
      return fail(fmt::format("{}:{}", where, number),
                  "is no line such as 'event.title = Lunch'");
    std::string_view value = trimmed(line.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    vars.values[std::string(name)].emplace_back(value);
  }
  return vars;
}

}  // namespace calspam
