// SPDX-License-Identifier: MIT
#include "engine/arena.hh"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace calspam {
namespace {

// What stays with an arena between batches; more goes back to the system.
constexpr std::size_t kKept = 4u << 20;
constexpr std::size_t kAlignment = 64;

std::size_t aligned(std::size_t size) {
  return (size + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace

struct Arena::Header {
  std::uint64_t offset, index, full_size;
  std::uint64_t path_size, member_size, bytes_size;
  RawKind kind;
};

Arena::Arena(std::size_t capacity) : capacity_(aligned(capacity)) {
  void* memory = ::mmap(nullptr, capacity_, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    throw std::system_error(errno, std::generic_category(), "mmap");
  base_ = static_cast<char*>(memory);
}

Arena::~Arena() {
  ::munmap(base_, capacity_);
}

std::optional<std::size_t> Arena::add(const RawMessage& message) {
  const Origin& origin = message.origin;
  const Header header{origin.offset,        origin.index,
                      message.full_size,    origin.path.size(),
                      origin.member.size(), message.bytes.size(),
                      message.kind};
  const std::size_t size = aligned(sizeof header + header.path_size +
                                   header.member_size + header.bytes_size);
  if (size > capacity_ - used_) return {};
  const std::size_t offset = used_;
  char* at = base_ + offset;
  const auto lay = [&at](const void* bytes, std::size_t count) {
    if (count > 0) std::memcpy(at, bytes, count);
    at += count;
  };
  lay(&header, sizeof header);
  lay(origin.path.data(), header.path_size);
  lay(origin.member.data(), header.member_size);
  lay(message.bytes.data(), header.bytes_size);
  used_ += size;
  return offset;
}

RawMessage Arena::at(std::size_t offset) const {
  Header header;
  const char* at = base_ + offset;
  std::memcpy(&header, at, sizeof header);
  at += sizeof header;
  RawMessage message;
  message.origin.path.assign(at, header.path_size);
  at += header.path_size;
  message.origin.member.assign(at, header.member_size);
  at += header.member_size;
  message.origin.offset = header.offset;
  message.origin.index = header.index;
  message.kind = header.kind;
  message.full_size = header.full_size;
  message.bytes = {at, header.bytes_size};
  return message;
}

void Arena::clear() {
  if (used_ > kKept)
    ::madvise(base_ + kKept, aligned(used_) - kKept, MADV_REMOVE);
  used_ = 0;
}

void Arena::protect() const {
  ::mprotect(base_, capacity_, PROT_READ);
}

}  // namespace calspam
