// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/style.hh"

namespace calspam {

/// A page of documentation as it is written: a head, rows, paragraphs, lists.
/// Borrows the style. Text may come from files of the user: it is made fit to
/// print.
class Page {
 public:
  /// An item of a list; `word`, at its start, is a link to `page`.
  struct Item {
    std::string text, word, page;
  };

  explicit Page(const Style& style) : style_(style) {}

  void head(std::string_view id, std::string_view kind, std::string_view line,
            std::string_view page = "");
  void paragraph(std::string_view text);
  /// "  level        error: ..."; nothing for no text.
  void row(std::string_view name, std::string_view text,
           std::string_view page = "");
  void list(std::string_view title, const std::vector<Item>& items);
  void list(std::string_view title, const std::vector<std::string>& items);
  /// Lines, each as far in as the number says, broken where they are too long.
  void tree(std::string_view title,
            const std::vector<std::pair<std::size_t, std::string>>& lines);
  /// Lines as they are.
  void verbatim(std::string_view title, std::string_view lines);
  void gap() { text_ += '\n'; }
  /// What was written; ends the page.
  std::string text();

 private:
  void heading(std::string_view title);

  const Style& style_;
  std::string text_;
};

}  // namespace calspam
