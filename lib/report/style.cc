// SPDX-License-Identifier: MIT
#include "report/style.hh"

#include <fmt/format.h>

#include <algorithm>

#include "report/columns.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kLeastWidth = 20;
constexpr std::string_view kGap = "  ";

// As much of `text` as fits `width` columns, one character at least.
std::size_t fitting(std::string_view text, std::size_t width) {
  std::size_t taken = 0, end = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    next_code_point(text, next);
    taken += columns(text.substr(at, next - at));
    if (taken > width && end != 0) break;
    end = at = next;
  }
  return end;
}

void trim_end(std::string& out) {
  while (out.ends_with(' ')) out.pop_back();
}

// Widths that make a row fit: the widest columns give way first.
std::vector<std::size_t> column_widths(
    const std::vector<std::vector<std::string>>& rows, std::size_t room) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < widths.size() && i < row.size(); ++i)
      widths[i] = std::max(widths[i], columns(row[i]));
  std::size_t total = kGap.size() * (widths.size() - 1);
  for (std::size_t width : widths) total += width;
  for (; total > room; --total) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= 4) break;
    --*widest;
  }
  return widths;
}

// RFC 3986 2.2, 2.3 and the percent sign: nothing that ends a control
// sequence, nor what a terminal could take for text.
bool is_plain_uri(std::string_view page) {
  return !page.empty() && std::all_of(page.begin(), page.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') ||
           std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) !=
               std::string_view::npos;
  });
}

}  // namespace

std::string Style::shown(std::string_view untrusted) const {
  std::string text = printable(untrusted);
  return ascii ? ascii_only(text) : text;
}

std::string Style::painted(std::string_view sgr, std::string text) const {
  if (!color || text.empty()) return text;
  return fmt::format("\x1b[{}m{}\x1b[0m", sgr, text);
}

std::string Style::bold(std::string text) const {
  return painted("1", std::move(text));
}

std::string Style::dim(std::string text) const {
  return painted("2", std::move(text));
}

std::string Style::linked(std::string_view page, std::string text) const {
  if (!links || ascii || text.empty() || !is_plain_uri(page)) return text;
  return fmt::format("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", page, text);
}

std::string_view Style::glyph(std::string_view drawn,
                              std::string_view plain) const {
  return drawing && !ascii ? drawn : plain;
}

std::string ascii_only(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c < 0x80)
      out += static_cast<char>(c);
    else if (c == U'\u2026')
      out += '~';
    else
      out += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c));
  }
  return out;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  width = std::max(width, kLeastWidth);
  std::vector<std::string> lines(1);
  std::size_t taken = 0;
  for (std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const std::size_t needed = columns(word);
    if (taken != 0 && taken + 1 + needed > width) {
      lines.emplace_back();
      taken = 0;
    }
    if (taken != 0) lines.back() += ' ';
    taken += taken == 0 ? 0 : 1;
    for (std::size_t left = needed; left > width;) {
      const std::size_t end = fitting(word, width);
      lines.back() += word.substr(0, end);
      lines.emplace_back();
      word.remove_prefix(end);
      left = columns(word);
    }
    lines.back() += word;
    taken += columns(word) == needed ? needed : columns(lines.back());
  }
  return lines;
}

void add_paragraph(const Style& style, std::string_view first,
                   std::string_view text, std::string& out) {
  const std::size_t indent = columns(first);
  const std::size_t width = style.width > indent ? style.width - indent : 0;
  std::string_view lead = first;
  const std::string spaces(indent, ' ');
  for (const std::string& line : wrapped(text, width)) {
    out += lead;
    out += style.ascii ? ascii_only(line) : line;
    trim_end(out);
    out += '\n';
    lead = spaces;
  }
}

void add_paragraph(const Style& style, std::string_view first,
                   std::string_view text, std::string_view word,
                   std::string_view page, std::string& out) {
  const std::size_t begin = out.size();
  add_paragraph(style, first, text, out);
  const std::size_t end = std::min(out.find('\n', begin), out.size());
  const std::size_t at = out.find(word, begin);
  if (word.empty() || at == out.npos || at + word.size() > end) return;
  out.replace(at, word.size(), style.linked(page, std::string(word)));
}

void add_table(const Style& style, std::size_t indent,
               const std::vector<std::vector<std::string>>& rows,
               std::string& out) {
  if (rows.empty() || rows.front().empty()) return;
  const auto widths = column_widths(
      rows, style.width > indent ? style.width - indent : kLeastWidth);
  for (const auto& row : rows) {
    out.append(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string cell = fitted(row[i], widths[i]);
      if (style.ascii) cell = ascii_only(cell);
      out += (i == 0 ? "" : std::string(kGap)) + padded(cell, widths[i]);
    }
    trim_end(out);
    out += '\n';
  }
}

std::string defanged(std::string_view link) {
  std::string out(link);
  // hxxp, xtp, wxbcal: unlike any scheme, and still told by a person.
  for (std::string_view scheme : {"http", "ftp", "webcal"}) {
    if (!starts_ignoring_case(out, scheme)) continue;
    const std::size_t at = scheme == "ftp" ? 0 : 1;
    const std::size_t count = scheme == "http" ? 2 : 1;
    out.replace(at, count, std::string(count, 'x'));
    break;
  }
  std::size_t from = out.find("://");
  if (from != out.npos)
    from += 3;
  else
    from = out.starts_with("//") ? 2 : 0;
  std::size_t end = out.find_first_of("/?#", from);
  if (end == out.npos) end = out.size();
  std::string host;
  for (char c : out.substr(from, end - from))
    host += c == '.' ? "[.]" : c == '@' ? "[@]" : std::string(1, c);
  return out.replace(from, end - from, host);
}

}  // namespace calspam
