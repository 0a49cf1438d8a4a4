// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "command.hh"
#include "util/limits.hh"
#include "util/result.hh"

namespace calspam {

/// What every command that reads inputs was asked for.
struct BatchOptions {
  std::vector<std::string> paths;
  std::vector<std::string> lists;  ///< of --files-from
  bool lists_have_nul = false;
  std::vector<std::string> archive_passwords;  ///< in the order to be tried
  Limits limits;
  bool json = false;                           ///< files of JSON are inputs too
  unsigned jobs = 1;                           ///< worker processes
  std::chrono::milliseconds deadline{10'000};  ///< of one message
  std::string color = "auto";
  bool ascii = false;
  bool progress = true;
  bool quiet = false;
};

/// Groups for the table of a command that runs a Batch: what is read, how the
/// work is done, and what is shown on a terminal.
extern const OptionGroup kInputOptions, kWorkOptions, kScreenOptions;

/// Reads the options of the three groups, and --quiet where a command has it.
/// Standard input stands in where no path is given; on a terminal that is an
/// error.
Result<BatchOptions> batch_options(const Arguments& arguments);

std::vector<Choice> color_choices();
/// A whole number of 1 to `most`.
Result<unsigned> number_option(const Arguments& arguments,
                               std::string_view name, unsigned otherwise,
                               unsigned most);
/// "500", "64k", "256M", "10G"; 1 to `most`.
Result<std::uint64_t> size_option(const Arguments& arguments,
                                  std::string_view name,
                                  std::uint64_t otherwise, std::uint64_t most);
/// Items of all values, which have commas between; trimmed.
std::vector<std::string> comma_lists(const std::vector<std::string>& lists);

}  // namespace calspam
