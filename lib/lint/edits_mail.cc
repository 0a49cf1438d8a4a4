// SPDX-License-Identifier: MIT
// The part of Edits that changes header fields and bodies.
#include <fmt/format.h>

#include <algorithm>

#include "lint/edits.hh"
#include "lint/encoder.hh"
#include "mail/media_type.hh"
#include "mail/transfer.hh"
#include "util/text.hh"

namespace calspam {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7F &&
           std::string_view("()<>@,;:\\\"/[]?=").find(c) ==
               std::string_view::npos;
  });
}

// "name=value" (RFC 2045 5.1), by RFC 2231 where the value is not ASCII.
std::string parameter_text(std::string_view name, std::string_view value) {
  if (!is_ascii(value)) {
    std::string out = fmt::format("{}*=UTF-8''", name);
    for (char c : value)
      if (is_ascii_alpha(c) || is_ascii_digit(c) || c == '.' || c == '-')
        out += c;
      else
        out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return out;
  }
  if (is_token(value)) return fmt::format("{}={}", name, value);
  std::string out = fmt::format("{}=\"", name);
  for (char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    if (c != '\r' && c != '\n') out += c;
  }
  return out + '"';
}

// Whether a raw parameter is `name`, `name*` or a section of it (RFC 2231 3).
bool is_section_of(std::string_view raw, std::string_view name) {
  return same_ignoring_case(raw.substr(0, raw.find('*')), name);
}

// Whether a parameter at the end of the field is read as one: a comment or a
// quotation that is left open swallows it.
bool takes_parameter(const Header& field, std::string_view text,
                     std::string_view name, const Limits& limits) {
  const ParameterField after = parse_parameter_field(
      fmt::format("{}; {}", field.value, text), 0, limits);
  return std::ranges::any_of(after.raw, [&](const RawParameter& parameter) {
    return is_section_of(parameter.name, name);
  });
}

Span with_semicolon(std::string_view text, Span parameter) {
  std::uint64_t at = parameter.begin;
  while (at > 0 && is_ascii_space(text[at - 1])) --at;
  if (at > 0 && text[at - 1] == ';') --at;
  return {at, parameter.end};
}

std::string_view encoding_name(TransferEncoding encoding,
                               std::string_view bytes) {
  switch (encoding) {
    case TransferEncoding::Base64:
      return "base64";
    case TransferEncoding::QuotedPrintable:
      return "quoted-printable";
    case TransferEncoding::Uuencode:
      return "x-uuencode";
    case TransferEncoding::Identity:
    case TransferEncoding::Unknown:
      break;
  }
  return is_ascii(bytes) ? "7bit" : "8bit";
}

bool is_text(const Part& part) {
  return part.type.type == "text" || part.carrier != Carrier::None;
}

// The length of the first line of a base64 body where another one follows.
std::size_t line_length(std::string_view body) {
  const std::size_t end = body.find_first_of("\r\n");
  if (end == body.npos || trimmed(body.substr(end)).empty() || end > 76)
    return 76;
  return std::max<std::size_t>(end, 20);
}

std::string encoded(std::string_view bytes, TransferEncoding encoding,
                    const LineShape& shape) {
  switch (encoding) {
    case TransferEncoding::Base64:
      return base64_of(bytes, shape);
    case TransferEncoding::QuotedPrintable:
      return quoted_printable_of(bytes, shape);
    case TransferEncoding::Identity:
    case TransferEncoding::Unknown:
    case TransferEncoding::Uuencode:
      break;
  }
  return std::string(bytes);
}

// How a body with the text `bytes` looks in another encoding, in a message
// whose lines end as `shape` says. Encoded text has CRLF (RFC 2045 6.8, 2.6);
// what closes the last line belongs to the delimiter behind it, so a calendar
// gets one of its own.
std::string new_body(const Part& part, std::string_view bytes,
                     std::string_view old_body, TransferEncoding encoding,
                     const LineShape& shape) {
  const bool was_base64 = part.encoding == TransferEncoding::Base64;
  const bool to_base64 = encoding == TransferEncoding::Base64;
  std::string text(bytes);
  if (is_text(part) && was_base64 != to_base64) {
    text = with_line_ends(text, to_base64 ? "\r\n" : shape.end);
    if (to_base64 && !text.empty() && !text.ends_with("\r\n")) text += "\r\n";
  }
  std::string body = encoded(text, encoding, shape);
  const bool closed = old_body.ends_with('\n');
  if (closed && !body.ends_with('\n')) body += shape.end;
  return body;
}

bool has_other_reading(const Subject& subject, int part) {
  for (int child : subject.message.children(part))
    if (subject.message.parts[static_cast<std::size_t>(child)].reading ==
        "other-encoding")
      return true;
  return false;
}

}  // namespace

Edits& Edits::set_header(int part, std::string_view name,
                         std::string_view value) {
  if (!is_editable(part)) return cannot(), *this;
  const Part& here = subject_.message.parts[static_cast<std::size_t>(part)];
  if (const Header* header = here.header(name))
    return set_header(part, *header, value);
  const std::string_view bytes = subject_.raw->bytes;
  const std::string_view end =
      line_end_of(slice(bytes, {here.header_span.begin, bytes.size()}));
  std::string field = folded_field(fmt::format("{}: {}", name, value), end);
  std::uint64_t at = here.headers.empty() ? here.header_span.begin
                                          : here.headers.back().span.end;
  const std::string_view rest = bytes.substr(std::min(at, bytes.size()));
  if (here.headers.empty() || rest.starts_with("\r\n") ||
      rest.starts_with("\n")) {
    if (!here.headers.empty()) at += rest.starts_with("\r\n") ? 2 : 1;
    field += end;
  } else {
    field.insert(0, end);
  }
  return raw({at, at}, field);
}

Edits& Edits::set_header(int part, const Header& header,
                         std::string_view value) {
  if (!is_editable(part)) return cannot(), *this;
  const std::string_view end = line_end_of(slice(
      subject_.raw->bytes, {header.span.begin, subject_.raw->bytes.size()}));
  return raw(header.span,
             folded_field(fmt::format("{}: {}", header.name, value), end));
}

Edits& Edits::remove_header(int part, const Header& header) {
  if (!is_editable(part)) return cannot(), *this;
  const std::string_view rest =
      slice(subject_.raw->bytes, {header.span.end, header.span.end + 2});
  const std::uint64_t end = rest == "\r\n" ? 2 : rest.starts_with('\n') ? 1 : 0;
  return raw({header.span.begin, header.span.end + end}, "");
}

Edits& Edits::set_header_parameter(int part, std::string_view header,
                                   std::string_view name,
                                   std::string_view value) {
  if (!is_editable(part)) return cannot(), *this;
  const Header* field =
      subject_.message.parts[static_cast<std::size_t>(part)].header(header);
  if (field == nullptr) return cannot(), *this;
  const std::string_view bytes = subject_.raw->bytes;
  const std::string text = parameter_text(name, value);
  const ParameterField parsed = parse_parameter_field(
      field->value, field->value_span.begin, *subject_.limits);
  bool done = false;
  for (const RawParameter& parameter : parsed.raw) {
    if (!is_section_of(parameter.name, name)) continue;
    raw(done ? with_semicolon(bytes, parameter.span) : parameter.span,
        done ? "" : text);
    done = true;
  }
  if (done) return *this;
  if (!takes_parameter(*field, text, name, *subject_.limits))
    return cannot(), *this;
  const std::string_view whole = slice(bytes, field->span);
  const std::string_view written = trimmed(whole);
  const std::uint64_t at = field->span.begin + written.size();
  const std::size_t line = written.size() - (written.rfind('\n') + 1);
  const bool fits = line + text.size() + 2 <= 76;
  std::string added = written.ends_with(';') ? "" : ";";
  if (!fits) added += line_end_of(bytes.substr(field->span.begin));
  return raw({at, at}, added + ' ' + text);
}

Edits& Edits::remove_header_parameter(int part, std::string_view header,
                                      std::string_view name) {
  if (!is_editable(part)) return cannot(), *this;
  const Header* field =
      subject_.message.parts[static_cast<std::size_t>(part)].header(header);
  if (field == nullptr) return cannot(), *this;
  const ParameterField parsed = parse_parameter_field(
      field->value, field->value_span.begin, *subject_.limits);
  for (const RawParameter& parameter : parsed.raw)
    if (is_section_of(parameter.name, name))
      raw(with_semicolon(subject_.raw->bytes, parameter.span), "");
  return *this;
}

Edits& Edits::set_encoding(int part, TransferEncoding encoding) {
  if (!is_editable(part)) return cannot(), *this;
  const Part& here = subject_.message.parts[static_cast<std::size_t>(part)];
  const std::string_view body = slice(subject_.raw->bytes, here.body_span);
  const TransferDecoding decoded =
      decode_transfer(here.encoding, body, 0, subject_.limits->calendar_bytes);
  // Bytes that are read in another way too are not what their header says.
  if (!here.is_leaf() || decoded.cut || has_other_reading(subject_, part) ||
      encoding == TransferEncoding::Uuencode)
    return cannot(), *this;
  LineShape shape;
  shape.end = line_end_of(subject_.raw->bytes);
  if (here.encoding == encoding) shape.length = line_length(body);
  const std::string text = new_body(here, decoded.bytes, body, encoding, shape);
  if (text != body) raw(here.body_span, text);
  const std::string_view name = encoding_name(encoding, decoded.bytes);
  if (!same_ignoring_case(
          trimmed(here.header_text("Content-Transfer-Encoding")), name))
    set_header(part, "Content-Transfer-Encoding", name);
  return *this;
}

Edits& Edits::set_body(int part, std::string_view bytes) {
  if (!is_editable(part)) return cannot(), *this;
  const Part& here = subject_.message.parts[static_cast<std::size_t>(part)];
  if (!here.is_leaf() || here.encoding == TransferEncoding::Uuencode)
    return cannot(), *this;
  const std::string_view body = slice(subject_.raw->bytes, here.body_span);
  LineShape shape;
  shape.end = line_end_of(subject_.raw->bytes);
  if (here.encoding == TransferEncoding::Base64)
    shape.length = line_length(body);
  std::string text = encoded(bytes, here.encoding, shape);
  if (body.ends_with('\n') && !text.ends_with('\n')) text += shape.end;
  return raw(here.body_span, text);
}

Edits& Edits::set_utf8(int part) {
  const std::string_view bytes = subject_.raw->bytes;
  if (part < 0 && !subject_.is_mail())
    return raw({0, bytes.size()}, subject_.bare_text);
  if (!is_editable(part)) return cannot(), *this;
  const Part& here = subject_.message.parts[static_cast<std::size_t>(part)];
  // A character that the charset does not know would be lost for good.
  if (!here.is_leaf() || !here.analysed ||
      here.header("Content-Type") == nullptr ||
      here.content.find("\xEF\xBF\xBD") != std::string::npos)
    return cannot(), *this;
  const std::string_view body = slice(bytes, here.body_span);
  LineShape shape;
  shape.end = line_end_of(bytes);
  const bool encodes = here.encoding == TransferEncoding::Base64 ||
                       here.encoding == TransferEncoding::QuotedPrintable;
  const TransferEncoding encoding =
      encodes ? here.encoding : TransferEncoding::Base64;
  const std::string text = new_body(here, here.content, body, encoding, shape);
  if (text != body) raw(here.body_span, text);
  if (!encodes) set_header(part, "Content-Transfer-Encoding", "base64");
  return set_header_parameter(part, "Content-Type", "charset", "UTF-8");
}

}  // namespace calspam
