// SPDX-License-Identifier: MIT
#include "provenance/key_file.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

std::string trouble(std::string_view text) {
  const Result<KeyFile> keys = KeyFile::parse(text, "keys");
  return keys ? "" : keys.error().text();
}

TEST(KeyFile, FindsRecordsInAnyCase) {
  const Result<KeyFile> keys = KeyFile::parse(
      "# a comment\n\n"
      "S1._domainkey.Example.ORG.\tv=DKIM1; p=AAAA\r\n"
      "b._domainkey.example.org\t\"v=DKIM1; p=AA\" \"BB\\\"\"\n",
      "keys");
  ASSERT_TRUE(keys) << keys.error().text();
  EXPECT_EQ(keys->size(), 2u);
  ASSERT_NE(keys->record("s1._DOMAINKEY.example.org"), nullptr);
  EXPECT_EQ(*keys->record("s1._domainkey.example.org"), "v=DKIM1; p=AAAA");
  EXPECT_EQ(*keys->record("b._domainkey.example.org"), "v=DKIM1; p=AABB\"");
  EXPECT_EQ(keys->record("c._domainkey.example.org"), nullptr);
}

TEST(KeyFile, SaysTheLineThatIsWrong) {
  EXPECT_EQ(trouble("# fine\ns._domainkey.a.example v=DKIM1\n"),
            "keys:2: has no tab between the name and the record");
  EXPECT_EQ(trouble("a.example\tp=x\n"),
            "keys:1: the name is not selector._domainkey.domain");
  EXPECT_EQ(trouble("s._domainkey.\tp=x\n"),
            "keys:1: the name is not selector._domainkey.domain");
  EXPECT_EQ(trouble("s._domainkey.a b\tp=x\n"),
            "keys:1: the name has a character that no name has");
  EXPECT_EQ(trouble("s._domainkey.a.example\t \n"),
            "keys:1: has no record after the tab");
  EXPECT_EQ(trouble("s._domainkey.a.example\tp=x\n\n"
                    "S._domainkey.a.example\tp=y\n"),
            "keys:3: 's._domainkey.a.example' has another record above");
  EXPECT_EQ(trouble("s._domainkey.a.example\t" + std::string(9'000, 'x')),
            "keys:1: the record has more than 8192 bytes");
}

TEST(KeyFile, TheSameTwiceIsFine) {
  EXPECT_EQ(trouble("s._domainkey.a.example\tp=x\n"
                    "s._domainkey.a.example\tp=x\n"),
            "");
}

TEST(KeyFile, OfAnAbsentPathFails) {
  EXPECT_FALSE(KeyFile::load("/nonexistent/keys"));
}

}  // namespace
}  // namespace calspam
