// SPDX-License-Identifier: MIT
#include "lint/checks_msg.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "one_family.hh"

namespace calspam {
namespace {

// A message whose header is right, but for one field.
OneFamily message(std::string_view name, std::string_view value) {
  std::string out;
  for (const auto& [field, text] :
       {std::pair<std::string_view, std::string_view>{"From",
                                                      "lea@studio.example"},
        {"To", "kim@corp.example"},
        {"Subject", "Fabric"},
        {"Date", "Sat, 14 Mar 2026 15:00:00 +0100"},
        {"Message-ID", "<1@studio.example>"},
        {"MIME-Version", "1.0"}})
    if (field != name) out += fmt::format("{}: {}\r\n", field, text);
  return OneFamily(kFamilyMsg,
                   fmt::format("{}{}: {}\r\n\r\nHello\r\n", out, name, value));
}

struct FieldCase {
  std::string_view id, name, value;
  bool broken;
};
class Field : public testing::TestWithParam<FieldCase> {};

TEST_P(Field, IsJudged) {
  const FieldCase& c = GetParam();
  const OneFamily lint = message(c.name, c.value);
  EXPECT_EQ(lint.has(c.id), c.broken) << c.value << '\n' << lint.text();
}

INSTANTIATE_TEST_SUITE_P(
    Dates, Field,
    testing::Values(
        FieldCase{"MSG-02", "Date", "14 Mar 2026 15:00 +0100", false},
        FieldCase{"MSG-02", "Date", "Sat, 14 Mar 26 15:00:00 GMT", false},
        FieldCase{"MSG-02", "Date", "Sat, 14 Mar 2026 15:00:00 +0100 (CET)",
                  false},
        FieldCase{"MSG-02", "Date", "", true},
        FieldCase{"MSG-02", "Date", "2026-03-14T15:00:00Z", true},
        FieldCase{"MSG-02", "Date", "Sat Mar 14 15:00:00 2026", true},
        FieldCase{"MSG-02", "Date", "Sat, 14 Mar 2026", true}));

INSTANTIATE_TEST_SUITE_P(
    Addresses, Field,
    testing::Values(
        FieldCase{"MSG-10", "To", "\"Berger, Kim\" <kim@corp.example>", false},
        FieldCase{"MSG-10", "To", "Kim B. Berger (at work) <kim@corp.example>",
                  false},
        FieldCase{"MSG-10", "To", "undisclosed-recipients:;", false},
        FieldCase{"MSG-10", "To", "Team: a@corp.example, b@corp.example;",
                  false},
        FieldCase{"MSG-10", "To", "kim@[192.0.2.1], jo@corp.example", false},
        FieldCase{"MSG-10", "To", "Team: a@corp.example", true},
        FieldCase{"MSG-10", "To", "Berger, Kim <kim@corp.example>", true},
        FieldCase{"MSG-10", "To", "kim@corp@corp.example", true},
        FieldCase{"MSG-10", "To", "kim", true},
        FieldCase{"MSG-10", "To", "Kim <kim@corp.example", true},
        FieldCase{"MSG-10", "To", "Kim <kim@corp.example> Berger", true},
        FieldCase{"MSG-10", "To", "<>", true}));

INSTANTIATE_TEST_SUITE_P(
    EncodedWords, Field,
    testing::Values(
        FieldCase{"MSG-09", "Subject", "=?utf-8?B?TMOpYQ==?=", false},
        FieldCase{"MSG-09", "Subject", "=?utf-8*de?q?L=C3=A9a?= =?x", false},
        FieldCase{"MSG-09", "Subject", "2 =? 3", false},
        FieldCase{"MSG-09", "Subject", "\"=?utf-8?q?L=C3=A9a?=\"", false},
        FieldCase{"MSG-09", "From",
                  "\"=?utf-8?q?L=C3=A9a?=\" <lea@studio.example>", true},
        FieldCase{"MSG-09", "Subject", "=?utf-8?B?TMOpYQ==", true},
        FieldCase{"MSG-09", "Subject", "=?utf-8?X?TMOpYQ==?=", true},
        FieldCase{"MSG-09", "Subject", "=?utf-8?Q?a b?=", true},
        FieldCase{"MSG-09", "Subject", "=?utf-8?B?T*OpYQ==?=", true},
        FieldCase{"MSG-09", "Subject",
                  "=?utf-8?Q?L=C3?= =?utf-8?Q?=A9a?=", true}));

TEST(ChecksMsg, EncodesNamesAndLeavesAddresses) {
  const OneFamily lint = message("To",
                                 "L\xC3\xA9"
                                 "a <lea@studio.example>, kim@corp.example");
  ASSERT_TRUE(lint.has("MSG-07"));
  const std::string mended = lint.mended("MSG-07");
  EXPECT_NE(mended.find("To: =?UTF-8?B?TMOpYQ==?= <lea@studio.example>, "
                        "kim@corp.example\r\n"),
            mended.npos)
      << mended;
  EXPECT_TRUE(OneFamily(kFamilyMsg, mended).findings().empty())
      << OneFamily(kFamilyMsg, mended).text();
}

TEST(ChecksMsg, TouchesNoAddressFieldThatItCannotRewrite) {
  const OneFamily lint = message("To",
                                 "L\xC3\xA9"
                                 "a (the boss) <lea@studio.example>");
  ASSERT_TRUE(lint.has("MSG-07"));
  EXPECT_TRUE(lint.first("MSG-07")->edits.empty());
}

TEST(ChecksMsg, FoldsOnceAndForAll) {
  const std::string subject =
      "A talk on fabric, dyes and the curtains of the great hall, with "
      "samples from three mills";
  const OneFamily lint = message("Subject", subject);
  ASSERT_TRUE(lint.has("MSG-08"));
  EXPECT_FALSE(OneFamily(kFamilyMsg, lint.mended("MSG-08")).has("MSG-08"));
  EXPECT_FALSE(message("Subject", std::string(200, 'a')).has("MSG-08"));
}

TEST(ChecksMsg, TakesANameThatIsTheAddressLightly) {
  const OneFamily lint =
      message("From", "lea@studio.example <lea@studio.example>");
  ASSERT_TRUE(lint.has("MSG-10"));
  EXPECT_EQ(lint.first("MSG-10")->level, LintLevel::Warning);
}

TEST(ChecksMsg, KnowsMachinesByWholeWords) {
  EXPECT_TRUE(message("From", "noreply@studio.example").has("MSG-11"));
  EXPECT_TRUE(
      message("From", "calendar-no-reply@studio.example").has("MSG-11"));
  EXPECT_FALSE(message("From", "mailerle@studio.example").has("MSG-11"));
}

}  // namespace
}  // namespace calspam
