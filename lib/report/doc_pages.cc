// SPDX-License-Identifier: MIT
#include "report/doc_pages.hh"

#include <fmt/format.h>

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
}

// RFC 3986 2.3, and the slash between the names of a path.
bool stays(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

// Of "2.4", "A.1", "3.2-3.5"; appendices are anchored by another word.
std::string anchor_of(std::string_view section) {
  section = section.substr(0, section.find_first_of("-,;"));
  if (section.empty()) return "";
  const char first = section.front();
  if (first >= '0' && first <= '9') return fmt::format("#section-{}", section);
  return first >= 'A' && first <= 'Z' ? fmt::format("#appendix-{}", section)
                                      : "";
}

}  // namespace

std::string rule_page(std::string_view file) {
  if (!file.starts_with('/')) return "";
  std::string page = "file://";
  for (char c : file)
    page += stays(c) ? std::string(1, c)
                     : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return page;
}

std::string reference_page(std::string_view reference) {
  if (reference.starts_with("https://") || reference.starts_with("http://"))
    return std::string(reference);
  if (reference.starts_with("CC/R 18003")) return std::string(kGuidelinePage);
  const std::vector<std::string_view> words = split(reference, ' ');
  if (words.size() < 2 || words[0] != "RFC") return "";
  std::string_view number = words[1];
  const std::string_view section = words.size() > 2 ? words[2] : "";
  number = number.substr(0, number.find_first_of(",;"));
  if (!is_digits(number)) return "";
  return fmt::format("https://www.rfc-editor.org/rfc/rfc{}{}", number,
                     anchor_of(section));
}

}  // namespace calspam
