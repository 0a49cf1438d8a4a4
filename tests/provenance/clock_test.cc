// SPDX-License-Identifier: MIT
#include "provenance/clock.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

std::string text_of(const std::optional<HiddenClock>& clock) {
  if (!clock) return "none";
  std::string text = clock->kind + ' ' + iso_instant(clock->time);
  return clock->node.empty() ? text : text + ' ' + clock->node;
}

// 2026-10-30T08:15:00Z as FILETIME, low byte first: 0x01DD4845DC5CA200.
const std::string kHead = "040000008200E00074C5B7101A82E008";

std::string file_time(Instant instant) {
  std::uint64_t ticks =
      (static_cast<std::uint64_t>(instant) + 11'644'473'600) * 10'000'000;
  std::string text;
  for (int i = 0; i < 8; ++i, ticks >>= 8) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    text += kDigits[ticks >> 4 & 15];
    text += kDigits[ticks & 15];
  }
  return text;
}

TEST(GlobalObjectId, HasItsCreationTime) {
  const auto created = parse_iso_instant("2026-10-30T08:15:00Z");
  const auto id = read_global_object_id(
      kHead + "00000000" + file_time(*created) + "000000000000000010000000" +
      "00112233445566778899AABBCCDDEEFF");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->created, created);
  EXPECT_FALSE(id->instance);
  EXPECT_EQ(id->foreign_uid, "");
  // The same bytes by hand: 2024-01-01T00:00:00Z.
  const auto fixed = read_global_object_id(
      kHead + "00000000" + "00C08976453CDA01" + "0000000000000000");
  ASSERT_TRUE(fixed && fixed->created);
  EXPECT_EQ(iso_instant(*fixed->created), "2024-01-01T00:00:00Z");
}

TEST(GlobalObjectId, OfAnExceptionHasItsDay) {
  const auto id =
      read_global_object_id(kHead + "07EA0B02" + file_time(1'700'000'000));
  ASSERT_TRUE(id && id->instance);
  EXPECT_EQ(*id->instance, (Date{2026, 11, 2}));
}

TEST(GlobalObjectId, KeepsAForeignUid) {
  // "vCal-Uid", version 1, "a@b", NUL
  const auto id = read_global_object_id(
      kHead + "00000000" + "0000000000000000" + "0000000000000000" +
      "10000000" + "7643616C2D556964" + "01000000" + "61406200");
  ASSERT_TRUE(id);
  EXPECT_FALSE(id->created);
  EXPECT_EQ(id->foreign_uid, "a@b");
}

TEST(GlobalObjectId, IsReadInAnyCaseAndNothingElse) {
  std::string lower = kHead + "00000000" + file_time(1'700'000'000);
  for (char& c : lower)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c + 32);
  ASSERT_TRUE(read_global_object_id(lower));
  EXPECT_EQ(read_global_object_id(lower)->created, 1'700'000'000);
  EXPECT_FALSE(read_global_object_id("1@example.com"));
  EXPECT_FALSE(read_global_object_id(kHead));
  EXPECT_FALSE(read_global_object_id(kHead + "zzzzzzzz" + file_time(0)));
  // A time outside of what can be is no time.
  const auto early =
      read_global_object_id(kHead + "00000000" + "0100000000000000");
  ASSERT_TRUE(early);
  EXPECT_FALSE(early->created);
}

TEST(UuidClock, OfTheVersionsThatHaveOne) {
  // RFC 9562 A.1, A.5 and A.6 give the same moment in each version.
  EXPECT_EQ(text_of(uuid_clock("C232AB00-9414-11EC-B3C8-9F6BDECED846")),
            "uuid-1 2022-02-22T19:22:22Z");
  EXPECT_EQ(text_of(uuid_clock("1EC9414C-232A-6B00-B3C8-9F6BDECED846")),
            "uuid-6 2022-02-22T19:22:22Z");
  EXPECT_EQ(text_of(uuid_clock("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")),
            "uuid-7 2022-02-22T19:22:22Z");
  EXPECT_EQ(text_of(uuid_clock("919108f7-52d1-4320-9bac-f847db4148a8")),
            "none");
}

TEST(UuidClock, TellsTheMakersAddressUnlessItIsRandom) {
  EXPECT_EQ(text_of(uuid_clock("c232ab00-9414-11ec-b3c8-02005e100001")),
            "uuid-1 2022-02-22T19:22:22Z 02:00:5e:10:00:01");
  EXPECT_EQ(text_of(uuid_clock("c232ab00-9414-11ec-b3c8-03005e100001")),
            "uuid-1 2022-02-22T19:22:22Z");
}

TEST(UuidClock, IsFoundWithinText) {
  EXPECT_EQ(text_of(uuid_clock(
                "<calendar-c232ab00-9414-11ec-b3c8-9f6bdeced846@google.com>")),
            "uuid-1 2022-02-22T19:22:22Z");
  EXPECT_EQ(text_of(uuid_clock("c232ab00-9414-11ec-b3c8-9f6bdeced84")), "none");
  EXPECT_EQ(text_of(uuid_clock("c232ab00-9414-11ec-73c8-9f6bdeced846")),
            "none");
  EXPECT_EQ(text_of(uuid_clock("-")), "none");
  EXPECT_EQ(text_of(uuid_clock("")), "none");
  EXPECT_EQ(text_of(uuid_clock(std::string(100'000, '-'))), "none");
}

TEST(JavaMailClock, HasMilliseconds) {
  EXPECT_EQ(text_of(java_mail_clock("<12.34.1700000000000@mail.example>")),
            "none");  // the bracket makes the first piece no number
  EXPECT_EQ(text_of(java_mail_clock("12.34.1700000000000@mail.example")),
            "javamail 2023-11-14T22:13:20Z");
  EXPECT_EQ(
      text_of(java_mail_clock("<9.1.1700000000000.JavaMail.app@host.example>")),
      "javamail 2023-11-14T22:13:20Z");
  EXPECT_EQ(text_of(java_mail_clock("a.b.1700000000000@mail.example")), "none");
  EXPECT_EQ(text_of(java_mail_clock("12.34.9999999999999@mail.example")),
            "none");
  EXPECT_EQ(text_of(java_mail_clock("no at sign")), "none");
}

TEST(UnixClock, IsANumberThatCanBeNothingElse) {
  EXPECT_EQ(text_of(unix_clock(1'700'000'000)),
            "unix-time 2023-11-14T22:13:20Z");
  EXPECT_EQ(text_of(unix_clock(3)), "none");
  EXPECT_EQ(text_of(unix_clock(-1)), "none");
  EXPECT_EQ(text_of(unix_clock(INT64_MAX)), "none");
}

TEST(IdentifierClock, TakesWhatTheIdentifierIs) {
  EXPECT_EQ(
      text_of(identifier_clock(kHead + "00000000" + file_time(1'700'000'000))),
      "global-object-id 2023-11-14T22:13:20Z");
  EXPECT_EQ(text_of(identifier_clock("0bq5kq3hc7@google.com")), "none");
}

}  // namespace
}  // namespace calspam
