// SPDX-License-Identifier: MIT
#include "engine/analyzer.hh"
#include "fuzzed.hh"
#include "judge.hh"
#include "printed.hh"
#include "report/explain.hh"
#include "report/facts.hh"

namespace calspam {
namespace {

void check_explained(const Subject& subject, const Report& report) {
  const Explanation told = explain(subject, judge().rules(), report);
  ExplainOptions options;
  must_not_act(explanation_text(told, options));
  options.style.width = 40;
  options.style.ascii = true;
  options.full = false;
  must_not_act(explanation_text(told, options));
  options.style.width = 72;
  options.style.ascii = false;
  options.style.color = options.style.drawing = true;
  options.full = true;
  must_only_paint(explanation_text(told, options));
}

}  // namespace
}  // namespace calspam

// The whole way of an input, to each of the formats and to an explanation: the
// same record twice, and nothing that acts in what is printed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const RawMessage raw = raw_of(bytes_of(data, size));
  Subject subject;
  Report report = judge().analyze(raw, subject);
  must_be_same(report, judge().analyze(raw));
  check_explained(subject, report);
  report.facts = facts_text(subject);
  check_printed(formats(), {report});
  return 0;
}
