// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "web/url.hh"

namespace calspam {
namespace {

std::string unwrapped(std::string_view text) {
  const auto result = unwrap(parse_url(text));
  return result ? result->wrapper + " " + result->target : "none";
}

std::string redirected(std::string_view text) {
  return redirect_target(parse_url(text)).value_or("none");
}

TEST(Unwrap, UndoesSafeLinks) {
  EXPECT_EQ(unwrapped("https://eur01.safelinks.protection.outlook.com/?url="
                      "https%3A%2F%2Fevil.example%2Fa%3Fb%3Dc&data=05%7C01"),
            "safelinks https://evil.example/a?b=c");
}

TEST(Unwrap, UndoesUrlDefense) {
  EXPECT_EQ(unwrapped("https://urldefense.proofpoint.com/v1/url?u="
                      "http://evil.example/a&k=x"),
            "urldefense http://evil.example/a");
  EXPECT_EQ(unwrapped("https://urldefense.proofpoint.com/v2/url?u="
                      "https-3A__evil.example_a-3Fb-3Dc&d=Dw"),
            "urldefense https://evil.example/a?b=c");
  EXPECT_EQ(unwrapped("https://urldefense.com/v3/__https://evil.example/a__;"
                      "!!Abc$"),
            "urldefense https://evil.example/a");
  // IyE= is "#!"; "*" takes one, "**A" takes two.
  EXPECT_EQ(unwrapped("https://urldefense.com/v3/__https://evil.example/*a__;"
                      "Iw!!Abc$"),
            "urldefense https://evil.example/#a");
  EXPECT_EQ(unwrapped("https://urldefense.com/v3/__https:/evil.example/**A__;"
                      "IyE!!Abc$"),
            "urldefense https://evil.example/#!");
}

TEST(Unwrap, UndoesGoogle) {
  EXPECT_EQ(unwrapped("https://www.google.com/url?q=https://evil.example/"
                      "&sa=D&source=calendar"),
            "google-url https://evil.example/");
  EXPECT_EQ(
      unwrapped("https://www.google.de/url?url=http%3A%2F%2Fevil.example"),
      "google-url http://evil.example");
  EXPECT_EQ(unwrapped("https://www.google.com/amp/s/evil.example/x"),
            "google-amp https://evil.example/x");
  EXPECT_EQ(unwrapped("https://evil-example.cdn.ampproject.org/c/s/"
                      "evil.example/x"),
            "google-amp https://evil.example/x");
  EXPECT_EQ(unwrapped("https://google.evil.example/url?q=https://x.example"),
            "none");
  EXPECT_EQ(unwrapped("https://www.google.com/search?q=https://x.example"),
            "none");
}

TEST(Unwrap, UndoesOtherServices) {
  EXPECT_EQ(unwrapped("https://linkprotect.cudasvc.com/url?a="
                      "https%3a%2f%2fevil.example&c=E,1"),
            "barracuda https://evil.example");
  EXPECT_EQ(unwrapped("https://l.facebook.com/l.php?u=https%3A%2F%2F"
                      "evil.example%2F&h=x"),
            "facebook https://evil.example/");
  EXPECT_EQ(unwrapped("https://t.umblr.com/redirect?z=https%3A%2F%2F"
                      "evil.example&t=x"),
            "tumblr https://evil.example");
  EXPECT_EQ(unwrapped("https://www.bing.com/ck/a?!&&p=x&u="
                      "a1aHR0cHM6Ly9ldmlsLmV4YW1wbGUv&ntb=1"),
            "bing https://evil.example/");
  EXPECT_EQ(unwrapped("https://www.youtube.com/redirect?event=x&q="
                      "https%3A%2F%2Fevil.example"),
            "youtube https://evil.example");
  EXPECT_EQ(unwrapped("https://slack-redir.net/link?url=https%3A%2F%2F"
                      "evil.example"),
            "slack https://evil.example");
  EXPECT_EQ(unwrapped("https://secure-web.cisco.com/1abc/https%3A%2F%2F"
                      "evil.example%2Fx"),
            "cisco https://evil.example/x");
}

TEST(Unwrap, LeavesOpaqueAndPlainLinks) {
  EXPECT_EQ(unwrapped("https://protect-eu.mimecast.com/s/abc?domain=x.example"),
            "none");
  EXPECT_EQ(unwrapped("https://example.com/?url=https://x.example"), "none");
  EXPECT_EQ(unwrapped("https://www.google.com/url?q=not-a-url"), "none");
  EXPECT_EQ(unwrapped("https://www.google.com/url"), "none");
  EXPECT_EQ(unwrapped(""), "none");
}

TEST(Unwrap, SeesThroughActingSchemes) {
  EXPECT_EQ(unwrapped("ms-word:ofe|u|https://evil.example/a.docx"),
            "office-uri https://evil.example/a.docx");
  EXPECT_EQ(unwrapped("view-source:https://evil.example/"),
            "view-source https://evil.example/");
  EXPECT_EQ(unwrapped("mailto:a@example.com"), "none");
}

TEST(RedirectTarget, IsAnotherSiteInAParameter) {
  EXPECT_EQ(redirected("https://a.example/r?x=1&to=https://evil.test/p"),
            "https://evil.test/p");
  EXPECT_EQ(redirected("https://a.example/r?to=https%3A%2F%2Fevil.test%2Fp"),
            "https://evil.test/p");
  EXPECT_EQ(redirected("https://a.example/r?to=https%253A%252F%252Fevil.test"),
            "https://evil.test");
  EXPECT_EQ(redirected("https://a.example/r?to=aHR0cHM6Ly9ldmlsLnRlc3QvcA=="),
            "https://evil.test/p");
  EXPECT_EQ(redirected("https://a.example/r?to=//evil.test/p"),
            "//evil.test/p");
}

TEST(RedirectTarget, IsTheEndOfThePath) {
  EXPECT_EQ(redirected("https://a.example/r/https://evil.test/p?q=1"),
            "https://evil.test/p?q=1");
  EXPECT_EQ(redirected("https://a.example/r/https%3A%2F%2Fevil.test"),
            "https://evil.test");
  EXPECT_EQ(redirected("https://a.example/r/aHR0cHM6Ly9ldmlsLnRlc3QvcA"),
            "https://evil.test/p");
}

TEST(RedirectTarget, IsNotTheSameSite) {
  EXPECT_EQ(redirected("https://a.b.example/?next=https://c.b.example/x"),
            "none");
  EXPECT_EQ(redirected("https://a.example/?q=words"), "none");
  EXPECT_EQ(redirected("https://a.example/?q=http"), "none");
  EXPECT_EQ(redirected("mailto:a@a.example?body=https://evil.test"), "none");
}

TEST(RedirectTarget, IsLinearInHostileText) {
  std::string many = "https://a.example/?";
  for (int i = 0; i < 200000; ++i) many += "a=aHR0" + std::string(9, 'x') + "&";
  EXPECT_EQ(redirected(many), "none");
  std::string path = "https://a.example/";
  for (int i = 0; i < 200000; ++i) path += "http/";
  EXPECT_EQ(redirected(path), "none");
}

}  // namespace
}  // namespace calspam
