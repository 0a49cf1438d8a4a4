// SPDX-License-Identifier: MIT
#include "installation.hh"

#include <filesystem>
#include <system_error>

namespace calspam {

Result<std::string> default_rules() {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed =
      program.parent_path().parent_path() / "share/calspam/rules";
  if (!error && fs::is_directory(installed, error)) return installed.string();
  // Only the program in the build folder may look into the source tree: an
  // installed one must not take rules from wherever it was once built.
  const fs::path built = CALSPAM_BUILD_DIR;
  if (fs::equivalent(program.parent_path(), built, error) && !error &&
      fs::is_directory(CALSPAM_RULES_DIR, error))
    return std::string(CALSPAM_RULES_DIR);
  return fail(installed.string(), "no rules there; name some with --rules");
}

}  // namespace calspam
