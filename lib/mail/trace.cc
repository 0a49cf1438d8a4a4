// SPDX-License-Identifier: MIT
#include "mail/trace.hh"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <span>

#include "mail/structured.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Tokens = std::span<const HeaderToken>;

/// A Received field cut at its keywords. The value of a clause is its words
/// and comments up to the next keyword.
struct Clauses {
  Tokens from, by, via, with, id, envelope_for;
};

struct Keyword {
  std::string_view name;
  Tokens Clauses::*clause;
};
constexpr std::array<Keyword, 6> kKeywords{{{"from", &Clauses::from},
                                            {"by", &Clauses::by},
                                            {"via", &Clauses::via},
                                            {"with", &Clauses::with},
                                            {"id", &Clauses::id},
                                            {"for", &Clauses::envelope_for}}};

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

Clauses clauses_of(Tokens tokens) {
  Clauses clauses;
  for (std::size_t at = 0; at < tokens.size();) {
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

std::string first_word(Tokens clause) {
  for (const HeaderToken& token : clause) {
    if (!token.is_comment()) return token.text;
  }
  return {};
}

std::string_view without_dot(std::string_view host) {
  while (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

bool is_ip(const std::string& text) {
  std::array<unsigned char, 16> address{};
  return inet_pton(AF_INET, text.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
}

// The address in "192.0.2.1", "192.0.2.1:2525", "IPv6:2001:db8::1",
// "fe80::1%4", or "" for anything else.
std::string ip_of(std::string_view text) {
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

// The last address in brackets: "unknown [192.0.2.1]", "[192.0.2.1]:2525".
// `before` is told what stands in front of it.
std::string bracketed_ip(std::string_view text, std::string_view& before) {
  for (auto open = text.rfind('['); open != text.npos && open + 1 > 0;
       open = open == 0 ? text.npos : text.rfind('[', open - 1)) {
    const auto inner = text.substr(open + 1);
    const auto close = inner.find_first_of("]([");
    std::string ip = ip_of(trimmed(inner.substr(0, close)));
    if (ip.empty()) continue;
    before = trimmed(text.substr(0, open));
    return ip;
  }
  return {};
}

bool is_host_name(std::string_view text) {
  const auto is_host_char = [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '.' || c == '-' ||
           c == '_' || static_cast<unsigned char>(c) >= 0x80;
  };
  return !text.empty() && std::ranges::all_of(text, is_host_char);
}

// The reverse name in front of an address: "host", "host.", "IDENT:u@host".
// "unknown" is how Postfix and qmail say that there was none.
std::string reverse_name(std::string_view text) {
  const auto space = text.find_last_of(" \t\r\n");
  if (space != text.npos) text = text.substr(space + 1);
  text = text.substr(text.rfind('@') == text.npos ? 0 : text.rfind('@') + 1);
  text = without_dot(text);
  if (!is_host_name(text) || same_ignoring_case(text, "unknown")) return {};
  return ascii_lower(text);
}

/// HELO as a comment has it: "HELO host" (qmail, GMX, Yahoo), "helo=host"
/// (Exim, Ecelerity).
struct Helo {
  std::string name;  ///< "" when the comment does not say
  std::string rest;  ///< the comment without it
};

Helo helo_in(std::string_view comment) {
  for (const std::string_view name : {"helo", "ehlo", "lhlo"}) {
    const auto at = find_ignoring_case(comment, name);
    if (at == comment.npos || at + 5 > comment.size()) continue;
    const bool starts = at == 0 || is_ascii_space(comment[at - 1]);
    const char after = comment[at + 4];
    if (!starts || (after != '=' && !is_ascii_space(after))) continue;
    const auto value = trimmed(comment.substr(at + 5));
    const auto end = std::min(value.find_first_of(" \t\r\n"), value.size());
    return {std::string(value.substr(0, end)),
            std::string(comment.substr(0, at)).append(value.substr(end))};
  }
  return {"", std::string(comment)};
}

/// What a from clause says about the peer; the first to say it is believed.
struct Peer {
  std::string helo, host, ip;

  static void say(std::string& what, std::string value) {
    if (what.empty()) what = std::move(value);
  }
};

void read_comment(Peer& peer, std::string_view comment) {
  // These hold addresses that the peer chose.
  if (starts_ignoring_case(comment, "envelope-") ||
      starts_ignoring_case(comment, "authenticated")) {
    return;
  }
  const auto [helo, rest] = helo_in(comment);
  peer.say(peer.helo, helo);
  std::string_view before;
  std::string ip = bracketed_ip(rest, before);
  if (!ip.empty()) {
    peer.say(peer.ip, std::move(ip));
    return peer.say(peer.host, reverse_name(before));
  }
  if (!helo.empty()) return;
  const auto only = trimmed(comment);
  ip = ip_of(only.substr(only.rfind('@') + 1));
  if (!ip.empty()) return peer.say(peer.ip, std::move(ip));
  if (is_host_name(only) && only.find('.') != only.npos) {
    peer.say(peer.host, reverse_name(only));
  }
}

Peer peer_of(Tokens from) {
  Peer peer;
  for (const HeaderToken& token : from) {
    std::string_view before;
    if (token.is_comment())
      read_comment(peer, token.text);
    else if (&token != &from.front())
      peer.say(peer.ip, bracketed_ip(token.text, before));
  }
  return peer;
}

bool names_nobody(std::string_view word, Tokens from) {
  // "from named unknown by", "from mail pickup service by"
  if (same_ignoring_case(word, "named")) return true;
  // Mandrill knows no name for a peer that spoke HTTP.
  if (word == "<unknown>") return true;
  return same_ignoring_case(word, "mail") && from.size() > 1 &&
         same_ignoring_case(from[1].text, "pickup");
}

bool mentions(Tokens clause, std::string_view what) {
  return std::ranges::any_of(clause, [&](const HeaderToken& token) {
    return find_ignoring_case(token.text, what) != std::string::npos;
  });
}

// Exim and qmail leave HELO out where it is the reverse name. qmail's lines
// look like Exchange's, "from a (192.0.2.1) by b", but Exchange puts a comment
// behind b or speaks another protocol.
bool leaves_helo_out(const Clauses& clauses) {
  if (mentions(clauses.by, "exim ") || mentions(clauses.with, "exim ")) {
    return true;
  }
  return std::ranges::none_of(clauses.by, &HeaderToken::is_comment) &&
         !mentions(clauses.from, "[") && mentions(clauses.with, "smtp") &&
         !mentions(clauses.with, "microsoft");
}

// The first word of a from clause is the HELO in most families; where HELO
// stands in a comment it is the reverse name.
void read_from(Hop& hop, const Clauses& clauses) {
  if (clauses.from.empty()) return;
  Peer peer = peer_of(clauses.from);
  std::string word = first_word(clauses.from);
  if (names_nobody(word, clauses.from)) word.clear();
  std::string_view before;
  std::string own_ip =
      word.starts_with('[') ? bracketed_ip(word, before) : ip_of(word);
  const std::string name(without_dot(word));
  const bool has_helo = !peer.helo.empty();
  if (own_ip.empty() && !peer.ip.empty() &&
      (has_helo || leaves_helo_out(clauses))) {
    peer.say(peer.host, reverse_name(name));
  }
  // An address is a HELO only where the true one stands beside it.
  if (own_ip.empty() || !peer.ip.empty()) peer.say(peer.helo, name);
  peer.say(peer.ip, std::move(own_ip));
  hop.from_name = std::move(peer.helo);
  hop.from_host = std::move(peer.host);
  hop.from_ip = std::move(peer.ip);
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

Hop hop_of(const Header& header) {
  const auto value =
      std::string_view(header.value).substr(0, Limits{}.header_value_bytes);
  const std::vector<HeaderToken> tokens = header_tokens(value, ";");
  const Dated dated = date_in(value, tokens);
  const Clauses clauses = clauses_of(Tokens(tokens).first(dated.token));
  Hop hop;
  read_from(hop, clauses);
  hop.by = ascii_lower(without_dot(first_word(clauses.by)));
  const std::string with = first_word(clauses.with);
  hop.with = ascii_upper(with.empty() ? first_word(clauses.via) : with);
  hop.id = without_brackets(first_word(clauses.id));
  hop.envelope_for = without_brackets(first_word(clauses.envelope_for));
  hop.time = dated.time;
  hop.span = header.span;
  return hop;
}

}  // namespace

std::vector<Hop> parse_hops(const Message& message) {
  std::vector<Hop> hops;
  if (message.parts.empty()) return hops;
  for (const Header& header : message.root().headers) {
    if (!same_ignoring_case(header.name, "Received")) continue;
    Hop hop = hop_of(header);
    const bool is_hop = !hop.by.empty() || !hop.from_name.empty() ||
                        !hop.from_host.empty() || !hop.from_ip.empty();
    if (is_hop) hops.push_back(std::move(hop));
  }
  return hops;
}

MessageTime message_time(const Message& message, const std::vector<Hop>& hops) {
  for (const Hop& hop : hops) {
    if (hop.time) return {hop.time, false, hop.span};
  }
  if (message.parts.empty()) return {};
  for (const Header& header : message.root().headers) {
    if (!same_ignoring_case(header.name, "Date")) continue;
    if (const auto time = parse_mail_date(header.value)) {
      return {time, true, header.span};
    }
  }
  return {};
}

}  // namespace calspam
