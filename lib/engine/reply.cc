// SPDX-License-Identifier: MIT
#include "engine/reply.hh"

#include <fmt/format.h>

#include <cstring>

namespace calspam {

std::string Failure::text() const {
  switch (kind) {
    case Kind::Deadline:
      return "took longer than the deadline, twice";
    case Kind::Exception:
      return "could not be analysed: " + detail;
    case Kind::Crash:
      break;
  }
  if (signal == 0) return "its worker ended without an answer, twice";
  const char* name = ::sigdescr_np(signal);
  return fmt::format("its worker was killed, twice (signal {}, {})", signal,
                     name == nullptr ? "unknown" : name);
}

}  // namespace calspam
