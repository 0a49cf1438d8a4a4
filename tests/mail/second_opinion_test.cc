// SPDX-License-Identifier: MIT
#include "mail/second_opinion.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mail/anomalies.hh"

namespace calspam {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

MailOpinion ask(std::string_view bytes) {
  const Limits limits;
  return ask_gmime(bytes, parse_message(bytes, limits), limits);
}

std::string kinds(const MailOpinion& opinion) {
  std::string out;
  for (const Anomaly& anomaly : opinion.anomalies)
    out += std::string(anomaly.kind->id) + "\n";
  return out;
}

constexpr std::string_view kHonest =
    "From: Ann <ann@example.com>\n"
    "To: Bob <bob@example.com>\n"
    "MIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=out\n"
    "\n"
    "--out\n"
    "Content-Type: text/calendar; method=REQUEST; charset=utf-8;\n"
    " name*0=inv; name*1=ite.ics\n"
    "\n"
    "BEGIN:VCALENDAR\n"
    "--out\n"
    "Content-Type: message/rfc822\n"
    "\n"
    "Subject: inner\n"
    "\n"
    "text\n"
    "--out--\n";

TEST(SecondOpinion, AgreesOnHonestMail) {
  const MailOpinion opinion = ask(kHonest);
  EXPECT_TRUE(opinion.asked);
  EXPECT_THAT(opinion.differences, IsEmpty());
  EXPECT_EQ(kinds(opinion), "");
  EXPECT_THAT(ask("From ann Mon Jan  1 00:00:00 2024\n" + std::string(kHonest))
                  .differences,
              IsEmpty());
}

TEST(SecondOpinion, SaysWhichPartsGmimeDoesNotSee) {
  const MailOpinion opinion =
      ask("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"
          "--a\nContent-Type: text/plain\n\nplain\n--a--\n--a\n"
          "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n--a--\n");
  EXPECT_THAT(opinion.differences,
              ElementsAre("\"text/calendar\" at 1.2 (epilogue) is not in the "
                          "tree of gmime"));
}

TEST(SecondOpinion, SaysWhatTypeGmimeSees) {
  const MailOpinion opinion =
      ask("Content-Type: text/plain\nContent-Type: text/calendar\n\nhello\n");
  EXPECT_THAT(opinion.differences,
              Contains("1 is \"text/calendar\" for gmime, \"text/plain\" for "
                       "us"));
}

TEST(SecondOpinion, SaysThatGmimeLeavesEncodedMessagesClosed) {
  const MailOpinion opinion =
      ask("Content-Type: message/rfc822\n"
          "Content-Transfer-Encoding: base64\n\n"
          "Q29udGVudC1UeXBlOiB0ZXh0L2NhbGVuZGFyCgpCRUdJTjpWQ0FMRU5EQVIK\n");
  EXPECT_THAT(opinion.differences,
              Contains(HasSubstr("\"text/calendar\" at 1.1 is not")));
}

TEST(SecondOpinion, HandsWarningsOn) {
  EXPECT_THAT(kinds(ask("Content-Type: multipart/mixed\n\ntext\n")),
              HasSubstr("gmime-multipart-without-boundary"));
  EXPECT_THAT(kinds(ask("Content-Type: text/calendar; method=REQUEST; "
                        "method=CANCEL\n\ntext\n")),
              HasSubstr("gmime-conflicting-parameter"));
}

TEST(SecondOpinion, SaysWhenGmimeSeesNoMessage) {
  const MailOpinion opinion = ask(" x\nSubject: a\n\nbody\n");
  EXPECT_TRUE(opinion.asked);
  EXPECT_THAT(opinion.differences, ElementsAre("gmime sees no message at all"));
  EXPECT_THAT(kinds(opinion), HasSubstr("gmime-no-message"));
}

// The shapes that crash gmime 3.2.13, or keep it busy, are not shown to it.
TEST(SecondOpinion, KeepsFromGmimeWhatItCannotBear) {
  std::string groups = "From: ";
  for (int i = 0; i < 50'000; ++i) groups += "a:";
  EXPECT_EQ(kinds(ask(groups + "\n\nbody\n")), "gmime-not-asked\n");
  // Where our reader sees a body, gmime could see a header.
  EXPECT_FALSE(ask("Subject: x\n\n" + groups + "\n").asked);

  std::string folded = "To: a\n";
  for (int i = 0; i < 100; ++i) folded += " b:\n";
  EXPECT_FALSE(ask(folded + "\nbody\n").asked);

  std::string words = "Subject:";
  for (int i = 0; i < 3'000; ++i)
    words += "\n =?x" + std::to_string(i) + "?q?a?=";
  EXPECT_FALSE(ask(words + "\n\nbody\n").asked);

  std::string lines = "Content-Type: multipart/mixed; boundary=a\n\n";
  for (int i = 0; i < 30'000; ++i) lines += "--\n";
  EXPECT_FALSE(ask(lines).asked);

  EXPECT_FALSE(ask("Subject: x\n\n" + std::string(5u << 20, 'x') + "\n").asked);
}

}  // namespace
}  // namespace calspam
