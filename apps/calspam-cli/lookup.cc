// SPDX-License-Identifier: MIT
#include "lookup.hh"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "detect/rule_files.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

// The rest of a rule's file from "condition:" on, which ends every rule.
std::string condition_of(const std::string& file) {
  const Result<std::string> bytes = read_bounded_file(file, kYamlBytes);
  if (!bytes) return "";
  const std::size_t at = bytes->find("\ncondition:");
  if (at == bytes->npos) return "";
  std::string text = bytes->substr(at + 1);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

// In the source tree samples stand in testdata beside rules.
std::vector<std::string> samples_of(const Rule& rule) {
  const fs::path tree = fs::path(rule.file).parent_path().parent_path();
  const fs::path folder = fs::path("testdata/rules") / rule.group / rule.id;
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(tree.parent_path() / folder, error), end;
       !error && it != end; it.increment(error))
    if (it->path().extension() != ".json")
      names.push_back((folder / it->path().filename()).string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string table(const std::vector<Entry>& entries, bool with_kind,
                  const Style& style) {
  std::vector<std::vector<std::string>> rows;
  for (const Entry& entry : entries) {
    std::vector<std::string> row{style.shown(entry.id)};
    if (with_kind) row.emplace_back(entry_kind_name(entry.kind));
    row.push_back(style.shown(entry.line));
    rows.push_back(std::move(row));
  }
  std::string out;
  add_table(style, 0, rows, out);
  return out;
}

}  // namespace

RuleSources sources_of(const Rule& rule) {
  return {condition_of(rule.file), samples_of(rule)};
}

std::string listed(const Dictionary& dictionary, std::string_view kind,
                   const Style& style) {
  for (EntryKind known : kEntryKinds)
    if (kind.starts_with(entry_kind_name(known).substr(0, 4)))
      return table(dictionary.entries(known), false, style);
  return "";
}

std::string searched(const Dictionary& dictionary, std::string_view words,
                     const Style& style) {
  return table(dictionary.search(words), true, style);
}

std::string looked_up(const Dictionary& dictionary, std::string_view id,
                      const Style& style) {
  std::string out;
  for (const Entry& entry : dictionary.find(id))
    out += (out.empty() ? "" : "\n") + dictionary.page(entry, style);
  return out;
}

}  // namespace calspam
