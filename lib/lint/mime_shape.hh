// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"
#include "lint/layout.hh"

namespace calspam {

/// The MIME tree as a strict reader has it: parts that only another reading
/// shows are left out.
class MimeShape {
 public:
  explicit MimeShape(const Message& message);

  const Part& part(int index) const {
    return message_.parts[static_cast<std::size_t>(index)];
  }
  const std::vector<int>& children(int index) const {
    return children_[static_cast<std::size_t>(index)];
  }
  /// All parts, in the order of the input.
  const std::vector<int>& parts() const { return parts_; }
  /// A part that a client would take for the calendar.
  bool is_calendar(int index) const;
  bool has_type(int index, const std::vector<std::string>& types) const;
  /// What a multipart/related stands for that is there for the sake of its
  /// pictures: its first part; else the part itself.
  int without_related(int index) const;
  /// The parts that may be the outermost one of a layout: the root, and what
  /// lies within a signature or beside attachments. `passed` has the other
  /// children of what was gone through.
  struct Start {
    int part = 0;
    std::vector<int> passed;
  };
  std::vector<Start> starts() const;

 private:
  bool hides_calendar(int index, std::size_t from) const;

  const Message& message_;
  std::vector<std::vector<int>> children_;
  std::vector<int> parts_;
  std::vector<bool> holds_calendar_;  ///< it, or something within
};

/// What a part says where a layout asks, "" where it says nothing.
std::string layout_value(const Part& part, LayoutNeed::What what);

}  // namespace calspam
