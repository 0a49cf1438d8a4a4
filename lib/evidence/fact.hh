// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "util/span.hh"

namespace calspam {

/// Where something stands, as a report says it.
struct Place {
  int part = -1;         ///< index into Message::parts; -1: the whole input
  std::string property;  ///< "ORGANIZER", "Subject:", "a[href]", ""
  Span span;             ///< raw input bytes; empty when there is no one place

  friend bool operator==(const Place&, const Place&) = default;
};

enum class FactType { Boolean, Number, Text, List };
std::string_view fact_type_name(FactType type);

/// What a fact belongs to. One message has one Message row and any number of
/// the others; a rule's quantifier (some_event, every_link, ...) looks at the
/// rows of one scope one by one.
enum class Scope { Message, Part, Event, Attendee, Alarm, Link };
inline constexpr int kScopeCount = 6;
std::string_view scope_name(Scope scope);  ///< "message", "part", "event", ...

/// A value that was observed, with its places; monostate is unknown: neither
/// a comparison nor its negation holds for it.
struct FactValue {
  std::variant<std::monostate, bool, double, std::string,
               std::vector<std::string>>
      value;
  std::vector<Place> places;
  /// Of a text joined from pieces: where each piece ends in it. `places` has
  /// one for each of them then.
  std::vector<std::size_t> ends = {};

  bool known() const { return value.index() != 0; }
  /// For people: true, 3, "text", ["a", "b"]; "unknown".
  std::string text() const;
};

struct Subject;

/// A fact: its name, what it says, and the function that observes it. Plain
/// constants in the tables of facts_<group>.cc.
struct Fact {
  std::string_view name;  ///< "organizer.domain", "link.host"
  FactType type;
  Scope scope;
  std::string_view doc;  ///< one sentence for calspam-facts(7)
  /// `row` counts the entities of `scope` in the subject, from 0.
  FactValue (*observe)(const Subject& subject, std::size_t row);
};

/// All facts, grouped, in the order users see them.
const std::vector<Fact>& facts();
/// Null when there is none of that name.
const Fact* find_fact(std::string_view name);
/// How many rows `scope` has in the subject.
std::size_t rows(const Subject& subject, Scope scope);

}  // namespace calspam
