// SPDX-License-Identifier: MIT
#include "mended_file.hh"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "util/hash.hh"

namespace calspam {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

std::string reason() {
  return std::strerror(errno);
}

std::string read_all(int descriptor, std::size_t size) {
  std::string bytes(size + 1, '\0');
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t got =
        ::read(descriptor, bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    at += static_cast<std::size_t>(got);
  }
  bytes.resize(at);
  return bytes;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? "." : path.substr(0, slash + 1);
}

// A new file beside `path`, named after it.
int open_beside(const std::string& path, std::string& name) {
  const std::size_t slash = path.rfind('/');
  const std::size_t base = slash == path.npos ? 0 : slash + 1;
  for (int number = 0; number < 100; ++number) {
    name = fmt::format("{}.{}.{}-{}.new", path.substr(0, base),
                       path.substr(base), ::getpid(), number);
    const int descriptor =
        ::open(name.c_str(),
               O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor >= 0 || errno != EEXIST) return descriptor;
  }
  return -1;
}

// Writes the new file and brings it to the disk.
bool fill(int descriptor, const struct stat& old, std::string_view bytes) {
  if (!write_all(descriptor, bytes)) return false;
  // Another's file stays one's own where the system does not allow more.
  if (::fchown(descriptor, old.st_uid, old.st_gid) != 0) errno = 0;
  return ::fchmod(descriptor, old.st_mode & 07777) == 0 &&
         ::fsync(descriptor) == 0;
}

}  // namespace

Result<bool> replace_file(const MendedFile& file, std::string_view bytes) {
  const std::string& path = file.path;
  const Descriptor now(
      ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!now.is_open()) {
    if (errno == ELOOP)
      return fail(path, "is a symbolic link and was left as it is");
    return fail(path, "cannot be opened: " + reason());
  }
  struct stat old {};
  if (::fstat(now.number(), &old) != 0 || !S_ISREG(old.st_mode))
    return fail(path, "is no regular file and was left as it is");
  const std::string held = read_all(now.number(), file.size);
  if (held.size() != file.size || sha256(held) != file.sha256)
    return fail(path,
                "holds more than the message, or has changed, and was left "
                "as it is");
  std::string name;
  const Descriptor made(open_beside(path, name));
  if (!made.is_open()) return fail(path, "cannot be replaced: " + reason());
  const auto give_up = [&](const std::string& what) {
    ::unlink(name.c_str());
    return fail(path, what);
  };
  if (!fill(made.number(), old, bytes))
    return give_up("cannot be replaced: " + reason());
  const std::string original = path + file.backup;
  if (!file.backup.empty() && ::link(path.c_str(), original.c_str()) != 0)
    return give_up(errno == EEXIST
                       ? "was left as it is, since " + original + " is there"
                       : "cannot be kept as " + original + ": " + reason());
  if (::rename(name.c_str(), path.c_str()) != 0)
    return give_up("cannot be replaced: " + reason());
  const Descriptor folder(
      ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open()) ::fsync(folder.number());
  return true;
}

}  // namespace calspam
