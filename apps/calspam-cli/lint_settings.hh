// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lint/settings.hh"
#include "util/result.hh"

namespace calspam {

/// The .calspam.yaml files that hold for the inputs of a run: of each input
/// the nearest one upwards, which stops at the top of a repository. They are
/// read before any input is, and asked in workers, which open no file.
class LintSettingsFiles {
 public:
  /// Looks upwards from every path and, where that is a folder, also below it.
  static Result<LintSettingsFiles> find(const std::vector<std::string>& paths,
                                        const LayoutSet& layouts);
  /// One file for all inputs.
  static Result<LintSettingsFiles> read(const std::string& file,
                                        const LayoutSet& layouts);

  /// Puts what holds for the input at `path` under `options`.
  void apply(const std::string& path, LintOptions& options) const;

 private:
  Result<bool> look(const std::string& folder, const LayoutSet& layouts);
  Result<bool> look_upwards(const std::string& folder,
                            const LayoutSet& layouts);
  Result<bool> look_below(const std::string& folder, const LayoutSet& layouts);

  std::string here_;  ///< the working folder
  /// By folder, absolute; null: looked for, and not there.
  std::map<std::string, std::shared_ptr<const LintSettings>> files_;
  std::map<std::string, bool> tops_;  ///< folders with a repository in them
  std::shared_ptr<const LintSettings> only_;
};

}  // namespace calspam
