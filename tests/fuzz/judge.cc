// SPDX-License-Identifier: MIT
#include "judge.hh"

#include "detect/site_file.hh"
#include "engine/warm_up.hh"
#include "fuzzed.hh"

namespace calspam {

const std::shared_ptr<const Site>& judge_site() {
  static const auto read = std::make_shared<const Site>(
      ours(load_site(CALSPAM_SOURCE_DIR "/tests/fuzz/site.yaml")));
  return read;
}

const Analyzer& judge() {
  static const Analyzer made = [] {
    AnalyzerOptions options;
    options.roles = all_roles();
    options.site = judge_site();
    Analyzer analyzer(
        ours(RuleSet::load({{CALSPAM_SOURCE_DIR "/rules"}, {}, {}})), Limits{},
        std::move(options));
    // As before a worker is forked.
    warm_up(analyzer);
    warm_up_signatures();
    return analyzer;
  }();
  return made;
}

}  // namespace calspam
