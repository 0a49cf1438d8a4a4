// SPDX-License-Identifier: MIT
#include "mail/transfer.hh"

#include <algorithm>
#include <array>

#include "mail/anomalies.hh"
#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::int8_t kSkip = -1;  // line ends and blanks
constexpr std::int8_t kPad = -2;
constexpr std::int8_t kJunk = -3;

consteval std::array<std::int8_t, 256> base64_table() {
  std::array<std::int8_t, 256> table{};
  table.fill(kJunk);
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    table[static_cast<unsigned char>(kAlphabet[i])] =
        static_cast<std::int8_t>(i);
  for (char c : {' ', '\t', '\r', '\n', '\f', '\v'})
    table[static_cast<unsigned char>(c)] = kSkip;
  table['='] = kPad;
  return table;
}
constexpr auto kBase64 = base64_table();

std::int8_t base64_value(char c) {
  return kBase64[static_cast<unsigned char>(c)];
}

// Places of decoded bytes are exact up to this many runs; beyond it (content
// broken up on purpose) only one run in 64 bytes is kept, which bounds memory.
constexpr std::size_t kExactRuns = 1u << 20;
constexpr std::uint64_t kCoarseStep = 64;

class Decoder {
 public:
  Decoder(std::string_view body, std::uint64_t at, std::size_t most)
      : body_(body), at_(at), most_(most) {}

 protected:
  void run(std::size_t in, std::uint8_t step_out = 1,
           std::uint8_t step_in = 1) {
    const std::uint64_t out = result_.bytes.size();
    if (++runs_ > kExactRuns && out < last_run_ + kCoarseStep) return;
    last_run_ = out;
    result_.map.add(out, at_ + in, step_out, step_in);
  }
  void note(const AnomalyKind& kind, std::size_t begin, std::size_t end) {
    const auto known = std::find_if(
        result_.anomalies.begin(), result_.anomalies.end(),
        [&](const Anomaly& anomaly) { return anomaly.kind == &kind; });
    if (known != result_.anomalies.end()) return;  // the first of a kind
    result_.anomalies.push_back(
        {&kind, std::string(body_.substr(begin, std::min(end - begin, 40ul))),
         Span{at_ + begin, at_ + end}});
  }
  bool is_full() const { return result_.bytes.size() >= most_; }
  TransferDecoding finish(std::size_t read) {
    result_.cut = read < body_.size() && is_full();
    if (result_.bytes.size() > most_) result_.bytes.resize(most_);
    result_.map.close(at_ + body_.size());
    return std::move(result_);
  }

  std::string_view body_;
  std::uint64_t at_;
  std::size_t most_;
  TransferDecoding result_;

 private:
  std::size_t runs_ = 0;
  std::uint64_t last_run_ = 0;
};

class Base64Decoder : Decoder {
 public:
  using Decoder::Decoder;

  TransferDecoding decode() {
    result_.bytes.reserve(std::min(most_, body_.size() / 4 * 3 + 3));
    std::size_t i = 0;
    while (i < body_.size() && !is_full()) {
      if (count_ == 0 && padding_ == kNone) i = whole_quads(i);
      if (i < body_.size() && !is_full()) take(i++);
    }
    if (i == body_.size() && count_ != 0) {
      note(anomaly::kBase64Tail, quad_begin_[0], body_.size());
      flush();
    }
    return finish(i);
  }

 private:
  // What most content is made of: lines of letters, four for three bytes.
  // Returns where something else begins.
  std::size_t whole_quads(std::size_t i) {
    const std::size_t begin = i;
    std::array<char, 192> bytes;
    std::size_t size = 0;
    const auto room = std::min(bytes.size(), most_ - result_.bytes.size());
    for (; i + 4 <= body_.size() && size + 3 <= room; i += 4, size += 3) {
      const std::int32_t bits =
          base64_value(body_[i]) << 18 | base64_value(body_[i + 1]) << 12 |
          base64_value(body_[i + 2]) << 6 | base64_value(body_[i + 3]);
      if (bits < 0) break;
      bytes[size] = static_cast<char>(bits >> 16);
      bytes[size + 1] = static_cast<char>(bits >> 8);
      bytes[size + 2] = static_cast<char>(bits);
    }
    if (i == begin) return i;
    if (begin != expected_) run(begin, 3, 4);
    expected_ = i;
    result_.bytes.append(bytes.data(), size);
    return i;
  }

  void take(std::size_t i) {
    const std::int8_t value = base64_value(body_[i]);
    if (value >= 0) {
      if (padding_ != kNone) note(anomaly::kBase64PaddingInside, padding_, i);
      quad_begin_[count_] = i;
      bits_ = bits_ << 6 | static_cast<std::uint32_t>(value);
      if (++count_ == 4) flush();
    } else if (value == kPad) {
      if (count_ != 0) flush();
      if (padding_ == kNone) padding_ = i;
    } else if (value == kJunk) {
      note(anomaly::kBase64Junk, i, i + 1);
    }
  }

  // Writes the bytes of one to four characters.
  void flush() {
    const std::size_t whole = count_ * 6 / 8;
    bits_ <<= 6 * (4 - count_);
    const bool dense = quad_begin_[count_ - 1] == quad_begin_[0] + count_ - 1;
    if (dense) {
      if (quad_begin_[0] != expected_) run(quad_begin_[0], 3, 4);
      expected_ = quad_begin_[0] + 4;
    }
    for (std::size_t b = 0; b < whole; ++b) {
      if (!dense) run(quad_begin_[b]);
      result_.bytes += static_cast<char>(bits_ >> (16 - 8 * b) & 0xFF);
    }
    if (!dense || whole < 3) expected_ = kNone;
    bits_ = 0;
    count_ = 0;
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::uint32_t bits_ = 0;
  std::size_t count_ = 0;
  std::array<std::size_t, 4> quad_begin_{};
  std::size_t expected_ = kNone;  // where the next dense quad continues a run
  std::size_t padding_ = kNone;   // the first padding met
};

int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  c = ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

class QuotedPrintableDecoder : Decoder {
 public:
  using Decoder::Decoder;

  TransferDecoding decode() {
    result_.bytes.reserve(std::min(most_, body_.size()));
    std::size_t i = 0;
    while (i < body_.size() && !is_full()) i = step(i);
    return finish(i);
  }

 private:
  std::size_t step(std::size_t i) {
    if (body_[i] == '=') return escape(i);
    static constexpr ByteSet kStops("=\n");
    const std::size_t end = find_byte(body_, kStops, i);
    const bool ends_line = end < body_.size() && body_[end] == '\n';
    // Blanks before a line end were added on the way (RFC 2045 6.7 rule 3).
    const std::size_t line_end =
        ends_line && end > i && body_[end - 1] == '\r' ? end - 1 : end;
    std::size_t text_end = line_end;
    if (ends_line || end == body_.size())
      while (text_end > i && is_blank(body_[text_end - 1])) --text_end;
    append(i, text_end);
    if (ends_line) append(line_end, end + 1);
    return ends_line ? end + 1 : end;
  }

  static bool is_blank(char c) { return c == ' ' || c == '\t'; }

  void append(std::size_t begin, std::size_t end) {
    if (begin == end) return;
    run(begin);
    result_.bytes += body_.substr(begin, end - begin);
  }

  std::size_t escape(std::size_t i) {
    const auto digit = [&](std::size_t at) {
      return at < body_.size() ? hex_value(body_[at]) : -1;
    };
    if (digit(i + 1) >= 0 && digit(i + 2) >= 0) {
      run(i, 1, 3);
      result_.bytes += static_cast<char>(digit(i + 1) * 16 + digit(i + 2));
      return i + 3;
    }
    std::size_t end = i + 1;  // a soft line break, blanks allowed before it
    while (end < body_.size() && is_blank(body_[end])) ++end;
    if (end == body_.size()) return end;
    if (body_[end] == '\n') return end + 1;
    if (body_[end] == '\r')
      return end + 1 < body_.size() && body_[end + 1] == '\n' ? end + 2
                                                              : end + 1;
    note(anomaly::kQuotedPrintableEscape, i, std::min(i + 3, body_.size()));
    append(i, i + 1);
    return i + 1;
  }
};

class UuDecoder : Decoder {
 public:
  using Decoder::Decoder;

  TransferDecoding decode() {
    std::size_t i = after_begin_line();
    while (i < body_.size() && !is_full()) {
      std::size_t end = std::min(body_.find('\n', i), body_.size());
      const std::size_t next = std::min(end + 1, body_.size());
      if (end > i && body_[end - 1] == '\r') --end;
      const std::string_view line = body_.substr(i, end - i);
      if (line == "end") return finish(body_.size());
      if (!line.empty()) decode_line(i, line);
      i = next;
    }
    return finish(i);
  }

 private:
  std::size_t after_begin_line() {
    std::size_t i = 0;
    while (i < body_.size()) {
      const std::size_t end = std::min(body_.find('\n', i), body_.size());
      if (body_.substr(i).starts_with("begin "))
        return std::min(end + 1, body_.size());
      i = end + 1;
    }
    note(anomaly::kUuencodeBroken, 0, std::min<std::size_t>(6, body_.size()));
    return 0;
  }

  static std::uint32_t value(char c) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(c) - 32) &
           0x3F;
  }

  void decode_line(std::size_t at, std::string_view line) {
    const std::size_t length = value(line[0]);
    const std::size_t coded = (length + 2) / 3 * 4;
    if (line.size() < 1 + length * 4 / 3 || line.size() > coded + 3 ||
        static_cast<unsigned char>(line[0]) > 0x60)
      note(anomaly::kUuencodeBroken, at, at + line.size());
    std::size_t left = length;
    for (std::size_t i = 1; left > 0 && i < line.size(); i += 4) {
      const auto bits = [&](std::size_t k) {
        return i + k < line.size() ? value(line[i + k]) : 0u;
      };
      const std::uint32_t word =
          bits(0) << 18 | bits(1) << 12 | bits(2) << 6 | bits(3);
      if (i == 1) run(at + i, 3, 4);
      for (std::size_t b = 0; b < 3 && left > 0; ++b, --left)
        result_.bytes += static_cast<char>(word >> (16 - 8 * b) & 0xFF);
    }
  }
};

TransferDecoding identity(std::string_view body, std::uint64_t at,
                          std::size_t most) {
  TransferDecoding result;
  result.bytes = body.substr(0, most);
  result.cut = body.size() > most;
  result.map = OffsetMap(at);
  return result;
}

std::uint64_t quoted_printable_size(std::string_view body) {
  std::uint64_t size = body.size();
  for (std::size_t i = body.find('='); i < body.size(); i = body.find('=', i)) {
    const std::string_view after = body.substr(i + 1, 2);
    const bool pair = after.size() == 2 && hex_value(after[0]) >= 0 &&
                      hex_value(after[1]) >= 0;
    if (pair)
      size -= 2;
    else if (after == "\r\n")
      size -= 3;
    else if (after.empty())
      size -= 1;
    else if (after[0] == '\n')
      size -= 2;
    i += pair ? 3 : 1;
  }
  return size;
}

}  // namespace

TransferEncoding transfer_encoding(std::string_view raw_value) {
  std::string name;
  int comment = 0;
  for (char c : raw_value) {
    if (c == '(') ++comment;
    if (comment == 0 && !is_ascii_space(c) && c != '"' && c != ';' &&
        name.size() < 40)
      name += ascii_lower(c);
    if (c == ')' && comment > 0) --comment;
  }
  struct Known {
    std::string_view name;
    TransferEncoding encoding;
  };
  static constexpr Known kKnown[] = {
      {"", TransferEncoding::Identity},
      {"7bit", TransferEncoding::Identity},
      {"7-bit", TransferEncoding::Identity},
      {"8bit", TransferEncoding::Identity},
      {"8-bit", TransferEncoding::Identity},
      {"binary", TransferEncoding::Identity},
      {"none", TransferEncoding::Identity},
      {"base64", TransferEncoding::Base64},
      {"quoted-printable", TransferEncoding::QuotedPrintable},
      {"x-uuencode", TransferEncoding::Uuencode},
      {"uuencode", TransferEncoding::Uuencode},
      {"x-uue", TransferEncoding::Uuencode},
      {"uue", TransferEncoding::Uuencode}};
  for (const Known& known : kKnown)
    if (known.name == name) return known.encoding;
  return TransferEncoding::Unknown;
}

TransferDecoding decode_transfer(TransferEncoding encoding,
                                 std::string_view body, std::uint64_t at,
                                 std::size_t most) {
  switch (encoding) {
    case TransferEncoding::Base64:
      return Base64Decoder(body, at, most).decode();
    case TransferEncoding::QuotedPrintable:
      return QuotedPrintableDecoder(body, at, most).decode();
    case TransferEncoding::Uuencode:
      return UuDecoder(body, at, most).decode();
    case TransferEncoding::Identity:
    case TransferEncoding::Unknown:
      break;
  }
  return identity(body, at, most);
}

std::uint64_t decoded_size(TransferEncoding encoding, std::string_view body) {
  std::uint64_t coded = 0;
  switch (encoding) {
    case TransferEncoding::Base64:
      for (char c : body) coded += c > ' ' && c != '=' ? 1 : 0;
      return coded * 3 / 4;
    case TransferEncoding::QuotedPrintable:
      return quoted_printable_size(body);
    case TransferEncoding::Uuencode:
      return body.size() * 45 / 63;  // 45 bytes in a line of 61 and CRLF
    case TransferEncoding::Identity:
    case TransferEncoding::Unknown:
      break;
  }
  return body.size();
}

bool looks_like_base64(std::string_view body) {
  const std::string_view start = body.substr(0, 400);
  std::size_t letters = 0;
  for (char c : start) {
    if (base64_value(c) == kJunk) return false;
    // A blank within a line: words, not base64.
    if (c == ' ' || c == '\t') return false;
    letters += base64_value(c) >= 0 ? 1 : 0;
  }
  return letters >= 16;
}

}  // namespace calspam
