// SPDX-License-Identifier: MIT
#include "completions.hh"

#include <fmt/format.h>

#include "command.hh"

namespace calspam {
namespace {

std::string words_of(const Command& command) {
  std::string words = "--help";
  for (const OptionRow& option : command.options())
    words += fmt::format(" --{}", option.name);
  return words;
}

std::string choices_of(const OptionRow& option) {
  std::string words;
  if (option.choices != nullptr)
    for (const Choice& choice : option.choices())
      words += (words.empty() ? "" : " ") + std::string(choice.name);
  return words;
}

std::string command_names() {
  std::string names;
  for (const Command* command : commands())
    names += (names.empty() ? "" : " ") + std::string(command->name);
  return names;
}

bool wants_folder(const OptionRow& option) {
  return option.value == "DIR";
}

// What stands between single quotes in a shell.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

void add_bash_values(const Command& command, std::string& out) {
  for (const OptionRow& option : command.options()) {
    if (option.value.empty()) continue;
    std::string pattern = fmt::format("{}:--{}", command.name, option.name);
    if (option.letter != 0)
      pattern += fmt::format("|{}:-{}", command.name, option.letter);
    const std::string choices = choices_of(option);
    std::string how = "COMPREPLY=()";
    if (!choices.empty())
      how = fmt::format("COMPREPLY=($(compgen -W {} -- \"$current\"))",
                        quoted(choices));
    else if (wants_folder(option))
      how = "COMPREPLY=($(compgen -d -- \"$current\"))";
    else if (option.value == "FILE")
      how = "COMPREPLY=($(compgen -f -- \"$current\"))";
    out += fmt::format("    {}) {}; return ;;\n", pattern, how);
  }
}

std::string bash() {
  std::string out =
      "# bash completion for calspam, made by calspam completion bash\n"
      "_calspam() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD"
      "-1]}\n"
      "  local command=${COMP_WORDS[1]}\n"
      "  # --option=value comes as three words.\n"
      "  if [[ $current == '=' ]]; then current=\n"
      "  elif [[ $before == '=' ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; "
      "fi\n"
      "  if ((COMP_CWORD == 1)); then\n";
  out += fmt::format(
      "    COMPREPLY=($(compgen -W '{} help --help --version' -- "
      "\"$current\"))\n    return\n  fi\n  case $command:$before in\n",
      command_names());
  for (const Command* command : commands()) add_bash_values(*command, out);
  out += "  esac\n  case $command:$current in\n";
  for (const Command* command : commands())
    out += fmt::format(
        "    {}:-*) COMPREPLY=($(compgen -W {} -- \"$current\")) ;;\n",
        command->name, quoted(words_of(*command)));
  out += fmt::format(
      "    help:*) COMPREPLY=($(compgen -W '{}' -- \"$current\")) ;;\n"
      "    completion:*) COMPREPLY=($(compgen -W 'bash zsh fish' -- "
      "\"$current\")) ;;\n"
      "    *) COMPREPLY=($(compgen -f -- \"$current\")) ;;\n"
      "  esac\n}}\ncomplete -o filenames -F _calspam calspam\n",
      command_names());
  return out;
}

// In a spec of _arguments: [ ] and : would end the description.
std::string zsh_doc(std::string_view doc) {
  std::string out;
  for (char c : doc) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_spec(const OptionRow& option) {
  std::string action;
  if (!option.value.empty()) {
    const std::string choices = choices_of(option);
    action = fmt::format(":{}:{}", option.value,
                         !choices.empty()         ? fmt::format("({})", choices)
                         : wants_folder(option)   ? "_files -/"
                         : option.value == "FILE" ? "_files"
                                                  : " ");
  }
  return quoted(fmt::format("*--{}{}[{}]{}", option.name,
                            option.value.empty() ? "" : "=",
                            zsh_doc(option.doc), action));
}

std::string zsh() {
  std::string out =
      "#compdef calspam\n# zsh completion for calspam, made by calspam "
      "completion zsh\n_calspam() {\n  local -a commands\n  commands=(\n";
  for (const Command* command : commands())
    out += fmt::format(
        "    {}\n", quoted(fmt::format("{}:{}", command->name, command->doc)));
  out +=
      "    'help:print the help of a command'\n  )\n"
      "  if ((CURRENT == 2)); then\n    _describe command commands\n"
      "    return\n  fi\n  local command=${words[2]}\n"
      "  shift words\n  ((CURRENT--))\n  case $command in\n";
  for (const Command* command : commands()) {
    out += fmt::format("    {}) _arguments -s '(-)--help[print a short help]'",
                       command->name);
    for (const OptionRow& option : command->options())
      out += " \\\n      " + zsh_spec(option);
    out += command->name == "completion"
               ? " \\\n      '1:shell:(bash zsh fish)' ;;\n"
               : " \\\n      '*:file:_files' ;;\n";
  }
  return out +
         "    help) _describe command commands ;;\n  esac\n}\n"
         "if [[ $funcstack[1] == _calspam ]]; then\n  _calspam \"$@\"\n"
         "else\n  compdef _calspam calspam\nfi\n";
}

std::string fish() {
  std::string out =
      "# fish completion for calspam, made by calspam completion fish\n";
  for (const Command* command : commands())
    out += fmt::format(
        "complete -c calspam -n __fish_use_subcommand -f -a {} "
        "-d {}\n",
        command->name, quoted(command->doc));
  for (const Command* command : commands())
    for (const OptionRow& option : command->options()) {
      out += fmt::format(
          "complete -c calspam -n '__fish_seen_subcommand_from "
          "{}' -l {}",
          command->name, option.name);
      if (option.letter != 0) out += fmt::format(" -s {}", option.letter);
      const std::string choices = choices_of(option);
      if (!option.value.empty()) out += " -r";
      if (!choices.empty()) out += " -f -a " + quoted(choices);
      out += " -d " + quoted(option.doc) + '\n';
    }
  return out +
         "complete -c calspam -n '__fish_seen_subcommand_from "
         "completion' -f -a 'bash zsh fish'\n";
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash();
  if (shell == "zsh") return zsh();
  if (shell == "fish") return fish();
  return "";
}

}  // namespace calspam
