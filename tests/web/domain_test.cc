// SPDX-License-Identifier: MIT
#include "web/domain.hh"

#include <gtest/gtest.h>

#include "web/url.hh"

namespace calspam {
namespace {

TEST(RegistrableDomain, FollowsTheSuffixList) {
  EXPECT_EQ(registrable_domain("www.example.com"), "example.com");
  EXPECT_EQ(registrable_domain("WWW.Example.CO.UK"), "example.co.uk");
  EXPECT_EQ(registrable_domain("example.com."), "example.com");
  EXPECT_EQ(registrable_domain("a.b.example"), "b.example");
}

TEST(RegistrableDomain, CountsPrivateSuffixes) {
  EXPECT_EQ(registrable_domain("x.user.github.io"), "user.github.io");
  EXPECT_EQ(registrable_domain("github.io"), "");
}

TEST(RegistrableDomain, TakesBothLabelForms) {
  EXPECT_EQ(registrable_domain("a.b\xc3\xbc"
                               "cher.example"),
            "xn--bcher-kva.example");
  EXPECT_EQ(registrable_domain("a.x.xn--55qx5d.cn"), "x.xn--55qx5d.cn");
}

TEST(RegistrableDomain, IsEmptyForAddressesAndSuffixes) {
  EXPECT_EQ(registrable_domain("192.0.2.1"), "");
  EXPECT_EQ(registrable_domain("[::1]"), "");
  EXPECT_EQ(registrable_domain("::1"), "");
  EXPECT_EQ(registrable_domain("com"), "");
  EXPECT_EQ(registrable_domain("co.uk"), "");
  EXPECT_EQ(registrable_domain(""), "");
  EXPECT_EQ(registrable_domain("."), "");
  EXPECT_EQ(registrable_domain("localhost"), "");
}

TEST(DomainToAscii, LowersAndMaps) {
  EXPECT_EQ(domain_to_ascii("Example.COM"), "example.com");
  EXPECT_EQ(domain_to_ascii("B\xc3\x9c"
                            "CHER.example"),
            "xn--bcher-kva.example");
}

TEST(DomainToAscii, RefusesWhatIsNoDomain) {
  EXPECT_EQ(domain_to_ascii(""), std::nullopt);
  EXPECT_EQ(domain_to_ascii("a b"), std::nullopt);
  EXPECT_EQ(domain_to_ascii("a@b"), std::nullopt);
  EXPECT_EQ(domain_to_ascii("xn--0.example"), std::nullopt);
  EXPECT_EQ(domain_to_ascii(std::string(300, 'a')), std::nullopt);
  // U+00AD alone maps to nothing.
  EXPECT_EQ(domain_to_ascii("\xc2\xad"), std::nullopt);
}

TEST(DomainToUnicode, UndoesALabels) {
  EXPECT_EQ(domain_to_unicode("xn--bcher-kva.example"),
            "b\xc3\xbc"
            "cher.example");
  EXPECT_EQ(domain_to_unicode("example.com"), "example.com");
}

}  // namespace
}  // namespace calspam
