// SPDX-License-Identifier: MIT
#include "detect/policy.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "util/yaml_reader.hh"

namespace calspam {
namespace {

constexpr auto kPolicyKeys = std::to_array<std::string_view>(
    {"groups", "levels", "spam_needs_groups", "classes", "categories"});
constexpr auto kGroupKeys =
    std::to_array<std::string_view>({"id", "title", "cap"});
constexpr auto kLevelKeys =
    std::to_array<std::string_view>({"suspicious", "spam"});

void read_groups(const YamlNode& node, Policy& policy, Faults& faults) {
  if (node.kind != YamlNode::Kind::Sequence || node.items.empty())
    return faults.note(node, "expected a list of groups");
  for (const YamlNode& item : node.items) {
    const YamlFields fields(item, kGroupKeys, faults);
    Policy::Group group{fields.text("id"), fields.text("title"),
                        fields.number("cap")};
    if (policy.group(group.id) >= 0)
      faults.note(item,
                  fmt::format("group \"{}\" stands here twice", group.id));
    if (group.cap <= 0) faults.note(item, "cap must be above 0");
    policy.groups.push_back(std::move(group));
  }
}

void read_levels(const YamlNode& node, Policy& policy, Faults& faults) {
  const YamlFields fields(node, kLevelKeys, faults);
  policy.suspicious = fields.number("suspicious");
  policy.spam = fields.number("spam");
  if (policy.suspicious <= 0 || policy.spam < policy.suspicious)
    faults.note(node, "levels must rise: 0 < suspicious <= spam");
}

void read_needed_groups(const YamlNode& node, Policy& policy, Faults& faults) {
  const double number = yaml_number(node, faults);
  if (number != 1 && number != 2 && number != 3)
    return faults.note(node, "spam_needs_groups must be 1, 2 or 3");
  policy.spam_needs_groups = static_cast<int>(number);
}

std::vector<std::string> read_names(const YamlNode& node, Faults& faults) {
  std::vector<std::string> names = yaml_texts(node, faults);
  if (names.empty()) faults.note(node, "expected a list of names");
  return names;
}

}  // namespace

int Policy::group(std::string_view id) const {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const Group& g) { return g.id == id; });
  return found == groups.end() ? -1 : static_cast<int>(found - groups.begin());
}

std::vector<std::string> Policy::group_ids() const {
  std::vector<std::string> ids;
  for (const Group& group : groups) ids.push_back(group.id);
  return ids;
}

Result<Policy> parse_policy(std::string_view bytes, const std::string& file) {
  const auto root = read_yaml(bytes, file);
  if (!root) return tl::unexpected(root.error());
  return parse_policy(*root, file);
}

Result<Policy> parse_policy(const YamlNode& root, const std::string& file) {
  Policy policy;
  Faults faults(file);
  const YamlFields fields(root, kPolicyKeys, faults);
  if (const YamlNode* node = fields.need("groups"))
    read_groups(*node, policy, faults);
  if (const YamlNode* node = fields.need("levels"))
    read_levels(*node, policy, faults);
  if (const YamlNode* node = fields.need("spam_needs_groups"))
    read_needed_groups(*node, policy, faults);
  if (const YamlNode* node = fields.need("classes"))
    policy.classes = read_names(*node, faults);
  if (const YamlNode* node = fields.need("categories"))
    policy.categories = read_names(*node, faults);
  if (faults.first()) return tl::unexpected(*faults.first());
  return policy;
}

}  // namespace calspam
