// SPDX-License-Identifier: MIT
#include "detect/rule_finding.hh"

#include <algorithm>
#include <optional>

#include "util/text.hh"

namespace calspam {
namespace {

// The value of the rule's `place` fact: the one that decided, else the first
// known one at the rows the condition settled on.
std::optional<Deciding> at_place(int fact, const Grounds& grounds,
                                 Observations& observations) {
  for (const Deciding& deciding : grounds.values)
    if (deciding.fact == fact) return deciding;
  for (int row : read_rows(fact, observations, grounds.rows))
    if (observations.value(fact, row).known())
      return Deciding{fact, row, 0, -1, false};
  return std::nullopt;
}

std::optional<Deciding> reported(const CompiledRule& rule,
                                 const Grounds& grounds,
                                 Observations& observations) {
  std::optional<Deciding> found;
  if (rule.place >= 0) found = at_place(rule.place, grounds, observations);
  if (found) return found;
  const Deciding* const first = foremost(grounds, observations);
  if (first != nullptr) found = *first;
  return found;
}

// A byte that is not UTF-8 becomes three, hence the second cut.
std::string cut_to_utf8(std::string_view text, std::size_t bytes) {
  const std::string valid = to_valid_utf8(truncated(text, bytes));
  return std::string(truncated(valid, bytes));
}

// The match with about as much text before as after it.
std::string_view around(std::string_view text, Span match, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  const std::size_t spare =
      match.size() < bytes ? bytes - static_cast<std::size_t>(match.size()) : 0;
  const auto at = static_cast<std::size_t>(match.begin);
  std::size_t begin = at - std::min(at, spare / 2);
  while (begin < text.size() && is_utf8_tail(text[begin])) ++begin;
  return truncated(text.substr(begin), bytes);
}

// Input bytes say something where no transfer encoding hides them.
std::string_view raw_text(const Subject& subject, const Place& place) {
  if (subject.raw == nullptr || place.span.empty()) return {};
  const auto part = static_cast<std::size_t>(place.part);
  if (place.part >= 0 && part < subject.message.parts.size()) {
    const Part& holder = subject.message.parts[part];
    const bool in_header = place.span.begin >= holder.header_span.begin &&
                           place.span.end <= holder.header_span.end;
    const bool readable = holder.encoding == TransferEncoding::Identity ||
                          holder.encoding == TransferEncoding::QuotedPrintable;
    if (!in_header && !readable) return {};
  }
  return slice(subject.raw->bytes, place.span);
}

struct Excerpt {
  std::string text;
  Span match;  // in `text`
};

// `kept` is the piece of the value that is quoted, from its byte `from` on.
Excerpt excerpt_with(std::string_view kept, std::uint64_t from, Span match,
                     std::size_t bytes) {
  Excerpt excerpt{cut_to_utf8(kept, bytes), {}};
  if (match.empty() || match.begin < from) return excerpt;
  const auto length_before = [kept](std::uint64_t at) {
    return to_valid_utf8(kept.substr(0, at)).size();
  };
  const std::size_t end = excerpt.text.size();
  excerpt.match = {std::min(length_before(match.begin - from), end),
                   std::min(length_before(match.end - from), end)};
  return excerpt;
}

Excerpt excerpt(const Deciding& deciding, const Place& place,
                Observations& observations, std::size_t bytes) {
  const FactValue& value = observations.value(deciding.fact, deciding.row);
  if (text_count(value) == 0) {
    const std::string_view raw = raw_text(observations.subject(), place);
    return {cut_to_utf8(raw, bytes), {}};
  }
  const std::string& text = text_at(value, deciding.element);
  Span match;
  if (deciding.pattern >= 0)
    match = observations.patterns().find(deciding.pattern, text);
  const std::string_view kept = around(text, match, bytes);
  const auto from = static_cast<std::uint64_t>(kept.data() - text.data());
  return excerpt_with(kept, from, match, bytes);
}

}  // namespace

Finding finding_of(const CompiledRule& compiled, Observations& observations) {
  const Rule& rule = compiled.rule;
  const Grounds why = grounds(compiled.condition, observations);
  Finding finding;
  finding.id = rule.id;
  finding.group = rule.group;
  finding.severity = rule.severity;
  finding.score = rule.score;
  finding.certainty = rule.certainty;
  finding.clauses = rule.clauses;
  finding.message = filled(compiled.message, why, observations);
  const auto deciding = reported(compiled, why, observations);
  if (!deciding) return finding;
  finding.where = place_of(*deciding, observations);
  const Limits* const limits = observations.subject().limits;
  Excerpt quoted =
      excerpt(*deciding, finding.where, observations,
              (limits != nullptr ? *limits : Limits{}).excerpt_bytes);
  finding.excerpt = std::move(quoted.text);
  finding.match = quoted.match;
  return finding;
}

}  // namespace calspam
