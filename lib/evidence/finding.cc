// SPDX-License-Identifier: MIT
#include "evidence/finding.hh"

namespace calspam {

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::Info:
      return "info";
    case Severity::Low:
      return "low";
    case Severity::Medium:
      return "medium";
    case Severity::High:
      return "high";
  }
  return "";
}

std::string_view certainty_name(Certainty certainty) {
  switch (certainty) {
    case Certainty::Low:
      return "low";
    case Certainty::Medium:
      return "medium";
    case Certainty::High:
      return "high";
    case Certainty::Certain:
      return "certain";
  }
  return "";
}

}  // namespace calspam
