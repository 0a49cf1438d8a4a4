// SPDX-License-Identifier: MIT
// Transfer encodings of leaves: declared, and kept.
#include <fmt/format.h>

#include <algorithm>

#include "lint/checks_mime_rows.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "mail/carrier.hh"
#include "mail/transfer.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

// Text that is shorter says too little about how it was encoded.
constexpr std::size_t kTellingBytes = 24;
constexpr std::size_t kLongestLine = 76;

struct Leaf {
  const LintInput& input;
  LintLog& log;
  int index;
  const Part& part;
  std::string_view body;
  std::string encoding;

  Place place() const {
    return header_place(input.subject, index, "Content-Transfer-Encoding");
  }
  // A place inside of the body.
  Place at(std::size_t begin, std::size_t end) const {
    return {
        index, "", {part.body_span.begin + begin, part.body_span.begin + end}};
  }
  bool is_calendar() const { return part.carrier != Carrier::None; }
  std::vector<Edit> encoded(TransferEncoding as) const {
    return Edits(input).set_encoding(index, as).take();
  }
  /// What a body of this kind is best sent in.
  std::vector<Edit> encoded() const {
    return encoded(part.type.type == "text" && !is_calendar()
                       ? TransferEncoding::QuotedPrintable
                       : TransferEncoding::Base64);
  }
};

bool is_base64_char(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '/' ||
         c == '=';
}

// Whether the body is base64 of a calendar or of other text.
bool hides_text(std::string_view body) {
  if (body.size() < kTellingBytes || !looks_like_base64(body)) return false;
  const std::string text =
      decode_transfer(TransferEncoding::Base64, body, 0, 4096).bytes;
  if (starts_calendar(text)) return true;
  return text.size() >= kTellingBytes && text.find(' ') != text.npos &&
         is_valid_utf8(std::string_view(text).substr(
             0, text.size() == 4096 ? text.rfind(' ') : text.size())) &&
         std::ranges::none_of(text, [](char c) {
           return static_cast<unsigned char>(c) < ' ' && !is_ascii_space(c);
         });
}

// Whether what is declared base64 is text as people write it.
bool is_plain_text(std::string_view body) {
  const std::string_view beginning = body.substr(0, 4096);
  if (starts_calendar(beginning)) return true;
  const auto foreign = std::ranges::count_if(beginning, [](char c) {
    return !is_base64_char(c) && c != '\r' && c != '\n';
  });
  return beginning.size() >= kTellingBytes &&
         static_cast<std::size_t>(foreign) * 20 > beginning.size();
}

bool check_fit(const Leaf& leaf) {
  const bool base64 = leaf.part.encoding == TransferEncoding::Base64;
  const bool uncoded = leaf.encoding.empty() || leaf.encoding == "7bit" ||
                       leaf.encoding == "8bit" ||
                       leaf.part.encoding == TransferEncoding::QuotedPrintable;
  const bool text = leaf.part.type.type == "text" || leaf.is_calendar();
  if (base64 && is_plain_text(leaf.body)) {
    leaf.log
        .add(mime_check("encoding-mismatch"), leaf.place(),
             "plain text under \"base64\"")
        .edits = Edits(leaf.input)
                     .set_header(leaf.index, "Content-Transfer-Encoding",
                                 has_high_byte(leaf.body) ? "8bit" : "7bit")
                     .take();
    return false;
  }
  // What both would be said of is left as it is.
  if (!uncoded || !text || is_plain_text(leaf.body) || !hides_text(leaf.body))
    return true;
  leaf.log
      .add(mime_check("encoding-mismatch"), leaf.place(),
           leaf.encoding.empty()
               ? "base64 text without a transfer encoding"
               : fmt::format("base64 text under \"{}\"", leaf.encoding))
      .edits =
      Edits(leaf.input)
          .set_header(leaf.index, "Content-Transfer-Encoding", "base64")
          .take();
  return false;
}

void speak_of_base64(const Leaf& leaf, std::size_t begin, std::size_t end,
                     std::string message) {
  leaf.log
      .add(mime_check("base64-malformed"), leaf.at(begin, end),
           std::move(message))
      .edits = leaf.encoded(TransferEncoding::Base64);
}

// The first fault only: one encoder makes them all.
void check_base64(const Leaf& leaf) {
  std::size_t line = 0, digits = 0, padding = 0, last = 0;
  for (std::size_t i = 0; i < leaf.body.size(); ++i) {
    const char c = leaf.body[i];
    if (c == '\n' || c == '\r') {
      line = i + 1;
      continue;
    }
    if (!is_base64_char(c))
      return speak_of_base64(leaf, i, i + 1,
                             fmt::format("\"{}\" is no base64 character", c));
    if (i - line == kLongestLine)
      return speak_of_base64(leaf, line, i + 1,
                             "a line of more than 76 characters");
    if (c != '=' && padding != 0)
      return speak_of_base64(leaf, i, i + 1, "text behind the padding");
    padding += c == '=';
    digits += c != '=';
    last = i;
  }
  if (padding > 2 || (digits + padding) % 4 != 0)
    speak_of_base64(
        leaf, last, last + 1,
        fmt::format("{} characters and {} of padding make no whole bytes",
                    digits, padding));
}

// What is wrong with a line of quoted-printable, and where; "" for nothing.
struct LineFault {
  std::string what;
  std::size_t begin = 0, end = 0;
};
LineFault fault_of(std::string_view line) {
  if (line.size() > kLongestLine)
    return {"a line of more than 76 characters", 0, line.size()};
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (static_cast<unsigned char>(line[i]) > 127)
      return {"a byte above 127", i, i + 1};
    if (line[i] != '=') continue;
    if (i + 1 == line.size()) return {};
    if (i + 2 < line.size() && hex_digit(line[i + 1]) >= 0 &&
        hex_digit(line[i + 2]) >= 0)
      continue;
    if (trimmed(line.substr(i + 1)).empty())
      return {"blanks behind a soft line break", i, line.size()};
    return {fmt::format("\"{}\" escapes nothing", line.substr(i, 3)), i,
            std::min(i + 3, line.size())};
  }
  if (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
    return {"a blank at the end of a line", line.size() - 1, line.size()};
  return {};
}

void check_quoted_printable(const Leaf& leaf) {
  for (std::size_t at = 0; at < leaf.body.size();) {
    const std::size_t feed =
        std::min(leaf.body.find('\n', at), leaf.body.size());
    std::string_view line = leaf.body.substr(at, feed - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const LineFault fault = fault_of(line);
    if (!fault.what.empty()) {
      leaf.log
          .add(mime_check("quoted-printable-malformed"),
               leaf.at(at + fault.begin, at + fault.end), fault.what)
          .edits = leaf.encoded(TransferEncoding::QuotedPrintable);
      return;
    }
    at = feed + 1;
  }
}

// "=0D" ahead of a line end that is no soft one: with it the line ends in CR
// CR LF.
void check_doubled(const Leaf& leaf) {
  constexpr std::size_t kMostEdits = 10'000;
  Edits edits(leaf.input);
  std::size_t found = 0, first = 0;
  for (std::size_t i = leaf.body.find("=0"); i != leaf.body.npos;
       i = leaf.body.find("=0", i + 2)) {
    const std::string_view rest = leaf.body.substr(i + 2);
    if (!rest.starts_with("D\r\n") && !rest.starts_with("D\n") &&
        !rest.starts_with("d\r\n") && !rest.starts_with("d\n"))
      continue;
    if (++found == 1) first = i;
    if (found <= kMostEdits)
      edits.raw(
          {leaf.part.body_span.begin + i, leaf.part.body_span.begin + i + 3},
          "");
  }
  if (found == 0) return;
  LintFinding& finding = leaf.log.add(
      mime_check("line-ends-doubled"), leaf.at(first, first + 3),
      fmt::format("{} with =0D before the line end", counted(found, "line")));
  if (found <= kMostEdits) finding.edits = edits.take();
}

void check_eighth_bit(const Leaf& leaf) {
  const bool nul = leaf.body.find('\0') != leaf.body.npos;
  const bool high = has_high_byte(leaf.body);
  if (leaf.encoding == "8bit" && high)
    leaf.log
        .add(mime_check("sent-as-8bit"), leaf.place(),
             fmt::format("{} is sent as 8bit", leaf.part.type.name()))
        .edits = leaf.encoded();
  else if ((leaf.encoding.empty() || leaf.encoding == "7bit") && (high || nul))
    leaf.log
        .add(mime_check("unencoded-8bit"), leaf.place(),
             fmt::format("{} in {}", high ? "bytes above 127" : "a NUL byte",
                         leaf.encoding.empty()
                             ? "a part without a transfer encoding"
                             : "a part declared 7bit"))
        .edits = leaf.encoded();
}

void check_binary(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  if (encoding_name(part) != "binary") return;
  const Header* field = part.header("Content-Transfer-Encoding");
  Edits edits(input);
  if (part.is_leaf())
    edits.set_encoding(index, TransferEncoding::Base64);
  else
    edits.remove_header(index, *field);
  log.add(mime_check("sent-as-binary"), header_place(index, *field),
          fmt::format("{} is declared binary", part.type.name()))
      .edits = edits.take();
}

}  // namespace

void check_mime_encodings(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  for (int index : own_parts(subject)) {
    check_binary(input, index, log);
    const Part& part = part_at(subject, index);
    const auto body = raw_body(subject, index);
    if (!part.is_leaf() || !body) continue;
    const Leaf leaf{input, log, index, part, *body, encoding_name(part)};
    if (!check_fit(leaf)) continue;
    if (part.encoding == TransferEncoding::Base64) check_base64(leaf);
    if (part.encoding == TransferEncoding::QuotedPrintable) {
      check_quoted_printable(leaf);
      if (leaf.is_calendar()) check_doubled(leaf);
    }
    if (part.encoding == TransferEncoding::Identity) check_eighth_bit(leaf);
  }
}

}  // namespace calspam
