// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "batch_options.hh"
#include "command.hh"
#include "detect/rule_set.hh"
#include "engine/abuse_desk.hh"
#include "report/formats.hh"

namespace calspam {

/// What `calspam arf create` or `calspam arf read` was asked to do.
struct ArfOptions {
  bool create = true;
  BatchOptions batch;
  RuleOptions rules;
  std::optional<Instant> now;  ///< --now
  std::shared_ptr<const Site> site;
  std::shared_ptr<const KeyFile> keys;  ///< of DKIM; null: none was given
  std::string store;                    ///< path, "" for none
  // -- create
  AbuseDeskOptions desk;
  std::string output = "-";  ///< file, folder, or "-"
  bool mbox = false;
  bool digest = false;  ///< one report for several incidents
  // -- read
  const Format* format = nullptr;
  bool strict = false;
};

/// The table behind --help and the parser.
std::span<const OptionGroup> arf_option_groups();
Result<ArfOptions> arf_options(const Arguments& arguments);

}  // namespace calspam
