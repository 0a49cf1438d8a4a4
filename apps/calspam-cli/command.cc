// SPDX-License-Identifier: MIT
#include "command.hh"

#include <fmt/format.h>

#include <cstdio>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr OptionRow kCommonRows[] = {
    {0, "config", "FILE",
     "settings that win over those of /etc and of the user; see 'calspam "
     "config'"},
    {0, "no-config", "", "no settings but those of the command line"},
};

}  // namespace

constinit const OptionGroup kCommonOptions = {"Other", kCommonRows};

std::string Arguments::where(std::string_view name) const {
  const auto source = sources.find(name);
  return source == sources.end() ? fmt::format("--{}", name) : source->second;
}

std::vector<std::string> Arguments::all(std::string_view name) const {
  const auto found = options.find(name);
  return found == options.end() ? std::vector<std::string>() : found->second;
}

std::string Arguments::last(std::string_view name,
                            std::string_view otherwise) const {
  const auto found = options.find(name);
  if (found == options.end() || found->second.empty())
    return std::string(otherwise);
  return found->second.back();
}

std::vector<OptionRow> Command::options() const {
  std::vector<OptionRow> rows;
  for (const OptionGroup& group : option_groups())
    rows.insert(rows.end(), group.rows.begin(), group.rows.end());
  rows.insert(rows.end(), kCommonOptions.rows.begin(),
              kCommonOptions.rows.end());
  return rows;
}

void complain(std::string_view where, std::string_view what) {
  std::string line = "calspam: ";
  if (!where.empty()) line += printable(where) + ": ";
  line += printable(what) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace calspam
