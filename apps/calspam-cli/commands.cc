// SPDX-License-Identifier: MIT
#include "cmd_arf.hh"
#include "cmd_completion.hh"
#include "cmd_config.hh"
#include "cmd_explain.hh"
#include "cmd_lint_imip.hh"
#include "cmd_provenance.hh"
#include "cmd_scan.hh"
#include "command.hh"

namespace calspam {
namespace {

// Pointers, so that no order of initialisation matters.
constexpr const Command* kCommands[] = {
    &kScanCommand,       &kExplainCommand, &kLintImipCommand,   &kArfCommand,
    &kProvenanceCommand, &kConfigCommand,  &kCompletionCommand,
};

}  // namespace

std::span<const Command* const> commands() {
  return kCommands;
}

const Command* find_command(std::string_view name) {
  for (const Command* command : kCommands)
    if (command->name == name) return command;
  return nullptr;
}

}  // namespace calspam
