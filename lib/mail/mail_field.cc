// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "mail/input_format.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// Sorted. Names with a hyphen need no place here.
constexpr std::array<std::string_view, 22> kFields{
    "apparently-to", "bcc",        "cc",           "comments",   "date",
    "encrypted",     "errors-to",  "from",         "importance", "keywords",
    "lines",         "newsgroups", "organization", "path",       "precedence",
    "priority",      "received",   "references",   "sender",     "status",
    "subject",       "to"};
static_assert(std::ranges::is_sorted(kFields));

}  // namespace

bool is_mail_field(std::string_view name) {
  const auto is_field_char = [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_';
  };
  if (name.size() < 2 || !is_ascii_alpha(name.front()) ||
      !std::ranges::all_of(name, is_field_char)) {
    return false;
  }
  if (name.find('-') != name.npos) return true;
  return std::ranges::binary_search(kFields, ascii_lower(name));
}

}  // namespace calspam
