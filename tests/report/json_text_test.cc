// SPDX-License-Identifier: MIT
#include "report/json_text.hh"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>

namespace calspam {
namespace {

// What `write` writes.
template <typename Write>
std::string written(Write write) {
  std::string out;
  JsonText json(out);
  write(json);
  return out;
}

std::string string_of(std::string_view text) {
  return written([&](JsonText& json) { json.value(text); });
}

TEST(JsonText, PutsCommasBetweenMembersAndElements) {
  EXPECT_EQ(written([](JsonText& json) {
              json.begin_object();
              json.member("a", 1);
              json.member("b", std::vector<std::string>{"x", "y"});
              json.object("c", [](JsonText& inner) {
                inner.member("d", true);
                inner.key("e");
                inner.null();
              });
              json.objects("f", std::vector<int>{1, 2},
                           [](JsonText& row, int n) { row.member("n", n); });
              json.member("g", std::vector<std::string>{});
              json.end_object();
            }),
            R"({"a":1,"b":["x","y"],"c":{"d":true,"e":null},)"
            R"("f":[{"n":1},{"n":2}],"g":[]})");
}

TEST(JsonText, WhatIsNotKnownIsNull) {
  EXPECT_EQ(written([](JsonText& json) {
              json.begin_object();
              json.known("a", "");
              json.known("b", "x");
              json.positive("c", 0);
              json.positive("d", 7);
              json.member("e", std::optional<std::int64_t>());
              json.member("f", std::optional<bool>(false));
              json.member("g", Span{});
              json.member("h", Span{3, 5});
              json.end_object();
            }),
            R"({"a":null,"b":"x","c":null,"d":7,"e":null,"f":false,)"
            R"("g":null,"h":[3,5]})");
}

TEST(JsonText, NumbersAreThoseOfJson) {
  const auto of = [](auto number) {
    return written([&](JsonText& json) { json.value(number); });
  };
  EXPECT_EQ(of(0.0), "0.0");
  EXPECT_EQ(of(2.5), "2.5");
  EXPECT_EQ(of(1e300), "1e+300");
  EXPECT_EQ(of(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(of(std::nan("")), "null");
  EXPECT_EQ(of(std::numeric_limits<std::uint64_t>::max()),
            "18446744073709551615");
  EXPECT_EQ(of(std::numeric_limits<std::int64_t>::min()),
            "-9223372036854775808");
  EXPECT_EQ(written([](JsonText& json) {
              json.begin_object();
              json.rounded("n", 1.0 / 3);
              json.end_object();
            }),
            R"({"n":0.33})");
}

TEST(JsonText, NothingOfAStringActs) {
  EXPECT_EQ(string_of("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(string_of("\b\f\n\r\t"), R"("\b\f\n\r\t")");
  EXPECT_EQ(string_of(std::string_view("\0\x1b\x7f", 3)),
            R"("\u0000\u001b\u007f")");
  EXPECT_EQ(string_of("\u0085\u202e\u200b\ufeff"),
            R"("\u0085\u202e\u200b\ufeff")");
  EXPECT_EQ(string_of("\U000e0041"), R"("\udb40\udc41")");
  EXPECT_EQ(string_of("Gr\u00fc\u00dfe \u65e5\u672c \U0001f600"),
            "\"Gr\u00fc\u00dfe \u65e5\u672c \U0001f600\"");
}

TEST(JsonText, WhatIsNotUtf8IsReplaced) {
  EXPECT_EQ(string_of("a\xff\x62\xc3"), "\"a\ufffd\x62\ufffd\"");
  EXPECT_EQ(string_of("\ufffd"), "\"\ufffd\"");
}

// Another reader of JSON reads what was meant, whatever bytes there are.
TEST(JsonText, IsReadBack) {
  for (unsigned c = 1; c < 0x3000; ++c) {
    std::string text = "x";
    text += static_cast<char>(c & 0x7F);
    text += static_cast<char>(0xC2 + c % 0x1E);
    text += static_cast<char>(0x80 + c % 0x40);
    EXPECT_EQ(nlohmann::json::parse(string_of(text)), text);
  }
}

}  // namespace
}  // namespace calspam
