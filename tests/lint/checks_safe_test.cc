// SPDX-License-Identifier: MIT
#include "lint/checks_safe.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "lint/checks_deliv.hh"
#include "one_family.hh"

namespace calspam {
namespace {

std::string calendar(std::string_view lines) {
  return crlf(fmt::format(
      "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Studio//Planner//EN\n"
      "METHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20260317T140000Z\n{}"
      "END:VEVENT\nEND:VCALENDAR\n",
      lines));
}

// HTML beside a calendar.
std::string mail(std::string_view html) {
  return crlf(fmt::format(
             "From: lea@studio.example\nTo: kim@corp.example\n"
             "Date: Sat, 14 Mar 2026 15:00:00 +0100\nMIME-Version: 1.0\n"
             "Content-Type: multipart/mixed; boundary=b\n\n"
             "--b\nContent-Type: text/html; charset=utf-8\n\n{}\n"
             "--b\nContent-Type: text/calendar; method=REQUEST\n\n",
             html)) +
         calendar("") + "\r\n--b--\r\n";
}

OneFamily safe(std::string_view bytes) {
  return OneFamily(kFamilySafe, bytes);
}

TEST(ChecksSafe, TakesHiddenCharactersOutAndLeavesTheRest) {
  const OneFamily lint =
      safe(calendar("SUMMARY:Fa\xE2\x80\x8B"
                    "bric\\, samples\n"));
  ASSERT_TRUE(lint.has("SAFE-08")) << lint.text();
  const std::string mended = lint.mended("SAFE-08");
  EXPECT_NE(mended.find("SUMMARY:Fabric\\, samples\r\n"), mended.npos);
  EXPECT_FALSE(safe(mended).has("SAFE-08"));
}

TEST(ChecksSafe, LetsJoinersOfScriptsAndEmojiPass) {
  EXPECT_FALSE(safe(calendar("SUMMARY:\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE"
                             "\xD9\x88\xD8\xA7\xD9\x87\xD9\x85\n"))
                   .has("SAFE-08"));
}

TEST(ChecksSafe, KnowsDataFromScripts) {
  EXPECT_TRUE(safe(mail("<script>go()</script>")).has("SAFE-01"));
  EXPECT_FALSE(safe(mail("<script type=\"application/ld+json\">{}</script>"))
                   .has("SAFE-01"));
  EXPECT_TRUE(safe(mail("<script type='application/json'>{}</script>"
                        "<SCRIPT src=x></SCRIPT>"))
                  .has("SAFE-01"));
}

struct AnswerCase {
  std::string_view target, key;
};
class Answer : public testing::TestWithParam<AnswerCase> {};

TEST_P(Answer, IsJudgedByItsLink) {
  const OneFamily lint =
      safe(mail(fmt::format("<a href=\"{}\">Accept</a>", GetParam().target)));
  const LintFinding* finding = lint.first("SAFE-12");
  EXPECT_EQ(finding == nullptr ? "" : finding->key, GetParam().key)
      << lint.text();
}

INSTANTIATE_TEST_SUITE_P(
    All, Answer,
    testing::Values(
        AnswerCase{"https://a.example/r/9f3c2ab4417d0be651aa0c77", ""},
        AnswerCase{"https://a.example/r?t=9f3c2ab4417d0be651aa0c77", ""},
        AnswerCase{"https://a.example/r?t=9f3c2ab4", "token"},
        AnswerCase{"https://a.example/invitation-responses", "token"},
        AnswerCase{"https://a.example/r?u=kim%40corp.example&amp;t=9f3c2ab4417d"
                   "0be651aa0c77",
                   "address"},
        AnswerCase{"http://a.example/r/9f3c2ab4417d0be651aa0c77", "http"},
        AnswerCase{"mailto:lea@studio.example", ""}));

TEST(ChecksSafe, JudgesImagesByTheirOwnTag) {
  EXPECT_TRUE(safe(mail("<img height='1' width='1' src='https://a.example/x'>"))
                  .has("SAFE-11"));
  EXPECT_TRUE(safe(mail("<img src='https://a.example/x' "
                        "style='width:1px;height:0'>"))
                  .has("SAFE-11"));
  EXPECT_FALSE(safe(mail("<img src='https://a.example/x' width=100 height=10>"
                         "<table width=1 height=1>"))
                   .has("SAFE-11"));
}

TEST(ChecksSafe, LetsAnEndlessAnniversaryBeOld) {
  const std::string old = "DTSTART:19840317T140000Z\nRRULE:FREQ=YEARLY";
  std::string message = mail("<p>Hello");
  message.replace(message.find("DTSTART:20260317T140000Z"), 24, crlf(old));
  EXPECT_FALSE(safe(message).has("SAFE-06")) << safe(message).text();
  message.replace(message.find("\r\nRRULE:FREQ=YEARLY"), 19, "");
  EXPECT_TRUE(safe(message).has("SAFE-06"));
}

TEST(ChecksSafe, GivesAFileAPlainName) {
  const auto named = [](std::string_view name) {
    return crlf(
        fmt::format("From: lea@studio.example\nMIME-Version: 1.0\n"
                    "Content-Type: application/pdf\n"
                    "Content-Disposition: attachment; filename=\"{}\"\n\nx\n",
                    name));
  };
  EXPECT_FALSE(safe(named("plan.v2.final.pdf")).has("SAFE-15"));
  EXPECT_NE(safe(named("../a/plan.pdf.exe"))
                .mended("SAFE-15")
                .find("filename=plan-pdf.exe"),
            std::string::npos);
  EXPECT_FALSE(
      safe(safe(named("../a/plan.pdf.exe")).mended("SAFE-15")).has("SAFE-15"));
}

TEST(ChecksDeliv, CountsHexadecimalPropertiesOfOneComponent) {
  const auto events = [](std::string_view value) {
    std::string lines;
    for (int i = 0; i < 11; ++i)
      lines += fmt::format("X-TAG-{}:{}\n", i, value);
    return OneFamily(kFamilyDeliv, calendar(lines)).has("DELIV-09");
  };
  EXPECT_TRUE(events("9f3c2ab4417d0be651aa0c77"));
  EXPECT_FALSE(events("9f3c2ab4417d0b"));
  EXPECT_FALSE(events("20260317140000202603171500"));
}

TEST(ChecksDeliv, SpeaksOfAHostOnce) {
  const OneFamily lint(kFamilyDeliv, mail("<a href=http://a.example/1>1</a>"
                                          "<a href=http://a.example/2>2</a>"
                                          "<a href=http://192.0.2.7/>3</a>"));
  std::vector<std::string> keys;
  for (const LintFinding& finding : lint.findings())
    if (finding.check->id == "DELIV-14") keys.push_back(finding.key);
  EXPECT_EQ(keys, (std::vector<std::string>{"http", "address"})) << lint.text();
}

}  // namespace
}  // namespace calspam
