// SPDX-License-Identifier: MIT
#include "mail/words.hh"

#include <optional>

#include "mail/transfer.hh"
#include "util/charset.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// =?charset*language?B?text?=
struct Word {
  std::string charset;
  bool base64 = false;
  std::string_view text;
  std::size_t end = 0;
};

bool is_token_char(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != '?' && c != '=';
}

std::optional<Word> word_at(std::string_view text, std::size_t at) {
  // Longer than RFC 2047 allows (75), as mail programs accept it.
  constexpr std::size_t kLongestCharset = 64;
  std::size_t i = at + 2;
  const std::size_t charset = i;
  while (i < text.size() && i - charset <= kLongestCharset &&
         is_token_char(text[i]))
    ++i;
  if (i == charset || i + 3 >= text.size() || text[i] != '?') return {};
  const char encoding = ascii_lower(text[i + 1]);
  if ((encoding != 'b' && encoding != 'q') || text[i + 2] != '?') return {};
  Word word;
  word.base64 = encoding == 'b';
  std::string_view name = text.substr(charset, i - charset);
  name = name.substr(0, name.find('*'));  // RFC 2231 5: language
  word.charset = ascii_lower(name);
  const std::size_t begin = i + 3;
  // In Q a "?=" that is followed by a hexadecimal pair is text that should
  // have been escaped; nobody reads it so, the first "?=" ends the word.
  const std::size_t end = text.find("?=", begin);
  if (end == std::string_view::npos) return {};
  word.text = text.substr(begin, end - begin);
  word.end = end + 2;
  return word;
}

int hex_digit(char c) {
  if (is_ascii_digit(c)) return c - '0';
  c = ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string bytes_of(const Word& word) {
  if (word.base64)
    return decode_transfer(TransferEncoding::Base64, word.text, 0,
                           word.text.size())
        .bytes;
  std::string out;
  for (std::size_t i = 0; i < word.text.size(); ++i) {
    const char c = word.text[i];
    const bool pair = c == '=' && i + 2 < word.text.size() &&
                      hex_digit(word.text[i + 1]) >= 0 &&
                      hex_digit(word.text[i + 2]) >= 0;
    if (pair) {
      out += static_cast<char>(hex_digit(word.text[i + 1]) * 16 +
                               hex_digit(word.text[i + 2]));
      i += 2;
    } else {
      out += c == '_' ? ' ' : c;
    }
  }
  return out;
}

std::string utf8_of(std::string_view bytes, std::string_view charset) {
  if (charset == "us-ascii" || !is_known_charset(charset))
    return utf8_of_undeclared(bytes);
  return to_valid_utf8(to_utf8(bytes, charset).text);
}

bool is_blank(std::string_view text) {
  return trimmed(text).empty();
}

// Collects text and words; bytes of neighbouring words in one charset are
// converted together, so that a character may be split between them.
class Writer {
 public:
  void text(std::string_view between) {
    // Blanks between two words are not part of the text (RFC 2047 6.2).
    if (!pending_.empty() && is_blank(between)) {
      held_ = between;
      return;
    }
    flush();
    out_ += utf8_of_undeclared(between);
  }
  void word(const Word& word) {
    held_.clear();
    if (charset_ != word.charset) flush();
    charset_ = word.charset;
    pending_ += bytes_of(word);
  }
  std::string finish() {
    flush();
    return std::move(out_);
  }

 private:
  void flush() {
    if (!pending_.empty()) out_ += utf8_of(pending_, charset_);
    pending_.clear();
    out_ += held_;
    held_.clear();
  }

  std::string out_;
  std::string pending_;
  std::string charset_;
  std::string held_;
};

}  // namespace

std::string utf8_of_undeclared(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return std::string(bytes);
  return to_valid_utf8(to_utf8(bytes, "windows-1252").text);
}

bool has_more_words(std::string_view text, std::size_t most_words) {
  // The shortest is =?x?q??=.
  constexpr std::size_t kShortest = 8;
  if (text.size() / kShortest <= most_words) return false;
  const std::size_t last = text.rfind("?=");
  if (last == std::string_view::npos) return false;
  std::size_t words = 0;
  for (std::size_t at = text.find("=?"); at < last; at = text.find("=?", at)) {
    const auto word = word_at(text, at);
    if (word && ++words > most_words) return true;
    at = word ? word->end : at + 2;
  }
  return false;
}

std::string decode_words(std::string_view text, std::size_t most_words) {
  Writer writer;
  std::size_t done = 0;
  std::size_t words = 0;
  // Where the last word can end; looked for once, to stay linear.
  const std::size_t last = text.rfind("?=");
  if (last == std::string_view::npos) return utf8_of_undeclared(text);
  for (std::size_t at = text.find("=?"); at < last; at = text.find("=?", at)) {
    const auto word = words < most_words ? word_at(text, at) : std::nullopt;
    if (!word) {
      at += 2;
      continue;
    }
    if (at > done) writer.text(text.substr(done, at - done));
    writer.word(*word);
    ++words;
    done = at = word->end;
  }
  if (done < text.size()) writer.text(text.substr(done));
  return writer.finish();
}

}  // namespace calspam
