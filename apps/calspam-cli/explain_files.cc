// SPDX-License-Identifier: MIT
#include "explain_files.hh"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "batch.hh"
#include "engine/warm_up.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// The text is made where the explanation is, so there is nothing to add here;
// why a message has none stands on standard error.
constexpr Format kTextFormat = {
    "text",
    "",
    "",
    [](FormatRun&, std::string&) {},
    [](const FormatOptions&, const Report&, std::string&) {},
    [](FormatRun&, const InputError&, std::string&) {},
    [](FormatRun&, const Summary&, std::string&) {},
};

// In a worker.
Reply told(const FileExplaining& options, const Format& format,
           const FormatOptions& format_options, const Analyzer& analyzer,
           const RawMessage& raw) {
  Reply reply;
  const Explanation explanation = analyzer.explain(raw);
  const Report& report = explanation.report;
  reply.level = report.verdict.level;
  reply.complete = report.complete;
  reply.wanted = reply.level != Level::None || raw.origin.index == 0 ||
                 options.message != 0;
  if (!reply.wanted) return reply;
  if (options.html)
    format.message(format_options, report, reply.text);
  else
    reply.text = explanation_text(explanation, options.explain);
  if (format.digest != nullptr) reply.digest = format.digest(report);
  return reply;
}

std::string line_between(const Style& style) {
  std::string line = "\n";
  for (std::size_t i = 0; i < std::min<std::size_t>(style.width, 79); ++i)
    line += style.glyph("\u2550", "=");
  return line + "\n\n";
}

}  // namespace

int explain_files(const BatchOptions& batch, const FileExplaining& options,
                  const Analyzer& analyzer) {
  warm_up(analyzer);
  const std::string between = line_between(options.explain.style);
  Format text = kTextFormat;
  text.between = between;
  BatchJob job;
  job.format = options.html ? find_format("html") : &text;
  job.format_options = format_options(batch);
  job.format_options.unfolded = true;
  job.format_options.tool.rules = "sha256:" + analyzer.rules().digest();
  job.work = [&](const RawMessage& raw) {
    return told(options, *job.format, job.format_options, analyzer, raw);
  };
  std::uint64_t explained = 0, seen = 0;
  job.receive = [&](const Outcome&, Reply& reply) {
    explained += reply.wanted ? 1 : 0;
  };
  job.wants = [&](const RawMessage&) {
    return ++seen == options.message || options.message == 0;
  };
  Batch run(batch, job);
  const int status = run.run();
  const std::string where = fmt::format("{}", fmt::join(batch.paths, ", "));
  if (options.message > seen && seen != 0)
    complain(where, fmt::format("has {}, and no number {}",
                                counted(seen, "message"), options.message));
  else if (explained == 0 && status == kExitFine)
    complain(where, "holds no message with calendar content");
  else
    return status;
  return kExitTrouble;
}

}  // namespace calspam
