// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace calspam {

/// Kinds of components, as bits.
enum ComponentBit : std::uint16_t {
  kInCalendar = 1,
  kInEvent = 2,
  kInTask = 4,
  kInJournal = 8,
  kInBusy = 16,
  kInZone = 32,
  kInObservance = 64,  ///< STANDARD, DAYLIGHT
  kInAlarm = 128,
  kInItems = kInEvent | kInTask | kInJournal,
};
/// 0 for components without a table (RFC 7953, RFC 9073, X-).
std::uint16_t component_bit(std::string_view component);

/// Where a registered property may stand, and where only once (RFC 5545 3.6
/// with RFC 7808, 7986, 9073, 9074 and 9253).
struct PropertyRow {
  std::string_view name;
  std::uint16_t allowed;
  std::uint16_t once;
};
std::span<const PropertyRow> property_rows();
const PropertyRow* property_row(std::string_view name);  ///< null: any place

}  // namespace calspam
