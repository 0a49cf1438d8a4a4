// SPDX-License-Identifier: MIT
#include "arf/redact.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "arf/encode.hh"
#include "incident.hh"
#include "mail/transfer.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kKey = "sixteen bytes of key";

PrivateWords words_of(const std::string& address,
                      const std::string& name = "") {
  PrivateWords words(std::string(kKey), RedactionMethod::HmacSha256);
  words.add_address(address);
  words.add_name(name);
  return words;
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (char c : bytes)
    out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

// The example of RFC 6590, which puts the key before the string.
TEST(RedactionToken, IsAsRfc6590HasIt) {
  EXPECT_EQ(redaction_token(RedactionMethod::Rfc6590Sha1, "potatoes", "bob"),
            "rZ8cqXWGiKHzhz1MsFRGTysHia4=");
}

TEST(RedactionToken, IsTheSameForTheSamePerson) {
  const auto token = [](std::string_view key, std::string_view text) {
    return redaction_token(RedactionMethod::HmacSha256, key, text);
  };
  EXPECT_EQ(token(kKey, "Bob"), token(kKey, "bob"));
  EXPECT_NE(token(kKey, "bob"), token(kKey, "rob"));
  EXPECT_NE(token(kKey, "bob"), token("another key, longer", "bob"));
  EXPECT_EQ(token(kKey, "bob").size(), 24u);
}

// RFC 4231 4.3.
TEST(RedactionToken, StandsOnHmac) {
  EXPECT_EQ(hmac_sha256("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(PrivateWords, KeepTheDomain) {
  const PrivateWords words = words_of("bob@example.com");
  const std::string token =
      redaction_token(RedactionMethod::HmacSha256, kKey, "bob");
  EXPECT_EQ(words.hidden("to <Bob@Example.com>, ann@sender.example"),
            "to <" + token + "@Example.com>, ann@sender.example");
}

TEST(PrivateWords, FindEverySpelling) {
  const PrivateWords words = words_of("kim.berger@corp.example", "Kim Berger");
  const std::string address = "kim.berger@corp.example";
  for (const std::string& text : std::vector<std::string>{
           "KIM.BERGER@corp.example", "b+kim.berger=corp.example@vmail.test",
           "kim.berger%40corp.example", "kim.berger&#64;corp.example",
           "kim.berger_at_corp.example", "kim.berger at corp.example",
           "Dear Kim  Berger,", "Hello kim.berger!", "kim_berger",
           "eid=" + base64url_encoded("0123456789 " + address),
           "tok=" + base64_encoded("x" + address + "y"),
           "https://t.test/c/" +
               base64url_encoded("{\"to\":\"" + address + "\"}") + "/go",
           "id=" + hex(address), "u=" + md5(address), "u=" + sha256(address),
           base64_encoded("a" + base64_encoded("b " + address)),
           "mailto:kim.berger%2540corp.example"}) {
    EXPECT_TRUE(words.shown(text)) << text;
    const std::string hidden = words.hidden(text);
    EXPECT_FALSE(words.shown(hidden)) << text << "\n" << hidden;
  }
}

// Organizer and recipient without "@", every letter moved on through A-Za-z.
TEST(PrivateWords, FindGooglesBounceAddress) {
  const PrivateWords words = words_of("kim.berger@corp.example");
  const std::string plain = "leastudio.examplekim.bergercorp.example";
  std::string moved;
  for (char c : plain) {
    if (!is_ascii_alpha(c)) {
      moved += c;
      continue;
    }
    const int to = ((c - 'a' + 26) + 30) % 52;
    moved += static_cast<char>(to < 26 ? 'A' + to : 'a' + to - 26);
  }
  const std::string bounce =
      "3xwczZwsKCuI" + moved + "@calendar-server.bounces.google.com";
  EXPECT_TRUE(words.shown(bounce));
  EXPECT_FALSE(words.shown(words.hidden(bounce)));
}

TEST(PrivateWords, LeaveTheRestAlone) {
  const PrivateWords words = words_of("info@example.com", "Max");
  for (const std::string text :
       {"more info at the maximum", "information@other.example",
        "dGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcw==", "the max of it",
        "6f6e652074776f207468726565"})
    EXPECT_EQ(words.hidden(text), text);
}

TEST(PrivateWords, SayWhenThereAreTooMany) {
  ArfLimits limits;
  limits.private_words = 2;
  PrivateWords words(std::string(kKey), RedactionMethod::HmacSha256, limits);
  for (int i = 0; i < 3; ++i)
    words.add_address("user" + std::to_string(i) + "@example.com");
  EXPECT_TRUE(words.overflowed());
}

TEST(RedactedCalendar, PutsFoldedLinesTogether) {
  const PrivateWords words = words_of("kim.berger@corp.example");
  const std::string text =
      "BEGIN:VEVENT\r\nATTENDEE;CN=x:mailto:kim.ber\r\n ger@corp.exa\r\n "
      "mple\r\nSUMMARY:a long\r\n  line\r\nEND:VEVENT\r\n";
  const std::string hidden = redacted_calendar(text, words);
  EXPECT_FALSE(words.shown(hidden));
  EXPECT_THAT(hidden, HasSubstr("SUMMARY:a long\r\n  line\r\n"));
  EXPECT_THAT(hidden, HasSubstr("@corp.example\r\nSUMMARY"));
}

TEST(Redaction, HidesRecipientsInAReport) {
  const Incident incident(invitation(
      "X-Original-To: bob@example.com\r\nX-Loop: =?UTF-8?Q?bob=40example.com?="
      "\r\n",
      "ATTENDEE;CN=Bob Builder:mailto:bob@example.com\r\n"));
  const PrivateWords words = incident.words();
  const AbuseMail mail = incident.report(&words);
  EXPECT_TRUE(mail.redacted);
  EXPECT_FALSE(mail.headers_only);
  for (std::string_view word : {"bob@", "Builder", "bob=40"})
    EXPECT_EQ(mail.bytes.find(word), std::string::npos) << word;
  // What the desk needs is left.
  for (std::string_view word :
       {"ann@sender.example", "bounce@sender.example", "1@sender.example"})
    EXPECT_NE(mail.bytes.find(word), std::string::npos) << word;
  const AbuseReading reading = read_back(mail.bytes);
  EXPECT_TRUE(reading.conforms());
  EXPECT_THAT(reading.description, HasSubstr("keyed hashes"));
}

TEST(Redaction, LeavesTheReportersOwnAddress) {
  const Incident incident(invitation("Cc: desk@reporter.example\r\n"));
  const PrivateWords words = incident.words();
  EXPECT_THAT(incident.report(&words).bytes,
              HasSubstr("Cc: desk@reporter.example"));
}

// testdata/arf/create/ten-places.eml tries to smuggle the recipient through
// in more than ten ways; all of them must be gone, the message still whole.
TEST(Redaction, GetsTenPlaces) {
  const Incident incident(file_bytes("create/ten-places.eml"));
  ASSERT_FALSE(incident.subject.recipients.empty());
  const PrivateWords words = incident.words();
  const auto mail = incident.try_report(&words);
  ASSERT_TRUE(mail) << mail.error().text();
  EXPECT_FALSE(mail->headers_only)
      << (mail->notes.empty() ? "" : mail->notes.front());
  EXPECT_FALSE(shown_in(mail->bytes, RawKind::Mail, words, incident.limits));
  std::string all = mail->bytes;
  for (const Part& part : parsed(mail->bytes).parts) {
    all += part.content;
    for (const Header& header : part.headers) all += header.text();
  }
  const std::string lower = ascii_lower(all);
  for (std::string_view word : {"kim.berger@", "kim.berger=", "kim.berger%40",
                                "kim berger", "bergercorp.example"})
    EXPECT_EQ(lower.find(word), std::string::npos) << word;
}

// What cannot be reached costs the body: only the header is sent.
TEST(Redaction, FallsBackToTheHeader) {
  for (const std::string& event :
       {std::string(
            "DESCRIPTION:k i m . b e r g e r @ c o r p . e x a m p l e"),
        std::string("X-ALT-DESC;FMTTYPE=text/html:<p>kim.<b>berger</b>@<i>corp"
                    "</i>.example</p>")}) {
    std::string bytes = invitation("", event + "\r\n");
    const std::string to = "To: Bob Builder <bob@example.com>";
    bytes.replace(bytes.find(to), to.size(), "To: kim.berger@corp.example");
    const Incident incident(bytes);
    const PrivateWords words = incident.words();
    const auto mail = incident.try_report(&words);
    ASSERT_TRUE(mail) << mail.error().text();
    EXPECT_TRUE(mail->headers_only) << event;
    ASSERT_FALSE(mail->notes.empty());
    EXPECT_THAT(mail->notes.back(), HasSubstr("redaction could not reach"));
  }
}

TEST(Redaction, FailsWhereEvenTheHeaderShowsAWord) {
  std::string bytes =
      invitation("X-Sly: k i m . b e r g e r @ c o r p . e x a m p l e\r\n");
  const std::string to = "To: Bob Builder <bob@example.com>";
  bytes.replace(bytes.find(to), to.size(), "To: kim.berger@corp.example");
  const Incident incident(bytes);
  const PrivateWords words = incident.words();
  const auto mail = incident.try_report(&words);
  ASSERT_FALSE(mail);
  EXPECT_THAT(mail.error().what, HasSubstr("no report is written"));
}

TEST(Redaction, FailsWhereNotAllAttendeesAreKnown) {
  std::string crowd;
  for (int i = 0; i < 1'100; ++i)
    crowd += fmt::format("ATTENDEE:mailto:user{}@corp.example\r\n", i);
  const Incident incident(invitation("", crowd));
  const PrivateWords words = incident.words();
  const auto mail = incident.try_report(&words);
  ASSERT_FALSE(mail);
  EXPECT_THAT(mail.error().what, HasSubstr("more addresses"));
}

TEST(Redaction, HidesEachOfACrowdOfRecipients) {
  const auto crowd = [](int count) {
    std::string to = "To: person0@corp.example";
    for (int i = 1; i < count; ++i)
      to += fmt::format(",\r\n person{}@corp.example", i);
    std::string bytes = invitation("", "COMMENT:ask person1190\r\n");
    const std::string bob = "To: Bob Builder <bob@example.com>";
    return bytes.replace(bytes.find(bob), bob.size(), to);
  };
  // More than the 1,024 that are read of a field elsewhere.
  const Incident many(crowd(1'200));
  const PrivateWords words = many.words();
  const auto mail = many.try_report(&words);
  ASSERT_TRUE(mail) << mail.error().text();
  EXPECT_THAT(mail->bytes, Not(HasSubstr("person1190")));
  const Incident too_many(crowd(5'000));
  const PrivateWords some = too_many.words();
  ASSERT_FALSE(too_many.try_report(&some));
}

TEST(Redaction, ReplacesWhatCannotBeLookedInto) {
  const std::string picture = base64_lines("\x89PNG kim.berger", "\r\n");
  const std::string bytes =
      "From: ann@sender.example\r\nTo: kim.berger@corp.example\r\n"
      "Subject: x\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
      "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
      "UID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b\r\n"
      "Content-Type: image/png; name=\"kim.berger.png\"\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n" +
      picture + "--b--\r\n";
  const Incident incident(bytes);
  const PrivateWords words = incident.words();
  const AbuseMail mail = incident.report(&words);
  EXPECT_FALSE(mail.headers_only);
  EXPECT_THAT(mail.bytes, Not(HasSubstr(picture.substr(0, 12))));
  ASSERT_FALSE(mail.notes.empty());
  EXPECT_THAT(mail.notes.back(), HasSubstr("part 1.2 (image/png)"));
}

}  // namespace
}  // namespace calspam
