// SPDX-License-Identifier: MIT
#include <iterator>
#include <memory>

#include "fuzzed.hh"
#include "lint/mend.hh"
#include "lint/unified_diff.hh"
#include "printed.hh"
#include "report/lint_formats.hh"

namespace calspam {
namespace {

const LintOptions& lint_options() {
  static const LintOptions options = [] {
    const std::string rules = CALSPAM_SOURCE_DIR "/rules";
    LintOptions made;
    made.layouts =
        std::make_shared<const LayoutSet>(ours(load_layouts({rules})));
    return made;
  }();
  return options;
}

// As a desk lints what it received.
const LintOptions& received_options() {
  static const LintOptions options = [] {
    const std::string file = CALSPAM_SOURCE_DIR "/rules/lint/producers.yaml";
    LintOptions made = lint_options();
    made.exceptions = std::make_shared<const ProducerExceptions>(
        ours(parse_producer_exceptions(file_bytes(file), file)));
    made.inline_suppressions = false;
    return made;
  }();
  return options;
}

void check_report(const LintReport& report, std::size_t size) {
  must(report.rows.size() <= lint_options().limits.findings);
  for (const LintRow& row : report.rows) {
    must(row.check != nullptr && !row.fingerprint.empty());
    must(row.span.begin <= row.span.end && row.span.end <= size);
    must(row.caret.begin <= row.caret.end && row.caret.end <= row.shown.size());
  }
}

std::size_t weight(const LintReport& report) {
  return report.count(LintLevel::Error) + report.count(LintLevel::Warning);
}

// What is known is no finding any more.
void check_baseline(const LintInput& input, const LintReport& before) {
  LintBaseline baseline;
  for (const LintRow& row : before.rows)
    if (row.counts())
      baseline.add(input.subject.raw->origin.name(), row.fingerprint);
  LintOptions options = lint_options();
  options.baseline = std::make_shared<const LintBaseline>(
      ours(parse_baseline(baseline_text(baseline), "baseline")));
  must(before.left_out > 0 || !lint(input, options).worst());
}

// Mended is no worse, and mended again the same.
void check_mended(const LintInput& input, const LintReport& before,
                  bool unsafe) {
  const RawMessage& raw = *input.subject.raw;
  const MendingResult once = mend(input, lint_options(), unsafe);
  must(once.changed == (once.bytes != raw.bytes));
  must(once.report.count(LintLevel::Error) <= before.count(LintLevel::Error));
  must(weight(once.report) <= weight(before));
  check_report(once.report, once.bytes.size());
  must_not_act(unified_diff(raw.origin.name(), raw.bytes, once.bytes));
  if (!once.changed) return;
  RawMessage mended = raw;
  mended.bytes = once.bytes;
  mended.full_size = once.bytes.size();
  Subject subject;
  observe(subject, mended, *input.subject.limits, {});
  must(!mend({subject}, lint_options(), unsafe).changed);
}

void check_formats(std::string_view bytes, const LintReport& report) {
  Report record;
  record.origin.path = "fuzzed.eml";
  record.size = bytes.size();
  record.lint = std::make_shared<const LintReport>(report);
  check_printed(lint_formats(), {record});
}

}  // namespace
}  // namespace calspam

// Whatever the bytes: findings with their places, quiet in each of the formats;
// what --fix makes is no worse, and the same when it is fixed again. One of the
// questions about each input, since each lints it a few times more.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const RawMessage raw = raw_of(bytes_of(data, size));
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {});
  const LintReport report = lint({subject}, lint_options());
  check_report(report, size);
  check_formats(raw.bytes, report);
  switch (size % 4) {
    case 0:
      check_report(lint({subject, &subject}, received_options()), size);
      break;
    case 1:
      check_baseline({subject}, report);
      break;
    default:
      check_mended({subject}, report, size % 4 == 3);
  }
  return 0;
}
