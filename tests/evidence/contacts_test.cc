// SPDX-License-Identifier: MIT
#include "evidence/contacts.hh"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace calspam {
namespace {

std::string phones(std::string_view text) {
  return fmt::format("{}", fmt::join(phone_numbers(text), " "));
}
std::string money(std::string_view text) {
  return fmt::format("{}", fmt::join(money_amounts(text), "|"));
}

TEST(PhoneNumbers, AreFoundInTheFormsPeopleWrite) {
  EXPECT_EQ(phones("call +1 (202) 555-0143 now"), "+12025550143");
  EXPECT_EQ(phones("call 202-555-0143"), "2025550143");
  EXPECT_EQ(phones("(202) 555 0143"), "2025550143");
  EXPECT_EQ(phones("1-808-555-0199"), "18085550199");
  EXPECT_EQ(phones("1 (808) 555.0199."), "18085550199");
  EXPECT_EQ(phones("tel. 030 5550 1234"), "03055501234");
  EXPECT_EQ(phones("+49 30 5550123"), "+49305550123");
  EXPECT_EQ(phones("\xE2\x98\x8E 202 555 0143"), "2025550143");
}

TEST(PhoneNumbers, AreFoundInDisguise) {
  EXPECT_EQ(phones("202\xE2\x80\x93"
                   "555\xE2\x80\x90"
                   "0143"),
            "2025550143");
  EXPECT_EQ(phones("202\xE2\x80\xA2"
                   "555\xC2\xB7"
                   "0143"),
            "2025550143");
  EXPECT_EQ(phones("help: 1 202 555-0143membership"), "12025550143");
}

TEST(PhoneNumbers, AreNotDatesTimesIdsOrAmounts) {
  EXPECT_EQ(phones("2026-11-22 10:00 - 2026-11-23"), "");
  EXPECT_EQ(phones("20261122T100000Z"), "");
  EXPECT_EQ(phones("Meeting ID: 812 3456 7890"), "");
  EXPECT_EQ(phones("order 1234567890"), "");
  EXPECT_EQ(phones("499.99 usd, 1.200.000,00"), "");
  EXPECT_EQ(phones("https://zoom.example/j/2025550143?pwd=2025550143"), "");
  EXPECT_EQ(phones("a2025550143b"), "");
  EXPECT_EQ(phones("0.5 0.25 0.125"), "");
}

TEST(PhoneNumbers, AreListedOnceAndBounded) {
  EXPECT_EQ(phones("202-555-0143 or 202.555.0143"), "2025550143");
  std::string many;
  for (int i = 0; i < 500; ++i) many += fmt::format("+1202555{:04} ", i);
  EXPECT_EQ(phone_numbers(many).size(), 50u);
}

TEST(MoneyAmounts, NeedACurrencyBesideTheNumber) {
  EXPECT_EQ(money("charged $499.99 today"), "$499.99");
  EXPECT_EQ(money("499,00 \xE2\x82\xAC"), "499,00 \xE2\x82\xAC");
  EXPECT_EQ(money("usd 1,200.00 or 35 eur"), "usd 1,200.00|35 eur");
  EXPECT_EQ(money("room 35, 12 people, 2026"), "");
  EXPECT_EQ(money("35 euphoric guests"), "");
}

TEST(PhoneNumbers, StandFreeBesideTextWithoutSpaces) {
  EXPECT_EQ(phone_numbers("窓口は0202-555-0177まで"),
            (std::vector<std::string>{"02025550177"}));
  EXPECT_TRUE(phone_numbers("é0202-555-0177").empty());
}

TEST(MoneyAmounts, KnowCurrenciesOfOtherScripts) {
  EXPECT_EQ(money_amounts("本日12,800円を"),
            (std::vector<std::string>{"12,800円"}));
  EXPECT_EQ(money_amounts("до 990 руб. за"),
            (std::vector<std::string>{"990 руб"}));
  EXPECT_TRUE(money_amounts("12 krill").empty());
}

TEST(MailAddresses, AreFoundBoundedAndOnce) {
  EXPECT_EQ(mail_addresses("write to ann.b+1@mail.example, or a@b"),
            (std::vector<std::string>{"ann.b+1@mail.example"}));
  EXPECT_EQ(mail_addresses("x@mail.example. x@mail.example").size(), 1u);
  EXPECT_TRUE(mail_addresses("@mail.example @ @@").empty());
  std::string many;
  for (int i = 0; i < 200; ++i) many += fmt::format("u{}@mail.example ", i);
  EXPECT_EQ(mail_addresses(many).size(), 50u);
}

}  // namespace
}  // namespace calspam
