// SPDX-License-Identifier: MIT
#include "util/unicode.hh"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "util/look_alikes.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using CodePoints = std::vector<char32_t>;

// Vietnamese has two marks on a letter; more are there to disfigure it.
constexpr std::size_t kLatinMarks = 2;
// The limit of UAX 15 for streams; it keeps normalisation linear, too.
constexpr std::size_t kMarks = 30;
constexpr std::size_t kFlagTags = 8;  // England: six tags and the end

CodePoints code_points(std::string_view utf8) {
  CodePoints out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();)
    out.push_back(next_code_point(utf8, at));
  return out;
}

bool is_ascii_letter(char32_t c) {
  return c < 0x80 && is_ascii_alpha(static_cast<char>(c));
}
bool has(char32_t c, UProperty property) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), property);
}
UScriptCode script(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &error);
}
bool is_mark(char32_t c) {
  return c >= 0x300 && (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK);
}
bool is_bidi_control(char32_t c) {
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}
bool is_direction_mark(char32_t c) {
  return c == 0x200e || c == 0x200f || c == 0x61c;
}
bool is_ignorable(char32_t c) {
  return c >= 0xad && (has(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
                       (c >= 0xfff9 && c <= 0xfffb));
}
bool is_regional(char32_t c) {
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/// Scripts whose writers need joiners, selectors and zero-width spaces.
bool needs_format(char32_t c) {
  switch (script(c)) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARMENIAN:
      return false;
    default:
      return true;
  }
}

bool is_east_asian(char32_t c) {
  const auto s = script(c);
  return s == USCRIPT_HAN || s == USCRIPT_HIRAGANA || s == USCRIPT_KATAKANA ||
         s == USCRIPT_HANGUL || s == USCRIPT_BOPOMOFO;
}

bool is_right_to_left(char32_t c) {
  const auto direction = u_charDirection(static_cast<UChar32>(c));
  return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
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

/// First step: takes out what has no shape.
class Stripper {
 public:
  Stripper(const CodePoints& in, Folding& counts) : in_(in), counts_(counts) {}
  CodePoints strip();

 private:
  /// A run of ignorable characters and what stands around it.
  struct Run {
    std::size_t begin, end;
    char32_t before, after;
  };
  void count(const Run& run);
  bool is_honest(const Run& run, std::size_t at) const;
  bool is_flag(const Run& run) const;

  const CodePoints& in_;
  Folding& counts_;
  bool right_to_left_ = false;
};

CodePoints Stripper::strip() {
  CodePoints out;
  out.reserve(in_.size());
  right_to_left_ = std::any_of(in_.begin(), in_.end(), [](char32_t c) {
    return c >= 0x590 && is_right_to_left(c);
  });
  for (std::size_t at = 0; at < in_.size();) {
    if (!is_ignorable(in_[at])) {
      out.push_back(in_[at++]);
      continue;
    }
    Run run{at, at, at > 0 ? in_[at - 1] : 0, 0};
    while (run.end < in_.size() && is_ignorable(in_[run.end])) ++run.end;
    if (run.end < in_.size()) run.after = in_[run.end];
    count(run);
    at = run.end;
  }
  return out;
}

void Stripper::count(const Run& run) {
  if (is_flag(run)) return;
  for (auto at = run.begin; at < run.end; ++at) {
    const char32_t c = in_[at];
    const bool override_control = c == 0x202d || c == 0x202e;
    if (is_bidi_control(c))
      counts_.bidi += override_control || !right_to_left_;
    else if (is_direction_mark(c))
      counts_.invisible +=
          is_ascii_letter(run.before) && is_ascii_letter(run.after);
    else
      counts_.invisible += !is_honest(run, at);
  }
}

/// The flags of England, Scotland and Wales: a black flag, tags, end.
bool Stripper::is_flag(const Run& run) const {
  return run.before == 0x1f3f4 && run.end - run.begin <= kFlagTags &&
         in_[run.end - 1] == 0xe007f;
}

bool Stripper::is_honest(const Run& run, std::size_t at) const {
  const char32_t c = in_[at];
  if (c == 0xad) return true;
  if (c == 0xfeff && at == 0) return true;
  const bool selector = (c >= 0xfe00 && c <= 0xfe0f) || c >= 0xe0100;
  if (selector)
    return at == run.begin && run.before != 0 &&
           (run.before >= 0x80 ? c <= 0xfe0f || needs_format(run.before)
                               : has(run.before, UCHAR_EMOJI));
  if (c == 0x200d && has(run.before, UCHAR_EMOJI) && run.before >= 0x80 &&
      has(run.after, UCHAR_EXTENDED_PICTOGRAPHIC))
    return true;
  const bool script_uses =
      (c >= 0x200b && c <= 0x200d) || c < 0x2000 || c == 0x3164 || c == 0xffa0;
  return script_uses && run.end - run.begin <= 2 &&
         (needs_format(run.before) || needs_format(run.after));
}

/// Second step: plain letters for styled ones, no marks but those of words.
class Plainer {
 public:
  Plainer(const CodePoints& in, Folding& counts) : in_(in), counts_(counts) {}
  CodePoints plain();

 private:
  void add(std::size_t at);
  void add_mark(char32_t mark);
  bool add_styled(std::size_t at);
  bool is_lone_regional(std::size_t at) const;

  const CodePoints& in_;
  Folding& counts_;
  CodePoints out_;
  bool east_asian_ = false;
  std::size_t marks_ = 0;
  bool latin_ = false;  ///< the letter that marks stand on
};

CodePoints Plainer::plain() {
  out_.reserve(in_.size());
  east_asian_ = std::any_of(in_.begin(), in_.end(), [](char32_t c) {
    return c >= 0x1100 && c < 0xff00 && is_east_asian(c);
  });
  for (std::size_t at = 0; at < in_.size(); ++at) add(at);
  return std::move(out_);
}

void Plainer::add(std::size_t at) {
  const char32_t c = in_[at];
  if (is_mark(c)) return add_mark(c);
  marks_ = 0;
  if (c < 0x80 || !add_styled(at)) out_.push_back(c == 0x2800 ? U' ' : c);
  latin_ =
      !out_.empty() && (is_ascii_letter(out_.back()) ||
                        (c < 0x250 && script(out_.back()) == USCRIPT_LATIN));
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
    counts_.styled += !has(c, UCHAR_EMOJI) || is_regional(c);
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
  static constexpr std::string_view kPassing = "aceiopxysjABCEHIKMOPTXYZNSJ";
  Word word{begin, begin};
  for (; word.end < text.size() && is_word_part(text[word.end]); ++word.end) {
    const char32_t c = text[word.end];
    if (is_mark(c)) continue;
    if (is_ascii_letter(c)) {
      word.latin = true;
      word.passing &= kPassing.find(static_cast<char>(c)) != kPassing.npos;
    } else if (const auto* like = look_alike(c)) {
      word.foreign = true;
      word.exact &= like->exact;
    } else if (script(c) == USCRIPT_LATIN) {
      word.latin = true;
      word.passing = false;
    } else {
      word.other = true;
    }
  }
  return word;
}

/// Third step: look-alikes inside Latin words.
void replace_look_alikes(CodePoints& text) {
  for (std::size_t at = 0; at < text.size();) {
    const Word word = next_word(text, at);
    at = std::max(word.end, at + 1);
    if (!word.latin || !word.foreign || word.other) continue;
    for (auto i = word.begin; i < word.end; ++i)
      if (const auto* like = look_alike(text[i]))
        text[i] = static_cast<char32_t>(like->ascii);
  }
}

/// Last step. NFKC_Casefold of UTR 21, white space squeezed.
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
  return squeezed(U_FAILURE(error) || !nfkc_casefold ? utf8 : out);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
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

}  // namespace

Folding fold(std::string_view utf8) {
  Folding folding;
  if (is_ascii(utf8)) {
    folding.text = ascii_lower(utf8);
    std::replace_if(
        folding.text.begin(), folding.text.end(),
        [](char c) { return c >= 0 && c < ' '; }, ' ');
    folding.text = squeezed(folding.text);
    return folding;
  }
  CodePoints text = Stripper(code_points(utf8), folding).strip();
  text = Plainer(text, folding).plain();
  replace_look_alikes(text);
  folding.text = case_folded(text);
  return folding;
}

std::string folded(std::string_view utf8) {
  return fold(utf8).text;
}

bool mixed_script(std::string_view utf8) {
  if (is_ascii(utf8)) return false;
  Folding unused;
  const CodePoints stripped = Stripper(code_points(utf8), unused).strip();
  const CodePoints text = Plainer(stripped, unused).plain();
  for (std::size_t at = 0; at < text.size();) {
    const Word word = next_word(text, at);
    at = std::max(word.end, at + 1);
    const bool mixed = word.latin && (word.foreign || word.other);
    if (!mixed || is_greek_affix(text, word)) continue;
    const bool into_latin = word.foreign && !word.other && word.exact;
    const bool into_other = word.passing && word.foreign;
    if (into_latin || into_other) return true;
  }
  return false;
}

void warm_up_unicode() {
  fold("\u00e9\U0001d400\u0430b");
}

}  // namespace calspam
