// SPDX-License-Identifier: MIT
#include "util/anomaly.hh"

namespace calspam {

std::string_view weight_name(Weight weight) {
  switch (weight) {
    case Weight::Note:
      return "note";
    case Weight::Odd:
      return "odd";
    case Weight::Ambiguous:
      return "ambiguous";
    case Weight::Limit:
      return "limit";
  }
  return "";
}

}  // namespace calspam
