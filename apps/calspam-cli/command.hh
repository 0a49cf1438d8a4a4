// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace calspam {

/// Exit statuses, as every man page has them.
inline constexpr int kExitFine = 0;
inline constexpr int kExitFound = 1;
inline constexpr int kExitTrouble = 2;
inline constexpr int kExitInterrupted = 130;  ///< as a shell sees SIGINT
inline constexpr int kExitClosedPipe = 141;   ///< as a shell sees SIGPIPE

/// What was said on the command line, before it is judged.
class Arguments {
 public:
  std::map<std::string, std::vector<std::string>, std::less<>> options;
  std::vector<std::string> operands;
  /// Who gave an option that the command line did not: "CALSPAM_JOBS".
  std::map<std::string, std::string, std::less<>> sources;

  /// What an error about an option calls it: "--jobs", or its source.
  std::string where(std::string_view name) const;
  bool has(std::string_view name) const { return options.contains(name); }
  /// Values in the order given; empty when the option was not given.
  std::vector<std::string> all(std::string_view name) const;
  /// The last value, so that an alias can be overridden; or `otherwise`.
  std::string last(std::string_view name, std::string_view otherwise) const;
};

/// A value that an option can have; `doc` is listed by --help unless empty.
struct Choice {
  std::string_view name, doc;
};

struct OptionRow {
  char letter;             ///< 'q' for -q; 0 for none
  std::string_view name;   ///< without the hyphens
  std::string_view value;  ///< what the help calls the value; "" for a flag
  std::string_view doc;    ///< for --help, lower case, no full stop
  /// The only values there are; null when any will do.
  std::vector<Choice> (*choices)() = nullptr;
};

/// Options that belong together, under one heading of --help.
struct OptionGroup {
  std::string_view title;
  std::span<const OptionRow> rows;
};

/// What every command takes, --help aside.
extern const OptionGroup kCommonOptions;

struct Example {
  std::string_view line, doc;
};

/// A command of calspam: a plain row of the table in commands.cc.
struct Command {
  std::string_view name;
  std::string_view doc;       ///< one line for `calspam --help`
  std::string_view operands;  ///< "PATH..."
  std::string_view about;     ///< a paragraph for its own --help
  std::span<const OptionGroup> (*option_groups)();
  std::span<const Example> examples;
  std::string_view status;  ///< a paragraph on the exit status
  int (*run)(const Arguments& arguments);

  /// Of all groups, in order, and then those that every command has.
  std::vector<OptionRow> options() const;
};

/// In the order users see them.
std::span<const Command* const> commands();
/// Null when there is none of that name.
const Command* find_command(std::string_view name);

/// Says `calspam: where: what` on standard error, both made printable.
void complain(std::string_view where, std::string_view what);

}  // namespace calspam
