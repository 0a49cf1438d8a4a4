// SPDX-License-Identifier: MIT
#include "lint/encoder.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::size_t kFieldLength = 76;
constexpr std::size_t kContentLineLength = 75;

// Writes quoted-printable, line by line.
class QuotedPrintable {
 public:
  explicit QuotedPrintable(const LineShape& shape) : shape_(shape) {}

  std::string encode(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
      if (bytes.substr(i).starts_with(shape_.end)) {
        out_ += shape_.end;
        column_ = 0;
        i += shape_.end.size();
        continue;
      }
      const std::string_view after = bytes.substr(i + 1);
      put(bytes[i], after.empty() || after.starts_with(shape_.end));
      ++i;
    }
    return std::move(out_);
  }

 private:
  void put(char c, bool last) {
    const auto byte = static_cast<unsigned char>(c);
    const bool blank = c == ' ' || c == '\t';
    const bool literal = blank ? !last : byte > ' ' && byte < 0x7F && c != '=';
    const std::size_t width = literal ? 1 : 3;
    // Room for the "=" of a soft line break, unless the line ends here.
    if (column_ + width + (last ? 0 : 1) > shape_.length) {
      out_ += '=';
      out_ += shape_.end;
      column_ = 0;
    }
    column_ += width;
    if (literal) {
      out_ += c;
      return;
    }
    constexpr char kDigits[] = "0123456789ABCDEF";
    out_ += '=';
    out_ += kDigits[byte >> 4];
    out_ += kDigits[byte & 15];
  }

  const LineShape& shape_;
  std::string out_;
  std::size_t column_ = 0;
};

// Where the line of `text` that is `length` octets too long may end: at a
// blank, not ahead of the first word of the field's value.
std::size_t fold_place(std::string_view text, std::size_t length) {
  const std::size_t value = text.find_first_not_of(" \t");
  const std::size_t least = std::max(text.find(": ") + 2, value + 1);
  std::size_t at = text.rfind(' ', length);
  if (at == text.npos || at < least) at = text.find(' ', least);
  return at;
}

void append_folded(std::string& out, std::string_view line,
                   std::string_view line_end) {
  std::size_t room = kContentLineLength;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && is_utf8_tail(line[cut])) --cut;
    out += line.substr(0, cut);
    out += line_end;
    out += ' ';
    line.remove_prefix(cut);
    room = kContentLineLength - 1;
  }
  out += line;
}

}  // namespace

std::string_view line_end_of(std::string_view text) {
  const std::size_t at = text.find('\n');
  return at != text.npos && (at == 0 || text[at - 1] != '\r') ? "\n" : "\r\n";
}

std::string with_line_ends(std::string_view text, std::string_view end) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' && text[i] != '\n') {
      out += text[i];
      continue;
    }
    // CR CR LF: a CRLF that was made CRLF once more.
    if (text.substr(i).starts_with("\r\r\n")) i += 2;
    if (text.substr(i).starts_with("\r\n")) ++i;
    out += end;
  }
  return out;
}

std::string base64_of(std::string_view bytes, const LineShape& shape) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t length = std::max<std::size_t>(shape.length / 4 * 4, 4);
  std::string out;
  out.reserve(bytes.size() / 3 * 4 + bytes.size() / 50 + 8);
  std::size_t column = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    if (column == length) {
      out += shape.end;
      column = 0;
    }
    const auto byte = [&](std::size_t at) {
      return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
    };
    const unsigned word = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    const std::size_t left = std::min<std::size_t>(bytes.size() - i, 3);
    for (std::size_t k = 0; k < 4; ++k)
      out += k <= left ? kAlphabet[word >> (18 - 6 * k) & 63] : '=';
    column += 4;
  }
  return out;
}

std::string quoted_printable_of(std::string_view bytes,
                                const LineShape& shape) {
  return QuotedPrintable(shape).encode(bytes);
}

std::string encoded_words(std::string_view text) {
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return std::string(text);
  // "=?UTF-8?B?" and "?=" leave 63 characters, 47 octets of text.
  constexpr std::size_t kOctets = 45;
  std::string out;
  while (!text.empty()) {
    const std::string_view piece = truncated(text, kOctets);
    const std::size_t taken = piece.empty() ? 1 : piece.size();
    if (!out.empty()) out += ' ';
    out += "=?UTF-8?B?";
    out += base64_of(text.substr(0, taken), {});
    out += "?=";
    text.remove_prefix(taken);
  }
  return out;
}

std::string folded_field(std::string_view field, std::string_view line_end) {
  std::string out;
  for (;;) {
    if (field.size() <= kFieldLength) break;
    const std::size_t at = fold_place(field, kFieldLength);
    if (at == field.npos || at + 1 >= field.size()) break;
    out += field.substr(0, at);
    out += line_end;
    field.remove_prefix(at);
  }
  return out + std::string(field);
}

std::string folded_lines(std::string_view text, std::string_view line_end) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    append_folded(out, text.substr(0, end), line_end);
    text.remove_prefix(end);
    const std::size_t next =
        std::min(text.find_first_not_of("\r\n"), text.size());
    out += text.substr(0, next);
    text.remove_prefix(next);
  }
  return out;
}

}  // namespace calspam
