// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "detect/condition_compiler.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Test = Comparison::Test;

constexpr unsigned bit(FactType type) {
  return 1u << static_cast<unsigned>(type);
}
constexpr unsigned kTexts = bit(FactType::Text) | bit(FactType::List);
constexpr unsigned kNumbers = bit(FactType::Number);
constexpr unsigned kAny = kTexts | kNumbers | bit(FactType::Boolean);

struct Operator {
  std::string_view name;
  Test test;
  bool negated;
  unsigned types;  // of facts it fits
};
constexpr Operator kOperators[] = {
    {"eq", Test::Equal, false, kAny},
    {"ne", Test::Equal, true, kAny},
    {"lt", Test::Within, false, kNumbers},
    {"le", Test::Within, false, kNumbers},
    {"gt", Test::Within, false, kNumbers},
    {"ge", Test::Within, false, kNumbers},
    {"in", Test::Equal, false, kTexts | kNumbers},
    {"not_in", Test::Equal, true, kTexts | kNumbers},
    {"in_list", Test::InList, false, kTexts},
    {"not_in_list", Test::InList, true, kTexts},
    {"in_domain_list", Test::InDomainList, false, kTexts},
    {"not_in_domain_list", Test::InDomainList, true, kTexts},
    {"matches", Test::Matches, false, kTexts},
    {"not_matches", Test::Matches, true, kTexts},
    {"contains", Test::Contains, false, kTexts},
    {"same_as", Test::SameAs, false, kAny},
    {"not_same_as", Test::SameAs, true, kAny},
    {"size", Test::Size, false, kTexts},
};

// Looking for it costs its length times that of the text.
constexpr std::size_t kContainsBytes = 200;

std::vector<std::string> operator_names() {
  std::vector<std::string> names;
  for (const Operator& row : kOperators) names.emplace_back(row.name);
  return names;
}

}  // namespace

Condition ConditionCompiler::comparisons(const YamlNode& key,
                                         const YamlNode& value) {
  Condition all;
  const int fact = fact_named(key, key.text);
  if (fact < 0) return all;
  check_bound(key, vocabulary_.facts[fact]);
  const auto add = [&](Comparison compared) {
    Condition leaf;
    leaf.kind = Condition::Kind::Compare;
    leaf.comparison = std::move(compared);
    all.children.push_back(std::move(leaf));
  };
  if (value.kind == YamlNode::Kind::Scalar) {
    YamlNode equals = key;
    equals.text = "eq";
    add(comparison(fact, equals, value));
  } else if (value.kind != YamlNode::Kind::Map || value.keys.empty()) {
    faults_.note(value, "expected a value or {OPERATOR: VALUE}");
  }
  for (std::size_t i = 0; i < value.keys.size(); ++i)
    add(comparison(fact, value.keys[i], value.items[i]));
  return all.children.size() == 1 ? Condition(std::move(all.children.front()))
                                  : all;
}

Comparison ConditionCompiler::comparison(int fact, const YamlNode& op,
                                         const YamlNode& value) {
  Comparison compared;
  compared.fact = fact;
  const Fact& asked = vocabulary_.facts[fact];
  const auto row =
      std::find_if(std::begin(kOperators), std::end(kOperators),
                   [&](const Operator& o) { return o.name == op.text; });
  if (row == std::end(kOperators)) {
    faults_.note(op,
                 fmt::format("unknown operator \"{}\"{}", printable(op.text),
                             suggestion(op.text, operator_names())));
    return compared;
  }
  if ((row->types & bit(asked.type)) == 0) {
    faults_.note(
        op, fmt::format("operator \"{}\" does not fit \"{}\", a {}", op.text,
                        asked.name, fact_type_name(asked.type)));
    return compared;
  }
  compared.test = row->test;
  compared.negated = row->negated;
  operand(compared, asked.type, row->name, value);
  return compared;
}

void ConditionCompiler::operand(Comparison& compared, FactType type,
                                std::string_view op, const YamlNode& value) {
  const bool many = value.kind == YamlNode::Kind::Sequence;
  const bool wants_many = op == "in" || op == "not_in";
  switch (compared.test) {
    case Test::Equal:
    case Test::Contains:
      if (wants_many && !many)
        return faults_.note(value, "expected a list of values");
      if (many && compared.test == Test::Equal && !wants_many)
        return faults_.note(value, "expected one value");
      if (many && value.items.empty())
        return faults_.note(value, "the list is empty");
      for (const YamlNode& item : value.items) scalar(compared, type, item);
      if (!many) scalar(compared, type, value);
      return;
    case Test::Within: {
      YamlNode bound = value;
      bound.kind = YamlNode::Kind::Map;
      bound.keys = {value};
      bound.keys.front().text = op;
      bound.items = {value};
      compared.bounds = read_bounds(bound, faults_);
      return;
    }
    case Test::InList:
    case Test::InDomainList:
      return list(compared, value);
    case Test::Matches:
      return patterns(compared, value);
    case Test::SameAs:
      return other_fact(compared, value);
    case Test::Size:
      compared.bounds = read_bounds(value, faults_);
      return;
  }
}

void ConditionCompiler::scalar(Comparison& compared, FactType type,
                               const YamlNode& value) {
  if (type == FactType::Boolean)
    return compared.numbers.push_back(yaml_boolean(value, faults_) ? 1 : 0);
  if (type == FactType::Number)
    return compared.numbers.push_back(yaml_number(value, faults_));
  std::string text = yaml_text(value, faults_);
  if (compared.test == Test::Contains &&
      (text.empty() || text.size() > kContainsBytes))
    faults_.note(value,
                 fmt::format("expected 1 to {} bytes of text", kContainsBytes));
  compared.texts.push_back(std::move(text));
}

void ConditionCompiler::patterns(Comparison& compared, const YamlNode& value) {
  const bool many = value.kind == YamlNode::Kind::Sequence;
  if (many && value.items.empty())
    return faults_.note(value, "the list is empty");
  const auto add = [&](const YamlNode& node) {
    const std::string pattern = yaml_text(node, faults_);
    if (pattern.empty()) return faults_.note(node, "the pattern is empty");
    const auto number = vocabulary_.patterns.add(pattern);
    if (!number) return faults_.note(node, number.error().text());
    compared.patterns.push_back(*number);
  };
  for (const YamlNode& item : value.items) add(item);
  if (!many) add(value);
}

void ConditionCompiler::list(Comparison& compared, const YamlNode& value) {
  const std::string name = yaml_text(value, faults_);
  const auto found = vocabulary_.lists.find(name);
  if (found != vocabulary_.lists.end()) {
    compared.list = &found->second;
    return;
  }
  std::vector<std::string> names;
  for (const auto& [known, list] : vocabulary_.lists) names.push_back(known);
  faults_.note(value, fmt::format("no list \"{}\" in lists/{}", printable(name),
                                  suggestion(name, names)));
}

void ConditionCompiler::other_fact(Comparison& compared,
                                   const YamlNode& value) {
  compared.other = fact_named(value, yaml_text(value, faults_));
  if (compared.other < 0) return;
  const Fact& fact = vocabulary_.facts[compared.fact];
  const Fact& other = vocabulary_.facts[compared.other];
  check_bound(value, other);
  const bool texts = (kTexts & bit(fact.type)) && (kTexts & bit(other.type));
  if (!texts && fact.type != other.type)
    faults_.note(value, fmt::format("\"{}\", a {}, is never the same as "
                                    "\"{}\", a {}",
                                    fact.name, fact_type_name(fact.type),
                                    other.name, fact_type_name(other.type)));
}

}  // namespace calspam
