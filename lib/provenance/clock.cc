// SPDX-License-Identifier: MIT
#include "provenance/clock.hh"

#include <algorithm>
#include <array>

#include "util/text.hh"

namespace calspam {
namespace {

// Times that an identifier of a mail or an event can honestly have: 1990 to
// 2100. What lies outside is chance.
constexpr Instant kEarliest = 631'152'000;
constexpr Instant kLatest = 4'102'444'800;

bool is_plausible(Instant time) {
  return time >= kEarliest && time < kLatest;
}

int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// -1 when a digit is none.
std::int64_t hex_number(std::string_view digits) {
  std::int64_t number = 0;
  for (char c : digits) {
    const int value = hex_value(c);
    if (value < 0) return -1;
    number = number * 16 + value;
  }
  return number;
}

std::string hex_bytes(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    const std::int64_t byte = hex_number(digits.substr(i, 2));
    if (byte < 0) break;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = bytes.size(); i-- > 0;)
    number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

// FILETIME: 100 ns since 1601-01-01.
std::optional<Instant> file_time(std::uint64_t ticks) {
  constexpr Instant kEpoch = 11'644'473'600;
  if (ticks == 0 || ticks > static_cast<std::uint64_t>(INT64_MAX)) return {};
  const Instant time = static_cast<Instant>(ticks / 10'000'000) - kEpoch;
  if (!is_plausible(time)) return {};
  return time;
}

constexpr std::array<std::size_t, 4> kDashes{8, 13, 18, 23};
constexpr std::size_t kUuidLength = 36;

bool is_uuid(std::string_view text) {
  for (std::size_t i = 0; i < kUuidLength; ++i) {
    const bool dash = std::ranges::find(kDashes, i) != kDashes.end();
    if (dash ? text[i] != '-' : hex_value(text[i]) < 0) return false;
  }
  return true;
}

// RFC 9562: 100 ns since the Gregorian reform, in versions 1 and 6.
std::optional<Instant> gregorian_time(std::int64_t ticks) {
  constexpr Instant kReform = 12'219'292'800;
  const Instant time = ticks / 10'000'000 - kReform;
  if (!is_plausible(time)) return {};
  return time;
}

// The maker's network address, unless the multicast bit says that it is random.
std::string node_of(std::string_view uuid) {
  const std::string_view digits = uuid.substr(24);
  if (hex_number(digits.substr(0, 2)) & 1) return "";
  std::string node;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    if (!node.empty()) node += ':';
    node += ascii_lower(digits.substr(i, 2));
  }
  return node;
}

std::optional<HiddenClock> clock_of_uuid(std::string_view uuid) {
  const char variant = ascii_lower(uuid[19]);
  if (std::string_view("89ab").find(variant) == std::string_view::npos)
    return {};
  const std::int64_t first = hex_number(uuid.substr(0, 8));
  const std::int64_t second = hex_number(uuid.substr(9, 4));
  const std::int64_t third = hex_number(uuid.substr(15, 3));
  std::optional<Instant> time;
  HiddenClock clock;
  switch (uuid[14]) {
    case '1':
      time = gregorian_time(third << 48 | second << 32 | first);
      clock = {"uuid-1", 0, node_of(uuid)};
      break;
    case '6':
      time = gregorian_time(first << 28 | second << 12 | third);
      clock = {"uuid-6", 0, node_of(uuid)};
      break;
    case '7':
      time = (first << 16 | second) / 1'000;
      if (!is_plausible(*time)) time.reset();
      clock = {"uuid-7", 0, ""};
      break;
    default:
      return {};
  }
  if (!time) return {};
  clock.time = *time;
  return clock;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_ascii_digit);
}

}  // namespace

//   040000008200E00074C5B7101A82E008  yymmdd..  FILETIME  zeros  size  data
//   16 bytes, the class of the id     4 bytes   8 bytes   8      4
std::optional<GlobalObjectId> read_global_object_id(std::string_view uid) {
  constexpr std::string_view kClass = "040000008200E00074C5B7101A82E008";
  constexpr std::size_t kHead = 80;
  if (!starts_ignoring_case(uid, kClass) || uid.size() < 56) return {};
  const std::string_view digits =
      uid.substr(0, std::min<std::size_t>(uid.size(), 4'096));
  if (hex_number(digits.substr(32, 8)) < 0) return {};
  GlobalObjectId id;
  const Date instance{
      static_cast<std::int32_t>(hex_number(digits.substr(32, 4))),
      static_cast<std::int32_t>(hex_number(digits.substr(36, 2))),
      static_cast<std::int32_t>(hex_number(digits.substr(38, 2)))};
  if (is_valid_date(instance) && instance.year > 1'600) id.instance = instance;
  const std::string time = hex_bytes(digits.substr(40, 16));
  if (time.size() == 8) id.created = file_time(little_endian(time));
  if (digits.size() <= kHead) return id;
  // "vCal-Uid", a version of four bytes, the UID, a NUL.
  constexpr std::string_view kForeign = "vCal-Uid";
  const std::string rest = hex_bytes(digits.substr(kHead));
  if (rest.starts_with(kForeign) && rest.size() > kForeign.size() + 4) {
    const std::string_view text =
        std::string_view(rest).substr(kForeign.size() + 4);
    id.foreign_uid = text.substr(0, std::min(text.find('\0'), text.size()));
  }
  return id;
}

std::optional<HiddenClock> uuid_clock(std::string_view text) {
  for (auto dash = text.find('-'); dash != text.npos;
       dash = text.find('-', dash + 1)) {
    if (dash < kDashes[0]) continue;
    const std::size_t begin = dash - kDashes[0];
    if (text.size() - begin < kUuidLength) return {};
    const std::string_view uuid = text.substr(begin, kUuidLength);
    if (is_uuid(uuid)) return clock_of_uuid(uuid);
  }
  return {};
}

std::optional<HiddenClock> java_mail_clock(std::string_view message_id) {
  const auto at = message_id.rfind('@');
  if (at == message_id.npos) return {};
  const bool named = message_id.find("JavaMail") != message_id.npos;
  const auto pieces = split(message_id.substr(0, at), '.');
  if (!named &&
      (pieces.size() != 3 || !is_number(pieces[0]) || !is_number(pieces[1])))
    return {};
  for (const std::string_view piece : pieces) {
    if (piece.size() != 13 || !is_number(piece)) continue;
    Instant time = 0;
    for (char c : piece) time = time * 10 + (c - '0');
    time /= 1'000;
    if (is_plausible(time)) return HiddenClock{"javamail", time, ""};
  }
  return {};
}

std::optional<HiddenClock> unix_clock(std::int64_t number) {
  constexpr Instant kTenDigits = 1'000'000'000;
  if (number < kTenDigits || !is_plausible(number)) return {};
  return HiddenClock{"unix-time", number, ""};
}

std::optional<HiddenClock> identifier_clock(std::string_view identifier) {
  if (const auto id = read_global_object_id(identifier)) {
    if (id->created) return HiddenClock{"global-object-id", *id->created, ""};
    return id->foreign_uid.empty() ? std::nullopt : uuid_clock(id->foreign_uid);
  }
  if (auto clock = uuid_clock(identifier)) return clock;
  return java_mail_clock(identifier);
}

}  // namespace calspam
