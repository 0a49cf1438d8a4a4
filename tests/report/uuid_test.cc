// SPDX-License-Identifier: MIT
#include "report/uuid.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

// RFC 9562 A.4.
TEST(UuidV5, IsThatOfTheStandard) {
  EXPECT_EQ(uuid_v5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"),
            "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

}  // namespace
}  // namespace calspam
