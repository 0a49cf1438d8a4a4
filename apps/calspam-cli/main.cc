// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include <cstdio>
#include <deque>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "cmd_config.hh"
#include "command.hh"
#include "configuration.hh"
#include "help.hh"
#include "terminal.hh"
#include "util/result.hh"
#include "util/text.hh"
#include "version.hh"

namespace calspam {
namespace {

int say(const std::string& text) {
  const bool written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
      std::fflush(stdout) == 0;
  if (written) return kExitFine;
  if (errno == EPIPE) return kExitClosedPipe;
  complain("standard output", std::strerror(errno));
  return kExitTrouble;
}

std::string suggestion(std::string_view word,
                       const std::vector<std::string>& candidates) {
  const std::string near = nearest(word, candidates);
  return near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
}

int unknown_command(std::string_view name) {
  std::vector<std::string> names{"help", "--help", "--version"};
  for (const Command* command : commands()) names.emplace_back(command->name);
  complain("", fmt::format("unknown {} '{}'{}",
                           name.starts_with('-') ? "option" : "command", name,
                           suggestion(name, names)));
  return kExitTrouble;
}

Error unknown_option(const Command& command, std::string_view given) {
  const std::string_view name = given.substr(0, given.find('='));
  std::vector<std::string> names{"--help"};
  for (const OptionRow& option : command.options())
    names.push_back(fmt::format("--{}", option.name));
  return {"",
          fmt::format("unknown option '{}'{}", name, suggestion(name, names))};
}

Result<bool> check_choices(const Command& command, const Arguments& given) {
  for (const OptionRow& option : command.options()) {
    if (option.choices == nullptr) continue;
    std::vector<std::string> choices;
    for (const Choice& choice : option.choices())
      choices.emplace_back(choice.name);
    for (const std::string& value : given.all(option.name)) {
      if (std::find(choices.begin(), choices.end(), value) != choices.end())
        continue;
      return fail(
          given.where(option.name),
          fmt::format("'{}' is none of {}{}", value, fmt::join(choices, ", "),
                      suggestion(value, choices)));
    }
  }
  return true;
}

// CLI11 splits the words; what they mean and what is said about them is ours,
// because its own suggestions, exit codes and help are not what calspam says.
Result<Arguments> parse(const Command& command,
                        std::vector<std::string> words) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  Arguments given;
  std::map<std::string_view, std::vector<std::string>> values;
  std::deque<std::pair<std::string_view, bool>> flags;
  const auto add_flag = [&](std::string_view name, const std::string& names) {
    flags.emplace_back(name, false);
    app.add_flag(names, flags.back().second);
  };
  add_flag("help", "-h,--help");
  for (const OptionRow& option : command.options()) {
    std::string names = fmt::format("--{}", option.name);
    if (option.letter != 0) names += fmt::format(",-{}", option.letter);
    if (option.value.empty())
      add_flag(option.name, names);
    else
      app.add_option(names, values[option.name])->allow_extra_args(false);
  }
  app.add_option("operands", given.operands);
  std::reverse(words.begin(), words.end());  // as CLI11 wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::ArgumentMismatch& mismatch) {
    const std::string_view said = mismatch.what();
    return fail(std::string(said.substr(0, said.find(':'))), "needs a value");
  } catch (const CLI::ConversionError&) {
    return fail("", "a flag takes no value");
  } catch (const CLI::ParseError& error) {
    return fail("", ascii_lower(error.what()));
  }
  for (const std::string& extra : app.remaining())
    if (extra != "--") return tl::unexpected(unknown_option(command, extra));
  for (auto& [name, list] : values)
    if (!list.empty()) given.options.emplace(name, std::move(list));
  for (const auto& [name, set] : flags)
    if (set) given.options.emplace(name, std::vector<std::string>());
  return given;
}

// Adds what the configuration says where the command line says nothing.
Result<bool> configure(const Command& command, Arguments& given) {
  if (given.has("no-config") || &command == &kConfigCommand) return true;
  const Result<Configuration> configuration =
      Configuration::load(given.last("config", ""));
  if (!configuration) return tl::unexpected(configuration.error());
  configuration->complete(command, given);
  return true;
}

int run_command(const Command& command, std::vector<std::string> words) {
  Result<Arguments> given = parse(command, std::move(words));
  if (given && given->has("help")) return say(help_text(command));
  Result<bool> checked = given ? configure(command, *given)
                               : Result<bool>(tl::unexpected(given.error()));
  if (checked) checked = check_choices(command, *given);
  if (checked) return command.run(*given);
  complain(checked.error().where, checked.error().what);
  complain("", fmt::format("see 'calspam {} --help'", command.name));
  return kExitTrouble;
}

int run(std::vector<std::string> words) {
  catch_signals();
  if (words.empty()) {
    std::fputs(help_text().c_str(), stderr);
    return kExitTrouble;
  }
  const std::string name = words.front();
  words.erase(words.begin());
  if (name == "--version" || name == "-V") return say(version_text());
  const bool help = name == "--help" || name == "-h" || name == "help";
  if (help && words.empty()) return say(help_text());
  const std::string& wanted = help ? words.front() : name;
  const Command* command = find_command(wanted);
  if (command == nullptr) return unknown_command(wanted);
  return help ? say(help_text(*command)) : run_command(*command, words);
}

}  // namespace
}  // namespace calspam

int main(int argc, char** argv) {
  try {
    return calspam::run(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& fault) {
    calspam::complain("internal fault", fault.what());
  }
  return calspam::kExitTrouble;
}
