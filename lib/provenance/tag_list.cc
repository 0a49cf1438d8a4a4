// SPDX-License-Identifier: MIT
#include "provenance/tag_list.hh"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "util/text.hh"

namespace calspam {
namespace {

bool is_tag_name(std::string_view name) {
  return !name.empty() && is_ascii_alpha(name.front()) &&
         std::ranges::all_of(name, [](char c) {
           return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_';
         });
}

std::string quoted(std::string_view text) {
  return fmt::format("\"{}\"", truncated(text, 40));
}

}  // namespace

std::string packed(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (!is_ascii_space(c)) out += c;
  return out;
}

const std::string* TagList::value(std::string_view name) const {
  const auto found = std::ranges::find(tags, name, &Tag::name);
  return found == tags.end() ? nullptr : &found->value;
}

std::string TagList::packed(std::string_view name) const {
  const std::string* found = value(name);
  return found == nullptr ? std::string() : calspam::packed(*found);
}

TagList parse_tags(std::string_view text, std::size_t most) {
  TagList list;
  const std::vector<std::string_view> pieces = split(text, ';');
  for (std::size_t i = 0; i < pieces.size() && list.fault.empty(); ++i) {
    const std::string_view piece = trimmed(pieces[i]);
    if (piece.empty() && i + 1 == pieces.size()) break;
    const std::size_t equals = piece.find('=');
    const std::string_view name =
        trimmed(piece.substr(0, std::min(equals, piece.size())));
    if (equals == piece.npos || !is_tag_name(name))
      list.fault = quoted(piece) + " is no tag";
    else if (list.value(name) != nullptr)
      list.fault = fmt::format("{}= is given twice", name);
    else if (list.tags.size() == most)
      list.fault = fmt::format("has more than {} tags", most);
    else
      list.tags.push_back(
          {std::string(name), std::string(trimmed(piece.substr(equals + 1)))});
  }
  if (list.tags.empty() && list.fault.empty()) list.fault = "has no tags";
  return list;
}

std::string without_signature(std::string_view field) {
  std::size_t at = field.find(':');
  if (at == field.npos) return std::string(field);
  for (++at; at < field.size();) {
    const std::size_t end = std::min(field.find(';', at), field.size());
    const std::string_view tag = field.substr(at, end - at);
    const std::size_t equals = tag.find('=');
    if (equals != tag.npos && trimmed(tag.substr(0, equals)) == "b") {
      std::string out(field.substr(0, at + equals + 1));
      out += field.substr(end);
      return out;
    }
    at = end + 1;
  }
  return std::string(field);
}

std::optional<std::int64_t> parse_digits(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  if (text.empty() || text.size() > 18 || !is_ascii_digit(text.front()))
    return std::nullopt;
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc() || stopped != end) return std::nullopt;
  return number;
}

}  // namespace calspam
