// SPDX-License-Identifier: MIT
#include "report/page.hh"

#include <fmt/format.h>

#include "util/text.hh"

namespace calspam {

void Page::head(std::string_view id, std::string_view kind,
                std::string_view line, std::string_view page) {
  text_ += fmt::format(
      "{} ({})\n", style_.linked(page, style_.bold(style_.shown(id))), kind);
  add_paragraph(style_, "  ", style_.shown(line), text_);
}

void Page::paragraph(std::string_view text) {
  if (text.empty()) return;
  text_ += '\n';
  add_paragraph(style_, "  ", style_.shown(text), text_);
}

void Page::row(std::string_view name, std::string_view text,
               std::string_view page) {
  if (text.empty()) return;
  const std::string shown = style_.shown(text);
  add_paragraph(style_, fmt::format("  {:<13}", name), shown,
                page.empty() ? "" : shown, page, text_);
}

void Page::list(std::string_view title, const std::vector<Item>& items) {
  if (items.empty()) return;
  heading(title);
  for (const Item& item : items)
    add_paragraph(style_, "  - ", style_.shown(item.text),
                  style_.shown(item.word), item.page, text_);
}

void Page::list(std::string_view title, const std::vector<std::string>& items) {
  std::vector<Item> plain;
  for (const std::string& item : items) plain.push_back({item, "", ""});
  list(title, plain);
}

void Page::tree(std::string_view title,
                const std::vector<std::pair<std::size_t, std::string>>& lines) {
  heading(title);
  for (const auto& [indent, line] : lines)
    add_paragraph(style_, std::string(2 + indent, ' '), style_.shown(line),
                  text_);
}

void Page::verbatim(std::string_view title, std::string_view lines) {
  if (lines.empty()) return;
  heading(title);
  for (std::string_view line : split(lines, '\n'))
    text_ += line.empty() ? "\n" : "  " + style_.shown(line) + '\n';
}

std::string Page::text() {
  return style_.ascii ? ascii_only(text_) : std::move(text_);
}

void Page::heading(std::string_view title) {
  text_ += '\n' + style_.bold(std::string(title)) + '\n';
}

}  // namespace calspam
