// SPDX-License-Identifier: MIT
#include "lint/selection.hh"

#include <algorithm>

#include "lint/families.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr int kAll = 0, kFamily = 1, kCheck = 2, kCell = 3;

// "5546" and "5546-T" name 5546-T1, but "554" names nothing: a number is
// taken whole.
bool is_start_of(std::string_view start, std::string_view id) {
  if (!id.starts_with(start) || start.empty()) return false;
  return id.size() == start.size() || start.find('-') != start.npos ||
         id[start.size()] == '-';
}

bool starts_some_id(std::string_view start) {
  return std::ranges::any_of(check_families(), [&](const CheckFamily* family) {
    return std::ranges::any_of(family->checks, [&](const Check& check) {
      return is_start_of(start, check.id);
    });
  });
}

std::string nearest_check(std::string_view word) {
  std::vector<std::string> names;
  for (const CheckFamily* family : check_families())
    for (const Check& check : family->checks) {
      names.emplace_back(check.id);
      names.emplace_back(check.slug);
    }
  const std::string near = nearest(word, names);
  return near.empty() ? "" : ", did you mean \"" + near + "\"?";
}

std::string_view piece(std::string_view& rest) {
  const std::size_t slash = rest.find('/');
  const std::string_view first = rest.substr(0, slash);
  rest.remove_prefix(slash == rest.npos ? rest.size() : slash + 1);
  return first;
}

bool key_matches(std::string_view pattern, std::string_view key) {
  while (!pattern.empty() && !key.empty()) {
    const std::string_view wanted = piece(pattern), has = piece(key);
    if (wanted != "*" && !same_ignoring_case(wanted, has)) return false;
  }
  return pattern.empty() && key.empty();
}

}  // namespace

Result<CheckPattern> CheckPattern::parse(std::string_view text) {
  CheckPattern pattern;
  pattern.text_ = std::string(trimmed(text));
  const std::size_t colon = pattern.text_.find(':');
  const std::string name = pattern.text_.substr(0, colon);
  if (colon != std::string::npos)
    pattern.key_ = pattern.text_.substr(colon + 1);
  if (same_ignoring_case(name, "all") && pattern.key_.empty()) return pattern;
  if (const Check* check = find_check(name)) {
    pattern.id_ = check->id;
    pattern.precision_ = pattern.key_.empty() ? kCheck : kCell;
    return pattern;
  }
  if (colon != std::string::npos || !starts_some_id(name))
    return fail("", "no check is called \"" + printable(name) + "\"" +
                        nearest_check(name));
  pattern.id_ = name;
  pattern.precision_ = kFamily;
  return pattern;
}

CheckPattern CheckPattern::known(std::string_view text) {
  Result<CheckPattern> pattern = parse(text);
  if (pattern) return std::move(*pattern);
  CheckPattern none;
  none.id_ = text;
  none.precision_ = kCheck;
  return none;
}

bool CheckPattern::matches(const Check& check, std::string_view key) const {
  switch (precision_) {
    case kAll:
      return true;
    case kFamily:
      return is_start_of(id_, check.id);
    case kCheck:
      return check.id == id_;
    default:
      return check.id == id_ && key_matches(key_, key);
  }
}

Result<LevelOverride> LevelOverride::parse(std::string_view text) {
  const std::size_t equals = text.rfind('=');
  if (equals == text.npos)
    return fail("", "\"" + printable(text) + "\" is not ID=LEVEL");
  const std::string_view word = trimmed(text.substr(equals + 1));
  LevelOverride made;
  made.level = parse_lint_level(word);
  if (!made.level && word != "off")
    return fail("", "\"" + printable(word) +
                        "\" is no level: error, warning, note or off");
  Result<CheckPattern> pattern = CheckPattern::parse(text.substr(0, equals));
  if (!pattern) return tl::unexpected(pattern.error());
  made.pattern = std::move(*pattern);
  return made;
}

std::optional<LintLevel> parse_lint_level(std::string_view word) {
  for (const LintLevel level :
       {LintLevel::Note, LintLevel::Warning, LintLevel::Error})
    if (word == lint_level_name(level)) return level;
  return {};
}

bool LintSelection::selects(const Check& check, std::string_view key) const {
  int selected = -1, ignored = -1;
  for (const CheckPattern& pattern : select)
    if (pattern.matches(check, key))
      selected = std::max(selected, pattern.precision());
  for (const CheckPattern& pattern : ignore)
    if (pattern.matches(check, key))
      ignored = std::max(ignored, pattern.precision());
  const LevelOverride* asked = level(check, key);
  const bool by_name =
      selected >= kCheck || (asked != nullptr && asked->level &&
                             asked->pattern.precision() >= kCheck);
  if (check.optional && !by_name) return false;
  if (select.empty()) selected = std::max(selected, kAll);
  return selected > ignored;
}

const LevelOverride* LintSelection::level(const Check& check,
                                          std::string_view key) const {
  const LevelOverride* best = nullptr;
  for (const LevelOverride& one : levels) {
    if (!one.pattern.matches(check, key)) continue;
    if (best == nullptr || one.pattern.precision() >= best->pattern.precision())
      best = &one;
  }
  return best;
}

void LintSelection::add(const LintSelection& other) {
  if (!other.select.empty()) select = other.select;
  ignore.insert(ignore.end(), other.ignore.begin(), other.ignore.end());
  levels.insert(levels.end(), other.levels.begin(), other.levels.end());
}

// Greedy with one step back: quadratic at worst in texts that are names.
bool glob_matches(std::string_view glob, std::string_view text,
                  char separator) {
  std::size_t g = 0, t = 0, star = glob.npos, resume = 0;
  bool crosses = false;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      crosses = separator == '\0' || glob.substr(g, 2) == "**";
      while (g < glob.size() && glob[g] == '*') ++g;
      star = g;
      resume = t;
    } else if (g < glob.size() && (glob[g] == text[t] ||
                                   (glob[g] == '?' && text[t] != separator))) {
      ++g;
      ++t;
    } else if (star != glob.npos && (crosses || text[resume] != separator)) {
      g = star;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

}  // namespace calspam
