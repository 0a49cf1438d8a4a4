// SPDX-License-Identifier: MIT
#include "store/sighting.hh"

#include <gtest/gtest.h>

#include "store/made_up.hh"

namespace calspam {
namespace {

TEST(Sighting, TravelsWhole) {
  Sighting sighting = made_up_sighting(7);
  sighting.member = "a/b.eml";
  sighting.events.push_back({});  // nothing known of it, SEQUENCE neither
  sighting.message.arrival.reset();
  const Result<Sighting> back = unpacked_sighting(packed_sighting(sighting));
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_TRUE(*back == sighting);
}

TEST(Sighting, CutOrLengthenedIsNone) {
  const std::string packed = packed_sighting(made_up_sighting(1));
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_FALSE(unpacked_sighting(packed.substr(0, size))) << size;
  EXPECT_FALSE(unpacked_sighting(packed + "x"));
}

TEST(Sighting, LyingCountsCostNothing) {
  const Sighting empty;
  std::string packed = packed_sighting(empty);
  // The last eight bytes are the number of traits.
  packed.replace(packed.size() - 8, 8, std::string(8, '\xff'));
  EXPECT_FALSE(unpacked_sighting(packed));
}

TEST(Sighting, UnknownTraitsAndBadTextAreRefusedOrMended) {
  Sighting sighting;
  sighting.traits.push_back({static_cast<TraitKind>(77), "x"});
  EXPECT_FALSE(unpacked_sighting(packed_sighting(sighting)));
  sighting.traits.clear();
  sighting.explain = "a\xff";
  const Result<Sighting> back = unpacked_sighting(packed_sighting(sighting));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->explain, "a\uFFFD");
}

}  // namespace
}  // namespace calspam
