// SPDX-License-Identifier: MIT
#include "version.hh"

#include <fmt/format.h>

#include "detect/rule_set.hh"
#include "installation.hh"
#include "util/text.hh"

namespace calspam {

std::string version_text() {
  std::string text = fmt::format("calspam {}\n", kVersion);
  const Result<std::string> folder = default_rules();
  if (!folder) return text + "rules: none found\n";
  const Result<RuleSet> rules = RuleSet::load({{*folder}, {}, {}});
  if (!rules) return text + "rules: " + printable(rules.error().text()) + "\n";
  return text + fmt::format("rules sha256:{}\n", rules->digest());
}

}  // namespace calspam
