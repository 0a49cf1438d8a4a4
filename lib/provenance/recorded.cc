// SPDX-License-Identifier: MIT
#include "provenance/recorded.hh"

#include <fmt/format.h>

#include <algorithm>

#include "provenance/provider_table.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

/// Where a field stands. Each server writes above what it received.
enum class Position {
  Above,   ///< the border's line: our side wrote it
  Beside,  ///< between it and the line below: where milters write, and the
           ///< last place that the sender could
  Below
};

class Judge {
 public:
  Judge(const Subject& subject, const Path& path) : path_(path) {
    if (subject.site != nullptr) pinned_ = subject.site->authserv_ids;
    if (path.border.hop >= 0) {
      border_ = &path.hops[static_cast<std::size_t>(path.border.hop)];
      const auto next = static_cast<std::size_t>(path.border.hop) + 1;
      if (next < path.hops.size()) below_ = path.hops[next].line.span.begin;
    }
    provider_ =
        border_ == nullptr ? nullptr : provider_of_host(border_->line.by);
  }

  Position position(const AuthField& field) const {
    if (path_.border.internal) return Position::Above;
    if (border_ == nullptr) return Position::Below;
    if (field.span.begin < border_->line.span.begin) return Position::Above;
    return field.span.begin < below_ ? Position::Beside : Position::Below;
  }
  bool bears_our_name(const AuthField& field) const {
    const std::string& id = field.authserv_id;
    if (!pinned_.empty())
      return std::ranges::find(pinned_, id) != pinned_.end();
    if (provider_ != nullptr) return writes_authserv_id(*provider_, id);
    const std::string& by = border_ == nullptr && !path_.hops.empty()
                                ? path_.hops.front().line.by
                            : border_ == nullptr ? id
                                                 : border_->line.by;
    return !id.empty() &&
           (same_ignoring_case(id, by) || same_registrable(id, by));
  }
  void judge(RecordedResults& results, bool above_seen) const;

 private:
  const Path& path_;
  const PathHop* border_ = nullptr;
  const MailProvider* provider_ = nullptr;
  std::vector<std::string> pinned_;
  std::uint64_t below_ = UINT64_MAX;
};

// `above_seen`: our side's results stand above the border, so that the same
// name further down cannot be ours.
void Judge::judge(RecordedResults& results, bool above_seen) const {
  const AuthField& field = results.field;
  if (starts_ignoring_case(field.field, "X-Original-")) {
    results.why = "moved out of the way by a mailing list";
    return;
  }
  const bool ours = bears_our_name(field);
  switch (position(field)) {
    case Position::Above:
      results.trusted = ours || path_.border.confidence >= Confidence::Medium;
      results.why = results.trusted
                        ? "written by our side, above the border"
                        : "above a border that is not sure, under a name that "
                          "is not our side's";
      return;
    case Position::Beside:
      results.trusted = ours && !above_seen && !field.authserv_id.empty();
      results.why =
          results.trusted
              ? "bears our side's name where the border's filters write"
              : "stands where the sender could have written it";
      return;
    case Position::Below:
      results.why = path_.border.hop < 0
                        ? "no border was found, so nobody is known to have "
                          "written it"
                        : "below the border: the sender's word";
      return;
  }
}

void summarise_method(const AuthMethod& method, RecordedAuthentication& all) {
  const auto say = [&](std::string& what) {
    // The topmost says it, unless another signature passes.
    if (what == "unknown" || method.result == "pass") what = method.result;
  };
  if (method.method == "spf" && all.spf == "unknown") {
    all.spf = method.result;
    all.spf_domain = method.domain();
  } else if (method.method == "dmarc" && all.dmarc == "unknown") {
    all.dmarc = method.result;
    all.dmarc_domain = method.domain();
  } else if (method.method == "arc" && all.arc == "unknown") {
    all.arc = method.result;
  } else if (method.method == "dkim") {
    say(all.dkim);
    std::string domain = method.domain();
    if (method.result == "pass" && !domain.empty() &&
        std::ranges::find(all.dkim_domains, domain) == all.dkim_domains.end())
      all.dkim_domains.push_back(std::move(domain));
  }
}

void note_contradictions(const RecordedAuthentication& all,
                         ProvenanceFindings& findings) {
  for (const RecordedResults& results : all.fields) {
    if (!results.trusted) continue;
    for (const AuthMethod& method : results.field.methods) {
      const bool opposite = method.method == "spf" &&
                            method.domain() == all.spf_domain &&
                            ((method.result == "pass" && all.spf == "fail") ||
                             (method.result == "fail" && all.spf == "pass"));
      if (!opposite) continue;
      findings.push_back(
          {&provenance_finding_kind("results-contradict"),
           recorded_text(fmt::format("spf for \"{}\" is {} and {}",
                                     all.spf_domain, all.spf, method.result)),
           -1, -1, results.field.span});
      return;
    }
  }
}

void keep_short(AuthField& field, const ProvenanceLimits& limits) {
  if (field.methods.size() > limits.auth_methods)
    field.methods.resize(limits.auth_methods);
  field.field = recorded_text(field.field, limits);
  field.authserv_id = recorded_text(field.authserv_id, limits);
  for (AuthMethod& method : field.methods) {
    method.method = recorded_text(method.method, limits);
    method.result = recorded_text(method.result, limits);
    method.comment = recorded_text(method.comment, limits);
    if (method.properties.size() > limits.auth_methods)
      method.properties.resize(limits.auth_methods);
    for (auto& [name, value] : method.properties) {
      name = recorded_text(name, limits);
      value = recorded_text(value, limits);
    }
  }
}

}  // namespace

RecordedAuthentication recorded_authentication(const Subject& subject,
                                               const Path& path,
                                               const ProvenanceLimits& limits,
                                               ProvenanceFindings& findings) {
  RecordedAuthentication all;
  if (!subject.is_mail()) return all;
  const Judge judge(subject, path);
  bool above_seen = false;
  const bool looped = std::ranges::any_of(findings, [](const auto& finding) {
    return finding.kind->id == "path-loop";
  });
  for (AuthField& field : auth_fields(subject.message, *subject.limits)) {
    // Those of ARC stand in its chain.
    if (starts_ignoring_case(field.field, "ARC-")) continue;
    if (++all.field_count > limits.auth_fields) continue;
    const std::size_t methods = field.methods.size();
    keep_short(field, limits);
    RecordedResults results{std::move(field), methods, false, ""};
    judge.judge(results, above_seen);
    const bool ours = judge.bears_our_name(results.field);
    const bool own_form =
        same_ignoring_case(results.field.field, "Authentication-Results");
    if (own_form && results.trusted &&
        judge.position(results.field) == Position::Above)
      above_seen = true;
    if (own_form && ours && !results.trusted && !looped &&
        path.border.hop >= 0 && !results.field.authserv_id.empty())
      findings.push_back(
          {&provenance_finding_kind("results-forged"),
           recorded_text(fmt::format("\"{}\" {}", results.field.authserv_id,
                                     results.why)),
           -1, -1, results.field.span});
    if (results.trusted)
      for (const AuthMethod& method : results.field.methods)
        summarise_method(method, all);
    all.fields.push_back(std::move(results));
  }
  note_contradictions(all, findings);
  return all;
}

}  // namespace calspam
