// SPDX-License-Identifier: MIT
#include "configuration.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kSystemFile = "/etc/calspam/config.yaml";
constexpr auto kOn =
    std::to_array<std::string_view>({"1", "true", "yes", "on"});
constexpr auto kOff =
    std::to_array<std::string_view>({"0", "false", "no", "off"});

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// As the XDG Base Directory Specification has it; "" without a home.
std::string users_file() {
  std::string folder = variable("XDG_CONFIG_HOME");
  if (folder.empty() && !variable("HOME").empty())
    folder = variable("HOME") + "/.config";
  return folder.empty() ? "" : folder + "/calspam/config.yaml";
}

// The row of an option of a command; of any command for "". What says where
// settings come from cannot itself be one.
std::optional<OptionRow> row_of(std::string_view command,
                                std::string_view option) {
  for (const Command* each : commands()) {
    if (!command.empty() && each->name != command) continue;
    for (const OptionGroup& group : each->option_groups())
      for (const OptionRow& row : group.rows)
        if (row.name == option) return row;
  }
  return {};
}

std::vector<std::string> known_keys(std::string_view command) {
  std::vector<std::string> keys;
  for (const Command* each : commands()) {
    if (command.empty()) keys.emplace_back(each->name);
    if (!command.empty() && each->name != command) continue;
    for (const OptionGroup& group : each->option_groups())
      for (const OptionRow& row : group.rows) keys.emplace_back(row.name);
  }
  return keys;
}

Setting setting_of(const OptionRow& row, const YamlNode& node, Faults& faults) {
  Setting setting;
  if (row.value.empty())
    setting.on = yaml_boolean(node, faults);
  else if (node.kind == YamlNode::Kind::Sequence)
    setting.values = yaml_texts(node, faults);
  else
    setting.values = {yaml_text(node, faults)};
  return setting;
}

// "max-message" as CALSPAM_MAX_MESSAGE.
std::string variable_of(std::string_view option) {
  std::string name = "CALSPAM_";
  for (char c : option)
    name += c == '-' ? '_' : (c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c);
  return name;
}

}  // namespace

Result<Configuration> Configuration::load(const std::string& named) {
  Configuration configuration;
  std::vector<std::string> paths = {std::string(kSystemFile)};
  if (const std::string own = users_file(); !own.empty()) paths.push_back(own);
  for (const std::string& path : paths)
    if (const auto read = configuration.read(path, false); !read)
      return tl::unexpected(read.error());
  if (!named.empty())
    if (const auto read = configuration.read(named, true); !read)
      return tl::unexpected(read.error());
  if (const auto read = configuration.read_environment(); !read)
    return tl::unexpected(read.error());
  return configuration;
}

Result<bool> Configuration::read(const std::string& path, bool must_exist) {
  std::ifstream file(path, std::ios::binary);
  files_.push_back({path, file.is_open()});
  std::error_code error;
  if (!file.is_open()) {
    if (!must_exist && !std::filesystem::exists(path, error)) return false;
    return fail(path, "cannot be read");
  }
  std::string bytes(kYamlBytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  const Result<YamlNode> root = read_yaml(bytes, path);
  if (!root) return tl::unexpected(root.error());
  if (root->kind == YamlNode::Kind::Null) return true;
  Faults faults(path);
  Layer layer;
  read_options(*root, path, "", layer, faults);
  if (faults.first()) return tl::unexpected(*faults.first());
  layers_.push_back(std::move(layer));
  return true;
}

// A map of options; the outermost one also has a map for each command.
void Configuration::read_options(const YamlNode& map, const std::string& file,
                                 std::string_view command, Layer& layer,
                                 Faults& faults) {
  if (map.kind != YamlNode::Kind::Map)
    return faults.note(map, "expected options and their values");
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    const YamlNode& key = map.keys[i];
    if (command.empty() && find_command(key.text) != nullptr) {
      read_options(map.items[i], file, key.text, layer, faults);
      continue;
    }
    const std::optional<OptionRow> row = row_of(command, key.text);
    if (!row) {
      faults.note(key, fmt::format("unknown key \"{}\"{}", key.text,
                                   suggestion(key.text, known_keys(command))));
      continue;
    }
    Setting setting = setting_of(*row, map.items[i], faults);
    setting.source = fmt::format("{}:{}", file, key.line);
    layer[std::string(command)][key.text] = std::move(setting);
  }
}

Result<bool> Configuration::read_environment() {
  Layer layer;
  for (const std::string& option : known_keys("")) {
    const std::optional<OptionRow> row = row_of("", option);
    const std::string name = variable_of(option);
    const std::string value = variable(name.c_str());
    if (!row || value.empty()) continue;
    Setting setting;
    setting.source = name;
    if (!row->value.empty()) {
      setting.values = {value};
    } else {
      setting.on = std::find(kOn.begin(), kOn.end(), value) != kOn.end();
      if (!setting.on &&
          std::find(kOff.begin(), kOff.end(), value) == kOff.end())
        return fail(name,
                    fmt::format("'{}' is none of {}, {}", value,
                                fmt::join(kOn, ", "), fmt::join(kOff, ", ")));
    }
    layer[""][option] = std::move(setting);
  }
  layers_.push_back(std::move(layer));
  return true;
}

const Setting* Configuration::find(const Command& command,
                                   std::string_view option) const {
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer)
    for (std::string_view name : {command.name, std::string_view()}) {
      const auto of_command = layer->find(name);
      if (of_command == layer->end()) continue;
      const auto setting = of_command->second.find(option);
      if (setting != of_command->second.end()) return &setting->second;
    }
  return nullptr;
}

void Configuration::complete(const Command& command,
                             Arguments& arguments) const {
  for (const OptionRow& row : command.options()) {
    const Setting* setting = find(command, row.name);
    if (setting == nullptr || arguments.has(row.name) || !setting->on) continue;
    arguments.options.emplace(row.name, setting->values);
    arguments.sources.emplace(row.name, setting->source);
  }
}

}  // namespace calspam
