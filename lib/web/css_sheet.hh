// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

#include "web/html_tokenizer.hh"

namespace calspam {

/// The rules of a page's style sheets that hide what they select, as far as
/// the selector is an element, a class, an id or an element with a class.
/// Rules in @media and the like, for small screens or print, are left out.
class CssSheet {
 public:
  /// Adds the text of a <style> element.
  void read(std::string_view css);
  /// More selectors hide text than are kept.
  bool is_cut() const { return cut_; }
  bool hides(const HtmlToken& tag) const;

 private:
  void read_rule(std::string_view selectors, std::string_view declarations);
  bool holds(const std::string& selector) const {
    return hiding_.count(selector) > 0;
  }

  std::unordered_set<std::string> hiding_;
  bool cut_ = false;
};

}  // namespace calspam
