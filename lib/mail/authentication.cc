// SPDX-License-Identifier: MIT
#include "mail/authentication.hh"

#include <algorithm>
#include <array>
#include <span>

#include "mail/structured.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Tokens = std::span<const HeaderToken>;

/// "name=value" of a field; a word alone has no value.
struct Pair {
  std::string name;  ///< lower case
  std::string value;
  bool has_value = false;
  std::string comment;  ///< behind it
};

using Pairs = std::vector<Pair>;

// The names that begin a result even where the semicolon before is missing.
constexpr std::array<std::string_view, 10> kMethods{
    "spf",  "dkim",  "dmarc",    "arc",       "auth",
    "bimi", "iprev", "compauth", "sender-id", "domainkeys"};

// The pairs of tokens[begin, end); white space may stand around "=".
Pairs pairs_of(Tokens tokens) {
  Pairs pairs;
  bool value_next = false;
  bool value_open = false;
  for (const HeaderToken& token : tokens) {
    if (token.is_comment()) {
      if (pairs.empty()) continue;
      std::string& comment = pairs.back().comment;
      comment += (comment.empty() ? "" : " ") + squeezed(token.text);
      continue;
    }
    if (token.is('=') && !pairs.empty() && !pairs.back().has_value) {
      pairs.back().has_value = value_next = true;
    } else if (value_next || (value_open && !token.space_before)) {
      // A value may itself hold "=" or go on after a quoted string.
      value_open = value_next || value_open;
      value_next = false;
      pairs.back().value += token.text;
    } else {
      pairs.push_back({ascii_lower(token.text), {}, false, {}});
      value_open = false;
    }
  }
  return pairs;
}

std::vector<Pairs> segments_of(Tokens tokens) {
  std::vector<Pairs> segments;
  for (std::size_t begin = 0; begin <= tokens.size();) {
    std::size_t end = begin;
    while (end < tokens.size() && !tokens[end].is(';')) ++end;
    segments.push_back(pairs_of(tokens.subspan(begin, end - begin)));
    begin = end + 1;
  }
  return segments;
}

std::string_view value_of(std::span<const Pair> pairs, std::string_view name) {
  const auto found = std::ranges::find(pairs, name, &Pair::name);
  return found == pairs.end() ? std::string_view() : found->value;
}

// The domain of "user@example.org", "<user@example.org>", "@example.org" or
// "example.org". Exchange writes "none" for a signature that is not there.
std::string domain_of(std::string_view value) {
  while (value.starts_with('<')) value.remove_prefix(1);
  while (value.ends_with('>') || value.ends_with('.')) value.remove_suffix(1);
  value = value.substr(value.rfind('@') + 1);
  return same_ignoring_case(value, "none") ? std::string() : ascii_lower(value);
}

bool is_method(std::string_view name) {
  return std::ranges::find(kMethods, name) != kMethods.end();
}

bool starts_with_letter(std::string_view name) {
  return !name.empty() && is_ascii_alpha(name.front());
}

bool is_number(std::string_view text) {
  return std::ranges::all_of(text, is_ascii_digit);
}

// "dkim/1" names the version of a method (RFC 8601 2.2).
std::string method_name(std::string_view name) {
  return std::string(name.substr(0, name.find('/')));
}

void add_methods(std::vector<AuthMethod>& methods,
                 std::span<const Pair> pairs) {
  while (!pairs.empty()) {
    std::size_t end = 1;
    while (end < pairs.size() &&
           !(pairs[end].has_value && is_method(method_name(pairs[end].name)))) {
      ++end;
    }
    const Pair& first = pairs.front();
    if (first.has_value && starts_with_letter(first.name)) {
      AuthMethod method{
          method_name(first.name), ascii_lower(first.value), first.comment, {}};
      for (const Pair& pair : pairs.subspan(1, end - 1)) {
        method.properties.emplace_back(pair.name, pair.value);
        if (!pair.comment.empty())
          method.comment += (method.comment.empty() ? "" : " ") + pair.comment;
      }
      methods.push_back(std::move(method));
    }
    pairs = pairs.subspan(end);
  }
}

// RFC 8601 2.2 and, with "i=1;" in front, RFC 8617 4.1.1. Exchange Online
// leaves the authserv-id out: its first segment is a result already.
void read_results(AuthField& field, Tokens tokens) {
  bool named = false;
  for (const Pairs& segment : segments_of(tokens)) {
    std::span<const Pair> pairs = segment;
    if (!pairs.empty() && pairs.front().name == "i" &&
        pairs.front().has_value) {
      continue;
    }
    if (!named && !pairs.empty() && !pairs.front().has_value) {
      field.authserv_id = pairs.front().name;
      pairs = pairs.subspan(1);
      // its version, or what old mailers put behind it
      while (!pairs.empty() && !is_method(method_name(pairs.front().name))) {
        if (pairs.front().has_value || !is_number(pairs.front().name))
          field.conformant = false;
        pairs = pairs.subspan(1);
      }
    }
    named = named || !segment.empty();
    if (!pairs.empty() && !pairs.front().has_value &&
        pairs.front().name != "none")
      field.conformant = false;
    add_methods(field.methods, pairs);
  }
  if (field.authserv_id.empty()) field.conformant = false;
}

// "domain of x@example.org designates": what a Received-SPF says when it has
// no envelope-from.
std::string domain_in_comment(Tokens tokens) {
  constexpr std::string_view kLead = "domain of ";
  for (const HeaderToken& token : tokens) {
    const auto at = find_ignoring_case(token.text, kLead);
    if (!token.is_comment() || at == std::string::npos) continue;
    auto text = trimmed(std::string_view(token.text).substr(at + kLead.size()));
    if (starts_ignoring_case(text, "transitioning ")) {
      text = trimmed(text.substr(std::string_view("transitioning ").size()));
    }
    return std::string(text.substr(0, text.find_first_of(" \t\r\n")));
  }
  return {};
}

// RFC 7208 9.1: the result, a comment, then pairs.
void read_received_spf(AuthField& field, Tokens tokens) {
  std::vector<Pair> pairs;
  for (Pairs& segment : segments_of(tokens)) {
    std::ranges::move(segment, std::back_inserter(pairs));
  }
  if (pairs.empty() || pairs.front().has_value) return;
  AuthMethod method;
  method.method = "spf";
  method.result = pairs.front().name;
  method.comment = pairs.front().comment;
  field.authserv_id = ascii_lower(value_of(pairs, "receiver"));
  for (const Pair& pair : pairs)
    if (pair.has_value) method.properties.emplace_back(pair.name, pair.value);
  if (domain_of(value_of(pairs, "envelope-from")).empty()) {
    const std::string told = domain_in_comment(tokens);
    if (!told.empty()) method.properties.emplace_back("domain-of", told);
  }
  field.methods.push_back(std::move(method));
}

// What a field is, by its name.
enum class Kind { None, Results, Spf };

Kind kind_of(std::string_view name) {
  for (const std::string_view results :
       {"Authentication-Results", "ARC-Authentication-Results",
        "X-Original-Authentication-Results"})
    if (same_ignoring_case(name, results)) return Kind::Results;
  return same_ignoring_case(name, "Received-SPF") ? Kind::Spf : Kind::None;
}

}  // namespace

std::string_view AuthMethod::property(std::string_view name) const {
  for (const auto& [known, value] : properties)
    if (known == name) return value;
  return {};
}

std::string AuthMethod::domain() const {
  for (const std::string_view name :
       {"smtp.mailfrom", "smtp.mail", "smtp.from", "header.d", "header.i",
        "header.from", "policy.d", "smtp.helo", "envelope-from", "domain-of",
        "helo"}) {
    std::string domain = domain_of(property(name));
    if (!domain.empty()) return domain;
  }
  return {};
}

std::vector<AuthField> auth_fields(const Message& message,
                                   const Limits& limits) {
  std::vector<AuthField> fields;
  if (message.parts.empty()) return fields;
  for (const Header& header : message.root().headers) {
    const Kind kind = kind_of(header.name);
    if (kind == Kind::None) continue;
    const auto value =
        std::string_view(header.value).substr(0, limits.header_value_bytes);
    const std::vector<HeaderToken> tokens = header_tokens(value, ";=");
    AuthField field;
    field.field = header.name;
    field.span = header.span;
    if (kind == Kind::Spf)
      read_received_spf(field, tokens);
    else
      read_results(field, tokens);
    fields.push_back(std::move(field));
  }
  return fields;
}

}  // namespace calspam
