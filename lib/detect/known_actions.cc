// SPDX-License-Identifier: MIT
#include "detect/known_actions.hh"

#include <algorithm>

#include "detect/rule_files.hh"
#include "util/text.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

std::string text_of(const YamlNode& item, std::string_view key) {
  const YamlNode* const value = item.find(key);
  return value == nullptr ? "" : value->text;
}

// The lines below `key` that are further in, without what they have in common.
std::string lines_below(const std::vector<std::string_view>& lines,
                        std::size_t key) {
  const auto indent = [&](std::size_t line) {
    return std::min(lines[line].find_first_not_of(' '), lines[line].size());
  };
  std::string text;
  for (std::size_t line = key + 1; line < lines.size(); ++line) {
    if (indent(line) <= indent(key)) break;
    if (!text.empty()) text += '\n';
    text += lines[line].substr(indent(key) + 2);
  }
  return text;
}

KnownAction action_of(const YamlNode& item,
                      const std::vector<std::string_view>& lines) {
  KnownAction action;
  action.id = text_of(item, "id");
  action.clause = text_of(item, "clause");
  action.say = text_of(item, "say");
  action.role = text_of(item, "role");
  action.level = text_of(item, "level");
  action.certainty = text_of(item, "certainty");
  action.feedback = text_of(item, "feedback");
  action.silent = text_of(item, "silent") == "true";
  for (const YamlNode& key : item.keys)
    if (key.text == "condition")
      action.condition =
          lines_below(lines, static_cast<std::size_t>(key.line) - 1);
  if (const YamlNode* gates = item.find("gate"))
    for (const YamlNode& gate : gates->items) action.gates.push_back(gate.text);
  return action;
}

}  // namespace

Result<std::vector<KnownAction>> parse_known_actions(std::string_view bytes,
                                                     const std::string& file) {
  const Result<YamlNode> root = read_yaml(bytes, file);
  if (!root) return tl::unexpected(root.error());
  const std::vector<std::string_view> lines = split(bytes, '\n');
  std::vector<KnownAction> actions;
  for (std::string_view list : {"actions", "options"})
    if (const YamlNode* items = root->find(list))
      for (const YamlNode& item : items->items)
        actions.push_back(action_of(item, lines));
  return actions;
}

Result<std::vector<KnownAction>> load_known_actions(
    const std::vector<std::string>& directories) {
  for (auto it = directories.rbegin(); it != directories.rend(); ++it) {
    const Result<std::vector<RuleFile>> files = read_rule_files(*it);
    if (!files) return tl::unexpected(files.error());
    for (const RuleFile& file : *files)
      if (file.relative() == "actions.yaml")
        return parse_known_actions(file.bytes, file.file);
  }
  return std::vector<KnownAction>();
}

}  // namespace calspam
