// SPDX-License-Identifier: MIT
#include "ical/property.hh"

#include <algorithm>

#include "ical/anomalies.hh"
#include "ical/value.hh"
#include "util/text.hh"

namespace calspam {

namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' ||
           c == '.';
  });
}

// RFC 6868: ^n, ^^ and ^' ; any other ^ stays.
std::string undo_carets(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] != '^' || (next != 'n' && next != '^' && next != '\'')) {
      out += text[i];
      continue;
    }
    out += next == 'n' ? '\n' : next == '^' ? '^' : '"';
    ++i;
  }
  return out;
}

OffsetMap map_from(const ContentLine& line, std::size_t begin) {
  OffsetMap map(line.base(begin));
  for (const ContentLine::Piece& piece : line.pieces)
    if (piece.out > begin) map.add(piece.out - begin, piece.in);
  map.close(line.span.end);
  return map;
}

// Reads one line. Quotes toggle wherever they stand, as in most readers, until
// a quote is found to have no partner: from there on quotes are plain bytes.
class PropertyReader {
 public:
  PropertyReader(const ContentLine& line, const Limits& limits, AnomalyLog& log)
      : line_(line), text_(line.text), limits_(limits), log_(log) {}

  Property read() {
    property_.line = line_.line;
    property_.span = line_.span;
    if (!read_name()) return nameless();
    while (at_ < text_.size() && text_[at_] == ';') read_parameter();
    if (at_ >= text_.size()) return nameless();
    ++at_;
    if (is_link()) return nameless();
    log_name();
    if (count_ > limits_.property_parameters)
      log_.add(anomaly::kIcalLimitParameters, line_.span,
               counted(count_, "parameter"));
    property_.value = text_.substr(at_);
    property_.value_map = map_from(line_, at_);
    return std::move(property_);
  }

 private:
  // A line of an unfolded text that begins with a link is no property HTTPS.
  bool is_link() const {
    constexpr std::string_view kSchemes[] = {"HTTP", "HTTPS", "FTP", "WEBCAL",
                                             "WEBCALS"};
    return text_.substr(at_).starts_with("//") &&
           std::find(std::begin(kSchemes), std::end(kSchemes),
                     property_.name) != std::end(kSchemes);
  }

  Property nameless() {
    log_.add(anomaly::kIcalNoColon, line_.span, text_);
    property_.name.clear();
    property_.group.clear();
    property_.parameters.clear();
    property_.value = text_;
    property_.value_map = map_from(line_, 0);
    return std::move(property_);
  }

  bool read_name() {
    static constexpr ByteSet kEnds(":;");
    at_ = find_byte(text_, kEnds);
    // Some readers stop at a NUL, some drop it, so we look behind it.
    std::string written(text_.substr(0, at_));
    std::erase(written, '\0');
    const std::string_view name = trimmed(written);
    if (!is_name(name)) return false;
    name_end_ = at_;
    property_.name = ascii_upper(name);
    const std::size_t dot = property_.name.find('.');
    if (dot != std::string::npos) {
      property_.group = name.substr(0, dot);
      property_.name.erase(0, dot + 1);
    }
    return !property_.name.empty();
  }

  void log_name() {
    const std::string_view written = text_.substr(0, name_end_);
    if (!is_name(written))
      log_.add(anomaly::kIcalNameSpace, line_.base(0, name_end_), written);
    if (std::any_of(written.begin(), written.end(),
                    [](char c) { return c >= 'a' && c <= 'z'; }))
      log_.add(anomaly::kIcalNameCase, line_.base(0, name_end_), written);
  }

  void read_parameter() {
    const std::size_t begin = ++at_;
    static constexpr ByteSet kEnds("=:;");
    at_ = find_byte(text_, kEnds, at_);
    PropertyParameter parameter;
    parameter.name = trimmed(text_.substr(begin, at_ - begin));
    const bool valued = at_ < text_.size() && text_[at_] == '=';
    const bool keep = ++count_ <= limits_.property_parameters;
    if (valued) read_values(parameter, keep);
    if (!valued || parameter.name.empty())
      log_.add(anomaly::kIcalParameter, line_.base(begin, at_),
               text_.substr(begin, at_ - begin));
    if (!keep) return;
    parameter.span = line_.base(begin, at_);
    const PropertyParameter* before = property_.parameter(parameter.name);
    if (before != nullptr && before->values != parameter.values)
      log_.add(anomaly::kIcalParameterTwice, parameter.span, parameter.name);
    property_.parameters.push_back(std::move(parameter));
  }

  // From the equals sign to the ';' or ':' after the last value.
  void read_values(PropertyParameter& parameter, bool keep) {
    do {
      ++at_;
      std::string value = read_value();
      if (!keep) continue;
      if (parameter.values.size() < limits_.values)
        parameter.values.push_back(std::move(value));
      else
        log_.add(anomaly::kIcalLimitValues, line_.span, parameter.name);
    } while (at_ < text_.size() && text_[at_] == ',');
  }

  std::string read_value() {
    static constexpr ByteSet kEnds(",;:"), kEndsOrQuote("\",;:");
    const std::size_t begin = at_;
    std::string value;
    while (at_ < text_.size()) {
      const std::size_t stop =
          find_byte(text_, quotes_ ? kEndsOrQuote : kEnds, at_);
      value += text_.substr(at_, stop - at_);
      at_ = stop;
      if (at_ >= text_.size() || text_[at_] != '"') break;
      const std::size_t close = text_.find('"', at_ + 1);
      if (at_ > begin || close == text_.npos)
        log_.add(anomaly::kIcalQuote, line_.base(at_, at_ + 1), text_);
      if (close == text_.npos) {
        quotes_ = false;
        continue;
      }
      value += text_.substr(at_ + 1, close - at_ - 1);
      at_ = close + 1;
    }
    return value.find('^') == value.npos ? value : undo_carets(value);
  }

  const ContentLine& line_;
  std::string_view text_;
  const Limits& limits_;
  AnomalyLog& log_;
  Property property_;
  std::size_t at_ = 0;
  std::size_t name_end_ = 0;
  std::size_t count_ = 0;
  bool quotes_ = true;
};

}  // namespace

Property parse_property(const ContentLine& line, const Limits& limits,
                        AnomalyLog& log) {
  return PropertyReader(line, limits, log).read();
}

const PropertyParameter* Property::parameter(std::string_view wanted) const {
  for (const PropertyParameter& p : parameters)
    if (same_ignoring_case(p.name, wanted)) return &p;
  return nullptr;
}

std::string Property::parameter_value(std::string_view wanted) const {
  const PropertyParameter* found = parameter(wanted);
  return found == nullptr ? "" : found->value();
}

std::string Property::text() const {
  return unescaped_text(value);
}

std::vector<std::string> Property::texts() const {
  std::vector<std::string> out;
  for (std::string_view piece : split_values(value))
    out.push_back(unescaped_text(piece));
  return out;
}

}  // namespace calspam
