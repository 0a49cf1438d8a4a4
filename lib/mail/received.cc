// SPDX-License-Identifier: MIT
#include "mail/received.hh"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "mail/received_clauses.hh"
#include "mail/trace.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Tokens = ReceivedTokens;

struct Keyword {
  std::string_view name;
  Tokens ReceivedClauses::*clause;
};
constexpr std::array<Keyword, 6> kKeywords{
    {{"from", &ReceivedClauses::from},
     {"by", &ReceivedClauses::by},
     {"via", &ReceivedClauses::via},
     {"with", &ReceivedClauses::with},
     {"id", &ReceivedClauses::id},
     {"for", &ReceivedClauses::envelope_for}}};

const Keyword* keyword(const HeaderToken& token) {
  if (token.kind != HeaderToken::Kind::Word) return nullptr;
  const auto* const found =
      std::ranges::find_if(kKeywords, [&](const Keyword& known) {
        return same_ignoring_case(known.name, token.text);
      });
  return found == kKeywords.end() ? nullptr : found;
}

// A word after a keyword is its value, even one spelled like a keyword, when
// a comment or the next keyword follows: "from by (x [192.0.2.1]) by mx".
bool is_value(Tokens tokens, std::size_t at) {
  if (at + 1 >= tokens.size()) return true;
  return tokens[at + 1].is_comment() || keyword(tokens[at + 1]) != nullptr;
}

bool is_ip(const std::string& text) {
  std::array<unsigned char, 16> address{};
  return inet_pton(AF_INET, text.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
}

std::string_view without_brackets(std::string_view text) {
  if (text.size() >= 2 && text.front() == '<' && text.back() == '>') {
    return text.substr(1, text.size() - 2);
  }
  return text;
}

bool is_weekday(const HeaderToken& token) {
  constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu",
                                                  "fri", "sat", "sun"};
  std::string_view word = token.text;
  if (word.ends_with(',')) word.remove_suffix(1);
  return std::ranges::any_of(kDays, [&](std::string_view day) {
    return same_ignoring_case(day, word);
  });
}

/// Where the date of a Received field begins among its tokens.
struct Dated {
  std::size_t token = 0;  ///< the semicolon or weekday; tokens.size() if none
  std::optional<Instant> time;
};

// The date stands after the last semicolon; some mailers leave that out, or
// put more behind the date.
Dated date_in(std::string_view value, Tokens tokens) {
  constexpr int kTries = 4;
  int tries = 0;
  std::size_t end = value.size();
  for (std::size_t i = tokens.size(); i > 0 && tries < kTries; --i) {
    const HeaderToken& token = tokens[i - 1];
    const bool semicolon = token.is(';');
    if (!semicolon && !is_weekday(token)) continue;
    ++tries;
    const std::size_t begin = semicolon ? token.end : token.begin;
    const auto time = parse_mail_date(value.substr(begin, end - begin));
    if (time) return {i - 1, time};
    if (semicolon) end = token.begin;
  }
  return {tokens.size(), {}};
}

// The receiving host's own address: "mx ([fe80::1%4])", "mx (mxgmx017
// [10.1.1.1])"; without brackets only where Exchange and webmail write it,
// since others put their version there: "mx (7.3.105.6)".
std::string own_address(Tokens by, bool bare) {
  for (const HeaderToken& token : by) {
    if (!token.is_comment()) continue;
    std::string_view before;
    std::string ip = bracketed_address(token.text, before);
    if (ip.empty() && bare) ip = header_address(trimmed(token.text));
    if (!ip.empty()) return ip;
  }
  return {};
}

}  // namespace

ReceivedClauses received_clauses(ReceivedTokens tokens) {
  ReceivedClauses clauses;
  std::size_t at = 0;
  while (at < tokens.size() && keyword(tokens[at]) == nullptr) ++at;
  clauses.lead = tokens.first(at);
  while (at < tokens.size()) {
    const Keyword* const name = keyword(tokens[at]);
    const std::size_t begin = ++at;
    if (name == nullptr) continue;
    const bool after_name = at < tokens.size() && keyword(tokens[at]);
    if (after_name && is_value(tokens, at)) ++at;
    while (at < tokens.size() && !keyword(tokens[at])) ++at;
    Tokens& clause = clauses.*name->clause;
    if (clause.empty()) clause = tokens.subspan(begin, at - begin);
  }
  return clauses;
}

std::string first_word(ReceivedTokens clause) {
  for (const HeaderToken& token : clause) {
    if (!token.is_comment()) return token.text;
  }
  return {};
}

bool mentions(ReceivedTokens clause, std::string_view what) {
  return std::ranges::any_of(clause, [&](const HeaderToken& token) {
    return find_ignoring_case(token.text, what) != std::string::npos;
  });
}

std::string header_address(std::string_view text) {
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    text = text.substr(1, close == text.npos ? close : close - 1);
  }
  // Java's way to print an address has a slash in front.
  if (text.starts_with('/')) text.remove_prefix(1);
  if (starts_ignoring_case(text, "IPv6:")) text.remove_prefix(5);
  text = text.substr(0, text.find('%'));
  std::string whole(text);
  if (is_ip(whole)) return whole;
  const auto colon = text.find(':');
  if (colon == text.npos || text.find(':', colon + 1) != text.npos) return {};
  std::string without_port(text.substr(0, colon));
  return is_ip(without_port) ? without_port : std::string();
}

std::string bracketed_address(std::string_view text, std::string_view& before) {
  for (auto open = text.rfind('['); open != text.npos && open + 1 > 0;
       open = open == 0 ? text.npos : text.rfind('[', open - 1)) {
    const auto inner = text.substr(open + 1);
    const auto close = inner.find_first_of("]([");
    std::string ip = header_address(trimmed(inner.substr(0, close)));
    if (ip.empty()) continue;
    before = trimmed(text.substr(0, open));
    return ip;
  }
  return {};
}

std::string_view without_root(std::string_view host) {
  while (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

std::string_view submission_name(Submission submission) {
  switch (submission) {
    case Submission::None:
      return "none";
    case Submission::Authenticated:
      return "smtp-auth";
    case Submission::Webmail:
      return "webmail";
    case Submission::Api:
      return "api";
    case Submission::Mapi:
      return "mapi";
    case Submission::Local:
      return "local";
  }
  return "none";
}

Received read_received(std::string_view value, ReceivedDetail detail,
                       const Limits& limits) {
  value = value.substr(0, limits.header_value_bytes);
  std::vector<HeaderToken> tokens = header_tokens(value, ";");
  // A fold may stand anywhere in a comment.
  for (HeaderToken& token : tokens)
    if (token.is_comment()) token.text = squeezed(token.text);
  const Dated dated = date_in(value, tokens);
  const Tokens told = Tokens(tokens).first(dated.token);
  const ReceivedClauses clauses = received_clauses(told);
  Received received;
  read_peer(received, clauses);
  received.by = ascii_lower(without_root(first_word(clauses.by)));
  const bool bare = mentions(clauses.with, "Microsoft") ||
                    mentions(clauses.with, "HTTP") ||
                    mentions(clauses.with, "Thrift");
  received.by_ip = own_address(clauses.by, bare);
  const std::string with = first_word(clauses.with);
  received.with = ascii_upper(with.empty() ? first_word(clauses.via) : with);
  received.id = without_brackets(first_word(clauses.id));
  received.envelope_for = without_brackets(first_word(clauses.envelope_for));
  received.time = dated.time;
  if (detail == ReceivedDetail::All) read_server(received, clauses, told);
  return received;
}

std::vector<Received> received_fields(const Message& message,
                                      ReceivedDetail detail,
                                      const Limits& limits) {
  std::vector<Received> fields;
  if (message.parts.empty()) return fields;
  for (const Header& header : message.root().headers) {
    if (!same_ignoring_case(header.name, "Received")) continue;
    Received received = read_received(header.value, detail, limits);
    received.span = header.span;
    if (received.is_hop()) fields.push_back(std::move(received));
  }
  return fields;
}

}  // namespace calspam
