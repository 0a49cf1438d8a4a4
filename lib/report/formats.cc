// SPDX-License-Identifier: MIT
#include "report/formats.hh"

#include "report/facts.hh"
#include "report/json.hh"
#include "report/text.hh"

namespace calspam {
namespace {

constexpr Format kFormats[] = {
    {"text", "for people", text_format::begin, text_format::message,
     text_format::error, text_format::end},
    {"json", "one document, see calspam-json(5)", json_format::begin,
     json_format::message, json_format::error, json_format::end},
    {"jsonl", "a JSON record a line, as they come", jsonl_format::begin,
     jsonl_format::message, jsonl_format::error, jsonl_format::end},
    {"facts", "all that rules can see of each input", facts_format::begin,
     facts_format::message, facts_format::error, facts_format::end},
};

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

const Format* find_format(std::string_view name) {
  for (const Format& format : kFormats)
    if (format.name == name) return &format;
  return nullptr;
}

}  // namespace calspam
