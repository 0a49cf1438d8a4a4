// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "util/limits.hh"
#include "web/html.hh"
#include "web/html_tokenizer.hh"

namespace calspam {

/// Collects the links of a page within the limits.
class HtmlLinks {
 public:
  HtmlLinks(Html& page, const Limits& limits) : page_(page), limits_(limits) {}

  /// Every URI in the attributes of a start tag that stood at `offset` of the
  /// text its spans count from.
  void add(const HtmlToken& tag, bool hidden, std::uint64_t offset = 0);
  /// Those of a style sheet's text.
  void add_style_sheet(std::string_view css, std::uint64_t offset);
  /// Follows <base> in all that was collected.
  void resolve();

 private:
  void add_list(const HtmlToken& tag, const HtmlAttribute& attribute);
  void add_refresh(const HtmlToken& tag);
  void add_style(std::string_view css, std::uint64_t offset,
                 std::string_view element, std::string_view attribute);
  void add_target(std::string_view element, std::string_view attribute,
                  std::string_view target, Span span);

  Html& page_;
  const Limits& limits_;
  bool hidden_ = false;
  std::uint64_t offset_ = 0;
};

}  // namespace calspam
