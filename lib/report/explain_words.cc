// SPDX-License-Identifier: MIT
#include "report/explain_words.hh"

#include <algorithm>
#include <array>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr auto kCodes =
    std::to_array<std::string_view>({"en", "de", "fr", "es"});
static_assert(kCodes.size() == kLanguageCount);

// What stands for `{}` in `pattern` where it is `text`; nothing where it is
// not.
std::optional<std::string_view> matched(std::string_view pattern,
                                        std::string_view text) {
  const std::size_t hole = pattern.find("{}");
  if (hole == pattern.npos)
    return pattern == text ? std::optional(std::string_view()) : std::nullopt;
  const std::string_view before = pattern.substr(0, hole);
  const std::string_view after = pattern.substr(hole + 2);
  if (text.size() < before.size() + after.size() || !text.starts_with(before) ||
      !text.ends_with(after))
    return std::nullopt;
  text.remove_prefix(before.size());
  text.remove_suffix(after.size());
  return text;
}

}  // namespace

std::optional<Language> language_named(std::string_view code) {
  const auto found = std::find(kCodes.begin(), kCodes.end(), code);
  if (found == kCodes.end()) return {};
  return static_cast<Language>(found - kCodes.begin());
}

std::span<const std::string_view> language_codes() {
  return kCodes;
}

std::string_view Wording::operator[](Word word) const {
  return phrases()[static_cast<std::size_t>(word)]
      .in[static_cast<std::size_t>(language_)];
}

std::string Wording::counted(Word word, std::uint64_t count) const {
  const std::string_view both = (*this)[word];
  const std::size_t bar = both.find('|');
  // In French nothing is one, too.
  const bool one = count == 1 || (count == 0 && language_ == Language::French);
  const std::string_view form =
      one ? both.substr(0, bar) : both.substr(bar + 1);
  return fmt::format(fmt::runtime(form), count);
}

std::string Wording::said(std::string_view english) const {
  if (language_ != Language::English)
    for (const Saying& saying : sayings())
      if (const auto value = matched(saying.english, english))
        return fmt::format(
            fmt::runtime(
                saying.others[static_cast<std::size_t>(language_) - 1]),
            *value);
  return std::string(english);
}

}  // namespace calspam
