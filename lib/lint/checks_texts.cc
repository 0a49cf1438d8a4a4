// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "lint/checks_values.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// Properties of one TEXT. Lists (CATEGORIES, RESOURCES) and structured ones
// use commas and semicolons rightly.
constexpr std::string_view kTexts[] = {"COMMENT", "CONTACT", "DESCRIPTION",
                                       "LOCATION", "SUMMARY"};
constexpr std::string_view kEscapable = "\\;,nN";
constexpr std::string_view kTags[] = {
    "<a ",  "<b>", "<br", "<div",  "<font",  "<html", "<i>",  "<img",
    "<li>", "<p>", "<p ", "<span", "<table", "<ul>",  "</a>", "<strong"};

// A text with its faults set right.
struct Mended {
  std::string text;
  std::size_t bare = npos;     ///< the first comma or semicolon without \,
  std::size_t unknown = npos;  ///< the first backslash that escapes nothing
  std::size_t doubled = npos;  ///< the first \\n that was meant as \n
  static constexpr std::size_t npos = std::string::npos;
};

// Whether the \\n at `at` was a line break. In C:\\new it is a folder; such
// names go on in small letters.
bool is_break(std::string_view value, std::size_t at) {
  if (value.substr(at, 3) != "\\\\n") return false;
  const char next = at + 3 < value.size() ? value[at + 3] : ' ';
  return !(next >= 'a' && next <= 'z') && (at == 0 || value[at - 1] != ':');
}

Mended mend(std::string_view value) {
  Mended out;
  out.text.reserve(value.size() + 8);
  const auto note = [](std::size_t& first, std::size_t at) {
    first = std::min(first, at);
  };
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == ',' || c == ';') {
      note(out.bare, i);
      out.text += '\\';
      out.text += c;
    } else if (c != '\\') {
      out.text += c;
    } else if (is_break(value, i)) {
      note(out.doubled, i);
      out.text += "\\n";
      i += 2;
    } else if (i + 1 < value.size() &&
               kEscapable.find(value[i + 1]) != kEscapable.npos) {
      out.text += c;
      out.text += value[++i];
    } else {
      note(out.unknown, i);
      // A backslash at the end was meant as one.
      if (i + 1 == value.size()) out.text += "\\\\";
    }
  }
  return out;
}

void check_text(const Property& property, CalendarLog& log) {
  const Mended mended = mend(property.value);
  const auto report = [&](std::string_view id, std::size_t at,
                          std::size_t length, std::string_view fault) {
    if (at == Mended::npos) return;
    log.at_value(id, property, {at, at + length},
                 fmt::format("{} has {}", property.name, fault))
        .edits =
        log.edits().set_value(log.part(), property, mended.text).take();
  };
  report("5545-063", mended.bare, 1, "a comma or semicolon without backslash");
  report("5545-064", mended.unknown, 2, "a backslash that escapes nothing");
  report("5545-065", mended.doubled, 3, "a line break escaped twice");
}

void check_markup(const Property& property, CalendarLog& log) {
  // Tags stand near the beginning where there are any.
  const std::string text =
      ascii_lower(std::string_view(property.value).substr(0, 64 << 10));
  for (std::string_view tag : kTags) {
    const std::size_t at = text.find(tag);
    if (at == std::string::npos) continue;
    log.at_value("5545-066", property, {at, at + tag.size()},
                 "DESCRIPTION holds HTML");
    return;
  }
}

}  // namespace

void check_texts(const LintedCalendar& calendar, CalendarLog& log) {
  for (std::size_t i = 0; i < calendar.size(); ++i)
    for (const Property& property :
         calendar.component(static_cast<int>(i)).properties) {
      if (std::ranges::find(kTexts, property.name) != std::end(kTexts))
        check_text(property, log);
      if (property.name == "DESCRIPTION") check_markup(property, log);
    }
}

}  // namespace calspam
