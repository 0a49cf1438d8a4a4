// SPDX-License-Identifier: MIT
#include "lint/mend.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "lint/patch.hh"
#include "lint/relayout.hh"

namespace calspam {
namespace {

// What is wrong with the tree as a whole, and mended as a whole.
bool is_about_layout(const Check& check) {
  constexpr std::array<std::string_view, 4> kIds{"A1-02", "A1-03", "A1-07",
                                                 "A1-10"};
  return std::find(kIds.begin(), kIds.end(), check.id) != kIds.end();
}

// One input on its way through the rounds.
class Rounds {
 public:
  Rounds(const LintInput& input, const LintOptions& options, bool unsafe)
      : input_(input), options_(options), unsafe_(unsafe) {}

  MendingResult run() {
    const RawMessage& raw = *input_.subject.raw;
    result_.bytes = raw.bytes;
    result_.report = lint(input_, options_);
    // What was cut has an end that nobody has seen.
    if (raw.full_size > raw.bytes.size()) return std::move(result_);
    const LintReport before = result_.report;
    std::set<std::string> seen{result_.bytes};
    bool settled = !round(input_, result_.report);
    for (std::size_t i = 1; !settled && i < options_.limits.mending_rounds &&
                            seen.insert(result_.bytes).second;
         ++i)
      settled = !read_again();
    if (!settled) {
      take_back(raw, before, "mending it does not come to an end");
    } else if (is_worse(before)) {
      take_back(raw, before,
                "mending would leave more findings than there are");
    } else {
      result_.changed = result_.bytes != raw.bytes;
    }
    return std::move(result_);
  }

 private:
  // Lints what the last round made; another round. False when nothing changed.
  bool read_again() {
    RawMessage raw = *input_.subject.raw;
    const std::string bytes = result_.bytes;
    raw.bytes = bytes;
    raw.full_size = bytes.size();
    Subject subject;
    observe(subject, raw, *input_.subject.limits, input_.subject.now,
            input_.subject.site);
    LintInput input{subject, input_.previous};
    input.now = input_.now;
    result_.report = lint(input, options_);
    return round(input, result_.report);
  }

  static bool is_wanted(const LintRow& row, Mending mending) {
    return row.counts() && row.check->mending == mending;
  }

  std::vector<Edit> edits_of(const LintInput& input, const LintRow& row,
                             bool is_template) const {
    if (!row.edits.empty()) return row.edits;
    if (!is_about_layout(*row.check) || is_template) return {};
    return relayout_edits(input);
  }

  // True when something changed. Safe edits go together. Of the others only
  // those of one check do, since what one of them guesses may settle the next:
  // a REQUEST made of a PUBLISH may have the guests that a PUBLISH may not.
  bool round(const LintInput& input, const LintReport& report) {
    const std::string before = result_.bytes;
    result_.kept.clear();
    Patch patch(input.subject, report.renderings == 0);
    for (const LintRow& row : report.rows)
      if (is_wanted(row, Mending::Safe) && !row.edits.empty())
        note(row, patch.add(row.edits), patch);
    result_.bytes = patch.bytes();
    if (result_.bytes == before && unsafe_) guess(input, report, patch);
    return result_.bytes != before;
  }

  void guess(const LintInput& input, const LintReport& report, Patch& patch) {
    const Check* chosen = nullptr;
    for (const LintRow& row : report.rows) {
      if (!is_wanted(row, Mending::Unsafe)) continue;
      if (chosen != nullptr && row.check != chosen) continue;
      const std::vector<Edit> edits =
          edits_of(input, row, report.renderings != 0);
      if (edits.empty()) continue;
      const Patch::Answer answer = patch.add(edits);
      note(row, answer, patch);
      if (answer != Patch::Answer::Taken) continue;
      chosen = row.check;
      // One edit of the whole tree mends all that is said about it.
      if (row.edits.empty()) break;
    }
    result_.bytes = patch.bytes();
  }

  void note(const LintRow& row, Patch::Answer answer, const Patch& patch) {
    switch (answer) {
      case Patch::Answer::Taken:
        result_.mended.push_back({row.check, row.message, ""});
        return;
      case Patch::Answer::Sealed:
        result_.kept.push_back(
            {row.check, row.message,
             fmt::format("the place is covered by {}", patch.seal())});
        return;
      case Patch::Answer::Overlaps:
        result_.kept.push_back(
            {row.check, row.message, "another change is in the way"});
        return;
      case Patch::Answer::Impossible:
        result_.kept.push_back(
            {row.check, row.message, "its bytes cannot be changed one by one"});
        return;
    }
  }

  bool is_worse(const LintReport& before) const {
    const LintReport& after = result_.report;
    const auto errors = [](const LintReport& report) {
      return report.count(LintLevel::Error);
    };
    const auto both = [&](const LintReport& report) {
      return errors(report) + report.count(LintLevel::Warning);
    };
    return errors(after) > errors(before) || both(after) > both(before);
  }

  void take_back(const RawMessage& raw, const LintReport& before,
                 std::string_view reason) {
    std::set<std::pair<const Check*, std::string>> told;
    for (MendedFinding& finding : std::exchange(result_.mended, {})) {
      if (!told.emplace(finding.check, finding.message).second) continue;
      finding.reason = reason;
      result_.kept.push_back(std::move(finding));
    }
    result_.bytes = raw.bytes;
    result_.report = before;
  }

  const LintInput& input_;
  const LintOptions& options_;
  const bool unsafe_;
  MendingResult result_;
};

}  // namespace

MendingResult mend(const LintInput& input, const LintOptions& options,
                   bool unsafe) {
  return Rounds(input, options, unsafe).run();
}

}  // namespace calspam
