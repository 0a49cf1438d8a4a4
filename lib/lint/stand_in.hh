// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calspam {

/// Where in a message or calendar a placeholder stands.
struct FieldContext {
  std::string name;       ///< header field or property, upper case; "" for text
  std::string parameter;  ///< upper case; "" in the value
  std::string_view line;  ///< the unfolded line's bytes ahead of the place
  bool starts_line = false;   ///< nothing but blanks is ahead of it
  bool is_delimiter = false;  ///< behind the hyphens of a MIME delimiter
  bool quoted = false;        ///< within double quotes
  char before = '\0', after = '\0';
};

/// `before` ends at the place, `after` begins behind the placeholder.
FieldContext field_context(std::string_view before, std::string_view after);

bool is_header_field(std::string_view upper_name);
bool is_calendar_property(std::string_view upper_name);
/// DTSTART, DTEND, ...: the value is a DATE or DATE-TIME.
bool is_time_property(std::string_view upper_name);
/// SUMMARY, DESCRIPTION, ...: the value is TEXT.
bool is_text_property(std::string_view upper_name);

/// What a placeholder might become there: of the right type, the same for the
/// same `number`, which counts the different things that are filled in.
std::string stand_in(const FieldContext& context, std::size_t number);

}  // namespace calspam
