// SPDX-License-Identifier: MIT
#include "report/formats.hh"

#include "report/csv.hh"
#include "report/facts.hh"
#include "report/html.hh"
#include "report/ioc.hh"
#include "report/json.hh"
#include "report/markdown.hh"
#include "report/misp.hh"
#include "report/stix.hh"
#include "report/text.hh"

namespace calspam {
namespace {

constexpr Format kFormats[] = {
    {"text", "for people", "", text_format::begin, text_format::message,
     text_format::error, text_format::end, nullptr, nullptr, true},
    {"json", "one document, see calspam-json(5)", ",\n", json_format::begin,
     json_format::message, json_format::error, json_format::end, nullptr,
     nullptr, true},
    {"jsonl", "a JSON record a line, as they come", "", jsonl_format::begin,
     jsonl_format::message, jsonl_format::error, jsonl_format::end, nullptr,
     nullptr, true},
    {"html", "one page to look at, with an overview", "", html_format::begin,
     html_format::message, html_format::error, html_format::end,
     html_format::digest, html_format::absorb, true, html_format::fitted},
    {"markdown", "for a ticket", "\n", markdown_format::begin,
     markdown_format::message, markdown_format::error, markdown_format::end,
     nullptr, nullptr, true},
    {"csv", "a row a message, for spreadsheets", "", csv_format::begin,
     csv_format::message, csv_format::error, csv_format::end, nullptr, nullptr,
     true},
    {"ioc", "indicators, a line each: type, tab, value", "", ioc_format::begin,
     ioc_format::message, ioc_format::error, ioc_format::end},
    {"misp", "indicators as events of MISP", ",\n", misp_format::begin,
     misp_format::message, misp_format::error, misp_format::end},
    {"stix", "indicators as a bundle of STIX 2.1", "", stix_format::begin,
     stix_format::message, stix_format::error, stix_format::end,
     stix_format::digest, stix_format::absorb},
    {"facts", "all that rules can see of each input", "\n", facts_format::begin,
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

void add_message(const Format& format, FormatRun& run, std::string_view output,
                 std::string_view digest, std::string& out) {
  if (format.absorb != nullptr) format.absorb(run, digest);
  if (output.empty()) return;
  if (!run.first) out += format.between;
  if (format.fitted != nullptr)
    out += format.fitted(run, output, digest);
  else
    out += output;
  run.first = false;
}

void add_message(const Format& format, FormatRun& run, const Report& report,
                 std::string& out) {
  std::string output;
  format.message(run.options, report, output);
  const std::string digest =
      format.digest == nullptr ? std::string() : format.digest(report);
  add_message(format, run, output, digest, out);
}

}  // namespace calspam
