// SPDX-License-Identifier: MIT
#include "fuzzed.hh"

#include <sys/mman.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace calspam {

std::string file_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  must(in.is_open());
  return {std::istreambuf_iterator<char>(in), {}};
}

MemoryFile::MemoryFile(std::string_view bytes)
    : descriptor_(memfd_create("fuzzed", MFD_CLOEXEC)) {
  must(descriptor_ >= 0);
  must(write(descriptor_, bytes.data(), bytes.size()) ==
       static_cast<ssize_t>(bytes.size()));
  must(lseek(descriptor_, 0, SEEK_SET) == 0);
}

MemoryFile::~MemoryFile() {
  close(descriptor_);
}

std::string MemoryFile::path() const {
  return "/proc/self/fd/" + std::to_string(descriptor_);
}

}  // namespace calspam
