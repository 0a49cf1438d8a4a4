// SPDX-License-Identifier: MIT
#include "detect/rule_file.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr auto kRuleKeys = std::to_array<std::string_view>(
    {"id", "title", "description", "severity", "score", "certainty", "group",
     "class", "category", "standalone", "clauses", "techniques", "references",
     "falsepositives", "message", "place", "condition"});

// More than any cap and level could mean.
constexpr double kHighestScore = 10;

constexpr Severity kSeverities[] = {Severity::Info, Severity::Low,
                                    Severity::Medium, Severity::High};
constexpr Certainty kCertainties[] = {Certainty::Low, Certainty::Medium,
                                      Certainty::High, Certainty::Certain};

// Reads the keys of one rule file, one after the other.
class RuleReader {
 public:
  RuleReader(const YamlNode& root, const Policy& policy, Faults& faults)
      : fields_(root, kRuleKeys, faults), policy_(policy), faults_(faults) {}

  Rule read(const RuleSource& source) {
    Rule rule;
    rule.file = source.file;
    rule.id = own_name("id", source.id, "the file is named");
    rule.title = fields_.text("title");
    rule.description = std::string(trimmed(fields_.text("description")));
    rule.severity = one_of("severity", kSeverities, severity_name);
    rule.score = score();
    rule.certainty = one_of("certainty", kCertainties, certainty_name);
    rule.group = own_name("group", source.group, "the folder is named");
    rule.classification = known("class", policy_.classes);
    rule.category = known("category", policy_.categories);
    rule.standalone = fields_.boolean("standalone");
    rule.clauses = clauses();
    rule.techniques = fields_.texts("techniques");
    rule.references = fields_.texts("references");
    rule.falsepositives = fields_.texts("falsepositives");
    rule.message = fields_.text("message");
    return rule;
  }

  const YamlFields& fields() const { return fields_; }

 private:
  std::string own_name(std::string_view key, const std::string& expected,
                       std::string_view why) {
    const std::string name = fields_.text(key);
    const YamlNode* const node = fields_.find(key);
    if (node != nullptr && name != expected)
      faults_.note(*node,
                   fmt::format("{} is \"{}\", but {} \"{}\"", key,
                               printable(name), why, printable(expected)));
    return name;
  }

  std::string known(std::string_view key,
                    const std::vector<std::string>& names) {
    const std::string name = fields_.text(key);
    const YamlNode* const node = fields_.find(key);
    if (node != nullptr &&
        std::find(names.begin(), names.end(), name) == names.end())
      faults_.note(*node,
                   fmt::format("unknown {} \"{}\"{}", key, printable(name),
                               suggestion(name, names)));
    return name;
  }

  template <typename Value, std::size_t N>
  Value one_of(std::string_view key, const Value (&values)[N],
               std::string_view (*name_of)(Value)) {
    std::vector<std::string> names;
    for (Value value : values) names.emplace_back(name_of(value));
    const std::string name = known(key, names);
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? values[0] : values[found - names.begin()];
  }

  double score() {
    const YamlNode* const node = fields_.need("score");
    if (node == nullptr) return 0;
    const double score = yaml_number(*node, faults_);
    if (score < 0 || score > kHighestScore)
      faults_.note(*node, fmt::format("score must be 0 to {}", kHighestScore));
    return score;
  }

  std::vector<std::string> clauses() {
    const YamlNode* const node = fields_.need("clauses");
    if (node == nullptr) return {};
    std::vector<std::string> clauses = yaml_texts(*node, faults_);
    if (clauses.empty())
      faults_.note(*node, "clauses must name a clause of CC/R 18003");
    return clauses;
  }

  YamlFields fields_;
  const Policy& policy_;
  Faults& faults_;
};

}  // namespace

Result<CompiledRule> parse_rule(const RuleSource& source, const Policy& policy,
                                Vocabulary vocabulary) {
  const auto root = read_yaml(source.bytes, source.file);
  if (!root) return tl::unexpected(root.error());
  return parse_rule(source, *root, policy, vocabulary);
}

Result<CompiledRule> parse_rule(const RuleSource& source, const YamlNode& root,
                                const Policy& policy, Vocabulary vocabulary) {
  Faults faults(source.file);
  RuleReader reader(root, policy, faults);
  ConditionCompiler compiler(vocabulary, faults);
  CompiledRule compiled;
  compiled.rule = reader.read(source);
  const YamlFields& fields = reader.fields();
  if (const YamlNode* node = fields.find("message"))
    compiled.message = parse_template(*node, compiler, faults);
  if (const YamlNode* node = fields.find("place"))
    compiled.place = compiler.fact_named(*node, yaml_text(*node, faults));
  if (const YamlNode* node = fields.need("condition"))
    compiled.condition = compiler.compile(*node);
  if (faults.first()) return tl::unexpected(*faults.first());
  return compiled;
}

}  // namespace calspam
