// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "util/anomaly.hh"
#include "util/limits.hh"
#include "util/offset_map.hh"
#include "util/span.hh"

namespace calspam {

/// A property parameter (RFC 5545 3.2). Values keep their order; RFC 6868
/// escapes and quotes are undone.
struct PropertyParameter {
  std::string name;  ///< spelling kept
  std::vector<std::string> values;
  Span span;  ///< name=values in the calendar text

  std::string value() const { return values.empty() ? "" : values.front(); }
};

/// A content line (RFC 5545 3.1) that is not BEGIN or END.
struct Property {
  std::string name;   ///< upper case
  std::string group;  ///< "item1" of item1.URL, or ""
  std::vector<PropertyParameter> parameters;
  std::string value;       ///< unfolded, escapes kept as written
  std::uint32_t line = 0;  ///< first physical line in the calendar text, from 1
  Span span;               ///< whole content line in the calendar text
  OffsetMap value_map;     ///< from `value` to the calendar text

  /// The first parameter of that name (any case), or null.
  const PropertyParameter* parameter(std::string_view name) const;
  /// Its first value, or "".
  std::string parameter_value(std::string_view name) const;
  /// The value as TEXT: \n, \, \; \\ undone (RFC 5545 3.3.11).
  std::string text() const;
  /// The values of a list property as TEXT, split at unescaped commas.
  std::vector<std::string> texts() const;
};

/// A component; the tree is flat in pre-order.
struct Component {
  std::string name;  ///< upper case: "VCALENDAR", "VEVENT", "VALARM", ...
  int parent = -1;   ///< index into Calendar::components
  int depth = 0;
  bool closed = true;  ///< its END was there
  std::vector<Property> properties;
  Span span;  ///< BEGIN to END in the calendar text

  const Property* property(std::string_view name) const;  ///< first, or null
  std::vector<const Property*> all(std::string_view name) const;
  std::string text(std::string_view name) const;  ///< text() of the first, ""
};

/// Everything one text holds: as many VCALENDAR objects as it has (roots), in
/// order, and the content lines outside of them. Lossless but for bytes that
/// anomalies name. Owns what it holds. Spans are into the calendar text, which
/// its owner maps on to the input.
struct Calendar {
  std::vector<Component> components;
  std::vector<Property> stray;  ///< content lines outside any component
  Anomalies anomalies;          ///< spans into the calendar text
  bool complete = true;

  std::vector<int> roots() const;
  std::vector<int> children(int component) const;
  /// METHOD of the first VCALENDAR, upper case, or "".
  std::string method() const;
  bool empty() const { return components.empty(); }
};

/// Reads iCalendar text (UTF-8, any line end); never fails on content.
Calendar parse_calendar(std::string_view text, const Limits& limits);

/// Text that libical can bear, with the meaning of the calendar as we read it
/// (DESIGN: libical never gets the sender's bytes).
std::string canonical_text(const Calendar& calendar, const Limits& limits);

}  // namespace calspam
