// SPDX-License-Identifier: MIT
#include "report/provenance_formats.hh"

#include <algorithm>
#include <iterator>

#include "report/html.hh"
#include "report/json.hh"

namespace calspam {
namespace {

void nothing(FormatRun&, std::string&) {}
// Errors are for standard error.
void no_error(FormatRun&, const InputError&, std::string&) {}
void no_summary(FormatRun&, const Summary&, std::string&) {}

constexpr Format kFormats[] = {
    {"text", "for people", "\n", nothing, provenance_text::message, no_error,
     no_summary},
    {"json", "one document, see calspam-json(5)", ",\n", json_format::begin,
     json_format::message, json_format::error, json_format::end},
    {"jsonl", "a JSON record a line, as they come", "", jsonl_format::begin,
     jsonl_format::message, jsonl_format::error, jsonl_format::end},
    {"html", "one page to look at, with an overview", "", html_format::begin,
     html_format::message, html_format::error, html_format::end,
     html_format::digest, html_format::absorb},
    {"dot", "the path as a picture, for Graphviz", "\n", nothing,
     provenance_dot::message, no_error, no_summary},
    {"mermaid", "the path as a picture, for Mermaid", "\n", nothing,
     provenance_mermaid::message, no_error, no_summary},
};

}  // namespace

std::span<const Format> provenance_formats() {
  return kFormats;
}

const Format* find_provenance_format(std::string_view name) {
  const auto* const found = std::ranges::find(kFormats, name, &Format::name);
  return found == std::end(kFormats) ? nullptr : found;
}

}  // namespace calspam
