// SPDX-License-Identifier: MIT
// What header fields are written in: bytes above 127, encoded words, lines.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/checks_msg_rows.hh"
#include "lint/edits.hh"
#include "lint/encoder.hh"
#include "lint/message_parts.hh"
#include "mail/header_field.hh"
#include "mail/words.hh"
#include "util/charset.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

constexpr std::size_t kLongestLine = 78;
constexpr std::size_t kLongestWord = 75;

// Fields that servers on the way write, and signatures.
constexpr std::array<std::string_view, 11> kTrace{"received",
                                                  "return-path",
                                                  "dkim-signature",
                                                  "domainkey-signature",
                                                  "authentication-results",
                                                  "received-spf",
                                                  "delivered-to",
                                                  "arc-seal",
                                                  "arc-message-signature",
                                                  "arc-authentication-results",
                                                  "autocrypt"};

constexpr std::array<std::string_view, 6> kAddresses{
    "from", "sender", "reply-to", "to", "cc", "bcc"};

template <std::size_t n>
bool is_in(const std::array<std::string_view, n>& names,
           std::string_view name) {
  return std::ranges::find(names, ascii_lower(name)) != names.end();
}

bool is_trace(std::string_view name) {
  return is_in(kTrace, name) || starts_ignoring_case(name, "X-");
}

// Text that may be anything: no addresses, parameters or ids.
bool is_unstructured(std::string_view name) {
  return same_ignoring_case(name, "Subject") ||
         same_ignoring_case(name, "Comments") ||
         same_ignoring_case(name, "Thread-Topic") ||
         same_ignoring_case(name, "Organization") ||
         same_ignoring_case(name, "Content-Description");
}

bool was_smtputf8(const Subject& subject) {
  return std::ranges::any_of(subject.hops, [](const Hop& hop) {
    return hop.with.starts_with("UTF8SMTP");
  });
}

// An address field with its names as encoded words; "" where comments, groups
// or addresses beyond ASCII stand in the way.
std::string encoded_addresses(const Header& field, const Limits& limits) {
  if (field.value.find_first_of("(;") != std::string::npos) return "";
  std::string out;
  for (const Address& address : parse_addresses(field.value, limits)) {
    const std::string spec = address.spec();
    if (address.domain.empty() || has_high_byte(spec)) return "";
    if (!out.empty()) out += ", ";
    if (address.display_name.empty())
      out += spec;
    else if (has_high_byte(address.display_name))
      out += fmt::format("{} <{}>", encoded_words(address.display_name), spec);
    else if (address.display_name.find_first_of("\"\\") == std::string::npos)
      out += fmt::format("\"{}\" <{}>", address.display_name, spec);
    else
      return "";
  }
  return out;
}

void mend_8bit(const LintInput& input, int index, const Header& field,
               LintFinding& finding) {
  Edits edits(input);
  const Part& part = part_at(input.subject, index);
  if (is_unstructured(field.name)) {
    edits.set_header(index, field, encoded_words(field.text()));
  } else if (is_in(kAddresses, field.name)) {
    const std::string value = encoded_addresses(field, *input.subject.limits);
    if (value.empty()) return;
    edits.set_header(index, field, value);
  } else if (same_ignoring_case(field.name, "Content-Disposition") &&
             !part.filename.empty()) {
    edits.set_header_parameter(index, field.name, "filename", part.filename);
  } else if (const Parameter* name = part.type.parameter("name");
             name != nullptr &&
             same_ignoring_case(field.name, "Content-Type")) {
    edits.set_header_parameter(index, field.name, "name", name->value);
  } else {
    return;
  }
  finding.edits = edits.take();
}

void check_8bit(const LintInput& input, int index, LintLog& log) {
  for (const Header& field : part_at(input.subject, index).headers) {
    if (!has_high_byte(field.value)) continue;
    LintFinding& finding =
        log.add(message_check("header-8bit"), header_place(index, field),
                fmt::format("bytes above 127 in {}", field.name));
    mend_8bit(input, index, field, finding);
  }
}

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Line line = line_at(text, at, text.size());
    longest = std::max(longest, line.end - at);
    at = line.next;
  }
  return longest;
}

// One finding for all of them: a program that does not fold never folds.
void check_length(const LintInput& input, int index, LintLog& log) {
  const std::string_view bytes = input.subject.raw->bytes;
  Edits edits(input);
  std::size_t fields = 0, longest = 0;
  const Header* first = nullptr;
  for (const Header& field : part_at(input.subject, index).headers) {
    if (is_trace(field.name) || field.value.size() < 60 ||
        field.value.size() > input.subject.limits->header_value_bytes)
      continue;
    const std::size_t has = longest_line(slice(bytes, field.span));
    if (has <= kLongestLine) continue;
    const std::string value(trimmed(unfolded(field.value)));
    const std::string folded =
        folded_field(fmt::format("{}: {}", field.name, value), "\n");
    if (longest_line(folded) >= has) continue;
    edits.set_header(index, field, value);
    if (fields++ == 0) first = &field;
    longest = std::max(longest, has);
  }
  if (first == nullptr) return;
  log.add(message_check("header-line-long"), header_place(index, *first),
          fmt::format("{} with lines of up to {} characters",
                      counted(fields, "field"), longest))
      .edits = edits.take();
}

// An encoded word "=?charset?B?text?=" at the start of `text`.
struct Word {
  std::string charset;
  char encoding = 0;
  std::string_view text;
  std::size_t size = 0;  ///< 0: this is no encoded word at all
  bool closed = false;
};
Word word_at(std::string_view text) {
  Word word;
  const std::size_t first = text.find('?', 2);
  if (first == text.npos || first == 2 || first > 40) return word;
  const std::string_view charset = text.substr(2, first - 2);
  if (!std::ranges::all_of(charset, [](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) ||
               std::string_view("-_.:*").find(c) != std::string_view::npos;
      }))
    return word;
  if (first + 2 >= text.size() || text[first + 2] != '?') return word;
  word.charset = ascii_lower(charset.substr(0, charset.find('*')));
  word.encoding = ascii_lower(text[first + 1]);
  const std::size_t begin = first + 3;
  const std::size_t end = text.find("?=", begin);
  const std::size_t next = text.find("=?", begin);
  // The padding of base64 makes "=?=" of its end.
  word.closed = end != text.npos && (next == text.npos || end <= next + 1);
  word.text = text.substr(begin, word.closed ? end - begin : 0);
  word.size = word.closed ? end + 2 : begin;
  return word;
}

std::string fault_of(const Word& word) {
  if (!word.closed) return "it does not end";
  if (word.encoding != 'b' && word.encoding != 'q')
    return "its encoding is neither B nor Q";
  if (word.text.find_first_of(" \t") != word.text.npos) return "a blank inside";
  if (word.size > kLongestWord)
    return fmt::format("{} characters, 75 are allowed", word.size);
  std::string bytes;
  if (word.encoding == 'b') {
    const auto decoded = base64_decoded(word.text);
    if (!decoded) return "its text is no base64";
    bytes = *decoded;
  } else {
    for (std::size_t i = 0; i < word.text.size(); ++i) {
      if (word.text[i] != '=') {
        bytes += word.text[i];
        continue;
      }
      if (i + 2 >= word.text.size() || hex_digit(word.text[i + 1]) < 0 ||
          hex_digit(word.text[i + 2]) < 0)
        return "an equals sign that escapes nothing";
      bytes += static_cast<char>(hex_digit(word.text[i + 1]) * 16 +
                                 hex_digit(word.text[i + 2]));
      i += 2;
    }
  }
  if (word.charset == "utf-8" && !is_valid_utf8(bytes))
    return "it ends inside a character";
  return "";
}

void check_words(const LintInput& input, const Header& field, LintLog& log) {
  const std::string value = unfolded(field.value);
  if (value.find("=?") == value.npos || input.has_hole(field.span)) return;
  const bool structured = is_in(kAddresses, field.name);
  bool quoted = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && quoted) {
      ++i;
      continue;
    }
    if (value[i] == '"') quoted = !quoted;
    // No word is near as long as that.
    const std::string_view rest = std::string_view(value).substr(i, 1'000);
    if (!rest.starts_with("=?")) continue;
    const Word word = word_at(rest);
    if (word.size == 0) continue;
    std::string fault = fault_of(word);
    if (fault.empty() && structured && quoted) fault = "it stands in quotes";
    i += word.size - 1;
    if (fault.empty()) continue;
    LintFinding& finding =
        log.add(message_check("encoded-word-broken"), header_place(0, field),
                fmt::format("\"{}\": {}", truncated(rest, word.size), fault));
    const std::string mended =
        structured ? encoded_addresses(field, *input.subject.limits)
        : is_unstructured(field.name) ? encoded_words(field.text())
                                      : "";
    if (!mended.empty())
      finding.edits = Edits(input).set_header(0, field, mended).take();
    return;
  }
}

bool has_line_end(std::string_view text) {
  return text.find_first_of("\r\n") != text.npos;
}

void check_injection(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  for (const Header& field : part.headers) {
    const bool encoded = field.value.find("=?") != std::string::npos ||
                         field.value.find('%') != std::string::npos;
    if (!encoded) continue;
    bool found = has_line_end(field.text());
    if (starts_ignoring_case(field.name, "Content-"))
      for (const Parameter& parameter :
           parse_parameter_field(field.value, field.value_span.begin,
                                 *input.subject.limits)
               .parameters)
        found = found || has_line_end(parameter.value);
    if (found)
      log.add(message_check("line-end-in-field"), header_place(index, field),
              fmt::format("{} decodes to several lines", field.name));
  }
}

}  // namespace

void check_message_text(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  const bool smtputf8 = was_smtputf8(subject);
  for (int index : own_parts(subject)) {
    if (!smtputf8) check_8bit(input, index, log);
    check_length(input, index, log);
    check_injection(input, index, log);
  }
  for (const Header& field : subject.message.root().headers)
    if (!is_trace(field.name)) check_words(input, field, log);
}

}  // namespace calspam
