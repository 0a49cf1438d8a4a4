// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "util/result.hh"

namespace calspam {

/// Files that reports are written to. Each is written under a name of its own,
/// brought to the disk, and only then given its name; a file that is there is
/// never overwritten, and no symbolic link is followed to one.
class ReportFiles {
 public:
  /// `path` is a folder that is there, or the name of a file that is not.
  /// With `many` a file takes any number of pieces, else one.
  static Result<ReportFiles> open(const std::string& path, bool many);
  ReportFiles(ReportFiles&&) noexcept;
  ~ReportFiles();

  bool is_folder() const;
  /// `name` is that of a file in the folder, and not used otherwise.
  Result<bool> put(const std::string& name, std::string_view bytes);
  /// Gives the one file its name.
  Result<bool> close();

 private:
  struct State;
  explicit ReportFiles(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace calspam
