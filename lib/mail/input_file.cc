// SPDX-License-Identifier: MIT
#include "mail/input_file.hh"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include "util/text.hh"

namespace calspam {
namespace {

// Why a thing of this mode is not read, or null when it is.
const char* refusal(mode_t mode) {
  if (S_ISREG(mode) || S_ISDIR(mode)) return nullptr;
  if (S_ISLNK(mode)) return "a symbolic link in a folder, not followed";
  if (S_ISFIFO(mode)) return "a named pipe, not read; - < PIPE reads it";
  if (S_ISSOCK(mode)) return "a socket, not read";
  return "a device, not read";
}

}  // namespace

Descriptor::~Descriptor() {
  if (value_ >= 0) close(value_);
}

std::string system_error_text(int error) {
  std::string text = std::generic_category().message(error);
  if (!text.empty()) text.front() = ascii_lower(text.front());
  return text;
}

Result<OpenedInput> open_input(const std::string& path, Links links) {
  const bool follow = links == Links::Follow;
  struct stat status {};
  if (fstatat(AT_FDCWD, path.c_str(), &status,
              follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0) {
    return fail(path, system_error_text(errno));
  }
  if (const char* why = refusal(status.st_mode)) return fail(path, why);
  Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY |
                                         O_CLOEXEC |
                                         (follow ? 0 : O_NOFOLLOW)));
  // Another thing may have taken its place since; the flags made it harmless.
  if (file.get() < 0 || fstat(file.get(), &status) != 0) {
    return fail(path, system_error_text(errno));
  }
  if (const char* why = refusal(status.st_mode)) return fail(path, why);
  OpenedInput opened{std::move(file), S_ISDIR(status.st_mode), {}};
  if (S_ISREG(status.st_mode) && status.st_size > 0) {
    opened.size = static_cast<std::uint64_t>(status.st_size);
  }
  return opened;
}

Result<std::vector<std::string>> folder_names(const std::string& path,
                                              int descriptor) {
  const int own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (own < 0) return fail(path, system_error_text(errno));
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(fdopendir(own), closedir);
  if (!folder) {
    close(own);
    return fail(path, system_error_text(ENOMEM));
  }
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
    errno = 0;
  }
  if (errno != 0) return fail(path, system_error_text(errno));
  std::ranges::sort(names);
  return names;
}

EntryKind entry_kind(int folder, const std::string& name) {
  struct stat status {};
  if (fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return EntryKind::Other;
  }
  if (S_ISDIR(status.st_mode)) return EntryKind::Folder;
  return S_ISREG(status.st_mode) ? EntryKind::File : EntryKind::Other;
}

}  // namespace calspam
