// SPDX-License-Identifier: MIT
#include "report/json_text.hh"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>

#include "util/text.hh"

namespace calspam {
namespace {

// Bytes that stand in a string as they are.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

void escape(std::string& out, char32_t c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  auto unit = static_cast<unsigned>(c);
  if (unit >= 0x10000) {
    unit -= 0x10000;
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", 0xD800 + (unit >> 10));
    unit = 0xDC00 + (unit & 0x3FF);
  }
  fmt::format_to(std::back_inserter(out), "\\u{:04x}", unit);
}

void append_string(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && kPlain[static_cast<unsigned char>(text[at])])
      ++at;
    out += text.substr(begin, at - begin);
    if (at == text.size()) return;
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    const std::string_view written = text.substr(start, at - start);
    if (c < 0x80)
      escape(out, c);
    else if (c == 0xFFFD)  // also for what is none
      append_utf8(out, c);
    else if (printable(written) == written)
      out += written;
    else
      escape(out, c);
  }
}

}  // namespace

void JsonText::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

void JsonText::begin(char bracket) {
  separate();
  out_ += bracket;
  comma_ = false;
}

void JsonText::end(char bracket) {
  out_ += bracket;
  comma_ = true;
}

void JsonText::key(std::string_view name) {
  value(name);
  out_ += ':';
  comma_ = false;
}

void JsonText::null() {
  word("null");
}

void JsonText::value(bool truth) {
  word(truth ? "true" : "false");
}

void JsonText::value(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  const std::size_t begin = out_.size();
  fmt::format_to(std::back_inserter(out_), "{}", number);
  // A number that may have a fraction shows that it has none.
  if (out_.find_first_of(".e", begin) == std::string::npos) out_ += ".0";
}

void JsonText::value(std::string_view text) {
  separate();
  out_ += '"';
  append_string(out_, text);
  out_ += '"';
}

void JsonText::value(Span span) {
  if (span.empty()) return null();
  begin_array();
  value(span.begin);
  value(span.end);
  end_array();
}

void JsonText::word(std::string_view json) {
  separate();
  out_ += json;
}

void JsonText::known(std::string_view name, std::string_view text) {
  key(name);
  text.empty() ? null() : value(text);
}

void JsonText::positive(std::string_view name, std::uint64_t number) {
  key(name);
  number == 0 ? null() : value(number);
}

void JsonText::moment(std::string_view name,
                      const std::optional<Instant>& instant) {
  key(name);
  instant ? value(iso_instant(*instant)) : null();
}

void JsonText::rounded(std::string_view name, double number) {
  key(name);
  value(std::round(number * 100) / 100 + 0.0);
}

void JsonText::integer(std::int64_t number) {
  separate();
  out_ += fmt::format_int(number).str();
}

void JsonText::whole(std::uint64_t number) {
  separate();
  out_ += fmt::format_int(number).str();
}

}  // namespace calspam
