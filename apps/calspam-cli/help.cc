// SPDX-License-Identifier: MIT
#include "help.hh"

#include <fmt/format.h>

#include <cstdio>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kWidth = 79;
constexpr std::size_t kDocColumn = 26;

// Appends `text` in lines of at most kWidth columns, each after `indent`
// spaces; the first line begins where `out` stands, at column `at`.
void add_wrapped(std::string& out, std::string_view text, std::size_t at,
                 std::size_t indent) {
  bool first_word = true;
  for (std::string_view word : split(text, ' ')) {
    const std::size_t gap = first_word ? 0 : 1;
    if (!first_word && at + gap + word.size() > kWidth) {
      out += '\n';
      out.append(indent, ' ');
      at = indent;
    } else {
      out.append(gap, ' ');
      at += gap;
    }
    out += word;
    at += word.size();
    first_word = false;
  }
  out += '\n';
}

void add_row(std::string& out, std::string_view left, std::string_view doc) {
  out += left;
  std::size_t at = left.size();
  if (at + 2 > kDocColumn) {
    out += '\n';
    at = 0;
  }
  out.append(kDocColumn - at, ' ');
  add_wrapped(out, doc, kDocColumn, kDocColumn);
}

void add_option(std::string& out, const OptionRow& option) {
  const std::string letter =
      option.letter == 0 ? "    " : fmt::format("-{}, ", option.letter);
  std::string left = fmt::format("  {}--{}", letter, option.name);
  if (!option.value.empty()) left += fmt::format(" {}", option.value);
  add_row(out, left, option.doc);
  if (option.choices == nullptr) return;
  for (const Choice& choice : option.choices())
    if (!choice.doc.empty())
      out += fmt::format("{:{}}{:<8} {}\n", "", kDocColumn + 2, choice.name,
                         choice.doc);
}

}  // namespace

std::string usage_text(const Command& command) {
  return fmt::format("Usage: calspam {} [OPTIONS] {}\n", command.name,
                     command.operands);
}

std::string help_text(const Command& command) {
  std::string out = usage_text(command) + "\n";
  add_wrapped(out, command.about, 0, 0);
  for (const OptionGroup& group : command.option_groups()) {
    out += fmt::format("\n{}:\n", group.title);
    for (const OptionRow& option : group.rows) add_option(out, option);
  }
  out += fmt::format("\n{}:\n", kCommonOptions.title);
  for (const OptionRow& option : kCommonOptions.rows) add_option(out, option);
  add_row(out, "  -h, --help", "print this help");
  out += "\nExamples:\n";
  for (const Example& example : command.examples)
    out += fmt::format("  {}\n      {}\n", example.line, example.doc);
  out += "\nExit status: ";
  add_wrapped(out, command.status, 13, 0);
  out += fmt::format("\nSee calspam-{}(1) for all of it.\n", command.name);
  return out;
}

std::string help_text() {
  std::string out = "Usage: calspam COMMAND [OPTIONS] ...\n\n";
  add_wrapped(out,
              "Forensic and batch tool for calendar spam: reads mail and "
              "calendar files, judges the invitations in them and says why.",
              0, 0);
  out += "\nCommands:\n";
  for (const Command* command : commands())
    add_row(out, fmt::format("  {}", command->name), command->doc);
  out += "\nOptions:\n";
  add_row(out, "  -h, --help", "print this help, or that of a COMMAND");
  add_row(out, "  -V, --version", "print the version");
  out += "\nExamples:\n";
  for (const Command* command : commands().first(3))
    for (const Example& example : command->examples.first(1))
      out += fmt::format("  {}\n      {}\n", example.line, example.doc);
  out += "\n'calspam COMMAND --help' says more, calspam(1) all of it.\n";
  return out;
}

int refuse(const Command& command, const Error& error) {
  if (error.where.empty()) {
    std::fputs(usage_text(command).c_str(), stderr);
    complain("", fmt::format("{}; see 'calspam {} --help'", error.what,
                             command.name));
  } else {
    complain(error.where, error.what);
  }
  return kExitTrouble;
}

}  // namespace calspam
