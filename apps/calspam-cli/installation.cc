// SPDX-License-Identifier: MIT
#include "installation.hh"

#include <filesystem>
#include <system_error>

namespace calspam {
namespace {

namespace fs = std::filesystem;

// Empty where it is not known.
fs::path program() {
  std::error_code error;
  const fs::path path = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : path;
}

fs::path installed(const char* name) {
  const fs::path path = program();
  if (path.empty()) return path;
  return path.parent_path().parent_path() / "share/calspam" / name;
}

// Only the program in the build folder may look into the source tree: an
// installed one must not take rules from wherever it was once built.
bool is_where_built() {
  std::error_code error;
  const fs::path built = CALSPAM_BUILD_DIR;
  return fs::equivalent(program().parent_path(), built, error) && !error;
}

}  // namespace

Result<std::string> default_rules() {
  std::error_code error;
  const fs::path folder = installed("rules");
  if (fs::is_directory(folder, error)) return folder.string();
  if (is_where_built() && fs::is_directory(CALSPAM_RULES_DIR, error))
    return std::string(CALSPAM_RULES_DIR);
  return fail(folder.string(), "no rules there; name some with --rules");
}

std::string prepared_rules() {
  std::error_code error;
  const fs::path file = installed("rules.prepared");
  if (fs::is_regular_file(file, error)) return file.string();
  return is_where_built() ? CALSPAM_BUILD_DIR "/rules.prepared" : "";
}

}  // namespace calspam
