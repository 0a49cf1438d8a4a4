// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report.hh"

namespace calspam {

/// An item of the message that CC/R 18003 Appendix A.1 draws, and the part of
/// a message that stands in its place.
struct AppendixItem {
  std::string_view item;   ///< "(6)"
  std::string_view wants;  ///< "text/calendar with method"
  int depth = 0;           ///< in the tree that is drawn
  int part = -1;           ///< index into Report::parts, -1: there is none
  std::string_view but;    ///< what is not as drawn, "" when all is
};

/// Items (2) to (7) in the order drawn. Parts that only another reading of an
/// ambiguous message shows are left out of the comparison.
std::vector<AppendixItem> appendix_a(const Report& report);
/// The item that the part of that index stands for; null where it has no place
/// in what is drawn.
const AppendixItem* item_of(const std::vector<AppendixItem>& items,
                            std::size_t part);

}  // namespace calspam
