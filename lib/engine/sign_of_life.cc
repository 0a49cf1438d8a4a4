// SPDX-License-Identifier: MIT
#include "engine/sign_of_life.hh"

#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <new>
#include <system_error>

namespace calspam {

struct SignOfLife::Shared {
  std::atomic<std::uint64_t> begun;
  std::atomic<Clock::rep> since;
};

SignOfLife::SignOfLife() {
  static_assert(decltype(Shared::begun)::is_always_lock_free &&
                decltype(Shared::since)::is_always_lock_free);
  void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    throw std::system_error(errno, std::generic_category(), "mmap");
  shared_ = new (memory) Shared();
}

SignOfLife::~SignOfLife() {
  ::munmap(shared_, sizeof(Shared));
}

void SignOfLife::clear() {
  shared_->begun = 0;
  shared_->since = 0;
}

void SignOfLife::begin_message() {
  shared_->since = Clock::now().time_since_epoch().count();
  ++shared_->begun;
}

std::uint64_t SignOfLife::begun() const {
  return shared_->begun;
}

SignOfLife::Clock::time_point SignOfLife::since() const {
  const Clock::time_point said{Clock::duration(shared_->since)};
  return std::min(said, Clock::now());
}

}  // namespace calspam
