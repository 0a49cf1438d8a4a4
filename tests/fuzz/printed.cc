// SPDX-License-Identifier: MIT
#include "printed.hh"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "fuzzed.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kJson[] = {"json",  "misp",   "stix",
                                      "sarif", "gitlab", "rdjson"};

std::string printed(const Format& format, const std::vector<Report>& reports,
                    const std::optional<CampaignSummary>& campaigns,
                    FormatOptions options) {
  FormatRun run;
  run.options = std::move(options);
  run.options.tool = {"calspam", "0.1.0", "sha256:0"};
  Summary summary;
  std::string out;
  format.begin(run, out);
  for (const Report& report : reports) {
    summary.count(report);
    add_message(format, run, report, out);
  }
  const InputError error{reports.empty() ? "a" : reports[0].subject, "b\x1b"};
  ++summary.errors;
  format.error(run, error, out);
  run.campaigns = campaigns;
  summary.interrupted = reports.empty();
  format.end(run, summary, out);
  return out;
}

void check_json(std::string_view name, std::string_view text) {
  if (std::ranges::find(kJson, name) != std::end(kJson))
    must(nlohmann::json::accept(text));
  if (name != "jsonl") return;
  for (const std::string_view line : split(text, '\n'))
    must(line.empty() || nlohmann::json::accept(line));
}

// Without what Style::painted() adds.
std::string unpainted(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t end = text.substr(at).starts_with("\x1b[")
                                ? text.find_first_not_of("0123456789;", at + 2)
                                : text.npos;
    if (end != text.npos && text[end] == 'm')
      at = end;
    else
      out += text[at];
  }
  return out;
}

}  // namespace

void must_not_act(std::string_view text) {
  const auto is_plain = [](unsigned char c) { return c >= ' ' && c < 0x7F; };
  for (const std::string_view line : split(text, '\n')) {
    if (std::ranges::all_of(line, is_plain)) continue;
    std::string shown(line.substr(0, line.size() - line.ends_with('\r')));
    std::ranges::replace(shown, '\t', ' ');
    if (printable(shown) == shown) continue;
    std::fprintf(stderr, "this acts: %s\n", printable(shown).c_str());
    std::abort();
  }
}

void must_only_paint(std::string_view text) {
  must_not_act(unpainted(text));
}

void check_printed(std::span<const Format> formats,
                   const std::vector<Report>& reports,
                   const std::optional<CampaignSummary>& campaigns) {
  for (const Format& format : formats) {
    const std::string text = printed(format, reports, campaigns, {});
    must_not_act(text);
    check_json(format.name, text);
    if (format.name != "text") continue;
    FormatOptions narrow;
    narrow.color = true;
    narrow.width = 40;
    must_only_paint(printed(format, reports, campaigns, narrow));
  }
}

void must_be_same(const Report& one, const Report& other) {
  const Format& format = *find_format("jsonl");
  must(printed(format, {one}, {}, {}) == printed(format, {other}, {}, {}));
}

}  // namespace calspam
