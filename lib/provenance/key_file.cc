// SPDX-License-Identifier: MIT
#include "provenance/key_file.hh"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "util/text.hh"

namespace calspam {
namespace {

// A key of 16,384 bits has 2,800 characters.
constexpr std::size_t kMostRecordBytes = 8'192;

// "a" "b" as dig prints it is one record, ab; anything else is itself.
std::string joined(std::string_view record) {
  if (!record.starts_with('"')) return std::string(record);
  std::string out;
  bool inside = false;
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (record[i] == '"')
      inside = !inside;
    else if (inside && record[i] == '\\' && i + 1 < record.size())
      out += record[++i];
    else if (inside)
      out += record[i];
  }
  return out;
}

// What is wrong with a name, "" for nothing.
std::string_view fault_of(std::string_view name) {
  const std::size_t mark = find_ignoring_case(name, "._domainkey.");
  if (mark == name.npos || mark == 0 || mark + 12 == name.size())
    return "the name is not selector._domainkey.domain";
  for (const char c : name)
    if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\x7f')
      return "the name has a character that no name has";
  return {};
}

}  // namespace

Result<KeyFile> KeyFile::parse(std::string_view text,
                               const std::string& where) {
  KeyFile file;
  std::size_t number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trimmed(line).empty() || line.starts_with('#')) continue;
    const std::string place = fmt::format("{}:{}", where, number);
    const std::size_t tab = line.find('\t');
    if (tab == line.npos)
      return fail(place, "has no tab between the name and the record");
    std::string name = ascii_lower(trimmed(line.substr(0, tab)));
    if (name.ends_with('.')) name.pop_back();
    const std::string_view fault = fault_of(name);
    if (!fault.empty()) return fail(place, std::string(fault));
    const std::string_view record = trimmed(line.substr(tab + 1));
    if (record.empty()) return fail(place, "has no record after the tab");
    if (record.size() > kMostRecordBytes)
      return fail(place, fmt::format("the record has more than {} bytes",
                                     kMostRecordBytes));
    const auto [at, added] = file.records_.emplace(name, joined(record));
    if (!added && at->second != joined(record))
      return fail(place, "'" + name + "' has another record above");
  }
  return file;
}

Result<KeyFile> KeyFile::load(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return fail(path, std::strerror(errno));
  const std::string text((std::istreambuf_iterator<char>(stream)), {});
  if (stream.bad()) return fail(path, "cannot be read");
  return parse(text, path);
}

const std::string* KeyFile::record(std::string_view name) const {
  const auto found = records_.find(ascii_lower(name));
  return found == records_.end() ? nullptr : &found->second;
}

}  // namespace calspam
