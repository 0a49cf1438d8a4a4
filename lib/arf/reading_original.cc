// SPDX-License-Identifier: MIT
// The message that a report is about: as a part, as Outlook forwards it, or
// below words.
#include "arf/mail_report.hh"
#include "mail/header_field.hh"
#include "mail/transfer.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kWordsRead = 4'096;
constexpr std::size_t kNameBytes = 1'000;

bool is_mark(std::string_view line) {
  const std::string lower = ascii_lower(line);
  const bool ruled = lower.starts_with("--") || lower.starts_with("==") ||
                     lower.starts_with("__");
  return ruled && (lower.find("original message") != lower.npos ||
                   lower.find("copy of the message") != lower.npos ||
                   lower.find("forwarded message") != lower.npos ||
                   lower.find("message header") != lower.npos);
}

}  // namespace

// "<a@b>", "a@b", "mailto:a@b"; "" for <>.
std::string path_address(std::string_view value) {
  value = trimmed(value);
  const std::size_t open = value.find('<');
  if (open != value.npos) {
    value = value.substr(open + 1);
    value = value.substr(0, value.find('>'));
  }
  if (starts_ignoring_case(value, "mailto:")) value.remove_prefix(7);
  return std::string(trimmed(value));
}

bool is_header_type(const MediaType& type) {
  return type.subtype.starts_with("rfc822-header");
}

void MailReader::take_headers(std::string_view text) {
  const HeaderBlock block = read_header_block(
      text, {0, text.size()}, text.find('\n') != text.npos, limits_);
  Part part;
  part.headers = block.fields;
  ReportedOriginal& original = out_.original;
  original.message_id = clean_text(part.header_text("Message-ID"), kNameBytes);
  original.subject = clean_text(part.header_text("Subject"), kNameBytes);
  original.from = clean_text(part.header_text("From"), kNameBytes);
  original.date = clean_text(part.header_text("Date"), kNameBytes);
}

void MailReader::take_original() {
  if (strict_.original < 0) return;
  const Part& part = message_.parts[static_cast<std::size_t>(strict_.original)];
  ReportedOriginal& original = out_.original;
  const std::string_view body = slice(bytes_, part.body_span);
  if (part.encoding == TransferEncoding::Identity ||
      part.encoding == TransferEncoding::Unknown) {
    original.bytes = body;
    original.span = part.body_span;
  } else {
    original.bytes =
        decode_transfer(part.encoding, body, 0,
                        static_cast<std::size_t>(limits_.message_bytes))
            .bytes;
    if (part.is_message) forgive("an encoded message/rfc822 part");
  }
  // Some put an empty line between the part's header and the message.
  const std::size_t start = original.bytes.find_first_not_of("\r\n");
  if (start == std::string::npos) {
    original = ReportedOriginal{};
    return;
  }
  if (start > 0) {
    original.bytes.erase(0, start);
    if (!original.span.empty()) original.span.begin += start;
  }
  original.part = part.path;
  original.form =
      is_header_type(part.type) || part.type.is("message", "global-headers")
          ? ReportedOriginal::Form::Headers
          : ReportedOriginal::Form::Whole;
  if (is_header_type(part.type) && !part.type.is("text", "rfc822-headers"))
    forgive("a header part of type " + printable(part.type.name()));
  take_headers(original.bytes);
}

// Outlook's Junk Mail Reporting Program forwards the message, with the
// recipient in a field of its own, and has no machine-readable part.
void MailReader::read_jmrp() {
  if (strict_.feedback >= 0 || strict_.original < 0) return;
  const std::string_view text = out_.original.bytes;
  const HeaderBlock block = read_header_block(
      text, {0, text.size()}, text.find('\n') != text.npos, limits_);
  Part part;
  part.headers = block.fields;
  const std::string recipient = part.header_text("X-HmXmrOriginalRecipient");
  if (recipient.empty()) return;
  out_.kind = AbuseReportKind::Jmrp;
  out_.feedback_type = "abuse";
  out_.original_rcpt_to = {clean_text(path_address(recipient), kNameBytes)};
  for (std::string_view name : {"X-Reporter-IP", "X-SID-PRA", "X-SID-Result"})
    if (std::string value = part.header_text(name); !value.empty())
      out_.extensions.push_back(
          {std::string(name), clean_text(value, bounds_.field_bytes)});
  forgive("no message/feedback-report part (JMRP)");
}

// Words, a line that says so, and then the message.
void MailReader::read_words() {
  if (out_.kind != AbuseReportKind::None || message_.parts.size() != 1) return;
  const Part& root = message_.root();
  const std::string_view text = root.content;
  const std::string words = ascii_lower(truncated(text, kWordsRead));
  const bool complains = words.find("spam") != words.npos ||
                         words.find("abuse") != words.npos ||
                         words.find("phishing") != words.npos ||
                         words.find("unsolicited") != words.npos;
  if (!complains) return;
  for (std::size_t at = 0; at < text.size();) {
    const Line line = line_at(text, at, text.size());
    const bool mark = is_mark(text.substr(at, line.end - at));
    at = line.next;
    if (!mark) continue;
    while (at < text.size() && (text[at] == '\r' || text[at] == '\n')) ++at;
    if (at >= text.size() || !is_field_start(text, at, text.size())) continue;
    out_.kind = AbuseReportKind::Text;
    out_.feedback_type = "abuse";
    out_.original.form = ReportedOriginal::Form::Whole;
    out_.original.part = root.path;
    out_.original.bytes = text.substr(at);
    take_headers(out_.original.bytes);
    forgive("a report in plain words");
    return;
  }
}

}  // namespace calspam
