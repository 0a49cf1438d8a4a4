// SPDX-License-Identifier: MIT
#pragma once

// The sections of explanation_text(), each appended with its heading, or not
// at all when there is nothing to say. Only lib/report/explain*.cc include
// this.

#include <string>
#include <string_view>
#include <vector>

#include "report/explain.hh"

namespace calspam::explain_text {

/// What every section needs: what to tell, how it is set and worded, and where
/// it goes.
struct Telling {
  const Explanation& explanation;
  const Style& style;
  Wording words;
  bool full;
  std::string& out;

  void heading(Word title) const;
  void paragraph(std::string_view first, std::string_view text) const {
    add_paragraph(style, first, text, out);
  }
  void item(std::string_view text) const { paragraph("  - ", text); }
  std::string shown(std::string_view untrusted) const {
    return style.shown(untrusted);
  }
  /// The same with the links in it made harmless: a terminal makes a link of
  /// whatever looks like one.
  std::string harmless(std::string_view untrusted) const;
  /// With commas between.
  std::string joined(const std::vector<std::string>& untrusted,
                     std::string_view comma = ", ") const;
  /// "part 1.2, DESCRIPTION, line 43:12"; "" for no place.
  std::string place(const Location& location) const;
  std::string level(Level level) const;
  /// What an event leaves in the calendar: "20 entries, ringing once for
  /// each".
  std::string effect(const Impact& impact) const;
  /// Answers and cancellations leave no entry of their own.
  bool makes_entries() const;
};

void add_nature(const Telling& telling);
void add_reasons(const Telling& telling);
void add_doubts(const Telling& telling);
void add_unchecked(const Telling& telling);
void add_structure(const Telling& telling);
void add_calendars(const Telling& telling);
void add_links(const Telling& telling);
void add_impact(const Telling& telling);
void add_oddities(const Telling& telling);
void add_advice(const Telling& telling);

}  // namespace calspam::explain_text
