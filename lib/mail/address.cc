// SPDX-License-Identifier: MIT
#include "mail/address.hh"

#include <algorithm>
#include <span>

#include "mail/structured.hh"
#include "mail/words.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Tokens = std::span<const HeaderToken>;

std::string display_text(Tokens tokens) {
  std::string raw;
  for (const HeaderToken& token : tokens) {
    if (token.is_comment()) continue;
    if (token.space_before && !raw.empty()) raw += ' ';
    raw += token.text;
  }
  // Words inside quotes are not to be decoded (RFC 2047 5), but the clients
  // that show the name do it, so this is what the reader sees.
  return std::string(trimmed(to_valid_utf8(decode_words(raw))));
}

std::string joined(Tokens tokens) {
  std::string text;
  for (const HeaderToken& token : tokens) {
    if (!token.is_comment()) text += token.text;
  }
  return to_valid_utf8(text);
}

std::size_t last_at(Tokens tokens) {
  for (std::size_t i = tokens.size(); i > 0; --i) {
    if (tokens[i - 1].is('@')) return i - 1;
  }
  return tokens.size();
}

std::string domain_text(Tokens tokens) {
  std::string domain = ascii_lower(joined(tokens));
  while (domain.ends_with('.')) domain.pop_back();
  return domain;
}

// "local@domain", "@relay,@relay:local@domain" (the obsolete route) or
// "mailto:local@domain", which some senders put between the brackets.
Address addr_spec(Tokens tokens) {
  const auto colon = std::ranges::find_if(
      tokens, [](const HeaderToken& token) { return token.is(':'); });
  if (colon != tokens.end() &&
      (tokens.front().is('@') ||
       same_ignoring_case(tokens.front().text, "mailto"))) {
    tokens =
        tokens.subspan(static_cast<std::size_t>(colon - tokens.begin()) + 1);
  }
  const std::size_t at = last_at(tokens);
  Address address;
  address.local_part = joined(tokens.first(at));
  if (at < tokens.size()) {
    address.domain = domain_text(tokens.subspan(at + 1));
  }
  return address;
}

// Collects the tokens of one mailbox after the other.
class Reader {
 public:
  Reader(Tokens tokens, std::size_t bound) : tokens_(tokens), bound_(bound) {}

  std::vector<Address> run() {
    for (std::size_t i = 0; i < tokens_.size() && !full(); ++i) {
      const HeaderToken& token = tokens_[i];
      if (token.is(',') || token.is(';')) {
        flush();
      } else if (token.is(':')) {
        group_name();
      } else if (token.is('<')) {
        i = angle(i);
      } else if (!token.is('>') && !token.is_comment()) {
        phrase_.push_back(token);
      }
    }
    flush();
    return std::move(addresses_);
  }

 private:
  bool full() const { return addresses_.size() >= bound_; }

  void add(Address address) {
    const bool empty = address.display_name.empty() &&
                       address.local_part.empty() && address.domain.empty();
    if (!empty && !full()) addresses_.push_back(std::move(address));
  }

  void group_name() {
    if (last_at(phrase_) < phrase_.size()) return flush();
    phrase_.clear();
  }

  // Reads <...> from `open` on and returns the last token used. Where the
  // bracket is never closed, the address ends with the list item.
  std::size_t angle(std::size_t open) {
    std::size_t close = open + 1;
    while (close < tokens_.size() && !tokens_[close].is('>') &&
           !tokens_[close].is('<')) {
      ++close;
    }
    if (close == tokens_.size() || tokens_[close].is('<')) {
      std::size_t end = open + 1;
      while (end < close && !tokens_[end].is(',') && !tokens_[end].is(';')) {
        ++end;
      }
      close = end;
    }
    const Tokens inner = tokens_.subspan(open + 1, close - open - 1);
    Address address = inner.empty() ? Address{} : addr_spec(inner);
    address.display_name = display_text(phrase_);
    add(std::move(address));
    phrase_.clear();
    const bool closed = close < tokens_.size() && tokens_[close].is('>');
    return closed ? close : close - 1;
  }

  // What stood outside of brackets: runs of tokens that hold together, those
  // with an @ being addresses, the others names.
  void flush() {
    std::size_t name = 0;
    bool found = false;
    for (std::size_t begin = 0; begin < phrase_.size();) {
      const std::size_t end = run_end(begin);
      const auto run = Tokens(phrase_).subspan(begin, end - begin);
      if (last_at(run) < run.size()) {
        Address address = addr_spec(run);
        address.display_name =
            display_text(Tokens(phrase_).subspan(name, begin - name));
        add(std::move(address));
        name = end;
        found = true;
      }
      begin = end;
    }
    if (!found) add({display_text(phrase_), {}, {}});
    phrase_.clear();
  }

  // White space may stand around @ and the dots of a domain (RFC 5322 4.4).
  std::size_t run_end(std::size_t begin) const {
    bool has_at = phrase_[begin].is('@');
    std::size_t end = begin + 1;
    for (; end < phrase_.size(); ++end) {
      const HeaderToken& last = phrase_[end - 1];
      const HeaderToken& token = phrase_[end];
      const bool dotted =
          token.text == "." || last.text == "." ||
          (has_at && (last.text.ends_with('.') || token.text.starts_with('.')));
      if (token.space_before && !token.is('@') && !last.is('@') && !dotted) {
        break;
      }
      has_at = has_at || token.is('@');
    }
    return end;
  }

  Tokens tokens_;
  std::size_t bound_;
  std::vector<HeaderToken> phrase_;
  std::vector<Address> addresses_;
};

int hex_digit(char c) {
  if (is_ascii_digit(c)) return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() &&
                        hex_digit(text[i + 1]) >= 0 &&
                        hex_digit(text[i + 2]) >= 0;
    if (!escape) {
      out += text[i];
      continue;
    }
    out +=
        static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
    i += 2;
  }
  return out;
}

std::string_view without_quotes(std::string_view text) {
  text = trimmed(text);
  while (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
         text.back() == text.front()) {
    text = trimmed(text.substr(1, text.size() - 2));
  }
  return text;
}

}  // namespace

std::string Address::spec() const {
  return domain.empty() ? local_part : local_part + "@" + domain;
}

std::vector<Address> parse_addresses(std::string_view raw_value,
                                     const Limits& limits) {
  const auto value = raw_value.substr(0, limits.header_value_bytes);
  const std::vector<HeaderToken> tokens = header_tokens(value, ",;:@<>");
  return Reader(tokens, limits.addresses).run();
}

Address parse_calendar_address(std::string_view uri) {
  constexpr std::string_view kScheme = "mailto:";
  uri = without_quotes(uri);
  const bool mailto = starts_ignoring_case(uri, kScheme);
  // Some producers write the scheme twice.
  while (starts_ignoring_case(uri, kScheme)) {
    uri = trimmed(uri.substr(kScheme.size()));
  }
  if (mailto) uri = uri.substr(0, uri.find('?'));
  const std::string text = mailto ? percent_decoded(uri) : std::string(uri);
  if (!mailto && text.find(':') < text.find('@')) return {};
  // A property is read as far as content_line_bytes goes.
  Limits limits;
  limits.header_value_bytes = text.size();
  for (Address& address : parse_addresses(text, limits)) {
    if (!address.domain.empty() && !address.local_part.empty()) {
      return std::move(address);
    }
  }
  return {};
}

}  // namespace calspam
