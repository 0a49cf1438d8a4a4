// SPDX-License-Identifier: MIT
#include "report/escape.hh"

#include <fmt/format.h>

#include <algorithm>

#include "report/style.hh"
#include "util/limits.hh"
#include "util/text.hh"
#include "web/url.hh"

namespace calspam {
namespace {

std::string cut(std::string_view untrusted, std::size_t bytes) {
  const std::string_view kept = truncated(untrusted, bytes);
  return printable(kept) + (kept.size() < untrusted.size() ? "\u2026" : "");
}

std::size_t longest_run(std::string_view text, char wanted) {
  std::size_t longest = 0, run = 0;
  for (char c : text) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// Characters that begin a formula in some spreadsheet, also in their full
// width forms, which some take for the same.
bool begins_formula(std::string_view text) {
  for (std::string_view start : {"=", "+", "-", "@", "\t", "\r", "\n", "|", "%",
                                 "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
    if (text.starts_with(start)) return true;
  return false;
}

// Of what ends a text or an attribute in HTML; "" of all else.
std::string_view reference_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&#34;";
    case '\'':
      return "&#39;";
    case '`':
      return "&#96;";
    default:
      return "";
  }
}

// `text` with each link in it replaced.
template <typename Replace>
std::string with_links(std::string_view text, Replace replaced) {
  std::string out;
  std::uint64_t done = 0;
  for (const FoundUrl& found : find_urls(text, Limits{})) {
    if (found.span.begin < done || found.span.end > text.size()) continue;
    out += text.substr(done, found.span.begin - done);
    out += replaced(slice(text, found.span));
    done = found.span.end;
  }
  return out.append(text.substr(done));
}

}  // namespace

std::string html_text(std::string_view untrusted, std::size_t bytes) {
  const std::string text = printable(truncated(untrusted, bytes));
  bool whole = untrusted.size() <= bytes;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    next_code_point(text, at);
    const std::string_view reference = reference_of(text[start]);
    const std::string_view written =
        reference.empty() ? std::string_view(text).substr(start, at - start)
                          : reference;
    whole = whole && out.size() + written.size() <= bytes;
    if (out.size() + written.size() > bytes) break;
    out += written;
  }
  return whole ? out : out + "\u2026";
}

std::string markdown_code(std::string_view untrusted, std::size_t bytes) {
  std::string text = cut(untrusted, bytes);
  if (trimmed(text).empty()) return "\u2013";
  // A bar ends a table's cell even within code, and stays a bar nowhere that
  // every renderer agrees on; its full-width form is read the same.
  std::string kept;
  for (char c : text) kept += c == '|' ? "\uFF5C" : std::string(1, c);
  const std::string fence(longest_run(kept, '`') + 1, '`');
  const bool padded = kept.front() == '`' || kept.back() == '`';
  const std::string_view pad = padded ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, pad, kept, pad, fence);
}

std::string csv_cell(std::string_view untrusted) {
  const std::string text = printable(untrusted);
  std::string out = "\"";
  if (begins_formula(trimmed(text))) out += '\'';
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string defanged_text(std::string_view text) {
  return with_links(text, defanged);
}

std::string harmless_text(std::string_view text) {
  return with_links(text, [](std::string_view link) {
    return starts_ignoring_case(link, "mailto:") ||
                   starts_ignoring_case(link, "tel:")
               ? std::string(link)
               : defanged(link);
  });
}

// Such characters stand in strings only, the rest of JSON is ASCII.
std::string json_without_acting(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    if (json[at] >= 0 && json[at] < 0x7F) {
      const std::size_t end = std::max(plain_end(json, at), at + 1);
      out += json.substr(at, end - at);
      at = end;
      continue;
    }
    const std::size_t start = at;
    const char32_t c = next_code_point(json, at);
    const std::string_view written = json.substr(start, at - start);
    if (c != 0x7F && printable(written) == written) {
      out += written;
    } else if (c < 0x10000) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      const auto rest = static_cast<unsigned>(c) - 0x10000;
      out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10),
                         0xDC00 + (rest & 0x3FF));
    }
  }
  return out;
}

}  // namespace calspam
