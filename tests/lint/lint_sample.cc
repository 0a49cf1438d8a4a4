// SPDX-License-Identifier: MIT
#include "lint_sample.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <sstream>

#include "mail/input.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> kKeys{
    "layout",   "strict",   "previous", "select", "ignore",
    "received", "template", "now",      "vars"};

struct Settings {
  LintOptions options;
  std::string previous;
  std::optional<Instant> now;
};

std::vector<CheckPattern> patterns(const std::vector<std::string>& words) {
  std::vector<CheckPattern> made;
  for (const std::string& word : words) {
    Result<CheckPattern> pattern = CheckPattern::parse(word);
    if (pattern)
      made.push_back(*pattern);
    else
      ADD_FAILURE() << pattern.error().text();
  }
  return made;
}

std::shared_ptr<const ProducerExceptions> known_producers() {
  const fs::path file =
      fs::path(CALSPAM_SOURCE_DIR) / "rules" / "lint" / "producers.yaml";
  auto made = parse_producer_exceptions(file_bytes(file), file.string());
  EXPECT_TRUE(made.has_value()) << made.error().text();
  return std::make_shared<const ProducerExceptions>(std::move(*made));
}

Settings settings_of(const fs::path& sample) {
  Settings settings;
  settings.options.layouts = all_layouts();
  fs::path file = sample;
  file += ".yaml";
  if (!fs::exists(file)) file = fs::path(sample).replace_extension(".yaml");
  if (!fs::exists(file)) return settings;
  const auto yaml = read_yaml(file_bytes(file), file.string());
  EXPECT_TRUE(yaml.has_value()) << yaml.error().text();
  Faults faults(file.string());
  const YamlFields fields(*yaml, kKeys, faults);
  if (const YamlNode* layout = fields.find("layout"))
    settings.options.layout = yaml_text(*layout, faults);
  if (const YamlNode* previous = fields.find("previous"))
    settings.previous = yaml_text(*previous, faults);
  settings.options.layout_strict = fields.boolean("strict");
  if (fields.boolean("template"))
    settings.options.template_mode = TemplateMode::Yes;
  if (const YamlNode* now = fields.find("now"))
    settings.now = parse_iso_instant(yaml_text(*now, faults));
  if (const YamlNode* vars = fields.find("vars")) {
    const fs::path beside = sample.parent_path() / yaml_text(*vars, faults);
    auto read = parse_template_vars(file_bytes(beside), beside.string());
    EXPECT_TRUE(read.has_value()) << read.error().text();
    settings.options.template_vars =
        std::make_shared<const TemplateVars>(std::move(*read));
  }
  settings.options.selection.select = patterns(fields.texts("select"));
  settings.options.selection.ignore = patterns(fields.texts("ignore"));
  if (fields.boolean("received"))
    settings.options.exceptions = known_producers();
  EXPECT_FALSE(faults.first()) << faults.first()->text();
  return settings;
}

// The first message of a file, its bytes kept.
class FirstMessage : public InputSink {
 public:
  explicit FirstMessage(const fs::path& file) : path_(file.string()) {
    for_each_message({path_}, {}, *this);
    raw.bytes = bytes_;
  }
  bool message(const RawMessage& found) override {
    raw = found;
    bytes_ = found.bytes;
    return false;
  }
  // What is no input of calspam is nothing to lint either.
  bool error(const Error&) override {
    raw.origin.path = path_;
    bytes_ = file_bytes(path_);
    return false;
  }
  RawMessage raw;

 private:
  std::string path_, bytes_;
};

}  // namespace

LintSample::LintSample(const fs::path& file) {
  const Settings settings = settings_of(file);
  const FirstMessage message(file);
  const Limits limits;
  Subject subject, previous;
  observe(subject, message.raw, limits, settings.now);
  LintInput input{subject};
  input.now = settings.now;
  std::unique_ptr<FirstMessage> earlier;
  if (!settings.previous.empty()) {
    earlier =
        std::make_unique<FirstMessage>(file.parent_path() / settings.previous);
    observe(previous, earlier->raw, limits, {});
    input.previous = &previous;
  }
  report_ = lint(input, settings.options);
}

std::string LintSample::text() const {
  std::string text;
  for (const LintRow& row : report_.rows)
    text += fmt::format("{}:{} {} {} [{} {}] {}\n", row.line, row.column,
                        lint_level_name(row.level), row.message, row.check->id,
                        row.key, row.shown);
  return text;
}

std::shared_ptr<const LayoutSet> all_layouts() {
  static const auto layouts = [] {
    auto loaded = load_layouts({std::string(CALSPAM_SOURCE_DIR) + "/rules"});
    EXPECT_TRUE(loaded.has_value()) << loaded.error().text();
    return std::make_shared<const LayoutSet>(std::move(*loaded));
  }();
  return layouts;
}

std::string file_bytes(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_TRUE(static_cast<bool>(in)) << file;
  return text.str();
}

}  // namespace calspam
