// SPDX-License-Identifier: MIT
#include "util/unicode.hh"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "util/look_alikes.hh"
#include "util/text.hh"
#include "util/unseen.hh"

namespace calspam {
namespace {

// Vietnamese has two marks on a letter; more are there to disfigure it.
constexpr std::size_t kLatinMarks = 2;
// The limit of UAX 15 for streams; it keeps normalisation linear, too.
constexpr std::size_t kMarks = 30;

CodePoints code_points(std::string_view utf8) {
  CodePoints out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();)
    out.push_back(next_code_point(utf8, at));
  return out;
}

bool is_mark(char32_t c) {
  return c >= 0x300 && (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK);
}
bool is_regional(char32_t c) {
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/// The NFKC form of one code point, when that is all ASCII.
std::string ascii_form(char32_t c) {
  if (c < 0x2b0) return {};
  static const icu::Normalizer2* const nfkc = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCInstance(error);
  }();
  icu::UnicodeString form;
  if (!nfkc || !nfkc->getDecomposition(static_cast<UChar32>(c), form))
    return {};
  std::string out;
  for (int i = 0; i < form.length(); ++i) {
    if (form[i] >= 0x80) return {};
    out += static_cast<char>(form[i]);
  }
  return out;
}

/// The letter in a black circle or square; these have no NFKC form.
char negative_letter(char32_t c) {
  if (c >= 0x1f150 && c <= 0x1f169) return static_cast<char>('a' + c - 0x1f150);
  if (c >= 0x1f170 && c <= 0x1f189) return static_cast<char>('a' + c - 0x1f170);
  return '\0';
}

/// Strokes, slashes and frames that are laid over a letter.
bool is_overlay(char32_t c) {
  return (c >= 0x334 && c <= 0x338) || (c >= 0x20d2 && c <= 0x20ea);
}

/// Second step: plain letters for styled ones, no marks but those of words.
class Plainer {
 public:
  Plainer(const CodePoints& in, const Scripts& scripts, Folding& counts)
      : in_(in), east_asian_(scripts.east_asian), counts_(counts) {}
  CodePoints plain();

 private:
  void add(std::size_t at);
  void add_mark(char32_t mark);
  bool add_styled(std::size_t at);
  bool is_lone_regional(std::size_t at) const;

  const CodePoints& in_;
  bool east_asian_;
  Folding& counts_;
  CodePoints out_;
  std::size_t marks_ = 0;
  bool latin_ = false;  ///< the letter that marks stand on
};

CodePoints Plainer::plain() {
  out_.reserve(in_.size());
  for (std::size_t at = 0; at < in_.size(); ++at) add(at);
  return std::move(out_);
}

void Plainer::add(std::size_t at) {
  const char32_t c = in_[at];
  if (is_mark(c)) return add_mark(c);
  marks_ = 0;
  if (c < 0x80 || !add_styled(at)) out_.push_back(c == 0x2800 ? U' ' : c);
  latin_ = !out_.empty() && (is_ascii_letter(out_.back()) ||
                             (c < 0x250 && is_latin(out_.back())));
}

void Plainer::add_mark(char32_t mark) {
  ++marks_;
  if (latin_ && (is_overlay(mark) || marks_ > kLatinMarks))
    ++counts_.styled;
  else if (marks_ <= kMarks)
    out_.push_back(mark);
}

bool Plainer::is_lone_regional(std::size_t at) const {
  return is_regional(in_[at]) && (at == 0 || !is_regional(in_[at - 1])) &&
         (at + 1 == in_.size() || !is_regional(in_[at + 1]));
}

bool Plainer::add_styled(std::size_t at) {
  const char32_t c = in_[at];
  char letter = small_capital(c);
  if (!letter) letter = negative_letter(c);
  if (!letter && is_lone_regional(at))
    letter = static_cast<char>('a' + c - 0x1f1e6);
  if (letter) {
    // Blood groups and the parking sign are emoji.
    counts_.styled += !is_emoji(c) || is_regional(c);
    out_.push_back(static_cast<char32_t>(letter));
    return true;
  }
  const std::string form = ascii_form(c);
  if (form.empty()) return false;
  const bool full_width = c >= 0xff01 && c <= 0xff5e;
  const bool counted = form.size() == 1 && is_ascii_alpha(form[0]) &&
                       !(full_width && east_asian_);
  const bool digit = c >= 0x1d7ce && c <= 0x1d7ff;
  counts_.styled +=
      counted || digit ||
      (form.size() == 3 && form[0] == '(' && is_ascii_alpha(form[1]));
  // "(a)" and the like of enclosed letters are the letter to a reader.
  if (form.size() == 3 && form[0] == '(' && is_ascii_alpha(form[1]))
    out_.push_back(static_cast<char32_t>(form[1]));
  else
    out_.insert(out_.end(), form.begin(), form.end());
  return true;
}

/// A word: letters and marks from `begin` up to `end`.
struct Word {
  std::size_t begin, end;
  bool latin = false;    ///< has Latin letters
  bool foreign = false;  ///< has letters of a script with look-alikes
  bool other = false;    ///< has letters that look like nothing Latin
  bool exact = true;     ///< all foreign letters are exact look-alikes
  bool passing = true;   ///< all Latin letters look Cyrillic or Greek
};

bool is_word_part(char32_t c) {
  return is_ascii_letter(c) ||
         (c >= 0x80 && (u_isalpha(static_cast<UChar32>(c)) || is_mark(c)));
}

Word next_word(const CodePoints& text, std::size_t begin) {
  // Every one of them is the form of a Cyrillic or Greek letter, too.
  static constexpr ByteSet kPassing("aceiopxysjABCEHIKMOPTXYZNSJ");
  Word word{begin, begin};
  for (; word.end < text.size() && is_word_part(text[word.end]); ++word.end) {
    const char32_t c = text[word.end];
    if (is_mark(c)) continue;
    if (is_ascii_letter(c)) {
      word.latin = true;
      word.passing &= kPassing.contains(static_cast<char>(c));
    } else if (const auto* like = look_alike(c)) {
      word.foreign = true;
      word.exact &= like->exact;
    } else if (is_latin(c)) {
      word.latin = true;
      word.passing = false;
    } else {
      word.other = true;
    }
  }
  return word;
}

/// "TNFα", "γGT": medicine, not disguise.
bool is_greek_affix(const CodePoints& text, const Word& word) {
  std::size_t foreign = 0;
  for (auto i = word.begin; i < word.end; ++i)
    foreign += look_alike(text[i]) != nullptr;
  const char32_t first = text[word.begin], last = text[word.end - 1];
  return foreign == 1 && (first == U'\u03b1' || first == U'\u03b3' ||
                          last == U'\u03b1' || last == U'\u03b3');
}

/// Latin to a reader, by letters that are not.
bool is_disguised(const CodePoints& text, const Word& word) {
  return word.latin && word.foreign && !word.other && word.exact &&
         !is_greek_affix(text, word);
}

/// Third step: look-alikes inside Latin words; then, where somebody disguises
/// words, those that are of look-alikes altogether ("\u0440\u0430\u0443
/// n\u043ew"), unless the text is in their script, too.
class LookAlikes {
 public:
  explicit LookAlikes(Folding& counts) : counts_(counts) {}

  void replace_in_latin(CodePoints& text) {
    for_each_word(text, [&](const Word& word) {
      has_others_ |= word.other && word.foreign;
      if (!word.latin || !word.foreign || word.other) return;
      counts_.disguised += is_disguised(text, word);
      replace(text, word);
    });
  }
  /// After all of the text has been seen.
  void replace_whole(CodePoints& text) const {
    if (counts_.disguised == 0 || has_others_) return;
    for_each_word(text, [&](const Word& word) {
      if (word.foreign && word.exact && !word.other) replace(text, word);
    });
  }

 private:
  template <typename Visit>
  static void for_each_word(const CodePoints& text, Visit visit) {
    for (std::size_t at = 0; at < text.size();) {
      const Word word = next_word(text, at);
      at = std::max(word.end, at + 1);
      visit(word);
    }
  }
  static void replace(CodePoints& text, const Word& word) {
    for (auto i = word.begin; i < word.end; ++i)
      if (const auto* like = look_alike(text[i]))
        text[i] = static_cast<char32_t>(like->ascii);
  }

  Folding& counts_;
  bool has_others_ = false;
};

/// Last step. NFKC_Casefold of UTR 21.
std::string case_folded(const CodePoints& text) {
  static const icu::Normalizer2* const nfkc_casefold = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCCasefoldInstance(error);
  }();
  std::string utf8;
  utf8.reserve(text.size());
  for (const char32_t c : text) {
    if (c < 0x20 || (c >= 0x80 && u_isUWhiteSpace(static_cast<UChar32>(c))))
      utf8 += ' ';
    else
      append_utf8(utf8, c);
  }
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode error = U_ZERO_ERROR;
  if (nfkc_casefold)
    nfkc_casefold->normalizeUTF8(0, utf8, sink, nullptr, error);
  return U_FAILURE(error) || !nfkc_casefold ? utf8 : out;
}

std::string folded_ascii(std::string_view text) {
  std::string out = ascii_lower(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  return out;
}

bool is_space(char c) {
  return c == ' ' || c == '\n';
}

/// Where words begin that have other characters than ASCII, with the white
/// space before them; the size where there are none.
std::size_t words_with_others(std::string_view text, std::size_t from) {
  std::size_t at = ascii_end(text, from);
  if (at == text.size()) return at;
  while (at > from && !is_space(text[at - 1])) --at;
  return at > from ? at - 1 : at;
}

/// The end of such words that begin at `at`, with the white space behind them.
std::size_t others_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kFar = 64;
  while (at < text.size()) {
    const std::size_t other = ascii_end(text, at);
    // A few words of ASCII between others are not worth a piece.
    const std::size_t space = text.substr(0, other).find_first_of(" \n", at);
    if (space != text.npos && (other == text.size() || other > space + kFar))
      return space + 1;
    for (at = other;
         at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80;)
      next_code_point(text, at);
  }
  return at;
}

bool is_ascii(std::string_view text) {
  return ascii_end(text, 0) == text.size();
}

}  // namespace

Folding fold(std::string_view utf8) {
  Folding folding;
  if (is_ascii(utf8)) {
    folding.text = squeezed(folded_ascii(utf8));
    return folding;
  }
  const Scripts scripts = scripts_of(utf8);
  // White space on either side of words is all they depend on.
  struct Piece {
    std::string ascii;  // before the words
    CodePoints words;
  };
  std::vector<Piece> pieces;
  LookAlikes look_alikes(folding);
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t other = words_with_others(utf8, at);
    const std::size_t end = others_end(utf8, other);
    const CodePoints points = code_points(utf8.substr(other, end - other));
    CodePoints words = without_unseen(points, scripts, folding);
    words = Plainer(words, scripts, folding).plain();
    look_alikes.replace_in_latin(words);
    pieces.push_back(
        {folded_ascii(utf8.substr(at, other - at)), std::move(words)});
    at = end;
  }
  std::string text;
  text.reserve(utf8.size());
  for (Piece& piece : pieces) {
    look_alikes.replace_whole(piece.words);
    text += piece.ascii;
    text += case_folded(piece.words);
  }
  folding.text = squeezed(text);
  return folding;
}

std::string folded(std::string_view utf8) {
  return fold(utf8).text;
}

bool mixed_script(std::string_view utf8) {
  if (is_ascii(utf8)) return false;
  Folding unused;
  const Scripts scripts = scripts_of(utf8);
  const CodePoints points = code_points(utf8);
  const CodePoints stripped = without_unseen(points, scripts, unused);
  const CodePoints text = Plainer(stripped, scripts, unused).plain();
  for (std::size_t at = 0; at < text.size();) {
    const Word word = next_word(text, at);
    at = std::max(word.end, at + 1);
    const bool into_other = word.latin && word.foreign && word.passing &&
                            !is_greek_affix(text, word);
    if (is_disguised(text, word) || into_other) return true;
  }
  return false;
}

void warm_up_unicode() {
  fold("\u00e9\U0001d400\u0430b");
}

}  // namespace calspam
