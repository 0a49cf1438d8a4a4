// SPDX-License-Identifier: MIT
#include "lint/message_parts.hh"

#include <gtest/gtest.h>

#include "lint/content_ids.hh"
#include "lint/multipart_text.hh"
#include "one_family.hh"

namespace calspam {
namespace {

// A message that was read; stays where it is.
struct Read {
  explicit Read(std::string_view text) : bytes(crlf(text)) {
    raw.bytes = bytes;
    observe(subject, raw, limits, {});
  }
  std::string bytes;
  RawMessage raw;
  Limits limits;
  Subject subject;
};

constexpr std::string_view kNested =
    "Message-ID: <out@a.example>\n"
    "Content-Type: multipart/mixed; boundary=b\n\nbefore\n"
    "--b\nContent-ID: <one@a.example>\n\nHello\n"
    "--b\nContent-Type: message/rfc822\n\n"
    "Message-ID: <in@a.example>\nContent-ID: <two@a.example>\n\nHello\n"
    "--b  \nContent-Type: text/html\n\n<p>Hello\n--b--\nbehind\n";

TEST(MessageParts, LeaveOutWhatAnAttachedMessageHolds) {
  const Read mail(kNested);
  EXPECT_EQ(own_parts(mail.subject), (std::vector<int>{0, 1, 2, 4}));
  EXPECT_EQ(strict_children(mail.subject, 0), (std::vector<int>{1, 2, 4}));
  EXPECT_EQ(enclosing(mail.subject, 3, "message/rfc822"), 2);
  EXPECT_EQ(enclosing(mail.subject, 4, "message/rfc822"), -1);
  EXPECT_TRUE(is_below(mail.subject, 3, 0));
  EXPECT_FALSE(is_below(mail.subject, 4, 2));
}

TEST(MessageParts, HaveNoRawBodyInsideSomethingEncoded) {
  const Read mail(
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
      "U3ViamVjdDogeA0KDQpIZWxsbw==\n");
  ASSERT_EQ(mail.subject.message.parts.size(), 2u);
  EXPECT_TRUE(raw_body(mail.subject, 0).has_value());
  EXPECT_FALSE(raw_body(mail.subject, 1).has_value());
  EXPECT_EQ(decoded_body(mail.subject, 1), "");
}

TEST(MessageParts, KnowAnInvitationByWhatItIsFor) {
  const auto invitation = [](std::string_view events) {
    return invitation_of(parse_calendar("BEGIN:VCALENDAR\nMETHOD:REQUEST\n" +
                                            std::string(events) +
                                            "END:VCALENDAR\n",
                                        {}));
  };
  const std::string one = "BEGIN:VEVENT\nUID:1\nSUMMARY:a\nEND:VEVENT\n";
  const std::string two = "BEGIN:VEVENT\nUID:2\nEND:VEVENT\n";
  EXPECT_EQ(invitation(one + two),
            invitation(two + "BEGIN:VEVENT\nSUMMARY:b\nUID:1\nEND:VEVENT\n"));
  EXPECT_NE(invitation(one), invitation(two));
  EXPECT_NE(invitation(one),
            invitation("BEGIN:VEVENT\nUID:1\nSEQUENCE:1\nEND:VEVENT\n"));
}

TEST(MultipartText, FindsDelimitersAndWhatStandsAround) {
  const Read mail(kNested);
  const MultipartText text = multipart_text(mail.subject, 0);
  EXPECT_TRUE(text.read);
  EXPECT_TRUE(text.closed);
  ASSERT_EQ(text.delimiters.size(), 4u);
  EXPECT_EQ(slice(mail.bytes, text.delimiters[2]), "--b");
  EXPECT_EQ(slice(mail.bytes, text.preamble), "before\r\n");
  EXPECT_EQ(slice(mail.bytes, text.epilogue), "behind\r\n");
  EXPECT_EQ(text.used, "");
}

TEST(MultipartText, FindsTheBoundaryThatIsUsed) {
  const Read mail(
      "Content-Type: multipart/mixed; boundary=b\n\n"
      "-- \nname\n--c\nContent-Type: text/plain\n\nHello\n--c--\n");
  const MultipartText text = multipart_text(mail.subject, 0);
  EXPECT_TRUE(text.delimiters.empty());
  EXPECT_EQ(text.used, "c");
}

TEST(ContentIds, LeadToPartsAndMessages) {
  const Read mail(kNested);
  const ContentIds ids(mail.subject);
  EXPECT_EQ(ids.part_of("cid:one@a.example"), 1);
  EXPECT_EQ(ids.part_of("CID:one%40a.example"), 1);
  EXPECT_EQ(ids.part_of("cid:three@a.example"), -1);
  EXPECT_EQ(ids.part_of("mid:in@a.example"), 3);
  EXPECT_EQ(ids.part_of("mid:out@a.example/one@a.example"), 1);
  EXPECT_EQ(ids.part_of("mid:elsewhere@a.example/one@a.example"), -1);
}

}  // namespace
}  // namespace calspam
