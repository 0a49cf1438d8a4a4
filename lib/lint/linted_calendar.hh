// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/check.hh"
#include "lint/edits.hh"

namespace calspam {

/// The properties of one component by name, so that a component of a million
/// lines costs no more for each question than one of ten. Borrows it.
class PropertyIndex {
 public:
  explicit PropertyIndex(const Component& component);

  /// In the order written; `name` in upper case.
  std::span<const std::pair<std::string_view, const Property*>> all(
      std::string_view name) const;
  const Property* first(std::string_view name) const;  ///< or null
  bool has(std::string_view name) const { return first(name) != nullptr; }
  std::size_t count(std::string_view name) const { return all(name).size(); }
  /// Value of the first, white space trimmed; "".
  std::string_view value(std::string_view name) const;

 private:
  std::vector<std::pair<std::string_view, const Property*>> sorted_;
};

/// The calendar of one part as checks look at it: its VCALENDAR objects, their
/// components with an index each, and what the readers made of its events.
/// Borrows the input.
class LintedCalendar {
 public:
  /// A VCALENDAR.
  struct Object {
    int root = 0;
    std::string method;         ///< upper case, or ""
    std::vector<int> children;  ///< direct ones
  };

  LintedCalendar(const LintInput& input, const CalendarPart& part);

  const LintInput& input() const { return input_; }
  const Subject& subject() const { return input_.subject; }
  const CalendarPart& part() const { return part_; }
  std::string_view text() const { return *part_.text; }
  const std::vector<Object>& objects() const { return objects_; }
  std::size_t size() const { return part_.calendar.components.size(); }
  const Component& component(int index) const {
    return part_.calendar.components[static_cast<std::size_t>(index)];
  }
  const PropertyIndex& properties(int index) const {
    return properties_[static_cast<std::size_t>(index)];
  }
  const std::vector<int>& children(int index) const {
    return children_[static_cast<std::size_t>(index)];
  }
  /// The typed event of a component; null for others and beyond limits.
  const EventRow* row(int index) const {
    return rows_[static_cast<std::size_t>(index)];
  }
  /// Of the VCALENDAR around a component.
  const std::string& method(int index) const {
    return objects_[object_of_[static_cast<std::size_t>(index)]].method;
  }
  const PropertyIndex* parent(int index) const;

  /// The bytes of the calendar text without its folds.
  std::string unfolded(Span in_text) const;

 private:
  const LintInput& input_;
  const CalendarPart& part_;
  std::vector<PropertyIndex> properties_;
  std::vector<std::vector<int>> children_;
  std::vector<const EventRow*> rows_;
  std::vector<std::size_t> object_of_;
  std::vector<Object> objects_;
};

/// Takes findings about one calendar, at most LintLimits::findings_of_check of
/// one check. Judgements of values that hold a template's placeholder are
/// dropped.
class CalendarLog {
 public:
  CalendarLog(const LintedCalendar& calendar, std::span<const Check> checks,
              LintLog& log)
      : calendar_(calendar),
        checks_(checks),
        counts_(checks.size()),
        log_(log) {}

  /// About a content line as such.
  LintFinding& at(std::string_view id, const Property& property,
                  std::string message);
  /// About its value, or the bytes `in_value` of it.
  LintFinding& at_value(std::string_view id, const Property& property,
                        std::string message);
  LintFinding& at_value(std::string_view id, const Property& property,
                        Span in_value, std::string message);
  LintFinding& at_parameter(std::string_view id, const Property& property,
                            const PropertyParameter& parameter,
                            std::string message);
  /// The BEGIN line of a component.
  LintFinding& at_component(std::string_view id, const Component& component,
                            std::string message);
  LintFinding& at_text(std::string_view id, Span in_text, std::string message);

  Edits edits() const { return Edits(calendar_.input()); }
  /// A content line at the end of a component; none where it or one within has
  /// no END, since the line would land elsewhere.
  std::vector<Edit> appended(const Component& component,
                             std::string_view line) const;
  /// A component taken out; none where it has no END, since what follows it may
  /// be what it was read to hold.
  std::vector<Edit> removed(const Component& component) const;
  const CalendarPart& part() const { return calendar_.part(); }
  /// How many more findings of each check there were than were kept.
  std::vector<std::size_t> left_out() const;

 private:
  LintFinding& add(std::string_view id, Place where, std::string message);

  const LintedCalendar& calendar_;
  std::span<const Check> checks_;
  std::vector<std::size_t> counts_;
  bool keeps_ = true;  ///< the last finding was kept
  LintLog& log_;
  LintFinding dropped_;
};

/// Runs the checks of a family over every calendar of the input. Copies of one
/// calendar (text/calendar and its .ics) break a check once: the finding about
/// the first mends them all.
void lint_calendars(const LintInput& input, std::span<const Check> checks,
                    void (*run)(const LintedCalendar&, CalendarLog&),
                    LintLog& log);

/// "value" in quotes, for a message; long ones are cut.
std::string quoted(std::string_view value);

}  // namespace calspam
