// SPDX-License-Identifier: MIT
#include "mail/archive_process.hh"

#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>

#include "mail/archive.hh"
#include "util/sandbox.hh"

namespace calspam {
namespace {

// A frame is its kind, the size of its payload in four bytes, and that.
constexpr char kBegin = 'b';     // name
constexpr char kBytes = 'd';     // bytes of the member
constexpr char kEnd = 'e';       // why it is not whole, or nothing
constexpr char kError = 'x';     // name, NUL, what
constexpr char kUnpacked = 'u';  // nothing, or padding: only its count matters
constexpr char kDone = '.';      // nothing
constexpr std::size_t kHeader = 5;
constexpr std::size_t kLargestFrame = 64u << 10;
// For libarchive, its decoders (xz -9 takes 64 MiB) and an archive in memory.
constexpr std::size_t kMemory = 512u << 20;

// -- in the child
// --------------------------------------------------------------

class Sender : public MemberSink {
 public:
  explicit Sender(int socket) : socket_(socket) {}

  bool begin(std::string_view name) override { return send(kBegin, name); }
  bool bytes(std::string_view bytes) override { return send(kBytes, bytes); }
  bool end(std::string_view trouble) override { return send(kEnd, trouble); }
  bool error(std::string_view name, std::string_view what) override {
    return send(kError, std::string(name) + '\0' + std::string(what));
  }
  bool unpacked(std::size_t bytes) override {
    return send(kUnpacked, std::to_string(bytes));
  }
  void done() { send(kDone, ""); }

 private:
  bool send(char kind, std::string_view payload) {
    const auto size = static_cast<std::uint32_t>(
        std::min<std::size_t>(payload.size(), kLargestFrame));
    char header[kHeader] = {kind};
    std::memcpy(header + 1, &size, sizeof size);
    return write_all({header, kHeader}) && write_all(payload.substr(0, size));
  }

  bool write_all(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(socket_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  int socket_;
};

// The terminal's ^C is for the parent, which ends this process when it is
// done. Names in archives are UTF-8 at best, whatever the user's locale.
void prepare() {
  ::signal(SIGINT, SIG_IGN);
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGTERM, SIG_DFL);
  if (locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{}))
    ::uselocale(utf8);
}

[[noreturn]] void live(int socket, ArchiveInput input, SandboxOptions sandbox) {
  prepare();
  Sender sender(socket);
  sandbox.memory_bytes = kMemory;
  sandbox.filter = sandbox.filter && !built_with_sanitizer();
  if (input.can_seek) sandbox.input = input.descriptor;
  if (const auto entered = enter_sandbox(socket, sandbox); !entered) {
    sender.error("", "cannot be unpacked safely: " + entered.error().text());
  } else {
    try {
      unpack(input, sender);
    } catch (const std::exception& fault) {
      sender.error("", fault.what());
    }
  }
  sender.done();
  ::_exit(0);
}

// -- in the parent
// -------------------------------------------------------------

// Standard descriptors may be closed; the sandbox takes their numbers.
int above_standard(int descriptor) {
  if (descriptor < 0 || descriptor > 2) return descriptor;
  const int moved = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  ::close(descriptor);
  return moved;
}

std::string end_of_child(int status) {
  if (WIFSIGNALED(status))
    return "the process that unpacks it was ended by signal " +
           std::to_string(WTERMSIG(status));
  return "the process that unpacks it ended early";
}

}  // namespace

ArchiveProcess::ArchiveProcess(const std::string& path, int descriptor,
                               std::optional<std::uint64_t> size,
                               InputWindow& archive,
                               const InputOptions& options)
    : options_(options),
      path_(path),
      size_(size),
      archive_(archive),
      archive_descriptor_(descriptor),
      feeding_(!size) {
  if (!start(path, descriptor))
    fail_with("no process to unpack it: " + system_error_text(errno));
}

ArchiveProcess::~ArchiveProcess() {
  kill_child();
}

bool ArchiveProcess::start(const std::string& path, int descriptor) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return false;
  Descriptor ours(above_standard(ends[0]));
  Descriptor theirs(above_standard(ends[1]));
  if (ours.get() < 0 || theirs.get() < 0) return false;
  ArchiveInput input{path, feeding_ ? theirs.get() : descriptor, !feeding_,
                     options_.archive_passwords, options_.limits};
  if (!feeding_ && ::lseek(descriptor, 0, SEEK_SET) != 0) return false;
  child_ = ::fork();
  if (child_ == 0) live(theirs.get(), std::move(input), options_.sandbox);
  if (child_ < 0) return false;
  socket_ = std::move(ours);
  return true;
}

void ArchiveProcess::kill_child() {
  if (child_ < 0) return;
  ::kill(child_, SIGKILL);
  while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
}

void ArchiveProcess::fail_with(std::string why) {
  if (done_) return;
  failure_ = std::move(why);
  done_ = true;
  kill_child();
}

// Waits for bytes of the child, and for room for the next of a stream's
// bytes. False when the child did nothing for too long.
bool ArchiveProcess::wait(short wanted) {
  pollfd waiting[2] = {{socket_.get(), wanted, 0}, {-1, POLLIN, 0}};
  const bool source_first = feeding_ && archive_.view().empty();
  if (source_first) waiting[1].fd = archive_descriptor_;
  const int patience =
      source_first ? -1 : options_.limits.archive_silence_seconds * 1000;
  const int ready = ::poll(waiting, 2, patience);
  if (ready == 0) return false;
  if (ready < 0 || waiting[1].revents == 0) return ready > 0 || errno == EINTR;
  if (!archive_.grow()) {
    feeding_ = false;
    ::shutdown(socket_.get(), SHUT_WR);
  }
  return true;
}

// Passes on what the window holds; false when the child takes no more, which
// is its business: an archive may have bytes behind its end.
bool ArchiveProcess::feed() {
  const std::string_view bytes = archive_.view();
  const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(),
                               MSG_NOSIGNAL | MSG_DONTWAIT);
  if (count > 0) {
    fed_ += static_cast<std::uint64_t>(count);
    archive_.drop(static_cast<std::size_t>(count));
  }
  return count > 0 || errno == EAGAIN || errno == EINTR;
}

// Receives at least a byte.
bool ArchiveProcess::fill() {
  received_.erase(0, taken_);
  taken_ = 0;
  const std::size_t held = received_.size();
  for (;;) {
    received_.resize(held + kLargestFrame);
    const ssize_t count = ::recv(socket_.get(), received_.data() + held,
                                 kLargestFrame, MSG_DONTWAIT);
    received_.resize(held +
                     static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count > 0) return true;
    if (count == 0 || (errno != EAGAIN && errno != EINTR)) break;
    const bool pending = feeding_ && !archive_.view().empty();
    if (pending && !feed()) feeding_ = false;
    if (!wait(static_cast<short>(pending ? POLLIN | POLLOUT : POLLIN))) {
      fail_with("unpacking it takes too long");
      return false;
    }
  }
  int status = 0;
  while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
  fail_with(end_of_child(status));
  return false;
}

std::optional<ArchiveProcess::Frame> ArchiveProcess::frame() {
  while (received_.size() - taken_ < kHeader) {
    if (done_ || !fill()) return {};
  }
  Frame frame;
  frame.kind = received_[taken_];
  std::memcpy(&frame.size, received_.data() + taken_ + 1, sizeof frame.size);
  taken_ += kHeader;
  if (frame.size <= kLargestFrame) return frame;
  fail_with("the process that unpacks it makes no sense");
  return {};
}

std::optional<std::string> ArchiveProcess::payload(std::uint32_t size) {
  while (received_.size() - taken_ < size) {
    if (done_ || !fill()) return {};
  }
  std::string bytes = received_.substr(taken_, size);
  taken_ += size;
  return bytes;
}

bool ArchiveProcess::count_bytes(std::uint64_t bytes) {
  const Limits& limits = options_.limits;
  unpacked_ += bytes;
  if (unpacked_ > limits.archive_bytes) {
    fail_with("more than " + std::to_string(limits.archive_bytes) +
              " bytes unpacked, the rest is unread");
  } else if (unpacked_ > limits.archive_free_bytes &&
             unpacked_ / limits.archive_ratio > size_.value_or(fed_)) {
    fail_with("more than " + std::to_string(limits.archive_ratio) +
              " bytes for each packed one, the rest is unread");
  }
  return !done_;
}

bool ArchiveProcess::count_member() {
  if (++members_ > options_.limits.archive_members)
    fail_with("more than " + std::to_string(options_.limits.archive_members) +
              " members, the rest is unread");
  return !done_;
}

std::optional<Error> ArchiveProcess::take_error(std::uint32_t size) {
  const auto text = payload(size);
  if (!text || !count_member()) return {};
  const auto nul = std::min(text->find('\0'), text->size());
  const std::string name = text->substr(0, nul);
  return Error{Origin{path_, name}.name(),
               nul < text->size() ? text->substr(nul + 1) : ""};
}

std::optional<std::variant<ArchiveMember, Error>> ArchiveProcess::over() {
  if (failure_.empty() || told_) return {};
  told_ = true;
  return Error{path_, failure_};
}

std::optional<std::variant<ArchiveMember, Error>> ArchiveProcess::next() {
  char passed[4'096];
  while (in_member_ && read(passed, sizeof passed) > 0) {
  }
  trouble_.clear();
  while (!done_) {
    const auto got = frame();
    if (!got) break;
    if (got->kind == kDone) {
      done_ = true;
    } else if (got->kind == kError) {
      if (auto error = take_error(got->size)) return *error;
    } else if (got->kind == kUnpacked) {
      const auto count = payload(got->size);
      if (count) count_bytes(std::strtoull(count->c_str(), nullptr, 10));
    } else if (got->kind == kBegin) {
      const auto name = payload(got->size);
      if (!name || !count_member()) break;
      in_member_ = true;
      return ArchiveMember{name->substr(0, options_.limits.archive_name_bytes)};
    } else {
      fail_with("the process that unpacks it makes no sense");
    }
  }
  return over();
}

ssize_t ArchiveProcess::read(char* to, std::size_t size) {
  while (in_member_ && left_in_frame_ == 0) {
    const auto got = frame();
    if (got && got->kind == kBytes && count_bytes(got->size)) {
      left_in_frame_ = got->size;
      continue;
    }
    in_member_ = false;
    if (got && got->kind == kEnd) {
      trouble_ = payload(got->size).value_or("");
    } else {
      fail_with("the process that unpacks it makes no sense");
    }
    if (done_) trouble_ = "cut short: " + failure_;
  }
  if (!in_member_) {
    errno = EIO;
    return trouble_.empty() ? 0 : -1;
  }
  if (received_.size() == taken_ && !fill()) {
    in_member_ = false;
    left_in_frame_ = 0;
    trouble_ = "cut short: " + failure_;
    errno = EIO;
    return -1;
  }
  const std::size_t count =
      std::min<std::size_t>({size, left_in_frame_, received_.size() - taken_});
  std::memcpy(to, received_.data() + taken_, count);
  taken_ += count;
  left_in_frame_ -= static_cast<std::uint32_t>(count);
  return static_cast<ssize_t>(count);
}

}  // namespace calspam
