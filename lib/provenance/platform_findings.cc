// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "provenance/platform_parts.hh"
#include "provenance/platform_table.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

void add(ProvenanceFindings& findings, std::string_view id, std::string detail,
         int object = -1) {
  findings.push_back(
      {&provenance_finding_kind(id), recorded_text(detail), -1, object, {}});
}

bool has_vote(const Platform& platform, std::string_view name,
              std::string_view source) {
  return std::ranges::any_of(platform.votes, [&](const PlatformVote& vote) {
    return vote.platform == name && vote.source == source;
  });
}

// PRODID, UID and the mail's own marks name one platform each. Who carried the
// mail may be another: people forward, lists pass on.
void find_contradictions(Platform& platform, ProvenanceFindings& findings) {
  const PlatformVote* made = nullptr;
  const PlatformVote* other = nullptr;
  for (const PlatformVote& vote : platform.votes) {
    if (vote.source != "prodid" && vote.source != "uid" &&
        vote.source != "message_id")
      continue;
    if (made == nullptr) made = &vote;
    if (vote.platform != made->platform && other == nullptr) other = &vote;
  }
  if (other == nullptr) return;
  platform.contradicted = true;
  add(findings, "platform-contradicted",
      fmt::format("{} \"{}\" says {}, {} \"{}\" says {}", made->source,
                  made->evidence, made->platform, other->source,
                  other->evidence, other->platform));
}

// What a platform's own servers cannot but leave behind.
void find_missing_hops(const Subject& subject, const Path& path,
                       const std::vector<CalendarObject>& objects,
                       const Platform& platform, ProvenanceFindings& findings) {
  if (!subject.is_mail() || path.hops.empty() || objects.empty()) return;
  // Mail that never left our side shows only our own hosts.
  if (path.border.internal) return;
  for (const CalendarPlatform& known : calendar_platforms()) {
    if (!known.mails_itself || !has_vote(platform, known.name, "prodid"))
      continue;
    if (has_vote(platform, known.name, "path") ||
        has_vote(platform, known.name, "dkim"))
      continue;
    add(findings, "platform-hop-missing",
        fmt::format("PRODID claims {}, but no hop outside our side and no "
                    "signature is its own",
                    known.title));
  }
}

void judge_bounce(const Subject& subject, const Platform& platform,
                  ProvenanceFindings& findings) {
  const GoogleBounce& bounce = platform.bounce;
  if (!ends_ignoring_case(subject.return_path,
                          "@calendar-server.bounces.google.com"))
    return;
  if (bounce.organizer.empty())
    return add(findings, "bounce-not-organizer",
               "it begins with no address that the mail names as organizer");
  add(findings, "bounce-hides-recipient",
      fmt::format(
          "made by \"{}\" for \"{}\"", bounce.organizer,
          bounce.recipient.empty() ? bounce.recipient_text : bounce.recipient));
}

}  // namespace

void find_platform_oddities(const Subject& subject, const Path& path,
                            const std::vector<CalendarObject>& objects,
                            Platform& platform, ProvenanceFindings& findings) {
  find_contradictions(platform, findings);
  find_missing_hops(subject, path, objects, platform, findings);
  judge_bounce(subject, platform, findings);
}

}  // namespace calspam
