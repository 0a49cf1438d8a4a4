// SPDX-License-Identifier: MIT
#include "report/report.hh"

namespace calspam {

void Summary::count(Level level, bool complete, std::uint64_t size) {
  ++messages;
  bytes += size;
  if (!complete) ++incomplete;
  switch (level) {
    case Level::None:
      ++none;
      break;
    case Level::Clean:
      ++clean;
      break;
    case Level::Unknown:
      ++unknown;
      break;
    case Level::Suspicious:
      ++suspicious;
      break;
    case Level::Spam:
      ++spam;
      break;
  }
}

}  // namespace calspam
