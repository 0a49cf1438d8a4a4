// SPDX-License-Identifier: MIT
#include "util/sandbox.hh"

#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <fstream>
#include <memory>

namespace calspam {
namespace {

// What a worker needs once everything is loaded.
constexpr int kAllowed[] = {SCMP_SYS(read),
                            SCMP_SYS(write),
                            SCMP_SYS(close),
                            SCMP_SYS(lseek),
                            SCMP_SYS(brk),
                            SCMP_SYS(munmap),
                            SCMP_SYS(mremap),
                            SCMP_SYS(madvise),
                            SCMP_SYS(futex),
                            SCMP_SYS(getrandom),
                            SCMP_SYS(clock_gettime),
                            SCMP_SYS(rt_sigreturn),
                            SCMP_SYS(rt_sigprocmask),
                            SCMP_SYS(sched_yield),
                            SCMP_SYS(restart_syscall),
                            SCMP_SYS(exit),
                            SCMP_SYS(exit_group),
                            SCMP_SYS(gettid),
                            SCMP_SYS(getpid),
                            SCMP_SYS(tgkill)};

// What libraries try and can do without: an error, not the end.
constexpr int kRefused[] = {
    SCMP_SYS(open),     SCMP_SYS(openat),     SCMP_SYS(stat),
    SCMP_SYS(lstat),    SCMP_SYS(newfstatat), SCMP_SYS(statx),
    SCMP_SYS(access),   SCMP_SYS(faccessat),  SCMP_SYS(faccessat2),
    SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd),
    SCMP_SYS(fstat),    SCMP_SYS(uname),      SCMP_SYS(sched_getaffinity)};

Error system_error(const char* what) {
  return {"sandbox", std::string(what) + ": " + std::strerror(errno)};
}

bool limit(__rlimit_resource_t resource, rlim_t value) {
  const rlimit both{value, value};
  return ::setrlimit(resource, &both) == 0;
}

// Bytes of address space in use now, shared arenas included.
std::size_t address_space() {
  std::ifstream statm("/proc/self/statm");
  std::size_t pages = 0;
  statm >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

bool add_rules(scmp_filter_ctx filter) {
  for (int call : kAllowed)
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) return false;
  for (int call : kRefused)
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0) != 0)
      return false;
  // Its own CPU time, no other limit.
  if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 3,
                       SCMP_A0(SCMP_CMP_EQ, 0),
                       SCMP_A1(SCMP_CMP_EQ, RLIMIT_CPU),
                       SCMP_A3(SCMP_CMP_EQ, 0)) != 0)
    return false;
  // Memory yes, but none that could be run.
  for (int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                         SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) != 0)
      return false;
  return true;
}

bool load_filter() {
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(
      seccomp_init(SCMP_ACT_KILL_PROCESS), seccomp_release);
  return filter && add_rules(filter.get()) && seccomp_load(filter.get()) == 0;
}

// Closes what stands strictly between the two.
bool close_between(int below, int above) {
  return above - below < 2 ||
         ::close_range(static_cast<unsigned>(below) + 1,
                       static_cast<unsigned>(above) - 1, 0) == 0;
}

// Only the socket and the input stay; 0, 1 and 2 become /dev/null, so that
// nothing a library prints or reads reaches the user's terminal or pipe.
bool close_descriptors(int socket, int input) {
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0) return false;
  for (int standard : {0, 1, 2})
    if (::dup2(null, standard) < 0) return false;
  const int low = input > 2 ? std::min(socket, input) : socket;
  const int high = std::max(socket, input);
  return close_between(2, low) && close_between(low, high) &&
         ::close_range(static_cast<unsigned>(high) + 1, ~0u, 0) == 0;
}

}  // namespace

bool allow_cpu_time(std::chrono::milliseconds more) {
  timespec used{};
  if (::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0) return false;
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(more).count();
  const rlimit both{static_cast<rlim_t>(used.tv_sec + 1 + seconds),
                    RLIM_INFINITY};
  return ::setrlimit(RLIMIT_CPU, &both) == 0;
}

bool built_with_sanitizer() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return true;
#else
  return false;
#endif
#else
  return false;
#endif
}

Result<bool> enter_sandbox(int socket, const SandboxOptions& options) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 0);
  if (!close_descriptors(socket, options.input))
    return tl::unexpected(system_error("descriptors"));
  if (!limit(RLIMIT_CORE, 0) || !limit(RLIMIT_FSIZE, 0))
    return tl::unexpected(system_error("limits"));
  if (!options.filter) return true;
  if (!limit(RLIMIT_AS, address_space() + options.memory_bytes) ||
      !limit(RLIMIT_NOFILE, static_cast<rlim_t>(socket) + 1))
    return tl::unexpected(system_error("limits"));
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !load_filter())
    return tl::unexpected(system_error("system call filter"));
  return true;
}

}  // namespace calspam
