// SPDX-License-Identifier: MIT
// The parts of a scan, each over the messages of a mailbox that make_mbox.py
// wrote: parts_bench MBOX [Google Benchmark's options].
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "detect/rule_set.hh"
#include "engine/analyzer.hh"
#include "evidence/subject.hh"
#include "ical/calendar.hh"
#include "mail/input.hh"
#include "mail/message.hh"
#include "mail/sift.hh"
#include "mail/transfer.hh"
#include "util/pattern.hh"

namespace calspam {
namespace {

// What is measured; filled before the first benchmark runs.
struct Corpus : InputSink {
  std::vector<std::string> messages, calendars, texts;

  bool message(const RawMessage& raw) override {
    messages.emplace_back(raw.bytes);
    for (const Part& part : parse_message(raw.bytes, Limits{}).parts) {
      if (!part.analysed) continue;
      const bool is_calendar = part.carrier != Carrier::None;
      (is_calendar ? calendars : texts).push_back(part.content);
    }
    return messages.size() < 2'000;
  }
  bool error(const Error& error) override {
    std::fprintf(stderr, "%s: %s\n", error.where.c_str(), error.what.c_str());
    return true;
  }
};

Corpus& corpus() {
  static Corpus corpus;
  return corpus;
}

// One text after the other; the rate is in bytes and texts a second.
template <typename Function>
void over(benchmark::State& state, const std::vector<std::string>& texts,
          Function function) {
  std::size_t i = 0;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    const std::string& text = texts[i++ % texts.size()];
    bytes += static_cast<std::int64_t>(text.size());
    function(text);
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(state.iterations());
}

void sift_bench(benchmark::State& state) {
  over(state, corpus().messages, [](const std::string& text) {
    benchmark::DoNotOptimize(sift(text, Limits{}));
  });
}
BENCHMARK(sift_bench)->Name("sift");

void message_bench(benchmark::State& state) {
  over(state, corpus().messages, [](const std::string& text) {
    benchmark::DoNotOptimize(parse_message(text, Limits{}));
  });
}
BENCHMARK(message_bench)->Name("parse_message");

void calendar_bench(benchmark::State& state) {
  over(state, corpus().calendars, [](const std::string& text) {
    benchmark::DoNotOptimize(parse_calendar(text, Limits{}));
  });
}
BENCHMARK(calendar_bench)->Name("parse_calendar");

void decode_bench(benchmark::State& state, TransferEncoding encoding) {
  // 57 bytes of base64 a line; as quoted-printable it has no escape but the
  // soft line breaks.
  std::string body;
  for (int i = 0; i < 1'000; ++i) body += std::string(76, 'Q') + "=\n";
  over(state, {body}, [&](const std::string& text) {
    benchmark::DoNotOptimize(decode_transfer(encoding, text, 0, text.size()));
  });
}
BENCHMARK_CAPTURE(decode_bench, base64, TransferEncoding::Base64)
    ->Name("decode base64");
BENCHMARK_CAPTURE(decode_bench, quoted, TransferEncoding::QuotedPrintable)
    ->Name("decode quoted-printable");

void patterns_bench(benchmark::State& state) {
  PatternSet patterns;
  for (int i = 0; i < state.range(0); ++i) {
    const std::string word = "word" + std::to_string(i);
    if (!patterns.add("\\b" + word + "\\b.{0,40}\\bpay(ment)?\\b")) {
      state.SkipWithError("a pattern was refused");
      return;
    }
  }
  patterns.build();
  over(state, corpus().texts, [&](const std::string& text) {
    benchmark::DoNotOptimize(patterns.match(text));
  });
}
BENCHMARK(patterns_bench)->Name("patterns")->Arg(100)->Arg(1'000);

void analyze_bench(benchmark::State& state, bool with_sift) {
  RuleOptions options;
  options.directories.push_back(CALSPAM_SOURCE_DIR "/rules");
  Result<RuleSet> rules = RuleSet::load(options);
  if (!rules) {
    state.SkipWithError(rules.error().what.c_str());
    return;
  }
  AnalyzerOptions analysis;
  analysis.sift = with_sift;
  const Analyzer analyzer(std::move(*rules), Limits{}, analysis);
  over(state, corpus().messages, [&](const std::string& text) {
    RawMessage raw;
    raw.bytes = text;
    benchmark::DoNotOptimize(analyzer.analyze(raw));
  });
}
BENCHMARK_CAPTURE(analyze_bench, all, false)->Name("analyze, every message");
BENCHMARK_CAPTURE(analyze_bench, sifted, true)->Name("analyze, sifted");

}  // namespace
}  // namespace calspam

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2) {
    std::fprintf(stderr, "usage: parts_bench MBOX [--benchmark_...]\n");
    return 2;
  }
  calspam::for_each_message({argv[1]}, {}, calspam::corpus());
  if (calspam::corpus().calendars.empty()) return 2;
  benchmark::RunSpecifiedBenchmarks();
}
