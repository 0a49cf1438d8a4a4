// SPDX-License-Identifier: MIT
#include "detect/action_table.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace calspam {

namespace {

constexpr auto kFileKeys =
    std::to_array<std::string_view>({"actions", "options"});
constexpr auto kActionKeys = std::to_array<std::string_view>(
    {"id", "clause", "role", "level", "certainty", "silent", "feedback", "say",
     "condition"});
constexpr auto kOptionKeys =
    std::to_array<std::string_view>({"id", "clause", "gate", "say"});
constexpr auto kFeedback = std::to_array<std::string_view>(
    {"none", "interface", "message", "smtp", "report"});
constexpr Level kLevels[] = {Level::Clean, Level::Unknown, Level::Suspicious,
                             Level::Spam};
constexpr Certainty kCertainties[] = {Certainty::Low, Certainty::Medium,
                                      Certainty::High, Certainty::Certain};
constexpr Gate::Insert kInserts[] = {Gate::Insert::Allow, Gate::Insert::Hold,
                                     Gate::Insert::Deny};

}  // namespace

class ActionReader {
 public:
  ActionReader(Vocabulary vocabulary, Faults& faults)
      : vocabulary_(vocabulary), faults_(faults) {}

  ActionTable read(const YamlNode& root) {
    ActionTable table;
    const YamlFields fields(root, kFileKeys, faults_);
    for (const YamlNode& item : items(fields.need("actions")))
      table.rows_.push_back(row(item));
    for (const YamlNode& item : items(fields.find("options")))
      table.options_.push_back(option(item));
    return table;
  }

 private:
  std::vector<YamlNode> items(const YamlNode* node) {
    if (node == nullptr) return {};
    if (node->kind != YamlNode::Kind::Sequence)
      faults_.note(*node, "expected a list");
    return node->items;
  }

  // The index of a field's text in `names`; 0 and a fault for another.
  std::size_t choice(const YamlFields& fields, std::string_view key,
                     const std::vector<std::string>& names) {
    const YamlNode* const node = fields.need(key);
    if (node == nullptr) return 0;
    const std::string name = yaml_text(*node, faults_);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end())
      return static_cast<std::size_t>(found - names.begin());
    faults_.note(*node, fmt::format("unknown {} \"{}\"{}", key, name,
                                    suggestion(name, names)));
    return 0;
  }
  template <typename Values, typename Name>
  std::size_t named(const YamlFields& fields, std::string_view key,
                    const Values& values, Name name_of) {
    std::vector<std::string> names;
    for (const auto& value : values) names.emplace_back(name_of(value));
    return choice(fields, key, names);
  }

  ActionTable::Row row(const YamlNode& node) {
    const YamlFields fields(node, kActionKeys, faults_);
    ActionTable::Row row;
    AdvisedAction& action = row.action;
    action.id = fields.text("id");
    action.clause = fields.text("clause");
    action.role = all_roles()[named(fields, "role", all_roles(), role_name)];
    row.level = kLevels[named(fields, "level", kLevels, level_name)];
    action.certainty =
        kCertainties[named(fields, "certainty", kCertainties, certainty_name)];
    action.silent = fields.boolean("silent");
    action.feedback = kFeedback[named(
        fields, "feedback", kFeedback,
        [](std::string_view name) { return std::string(name); })];
    action.say = fields.text("say");
    // CC/R 18003 6.2: nobody learns of a false positive of these.
    if (action.silent && action.certainty != Certainty::Certain)
      faults_.note(node, "a silent action needs the certainty \"certain\"");
    if (action.silent && action.feedback != "none")
      faults_.note(node, "a silent action gives no feedback");
    if (const YamlNode* condition = fields.find("condition")) {
      row.conditional = true;
      row.condition =
          ConditionCompiler(vocabulary_, faults_).compile(*condition);
    }
    return row;
  }

  ActionTable::OptionRow option(const YamlNode& node) {
    const YamlFields fields(node, kOptionKeys, faults_);
    ActionTable::OptionRow row;
    row.option = {fields.text("id"), fields.text("clause"), fields.text("say")};
    row.gates = fields.texts("gate");
    for (const std::string& gate : row.gates)
      if (std::none_of(
              std::begin(kInserts), std::end(kInserts),
              [&](Gate::Insert insert) { return insert_name(insert) == gate; }))
        faults_.note(node, fmt::format("unknown gate \"{}\"", gate));
    return row;
  }

  Vocabulary vocabulary_;
  Faults& faults_;
};

Result<ActionTable> ActionTable::parse(std::string_view bytes,
                                       const std::string& file,
                                       Vocabulary vocabulary) {
  const auto root = read_yaml(bytes, file);
  if (!root) return tl::unexpected(root.error());
  return parse(*root, file, vocabulary);
}

Result<ActionTable> ActionTable::parse(const YamlNode& root,
                                       const std::string& file,
                                       Vocabulary vocabulary) {
  Faults faults(file);
  ActionTable table = ActionReader(vocabulary, faults).read(root);
  if (faults.first()) return tl::unexpected(*faults.first());
  return table;
}

std::vector<AdvisedAction> ActionTable::advised(
    std::span<const Role> roles, const Verdict& verdict,
    Observations& observations) const {
  std::vector<AdvisedAction> found;
  for (Role role : roles) {
    for (const Row& row : rows_) {
      if (row.action.role != role || verdict.level < row.level ||
          verdict.certainty < row.action.certainty)
        continue;
      if (row.conditional &&
          evaluate(row.condition, observations) != Truth::True)
        continue;
      found.push_back(row.action);
    }
  }
  return found;
}

std::vector<UserOption> ActionTable::options(Gate::Insert insert) const {
  std::vector<UserOption> found;
  for (const OptionRow& row : options_)
    if (std::find(row.gates.begin(), row.gates.end(), insert_name(insert)) !=
        row.gates.end())
      found.push_back(row.option);
  return found;
}

}  // namespace calspam
