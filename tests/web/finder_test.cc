// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "web/url.hh"

namespace calspam {
namespace {

/// The URLs found, one a line.
std::string found(std::string_view text, Limits limits = {}) {
  std::string out;
  for (const auto& url : find_urls(text, limits)) out += url.text + "\n";
  return out;
}

TEST(FindUrls, FindsWhatMailProgramsLink) {
  EXPECT_EQ(found("a https://a.example/x b http://b.example c"),
            "https://a.example/x\nhttp://b.example\n");
  EXPECT_EQ(found("see www.example.com/x."), "http://www.example.com/x\n");
  EXPECT_EQ(
      found("ftp://f.example/ webcal://c.example/a.ics "
            "webcals://c.example"),
      "ftp://f.example/\nwebcal://c.example/a.ics\nwebcals://c.example\n");
  EXPECT_EQ(found("mailto:a@example.com, tel:+12025550100; sms:+12025550101"),
            "mailto:a@example.com\ntel:+12025550100\nsms:+12025550101\n");
  EXPECT_EQ(found("HTTPS://A.example"), "HTTPS://A.example\n");
}

TEST(FindUrls, FindsSchemesThatAct) {
  EXPECT_EQ(found("javascript:alert(1) vbscript:x data:text/html,x"),
            "javascript:alert(1)\nvbscript:x\ndata:text/html,x\n");
  EXPECT_EQ(found("ms-msdt:/id ms-word:ofe|u|https://a.example/b "
                  "search-ms:query=x"),
            "ms-msdt:/id\nms-word:ofe|u|https://a.example/b\n"
            "search-ms:query=x\n");
  EXPECT_EQ(found("file:///c:/x \\\\host.example\\share\\a.lnk"),
            "file:///c:/x\n\\\\host.example\\share\\a.lnk\n");
  EXPECT_EQ(found("zoommtg://a.example/join?x intent://b.example#Intent;end"),
            "zoommtg://a.example/join?x\nintent://b.example#Intent;end\n");
}

TEST(FindUrls, LeavesWordsAlone) {
  EXPECT_EQ(found("Data: 5, Tel: 202, File: a, Note: b, time 10:30"), "");
  EXPECT_EQ(found("hxxps://a.example b.example/x a@www.example.com"), "");
  EXPECT_EQ(found("www. www.a http:// https:"), "");
  EXPECT_EQ(found("a\\\\b \\\\ \\\\n"), "");
}

TEST(FindUrls, LeavesOffWhatEndsTheSentence) {
  EXPECT_EQ(found("(https://a.example/x)."), "https://a.example/x\n");
  EXPECT_EQ(found("https://a.example/x_(y)"), "https://a.example/x_(y)\n");
  EXPECT_EQ(found("<https://a.example/x>"), "https://a.example/x\n");
  EXPECT_EQ(found("\"https://a.example/x\""), "https://a.example/x\n");
  EXPECT_EQ(found("'https://a.example/x', \xe2\x80\x9chttp://b.example\xe2\x80"
                  "\x9d"),
            "https://a.example/x\nhttp://b.example\n");
  EXPECT_EQ(found("https://a.example/x!?..."), "https://a.example/x\n");
  EXPECT_EQ(found("[https://a.example/x]"), "https://a.example/x\n");
}

TEST(FindUrls, ReadsDotsThatAreOnlyDotsInHosts) {
  EXPECT_EQ(found("https://evil\xe3\x80\x82"
                  "example/a\xe3\x80\x82"
                  "b"),
            "https://evil\xe3\x80\x82"
            "example/a\n");
}

TEST(FindUrls, FindsLinksThatTouchWords) {
  EXPECT_EQ(found("URL:https://a.example"), "https://a.example\n");
  EXPECT_EQ(found("xhttps://a.example"), "https://a.example\n");
  EXPECT_EQ(found("\xe3\x81\x82https://a.example\xe3\x80\x80x"),
            "https://a.example\n");
}

TEST(FindUrls, SaysWhereTheyStand) {
  const std::string_view text = "go www.a.example now";
  const auto urls = find_urls(text, {});
  ASSERT_EQ(urls.size(), 1u);
  EXPECT_EQ(slice(text, urls[0].span), "www.a.example");
}

TEST(FindUrls, KeepsToTheLimits) {
  Limits limits;
  limits.links = 2;
  limits.link_bytes = 16;
  EXPECT_EQ(found("http://a.example/xyz http://b.example http://c.example "
                  "http://d.example",
                  limits),
            "http://a.example\nhttp://b.example\nhttp://c.example\n");
  const auto urls = find_urls("http://a.example/xyz http://b.example", limits);
  EXPECT_TRUE(urls.at(0).cut);
  EXPECT_FALSE(urls.at(1).cut);
}

TEST(FindUrls, IsLinearInHostileText) {
  for (const std::string_view piece :
       {"http:", "http://", ":", "www.", "\\\\", "a-b.c+", "https://a(((",
        "mailto:", "data:", "javascript:(", "))))", "\xe3\x80\x82"}) {
    std::string text;
    while (text.size() < 400000) text += piece;
    find_urls(text, {});
  }
}

}  // namespace
}  // namespace calspam
