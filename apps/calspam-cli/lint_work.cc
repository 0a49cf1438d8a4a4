// SPDX-License-Identifier: MIT
#include "lint_work.hh"

#include <fmt/format.h>

#include <utility>

#include "evidence/subject.hh"
#include "lint/mend.hh"
#include "lint/unified_diff.hh"
#include "lint_mending.hh"
#include "mail/carrier.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// One field after the other, each with its length before it.
void pack(std::string& out, std::string_view field) {
  out += fmt::format("{} ", field.size());
  out += field;
}

std::string_view unpack(std::string_view& rest) {
  std::size_t size = 0, at = 0;
  for (; at < rest.size() && is_ascii_digit(rest[at]); ++at)
    size = size * 10 + static_cast<std::size_t>(rest[at] - '0');
  if (at == rest.size()) return {};
  const std::string_view field = rest.substr(at + 1, size);
  rest.remove_prefix(std::min(rest.size(), at + 1 + size));
  return field;
}

}  // namespace

std::string packed(const LintNews& news) {
  std::string out;
  pack(out, news.name);
  pack(out, news.path);
  pack(out, news.digest);
  pack(out, news.fingerprints);
  pack(out, news.mended);
  pack(out, news.sha256);
  pack(out, news.notes);
  out += news.changed ? "1" : "0";
  return out;
}

LintNews unpacked(std::string_view digest) {
  LintNews news;
  news.name = unpack(digest);
  news.path = unpack(digest);
  news.digest = unpack(digest);
  news.fingerprints = unpack(digest);
  news.mended = unpack(digest);
  news.sha256 = unpack(digest);
  news.notes = unpack(digest);
  news.changed = digest == "1";
  return news;
}

struct LintWork::Earlier {
  RawMessage raw;
  Limits limits;
  Subject subject;
  bool read = false;
};

LintWork::LintWork(const LintCommand& command, FormatOptions format,
                   std::shared_ptr<const Analyzer> analyzer)
    : command_(command),
      format_(std::move(format)),
      analyzer_(std::move(analyzer)),
      earlier_(std::make_shared<Earlier>()) {}

const Subject* LintWork::previous() const {
  if (command_.previous.empty()) return nullptr;
  if (!std::exchange(earlier_->read, true)) {
    earlier_->raw.bytes = command_.previous;
    if (starts_calendar(command_.previous))
      earlier_->raw.kind = RawKind::Calendar;
    observe(earlier_->subject, earlier_->raw, earlier_->limits, {});
  }
  return &earlier_->subject;
}

LintReport LintWork::linted(const Subject& subject, const LintOptions& options,
                            LintNews& news) const {
  LintInput input{subject, previous()};
  input.now = command_.now;
  if (!command_.fix && !command_.diff) return lint(input, options);
  MendingResult result = mend(input, options, command_.unsafe);
  news.changed = result.changed;
  if (result.changed) news.sha256 = sha256(subject.raw->bytes);
  news.notes = mending_notes(result);
  news.mended = std::move(result.bytes);
  return std::move(result.report);
}

Reply LintWork::operator()(const RawMessage& given) const {
  RawMessage raw = given;
  if (raw.origin.path == "-" && !command_.stdin_name.empty())
    raw.origin.path = command_.stdin_name;
  LintOptions options = command_.lint;
  if (command_.use_settings) command_.settings.apply(raw.origin.path, options);
  Subject subject;
  Report record;
  if (analyzer_)
    record = analyzer_->analyze(raw, subject);
  else
    observe(subject, raw, command_.batch.limits, {});
  LintNews news;
  news.name = raw.origin.name();
  const bool whole = given.origin.member.empty() && given.origin.index == 0;
  if (whole) news.path = given.origin.path;
  const auto report =
      std::make_shared<const LintReport>(linted(subject, options, news));
  record.origin = raw.origin;
  record.lint = report;
  Reply reply;
  reply.level = record.verdict.level;
  reply.complete = subject.complete;
  reply.found = report->fails() || (command_.diff && news.changed);
  reply.wanted = !command_.batch.quiet;
  if (command_.fix && given.origin.path == "-") {
    reply.text = std::move(news.mended);
    news.changed = false;
  } else if (command_.diff) {
    reply.text = unified_diff(raw.origin.name(), raw.bytes, news.mended);
    news.mended.clear();
  } else {
    command_.format->message(format_, record, reply.text);
  }
  if (command_.format->digest != nullptr)
    news.digest = command_.format->digest(record);
  if (!command_.write_baseline.empty())
    for (const LintRow& row : report->rows)
      news.fingerprints += row.fingerprint + "\n";
  if (!command_.fix || !news.changed) news.mended.clear();
  reply.digest = packed(news);
  return reply;
}

}  // namespace calspam
