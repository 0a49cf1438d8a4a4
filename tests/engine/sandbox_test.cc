// SPDX-License-Identifier: MIT
#include "util/sandbox.hh"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace calspam {
namespace {

// How a child ends that does `act` in the sandbox: its exit status, or minus
// the signal that killed it.
template <typename Act>
int ending_of(Act act) {
  int pair[2];
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    SandboxOptions options;
    options.filter = !built_with_sanitizer();
    options.memory_bytes = 64u << 20;
    if (!enter_sandbox(pair[1], options)) ::_exit(100);
    ::_exit(act());
  }
  ::close(pair[0]);
  ::close(pair[1]);
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

TEST(Sandbox, LetsComputationGoOn) {
  EXPECT_EQ(ending_of([] { return 0; }), 0);
  EXPECT_EQ(ending_of([] {
              void* memory = std::malloc(1u << 20);
              std::free(memory);
              return memory != nullptr ? 0 : 1;
            }),
            0);
}

TEST(Sandbox, HasNoFilesNetworkProgramsOrExecutableMemory) {
  if (built_with_sanitizer()) {
    // The filter is off there; what must hold is that nothing is open.
    EXPECT_EQ(ending_of([] { return ::write(9, "x", 1) < 0 ? 0 : 1; }), 0);
    return;
  }
  EXPECT_EQ(ending_of([] {
              const int got = ::open("/etc/passwd", O_RDONLY);
              return got < 0 && errno == EACCES ? 0 : 1;
            }),
            0);
  EXPECT_EQ(ending_of([] { return ::socket(AF_INET, SOCK_STREAM, 0); }),
            -SIGSYS);
  EXPECT_EQ(ending_of([] { return ::execl("/bin/true", "true", nullptr); }),
            -SIGSYS);
  EXPECT_EQ(ending_of([] { return ::fork(); }), -SIGSYS);
  EXPECT_EQ(ending_of([] { return ::kill(1, 0); }), -SIGSYS);
  EXPECT_EQ(ending_of([] {
              ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              return 0;
            }),
            -SIGSYS);
}

TEST(Sandbox, BoundsMemory) {
  if (built_with_sanitizer()) {
    EXPECT_EQ(ending_of([] { return 0; }), 0);
    return;
  }
  EXPECT_EQ(ending_of([] {
              return std::malloc(std::size_t{1} << 30) == nullptr ? 0 : 1;
            }),
            0);
}

TEST(Sandbox, BoundsCpuTime) {
  EXPECT_EQ(ending_of([] {
              if (!allow_cpu_time(std::chrono::milliseconds(1))) return 1;
              for (volatile bool busy = true; busy;) {
              }
              return 0;
            }),
            -SIGXCPU);
}

TEST(Sandbox, MayChangeNoOtherLimit) {
  if (built_with_sanitizer()) return;
  EXPECT_EQ(ending_of([] {
              const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
              ::setrlimit(RLIMIT_AS, &none);
              return 0;
            }),
            -SIGSYS);
}

}  // namespace
}  // namespace calspam
