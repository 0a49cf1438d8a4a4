// SPDX-License-Identifier: MIT
#include "report/facts.hh"

#include <fmt/format.h>

#include <algorithm>

#include "report/columns.hh"
#include "report/location.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kRows = 1'000;
constexpr std::size_t kNameWidth = 36;
constexpr std::size_t kValueBytes = 4'096;

std::string quoted(const std::string& text) {
  const std::string_view kept = truncated(text, kValueBytes);
  return fmt::format("\"{}{}\"", printable(kept),
                     kept.size() < text.size() ? "\u2026" : "");
}

// Texts are quoted, so that "" is seen and "unknown" is not the value unknown.
std::string value_text(const FactValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.value))
    return quoted(*text);
  const auto* list = std::get_if<std::vector<std::string>>(&value.value);
  if (list == nullptr) return printable(value.text());
  std::string out;
  for (const std::string& item : *list) {
    if (out.size() > kValueBytes) return fmt::format("[{}, \u2026]", out);
    out += (out.empty() ? "" : ", ") + quoted(item);
  }
  return fmt::format("[{}]", out);
}

void add_fact(const Subject& subject, LineIndex& lines, const Fact& fact,
              std::size_t row, std::string& out) {
  const FactValue value = fact.observe(subject, row);
  std::string name(fact.name);
  if (fact.scope != Scope::Message) name += fmt::format("[{}]", row + 1);
  out += padded(name, kNameWidth) + "  " + value_text(value);
  if (!value.places.empty()) {
    const Location location = locate(subject, lines, value.places.front());
    const std::string place = printable(location_text(location));
    if (!place.empty()) out += fmt::format("  [{}]", place);
  }
  out += '\n';
}

// Row by row, so that what belongs to one event or link stands together.
void add_scope(const Subject& subject, LineIndex& lines, Scope scope,
               std::string& out) {
  const std::size_t count = rows(subject, scope);
  for (std::size_t row = 0; row < std::min(count, kRows); ++row)
    for (const Fact& fact : facts())
      if (fact.scope == scope) add_fact(subject, lines, fact, row, out);
  if (count > kRows)
    out += fmt::format("# {}: {} more\n", scope_name(scope),
                       counted(count - kRows, "row"));
}

}  // namespace

std::string facts_text(const Subject& subject) {
  LineIndex lines(subject.raw->bytes);
  std::string out =
      fmt::format("# {}\n", printable(subject.raw->origin.name()));
  for (int scope = 0; scope < kScopeCount; ++scope)
    add_scope(subject, lines, static_cast<Scope>(scope), out);
  return out;
}

namespace facts_format {

void begin(FormatRun&, std::string&) {}

void message(const FormatOptions&, const Report& report, std::string& out) {
  out += report.facts;
}

void error(FormatRun&, const InputError&, std::string&) {}

void end(FormatRun&, const Summary&, std::string&) {}

}  // namespace facts_format

}  // namespace calspam
