// SPDX-License-Identifier: MIT
#include "lint/linted_calendar.hh"

#include <fmt/format.h>

#include <algorithm>

#include "lint/limits.hh"
#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::size_t kExcerptBytes = 240;
constexpr std::size_t kQuotedBytes = 80;

// The event rows of a part, by component. The rows of a twin are those of the
// calendar that it repeats, content line for content line.
std::vector<const EventRow*> rows_of(const Subject& subject,
                                     const CalendarPart& part) {
  std::vector<const EventRow*> rows(part.calendar.components.size());
  const auto own = static_cast<int>(&part - subject.calendars.data());
  const int listed = part.twin_of < 0 ? own : part.twin_of;
  if (listed < 0 || listed >= static_cast<int>(subject.calendars.size()))
    return rows;
  const auto& components =
      subject.calendars[static_cast<std::size_t>(listed)].calendar.components;
  for (const EventRow& row : subject.events) {
    if (row.calendar != listed) continue;
    const auto index =
        static_cast<std::size_t>(row.event.component - components.data());
    if (index < rows.size()) rows[index] = &row;
  }
  return rows;
}

// The same fault of the same lines.
bool agree(const std::vector<LintFinding>& a,
           const std::vector<LintFinding>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const LintFinding& x, const LintFinding& y) {
                      return x.check == y.check && x.key == y.key &&
                             x.message == y.message;
                    });
}

void merge_edits(std::vector<LintFinding>& into,
                 const std::vector<LintFinding>& twin) {
  for (std::size_t i = 0; i < into.size(); ++i) {
    std::vector<Edit>& edits = into[i].edits;
    // Mending one copy only would make them two different invitations.
    if (edits.empty() || twin[i].edits.empty())
      edits.clear();
    else
      edits.insert(edits.end(), twin[i].edits.begin(), twin[i].edits.end());
  }
}

bool is_other_reading(const Subject& subject, const CalendarPart& part) {
  return part.part >= 0 &&
         !subject.message.parts[static_cast<std::size_t>(part.part)]
              .reading.empty();
}

}  // namespace

PropertyIndex::PropertyIndex(const Component& component) {
  sorted_.reserve(component.properties.size());
  for (const Property& property : component.properties)
    sorted_.emplace_back(property.name, &property);
  std::ranges::stable_sort(sorted_, {}, [](const auto& p) { return p.first; });
}

std::span<const std::pair<std::string_view, const Property*>>
PropertyIndex::all(std::string_view name) const {
  const auto name_of = [](const auto& p) { return p.first; };
  return {std::ranges::lower_bound(sorted_, name, {}, name_of),
          std::ranges::upper_bound(sorted_, name, {}, name_of)};
}

const Property* PropertyIndex::first(std::string_view name) const {
  const auto found = all(name);
  return found.empty() ? nullptr : found.front().second;
}

std::string_view PropertyIndex::value(std::string_view name) const {
  const Property* property = first(name);
  return property == nullptr ? std::string_view() : trimmed(property->value);
}

LintedCalendar::LintedCalendar(const LintInput& input, const CalendarPart& part)
    : input_(input), part_(part), rows_(rows_of(input.subject, part)) {
  const auto& components = part.calendar.components;
  children_.resize(components.size());
  object_of_.resize(components.size());
  properties_.reserve(components.size());
  for (std::size_t i = 0; i < components.size(); ++i) {
    const Component& component = components[i];
    properties_.emplace_back(component);
    if (component.parent >= 0) {
      const auto parent = static_cast<std::size_t>(component.parent);
      children_[parent].push_back(static_cast<int>(i));
      object_of_[i] = object_of_[parent];
      continue;
    }
    object_of_[i] = objects_.size();
    objects_.push_back(
        {static_cast<int>(i), ascii_upper(properties_[i].value("METHOD")), {}});
  }
  for (Object& object : objects_) object.children = children(object.root);
}

const PropertyIndex* LintedCalendar::parent(int index) const {
  const int parent = component(index).parent;
  return parent < 0 ? nullptr : &properties(parent);
}

std::string LintedCalendar::unfolded(Span in_text) const {
  const std::string_view written = slice(text(), in_text);
  std::string out;
  out.reserve(written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] != '\r' && written[i] != '\n') {
      out += written[i];
      continue;
    }
    while (i + 1 < written.size() &&
           (written[i + 1] == '\r' || written[i + 1] == '\n'))
      ++i;
    if (i + 1 < written.size() &&
        (written[i + 1] == ' ' || written[i + 1] == '\t'))
      ++i;
  }
  return out;
}

LintFinding& CalendarLog::add(std::string_view id, Place where,
                              std::string message) {
  const auto check = std::ranges::find(checks_, id, &Check::id);
  const auto index = static_cast<std::size_t>(check - checks_.begin());
  keeps_ = ++counts_.at(index) <= LintLimits{}.findings_of_check;
  if (!keeps_) return dropped_ = {};
  where.part = part().part;
  return log_.add(*check, std::move(where), std::move(message));
}

LintFinding& CalendarLog::at(std::string_view id, const Property& property,
                             std::string message) {
  LintFinding& finding = add(id, {-1, property.name, part().raw(property.span)},
                             std::move(message));
  const Span span{
      property.span.begin,
      std::min(property.span.end, property.span.begin + 2 * kExcerptBytes)};
  finding.excerpt = truncated(calendar_.unfolded(span), kExcerptBytes);
  return finding;
}

LintFinding& CalendarLog::at_value(std::string_view id,
                                   const Property& property,
                                   std::string message) {
  return at_value(id, property, {0, property.value.size()}, std::move(message));
}

LintFinding& CalendarLog::at_value(std::string_view id,
                                   const Property& property, Span in_value,
                                   std::string message) {
  const Span whole = part().raw(property, {0, property.value.size()});
  if (calendar_.input().has_hole(whole)) return dropped_ = {};
  LintFinding& finding = at(id, property, std::move(message));
  finding.where.span = part().raw(property, in_value);
  return finding;
}

LintFinding& CalendarLog::at_parameter(std::string_view id,
                                       const Property& property,
                                       const PropertyParameter& parameter,
                                       std::string message) {
  const Span span = part().raw(parameter.span);
  if (calendar_.input().has_hole(span)) return dropped_ = {};
  LintFinding& finding = at(id, property, std::move(message));
  finding.where.property =
      fmt::format("{};{}", property.name, ascii_upper(parameter.name));
  finding.where.span = span;
  return finding;
}

LintFinding& CalendarLog::at_component(std::string_view id,
                                       const Component& component,
                                       std::string message) {
  const std::string_view text = calendar_.text();
  const std::size_t begin =
      std::min<std::size_t>(component.span.begin, text.size());
  const std::size_t end =
      std::min(text.find_first_of("\r\n", begin), text.size());
  LintFinding& finding = add(id, {-1, component.name, part().raw({begin, end})},
                             std::move(message));
  finding.excerpt = truncated(text.substr(begin, end - begin), kExcerptBytes);
  return finding;
}

LintFinding& CalendarLog::at_text(std::string_view id, Span in_text,
                                  std::string message) {
  LintFinding& finding =
      add(id, {-1, "", part().raw(in_text)}, std::move(message));
  const Span span{in_text.begin,
                  std::min(in_text.end, in_text.begin + kExcerptBytes)};
  finding.excerpt = truncated(slice(calendar_.text(), span), kExcerptBytes);
  return finding;
}

std::vector<Edit> CalendarLog::appended(const Component& component,
                                        std::string_view line) const {
  const auto index =
      static_cast<int>(&component - part().calendar.components.data());
  const bool closed =
      component.closed &&
      std::ranges::all_of(calendar_.children(index), [&](int child) {
        return calendar_.component(child).closed;
      });
  if (!closed) return {};
  return edits().add_last(part(), component, line).take();
}

std::vector<Edit> CalendarLog::removed(const Component& component) const {
  if (!component.closed) return {};
  return edits().remove_lines(part(), component.span).take();
}

std::vector<std::size_t> CalendarLog::left_out() const {
  std::vector<std::size_t> out;
  for (std::size_t count : counts_)
    out.push_back(count - std::min(count, LintLimits{}.findings_of_check));
  return out;
}

void lint_calendars(const LintInput& input, std::span<const Check> checks,
                    void (*run)(const LintedCalendar&, CalendarLog&),
                    LintLog& log) {
  const auto& parts = input.subject.calendars;
  std::vector<std::vector<LintFinding>> found(parts.size());
  std::vector<std::vector<std::size_t>> left_out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const int twin = parts[i].twin_of;
    if (twin >= 0 && is_other_reading(input.subject, parts[i])) continue;
    LintLog own;
    const LintedCalendar calendar(input, parts[i]);
    CalendarLog calendar_log(calendar, checks, own);
    run(calendar, calendar_log);
    found[i] = own.take();
    if (twin < 0) left_out.push_back(calendar_log.left_out());
    if (twin < 0) continue;
    auto& first = found[static_cast<std::size_t>(twin)];
    if (!agree(first, found[i])) continue;
    merge_edits(first, found[i]);
    found[i].clear();
  }
  for (auto& findings : found)
    for (LintFinding& finding : findings)
      log.add(*finding.check, {}, {}) = std::move(finding);
  // As many of the same check are in the log already as it takes, so that
  // these are only counted.
  for (const auto& counts : left_out)
    for (std::size_t i = 0; i < counts.size(); ++i)
      for (std::size_t n = 0; n < counts[i]; ++n) log.add(checks[i], {}, {});
}

std::string quoted(std::string_view value) {
  const std::string_view cut = truncated(value, kQuotedBytes);
  return fmt::format("\"{}{}\"", cut, cut.size() < value.size() ? "..." : "");
}

}  // namespace calspam
