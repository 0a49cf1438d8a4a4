// SPDX-License-Identifier: MIT
#include "detect/condition_compiler.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "util/text.hh"

namespace calspam {
namespace {

using Kind = Condition::Kind;

struct Quantifier {
  std::string_view prefix;
  Kind kind;
};
constexpr Quantifier kQuantifiers[] = {
    {"some_", Kind::Some}, {"every_", Kind::Every}, {"no_", Kind::None}};

constexpr Scope kRowScopes[] = {Scope::Event, Scope::Part, Scope::Attendee,
                                Scope::Alarm, Scope::Link};

std::vector<std::string> scope_names() {
  std::vector<std::string> names;
  for (Scope scope : kRowScopes) names.emplace_back(scope_name(scope));
  return names;
}

// Message when there is no such row scope: rules quantify over rows only.
Scope scope_named(std::string_view name) {
  for (Scope scope : kRowScopes)
    if (scope_name(scope) == name) return scope;
  return Scope::Message;
}

struct OrderName {
  std::string_view name;
  Bound::Order order;
};
constexpr OrderName kOrders[] = {
    {"eq", Bound::Order::Equal},   {"ne", Bound::Order::NotEqual},
    {"lt", Bound::Order::Less},    {"le", Bound::Order::AtMost},
    {"gt", Bound::Order::Greater}, {"ge", Bound::Order::AtLeast}};

}  // namespace

std::vector<Bound> read_bounds(const YamlNode& node, Faults& faults,
                               const std::vector<std::string>& apart) {
  std::vector<Bound> bounds;
  std::vector<std::string> names = apart;
  for (const OrderName& row : kOrders) {
    names.emplace_back(row.name);
    if (const YamlNode* value = node.find(row.name))
      bounds.push_back({row.order, yaml_number(*value, faults)});
  }
  for (const YamlNode& key : node.keys)
    if (std::find(names.begin(), names.end(), key.text) == names.end())
      faults.note(key, fmt::format("unknown key \"{}\"{}", printable(key.text),
                                   suggestion(key.text, names)));
  if (bounds.empty()) faults.note(node, "expected a bound such as {ge: 2}");
  return bounds;
}

Condition ConditionCompiler::compile(const YamlNode& node) {
  Condition all;
  if (node.kind != YamlNode::Kind::Map || node.keys.empty()) {
    faults_.note(node, "a condition must have keys");
    return all;
  }
  for (std::size_t i = 0; i < node.keys.size(); ++i)
    all.children.push_back(clause(node.keys[i], node.items[i]));
  return all.children.size() == 1 ? Condition(std::move(all.children.front()))
                                  : all;
}

Condition ConditionCompiler::clause(const YamlNode& key,
                                    const YamlNode& value) {
  Condition condition;
  if (key.text == "all" || key.text == "any") {
    condition.kind = key.text == "all" ? Kind::All : Kind::Any;
    condition.children = clauses(value);
    return condition;
  }
  if (key.text == "not") {
    condition.kind = Kind::Not;
    condition.children.push_back(compile(value));
    return condition;
  }
  if (key.text == "count") return count(key, value);
  if (quantifier(key, value, condition)) return condition;
  return comparisons(key, value);
}

std::vector<Condition> ConditionCompiler::clauses(const YamlNode& node) {
  std::vector<Condition> conditions;
  if (node.kind != YamlNode::Kind::Sequence || node.items.empty())
    faults_.note(node, "expected a list of conditions");
  for (const YamlNode& item : node.items) conditions.push_back(compile(item));
  return conditions;
}

bool ConditionCompiler::quantifier(const YamlNode& key, const YamlNode& value,
                                   Condition& condition) {
  for (const Quantifier& row : kQuantifiers) {
    if (!key.text.starts_with(row.prefix)) continue;
    const std::string name = key.text.substr(row.prefix.size());
    const Scope scope = scope_named(name);
    if (scope == Scope::Message)
      faults_.note(key, fmt::format("unknown scope \"{}\" in \"{}\"{}",
                                    printable(name), printable(key.text),
                                    suggestion(name, scope_names())));
    else
      condition = over(key, scope, value, row.kind);
    return true;
  }
  return false;
}

Condition ConditionCompiler::over(const YamlNode& key, Scope scope,
                                  const YamlNode& inner, Kind kind) {
  Condition condition;
  condition.kind = kind;
  condition.scope = scope;
  if (!may_nest(key, scope)) return condition;
  open_.push_back(scope);
  condition.children.push_back(compile(inner));
  open_.pop_back();
  return condition;
}

// Rows of an event belong to it, so that going through the events and their
// rows takes the time of going through the rows. Any other nesting would be a
// product of two numbers that a sender chooses, and mean nothing.
bool ConditionCompiler::may_nest(const YamlNode& key, Scope scope) {
  if (open_.empty()) return true;
  const bool with_event =
      (scope == Scope::Event) != (open_.front() == Scope::Event);
  if (open_.size() == 1 && with_event) return true;
  faults_.note(key, fmt::format("\"{}\" inside a quantifier of {}: only event "
                                "and one other scope nest",
                                key.text, scope_name(open_.back())));
  return false;
}

Condition ConditionCompiler::count(const YamlNode& key, const YamlNode& value) {
  Condition condition;
  const YamlNode* const of = value.find("of");
  const YamlNode* const where = value.find("where");
  if (of == nullptr || where == nullptr) {
    faults_.note(value, "expected {of: SCOPE, where: CONDITION, ge: NUMBER}");
    return condition;
  }
  const Scope scope = scope_named(of->text);
  if (scope == Scope::Message) {
    faults_.note(*of, fmt::format("unknown scope \"{}\"{}", printable(of->text),
                                  suggestion(of->text, scope_names())));
    return condition;
  }
  condition = over(key, scope, *where, Kind::Count);
  condition.bounds = read_bounds(value, faults_, {"of", "where"});
  return condition;
}

int ConditionCompiler::fact_named(const YamlNode& node, std::string_view name) {
  const int fact = vocabulary_.facts.find(name);
  if (fact < 0)
    faults_.note(node,
                 fmt::format("unknown fact \"{}\"{}", printable(name),
                             suggestion(name, vocabulary_.facts.names())));
  return fact;
}

void ConditionCompiler::check_bound(const YamlNode& at, const Fact& fact) {
  if (fact.scope == Scope::Message || open_.empty()) return;
  if (std::find(open_.begin(), open_.end(), fact.scope) != open_.end()) return;
  faults_.note(at, fmt::format("fact \"{}\" inside a quantifier of {} needs a "
                               "quantifier of {} around it",
                               fact.name, scope_name(open_.back()),
                               scope_name(fact.scope)));
}

}  // namespace calspam
