// SPDX-License-Identifier: MIT
#include "cmd_config.hh"

#include <fmt/format.h>
#include <unistd.h>

#include "batch_options.hh"
#include "configuration.hh"
#include "help.hh"
#include "output.hh"
#include "report/style.hh"
#include "terminal.hh"

namespace calspam {
namespace {

constexpr OptionRow kRows[] = {
    {0, "color", "WHEN", "auto (the default), always or never", color_choices},
};
constexpr OptionGroup kGroups[] = {{"Terminal", kRows}};

std::span<const OptionGroup> option_groups() {
  return kGroups;
}

std::string value_of(const Style& style, const Setting& setting) {
  std::string text;
  for (const std::string& value : setting.values)
    text += (text.empty() ? "" : ", ") + style.shown(value);
  if (setting.values.empty()) text = setting.on ? "yes" : "no";
  return text;
}

void add_files(const Style& style, const Configuration& configuration,
               std::string& out) {
  for (const ConfigurationFile& file : configuration.files())
    out += fmt::format("{} {}\n", file.found ? "read     " : "not there",
                       style.shown(file.path));
}

void add_command(const Style& style, const Configuration& configuration,
                 const Command& command, std::string& out) {
  std::vector<std::vector<std::string>> rows;
  for (const OptionGroup& group : command.option_groups())
    for (const OptionRow& row : group.rows) {
      const Setting* setting = configuration.find(command, row.name);
      if (setting == nullptr)
        rows.push_back({std::string(row.name), "-", "built in"});
      else
        rows.push_back({std::string(row.name), value_of(style, *setting),
                        style.shown(setting->source)});
    }
  if (rows.empty()) return;
  out += "\n" + style.bold(std::string(command.name)) + "\n";
  add_table(style, 2, rows, out);
}

int run_config(const Arguments& arguments) {
  Style style;
  style.color = wants_color(arguments.last("color", "auto"), STDOUT_FILENO);
  style.width = terminal_width(STDOUT_FILENO);
  Configuration configuration;
  if (!arguments.has("no-config")) {
    Result<Configuration> loaded =
        Configuration::load(arguments.last("config", ""));
    if (!loaded) return refuse(kConfigCommand, loaded.error());
    configuration = std::move(*loaded);
  }
  std::string text;
  add_files(style, configuration, text);
  if (arguments.operands.empty())
    for (const Command* command : commands())
      add_command(style, configuration, *command, text);
  for (const std::string& name : arguments.operands) {
    const Command* command = find_command(name);
    if (command == nullptr)
      return refuse(kConfigCommand, {name, "is no command"});
    add_command(style, configuration, *command, text);
  }
  Output output(STDOUT_FILENO, false);
  output.put(text);
  output.flush();
  if (output.trouble() == Output::Trouble::ClosedPipe) return kExitClosedPipe;
  if (output.is_open()) return kExitFine;
  complain("standard output", output.reason());
  return kExitTrouble;
}

constexpr Example kExamples[] = {
    {"calspam config scan", "what 'calspam scan' does when nothing is said"},
};

}  // namespace

constinit const Command kConfigCommand = {
    "config",
    "show the settings in force, and where each comes from",
    "[COMMAND...]",
    "Prints for each option of a COMMAND, or of all, the value it has when "
    "the command line says nothing: from /etc/calspam/config.yaml, the user's "
    "own calspam/config.yaml, the file of --config, or CALSPAM_* in the "
    "environment; the later wins.",
    option_groups,
    kExamples,
    "0, or 2 when a file cannot be read or has a fault.",
    run_config,
};

}  // namespace calspam
