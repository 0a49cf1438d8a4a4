// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "evidence/observed.hh"

namespace calspam {
namespace {

// context element host (event) of each link, a line each.
std::string links(const Observed& mail) {
  std::string out;
  for (const Link& link : mail.subject.links)
    out += fmt::format("{} {} {} {}\n", link.context, link.element,
                       link.url.host, link.event);
  return out;
}

TEST(Links, AreFoundWhereverTheyStand) {
  const Observed mail(invitation(
      "URL:https://a.example/\r\n"
      "DESCRIPTION;ALTREP=\"https://b.example/x\":go to https://c.example/y\\n"
      "and https://d.example/z\\, please\r\n"
      "ATTENDEE;DIR=\"ldap://e.example/cn\":mailto:bob@example.com\r\n"
      "X-ALT-DESC;FMTTYPE=text/html:<a href=\"https://f.example/\">go</a>\r\n"
      "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\n"
      "ATTACH:https://g.example/s.wav\r\nEND:VALARM\r\n"));
  EXPECT_EQ(links(mail),
            "property URL a.example 0\n"
            "parameter DESCRIPTION;ALTREP b.example 0\n"
            "property DESCRIPTION c.example 0\n"
            "property DESCRIPTION d.example 0\n"
            "parameter ATTENDEE;DIR e.example 0\n"
            "property ATTACH g.example 0\n"
            "alt-desc a f.example 0\n");
}

TEST(Links, PointAtTheirBytesThroughFolds) {
  const Observed mail(
      invitation("DESCRIPTION:go to https://c.exa\r\n mple/y now\r\n"));
  EXPECT_EQ(mail.fact("link.host"), "c.example");
  EXPECT_EQ(mail.at("link.host"), "https://c.exa\r\n mple/y");
}

TEST(Links, KeepWhatWasWrittenAndWhatLiesBeneath) {
  const Observed mail(invitation(
      "URL:https://www.google.com/url?q=https%3A%2F%2Fdeep.example%2Fx\r\n"));
  ASSERT_EQ(mail.subject.links.size(), 1u);
  EXPECT_EQ(mail.subject.links[0].url.host, "deep.example");
  EXPECT_EQ(mail.subject.links[0].written.host, "www.google.com");
  EXPECT_EQ(mail.fact("link.wrappers"), "google-url");
}

TEST(Links, SayWhenTheShownTextNamesAnotherDomain) {
  const auto mismatch = [](std::string_view html) {
    return Observed(invitation(fmt::format("X-ALT-DESC:{}\r\n", html)))
        .fact("link.mismatch");
  };
  EXPECT_EQ(mismatch("<a href=https://evil.example/>https://good.test/</a>"),
            "true");
  EXPECT_EQ(mismatch("<a href=https://www.good.test/>good.test</a>"), "false");
  EXPECT_EQ(mismatch("<a href=https://evil.example/>Join</a>"), "unknown");
}

TEST(Links, NameTheServiceOfTheirPort) {
  const Observed mail(invitation("URL:https://cal.example:588/join\r\n"));
  EXPECT_EQ(mail.fact("link.port"), "588");
  EXPECT_EQ(mail.fact("link.port.service"), "cal");
}

TEST(Links, TellTheSendersOwnDomain) {
  EXPECT_EQ(Observed(invitation("URL:https://www.sender.example/\r\n"))
                .fact("link.own_domain"),
            "true");
  EXPECT_EQ(Observed(invitation("URL:https://else.example/\r\n"))
                .fact("link.own_domain"),
            "false");
}

TEST(Links, AreNotLeftWrappedWithoutAWord) {
  const auto wrapped = [](int times) {
    std::string url = "https://a.example/";
    for (int i = 0; i < times; ++i) url = "https://www.google.com/url?q=" + url;
    return Observed(invitation("SUMMARY:x\r\nURL:" + url + "\r\n"));
  };
  EXPECT_TRUE(wrapped(10).subject.complete);
  EXPECT_EQ(wrapped(10).fact("link.host"), "a.example");
  EXPECT_FALSE(wrapped(11).subject.complete);
}

}  // namespace
}  // namespace calspam
