// SPDX-License-Identifier: MIT
#include "mail/sift_field.hh"

#include <algorithm>
#include <array>
#include <vector>

#include "mail/boundary.hh"
#include "mail/carrier.hh"
#include "mail/media_type.hh"
#include "mail/service.hh"
#include "mail/transfer.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t npos = std::string_view::npos;
// Longer fields are taken apart by the reader's own code: these could reach
// the bounds on parameters.
constexpr std::size_t kPlainBytes = 1'000;

constexpr bool is_token_char(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) ||
         std::string_view("/.+-_").find(c) != npos;
}

// Nothing in it that makes a parameter mean other than it reads: comments,
// escapes, RFC 2231, RFC 2047, a CR within.
bool is_plain(std::string_view value) {
  if (value.size() > kPlainBytes) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    switch (value[i]) {
      case '(':
      case '\\':
      case '%':
      case '*':
      case '\0':
        return false;
      case '=':
        if (i + 1 < value.size() && value[i + 1] == '?') return false;
        break;
      case '\r':
        if (i + 1 < value.size() && value[i + 1] != '\n') return false;
        break;
      default:
        break;
    }
  }
  return true;
}

// Any of the endings of has_calendar_ending() by their first two letters.
bool may_hold_calendar_name(std::string_view value) {
  for (std::size_t dot = value.find('.'); dot != npos;
       dot = value.find('.', dot + 1)) {
    if (dot + 2 >= value.size()) return false;
    const char a = ascii_lower(value[dot + 1]);
    const char b = ascii_lower(value[dot + 2]);
    if ((a == 'i' && (b == 'c' || b == 'f')) || (a == 'v' && b == 'c'))
      return true;
  }
  return false;
}

std::string_view skipped_blanks(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  return text;
}

bool is_calendar_type(std::string_view name) {
  const auto known = calendar_types();
  return std::any_of(known.begin(), known.end(), [&](const CalendarType& t) {
    return same_ignoring_case(t.name, name);
  });
}

bool is_message_type(std::string_view name) {
  return same_ignoring_case(name, "message/rfc822") ||
         same_ignoring_case(name, "message/global") ||
         same_ignoring_case(name, "message/news");
}

void set_type(SiftedField& field, std::string_view name) {
  if (is_calendar_type(name)) field.keep = "calendar type";
  field.is_multipart = starts_ignoring_case(name, "multipart");
  field.is_digest = same_ignoring_case(name, "multipart/digest");
  field.is_container = field.is_multipart || is_message_type(name);
}

bool has_calendar_name(const ParameterField& field, std::string_view name) {
  const std::vector<std::string> names = field.values(name);
  return std::any_of(names.begin(), names.end(), has_calendar_ending);
}

// By the reader's own code.
SiftedField exact_content_type(std::string_view value, const Limits& limits) {
  SiftedField sifted;
  ParameterField field = parse_parameter_field(value, 0, limits);
  set_type(sifted, media_type_of(field).name());
  if (!field.complete) sifted.keep = "limit";
  if (has_calendar_name(field, "name")) sifted.keep = "calendar name";
  const std::vector<Boundary> boundaries = boundary_spellings(field);
  if (boundaries.empty()) return sifted;
  const std::size_t at = value.find(boundaries.front().text);
  if (boundaries.size() > 1 || at == npos || !sifted.is_multipart) {
    sifted.keep = "odd boundary";
    return sifted;
  }
  sifted.boundary = value.substr(at, boundaries.front().text.size());
  return sifted;
}

constexpr bool is_boundary_char(char c) {
  return is_token_char(c) || c == '=' || c == ':' || c == ',' || c == '@' ||
         c == '~' || c == '$' || c == '#' || c == '&' || c == '!';
}

// Takes "abc" or abc from the front; "" when it is spelled otherwise.
std::string_view taken_value(std::string_view& text) {
  const bool quoted = text.starts_with('"');
  if (quoted) text.remove_prefix(1);
  std::size_t end = 0;
  while (end < text.size() && is_boundary_char(text[end])) ++end;
  const std::string_view value = text.substr(0, end);
  text.remove_prefix(end);
  if (quoted) {
    if (!text.starts_with('"')) return "";
    text.remove_prefix(1);
  }
  text = skipped_blanks(text);
  return text.empty() || text.starts_with(';') ? value : "";
}

}  // namespace

SiftedField sift_content_type(std::string_view value, const Limits& limits) {
  const std::string_view all = value;
  if (!is_plain(value)) return exact_content_type(all, limits);
  value = skipped_blanks(value);
  std::size_t end = 0;
  while (end < value.size() && is_token_char(value[end])) ++end;
  const std::string_view name = value.substr(0, end);
  value = skipped_blanks(value.substr(end));
  const bool ends = value.empty() || value.starts_with(';');
  if (!ends || name.find('/') == npos) return exact_content_type(all, limits);
  SiftedField sifted;
  set_type(sifted, name);
  if (may_hold_calendar_name(value)) sifted.keep = "calendar name";
  const std::size_t at = find_ignoring_case(value, "boundary");
  if (at == npos || !sifted.keep.empty()) return sifted;
  std::string_view rest = value.substr(at + 8);
  const bool plain = sifted.is_multipart && rest.starts_with('=') &&
                     find_ignoring_case(rest, "boundary") == npos &&
                     value.substr(0, at).find('"') == npos;
  if (!plain) return exact_content_type(all, limits);
  rest.remove_prefix(1);
  sifted.boundary = taken_value(rest);
  return sifted.boundary.empty() ? exact_content_type(all, limits) : sifted;
}

SiftedField sift_disposition(std::string_view value, const Limits& limits) {
  SiftedField sifted;
  if (is_plain(value)) {
    if (may_hold_calendar_name(value)) sifted.keep = "calendar name";
    return sifted;
  }
  const ParameterField field = parse_parameter_field(value, 0, limits);
  if (has_calendar_name(field, "filename")) sifted.keep = "calendar name";
  if (!field.complete) sifted.keep = "limit";
  return sifted;
}

SiftedEncoding sift_encoding(std::string_view value) {
  constexpr std::string_view kUsual[] = {"7bit", "8bit", "binary"};
  const std::string_view name = trimmed(value);
  for (std::string_view usual : kUsual)
    if (same_ignoring_case(name, usual)) return SiftedEncoding::Plain;
  if (same_ignoring_case(name, "quoted-printable") ||
      same_ignoring_case(name, "base64"))
    return SiftedEncoding::Encoded;
  switch (transfer_encoding(value)) {
    case TransferEncoding::Base64:
    case TransferEncoding::QuotedPrintable:
      return SiftedEncoding::Encoded;
    case TransferEncoding::Uuencode:
      return SiftedEncoding::Uuencode;
    case TransferEncoding::Identity:
    case TransferEncoding::Unknown:
      break;
  }
  return SiftedEncoding::Plain;
}

bool may_name_service(std::string_view value) {
  // Comments may stand within an address; other things that an address is
  // read without are no letters.
  if (value.find('(') != npos) return true;
  std::array<char, 2'000> kept;
  if (value.size() > kept.size()) return true;
  std::size_t size = 0;
  for (char c : value)
    if (is_token_char(c) || c == '@') kept[size++] = ascii_lower(c);
  const std::string_view text(kept.data(), size);
  const auto services = calendar_services();
  return std::any_of(
      services.begin(), services.end(), [&](const CalendarService& service) {
        return service.dedicated && text.find(service.address) != npos;
      });
}

}  // namespace calspam
