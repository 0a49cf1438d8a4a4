// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <span>

#include "mail/structured.hh"
#include "mail/trace.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Tokens = std::span<const HeaderToken>;

/// "name=value" of a field, comments dropped; a word alone has no value.
struct Pair {
  std::string name;  ///< lower case
  std::string value;
  bool has_value = false;
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
    if (token.is_comment()) continue;
    if (token.is('=') && !pairs.empty() && !pairs.back().has_value) {
      pairs.back().has_value = value_next = true;
    } else if (value_next || (value_open && !token.space_before)) {
      // A value may itself hold "=" or go on after a quoted string.
      value_open = value_next || value_open;
      value_next = false;
      pairs.back().value += token.text;
    } else {
      pairs.push_back({ascii_lower(token.text), {}, false});
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

std::string result_domain(std::span<const Pair> properties) {
  for (const std::string_view name :
       {"smtp.mailfrom", "smtp.mail", "smtp.from", "header.d", "header.i",
        "header.from", "policy.d", "smtp.helo"}) {
    std::string domain = domain_of(value_of(properties, name));
    if (!domain.empty()) return domain;
  }
  return {};
}

bool is_method(std::string_view name) {
  return std::ranges::find(kMethods, name) != kMethods.end();
}

bool starts_with_letter(std::string_view name) {
  return !name.empty() && is_ascii_alpha(name.front());
}

// "dkim/1" names the version of a method (RFC 8601 2.2).
std::string method_name(std::string_view name) {
  return std::string(name.substr(0, name.find('/')));
}

void add_results(std::vector<AuthResult>& results, const AuthResult& common,
                 std::span<const Pair> pairs) {
  while (!pairs.empty()) {
    std::size_t end = 1;
    while (end < pairs.size() &&
           !(pairs[end].has_value && is_method(method_name(pairs[end].name)))) {
      ++end;
    }
    const Pair& method = pairs.front();
    if (method.has_value && starts_with_letter(method.name)) {
      AuthResult result = common;
      result.method = method_name(method.name);
      result.result = ascii_lower(method.value);
      result.domain = result_domain(pairs.subspan(1, end - 1));
      results.push_back(std::move(result));
    }
    pairs = pairs.subspan(end);
  }
}

// RFC 8601 2.2 and, with "i=1;" in front, RFC 8617 4.1.1. Exchange Online
// leaves the authserv-id out: its first segment is a result already.
void read_results(std::vector<AuthResult>& results, const Header& header,
                  Tokens tokens) {
  AuthResult common;
  common.field = header.name;
  common.span = header.span;
  bool named = false;
  for (const Pairs& segment : segments_of(tokens)) {
    std::span<const Pair> pairs = segment;
    if (!pairs.empty() && pairs.front().name == "i" &&
        pairs.front().has_value) {
      continue;
    }
    if (!named && !pairs.empty() && !pairs.front().has_value) {
      common.authserv_id = pairs.front().name;
      pairs = pairs.subspan(1);
      // its version, or what old mailers put behind it
      while (!pairs.empty() && !is_method(method_name(pairs.front().name))) {
        pairs = pairs.subspan(1);
      }
    }
    named = named || !segment.empty();
    add_results(results, common, pairs);
  }
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
    return domain_of(text.substr(0, text.find_first_of(" \t\r\n")));
  }
  return {};
}

// RFC 7208 9.1: the result, a comment, then pairs.
void read_received_spf(std::vector<AuthResult>& results, const Header& header,
                       Tokens tokens) {
  std::vector<Pair> pairs;
  for (Pairs& segment : segments_of(tokens)) {
    std::ranges::move(segment, std::back_inserter(pairs));
  }
  if (pairs.empty() || pairs.front().has_value) return;
  AuthResult result;
  result.field = header.name;
  result.span = header.span;
  result.method = "spf";
  result.result = pairs.front().name;
  result.authserv_id = ascii_lower(value_of(pairs, "receiver"));
  result.domain = domain_of(value_of(pairs, "envelope-from"));
  if (result.domain.empty()) result.domain = domain_in_comment(tokens);
  if (result.domain.empty()) result.domain = domain_of(value_of(pairs, "helo"));
  results.push_back(std::move(result));
}

}  // namespace

std::vector<AuthResult> parse_auth_results(const Message& message) {
  std::vector<AuthResult> results;
  if (message.parts.empty()) return results;
  for (const Header& header : message.root().headers) {
    const bool results_field =
        same_ignoring_case(header.name, "Authentication-Results") ||
        same_ignoring_case(header.name, "ARC-Authentication-Results");
    const bool spf_field = same_ignoring_case(header.name, "Received-SPF");
    if (!results_field && !spf_field) continue;
    const auto value =
        std::string_view(header.value).substr(0, Limits{}.header_value_bytes);
    const std::vector<HeaderToken> tokens = header_tokens(value, ";=");
    if (spf_field)
      read_received_spf(results, header, tokens);
    else
      read_results(results, header, tokens);
  }
  return results;
}

}  // namespace calspam
