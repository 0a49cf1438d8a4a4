// SPDX-License-Identifier: MIT
#include "enrich/name_list.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

using Kind = NameList::Kind;

NameList names(std::initializer_list<std::string_view> entries) {
  NameList list;
  for (std::string_view entry : entries) list.add(entry);
  return list;
}

TEST(NameList, TellsKindsApart) {
  EXPECT_EQ(NameList::kind_of("ann@a.example"), Kind::Address);
  EXPECT_EQ(NameList::kind_of("a.example"), Kind::Domain);
  EXPECT_EQ(NameList::kind_of("192.0.2.7"), Kind::Network);
  EXPECT_EQ(NameList::kind_of("2001:db8::/32"), Kind::Network);
  for (std::string_view none : {"", "com", "a..example", "@a.example", "a b.c",
                                "192.0.2.0/33", "192.0.2.0/x", ".example"})
    EXPECT_EQ(NameList::kind_of(none), Kind::None) << none;
}

TEST(NameList, DomainsHoldWhatIsBelowThem) {
  const NameList list = names({"Bad.Example"});
  EXPECT_TRUE(list.has_host("bad.example"));
  EXPECT_TRUE(list.has_host("www.BAD.example."));
  EXPECT_TRUE(list.has_address("x@mail.bad.example"));
  EXPECT_FALSE(list.has_host("notbad.example"));
  EXPECT_FALSE(list.has_host("example"));
}

TEST(NameList, AddressesHoldThemselvesOnly) {
  const NameList list = names({"Ann@a.example"});
  EXPECT_TRUE(list.has_address("ann@A.example"));
  EXPECT_FALSE(list.has_address("bob@a.example"));
  EXPECT_FALSE(list.has_host("a.example"));
}

TEST(NameList, NetworksHoldWhatLiesInThem) {
  const NameList list = names({"192.0.2.64/26", "2001:db8::/33"});
  EXPECT_TRUE(list.has_host("192.0.2.127"));
  EXPECT_FALSE(list.has_host("192.0.2.128"));
  EXPECT_TRUE(list.has_host("[2001:db8:7fff::1]"));
  EXPECT_TRUE(list.has_host("IPv6:2001:db8::1"));
  EXPECT_FALSE(list.has_host("2001:db8:8000::1"));
  EXPECT_TRUE(list.has_host("::ffff:192.0.2.65"));
}

TEST(NameList, EndlessNamesAreNone) {
  EXPECT_FALSE(names({"a.example"}).has_host(std::string(1 << 20, '.')));
}

}  // namespace
}  // namespace calspam
