// SPDX-License-Identifier: MIT
#include "mail/structured.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kLongestLiteral = 100;
constexpr std::size_t kLongestCharsetName = 80;
constexpr auto npos = std::string_view::npos;

// One pass over a value. What is opened and never closed is looked for once:
// from then on its opening character stands for itself, which keeps the time
// linear on "((((((".
class Lexer {
 public:
  Lexer(std::string_view text, std::string_view specials)
      : text_(text), specials_(specials) {}

  std::vector<HeaderToken> run() {
    while (skip_space(), at_ < text_.size()) {
      const std::size_t begin = at_;
      HeaderToken token = next();
      token.space_before = space_;
      token.begin = begin;
      token.end = at_;
      tokens_.push_back(std::move(token));
    }
    return std::move(tokens_);
  }

 private:
  using Kind = HeaderToken::Kind;

  void skip_space() {
    const std::size_t from = at_;
    while (at_ < text_.size() && is_ascii_space(text_[at_])) ++at_;
    space_ = at_ > from;
  }

  HeaderToken next() {
    const char c = text_[at_];
    if (c == '(' && comments_close_) {
      if (auto end = comment_end(); end != npos) {
        const auto inner = text_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        return {.kind = Kind::Comment, .text = std::string(inner)};
      }
      comments_close_ = false;
    }
    if (c == '"' && quotes_close_) {
      if (auto end = quote_end(); end != npos) return quoted(end);
      quotes_close_ = false;
    }
    if (specials_.find(c) != npos) {
      ++at_;
      return {.kind = Kind::Special, .text = std::string(1, c)};
    }
    return word();
  }

  std::size_t comment_end() const {
    std::size_t depth = 0;
    for (std::size_t i = at_; i < text_.size(); ++i) {
      if (text_[i] == '\\')
        ++i;
      else if (text_[i] == '(')
        ++depth;
      else if (text_[i] == ')' && --depth == 0)
        return i;
    }
    return npos;
  }

  std::size_t quote_end() const {
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] == '\\')
        ++i;
      else if (text_[i] == '"')
        return i;
    }
    return npos;
  }

  HeaderToken quoted(std::size_t end) {
    HeaderToken token{.kind = Kind::Quoted, .text = {}};
    for (std::size_t i = at_ + 1; i < end; ++i) {
      if (text_[i] == '\\' && i + 1 < end)
        ++i;
      else if (text_[i] == '\r' || text_[i] == '\n')
        continue;
      token.text += text_[i];
    }
    at_ = end + 1;
    return token;
  }

  HeaderToken word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !ends_word(text_[at_], at_ == begin)) {
      at_ = past_unit();
    }
    return {.text = std::string(text_.substr(begin, at_ - begin))};
  }

  bool ends_word(char c, bool first) const {
    if (is_ascii_space(c)) return true;
    if (first) return false;
    return (c == '(' && comments_close_) || (c == '"' && quotes_close_) ||
           specials_.find(c) != npos;
  }

  // Encoded words and domain literals hold specials that mean nothing there:
  // "=?utf-8?Q?Doe,_J?=", "[IPv6:2001:db8::1]".
  std::size_t past_unit() const {
    const char c = text_[at_];
    std::size_t end = npos;
    if (c == '=') end = encoded_word_end();
    if (c == '[') end = literal_end();
    if (end != npos) return end;
    if (c == '\\' && at_ + 1 < text_.size()) return at_ + 2;
    return at_ + 1;
  }

  std::size_t literal_end() const {
    const auto window = text_.substr(at_, kLongestLiteral);
    const auto stop = window.find_first_of("] \t\r\n", 1);
    if (stop == npos || window[stop] != ']') return npos;
    return at_ + stop + 1;
  }

  std::size_t encoded_word_end() const {
    if (text_.substr(at_, 2) != "=?") return npos;
    const auto charset = text_.substr(at_ + 2, kLongestCharsetName);
    const auto mark = charset.find_first_of("? \t\r\n\"(<>,;:@");
    if (mark == npos || mark == 0 || charset[mark] != '?') return npos;
    const std::size_t encoding = at_ + 2 + mark + 1;
    if (encoding + 1 >= text_.size() || text_[encoding + 1] != '?') return npos;
    const auto close = text_.find_first_of("? \t\r\n", encoding + 2);
    if (close == npos || text_.substr(close, 2) != "?=") return npos;
    return close + 2;
  }

  std::string_view text_;
  std::string_view specials_;
  std::size_t at_ = 0;
  bool space_ = false;
  bool comments_close_ = true;
  bool quotes_close_ = true;
  std::vector<HeaderToken> tokens_;
};

}  // namespace

std::vector<HeaderToken> header_tokens(std::string_view raw_value,
                                       std::string_view specials) {
  return Lexer(raw_value, specials).run();
}

std::string without_comments(std::string_view raw_value) {
  std::string out(raw_value);
  for (const HeaderToken& token : header_tokens(raw_value, "")) {
    if (!token.is_comment()) continue;
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(token.begin),
              out.begin() + static_cast<std::ptrdiff_t>(token.end), ' ');
  }
  return out;
}

}  // namespace calspam
