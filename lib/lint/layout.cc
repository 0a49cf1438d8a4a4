// SPDX-License-Identifier: MIT
#include "lint/layout.hh"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "util/text.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> kFileKeys{
    "layout", "title", "clause", "default", "senders", "notes", "root"};
constexpr std::array<std::string_view, 6> kNodeKeys{
    "role", "type", "many", "needs", "same-as", "parts"};
constexpr std::array<std::string_view, 5> kNeedKeys{
    "method", "charset", "encoding", "disposition", "file"};

// Nodes of one layout, and how deep they may nest: mail about events has four
// levels.
constexpr std::size_t kNodes = 50;
constexpr int kDepth = 8;

std::vector<std::string> one_or_more(const YamlNode& node, Faults& faults) {
  if (node.kind == YamlNode::Kind::Sequence) return yaml_texts(node, faults);
  return {yaml_text(node, faults)};
}

std::vector<LayoutNeed> read_needs(const YamlNode& node, Faults& faults) {
  std::vector<LayoutNeed> needs;
  const YamlFields fields(node, kNeedKeys, faults);
  for (std::size_t i = 0; i < kNeedKeys.size(); ++i)
    if (const YamlNode* value = fields.find(kNeedKeys[i]))
      needs.push_back(
          {static_cast<LayoutNeed::What>(i), one_or_more(*value, faults)});
  return needs;
}

class Reader {
 public:
  Reader(Layout& layout, Faults& faults) : layout_(layout), faults_(faults) {}

  void read(const YamlNode& yaml, int parent, int depth) {
    if (layout_.nodes.size() >= kNodes || depth > kDepth)
      return faults_.note(yaml, "a layout of more parts than mail has");
    const YamlFields fields(yaml, kNodeKeys, faults_);
    LayoutNode node;
    node.role = fields.text("role");
    if (const YamlNode* types = fields.need("type"))
      node.types = one_or_more(*types, faults_);
    node.many = fields.boolean("many");
    if (const YamlNode* needs = fields.find("needs"))
      node.needs = read_needs(*needs, faults_);
    if (const YamlNode* same = fields.find("same-as"))
      node.same_as = yaml_text(*same, faults_);
    node.parent = parent;
    const int index = static_cast<int>(layout_.nodes.size());
    if (parent >= 0)
      layout_.nodes[static_cast<std::size_t>(parent)].children.push_back(index);
    check_role(yaml, node);
    layout_.nodes.push_back(std::move(node));
    if (const YamlNode* parts = fields.find("parts"))
      for (const YamlNode& part : parts->items) read(part, index, depth + 1);
  }

 private:
  void check_role(const YamlNode& yaml, const LayoutNode& node) {
    if (std::ranges::find(layout_.nodes, node.role, &LayoutNode::role) !=
        layout_.nodes.end())
      faults_.note(yaml, "two parts have the role \"" + node.role + "\"");
  }

  Layout& layout_;
  Faults& faults_;
};

Result<std::string> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return fail(path.string(), "cannot be read");
  return text.str();
}

std::vector<fs::path> layout_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

void put(LayoutSet& set, Layout layout) {
  const auto known = std::ranges::find(set.layouts, layout.name, &Layout::name);
  if (known == set.layouts.end())
    set.layouts.push_back(std::move(layout));
  else
    *known = std::move(layout);
}

}  // namespace

std::string_view layout_need_name(LayoutNeed::What what) {
  return kNeedKeys[static_cast<std::size_t>(what)];
}

const Layout* LayoutSet::find(std::string_view name) const {
  const auto found = std::ranges::find(layouts, name, &Layout::name);
  return found == layouts.end() ? nullptr : &*found;
}

Result<Layout> parse_layout(std::string_view bytes, const std::string& file) {
  Result<YamlNode> yaml = read_yaml(bytes, file);
  if (!yaml) return tl::unexpected(yaml.error());
  Faults faults(file);
  const YamlFields fields(*yaml, kFileKeys, faults);
  Layout layout;
  layout.name = fields.text("layout");
  layout.title = fields.text("title");
  if (const YamlNode* clause = fields.find("clause"))
    layout.clause = yaml_text(*clause, faults);
  layout.standard = fields.boolean("default");
  layout.senders = fields.texts("senders");
  if (const YamlNode* notes = fields.find("notes"))
    layout.notes = yaml_text(*notes, faults);
  if (const YamlNode* root = fields.need("root"))
    Reader(layout, faults).read(*root, -1, 0);
  if (faults.first()) return tl::unexpected(*faults.first());
  return layout;
}

Result<LayoutSet> load_layouts(const std::vector<std::string>& directories) {
  LayoutSet set;
  for (const std::string& directory : directories)
    for (const fs::path& path : layout_files(fs::path(directory) / "layouts")) {
      Result<std::string> bytes = read_file(path);
      if (!bytes) return tl::unexpected(bytes.error());
      Result<Layout> layout = parse_layout(*bytes, path.string());
      if (!layout) return tl::unexpected(layout.error());
      if (layout->name != path.stem().string())
        return fail(path.string(), "the file is not named like its layout");
      put(set, std::move(*layout));
    }
  if (std::ranges::count(set.layouts, true, &Layout::standard) != 1)
    return fail(directories.empty() ? "rules" : directories.front(),
                "no layout, or not exactly one, is the default");
  std::ranges::stable_sort(set.layouts, [](const Layout& a, const Layout& b) {
    return std::pair(!a.standard, std::string_view(a.name)) <
           std::pair(!b.standard, std::string_view(b.name));
  });
  return set;
}

}  // namespace calspam
