// SPDX-License-Identifier: MIT
#include "detect/message_template.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

std::string cut(std::string_view value) {
  const std::string line = squeezed(value);
  std::size_t at = 0, last = 0;
  for (std::size_t count = 0; at < line.size(); ++count) {
    if (count == kMessageValue) return line.substr(0, last) + "...";
    if (count + 3 <= kMessageValue) last = at;
    next_code_point(line, at);
  }
  return line;
}

// The values of all rows, as far as a message shows them.
std::string joined(int fact, Observations& observations) {
  std::string text;
  for (int row : read_rows(fact, observations, {})) {
    const FactValue& value = observations.value(fact, row);
    if (!value.known()) continue;
    if (!text.empty()) text += ", ";
    text += value.text();
    if (text.size() > 4 * kMessageValue) break;
  }
  return text;
}

std::string value_text(int fact, const Grounds& grounds,
                       Observations& observations) {
  const auto& decided = grounds.values;
  const auto found =
      std::find_if(decided.begin(), decided.end(),
                   [&](const Deciding& d) { return d.fact == fact; });
  if (found != decided.end()) {
    const FactValue& value = observations.value(fact, found->row);
    if (found->passed && text_count(value) > 0)
      return text_at(value, found->element);
    return value.known() ? value.text() : "";
  }
  const Scope scope = observations.facts()[fact].scope;
  if (scope == Scope::Message || grounds.rows[scope] < 0)
    return joined(fact, observations);
  const FactValue& value = observations.value(fact, grounds.rows[scope]);
  return value.known() ? value.text() : "";
}

}  // namespace

MessageTemplate parse_template(const YamlNode& node,
                               ConditionCompiler& compiler, Faults& faults) {
  MessageTemplate message;
  std::string_view rest = node.text;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    if (open > 0)
      message.pieces.push_back({std::string(rest.substr(0, open)), -1});
    if (open == rest.npos) break;
    const std::size_t close = rest.find('}', open);
    if (close == rest.npos) {
      faults.note(node, "a \"{\" without its \"}\"");
      break;
    }
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    message.pieces.push_back({"", compiler.fact_named(node, name)});
    rest.remove_prefix(close + 1);
  }
  return message;
}

std::string filled(const MessageTemplate& message, const Grounds& grounds,
                   Observations& observations) {
  constexpr std::string_view kOpen = " (";
  std::string text;
  std::string_view literal;  // as far as nothing stands behind it yet
  for (const MessageTemplate::Piece& piece : message.pieces) {
    if (piece.fact >= 0) {
      const std::string value =
          cut(value_text(piece.fact, grounds, observations));
      if (!value.empty()) literal = {};
      text += value;
      continue;
    }
    std::string_view own = piece.text;
    if (literal.ends_with(kOpen) && own.starts_with(')')) {
      text.resize(text.size() - kOpen.size());
      own.remove_prefix(1);
    }
    text += own;
    literal = own;
  }
  return text;
}

}  // namespace calspam
