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

// Files are left to readline, which knows how a name with blanks is quoted.
constexpr std::string_view kBashFiles =
    "COMPREPLY=(); compopt -o default 2>/dev/null";

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
      how = "COMPREPLY=(); compopt -o dirnames 2>/dev/null";
    else if (option.value == "FILE")
      how = kBashFiles;
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
      "    *) {} ;;\n"
      "  esac\n}}\ncomplete -F _calspam calspam\n",
      command_names(), kBashFiles);
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

// The spec of an option, and that of its letter, which takes its value as the
// rest of the word or as the next one.
std::string zsh_specs(const OptionRow& option) {
  std::string action;
  if (!option.value.empty()) {
    const std::string choices = choices_of(option);
    action = fmt::format(":{}:{}", option.value,
                         !choices.empty()         ? fmt::format("({})", choices)
                         : wants_folder(option)   ? "_files -/"
                         : option.value == "FILE" ? "_files"
                                                  : " ");
  }
  const std::string rest = fmt::format("[{}]{}", zsh_doc(option.doc), action);
  const bool flag = option.value.empty();
  std::string specs =
      quoted(fmt::format("*--{}{}{}", option.name, flag ? "" : "=", rest));
  if (option.letter != 0)
    specs += " \\\n      " + quoted(fmt::format("*-{}{}{}", option.letter,
                                                flag ? "" : "+", rest));
  return specs;
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
      out += " \\\n      " + zsh_specs(option);
    out += command->name == "completion"
               ? " \\\n      '1:shell:(bash zsh fish)' ;;\n"
               : " \\\n      '*:file:_files' ;;\n";
  }
  return out +
         "    help) _describe command commands ;;\n  esac\n}\n"
         "if [[ $funcstack[1] == _calspam ]]; then\n  _calspam \"$@\"\n"
         "else\n  compdef _calspam calspam\nfi\n";
}

// What may follow an option: nothing, one of its choices, folders, files, or
// something that only the user knows.
std::string fish_value(const OptionRow& option) {
  const std::string choices = choices_of(option);
  if (option.value.empty()) return "";
  if (!choices.empty()) return " -x -a " + quoted(choices);
  if (wants_folder(option)) return " -x -a '(__fish_complete_directories)'";
  return option.value == "FILE" ? " -r -F" : " -x";
}

std::string fish() {
  std::string out =
      "# fish completion for calspam, made by calspam completion fish\n"
      "complete -c calspam -n __fish_use_subcommand -f -l help -d 'print a "
      "short help'\n"
      "complete -c calspam -n __fish_use_subcommand -f -l version -d 'print "
      "the "
      "version'\n"
      "complete -c calspam -n __fish_use_subcommand -f -a help -d 'print the "
      "help of a command'\n";
  for (const Command* command : commands())
    out += fmt::format(
        "complete -c calspam -n __fish_use_subcommand -f -a {} "
        "-d {}\n",
        command->name, quoted(command->doc));
  for (const Command* command : commands()) {
    const std::string in =
        fmt::format("complete -c calspam -n '__fish_seen_subcommand_from {}'",
                    command->name);
    out += in + " -l help -d 'print a short help'\n";
    for (const OptionRow& option : command->options()) {
      out += fmt::format("{} -l {}", in, option.name);
      if (option.letter != 0) out += fmt::format(" -s {}", option.letter);
      out += fish_value(option) + " -d " + quoted(option.doc) + '\n';
    }
  }
  return out +
         fmt::format(
             "complete -c calspam -n '__fish_seen_subcommand_from completion' "
             "-f -a 'bash zsh fish'\n"
             "complete -c calspam -n '__fish_seen_subcommand_from help' -f -a "
             "'{}'\n",
             command_names());
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash();
  if (shell == "zsh") return zsh();
  if (shell == "fish") return fish();
  return "";
}

}  // namespace calspam
