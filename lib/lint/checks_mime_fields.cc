// SPDX-License-Identifier: MIT
// MIME-Version, Content-Type and how often fields stand.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "lint/checks_mime_rows.hh"
#include "lint/edits.hh"
#include "lint/encoder.hh"
#include "lint/message_parts.hh"
#include "mail/anomalies.hh"
#include "mail/structured.hh"
#include "util/text.hh"

namespace calspam {
namespace {

bool is_token_char(char c) {
  return c > ' ' && c < 0x7F &&
         std::string_view("()<>@,;:\\\"/[]?=").find(c) ==
             std::string_view::npos;
}

// A field value "a/b; name=value" held against the grammar of RFC 2045 5.1.
class ParameterGrammar {
 public:
  explicit ParameterGrammar(std::string_view value)
      : text_(without_comments(value)) {}

  /// What is wrong with it, or "".
  std::string fault(bool with_subtype) {
    skip();
    if (!token()) return "no type";
    if (with_subtype) {
      if (!take('/')) return "no subtype";
      if (!token()) return "no subtype";
    }
    for (skip(); at_ < text_.size(); skip()) {
      if (!take(';')) return fmt::format("\"{}\" out of place", rest());
      skip();
      if (at_ == text_.size()) return "a semicolon at the end";
      if (text_[at_] == ';') return "two semicolons in a row";
      if (std::string wrong = parameter(); !wrong.empty()) return wrong;
    }
    return "";
  }

 private:
  void skip() {
    while (at_ < text_.size() && is_ascii_space(text_[at_])) ++at_;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool token() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_token_char(text_[at_])) ++at_;
    return at_ > begin;
  }
  std::string rest() const {
    return std::string(trimmed(truncated(text_.substr(at_), 40)));
  }

  std::string parameter() {
    const std::size_t begin = at_;
    if (!token()) return fmt::format("\"{}\" is no parameter", rest());
    const std::string name = text_.substr(begin, at_ - begin);
    skip();
    if (!take('=')) return fmt::format("\"{}\" without a value", name);
    skip();
    if (!take('"')) {
      if (!token()) return fmt::format("\"{}\" without a value", name);
      if (at_ < text_.size() && text_[at_] != ';' &&
          !is_ascii_space(text_[at_]))
        return fmt::format("\"{}\" has to be quoted", name);
      return "";
    }
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    return take('"') ? "" : fmt::format("the quote of \"{}\" is open", name);
  }

  std::string text_;
  std::size_t at_ = 0;
};

// The field as it should read: type and parameters as they were understood.
std::string rewritten(const ParameterField& field) {
  std::string out = field.value;
  for (const RawParameter& parameter : field.raw) {
    out += fmt::format("; {}=", parameter.name);
    const bool plain = !parameter.value.empty() &&
                       std::ranges::all_of(parameter.value, is_token_char);
    if (plain && !parameter.quoted) {
      out += parameter.value;
      continue;
    }
    out += '"';
    for (char c : parameter.value) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  return out;
}

void check_version(const LintInput& input, LintLog& log) {
  const Part& root = input.subject.message.root();
  const Header* version = root.header("MIME-Version");
  if (version != nullptr && trimmed(without_comments(version->value)) == "1.0")
    return;
  log.add(mime_check("mime-version-missing"),
          header_place(input.subject, 0, "MIME-Version"),
          version == nullptr
              ? "no MIME-Version"
              : fmt::format("MIME-Version \"{}\"", version->text()))
      .edits = Edits(input).set_header(0, "MIME-Version", "1.0").take();
}

void check_type(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  const Header* field = part.header("Content-Type");
  if (field == nullptr || input.has_hole(field->span)) return;
  const std::string fault = ParameterGrammar(field->value).fault(true);
  if (fault.empty()) return;
  LintFinding& finding = log.add(mime_check("content-type-malformed"),
                                 header_place(index, *field), fault);
  const auto parsed = parameter_field(input.subject, part, "Content-Type");
  const bool safe = parsed && parsed->complete &&
                    std::ranges::count(parsed->value, '/') == 1 &&
                    std::ranges::all_of(parsed->value, [](char c) {
                      return c == '/' || is_token_char(c);
                    });
  if (safe)
    finding.edits =
        Edits(input).set_header(index, *field, rewritten(*parsed)).take();
}

void check_disposition(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  const Header* field = part.header("Content-Disposition");
  if (field == nullptr || input.has_hole(field->span)) return;
  const std::string fault = ParameterGrammar(field->value).fault(false);
  const auto parsed =
      parameter_field(input.subject, part, "Content-Disposition");
  const auto names = parsed->raw_all("filename");
  const bool word = !names.empty() &&
                    names.front()->value.find("=?") != std::string::npos &&
                    names.front()->value.find("?=") != std::string::npos;
  if (fault.empty() && !word) return;
  LintFinding& finding =
      log.add(mime_check("disposition-malformed"), header_place(index, *field),
              word ? fmt::format("file name as encoded word \"{}\"",
                                 names.front()->value)
                   : fault);
  if (word && !part.filename.empty())
    finding.edits = Edits(input)
                        .set_header_parameter(index, "Content-Disposition",
                                              "filename", part.filename)
                        .take();
  else if (!word && parsed->complete && !parsed->value.empty() &&
           std::ranges::all_of(parsed->value, is_token_char))
    finding.edits =
        Edits(input).set_header(index, *field, rewritten(*parsed)).take();
}

void check_repeats(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  std::map<std::string, const Header*> seen;
  for (const Header& field : part.headers) {
    if (!starts_ignoring_case(field.name, "Content-")) continue;
    const auto [first, is_new] = seen.emplace(ascii_lower(field.name), &field);
    if (is_new) continue;
    log.add(mime_check("content-field-twice"), header_place(index, field),
            fmt::format("{} stands twice: \"{}\" and \"{}\"", field.name,
                        first->second->text(), field.text()))
        .edits = Edits(input).remove_header(index, field).take();
  }
}

void check_inner_version(const LintInput& input, int index, LintLog& log) {
  if (part_at(input.subject, index).parent < 0) return;
  const Header* version = part_at(input.subject, index).header("MIME-Version");
  if (version != nullptr)
    log.add(mime_check("mime-version-in-part"), header_place(index, *version),
            "MIME-Version in the header of a part")
        .edits = Edits(input).remove_header(index, *version).take();
}

bool is_calendar_in_header(const Anomaly& anomaly) {
  return anomaly.kind == &anomaly::kCalendarInHeaders;
}
bool is_line_in_header(const Anomaly& anomaly) {
  return anomaly.kind == &anomaly::kHeaderNoEmptyLine ||
         anomaly.kind == &anomaly::kHeaderMissing;
}

bool follows_empty_line(const Subject& subject, std::uint64_t at) {
  const std::string_view ahead = slice(subject.raw->bytes, {0, at});
  return ahead.ends_with("\n\n") || ahead.ends_with("\n\r\n");
}

// What tells that content was read as header: a calendar in it, or a line
// that is no field where the header ought to end. Of one part the calendar
// says more, as it stands first.
void check_header_end(const LintInput& input, const std::vector<int>& own,
                      LintLog& log) {
  const Subject& subject = input.subject;
  std::map<int, const Anomaly*> found;
  for (const Anomaly& anomaly : subject.message.anomalies) {
    if (anomaly.part <= 0 || !std::ranges::binary_search(own, anomaly.part))
      continue;
    if (is_calendar_in_header(anomaly))
      found[anomaly.part] = &anomaly;
    else if (is_line_in_header(anomaly))
      found.emplace(anomaly.part, &anomaly);
  }
  const std::string_view end = line_end_of(subject.raw->bytes);
  for (const auto& [part, anomaly] : found) {
    const Span at{anomaly->span.begin, anomaly->span.begin};
    LintFinding& finding =
        log.add(mime_check("part-header-not-ended"), {part, "", anomaly->span},
                is_calendar_in_header(*anomaly)
                    ? "the calendar stands in the header of its part"
                    : "no empty line before the content");
    if (raw_body(subject, part) && !follows_empty_line(subject, at.begin))
      finding.edits = Edits(input).raw(at, end).take();
  }
}

}  // namespace

void check_mime_fields(const LintInput& input, LintLog& log) {
  check_version(input, log);
  const std::vector<int> own = own_parts(input.subject);
  for (int index : own) {
    check_type(input, index, log);
    check_disposition(input, index, log);
    check_repeats(input, index, log);
    check_inner_version(input, index, log);
  }
  check_header_end(input, own, log);
}

}  // namespace calspam
