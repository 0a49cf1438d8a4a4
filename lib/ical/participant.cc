// SPDX-License-Identifier: MIT
#include "ical/participant.hh"

#include "util/text.hh"

namespace calspam {

namespace {

int hex_digit(char c) {
  if (is_ascii_digit(c)) return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string undo_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (text[i] == '%' && low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string_view without_scheme(std::string_view uri) {
  while (starts_ignoring_case(uri, "mailto:")) uri = trimmed(uri.substr(7));
  return uri;
}

// "a:b@c" and "//host/x@y" are other schemes, "a@b" and "<a@b>" are what
// careless software writes instead of mailto:.
bool has_other_scheme(std::string_view uri) {
  return uri.substr(0, uri.find('@')).find_first_of(":/") != uri.npos;
}

// CN is one value, but products leave the commas of "Doe, Jane" unquoted.
std::string joined(const PropertyParameter* parameter) {
  if (parameter == nullptr) return "";
  std::string out;
  for (const std::string& value : parameter->values) {
    if (!out.empty()) out += ',';
    out += value;
  }
  return out;
}

std::string upper(const Property& property, std::string_view parameter) {
  return ascii_upper(trimmed(property.parameter_value(parameter)));
}

std::optional<bool> boolean(const Property& property, std::string_view name) {
  const std::string value = upper(property, name);
  if (value == "TRUE") return true;
  if (value == "FALSE") return false;
  return {};
}

}  // namespace

std::string calendar_address(std::string_view uri) {
  uri = trimmed(uri);
  const std::string_view written = without_scheme(uri);
  const bool mailto = written.data() != uri.data();
  std::string_view address = written;
  const std::size_t open = address.rfind('<');
  const std::size_t close = address.rfind('>');
  if (open != address.npos && close != address.npos && close > open)
    address = without_scheme(address.substr(open + 1, close - open - 1));
  if (!mailto && has_other_scheme(address)) return "";
  std::string out = undo_percent(trimmed(address.substr(0, address.find('?'))));
  const std::size_t at = out.rfind('@');
  if (at == std::string::npos) return "";
  return out.substr(0, at + 1) + ascii_lower(out.substr(at + 1));
}

Participant read_participant(const Property& property) {
  Participant who;
  who.property = &property;
  who.uri = std::string(trimmed(property.value));
  who.address = calendar_address(who.uri);
  const std::size_t at = who.address.rfind('@');
  if (at != std::string::npos) who.domain = who.address.substr(at + 1);
  who.common_name = joined(property.parameter("CN"));
  who.sent_by = calendar_address(property.parameter_value("SENT-BY"));
  who.email = calendar_address(property.parameter_value("EMAIL"));
  who.role = upper(property, "ROLE");
  who.partstat = upper(property, "PARTSTAT");
  who.cutype = upper(property, "CUTYPE");
  who.rsvp = boolean(property, "RSVP");
  return who;
}

}  // namespace calspam
