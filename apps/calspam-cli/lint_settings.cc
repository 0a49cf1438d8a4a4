// SPDX-License-Identifier: MIT
#include "lint_settings.hh"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "util/yaml_reader.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = ".calspam.yaml";
// Entries looked at below the folders of one run.
constexpr std::size_t kEntries = 1'000'000;

Result<std::string> file_text(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return fail(file, "cannot be read");
  return text.str();
}

Result<LintSettings> settings_of(const std::string& file,
                                 const LayoutSet& layouts) {
  const Result<std::string> text = file_text(file);
  if (!text) return tl::unexpected(text.error());
  return parse_lint_settings(*text, file, layouts);
}

std::string absolute(const std::string& here, const std::string& path) {
  fs::path full = (fs::path(here) / path).lexically_normal();
  return full.has_filename() ? full.string() : full.parent_path().string();
}

}  // namespace

Result<bool> LintSettingsFiles::look(const std::string& folder,
                                     const LayoutSet& layouts) {
  if (files_.contains(folder)) return true;
  std::error_code error;
  tops_[folder] = fs::exists(fs::path(folder) / ".git", error);
  const fs::path file = fs::path(folder) / kName;
  auto& found = files_[folder];
  if (!fs::exists(file, error)) return true;
  Result<LintSettings> settings = settings_of(file.string(), layouts);
  if (!settings) return tl::unexpected(settings.error());
  found = std::make_shared<const LintSettings>(std::move(*settings));
  return true;
}

Result<bool> LintSettingsFiles::look_upwards(const std::string& folder,
                                             const LayoutSet& layouts) {
  for (fs::path at = folder;; at = at.parent_path()) {
    const Result<bool> looked = look(at.string(), layouts);
    if (!looked) return looked;
    if (tops_[at.string()] || at == at.parent_path()) return true;
  }
}

Result<bool> LintSettingsFiles::look_below(const std::string& folder,
                                           const LayoutSet& layouts) {
  std::error_code error;
  std::size_t seen = 0;
  fs::recursive_directory_iterator it(
      folder, fs::directory_options::skip_permission_denied, error),
      end;
  for (; !error && it != end && ++seen < kEntries; it.increment(error)) {
    std::error_code other;
    if (it->is_directory(other) && it->path().filename() == ".git")
      it.disable_recursion_pending();
    if (it->path().filename() != kName && !it->is_directory(other)) continue;
    const fs::path at =
        it->path().filename() == kName ? it->path().parent_path() : it->path();
    const Result<bool> looked = look(at.string(), layouts);
    if (!looked) return looked;
  }
  return true;
}

Result<LintSettingsFiles> LintSettingsFiles::find(
    const std::vector<std::string>& paths, const LayoutSet& layouts) {
  LintSettingsFiles found;
  std::error_code error;
  found.here_ = fs::current_path(error).string();
  for (const std::string& path : paths) {
    const std::string full = absolute(found.here_, path);
    const bool is_folder = path != "-" && fs::is_directory(full, error);
    const std::string folder =
        is_folder ? full : fs::path(full).parent_path().string();
    Result<bool> looked = found.look_upwards(folder, layouts);
    if (looked && is_folder) looked = found.look_below(folder, layouts);
    if (!looked) return tl::unexpected(looked.error());
  }
  return found;
}

Result<LintSettingsFiles> LintSettingsFiles::read(const std::string& file,
                                                  const LayoutSet& layouts) {
  LintSettingsFiles found;
  std::error_code error;
  found.here_ = fs::current_path(error).string();
  Result<LintSettings> settings = settings_of(file, layouts);
  if (!settings) return tl::unexpected(settings.error());
  found.only_ = std::make_shared<const LintSettings>(std::move(*settings));
  return found;
}

void LintSettingsFiles::apply(const std::string& path,
                              LintOptions& options) const {
  const fs::path full = absolute(here_, path);
  if (only_) {
    only_->apply(full.lexically_relative(here_).string(), options);
    return;
  }
  for (fs::path at = full.parent_path();; at = at.parent_path()) {
    const auto found = files_.find(at.string());
    if (found != files_.end() && found->second) {
      found->second->apply(full.lexically_relative(at).string(), options);
      return;
    }
    const auto top = tops_.find(at.string());
    if ((top != tops_.end() && top->second) || at == at.parent_path()) return;
  }
}

}  // namespace calspam
