// SPDX-License-Identifier: MIT
#include "lint/placeholders.hh"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "util/text.hh"

namespace calspam {
namespace {

using Kind = Placeholder::Kind;

constexpr std::size_t kLongestTag = 1'024;

bool is_word(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_';
}

template <std::size_t n>
bool is_one_of(std::string_view word,
               const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view first_word(std::string_view text) {
  text = trimmed(text);
  std::size_t end = 0;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(0, end);
}

// "event.start_time" of "event.start_time | ical"; ".Start" is "Start".
std::string variable_of(std::string_view expression) {
  std::size_t at = expression.find_first_not_of("&>.$@ \t");
  if (at == expression.npos) return "";
  std::size_t end = at;
  while (end < expression.size() &&
         (is_word(expression[end]) || expression[end] == '.' ||
          expression[end] == '-'))
    ++end;
  return std::string(expression.substr(at, end - at));
}

// A section {{#x}} is a loop where its name is a plural, else a condition.
Kind section_kind(std::string_view name) {
  return name.ends_with('s') && !name.ends_with("ss") ? Kind::Loop
                                                      : Kind::Choice;
}

struct Meaning {
  Kind kind = Kind::Value;
  bool last_branch = false;
};

constexpr std::array<std::string_view, 6> kChoiceWords{
    "if", "unless", "ifchanged", "case", "ifversion", "switch"};
constexpr std::array<std::string_view, 5> kLoopWords{"for", "range", "each",
                                                     "while", "tablerow"};
constexpr std::array<std::string_view, 12> kBlockWords{
    "with",  "block", "define",  "filter",  "autoescape", "raw",
    "macro", "call",  "comment", "capture", "verbatim",   "spaceless"};
constexpr std::array<std::string_view, 5> kMiddleWords{"else", "elif", "elsif",
                                                       "when", "empty"};

Kind opening_kind(std::string_view word) {
  if (is_one_of(word, kChoiceWords)) return Kind::Choice;
  if (is_one_of(word, kLoopWords)) return Kind::Loop;
  return Kind::Block;
}

bool opens(std::string_view word) {
  return is_one_of(word, kChoiceWords) || is_one_of(word, kLoopWords) ||
         is_one_of(word, kBlockWords);
}

// Handlebars and Go write "else if" where others have elif.
bool is_last_branch(std::string_view inside) {
  const std::string_view word = first_word(inside);
  return word == "else" &&
         first_word(inside.substr(inside.find(word) + word.size())).empty();
}

// {{ ... }}: Mustache and Handlebars by a mark, Go by a word.
Meaning curly_meaning(std::string_view inside) {
  if (inside.empty()) return {};
  const std::string_view rest = inside.substr(1);
  const std::string_view word = first_word(inside);
  switch (inside.front()) {
    case '!':
      return {Kind::Silent};
    case '#':
      return {opens(first_word(rest)) ? opening_kind(first_word(rest))
                                      : section_kind(variable_of(rest))};
    case '^':
      if (trimmed(rest).empty()) return {Kind::Middle, true};
      return {Kind::Choice};
    case '/':
      return {rest.starts_with('*') ? Kind::Silent : Kind::Close};
    default:
      break;
  }
  if (word == "end") return {Kind::Close};
  if (word == "else") return {Kind::Middle, is_last_branch(inside)};
  const bool go = word == "if" || word == "range" || word == "with" ||
                  word == "define" || word == "block";
  if (go && word.size() < inside.size()) return {opening_kind(word)};
  if (inside.front() == '$' && inside.find(":=") != inside.npos)
    return {Kind::Silent};
  return {};
}

// {% ... %}
Meaning block_meaning(std::string_view inside) {
  const std::string_view word = first_word(inside);
  if (word.starts_with("end")) return {Kind::Close};
  if (is_one_of(word, kMiddleWords))
    return {Kind::Middle, word == "else" || word == "empty"};
  if (opens(word)) return {opening_kind(word)};
  // Parts of a layout, and what Jinja prints through a tag, give text.
  if (word == "include" || word == "render" || word == "trans")
    return {Kind::Value};
  return {Kind::Silent};
}

// <% ... %>: Ruby closes with "end", JavaScript with "}".
Meaning erb_meaning(std::string_view inside) {
  const std::string_view word = first_word(inside);
  if (inside.starts_with('}')) {
    const std::string_view rest = trimmed(inside.substr(1));
    if (rest.starts_with("else"))
      return {Kind::Middle, first_word(rest.substr(4)).empty()};
    return {Kind::Close};
  }
  if (word == "end") return {Kind::Close};
  if (is_one_of(word, kMiddleWords))
    return {Kind::Middle, is_last_branch(inside)};
  if (is_one_of(word, kChoiceWords)) return {Kind::Choice};
  const bool loop =
      is_one_of(word, kLoopWords) || inside.ends_with(" do") ||
      (inside.ends_with('|') && inside.find(" do ") != inside.npos);
  if (loop || inside.ends_with('{')) return {Kind::Loop};
  return {Kind::Silent};
}

class Finder {
 public:
  Finder(std::string_view text, std::size_t most) : text_(text), most_(most) {}

  std::vector<Placeholder> find() {
    constexpr std::string_view kMarks = "{<$%#*[_";
    std::size_t at = text_.find_first_of(kMarks);
    while (at != text_.npos && found_.size() < most_) {
      const std::size_t end = take(at);
      at = text_.find_first_of(kMarks, end > at ? end : at + 1);
    }
    return std::move(found_);
  }

 private:
  // Where `close` stands next behind `from`, within the length of a tag. Each
  // is looked for once, so that a text full of opening marks costs no more
  // than another.
  std::size_t closing(std::string_view close, std::size_t from,
                      std::size_t at) {
    auto& next = closings_[close];
    if (!next.second || (next.first != text_.npos && next.first < from))
      next = {text_.find(close, from), true};
    return next.first == text_.npos || next.first > at + kLongestTag
               ? text_.npos
               : next.first - at;
  }

  // Where the placeholder that begins at `at` ends; `at` when none does.
  std::size_t take(std::size_t at) {
    const std::string_view rest = text_.substr(at, 2 * kLongestTag);
    switch (rest.front()) {
      case '{':
        return take_curly(at, rest);
      case '<':
        return rest.starts_with("<%") ? take_erb(at, rest) : at;
      case '$':
        return take_named(at, rest, "${", "}", PlaceholderStyle::Dollar);
      case '#':
        return take_named(at, rest, "#{", "}", PlaceholderStyle::Hash);
      case '*':
        return take_named(at, rest, "*|", "|*", PlaceholderStyle::Merge);
      case '[':
        return take_named(at, rest, "[[", "]]", PlaceholderStyle::Square);
      case '%':
        return take_percent(at, rest);
      case '_':
        return take_underscores(at, rest);
    }
    return at;
  }

  std::size_t add(std::size_t at, std::size_t size, PlaceholderStyle style,
                  std::string_view inside, Meaning meaning) {
    Placeholder placeholder;
    placeholder.kind = meaning.kind;
    placeholder.last_branch = meaning.last_branch;
    placeholder.style = style;
    placeholder.span = {at, at + size};
    placeholder.expression = trimmed(inside);
    placeholder.name = variable_of(placeholder.expression);
    found_.push_back(std::move(placeholder));
    return at + size;
  }

  // Without the marks that take blanks away: {{- x -}}, {%- if -%}, {{~x~}}.
  static std::string_view bare(std::string_view inside) {
    if (inside.starts_with('-') || inside.starts_with('~') ||
        inside.starts_with('+'))
      inside.remove_prefix(1);
    if (inside.ends_with('-') || inside.ends_with('~') || inside.ends_with('+'))
      inside.remove_suffix(1);
    return trimmed(inside);
  }

  std::size_t take_curly(std::size_t at, std::string_view rest) {
    struct Form {
      std::string_view open, close;
    };
    static constexpr Form kForms[] = {{"{{{", "}}}"},
                                      {"{{!--", "--}}"},
                                      {"{{", "}}"},
                                      {"{%", "%}"},
                                      {"{#", "#}"}};
    for (const Form& form : kForms) {
      if (!rest.starts_with(form.open)) continue;
      const std::size_t close = closing(form.close, at + form.open.size(), at);
      if (close == rest.npos) continue;
      const std::string_view inside =
          bare(rest.substr(form.open.size(), close - form.open.size()));
      Meaning meaning;
      if (form.open == "{%")
        meaning = block_meaning(inside);
      else if (form.open == "{#" || form.open == "{{!--")
        meaning = {Kind::Silent};
      else if (form.open == "{{")
        meaning = curly_meaning(inside);
      if (inside.empty()) return at;
      return add(at, close + form.close.size(), PlaceholderStyle::Curly, inside,
                 meaning);
    }
    return at;
  }

  std::size_t take_erb(std::size_t at, std::string_view rest) {
    const std::size_t close = closing("%>", at + 2, at);
    if (close == rest.npos || close == 2) return at;
    std::string_view inside = rest.substr(2, close - 2);
    const char mark = inside.front();
    const bool dash = mark == '-';
    if (mark == '=' || mark == '#' || dash) inside.remove_prefix(1);
    if (inside.ends_with('-')) inside.remove_suffix(1);
    inside = trimmed(inside);
    Meaning meaning = erb_meaning(inside);
    if (mark == '#') meaning = {Kind::Silent};
    // "<%- x %>" prints in EJS and is a tag in ERB.
    if (mark == '=' || (dash && meaning.kind == Kind::Silent)) meaning = {};
    return add(at, close + 2, PlaceholderStyle::Erb, inside, meaning);
  }

  // A mark around a name; prose and style sheets have such marks around
  // anything else.
  std::size_t take_named(std::size_t at, std::string_view rest,
                         std::string_view open, std::string_view close,
                         PlaceholderStyle style) {
    if (!rest.starts_with(open)) return at;
    const std::size_t end = closing(close, at + open.size(), at);
    if (end == rest.npos) return at;
    const std::string_view inside =
        trimmed(rest.substr(open.size(), end - open.size()));
    const std::string_view name =
        inside.substr(std::min(inside.find_first_not_of("$@."), inside.size()));
    if (name.empty() || !(is_ascii_alpha(name.front()) || name.front() == '_'))
      return at;
    if (inside.find_first_of("\r\n;{") != inside.npos) return at;
    return add(at, end + close.size(), style, inside, {});
  }

  std::size_t take_percent(std::size_t at, std::string_view rest) {
    if (at > 0 && text_[at - 1] == '%') return at;
    if (rest.starts_with("%(")) {
      const std::size_t end = closing(")", at + 2, at);
      if (end == rest.npos || end + 1 >= rest.size()) return at;
      const std::string_view name = rest.substr(2, end - 2);
      if (name.empty() || !std::all_of(name.begin(), name.end(), is_word) ||
          std::string_view("sdif").find(rest[end + 1]) ==
              std::string_view::npos)
        return at;
      return add(at, end + 2, PlaceholderStyle::Percent, name, {});
    }
    // "%s" with nothing glued to it; "%d" is met as well.
    const bool printed = rest.starts_with("%s") || rest.starts_with("%d");
    if (!printed || (rest.size() > 2 &&
                     (is_ascii_alpha(rest[2]) || is_ascii_digit(rest[2])) &&
                     rest[2] != 'T' && rest[2] != 'Z'))
      return at;
    if (at > 0 && (is_ascii_digit(text_[at - 1]))) return at;
    return add(at, 2, PlaceholderStyle::Percent, rest.substr(0, 2), {});
  }

  // __NAME__, upper case.
  std::size_t take_underscores(std::size_t at, std::string_view rest) {
    if (!rest.starts_with("__") || (at > 0 && is_word(text_[at - 1])))
      return at;
    std::size_t end = 2;
    while (end < rest.size() && ((rest[end] >= 'A' && rest[end] <= 'Z') ||
                                 is_ascii_digit(rest[end]) ||
                                 (rest[end] == '_' && rest[end - 1] != '_')))
      ++end;
    // The loop stops at the second underscore behind the name.
    if (end < 4 || end >= rest.size() || rest[end] != '_' ||
        rest[end - 1] != '_')
      return at;
    return add(at, end + 1, PlaceholderStyle::Underscores,
               rest.substr(2, end - 3), {});
  }

  std::string_view text_;
  std::size_t most_;
  std::vector<Placeholder> found_;
  std::map<std::string_view, std::pair<std::size_t, bool>> closings_;
};

}  // namespace

std::string_view placeholder_style_name(PlaceholderStyle style) {
  switch (style) {
    case PlaceholderStyle::Curly:
      return "{{ }}";
    case PlaceholderStyle::Erb:
      return "<% %>";
    case PlaceholderStyle::Dollar:
      return "${ }";
    case PlaceholderStyle::Percent:
      return "%s";
    case PlaceholderStyle::Hash:
      return "#{ }";
    case PlaceholderStyle::Merge:
      return "*| |*";
    case PlaceholderStyle::Square:
      return "[[ ]]";
    case PlaceholderStyle::Underscores:
      return "__ __";
  }
  return "";
}

std::vector<std::string> Placeholder::filters() const {
  std::vector<std::string> out;
  const std::string_view text = expression;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    // Called, piped into, a method, or, as in Go, ahead of its argument.
    const std::size_t before = text.find_last_not_of(" \t", at - 1);
    const char left = at == 0 || before == text.npos ? '\0' : text[before];
    const std::string_view after = text.substr(end);
    const bool call = after.starts_with('(') || left == '|' ||
                      (left == '.' && at > 1 && is_word(text[before - 1])) ||
                      after.starts_with(" .") || after.starts_with(" $");
    if (call || (at == 0 && is_ascii_space(after.empty() ? 'x' : after[0]))) {
      std::string word = ascii_lower(text.substr(at, end - at));
      std::erase(word, '_');
      out.push_back(std::move(word));
    }
    at = end;
  }
  return out;
}

std::vector<Placeholder> find_placeholders(std::string_view text,
                                           std::size_t most) {
  return Finder(text, most).find();
}

}  // namespace calspam
