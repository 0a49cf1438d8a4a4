// SPDX-License-Identifier: MIT
#include "mail/media_type.hh"

#include <algorithm>
#include <map>
#include <optional>

#include "mail/anomalies.hh"
#include "mail/header_field.hh"
#include "mail/words.hh"
#include "util/charset.hh"
#include "util/text.hh"

namespace calspam {

namespace {

bool is_attribute_char(char c) {
  return static_cast<unsigned char>(c) > ' ' &&
         std::string_view("()<>@,;:\\\"/[]?=").find(c) ==
             std::string_view::npos;
}

// Splits a field into its value and its parameters as they are spelled.
class FieldReader {
 public:
  FieldReader(std::string_view text, std::uint64_t at, const Limits& limits)
      : text_(text.substr(0, limits.header_value_bytes)),
        base_(at),
        limits_(limits) {
    if (text.size() > text_.size()) limit_reached();
  }

  ParameterField read() {
    read_value();
    while (at_ < text_.size()) {
      if (field_.raw.size() >= limits_.parameters) {
        limit_reached();
        break;
      }
      read_parameter();
    }
    return std::move(field_);
  }

 private:
  void note(const AnomalyKind& kind, std::size_t begin, std::size_t end) {
    field_.anomalies.push_back(
        {&kind,
         std::string(truncated(text_.substr(begin, end - begin),
                               limits_.excerpt_bytes)),
         Span{base_ + begin, base_ + end}});
  }
  void limit_reached() {
    field_.complete = false;
    note(anomaly::kParameterLimit, at_, at_);
  }

  bool done() const { return at_ >= text_.size(); }

  void skip_comment() {
    int depth = 0;
    do {
      if (text_[at_] == '(') ++depth;
      if (text_[at_] == ')') --depth;
      if (text_[at_] == '\\') ++at_;
      ++at_;
    } while (depth > 0 && !done());
    at_ = std::min(at_, text_.size());
  }

  void skip_blanks() {
    while (!done() && (is_ascii_space(text_[at_]) || text_[at_] == '('))
      if (text_[at_] == '(')
        skip_comment();
      else
        ++at_;
  }

  void read_value() {
    skip_blanks();
    while (!done() && text_[at_] != ';') {
      // "text/calendar method=REQUEST": the semicolon was forgotten.
      if (!field_.value.empty() && is_ascii_space(text_[at_ - 1]) &&
          is_assignment(at_))
        return;
      if (text_[at_] != '"') field_.value += ascii_lower(text_[at_]);
      ++at_;
      skip_blanks();
    }
    if (!done()) ++at_;
  }

  // Whether "name =" stands here.
  bool is_assignment(std::size_t i) const {
    const std::size_t begin = i;
    while (i < text_.size() && is_attribute_char(text_[i])) ++i;
    if (i == begin) return false;
    while (i < text_.size() && is_ascii_space(text_[i])) ++i;
    return i < text_.size() && text_[i] == '=';
  }

  void read_parameter() {
    skip_blanks();
    while (!done() && (text_[at_] == ';' || text_[at_] == ',')) {
      ++at_;
      skip_blanks();
    }
    if (done()) return;
    const std::size_t begin = at_;
    if (!is_assignment(at_)) return skip_junk();
    RawParameter parameter;
    while (is_attribute_char(text_[at_])) parameter.name += text_[at_++];
    skip_blanks();
    ++at_;  // "="
    skip_blanks();
    const std::size_t value = at_;
    read_parameter_value(parameter);
    parameter.spelling = trimmed(text_.substr(value, at_ - value));
    std::size_t end = at_;
    while (end > begin && is_ascii_space(text_[end - 1])) --end;
    parameter.span = {base_ + begin, base_ + end};
    field_.raw.push_back(std::move(parameter));
  }

  void skip_junk() {
    const std::size_t begin = at_;
    while (!done() && text_[at_] != ';') ++at_;
    note(anomaly::kParameterMalformed, begin, at_);
  }

  void read_parameter_value(RawParameter& parameter) {
    if (!done() && text_[at_] == '"') {
      parameter.quoted = true;
      read_quoted(parameter);
      skip_tail(parameter);
    } else {
      read_unquoted(parameter);
    }
  }

  void read_quoted(RawParameter& parameter) {
    const std::size_t begin = at_++;
    for (; !done() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      const char c = text_[at_];
      if (c != '\r' && c != '\n') parameter.value += c;
    }
    if (done())
      note(anomaly::kParameterMalformed, begin, text_.size());
    else
      ++at_;
  }

  // What stands between a closing quote and the semicolon.
  void skip_tail(RawParameter&) {
    skip_blanks();
    if (done() || text_[at_] == ';' || is_assignment(at_)) return;
    skip_junk();
  }

  void read_unquoted(RawParameter& parameter) {
    const std::size_t begin = at_;
    while (!done() && text_[at_] != ';') {
      if (is_ascii_space(text_[at_]) &&
          (at_ == begin || !is_ascii_space(text_[at_ - 1]))) {
        std::size_t next = at_;
        while (next < text_.size() && is_ascii_space(text_[next])) ++next;
        if (next == text_.size() || text_[next] == ';' || text_[next] == '(' ||
            is_assignment(next))
          break;
      }
      if (text_[at_] != '\r' && text_[at_] != '\n')
        parameter.value += text_[at_];
      ++at_;
    }
    if (parameter.value.empty()) note(anomaly::kParameterMalformed, begin, at_);
  }

  std::string_view text_;
  std::uint64_t base_;
  const Limits& limits_;
  std::size_t at_ = 0;
  ParameterField field_;
};

int hex_digit(char c) {
  if (is_ascii_digit(c)) return c - '0';
  c = ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair = text[i] == '%' && i + 2 < text.size() &&
                      hex_digit(text[i + 1]) >= 0 &&
                      hex_digit(text[i + 2]) >= 0;
    if (pair) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 +
                               hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The sections of one parameter (RFC 2231 3): name*0*=, name*1=, ...
struct Sections {
  struct Section {
    bool percent = false;
    const RawParameter* raw = nullptr;
  };
  std::map<std::size_t, Section> by_number;
  std::size_t place = 0;  // of the first section among the parameters
};

struct SectionName {
  std::string name;
  std::size_t number = 0;
  bool percent = false;
};

// "filename*1*" taken apart; nothing for a plain name.
std::optional<SectionName> section_name(std::string_view name) {
  const std::size_t star = name.find('*');
  if (star == std::string_view::npos || star == 0) return {};
  SectionName result{std::string(name.substr(0, star))};
  std::string_view rest = name.substr(star + 1);
  if (rest.empty()) {
    result.percent = true;
    return result;
  }
  if (rest.ends_with('*')) {
    result.percent = true;
    rest.remove_suffix(1);
  }
  if (rest.empty() || rest.size() > 6) return {};
  for (char c : rest) {
    if (!is_ascii_digit(c)) return {};
    result.number = result.number * 10 + static_cast<std::size_t>(c - '0');
  }
  return result;
}

std::string joined(const Sections& sections) {
  std::string bytes;
  std::string charset;
  bool first = true;
  for (const auto& [number, section] : sections.by_number) {
    std::string_view value = section.raw->value;
    if (first && section.percent) {  // charset'language'text
      const std::size_t quote = value.find('\'');
      const std::size_t second =
          quote == std::string_view::npos ? quote : value.find('\'', quote + 1);
      if (second != std::string_view::npos) {
        charset = ascii_lower(value.substr(0, quote));
        value.remove_prefix(second + 1);
      }
    }
    first = false;
    bytes += section.percent ? percent_decoded(value) : std::string(value);
  }
  if (charset.empty() || !is_known_charset(charset))
    return utf8_of_undeclared(bytes);
  return to_valid_utf8(to_utf8(bytes, charset).text);
}

// RFC 2231 undone: one Parameter for each set of sections, at the place of
// its first; plain parameters in between.
void join_sections(ParameterField& field) {
  std::map<std::string, Sections> sectioned;
  for (const RawParameter& raw : field.raw) {
    const auto section = section_name(raw.name);
    if (!section) {
      field.parameters.push_back({raw.name, decode_words(raw.value), raw.span});
      continue;
    }
    const auto [entry, is_new] =
        sectioned.try_emplace(ascii_lower(section->name));
    if (is_new) {
      entry->second.place = field.parameters.size();
      field.parameters.push_back({section->name, "", raw.span});
    }
    const bool added =
        entry->second.by_number
            .try_emplace(section->number,
                         Sections::Section{section->percent, &raw})
            .second;
    if (!added)
      field.anomalies.push_back(
          {&anomaly::kParameterMalformed, raw.name, raw.span});
  }
  for (const auto& [name, sections] : sectioned) {
    Parameter& parameter = field.parameters[sections.place];
    parameter.value = joined(sections);
    for (const auto& [number, section] : sections.by_number)
      parameter.span.end = std::max(parameter.span.end, section.raw->span.end);
  }
}

// A name that stands twice with different values. Sections and the plain form
// beside them are usual (RFC 6266 4.3 recommends it for old readers).
void note_conflicts(ParameterField& field) {
  std::map<std::string, const RawParameter*> seen;
  for (const RawParameter& raw : field.raw) {
    const auto [entry, is_new] = seen.try_emplace(ascii_lower(raw.name), &raw);
    if (is_new || section_name(raw.name)) continue;
    const bool differs = entry->second->value != raw.value;
    field.anomalies.push_back(
        {differs ? &anomaly::kParameterConflict : &anomaly::kFieldRepeated,
         raw.name + "=" + raw.value, raw.span});
  }
}

}  // namespace

std::vector<const RawParameter*> ParameterField::raw_all(
    std::string_view name) const {
  std::vector<const RawParameter*> found;
  for (const RawParameter& parameter : raw)
    if (same_ignoring_case(parameter.name, name)) found.push_back(&parameter);
  return found;
}

std::vector<std::string> ParameterField::values(std::string_view name) const {
  std::vector<std::string> found;
  std::size_t sectioned = 0;
  for (const Parameter& parameter : parameters) {
    if (!same_ignoring_case(parameter.name, name)) continue;
    const bool is_plain =
        std::any_of(raw.begin(), raw.end(), [&](const RawParameter& r) {
          return r.span.begin == parameter.span.begin &&
                 r.name.find('*') == std::string::npos;
        });
    if (is_plain)
      found.push_back(parameter.value);
    else
      found.insert(found.begin() + static_cast<std::ptrdiff_t>(sectioned++),
                   parameter.value);
  }
  return found;
}

ParameterField parse_parameter_field(std::string_view raw_value,
                                     std::uint64_t at, const Limits& limits) {
  ParameterField field = FieldReader(raw_value, at, limits).read();
  join_sections(field);
  note_conflicts(field);
  return field;
}

MediaType media_type_of(ParameterField& field) {
  MediaType type;
  std::string value = field.value;
  if (value.starts_with("=?")) value = ascii_lower(decode_words(value));
  const std::size_t slash = value.find('/');
  if (slash != std::string::npos && slash != 0 && slash + 1 < value.size()) {
    type.type = value.substr(0, slash);
    type.subtype = value.substr(slash + 1);
  } else {
    field.anomalies.push_back({&anomaly::kTypeMalformed, field.value, {}});
    if (value.starts_with("multipart")) {
      type.type = "multipart";
      type.subtype = "mixed";
    }
  }
  type.parameters = field.parameters;
  return type;
}

}  // namespace calspam
