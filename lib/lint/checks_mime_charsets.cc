// SPDX-License-Identifier: MIT
// Charsets of text that is no calendar; those of calendars are checks of iMIP.
#include <fmt/format.h>

#include "lint/checks_mime_rows.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "util/charset.hh"
#include "util/text.hh"

namespace calspam {
namespace {

bool is_violated(std::string_view bytes, const std::string& charset) {
  if (charset == "us-ascii") return has_high_byte(bytes);
  if (charset == "utf-8") return !is_valid_utf8(bytes);
  if (!is_known_charset(charset)) return false;
  const Decoded decoded = to_utf8(bytes, charset);
  return decoded.damaged && !decoded.raw;
}

void check_text(const LintInput& input, int index, LintLog& log) {
  const Subject& subject = input.subject;
  const Part& part = part_at(subject, index);
  const std::string bytes = decoded_body(subject, index);
  // What was cut may end inside a character.
  if (!has_high_byte(bytes) || bytes.size() >= subject.limits->text_bytes)
    return;
  const bool is_utf8 = is_valid_utf8(bytes);
  const auto declare = [&](std::string_view charset) {
    return Edits(input)
        .set_header_parameter(index, "Content-Type", "charset", charset)
        .take();
  };
  if (part.charset.empty()) {
    if (!part.type.is("text", "plain") && !part.type.is("text", "html")) return;
    LintFinding& finding = log.add(
        mime_check("text-charset-missing"), part_place(subject, index),
        fmt::format("{} beyond ASCII without a charset", part.type.name()));
    if (is_utf8 && part.type_declared) finding.edits = declare("UTF-8");
  } else if (is_violated(bytes, part.charset)) {
    LintFinding& finding =
        log.add(mime_check("charset-violated"), part_place(subject, index),
                fmt::format("bytes that \"{}\" does not have", part.charset));
    // What is neither is mostly from Windows, where nobody says so.
    finding.edits = declare(is_utf8 ? "UTF-8" : "windows-1252");
  }
}

}  // namespace

void check_mime_charsets(const LintInput& input, LintLog& log) {
  for (int index : own_parts(input.subject)) {
    const Part& part = part_at(input.subject, index);
    if (part.is_leaf() && part.type.type == "text" &&
        part.carrier == Carrier::None)
      check_text(input, index, log);
  }
}

}  // namespace calspam
