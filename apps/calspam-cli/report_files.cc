// SPDX-License-Identifier: MIT
#include "report_files.hh"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace calspam {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept
      : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }

 private:
  int number_;
};

std::string reason() {
  return std::strerror(errno);
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

}  // namespace

struct ReportFiles::State {
  std::string path;   ///< as the user named it
  Descriptor folder;  ///< what the file or files stand in
  bool is_folder = false, many = false;
  std::string name;  ///< of the one file
  Descriptor file;
  std::string temporary;
  unsigned count = 0;  ///< of pieces, or of temporary files

  std::string where(const std::string& file_name) const {
    return is_folder ? path + "/" + file_name : path;
  }
  Result<bool> begin(const std::string& file_name);
  Result<bool> append(const std::string& file_name, std::string_view bytes);
  Result<bool> finish(const std::string& file_name);
};

// A name that nobody else has: O_EXCL makes sure, and follows no link.
Result<bool> ReportFiles::State::begin(const std::string& file_name) {
  for (int tries = 0; tries < 100; ++tries) {
    temporary = ".calspam-" + std::to_string(::getpid()) + "-" +
                std::to_string(count++) + ".tmp";
    file = Descriptor(
        ::openat(folder.get(), temporary.c_str(),
                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (file.get() >= 0) return true;
    if (errno != EEXIST) break;
  }
  temporary.clear();
  return fail(where(file_name), reason());
}

Result<bool> ReportFiles::State::append(const std::string& file_name,
                                        std::string_view bytes) {
  if (write_all(file.get(), bytes)) return true;
  return fail(where(file_name), reason());
}

Result<bool> ReportFiles::State::finish(const std::string& file_name) {
  const bool kept = ::fsync(file.get()) == 0 &&
                    ::renameat2(folder.get(), temporary.c_str(), folder.get(),
                                file_name.c_str(), RENAME_NOREPLACE) == 0;
  const int error = errno;
  if (!kept) ::unlinkat(folder.get(), temporary.c_str(), 0);
  temporary.clear();
  file = Descriptor();
  errno = error;
  if (!kept)
    return fail(where(file_name),
                error == EEXIST ? "is there already, and is not overwritten"
                                : reason());
  ::fsync(folder.get());
  return true;
}

ReportFiles::ReportFiles(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
ReportFiles::ReportFiles(ReportFiles&&) noexcept = default;

ReportFiles::~ReportFiles() {
  if (state_ && !state_->temporary.empty())
    ::unlinkat(state_->folder.get(), state_->temporary.c_str(), 0);
}

Result<ReportFiles> ReportFiles::open(const std::string& path, bool many) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->many = many;
  struct stat found {};
  const bool there = ::stat(path.c_str(), &found) == 0;
  state->is_folder = there && S_ISDIR(found.st_mode);
  if (!state->is_folder && path.ends_with('/'))
    return fail(path, "no such folder");
  if (there && !state->is_folder)
    return fail(path, "is there already, and is not overwritten");
  std::string folder = path;
  if (!state->is_folder) {
    const std::size_t slash = path.rfind('/');
    folder = slash == path.npos ? "."
             : slash == 0       ? "/"
                                : path.substr(0, slash);
    state->name = slash == path.npos ? path : path.substr(slash + 1);
  }
  state->folder =
      Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (state->folder.get() < 0) return fail(folder, reason());
  return ReportFiles(std::move(state));
}

bool ReportFiles::is_folder() const {
  return state_->is_folder;
}

Result<bool> ReportFiles::put(const std::string& name, std::string_view bytes) {
  State& state = *state_;
  if (state.is_folder) {
    if (auto begun = state.begin(name); !begun) return begun;
    if (auto put = state.append(name, bytes); !put) return put;
    return state.finish(name);
  }
  if (state.file.get() < 0) {
    if (auto begun = state.begin(state.name); !begun) return begun;
  } else if (!state.many) {
    return fail(state.path,
                "takes one report; name a folder, or ask for --mbox");
  }
  return state.append(state.name, bytes);
}

Result<bool> ReportFiles::close() {
  if (state_->is_folder || state_->file.get() < 0) return true;
  return state_->finish(state_->name);
}

}  // namespace calspam
