// SPDX-License-Identifier: MIT
#include "arf/redact.hh"

#include <fmt/format.h>

#include <algorithm>

#include "arf/encode.hh"
#include "mail/header_field.hh"
#include "mail/transfer.hh"
#include "util/text.hh"

namespace calspam {
namespace {

struct Edit {
  Span span;
  std::string text;
};

std::string_view eol_of(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end != text.npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

// A content line of a calendar in physical lines of at most 75 bytes, not cut
// within a character (RFC 5545 3.1).
std::string folded_line(std::string_view line, std::string_view eol) {
  constexpr std::size_t kMost = 74;
  std::string out;
  while (line.size() > kMost) {
    std::string_view piece = truncated(line, kMost);
    if (piece.empty()) piece = line.substr(0, kMost);
    out += piece;
    out += eol;
    out += ' ';
    line.remove_prefix(piece.size());
  }
  return out.append(line);
}

// Lines that folds cut a word in two are put together, hidden, and folded
// anew; all else stays as it stands.
std::string with_folds_hidden(std::string_view text,
                              const PrivateWords& words) {
  const std::string_view eol = eol_of(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    std::string line;
    bool folded = false;
    for (;;) {
      const Line physical = line_at(text, end, text.size());
      const std::size_t skip = folded ? 1 : 0;
      line += text.substr(end + skip, physical.end - end - skip);
      end = physical.next;
      if (end >= text.size() || (text[end] != ' ' && text[end] != '\t')) break;
      folded = true;
    }
    const std::string_view written = text.substr(at, end - at);
    if (!folded || !words.shown(line)) {
      out += written;
    } else {
      out += folded_line(words.hidden(line), eol);
      if (written.ends_with('\n') || written.ends_with('\r')) out += eol;
    }
    at = end;
  }
  return out;
}

std::string hidden_text(std::string_view text, const PrivateWords& words) {
  if (find_ignoring_case(text, "begin:vc") == text.npos)
    return words.hidden(text);
  return redacted_calendar(text, words);
}

std::string encoded_again(std::string_view text, TransferEncoding encoding,
                          std::string_view eol) {
  switch (encoding) {
    case TransferEncoding::Base64:
      return base64_lines(text, eol);
    case TransferEncoding::QuotedPrintable:
      return quoted_printable(text, eol) + std::string(eol);
    case TransferEncoding::Identity:
    case TransferEncoding::Uuencode:
    case TransferEncoding::Unknown:
      break;
  }
  return std::string(text);
}

// What stands for a part that cannot be looked into.
std::string placeholder(const Part& part, std::string_view eol,
                        Redacted& redacted) {
  redacted.notes.push_back(
      fmt::format("part {} ({}) is left out: what it shows cannot be checked",
                  part.path, printable(truncated(part.type.name(), 80))));
  const std::string note = fmt::format("[{} bytes left out by redaction]{}",
                                       part.body_span.size(), eol);
  return encoded_again(note, part.encoding, eol);
}

bool is_strict(const Message& message, const Part& part) {
  const Part* at = &part;
  for (;;) {
    if (!at->reading.empty()) return false;
    if (at->parent < 0) return true;
    at = &message.parts[static_cast<std::size_t>(at->parent)];
    // What stands in an encoded message is edited with that message.
    if (at->encoding != TransferEncoding::Identity) return false;
  }
}

void add_edit(std::string_view bytes, const Part& part,
              const PrivateWords& words, Redacted& redacted,
              std::vector<Edit>& edits) {
  const std::string_view body = slice(bytes, part.body_span);
  const std::string_view eol = eol_of(bytes);
  const bool plain = part.encoding == TransferEncoding::Identity;
  if (!part.is_leaf()) {
    if (!plain)
      edits.push_back({part.body_span, placeholder(part, eol, redacted)});
    return;
  }
  const bool known = plain || part.encoding == TransferEncoding::Base64 ||
                     part.encoding == TransferEncoding::QuotedPrintable;
  if (!part.analysed || !known) {
    if (!trimmed(body).empty())
      edits.push_back({part.body_span, placeholder(part, eol, redacted)});
    return;
  }
  if (plain) {
    edits.push_back({part.body_span, hidden_text(body, words)});
    return;
  }
  const std::string text =
      decode_transfer(part.encoding, body, 0, SIZE_MAX).bytes;
  std::string hidden = hidden_text(text, words);
  if (hidden != text)
    edits.push_back(
        {part.body_span, encoded_again(hidden, part.encoding, eol)});
  else
    edits.push_back({part.body_span, std::string(body)});
}

// The edited bodies, and between them everything else with its words hidden.
std::string assembled(std::string_view bytes, std::vector<Edit> edits,
                      const PrivateWords& words) {
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return a.span.begin < b.span.begin;
  });
  std::string out;
  std::uint64_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.span.begin < at || edit.span.end > bytes.size()) continue;
    out += words.hidden(slice(bytes, {at, edit.span.begin}));
    out += edit.text;
    at = edit.span.end;
  }
  return out + words.hidden(slice(bytes, {at, bytes.size()}));
}

// Fields that show a word once folds, encoded words or parameters are undone.
std::string with_fields_hidden(const std::string& bytes,
                               const PrivateWords& words,
                               const Limits& limits) {
  const Message message = parse_message(bytes, limits);
  std::string out;
  std::uint64_t at = 0;
  std::vector<Edit> edits;
  for (const Part& part : message.parts) {
    if (!is_strict(message, part)) continue;
    for (const Header& header : part.headers) {
      const std::string text = header.text();
      if (!words.shown(text) && !words.shown(unfolded(header.value))) continue;
      edits.push_back({header.value_span,
                       ' ' + header_value(words.hidden(text), eol_of(bytes),
                                          header.name.size() + 2)});
    }
  }
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return a.span.begin < b.span.begin;
  });
  for (const Edit& edit : edits) {
    if (edit.span.begin < at || edit.span.end > bytes.size()) continue;
    out += slice(bytes, {at, edit.span.begin});
    out += edit.text;
    at = edit.span.end;
    // The value of a field may hold its line end.
    const std::string_view value = slice(bytes, edit.span);
    if (value.ends_with('\n')) out += eol_of(bytes);
  }
  out += slice(bytes, {at, bytes.size()});
  return out;
}

void hide(std::string& text, const PrivateWords& words) {
  text = words.hidden(text);
}
void hide(std::vector<std::string>& texts, const PrivateWords& words) {
  for (std::string& text : texts) hide(text, words);
}

}  // namespace

std::string redacted_calendar(std::string_view text,
                              const PrivateWords& words) {
  return words.hidden(with_folds_hidden(text, words));
}

Redacted redacted_message(std::string_view message, const PrivateWords& words,
                          const Limits& limits) {
  Redacted redacted;
  const Message tree = parse_message(message, limits);
  std::vector<Edit> edits;
  for (const Part& part : tree.parts)
    if (is_strict(tree, part)) add_edit(message, part, words, redacted, edits);
  redacted.bytes = with_fields_hidden(
      assembled(message, std::move(edits), words), words, limits);
  return redacted;
}

AbuseCase redacted_case(const AbuseCase& incident, const PrivateWords& words) {
  AbuseCase out = incident;
  for (std::string* text : {&out.subject, &out.message_id, &out.from,
                            &out.from_domain, &out.sent, &out.reporting_mta})
    hide(*text, words);
  if (out.mail_from) hide(*out.mail_from, words);
  for (std::vector<std::string>* texts :
       {&out.recipients, &out.authentication_results, &out.domains, &out.uris,
        &out.organizers, &out.reply_to})
    hide(*texts, words);
  for (CaseEvent& event : out.events)
    for (std::string* text :
         {&event.uid, &event.recurrence_id, &event.summary, &event.organizer,
          &event.start, &event.end, &event.rule, &event.location})
      hide(*text, words);
  for (CaseFinding& finding : out.findings) hide(finding.message, words);
  return out;
}

}  // namespace calspam
