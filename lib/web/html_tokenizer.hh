// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "util/span.hh"

namespace calspam {

/// An attribute as it stands; references are not undone.
struct HtmlAttribute {
  std::string_view name;
  std::string_view value;
  Span span;  ///< of the value, without quotes
};

enum class HtmlTokenKind { Text, RawText, Start, End, Comment };

/// A piece of HTML. The views are into the text given to the tokenizer.
struct HtmlToken {
  HtmlTokenKind kind = HtmlTokenKind::Text;
  std::string_view name;  ///< tags: as spelled; RawText: the element it is in
  Span span;              ///< tags: whole; others: the content
  /// The first of each name that html.cc has a use for, so that a tag costs no
  /// more than those however many it has.
  std::vector<HtmlAttribute> attributes;
  std::size_t event_handlers = 0;  ///< on...= attributes
  bool self_closing = false;

  /// nullptr when the tag has none of that name.
  const HtmlAttribute* attribute(std::string_view lower_case_name) const;
};

/// Cuts HTML into tags, text and comments the way browsers do (HTML 13.2.5),
/// looking at each byte a bounded number of times. A tag that the text ends in
/// is dropped, as in browsers.
class HtmlTokenizer {
 public:
  explicit HtmlTokenizer(std::string_view html) : html_(html) {}
  /// False at the end; `token` is used again, to spare allocations.
  bool next(HtmlToken& token);

 private:
  bool read_raw_text(HtmlToken& token);
  void read_text(HtmlToken& token);
  bool read_markup(HtmlToken& token);
  bool read_tag(HtmlToken& token);
  bool read_attributes(HtmlToken& token);
  bool read_attribute(HtmlToken& token);
  bool read_value(HtmlAttribute& attribute);
  void read_comment(HtmlToken& token);
  void read_bogus_comment(HtmlToken& token);
  bool starts_markup(std::size_t at) const;
  void skip_space();

  std::string_view html_;
  std::size_t at_ = 0;
  std::string_view raw_element_;  ///< "" outside script, style, ...
};

}  // namespace calspam
