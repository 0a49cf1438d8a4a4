// SPDX-License-Identifier: MIT
#include "report/html.hh"

#include <fmt/format.h>

#include "report/campaign_formats.hh"
#include "report/escape.hh"
#include "report/html_brief.hh"
#include "report/html_message.hh"
#include "report/html_style.hh"
#include "report/timeline.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam::html_format {
namespace {

constexpr std::size_t kErrorsKept = 50;
constexpr std::size_t kRows = 10;

struct LevelRow {
  Level level;
  std::string_view input;  ///< id of the checkbox that shows and hides it
  std::string_view name;
  std::uint64_t Summary::*count;
};
constexpr LevelRow kLevels[] = {
    {Level::Spam, "fs", "spam", &Summary::spam},
    {Level::Suspicious, "fp", "suspicious", &Summary::suspicious},
    {Level::Unknown, "fu", "unknown", &Summary::unknown},
    {Level::Clean, "fc", "clean", &Summary::clean},
    {Level::None, "fn", "no calendar", &Summary::none},
};

unsigned digit(char c) {
  return c <= '9' ? static_cast<unsigned>(c - '0')
                  : static_cast<unsigned>(c - 'a') + 10;
}

// A hash of 32 bytes, as CSP wants it: base64, from hexadecimal.
std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < hex.size(); at += 3) {
    // Three hexadecimal digits are two of base64.
    unsigned value = 0;
    for (std::size_t i = 0; i < 3; ++i)
      value = value << 4 | (at + i < hex.size() ? digit(hex[at + i]) : 0);
    out += kAlphabet[value >> 6];
    out += kAlphabet[value & 63];
  }
  // 64 digits: the last group has one, which gives one character and "=".
  if (hex.size() % 3 == 1) out.back() = '=';
  return out;
}

void add_counts(const Summary& summary, std::string& out) {
  out += "<div class=z>";
  for (const LevelRow& row : kLevels)
    out +=
        fmt::format("<div class={}><b>{}</b>{}</div>",
                    html_level_class(row.level), summary.*row.count, row.name);
  out += "</div>";
}

void add_table(std::string_view title, std::string_view what,
               const Overview::Counts& counts, std::uint64_t others,
               std::string& out) {
  if (counts.empty()) return;
  out += fmt::format(
      "<div class=k><h2>{}</h2><table><tr><th>{}<th class=r>messages<th "
      "class=r>flagged",
      title, what);
  for (const auto& [name, count] : most(counts, kRows))
    out += fmt::format("<tr><td>{}<td class=r>{}<td class=r>{}",
                       html_text(name, 120), count.messages, count.judged);
  out += "</table>";
  const std::size_t rest = counts.size() > kRows ? counts.size() - kRows : 0;
  if (rest + others != 0)
    out += fmt::format("<p class=d>{} more", rest + others);
  out += "</div>";
}

void add_worst(const Overview& overview, std::string& out) {
  if (overview.worst.empty()) return;
  out += "<div class=k><h2>Look at first</h2><table>";
  for (const Overview::Message& message : overview.worst)
    out += fmt::format(
        "<tr><td class=r>{:.1f}<td><a href=\"#{}\">{}</a> <small>{}</small>",
        message.score, html_text(message.anchor, 80),
        html_text(message.title.empty() ? "(no title)" : message.title, 120),
        html_text(message.name, 120));
  out += "</table></div>";
}

void add_errors(const FormatRun& run, const Summary& summary,
                std::string& out) {
  if (run.errors.empty()) return;
  out += "<div class=k><h2>Not read</h2><table>";
  for (const InputError& error : run.errors)
    out += fmt::format("<tr><td>{}<td>{}", html_text(error.where, 200),
                       html_text(error.what, 200));
  out += "</table>";
  if (summary.errors > run.errors.size())
    out +=
        fmt::format("<p class=d>{} more", summary.errors - run.errors.size());
  out += "</div>";
}

void add_overview(const FormatRun& run, const Summary& summary,
                  std::string& out) {
  const Overview& overview = run.overview;
  out += "<section id=o>";
  // One message needs no page about what it has in common with others.
  if (summary.messages == 1 && run.errors.empty() && !run.campaigns) {
    out += "</section>\n";
    return;
  }
  add_counts(summary, out);
  const std::string timeline = batch_timeline(overview.days);
  if (!timeline.empty())
    out += "<div class=k><h2>When events fall</h2>" + timeline +
           "<p><small>Red: of messages that are suspicious or spam, the "
           "flagged ones. The first ten occurrences of an event count.</small>"
           "</div>";
  if (run.campaigns) add_campaigns_html(*run.campaigns, out);
  out += "<div class=g>";
  add_worst(overview, out);
  add_table("Organizers", "address", overview.organizers,
            overview.other_organizers, out);
  add_table("Findings", "id", overview.findings, overview.other_findings, out);
  out += "</div>";
  add_errors(run, summary, out);
  out += "</section>\n";
}

void add_filters(const Summary& summary, std::string& out) {
  out += "<nav><small>Show:</small>";
  for (const LevelRow& row : kLevels)
    if (summary.*row.count != 0)
      out += fmt::format("<label class={} for={}>{}</label>",
                         html_level_class(row.level), row.input, row.name);
  out += "</nav>\n";
}

}  // namespace

void begin(FormatRun&, std::string& out) {
  const std::string_view style = html_style();
  out += fmt::format(
      "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<meta "
      "http-equiv=Content-Security-Policy content=\"default-src 'none'; "
      "style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n<meta "
      "name=referrer content=no-referrer>\n<meta name=viewport "
      "content=\"width=device-width\">\n<meta name=color-scheme "
      "content=\"light dark\">\n<title>Calendar spam report</title>\n"
      "<style>{}</style>\n<body>\n",
      base64_of_hex(sha256(style)), style);
  for (const LevelRow& row : kLevels)
    out += fmt::format(
        "<input type=checkbox id={} aria-label=\"show {}\" "
        "checked>\n",
        row.input, row.name);
  out += "<header><h1>Calendar spam report</h1></header>\n<main>\n";
}

void message(const FormatOptions& options, const Report& report,
             std::string& out) {
  out += html_message(report, options.unfolded);
}

void error(FormatRun& run, const InputError& error, std::string&) {
  if (run.errors.size() < kErrorsKept) run.errors.push_back(error);
}

void end(FormatRun& run, const Summary& summary, std::string& out) {
  out += "</main>\n";
  if (summary.messages > 1) add_filters(summary, out);
  add_overview(run, summary, out);
  const Tool& tool = run.options.tool;
  out += fmt::format(
      "<footer><p>{}, {} bytes; {} {}{}{}</footer>\n",
      counted(summary.messages, "message"), summary.bytes, html_text(tool.name),
      html_text(tool.version),
      tool.rules.empty() ? "" : ", rules " + html_text(tool.rules),
      summary.interrupted ? "; interrupted, there may be more" : "");
}

std::string digest(const Report& report) {
  return overview_digest(report);
}

void absorb(FormatRun& run, std::string_view digest) {
  run.overview.absorb(digest);
}

std::string fitted(FormatRun& run, std::string_view output,
                   std::string_view digest) {
  std::string text(output);
  if (run.bytes + text.size() >
      html_allowance(run.overview.messages, digest_level(digest))) {
    std::string brief = html_brief(digest);
    if (!brief.empty() && brief.size() < text.size()) text = std::move(brief);
  }
  run.bytes += text.size();
  return text;
}

}  // namespace calspam::html_format
