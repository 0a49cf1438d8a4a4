// SPDX-License-Identifier: MIT
#include "cmd_completion.hh"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "completions.hh"
#include "help.hh"

namespace calspam {
namespace {

std::span<const OptionGroup> option_groups() {
  return {};
}

int run_completion(const Arguments& arguments) {
  if (arguments.operands.size() != 1) {
    std::fputs(usage_text(kCompletionCommand).c_str(), stderr);
    complain("", "name one shell: bash, zsh or fish");
    return kExitTrouble;
  }
  const std::string& shell = arguments.operands.front();
  const std::string script = completion_script(shell);
  if (script.empty()) {
    complain(shell, "is none of bash, zsh, fish");
    return kExitTrouble;
  }
  const bool written =
      std::fwrite(script.data(), 1, script.size(), stdout) == script.size() &&
      std::fflush(stdout) == 0;
  if (written) return kExitFine;
  if (errno == EPIPE) return kExitClosedPipe;
  complain("standard output", std::strerror(errno));
  return kExitTrouble;
}

constexpr Example kExamples[] = {
    {"eval \"$(calspam completion bash)\"", "complete calspam in this shell"},
};

}  // namespace

constinit const Command kCompletionCommand = {
    "completion",
    "print completions for bash, zsh or fish",
    "SHELL",
    "Prints a script that teaches a shell to complete the commands, options "
    "and values of calspam.",
    option_groups,
    kExamples,
    "0, or 2 when there is no script for the shell.",
    run_completion,
};

}  // namespace calspam
