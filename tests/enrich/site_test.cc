// SPDX-License-Identifier: MIT
#include "enrich/site.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

TEST(PhoneList, KnowsANumberHoweverItIsWritten) {
  PhoneList list;
  EXPECT_TRUE(list.add("+1 (202) 555-0143"));
  EXPECT_TRUE(list.contains("12025550143"));
  EXPECT_TRUE(list.contains("202.555.0143"));
  EXPECT_FALSE(list.contains("202 555 0188"));
  EXPECT_FALSE(list.contains("5550143"));
}

TEST(PhoneList, RefusesWhatIsTooShort) {
  PhoneList list;
  EXPECT_FALSE(list.add("112"));
  EXPECT_FALSE(list.contains("112"));
}

TEST(DomainAges, TakeTheNearestDomainAbove) {
  DomainAges ages;
  ages.add("a.example", 100);
  ages.add("Young.a.example", 200);
  EXPECT_EQ(ages.registered("www.a.example"), 100);
  EXPECT_EQ(ages.registered("x.young.a.example"), 200);
  EXPECT_FALSE(ages.registered("b.example"));
}

TEST(AbuseContacts, AreThoseOfTheNearestDomainOrNetwork) {
  AbuseContacts contacts;
  EXPECT_TRUE(contacts.add("Net.example", "one@desk.example"));
  EXPECT_TRUE(contacts.add("sub.net.example", "two@desk.example"));
  EXPECT_TRUE(contacts.add("192.0.2.0/24", "three@desk.example"));
  EXPECT_TRUE(contacts.add("192.0.2.128/25", "four@desk.example"));
  EXPECT_FALSE(contacts.add("localhost", "five@desk.example"));
  EXPECT_EQ(*contacts.of_host("www.net.example"), "one@desk.example");
  EXPECT_EQ(*contacts.of_host("x.sub.net.EXAMPLE"), "two@desk.example");
  EXPECT_EQ(*contacts.of_host("192.0.2.1"), "three@desk.example");
  EXPECT_EQ(*contacts.of_host("192.0.2.200"), "four@desk.example");
  EXPECT_EQ(contacts.of_host("notnet.example"), nullptr);
  EXPECT_EQ(contacts.of_host("198.51.100.1"), nullptr);
}

TEST(Site, FindsTheFirstAdvisory) {
  Site site;
  site.advisories.resize(2);
  site.advisories[0].name = "one";
  site.advisories[1].name = "two";
  site.advisories[1].hosts.add("pay.example");
  ASSERT_NE(site.advisory_on_host("x.pay.example"), nullptr);
  EXPECT_EQ(site.advisory_on_host("x.pay.example")->name, "two");
  EXPECT_EQ(site.advisory_on_address("a@pay.example"), nullptr);
}

TEST(Site, OwnAddressesAreThoseOfOwnDomainsToo) {
  Site site;
  site.domains.add("corp.example");
  site.addresses.add("kim@mail.example");
  EXPECT_TRUE(site.is_own_address("ida@corp.example"));
  EXPECT_TRUE(site.is_own_address("kim@mail.example"));
  EXPECT_FALSE(site.is_own_address("bob@mail.example"));
}

}  // namespace
}  // namespace calspam
