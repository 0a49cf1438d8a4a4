// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/analyzer.hh"
#include "report/formats.hh"
#include "util/text.hh"

namespace calspam {
namespace {

const Analyzer& analyzer() {
  static const Analyzer made = [] {
    Result<RuleSet> rules =
        RuleSet::load({{CALSPAM_SOURCE_DIR "/rules"}, {}, {}});
    if (!rules) {
      std::fprintf(stderr, "%s\n", rules.error().text().c_str());
      std::abort();
    }
    AnalyzerOptions options;
    options.roles = all_roles();
    return Analyzer(std::move(*rules), Limits{}, std::move(options));
  }();
  return made;
}

// Lines, and nothing a terminal would act on.
bool is_quiet(std::string_view text) {
  for (unsigned char c : text)
    if ((c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f)
      return false;
  return true;
}

}  // namespace
}  // namespace calspam

// The whole way of an input, to each of the formats: the same record twice, and
// no control character in what is printed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  RawMessage raw;
  raw.bytes = {reinterpret_cast<const char*>(data), size};
  raw.full_size = size;
  raw.kind = raw.bytes.starts_with("BEGIN:VCALENDAR") ? RawKind::Calendar
                                                      : RawKind::Mail;
  const Report report = analyzer().analyze(raw);
  const Report again = analyzer().analyze(raw);
  for (const Format& format : formats()) {
    std::string first, second;
    format.message({}, report, first);
    format.message({}, again, second);
    if (first != second || !is_quiet(first)) std::abort();
  }
  return 0;
}
