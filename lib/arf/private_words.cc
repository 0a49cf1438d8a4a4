// SPDX-License-Identifier: MIT
#include "arf/private_words.hh"

#include <algorithm>
#include <array>

#include "arf/encode.hh"
#include "util/hash.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

// What stands between local part and domain where an address is written so
// that it passes for something else, or so that robots do not read it.
constexpr auto kSeparators = std::to_array<std::string_view>(
    {"@",      "=",        "%40",     "%2540", "=40",  "&#64;", "&#064;",
     "&#x40;", "&commat;", "_at_",    "-at-",  ".at.", " at ",  "(at)",
     "[at]",   "{at}",     "\\u0040", "%3d",   "#",    "/"});

// Local parts that are words of every other mail.
constexpr auto kRoles = std::to_array<std::string_view>(
    {"abuse",    "accounts", "admin",   "billing",  "calendar",   "contact",
     "event",    "events",   "hello",   "invite",   "invites",    "meeting",
     "meetings", "noreply",  "office",  "orders",   "postmaster", "reply",
     "sales",    "service",  "support", "webmaster"});

constexpr std::size_t kShortestLocal = 5;
constexpr std::size_t kShortestName = 4;
constexpr std::size_t kShortestWord = 6;
constexpr std::size_t kShortestToken = 12;
constexpr std::size_t kShortestCode = 8;
constexpr std::size_t kShiftedAddresses = 20;
constexpr int kAlphabet = 52;
constexpr int kDepth = 2;  // base64 within base64

bool is_word_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_token_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '/' ||
         c == '-' || c == '_';
}

bool is_hex(std::string_view text) {
  return text.size() % 2 == 0 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return hex_digit(c) >= 0; });
}

std::string from_hex(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    out += static_cast<char>(hex_digit(text[i]) * 16 + hex_digit(text[i + 1]));
  return out;
}

std::string to_hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (char c : bytes) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

// A-Z, then a-z, each moved on by `shift` (Google's bounce addresses).
std::string shifted(std::string_view text, int shift) {
  std::string out;
  for (char c : text) {
    if (!is_ascii_alpha(c)) {
      out += c;
      continue;
    }
    const int at = c <= 'Z' ? c - 'A' : c - 'a' + 26;
    const int to = (at + shift) % kAlphabet;
    out += static_cast<char>(to < 26 ? 'A' + to : 'a' + to - 26);
  }
  return out;
}

// As many bytes as `size`, of the token's digits.
std::string stretched(std::string_view token, std::size_t size) {
  std::string out;
  while (out.size() < size) out += token;
  out.resize(size);
  std::replace(out.begin(), out.end(), '=', 'A');
  std::replace(out.begin(), out.end(), '+', 'A');
  std::replace(out.begin(), out.end(), '/', 'A');
  return out;
}

std::string without_space(std::string_view text) {
  std::string out;
  for (char c : text)
    if (!is_ascii_space(c)) out += c;
  return out;
}

// "kim.berger" as "kim berger", "kim_berger", "kim-berger".
std::vector<std::string> spellings(std::string_view local) {
  std::vector<std::string> out = {std::string(local)};
  if (local.find_first_of("._-") == local.npos) return out;
  for (char with : {'.', ' ', '_', '-'}) {
    std::string spelling(local);
    for (char& c : spelling)
      if (c == '.' || c == '_' || c == '-') c = with;
    if (spelling != local) out.push_back(std::move(spelling));
  }
  return out;
}

bool is_role(std::string_view local) {
  return std::ranges::binary_search(kRoles, local);
}

}  // namespace

std::string redaction_token(RedactionMethod method, std::string_view key,
                            std::string_view text) {
  if (method == RedactionMethod::Rfc6590Sha1)
    return base64_encoded(from_hex(sha1(std::string(key) + std::string(text))));
  constexpr std::size_t kDigits = 24;
  return hmac_sha256(key, ascii_lower(text)).substr(0, kDigits);
}

PatternTree::PatternTree() : first_(256, -1) {}

int PatternTree::child_of(int node, char byte) const {
  if (node < 0) return first_[static_cast<unsigned char>(byte)];
  int at = nodes_[static_cast<std::size_t>(node)].child;
  while (at >= 0 && nodes_[static_cast<std::size_t>(at)].byte != byte)
    at = nodes_[static_cast<std::size_t>(at)].next;
  return at;
}

void PatternTree::add(std::string_view bytes, Pattern pattern) {
  int node = -1;
  for (char byte : bytes) {
    int child = child_of(node, byte);
    if (child < 0) {
      child = static_cast<int>(nodes_.size());
      nodes_.push_back({byte, -1, -1, -1});
      Node& made = nodes_.back();
      if (node < 0) {
        first_[static_cast<unsigned char>(byte)] = child;
      } else {
        Node& parent = nodes_[static_cast<std::size_t>(node)];
        made.next = parent.child;
        parent.child = child;
      }
    }
    node = child;
  }
  if (node < 0 || nodes_[static_cast<std::size_t>(node)].pattern >= 0) return;
  nodes_[static_cast<std::size_t>(node)].pattern =
      static_cast<int>(patterns_.size());
  patterns_.push_back(std::move(pattern));
}

PatternTree::Match PatternTree::match(std::string_view text,
                                      std::size_t at) const {
  Match found;
  int node = -1;
  for (std::size_t i = at; i < text.size();) {
    const bool blank = is_ascii_space(text[i]);
    node = child_of(node, blank ? ' ' : text[i]);
    if (node < 0) break;
    ++i;
    while (blank && i < text.size() && is_ascii_space(text[i])) ++i;
    const int pattern = nodes_[static_cast<std::size_t>(node)].pattern;
    if (pattern < 0) continue;
    const Pattern& candidate = patterns_[static_cast<std::size_t>(pattern)];
    if (candidate.whole_word) {
      if (at > 0 && is_word_byte(text[at - 1])) continue;
      if (i < text.size() && is_word_byte(text[i])) continue;
    }
    found = {&candidate, i - at};
  }
  return found;
}

PrivateWords::PrivateWords(std::string key, RedactionMethod method,
                           const ArfLimits& limits)
    : key_(std::move(key)), method_(method), limits_(limits) {}

std::string PrivateWords::token(std::string_view text) const {
  return redaction_token(method_, key_, text);
}

bool PrivateWords::add_word(std::string_view word) {
  if (std::find(words_.begin(), words_.end(), word) != words_.end())
    return false;
  if (words_.size() >= limits_.private_words) {
    overflowed_ = true;
    return false;
  }
  words_.emplace_back(word);
  return true;
}

void PrivateWords::add_address(std::string_view address) {
  const std::string lower = ascii_lower(trimmed(address));
  const std::size_t at = lower.rfind('@');
  if (at == lower.npos || at == 0 || at + 1 == lower.size()) return;
  if (!add_word(lower)) return;
  const std::string local = lower.substr(0, at);
  const std::string domain = lower.substr(at + 1);
  const std::string stand_in = token(local);
  for (std::string_view separator : kSeparators)
    folded_.add(local + std::string(separator) + domain,
                {local.size(), false, stand_in});
  // Google's bounce addresses leave the "@" out before they shift.
  if (local.size() + domain.size() >= 10)
    folded_.add(local + domain, {local.size(), false, stand_in});
  if (local.size() >= kShortestLocal && !is_role(local))
    for (const std::string& spelling : spellings(local))
      folded_.add(spelling, {0, true, stand_in});
  add_hashed(lower);
  add_encoded(lower, local);
  // As it was written, too: base64 and shifts keep the case.
  if (const std::string written(trimmed(address)); written != lower)
    add_encoded(written, written.substr(0, at));
  if (words_.size() <= kShiftedAddresses) add_shifted(lower);
}

// Services count clicks by a hash of the address.
void PrivateWords::add_hashed(std::string_view address) {
  for (const std::string& hash : {md5(address), sha1(address), sha256(address)})
    folded_.add(hash, {0, false, stretched(token(hash), hash.size())});
}

// The characters of base64 that depend on the address alone, whatever stands
// before and after it, for the three ways it can fall into groups.
void PrivateWords::add_encoded(std::string_view address,
                               std::string_view local) {
  for (std::size_t skew = 0; skew < 3; ++skew) {
    const std::string padded = std::string(skew, 'x') + std::string(address);
    for (std::string code :
         {base64_encoded(padded), base64url_encoded(padded)}) {
      const std::size_t begin = (skew * 8 + 5) / 6;
      const std::size_t end = padded.size() * 8 / 6;
      code = code.substr(begin, end - begin);
      if (code.size() < kShortestCode) continue;
      exact_.add(code, {0, false, stretched(token(local), code.size())});
    }
  }
}

void PrivateWords::add_shifted(std::string_view address) {
  std::string letters(address);
  letters.erase(letters.rfind('@'), 1);
  if (letters.size() < 10) return;
  for (int shift = 1; shift < kAlphabet; ++shift)
    exact_.add(shifted(letters, shift),
               {0, false, stretched(token(address), letters.size())});
}

void PrivateWords::add_name(std::string_view name) {
  const std::string lower = ascii_lower(squeezed(name));
  if (lower.find('@') != lower.npos) return add_address(lower);
  const bool several = lower.find(' ') != lower.npos;
  if (lower.size() < (several ? kShortestName : kShortestWord)) return;
  if (is_role(lower) || !add_word(lower)) return;
  folded_.add(lower, {0, true, token(lower)});
  std::string escaped;  // RFC 5545 3.3.11
  for (char c : lower) {
    if (c == ',' || c == ';') escaped += '\\';
    escaped += c;
  }
  if (escaped != lower) folded_.add(escaped, {0, true, token(lower)});
}

std::string PrivateWords::hidden(std::string_view text) const {
  return hidden(text, 0);
}

std::string PrivateWords::hidden(std::string_view text, int depth) const {
  return hidden_plain(depth < kDepth ? hidden_tokens(text, depth)
                                     : std::string(text));
}

std::string PrivateWords::hidden_plain(std::string_view text) const {
  const std::string lower = ascii_lower(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    PatternTree::Match found = folded_.match(lower, at);
    if (found.pattern == nullptr) found = exact_.match(text, at);
    if (found.pattern == nullptr) {
      out += text[at++];
      continue;
    }
    const std::size_t hidden = found.pattern->hidden;
    out += found.pattern->token;
    if (hidden > 0) out += text.substr(at + hidden, found.size - hidden);
    at += found.size;
  }
  return out;
}

// One token anew, or as it was when it holds nothing private.
std::string PrivateWords::hidden_token(std::string_view run, bool padded,
                                       int depth) const {
  if (is_hex(run)) {
    const std::string bytes = from_hex(run);
    if (shown_plain(bytes)) return to_hex(hidden(bytes, depth + 1));
  }
  for (std::size_t cut = 0; cut < 2 && cut < run.size(); ++cut) {
    const auto bytes = base64_decoded(run.substr(0, run.size() - cut));
    if (!bytes) continue;
    if (!shown(*bytes, depth + 1)) break;
    const std::string inner = hidden(*bytes, depth + 1);
    const bool url = run.find_first_of("+/") == run.npos && !padded;
    return url ? base64url_encoded(inner) : base64_encoded(inner);
  }
  return std::string(run);
}

std::string PrivateWords::hidden_tokens(std::string_view text,
                                        int depth) const {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_token_byte(text[end])) ++end;
    const std::string_view run = text.substr(at, end - at);
    if (run.size() < kShortestToken) {
      const std::size_t next = std::max(end, at + 1);
      out += text.substr(at, next - at);
      at = next;
      continue;
    }
    std::size_t padding = 0;
    while (padding < 2 && end + padding < text.size() &&
           text[end + padding] == '=')
      ++padding;
    std::string made = hidden_token(run, padding > 0, depth);
    if (made == run) {
      // "path/TOKEN" and "prefix-TOKEN": the pieces by themselves.
      made.clear();
      for (std::size_t from = 0; from <= run.size();) {
        const std::size_t stop =
            std::min(run.find_first_of("/-_", from), run.size());
        const std::string_view piece = run.substr(from, stop - from);
        made += piece.size() < kShortestToken
                    ? std::string(piece)
                    : hidden_token(piece, false, depth);
        if (stop < run.size()) made += run[stop];
        from = stop + 1;
      }
      padding = 0;
    }
    out += made;
    at = end + padding;
  }
  return out;
}

std::optional<std::string> PrivateWords::shown(std::string_view text) const {
  return shown(text, 0);
}

std::optional<std::string> PrivateWords::shown_plain(
    std::string_view text) const {
  const std::string lower = ascii_lower(text);
  for (std::size_t at = 0; at < text.size(); ++at) {
    PatternTree::Match found = folded_.match(lower, at);
    if (found.pattern == nullptr) found = exact_.match(text, at);
    if (found.pattern != nullptr)
      return std::string(text.substr(at, found.size));
  }
  return {};
}

std::optional<std::string> PrivateWords::shown(std::string_view text,
                                               int depth) const {
  if (auto found = shown_plain(text)) return found;
  if (text.find('%') != text.npos)
    if (auto found = shown_plain(percent_decoded(text))) return found;
  if (auto found = shown_plain(without_space(text))) return found;
  if (depth >= kDepth) return {};
  const std::string without = hidden_tokens(text, depth);
  if (without != text) return "a word in base64 or hexadecimal";
  return {};
}

void add_private_words(const Subject& subject,
                       const std::vector<std::string>& kept,
                       PrivateWords& words) {
  const auto is_kept = [&](std::string_view address) {
    return std::any_of(kept.begin(), kept.end(), [&](const std::string& one) {
      return same_ignoring_case(one, address);
    });
  };
  const auto add = [&](const std::string& address, const std::string& name) {
    if (address.empty() || is_kept(address)) return;
    words.add_address(address);
    words.add_name(name);
  };
  if (subject.is_mail()) {
    // All that a redaction can hide, and one more, which says that it cannot.
    Limits all = *subject.limits;
    all.addresses = ArfLimits{}.private_words + 1;
    for (std::string_view field :
         {"Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To",
          "X-Rcpt-To", "X-Delivered-To", "X-Forwarded-To", "To", "Cc", "Bcc",
          "Apparently-To", "Resent-To", "Resent-Cc"})
      for (const Header* header : subject.message.root().all_headers(field)) {
        if (header->value.size() > all.header_value_bytes) words.note_more();
        for (const Address& address : parse_addresses(header->value, all))
          if (!address.domain.empty())
            add(address.spec(), address.display_name);
      }
    for (const Hop& hop : subject.hops) add(hop.envelope_for, "");
  }
  for (const EventRow& row : subject.events) {
    // Organizers list themselves among the attendees.
    const std::string accused =
        row.event.organizer ? row.event.organizer->address : "";
    if (row.event.attendee_count > row.event.attendees.size())
      words.note_more();
    for (const Participant& attendee : row.event.attendees) {
      if (same_ignoring_case(attendee.address, accused)) continue;
      add(attendee.address, attendee.common_name);
      add(attendee.email, "");
    }
  }
}

}  // namespace calspam
