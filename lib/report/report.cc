// SPDX-License-Identifier: MIT
#include "report/report.hh"

namespace calspam {

void Summary::count(const Report& report) {
  ++messages;
  bytes += report.size;
  if (!report.complete) ++incomplete;
  switch (report.verdict.level) {
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
