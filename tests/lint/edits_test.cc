// SPDX-License-Identifier: MIT
#include "lint/edits.hh"

#include <gtest/gtest.h>

#include <functional>

#include "lint/encoder.hh"
#include "lint/patch.hh"
#include "mail/transfer.hh"

namespace calspam {
namespace {

constexpr std::string_view kCalendar =
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "SUMMARY;LANGUAGE=en:Tea = time\r\n"
    "ATTENDEE;CN=\"Ann\";ROLE=CH\r\n AIR:mailto:ann@a.example\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n";

/// A message with one calendar in some encoding, and edits of it.
class EditedMail : public testing::TestWithParam<TransferEncoding> {
 protected:
  void SetUp() override {
    const LineShape shape{60, "\r\n"};
    switch (GetParam()) {
      case TransferEncoding::Base64:
        set("base64", base64_of(kCalendar, shape) + "\r\n");
        break;
      case TransferEncoding::QuotedPrintable:
        set("quoted-printable", quoted_printable_of(kCalendar, {76, "\r\n"}));
        break;
      default:
        set("7bit", std::string(kCalendar));
    }
  }

  void set(std::string_view encoding, const std::string& body) {
    bytes_ =
        "MIME-Version: 1.0\r\nContent-Type: text/calendar; "
        "charset=UTF-8\r\nContent-Transfer-Encoding: " +
        std::string(encoding) + "\r\n\r\n" + body;
    raw_.bytes = bytes_;
    observe(subject_, raw_, limits_, {});
    ASSERT_EQ(subject_.calendars.size(), 1u);
  }

  const CalendarPart& calendar() const { return subject_.calendars.front(); }
  const Component& event() const {
    return calendar().calendar.components.at(1);
  }
  const Property& property(std::string_view name) const {
    return *event().property(name);
  }
  Edits edits() const { return Edits(subject_); }

  /// The calendar's text after the edits.
  std::string after(std::vector<Edit> edits) {
    Patch patch(subject_);
    EXPECT_EQ(patch.add(edits), Patch::Answer::Taken);
    mended_ = patch.bytes();
    const std::size_t body = mended_.find("\r\n\r\n") + 4;
    return decode_transfer(GetParam(), std::string_view(mended_).substr(body),
                           0, 1 << 20)
        .bytes;
  }

  const Limits limits_{};
  std::string bytes_, mended_;
  RawMessage raw_;
  Subject subject_;
};

std::string with(std::string_view old_text, std::string_view new_text) {
  std::string text(kCalendar);
  return text.replace(text.find(old_text), old_text.size(), new_text);
}

TEST_P(EditedMail, ReplacesAValue) {
  EXPECT_EQ(
      after(edits().set_value(calendar(), property("SUMMARY"), "Té").take()),
      with("Tea = time", "Té"));
}

TEST_P(EditedMail, ReplacesAParameterAcrossItsFold) {
  EXPECT_EQ(after(edits()
                      .set_parameter(calendar(), property("ATTENDEE"), "ROLE",
                                     "REQ-PARTICIPANT")
                      .take()),
            with("ROLE=CH\r\n AIR", "ROLE=REQ-PARTICIPANT"));
}

TEST_P(EditedMail, AddsAParameterQuotedAndEscaped) {
  EXPECT_EQ(
      after(edits()
                .set_parameter(calendar(), property("UID"), "X-A", "a;\"b\"")
                .take()),
      with("UID:1", "UID;X-A=\"a;^'b^'\":1"));
}

TEST_P(EditedMail, RemovesAParameterWithItsSemicolon) {
  EXPECT_EQ(
      after(edits()
                .remove_parameter(calendar(), property("SUMMARY"), "LANGUAGE")
                .take()),
      with(";LANGUAGE=en", ""));
}

TEST_P(EditedMail, RemovesAWholeContentLine) {
  EXPECT_EQ(
      after(edits().remove_lines(calendar(), property("ATTENDEE").span).take()),
      with("ATTENDEE;CN=\"Ann\";ROLE=CH\r\n AIR:mailto:ann@a.example\r\n", ""));
}

TEST_P(EditedMail, AddsLinesAtBothEndsOfAComponent) {
  EXPECT_EQ(after(edits()
                      .add_first(calendar(), event(), "SEQUENCE:0")
                      .add_last(calendar(), event(), "STATUS:CONFIRMED")
                      .take()),
            with("UID:1", "SEQUENCE:0\r\nUID:1")
                .replace(with("UID:1", "SEQUENCE:0\r\nUID:1").find("END:VEV"),
                         0, "STATUS:CONFIRMED\r\n"));
}

TEST_P(EditedMail, FoldsALineThatAnEditMadeTooLong) {
  const std::string text = after(
      edits()
          .set_value(calendar(), property("SUMMARY"), std::string(90, 'x'))
          .take());
  EXPECT_NE(text.find("SUMMARY;LANGUAGE=en:" + std::string(55, 'x') + "\r\n " +
                      std::string(35, 'x') + "\r\n"),
            std::string::npos)
      << text;
}

TEST_P(EditedMail, RefusesWhatOverlapsWithAnEarlierFinding) {
  Patch patch(subject_);
  const auto first =
      edits().set_value(calendar(), property("SUMMARY"), "A").take();
  const auto second =
      edits().set_line(calendar(), property("SUMMARY"), "SUMMARY:B").take();
  EXPECT_EQ(patch.add(first), Patch::Answer::Taken);
  EXPECT_EQ(patch.add(second), Patch::Answer::Overlaps);
}

TEST_P(EditedMail, TakesAllEditsOfAFindingOrNone) {
  Patch patch(subject_);
  auto both = edits().set_value(calendar(), property("UID"), "2").take();
  both.push_back({{bytes_.size() + 5, bytes_.size() + 6}, "", -1});
  EXPECT_EQ(patch.add(both), Patch::Answer::Impossible);
  EXPECT_EQ(patch.bytes(), bytes_);
}

TEST_P(EditedMail, EncodesAnew) {
  const auto changed = edits().set_encoding(0, TransferEncoding::Base64).take();
  Patch patch(subject_);
  ASSERT_EQ(patch.add(changed), Patch::Answer::Taken);
  const std::string mended = patch.bytes();
  EXPECT_NE(mended.find("Content-Transfer-Encoding: base64\r\n"),
            std::string::npos);
  const std::size_t body = mended.find("\r\n\r\n") + 4;
  EXPECT_EQ(decode_transfer(TransferEncoding::Base64,
                            std::string_view(mended).substr(body), 0, 1 << 20)
                .bytes,
            kCalendar);
}

INSTANTIATE_TEST_SUITE_P(Encodings, EditedMail,
                         testing::Values(TransferEncoding::Identity,
                                         TransferEncoding::QuotedPrintable,
                                         TransferEncoding::Base64));

TEST(Edits, KeepTheLengthOfBase64Lines) {
  const std::string body = base64_of(kCalendar, {60, "\n"});
  const std::string bytes =
      "Content-Type: text/calendar\nContent-Transfer-Encoding: base64\n\n" +
      body + "\n";
  RawMessage raw;
  raw.bytes = bytes;
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {});
  const CalendarPart& calendar = subject.calendars.front();
  const Property& uid = *calendar.calendar.components.at(1).property("UID");
  Patch patch(subject);
  ASSERT_EQ(patch.add(Edits(subject).set_value(calendar, uid, "22").take()),
            Patch::Answer::Taken);
  const std::string mended = patch.bytes();
  // Up to the line in which it changed, nothing did.
  EXPECT_EQ(mended.substr(0, bytes.find(body) + 40),
            bytes.substr(0, bytes.find(body) + 40));
  const std::size_t first = mended.find("\n\n") + 2;
  EXPECT_EQ(mended.find('\n', first) - first, 60u);
}

class HeaderEdits : public testing::Test {
 protected:
  std::string after(const std::string& bytes,
                    const std::function<void(Edits&)>& change) {
    RawMessage raw;
    raw.bytes = bytes;
    const Limits limits;
    Subject subject;
    observe(subject, raw, limits, {});
    Edits edits(subject);
    change(edits);
    Patch patch(subject);
    EXPECT_EQ(patch.add(edits.take()), Patch::Answer::Taken);
    return patch.bytes();
  }
};

TEST_F(HeaderEdits, AddAFieldBehindTheLast) {
  EXPECT_EQ(after("A: b\r\nC: d\r\n e\r\n\r\nbody",
                  [](Edits& edits) { edits.set_header(0, "X", "y"); }),
            "A: b\r\nC: d\r\n e\r\nX: y\r\n\r\nbody");
}

TEST_F(HeaderEdits, UseTheLineEndsOfTheMessage) {
  EXPECT_EQ(after("A: b\n\nbody\n",
                  [](Edits& edits) { edits.set_header(0, "X", "y"); }),
            "A: b\nX: y\n\nbody\n");
}

TEST_F(HeaderEdits, AddAndReplaceParameters) {
  const std::string bytes =
      "Content-Type: text/calendar; method=\"PUBLISH\"; name=a\r\n\r\nx";
  EXPECT_EQ(after(bytes,
                  [](Edits& edits) {
                    edits.set_header_parameter(0, "Content-Type", "method",
                                               "REQUEST");
                    edits.set_header_parameter(0, "Content-Type", "charset",
                                               "UTF-8");
                    edits.remove_header_parameter(0, "Content-Type", "name");
                  }),
            "Content-Type: text/calendar; method=REQUEST; "
            "charset=UTF-8\r\n\r\nx");
}

TEST_F(HeaderEdits, WriteNamesThatAreNotAscii) {
  EXPECT_EQ(after("Content-Type: text/plain\r\n\r\nx",
                  [](Edits& edits) {
                    edits.set_header_parameter(0, "Content-Type", "name",
                                               "é.ics");
                  }),
            "Content-Type: text/plain; name*=UTF-8''%C3%A9.ics\r\n\r\nx");
}

TEST(Encoder, WritesWordsThatDecodeToTheText) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "né";
  const std::string words = encoded_words(text);
  for (std::size_t at = 0, end = 0; end != words.npos; at = end + 1) {
    end = words.find(' ', at);
    EXPECT_LE(std::min(end, words.size()) - at, 75u);
  }
  EXPECT_EQ(encoded_words("plain"), "plain");
}

TEST(Encoder, KeepsQuotedPrintableLinesShort) {
  const std::string text = std::string(200, '=') + " \r\nend";
  const std::string encoded = quoted_printable_of(text, {76, "\r\n"});
  for (std::size_t at = 0; at < encoded.size();) {
    const std::size_t end = std::min(encoded.find("\r\n", at), encoded.size());
    EXPECT_LE(end - at, 76u);
    at = end + 2;
  }
  EXPECT_EQ(decode_transfer(TransferEncoding::QuotedPrintable, encoded, 0, 1000)
                .bytes,
            text);
}

TEST(Encoder, FoldsBetweenCharacters) {
  std::string line = "SUMMARY:";
  for (int i = 0; i < 60; ++i) line += "é";
  const std::string folded = folded_lines(line, "\r\n");
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find("\r\n", at), folded.size());
    EXPECT_LE(end - at, 75u);
    EXPECT_NE(static_cast<unsigned char>(folded[at == 0 ? 0 : at + 1]) & 0xC0,
              0x80);
    at = end + 2;
  }
}

}  // namespace
}  // namespace calspam
