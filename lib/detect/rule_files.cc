// SPDX-License-Identifier: MIT
#include "detect/rule_files.hh"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

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
Result<std::vector<fs::directory_entry>> entries(const std::string& directory) {
  std::error_code error;
  std::vector<fs::directory_entry> found;
  for (fs::directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error))
    if (!is_left_over(it->path().filename().string())) found.push_back(*it);
  if (error) return fail(directory, error.message());
  if (found.size() > kRuleFiles)
    return fail(directory, fmt::format("more than {} files", kRuleFiles));
  std::sort(found.begin(), found.end());
  return found;
}

class FolderReader {
 public:
  std::vector<RuleFile> files;

  Result<bool> read_top(const std::string& directory) {
    const auto found = entries(directory);
    if (!found) return tl::unexpected(found.error());
    for (const fs::directory_entry& entry : *found) {
      std::error_code error;
      Result<bool> done = entry.is_directory(error)
                              ? read_folder(entry.path())
                              : read_top_file(entry.path());
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
    const auto found = entries(folder.string());
    if (!found) return tl::unexpected(found.error());
    for (const fs::directory_entry& entry : *found) {
      const fs::path& path = entry.path();
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

// Into `bytes`, which becomes as long as what there was.
bool read_into(int file, std::string& bytes) {
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got = ::read(file, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return true;
}

}  // namespace

// One byte more than any reader of these files takes is enough for it to see
// that there is too much.
Result<std::string> read_bounded_file(const std::string& name,
                                      std::size_t most) {
  const int file = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat about {};
  const bool is_known = file >= 0 ? ::fstat(file, &about) == 0
                                  : ::stat(name.c_str(), &about) == 0;
  const bool is_regular = is_known && S_ISREG(about.st_mode);
  std::string bytes;
  bool is_read = false;
  if (file >= 0 && is_regular) {
    bytes.resize(std::min(static_cast<std::size_t>(about.st_size), most + 1));
    is_read = read_into(file, bytes);
  }
  if (file >= 0) ::close(file);
  if (!is_regular) return fail(name, "is no regular file");
  if (file < 0) return fail(name, "cannot be opened");
  if (!is_read) return fail(name, "cannot be read");
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
