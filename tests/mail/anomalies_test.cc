// SPDX-License-Identifier: MIT
#include "mail/anomalies.hh"

#include <gtest/gtest.h>

#include <set>

namespace calspam {
namespace {

TEST(MailAnomalies, HaveIdsOfTheirOwnAndASentence) {
  std::set<std::string_view> ids;
  for (const AnomalyKind* kind : anomaly::kMailAnomalies) {
    EXPECT_TRUE(ids.insert(kind->id).second) << kind->id;
    EXPECT_FALSE(kind->summary.empty()) << kind->id;
    EXPECT_EQ(kind->id.starts_with("limit-"), kind->weight == Weight::Limit)
        << kind->id;
  }
}

}  // namespace
}  // namespace calspam
