// SPDX-License-Identifier: MIT
#include "lint/settings.hh"

#include <algorithm>
#include <array>

#include "util/yaml_reader.hh"

namespace calspam {
namespace {

constexpr std::array<std::string_view, 1> kTopKeys{"lint-imip"};
constexpr std::array<std::string_view, 8> kKeys{
    "select",        "ignore",   "levels",  "layout",
    "layout-strict", "template", "fail-on", "paths"};
constexpr std::array<std::string_view, 5> kPathKeys{"files", "select", "ignore",
                                                    "levels", "layout"};

class Reader {
 public:
  Reader(const LayoutSet& layouts, Faults& faults)
      : layouts_(layouts), faults_(faults) {}

  LintSettings settings(const YamlNode& yaml) {
    const YamlFields fields(yaml, kKeys, faults_);
    LintSettings made;
    made.selection = selection(fields);
    made.layout = layout(fields);
    made.layout_strict = fields.boolean("layout-strict");
    if (const YamlNode* word = fields.find("template")) {
      made.template_mode = parse_template_mode(yaml_text(*word, faults_));
      if (!made.template_mode) faults_.note(*word, "neither auto, yes nor no");
    }
    if (const YamlNode* word = fields.find("fail-on")) read_level(*word, made);
    if (const YamlNode* paths = fields.find("paths"))
      for (const YamlNode& item : paths->items)
        made.paths.push_back(path_settings(item));
    return made;
  }

 private:
  void read_level(const YamlNode& node, LintSettings& made) {
    const std::string word = yaml_text(node, faults_);
    made.never_fails = word == "never";
    made.fail_on = parse_lint_level(word);
    if (!made.fail_on && !made.never_fails)
      faults_.note(node, "neither error, warning, note nor never");
  }

  PathSettings path_settings(const YamlNode& yaml) {
    const YamlFields fields(yaml, kPathKeys, faults_);
    PathSettings made;
    if (fields.need("files") != nullptr) made.files = fields.texts("files");
    made.selection = selection(fields);
    made.layout = layout(fields);
    return made;
  }

  std::vector<CheckPattern> patterns(const YamlFields& fields,
                                     std::string_view key) {
    std::vector<CheckPattern> made;
    const YamlNode* list = fields.find(key);
    if (list == nullptr) return made;
    fields.texts(key);
    for (const YamlNode& item : list->items) {
      Result<CheckPattern> pattern = CheckPattern::parse(item.text);
      if (pattern)
        made.push_back(std::move(*pattern));
      else
        faults_.note(item, pattern.error().what);
    }
    return made;
  }

  LintSelection selection(const YamlFields& fields) {
    LintSelection made;
    made.select = patterns(fields, "select");
    made.ignore = patterns(fields, "ignore");
    const YamlNode* levels = fields.find("levels");
    if (levels == nullptr) return made;
    fields.texts("levels");
    for (const YamlNode& item : levels->items) {
      Result<LevelOverride> level = LevelOverride::parse(item.text);
      if (level)
        made.levels.push_back(std::move(*level));
      else
        faults_.note(item, level.error().what);
    }
    return made;
  }

  std::string layout(const YamlFields& fields) {
    const YamlNode* node = fields.find("layout");
    if (node == nullptr) return "";
    const std::string name = yaml_text(*node, faults_);
    if (name == "any" || layouts_.find(name) != nullptr) return name;
    std::vector<std::string> names{"any"};
    for (const Layout& one : layouts_.layouts) names.push_back(one.name);
    faults_.note(*node, "no layout is called \"" + name + "\"" +
                            suggestion(name, names));
    return "";
  }

  const LayoutSet& layouts_;
  Faults& faults_;
};

// `over` keeps the last word; what it selects, nothing below can.
void put_under(const LintSelection& below, LintSelection& over) {
  LintSelection made = below;
  made.add(over);
  over = std::move(made);
}

}  // namespace

void LintSettings::apply(std::string_view path, LintOptions& options) const {
  LintSelection mine = selection;
  std::string name = layout;
  for (const PathSettings& one : paths) {
    const bool holds = std::ranges::any_of(
        one.files,
        [&](const std::string& glob) { return glob_matches(glob, path, '/'); });
    if (!holds) continue;
    mine.add(one.selection);
    if (!one.layout.empty()) name = one.layout;
  }
  put_under(mine, options.selection);
  if (options.layout.empty()) options.layout = name;
  options.layout_strict = options.layout_strict || layout_strict;
  if (template_mode && options.template_mode == TemplateMode::Auto)
    options.template_mode = *template_mode;
  if (options.fail_on_named) return;
  if (never_fails) options.fail_on.reset();
  if (fail_on) options.fail_on = fail_on;
}

Result<LintSettings> parse_lint_settings(std::string_view bytes,
                                         const std::string& file,
                                         const LayoutSet& layouts) {
  const Result<YamlNode> yaml = read_yaml(bytes, file);
  if (!yaml) return tl::unexpected(yaml.error());
  Faults faults(file);
  LintSettings made;
  if (yaml->kind == YamlNode::Kind::Null) return made;
  const YamlFields fields(*yaml, kTopKeys, faults);
  if (const YamlNode* mine = fields.find("lint-imip"))
    made = Reader(layouts, faults).settings(*mine);
  if (faults.first()) return tl::unexpected(*faults.first());
  return made;
}

std::optional<TemplateMode> parse_template_mode(std::string_view word) {
  if (word == "auto") return TemplateMode::Auto;
  if (word == "yes") return TemplateMode::Yes;
  if (word == "no") return TemplateMode::No;
  return {};
}

}  // namespace calspam
