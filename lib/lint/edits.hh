// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/check.hh"

namespace calspam {

/// Makes the edits of one finding. Spans in a calendar count in its text, as
/// those of its properties do, whether the part is sent as it is, as base64 or
/// quoted-printable: what is encoded is encoded anew when edits are applied
/// (lint/mend.hh), with its own length of lines, and calendar lines that an
/// edit made too long are folded. Text is given unfolded, line ends as "\n".
///
///     finding.edits = Edits(input)
///                         .set_parameter(calendar, property, "RSVP", "TRUE")
///                         .take();
///
/// An edit that cannot be made (another reading of the bytes, a charset other
/// than UTF-8, a message that was itself encoded) leaves the finding with
/// none.
class Edits {
 public:
  explicit Edits(const LintInput& input) : subject_(input.subject) {}
  explicit Edits(const Subject& subject) : subject_(subject) {}

  // -- calendar text --------------------------------------------------------
  Edits& replace(const CalendarPart& calendar, Span in_text,
                 std::string_view text);
  /// `in_value` counts in property.value.
  Edits& replace(const CalendarPart& calendar, const Property& property,
                 Span in_value, std::string_view text);
  Edits& set_value(const CalendarPart& calendar, const Property& property,
                   std::string_view value);
  /// Every parameter of that name gives way to one, else it is added. Quoted
  /// where it must be; RFC 6868 escapes are made.
  Edits& set_parameter(const CalendarPart& calendar, const Property& property,
                       std::string_view name, std::string_view value);
  /// Every parameter of that name.
  Edits& remove_parameter(const CalendarPart& calendar,
                          const Property& property, std::string_view name);
  /// The whole content line, as it shall read unfolded.
  Edits& set_line(const CalendarPart& calendar, const Property& property,
                  std::string_view line);
  /// Content lines that `in_text` touches, line ends and all; also BEGIN to
  /// END of a component.
  Edits& remove_lines(const CalendarPart& calendar, Span in_text);
  /// A content line behind BEGIN, or ahead of END, of a component.
  Edits& add_first(const CalendarPart& calendar, const Component& component,
                   std::string_view line);
  Edits& add_last(const CalendarPart& calendar, const Component& component,
                  std::string_view line);

  // -- header fields of a part, -1 never fits --------------------------------
  /// The first field of that name gets the value, else a field is added.
  /// Folded at blanks.
  Edits& set_header(int part, std::string_view name, std::string_view value);
  Edits& set_header(int part, const Header& header, std::string_view value);
  Edits& remove_header(int part, const Header& header);
  /// Of Content-Type or Content-Disposition, which must be there. Quoted where
  /// it must be, RFC 2231 where it is not ASCII.
  Edits& set_header_parameter(int part, std::string_view header,
                              std::string_view name, std::string_view value);
  Edits& remove_header_parameter(int part, std::string_view header,
                                 std::string_view name);

  // -- bodies
  // ------------------------------------------------------------------
  /// Encodes the decoded body of a leaf in another way, or in the same one
  /// where that was done badly, and says so in its header.
  Edits& set_encoding(int part, TransferEncoding encoding);
  /// The decoded body of a leaf, in the encoding that it has.
  Edits& set_body(int part, std::string_view bytes);
  /// The body of a leaf is its text in UTF-8 from now on, in the encoding it
  /// has (base64 where that is none), and its header says so.
  Edits& set_utf8(int part);

  // -- anything
  // ----------------------------------------------------------------
  /// Raw input bytes; line ends are the caller's.
  Edits& raw(Span span, std::string_view text);

  /// The edits; none when one of them could not be made.
  std::vector<Edit> take();

 private:
  void add(const CalendarPart& calendar, Span in_text, std::string text);
  bool is_editable(int part);
  void cannot() { possible_ = false; }

  const Subject& subject_;
  std::vector<Edit> edits_;
  bool possible_ = true;
};

}  // namespace calspam
