// SPDX-License-Identifier: MIT
#include "lint/checks_mime.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "one_family.hh"

namespace calspam {
namespace {

constexpr std::string_view kHeader =
    "From: lea@studio.example\nTo: kim@corp.example\nMIME-Version: 1.0\n";

OneFamily mime(std::string_view bytes) {
  return OneFamily(kFamilyMime, bytes);
}

// A message of one part with these header fields.
std::string part(std::string_view fields, std::string_view body) {
  return crlf(fmt::format("{}{}\n\n", kHeader, fields)) + std::string(body);
}

std::string mixed(std::string_view type, std::string_view body) {
  return crlf(fmt::format("{}Content-Type: {}\n\n{}", kHeader, type, body));
}

struct TypeCase {
  std::string_view value;
  bool broken;
};
class ContentType : public testing::TestWithParam<TypeCase> {};

TEST_P(ContentType, FollowsTheGrammar) {
  const OneFamily lint = mime(
      part(fmt::format("Content-Type: {}", GetParam().value), "Hello\r\n"));
  EXPECT_EQ(lint.has("MIME-02"), GetParam().broken) << lint.text();
}

INSTANTIATE_TEST_SUITE_P(
    All, ContentType,
    testing::Values(TypeCase{"text/plain", false},
                    TypeCase{"Text/Plain; Charset=utf-8", false},
                    TypeCase{"text/plain (a;b=c); charset = \"utf-8\"", false},
                    TypeCase{"text/plain; name*0*=utf-8''a; name*1=b", false},
                    TypeCase{"text/plain; name=\"a\\\"b;c\"", false},
                    TypeCase{"text/plain;", true},
                    TypeCase{"text/plain;; charset=utf-8", true},
                    TypeCase{"text", true}, TypeCase{"text/", true},
                    TypeCase{"text/plain charset=utf-8", true},
                    TypeCase{"text/plain; charset", true},
                    TypeCase{"text/plain; name=a(1).txt/b", true},
                    TypeCase{"text/plain; name=\"open", true}));

TEST(ChecksMime, RewritesAContentTypeAndKeepsItsMeaning) {
  const OneFamily lint =
      mime(part("Content-Type: text/plain;; charset=\"utf-8\";", "Hello\r\n"));
  const std::string mended = lint.mended("MIME-02");
  EXPECT_NE(
      mended.find("Content-Type: text/plain; charset=\"utf-8\"\r\n\r\nHello"),
      mended.npos)
      << mended;
}

TEST(ChecksMime, RenamesABoundaryInEveryDelimiter) {
  const std::string inner = "a-alternative";
  const std::string mail = mixed(
      "multipart/mixed; boundary=a",
      fmt::format("--a\nContent-Type: multipart/alternative; boundary={0}\n\n"
                  "--{0}\n\nHello\n--{0}\nContent-Type: text/html\n\n<p>Hello\n"
                  "--{0}--\n--a--\n",
                  inner));
  const OneFamily lint = mime(mail);
  ASSERT_TRUE(lint.has("MIME-07")) << lint.text();
  const std::string mended = lint.mended("MIME-07");
  EXPECT_EQ(mended.find(inner), mended.npos);
  EXPECT_TRUE(mime(mended).findings().empty()) << mime(mended).text();
}

TEST(ChecksMime, ClosesAMultipartInsideOfAnother) {
  const std::string mail = mixed(
      "multipart/mixed; boundary=out",
      "--out\nContent-Type: multipart/alternative; boundary=in\n\n"
      "--in\n\nHello\n--in\nContent-Type: text/html\n\n<p>Hello\n--out--\n");
  const std::string mended = mime(mail).mended("MIME-05");
  EXPECT_NE(mended.find("<p>Hello\r\n--in--\r\n--out--\r\n"), mended.npos);
  EXPECT_FALSE(mime(mended).has("MIME-05"));
}

TEST(ChecksMime, PutsAlternativesInOrderByTheBytes) {
  const std::string mail =
      mixed("multipart/alternative; boundary=b",
            "--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n"
            "END:VCALENDAR\n--b\nContent-Type: text/html\nX-A: 1\n\n<p>Hello\n"
            "--b\n\nHello\n--b--\n");
  const std::string mended = mime(mail).mended("MIME-20");
  EXPECT_NE(mended.find("--b\r\n\r\nHello\r\n--b\r\nContent-Type: text/html"),
            mended.npos)
      << mended;
  EXPECT_FALSE(mime(mended).has("MIME-20"));
  EXPECT_EQ(mended.size(), mail.size());
}

TEST(ChecksMime, TellsBase64FromTextThatOnlyLooksLikeIt) {
  const auto plain = [](std::string_view body) {
    return part("Content-Type: text/plain; charset=utf-8", body);
  };
  // "Fabric samples, and a note on them\n"
  EXPECT_TRUE(
      mime(plain("RmFicmljIHNhbXBsZXMsIGFuZCBhIG5vdGUgb24gdGhlbQo=\r\n"))
          .has("MIME-09"));
  EXPECT_FALSE(mime(plain("Donaudampfschifffahrtsgesellschaftskapitaen\r\n"))
                   .has("MIME-09"));
  EXPECT_FALSE(
      mime(plain("9f3c2ab4417d0be651aa0c77e2d9b8f1\r\n")).has("MIME-09"));
}

TEST(ChecksMime, SpeaksOfTheFirstFaultOfBase64) {
  const auto body = [](std::string_view text) {
    return mime(
        part("Content-Type: application/pdf\n"
             "Content-Transfer-Encoding: base64",
             text));
  };
  EXPECT_FALSE(body("AAAA\r\nAAA=\r\n").has("MIME-10"));
  EXPECT_FALSE(body("").has("MIME-10"));
  EXPECT_TRUE(body("AAAA\r\nAAA\r\n").has("MIME-10"));
  EXPECT_TRUE(body("AAA=\r\nAAAA\r\n").has("MIME-10"));
  EXPECT_TRUE(body("AAAA\r\nA*AA\r\n").has("MIME-10"));
  const OneFamily lint = body("AAAA\r\n*\r\n*\r\n");
  EXPECT_EQ(lint.text(), "MIME-10: \"*\" is no base64 character\n");
  EXPECT_EQ(lint.findings().front().where.span.size(), 1u);
}

TEST(ChecksMime, LetsAMessageOnDiskHaveLineFeeds) {
  const std::string_view mail =
      "From: lea@studio.example\nMIME-Version: 1.0\n\nHello\n";
  EXPECT_FALSE(mime(mail).has("MIME-16"));
  EXPECT_FALSE(mime(crlf(mail)).has("MIME-16"));
  const std::string odd = crlf(mail) + "One\nTwo\rThree\r\r\n";
  ASSERT_TRUE(mime(odd).has("MIME-16"));
  const std::string mended = mime(odd).mended("MIME-16");
  EXPECT_TRUE(mended.ends_with("Hello\r\nOne\r\nTwo\r\nThree\r\n")) << mended;
}

TEST(ChecksMime, JudgesNoAttachedMessage) {
  const std::string bad =
      "From: a@b.example\nContent-Type: text/plain;;\n"
      "Content-Transfer-Encoding: binary\n\nHello\n";
  EXPECT_FALSE(mime(crlf(bad)).findings().empty());
  const OneFamily outer = mime(mixed("message/rfc822", bad));
  EXPECT_TRUE(outer.findings().empty()) << outer.text();
}

TEST(ChecksMime, LooksIntoNothingThatIsInsideSomethingEncoded) {
  const OneFamily lint =
      mime(mixed("multipart/mixed; boundary=b\nContent-Transfer-Encoding: "
                 "base64",
                 "LS1iCgpIYWxsbwotLWItLQo=\n"));
  EXPECT_TRUE(lint.has("MIME-08")) << lint.text();
  for (const LintFinding& finding : lint.findings())
    EXPECT_TRUE(finding.edits.empty()) << finding.message;
}

}  // namespace
}  // namespace calspam
