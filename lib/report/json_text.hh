// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "util/span.hh"
#include "util/time.hh"

namespace calspam {

/// Writes JSON (RFC 8259) at the end of a string, member after member, without
/// a tree of it in memory: a record has many, and there are many records.
///
/// Strings may hold anything: what is not UTF-8 comes out as U+FFFD, what acts
/// on a terminal or is not seen as \u escapes, so that the text is printed as
/// it is. The order of calls is the order of members; objects and arrays that
/// were begun have to be ended.
class JsonText {
 public:
  explicit JsonText(std::string& out) : out_(out) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void key(std::string_view name);

  void null();
  void value(bool truth);
  void value(double number);  ///< null where it is not finite
  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(const std::string& text) { value(std::string_view(text)); }
  template <std::signed_integral T>
  void value(T number) {
    integer(static_cast<std::int64_t>(number));
  }
  template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>) void value(T number) {
    whole(static_cast<std::uint64_t>(number));
  }
  template <typename T>
  void value(const std::optional<T>& known) {
    known ? value(*known) : null();
  }
  template <typename T>
  void value(const std::vector<T>& rows) {
    begin_array();
    for (const T& row : rows) value(row);
    end_array();
  }
  /// [begin, end], null where it is empty.
  void value(Span span);

  template <typename T>
  void member(std::string_view name, const T& of) {
    key(name);
    value(of);
  }
  /// null unless it is known.
  template <typename T>
  void member_if(bool is_known, std::string_view name, const T& of) {
    key(name);
    is_known ? value(of) : null();
  }
  /// null for "", since what is not known is never "" or left out.
  void known(std::string_view name, std::string_view text);
  /// null for 0.
  void positive(std::string_view name, std::uint64_t number);
  /// As of iso_instant().
  void moment(std::string_view name, const std::optional<Instant>& instant);
  /// With two digits behind the point.
  void rounded(std::string_view name, double number);

  /// `write(*this)` writes the members.
  template <typename Write>
  void object(std::string_view name, Write write) {
    key(name);
    begin_object();
    write(*this);
    end_object();
  }
  /// null unless it is known.
  template <typename Write>
  void object_if(bool is_known, std::string_view name, Write write) {
    if (is_known) return object(name, write);
    key(name);
    null();
  }
  /// `write(*this, row)` writes one element.
  template <typename Rows, typename Write>
  void array(std::string_view name, const Rows& rows, Write write) {
    key(name);
    begin_array();
    for (const auto& row : rows) write(*this, row);
    end_array();
  }
  /// `write(*this, row)` writes the members of one element.
  template <typename Rows, typename Write>
  void objects(std::string_view name, const Rows& rows, Write write) {
    array(name, rows, [&write](JsonText& json, const auto& row) {
      json.begin_object();
      write(json, row);
      json.end_object();
    });
  }

 private:
  void separate();
  void begin(char bracket);
  void end(char bracket);
  void word(std::string_view json);
  void integer(std::int64_t number);
  void whole(std::uint64_t number);

  std::string& out_;
  bool comma_ = false;  ///< what comes next has something before it
};

}  // namespace calspam
