// SPDX-License-Identifier: MIT
#include "util/unseen.hh"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kFlagTags = 8;  // England: six tags and the end

bool has(char32_t c, UProperty property) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), property);
}
UScriptCode script(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &error);
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

class Stripper {
 public:
  Stripper(const CodePoints& in, const Scripts& scripts, Folding& counts)
      : in_(in), right_to_left_(scripts.right_to_left), counts_(counts) {}
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
  bool right_to_left_;
  Folding& counts_;
};

CodePoints Stripper::strip() {
  CodePoints out;
  out.reserve(in_.size());
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
                               : is_emoji(run.before));
  if (c == 0x200d && is_emoji(run.before) && run.before >= 0x80 &&
      has(run.after, UCHAR_EXTENDED_PICTOGRAPHIC))
    return true;
  const bool script_uses =
      (c >= 0x200b && c <= 0x200d) || c < 0x2000 || c == 0x3164 || c == 0xffa0;
  return script_uses && run.end - run.begin <= 2 &&
         (needs_format(run.before) || needs_format(run.after));
}

}  // namespace

bool is_ascii_letter(char32_t c) {
  return c < 0x80 && is_ascii_alpha(static_cast<char>(c));
}
bool is_latin(char32_t c) {
  return script(c) == USCRIPT_LATIN;
}
bool is_emoji(char32_t c) {
  return has(c, UCHAR_EMOJI);
}

Scripts scripts_of(std::string_view utf8) {
  Scripts scripts;
  for (std::size_t at = ascii_end(utf8, 0); at < utf8.size();
       at = ascii_end(utf8, at)) {
    const char32_t c = next_code_point(utf8, at);
    scripts.right_to_left =
        scripts.right_to_left || (c >= 0x590 && is_right_to_left(c));
    scripts.east_asian =
        scripts.east_asian || (c >= 0x1100 && c < 0xff00 && is_east_asian(c));
  }
  return scripts;
}

CodePoints without_unseen(const CodePoints& text, const Scripts& scripts,
                          Folding& counts) {
  return Stripper(text, scripts, counts).strip();
}

}  // namespace calspam
