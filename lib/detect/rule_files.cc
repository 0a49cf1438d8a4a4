// SPDX-License-Identifier: MIT
#include "detect/rule_files.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "detect/lists.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLists = "lists";
// Folders and files of rules/ that are data of other modules.
constexpr auto kForeignFolders =
    std::to_array<std::string_view>({"layouts", "itip", "lint"});
constexpr auto kTopFiles = std::to_array<std::string_view>(
    {"policy.yaml", "actions.yaml", "clauses.yaml"});
constexpr std::size_t kRuleFiles = 10'000;

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_left_over(const std::string& name) {
  return name.starts_with('.') || name.starts_with('#') || name.ends_with('~');
}

// Entries of a folder, sorted, so that the first fault is always the same.
Result<std::vector<fs::path>> entries(const std::string& directory) {
  std::error_code error;
  std::vector<fs::path> paths;
  for (fs::directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error))
    if (!is_left_over(it->path().filename().string()))
      paths.push_back(it->path());
  if (error) return fail(directory, error.message());
  if (paths.size() > kRuleFiles)
    return fail(directory, fmt::format("more than {} files", kRuleFiles));
  std::sort(paths.begin(), paths.end());
  return paths;
}

class FolderReader {
 public:
  std::vector<RuleFile> files;

  Result<bool> read_top(const std::string& directory) {
    const auto paths = entries(directory);
    if (!paths) return tl::unexpected(paths.error());
    for (const fs::path& path : *paths) {
      std::error_code error;
      Result<bool> done = fs::is_directory(path, error) ? read_folder(path)
                                                        : read_top_file(path);
      if (!done) return done;
    }
    return true;
  }

 private:
  Result<bool> read_top_file(const fs::path& path) {
    const std::string name = path.filename().string();
    if (is_one_of(kTopFiles, name)) return add(path, "", kYamlBytes);
    if (is_rule_name(path))
      return fail(path.string(), "a rule stands in the folder of its group");
    return true;
  }

  Result<bool> read_folder(const fs::path& folder) {
    const std::string name = folder.filename().string();
    if (is_one_of(kForeignFolders, name)) return true;
    const auto paths = entries(folder.string());
    if (!paths) return tl::unexpected(paths.error());
    for (const fs::path& path : *paths) {
      const bool is_list = name == kLists && path.extension() == ".txt";
      const bool is_rule = name != kLists && is_rule_name(path);
      if (is_rule && path.extension() != ".yaml")
        return fail(path.string(), "the name of a rule file ends in .yaml");
      if (!is_list && !is_rule) continue;
      auto done = add(path, name, is_list ? kListBytes : kYamlBytes);
      if (!done) return done;
    }
    return true;
  }

  static bool is_rule_name(const fs::path& path) {
    const std::string ending = path.extension().string();
    return ending == ".yaml" || ending == ".yml";
  }

  Result<bool> add(const fs::path& path, const std::string& folder,
                   std::size_t most) {
    auto bytes = read_bounded_file(path.string(), most);
    if (!bytes) return tl::unexpected(bytes.error());
    files.push_back(
        {path.string(), folder, path.filename().string(), std::move(*bytes)});
    return true;
  }
};

}  // namespace

// One byte more than any reader of these files takes is enough for it to see
// that there is too much.
Result<std::string> read_bounded_file(const std::string& name,
                                      std::size_t most) {
  const fs::path path(name);
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    return fail(path.string(), "is no regular file");
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(path.string(), "cannot be opened");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return fail(path.string(), error.message());
  std::string bytes(std::min<std::uintmax_t>(size, most + 1), '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad()) return fail(path.string(), "cannot be read");
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

Result<std::vector<RuleFile>> read_rule_files(const std::string& directory) {
  FolderReader reader;
  const Result<bool> done = reader.read_top(directory);
  if (!done) return tl::unexpected(done.error());
  std::sort(reader.files.begin(), reader.files.end(),
            [](const RuleFile& a, const RuleFile& b) {
              return a.relative() < b.relative();
            });
  return std::move(reader.files);
}

}  // namespace calspam
