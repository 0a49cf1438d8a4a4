// SPDX-License-Identifier: MIT
#include "store/trait.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

TEST(Trait, IsFoundHoweverItIsWritten) {
  EXPECT_EQ(trait_value(TraitKind::Organizer, "MAILTO:Ann@Example.ORG"),
            "ann@example.org");
  EXPECT_EQ(trait_value(TraitKind::Organizer, " <ann@example.org> "),
            "ann@example.org");
  EXPECT_EQ(trait_value(TraitKind::Ip, "::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(trait_value(TraitKind::Ip, "[IPv6:2001:DB8::1]"), "2001:db8::1");
  EXPECT_EQ(trait_value(TraitKind::Dkim, "Example.COM."), "example.com");
  EXPECT_EQ(trait_value(TraitKind::Phone, "+1 (202) 555-0123"), "12025550123");
  EXPECT_EQ(trait_value(TraitKind::Hash, "SHA256:ABCD"), "abcd");
}

TEST(Trait, LinkMeansLinkOrItsHostOrDomain) {
  EXPECT_EQ(link_traits("https://a.example/x"),
            (std::vector<Trait>{{TraitKind::Link, "https://a.example/x"}}));
  EXPECT_EQ(link_traits("A.example"),
            (std::vector<Trait>{{TraitKind::Host, "a.example"},
                                {TraitKind::Domain, "a.example"}}));
}

TEST(Trait, OfSightingAreEachOnce) {
  Sighting sighting;
  sighting.traits = {{TraitKind::Ip, "192.0.2.1"}, {TraitKind::Phone, "-"}};
  sighting.message.border_ip = "192.0.2.1";
  sighting.events.resize(2);
  sighting.events[0].organizer = sighting.events[1].organizer = "A@b.example";
  EXPECT_EQ(stored_traits(sighting),
            (std::vector<Trait>{{TraitKind::Organizer, "a@b.example"},
                                {TraitKind::Ip, "192.0.2.1"}}));
}

}  // namespace
}  // namespace calspam
