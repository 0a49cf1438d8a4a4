// SPDX-License-Identifier: MIT
#include "report/lint_formats.hh"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include "report/html.hh"
#include "report/json.hh"
#include "util/text.hh"

namespace calspam {
namespace {

void nothing(FormatRun&, std::string&) {}
// Errors are for standard error.
void no_error(FormatRun&, const InputError&, std::string&) {}

constexpr Format kFormats[] = {
    {"text", "for people", "", lint_text::begin, lint_text::message, no_error,
     lint_text::end, lint_digest, absorb_lint},
    {"json", "one document, see calspam-json(5)", ",\n", json_format::begin,
     json_format::message, json_format::error, json_format::end},
    {"jsonl", "a JSON record a line, as they come", "", jsonl_format::begin,
     jsonl_format::message, jsonl_format::error, jsonl_format::end},
    {"html", "one page to look at, with the verdict too", "",
     html_format::begin, html_format::message, html_format::error,
     html_format::end, html_format::digest, html_format::absorb},
    {"sarif", "SARIF 2.1.0, for code scanning", ",\n", lint_sarif::begin,
     lint_sarif::message, no_error, lint_sarif::end},
    {"junit", "a test suite for each input", "", lint_junit::begin,
     lint_junit::message, no_error, lint_junit::end},
    {"github", "annotations of GitHub Actions", "", nothing,
     lint_github::message, no_error, lint_github::end, lint_digest,
     absorb_lint},
    {"gitlab", "a code quality report of GitLab", ",\n", lint_gitlab::begin,
     lint_gitlab::message, no_error, lint_gitlab::end},
    {"checkstyle", "XML of Checkstyle, which many tools read", "",
     lint_checkstyle::begin, lint_checkstyle::message, no_error,
     lint_checkstyle::end},
    {"rdjson", "diagnostics of reviewdog", ",\n", lint_rdjson::begin,
     lint_rdjson::message, no_error, lint_rdjson::end},
};

using Sums = std::array<std::size_t, 5>;

Sums sums(std::string_view text) {
  Sums read{};
  std::size_t next = 0;
  for (const std::string_view word : split(text, ' ')) {
    if (next == read.size()) break;
    std::from_chars(word.data(), word.data() + word.size(), read[next++]);
  }
  return read;
}

}  // namespace

std::span<const Format> lint_formats() {
  return kFormats;
}

const Format* find_lint_format(std::string_view name) {
  const auto* const found = std::ranges::find(kFormats, name, &Format::name);
  return found == std::end(kFormats) ? nullptr : found;
}

std::string lint_digest(const Report& report) {
  if (!report.lint) return "";
  const LintReport& lint = *report.lint;
  return fmt::format("{} {} {} {} 1", lint.count(LintLevel::Error),
                     lint.count(LintLevel::Warning),
                     lint.count(LintLevel::Note), lint.suppressed);
}

void absorb_lint(FormatRun& run, std::string_view digest) {
  Sums all = sums(run.chain);
  const Sums more = sums(digest);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] += more[i];
  run.chain = fmt::format("{}", fmt::join(all, " "));
}

std::string lint_total(const FormatRun& run) {
  const Sums all = sums(run.chain);
  std::string text =
      fmt::format("{}, {}, {}", counted(all[0], "error"),
                  counted(all[1], "warning"), counted(all[2], "note"));
  if (all[3] != 0) text += fmt::format(", {} suppressed", all[3]);
  return text;
}

std::string check_and_key(const LintRow& row) {
  return row.key.empty() ? std::string(row.check->id)
                         : fmt::format("{}:{}", row.check->id, row.key);
}

std::string lint_path(const Report& report) {
  const Origin& origin = report.origin;
  return origin.member.empty() ? origin.path
                               : origin.path + "/" + origin.member;
}

}  // namespace calspam
