// SPDX-License-Identifier: MIT
#include "util/anomaly.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

constexpr AnomalyKind kOdd{"x-odd", Weight::Odd, "odd"};
constexpr AnomalyKind kLimit{"x-limit", Weight::Limit, "a bound"};

TEST(Anomaly, IsALimitByItsKind) {
  EXPECT_TRUE((Anomaly{&kLimit, "", {}}).is_limit());
  EXPECT_FALSE((Anomaly{&kOdd, "", {}}).is_limit());
}

TEST(Weight, HasAName) {
  EXPECT_EQ(weight_name(Weight::Note), "note");
  EXPECT_EQ(weight_name(Weight::Odd), "odd");
  EXPECT_EQ(weight_name(Weight::Ambiguous), "ambiguous");
  EXPECT_EQ(weight_name(Weight::Limit), "limit");
}

TEST(Span, SlicesWhatIsThere) {
  EXPECT_EQ(slice("abcdef", {1, 3}), "bc");
  EXPECT_EQ(slice("abcdef", {4, 99}), "ef");
  EXPECT_EQ(slice("abcdef", {9, 10}), "");
  EXPECT_EQ(slice("abcdef", {3, 1}), "");
}

}  // namespace
}  // namespace calspam
