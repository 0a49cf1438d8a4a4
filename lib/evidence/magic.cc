// SPDX-License-Identifier: MIT
#include "evidence/magic.hh"

#include <cstdint>

#include "util/text.hh"

namespace calspam {
namespace {

struct Signature {
  std::string_view bytes;
  std::string_view name;
};

using namespace std::string_view_literals;
constexpr Signature kSignatures[] = {
    {"%PDF"sv, "pdf"},
    {"PK\x03\x04"sv, "zip"},
    {"PK\x05\x06"sv, "zip"},
    {"\x1F\x8B"sv, "gzip"},
    {"Rar!\x1A"sv, "rar"},
    {"7z\xBC\xAF\x27"sv, "7z"},
    {"MZ"sv, "exe"},
    {"\x7F"
     "ELF"sv,
     "elf"},
    {"\xD0\xCF\x11\xE0"sv, "ole"},
    {"\x89PNG"sv, "png"},
    {"\xFF\xD8\xFF"sv, "jpeg"},
    {"GIF8"sv, "gif"},
    {"\x78\x9F\x3E\x22"sv, "tnef"},
    {"bplist0"sv, "plist"},
    {"#!"sv, "script"},
};

// What markup of unknown kind is, by the first names in it.
std::string_view markup(std::string_view head) {
  if (find_ignoring_case(head, "<svg") != head.npos) return "svg";
  if (find_ignoring_case(head, "<plist") != head.npos) return "plist";
  for (std::string_view tag : {"<html", "<!doctype html", "<body", "<head",
                               "<script", "<meta", "<table", "<div"})
    if (find_ignoring_case(head, tag) != head.npos) return "html";
  return "text";
}

bool is_texty(std::string_view head) {
  std::size_t controls = 0;
  for (char c : head)
    controls += static_cast<std::uint8_t>(c) < 0x20 && !is_ascii_space(c) &&
                c != '\x1B';
  return controls * 50 <= head.size();
}

}  // namespace

std::string_view magic(std::string_view head) {
  for (const Signature& signature : kSignatures)
    if (head.substr(0, signature.bytes.size()) == signature.bytes)
      return signature.name;
  if (head.substr(0, 4) == "RIFF" && head.substr(8, 4) == "WEBP") return "webp";
  std::string_view text = head;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  text = trimmed(text);
  if (text.empty()) return "empty";
  if (starts_ignoring_case(text, "BEGIN:VCALENDAR")) return "calendar";
  if (!is_texty(head)) return "binary";
  return text.front() == '<' ? markup(text) : "text";
}

}  // namespace calspam
