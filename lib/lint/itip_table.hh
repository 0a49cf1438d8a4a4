// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace calspam {

/// The methods of RFC 5546 1.4, in the order of its section 3.2.
inline constexpr std::string_view kItipMethods[] = {
    "PUBLISH", "REQUEST", "REPLY",   "ADD",
    "CANCEL",  "REFRESH", "COUNTER", "DECLINECOUNTER"};

/// How often something may stand in a component of a message.
enum class Presence {
  Unsaid,     ///< the table does not speak of it
  Forbidden,  ///< 0
  One,        ///< 1
  AtMostOne,  ///< 0 or 1
  OneOrMore,  ///< 1+
  Any         ///< 0+
};

/// A row of the restriction tables of RFC 5546 3.2 to 3.5, all methods of one
/// component side by side.
struct ItipRow {
  enum Kind {
    kProperty,  ///< of the component
    kInside,    ///< a component within it
    kBeside     ///< a component of the VCALENDAR; the component itself too
  };
  std::string_view component;  ///< whose table
  Kind kind;
  std::string_view name;
  /// One character for each of kItipMethods: 0, 1, o for "0 or 1", + for "1+",
  /// * for "0+", - where the RFC has no row.
  std::string_view cells;

  Presence presence(int method) const;
};
std::span<const ItipRow> itip_rows();
/// The rows of one component.
std::span<const ItipRow> itip_rows(std::string_view component);

/// Index into kItipMethods, or -1.
int itip_method(std::string_view method);
/// "RFC 5546 3.2.2"; "" where the method is not for that component.
std::string_view itip_clause(std::string_view component, int method);

/// A condition on a value (the comments of the tables).
struct ItipCondition {
  std::string_view method;
  std::string_view component;
  std::string_view name;
  std::string_view values;    ///< the only ones allowed, "|" between; or ""
  std::string_view excludes;  ///< may not stand together with it; or ""
};
std::span<const ItipCondition> itip_conditions();

}  // namespace calspam
