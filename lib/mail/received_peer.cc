// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mail/received_clauses.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Tokens = ReceivedTokens;

bool is_host_name(std::string_view text) {
  const auto is_host_char = [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '.' || c == '-' ||
           c == '_' || static_cast<unsigned char>(c) >= 0x80;
  };
  return !text.empty() && std::ranges::all_of(text, is_host_char);
}

// The last word of what stands before an address: "host", "IDENT:u@host".
std::string_view last_word(std::string_view text) {
  const auto space = text.find_last_of(" \t\r\n");
  return space == text.npos ? text : text.substr(space + 1);
}

// "unknown" is how Postfix and qmail say that there was no reverse name.
std::string reverse_name(std::string_view text) {
  text = last_word(text);
  text = text.substr(text.rfind('@') == text.npos ? 0 : text.rfind('@') + 1);
  text = without_root(text);
  if (!is_host_name(text) || same_ignoring_case(text, "unknown")) return {};
  return ascii_lower(text);
}

std::string_view up_to_space(std::string_view text) {
  return text.substr(0, std::min(text.find_first_of(" \t\r\n"), text.size()));
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
    const auto word = up_to_space(value);
    return {
        std::string(word),
        std::string(comment.substr(0, at)).append(value.substr(word.size()))};
  }
  return {"", std::string(comment)};
}

/// What a from clause says about the peer; the first to say it is believed.
struct Peer {
  std::string helo, host, ip, ident;
  bool unnamed = false;

  static void say(std::string& what, std::string value) {
    if (what.empty()) what = std::move(value);
  }
  void say_name(std::string_view before) {
    if (same_ignoring_case(last_word(before), "unknown")) unnamed = true;
    say(host, reverse_name(before));
    const std::string_view word = last_word(before);
    const auto at = word.rfind('@');
    if (at == word.npos) return;
    std::string_view user = word.substr(0, at);
    if (starts_ignoring_case(user, "IDENT:")) user.remove_prefix(6);
    say(ident, std::string(user));
  }
};

// "ident=mail" of Exim.
void read_ident(Peer& peer, std::string_view comment) {
  const auto at = find_ignoring_case(comment, "ident=");
  if (at != comment.npos)
    peer.say(peer.ident, std::string(up_to_space(comment.substr(at + 6))));
}

void read_comment(Peer& peer, std::string_view comment) {
  // These hold addresses that the peer chose.
  if (starts_ignoring_case(comment, "envelope-") ||
      starts_ignoring_case(comment, "authenticated")) {
    return;
  }
  read_ident(peer, comment);
  const auto [helo, rest] = helo_in(comment);
  peer.say(peer.helo, helo);
  std::string_view before;
  std::string ip = bracketed_address(rest, before);
  if (!ip.empty()) {
    peer.say(peer.ip, std::move(ip));
    return peer.say_name(before);
  }
  if (!helo.empty()) return;
  const auto only = trimmed(comment);
  const auto at = only.rfind('@');
  ip = header_address(only.substr(at == only.npos ? 0 : at + 1));
  if (!ip.empty()) {
    if (at != only.npos) peer.say(peer.ident, std::string(only.substr(0, at)));
    return peer.say(peer.ip, std::move(ip));
  }
  // Scalix: "(host 192.0.2.1)"
  ip = header_address(last_word(only));
  if (!ip.empty()) {
    peer.say(peer.ip, std::move(ip));
    return peer.say_name(up_to_space(only));
  }
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
      peer.say(peer.ip, bracketed_address(token.text, before));
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

// Exim and qmail leave HELO out where it is the reverse name. qmail's lines
// look like Exchange's, "from a (192.0.2.1) by b", but Exchange puts a comment
// behind b or speaks another protocol.
bool leaves_helo_out(const ReceivedClauses& clauses) {
  if (mentions(clauses.by, "exim ") || mentions(clauses.with, "exim ")) {
    return true;
  }
  return std::ranges::none_of(clauses.by, &HeaderToken::is_comment) &&
         !mentions(clauses.with, "XMail") && !mentions(clauses.from, "[") &&
         (mentions(clauses.with, "smtp") || mentions(clauses.with, "qm")) &&
         !mentions(clauses.with, "microsoft");
}

}  // namespace

// The first word of a from clause is the HELO in most families; where HELO
// stands in a comment it is the reverse name.
void read_peer(Received& received, const ReceivedClauses& clauses) {
  if (clauses.from.empty()) return;
  Peer peer = peer_of(clauses.from);
  std::string word = first_word(clauses.from);
  if (names_nobody(word, clauses.from)) word.clear();
  std::string own_ip = header_address(word);
  const std::string name(without_root(word));
  const bool has_helo = !peer.helo.empty();
  if (has_helo && same_ignoring_case(name, "unknown")) peer.unnamed = true;
  if (own_ip.empty() && !peer.ip.empty() &&
      (has_helo || leaves_helo_out(clauses))) {
    peer.say(peer.host, reverse_name(name));
  }
  // qmail: "from unknown (192.0.2.1)" has neither name.
  const bool nameless = same_ignoring_case(name, "unknown") &&
                        !peer.ip.empty() && leaves_helo_out(clauses);
  if (nameless) {
    peer.unnamed = true;
    own_ip = peer.ip;
  }
  // An address is a HELO only where the true one stands beside it.
  if (!nameless && (own_ip.empty() || !peer.ip.empty()))
    peer.say(peer.helo, name);
  peer.say(peer.ip, std::move(own_ip));
  received.from_name = std::move(peer.helo);
  received.from_host = std::move(peer.host);
  received.from_ip = std::move(peer.ip);
  received.ident = std::move(peer.ident);
  received.no_reverse_name = peer.unnamed && received.from_host.empty();
  received.may_be_forged = mentions(clauses.from, "may be forged");
}

}  // namespace calspam
