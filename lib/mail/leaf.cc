// SPDX-License-Identifier: MIT
// The part of the reader that decodes leaves.
#include <algorithm>

#include "mail/anomalies.hh"
#include "mail/carrier.hh"
#include "mail/header_field.hh"
#include "mail/reader.hh"
#include "mail/transfer.hh"
#include "util/charset.hh"
#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::size_t kHeadBytes = 512;
// How far white space ahead of BEGIN:VCALENDAR is passed over.
constexpr std::size_t kBlankBytes = 64 << 10;

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_ascii_space(c) || c == '\0'; });
}

// The first decoded bytes; more of them where the first are all blank.
std::string head_of(TransferEncoding encoding, std::string_view body) {
  std::string head = decode_transfer(encoding, body, 0, kHeadBytes).bytes;
  if (head.size() < kHeadBytes || !is_blank(head)) return head;
  return decode_transfer(encoding, body, 0, kBlankBytes).bytes;
}

// What the charset of text is taken for: as declared; without that, UTF-16
// where the bytes look like it, UTF-8 where they are, else windows-1252.
std::string charset_of(const std::string& declared, std::string_view bytes) {
  if (!declared.empty() && declared != "us-ascii" && is_known_charset(declared))
    return declared;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return "utf-16";
  const bool even = bytes.size() >= 4;
  if (even && bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)
    return "utf-16le";
  if (even && bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)
    return "utf-16be";
  return is_valid_utf8(bytes) ? "utf-8" : "windows-1252";
}

// A look at the first line only: text may hold a begin line in each of its.
bool is_uuencoded_calendar(std::string_view body) {
  return starts_calendar(
      decode_transfer(TransferEncoding::Uuencode, body.substr(0, 256), 0, 32)
          .bytes);
}

}  // namespace

namespace {

// The bytes of a calendar in UTF-8 as they are, but for a byte order mark: a
// fold may split a character, which only unfolding puts together again.
Decoded folded_utf8(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  const bool marked = bytes.substr(0, kMark.size()) == kMark;
  const std::size_t skipped = marked ? kMark.size() : 0;
  return {std::string(bytes.substr(skipped)), OffsetMap(skipped), false, false};
}

}  // namespace

void Reader::open_leaf(int part, const Entity& entity, const Place& place) {
  const std::string_view body = slice(place.source->bytes(), entity.body);
  std::string head = head_of(entity.encoding, body);
  const bool is_text =
      entity.type.type == "text" || entity.type.type == "message";
  Part& here = message_.parts[static_cast<std::size_t>(part)];
  here.carrier = carrier_of(entity.type, entity.file_names, head);
  head.resize(std::min(head.size(), kHeadBytes));
  here.head = std::move(head);
  if (is_text || here.carrier != Carrier::None) {
    decode_text(part, entity, place);
  } else {
    here.not_analysed = entity.type.type;
    here.decoded_size = decoded_size(entity.encoding, body);
  }
  if (entity.is_view) return;
  read_other_encodings(part, entity, place);
  if (is_text) read_uuencoded(part, entity, place);
  read_boundary_on_leaf(part, entity, place);
}

void Reader::decode_text(int part, const Entity& entity, const Place& place) {
  const std::string_view body = slice(place.source->bytes(), entity.body);
  const auto index = static_cast<std::size_t>(part);
  const bool is_carrier = message_.parts[index].carrier != Carrier::None;
  const std::size_t most =
      decodable(is_carrier ? limits_.calendar_bytes : limits_.text_bytes);
  TransferDecoding decoded =
      decode_transfer(entity.encoding, body, entity.body.begin, most);
  decoded_left_ -= decoded.bytes.size();
  note_all(decoded.anomalies, place, part);
  message_.parts[index].decoded_size =
      decoded.cut ? decoded_size(entity.encoding, body) : decoded.bytes.size();
  if (decoded.cut) {
    note(anomaly::kDecodedLimit, place, part, entity.body);
    message_.complete = false;
  }
  const std::string charset = charset_of(entity.charset, decoded.bytes);
  if (!entity.charset.empty() && !is_known_charset(entity.charset))
    note(anomaly::kCharsetUnknown, place, part, entity.body, entity.charset);
  Decoded text = is_carrier && charset == "utf-8"
                     ? folded_utf8(decoded.bytes)
                     : to_utf8(decoded.bytes, charset);
  if (text.damaged || (entity.charset == "us-ascii" && charset != "utf-8"))
    note(anomaly::kCharsetDamaged, place, part, entity.body, entity.charset);
  if (const auto nul = text.text.find('\0'); nul != std::string::npos) {
    const auto at = decoded.map.base(text.map.base(nul));
    note(anomaly::kTextNul, place, part, {at, at + 1});
  }
  Part& here = message_.parts[index];
  here.content = std::move(text.text);
  here.content_map = place.source->chain();
  here.content_map.derive(std::move(decoded.map));
  here.content_map.derive(std::move(text.map));
  here.analysed = true;
}

// The declared encoding against what the bytes look like.
void Reader::read_other_encodings(int part, const Entity& entity,
                                  const Place& place) {
  const std::string_view body = slice(place.source->bytes(), entity.body);
  const Part& here = message_.parts[static_cast<std::size_t>(part)];
  const bool wanted = here.analysed;
  const std::string head = here.head;
  std::vector<TransferEncoding> others;
  for (TransferEncoding other : entity.other_encodings)
    if (wanted || starts_calendar(head_of(other, body)))
      others.push_back(other);
  const auto consider = [&](TransferEncoding other) {
    if (std::find(others.begin(), others.end(), other) != others.end()) return;
    note(anomaly::kEncodingMismatch, place, part, entity.body);
    others.push_back(other);
  };
  const bool is_base64 = entity.encoding == TransferEncoding::Base64;
  const bool is_plain = entity.encoding == TransferEncoding::Identity ||
                        entity.encoding == TransferEncoding::Unknown;
  if (!is_plain && starts_calendar(body.substr(0, kBlankBytes)) &&
      !starts_calendar(head))
    consider(TransferEncoding::Identity);
  if (!is_base64 && !starts_calendar(head) &&
      looks_like_base64(trimmed(body.substr(0, kHeadBytes))) &&
      starts_calendar(head_of(TransferEncoding::Base64, body)))
    consider(TransferEncoding::Base64);
  if (is_plain && starts_calendar(head) &&
      head.find("=0D=0A") != std::string::npos)
    consider(TransferEncoding::QuotedPrintable);
  if (others.size() > limits_.readings)
    note_readings_cut(place, part, entity.body);
  for (std::size_t i = 0; i < others.size() && i < limits_.readings; ++i) {
    if (head_of(others[i], body) == head) continue;
    Entity view = entity;
    view.encoding = others[i];
    add_view(part, view, place, "other-encoding");
  }
}

// "begin 644 invite.ics" within text, from before MIME: an attachment for
// Outlook and others.
void Reader::read_uuencoded(int part, const Entity& entity,
                            const Place& place) {
  if (entity.encoding != TransferEncoding::Identity) return;
  const auto end = static_cast<std::size_t>(entity.body.end);
  const std::string_view bytes = place.source->bytes().substr(0, end);
  std::size_t views = 0;
  for (std::size_t at = bytes.find("begin ", entity.body.begin); at < end;
       at = bytes.find("begin ", at + 1)) {
    if (at > 0 && bytes[at - 1] != '\n' && bytes[at - 1] != '\r') continue;
    const Line line = line_at(bytes, at, end);
    const std::string_view words = bytes.substr(at + 6, line.end - at - 6);
    const std::size_t space = words.find(' ');
    if (space < 3 || space > 4 || words.find_first_not_of("01234567") != space)
      continue;
    const std::string_view name = trimmed(words.substr(space));
    const std::string_view body = bytes.substr(at, end - at);
    if (!has_calendar_ending(name) && !is_uuencoded_calendar(body)) continue;
    const std::size_t stop = body.find("\nend");
    const std::size_t size =
        stop == std::string_view::npos ? body.size() : stop + 4;
    if (++views > limits_.readings)
      return note_readings_cut(place, part, {at, end});
    Entity view;
    view.type.type = "application";
    view.type.subtype = "octet-stream";
    view.encoding = TransferEncoding::Uuencode;
    view.file_names.emplace_back(truncated(name, limits_.excerpt_bytes));
    view.body = {at, at + size};
    view.region = view.body;
    note(anomaly::kCalendarUuencoded, place, part, view.body, name);
    add_view(part, view, place, "uuencode");
  }
}

}  // namespace calspam
