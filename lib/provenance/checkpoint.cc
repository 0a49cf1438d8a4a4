// SPDX-License-Identifier: MIT
#include "provenance/checkpoint.hh"

#include <fmt/format.h>

#include <algorithm>

#include "provenance/platform_table.hh"
#include "provenance/provenance.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

constexpr std::size_t kEvidence = 20;

void say(Checkpoint& point, std::string sentence) {
  if (point.evidence.size() < kEvidence)
    point.evidence.push_back(recorded_text(sentence));
}

bool has(const Provenance& all, std::string_view id) {
  return std::ranges::any_of(all.findings, [&](const auto& finding) {
    return finding.kind->id == id;
  });
}

void say_findings(Checkpoint& point, const Provenance& all,
                  std::initializer_list<std::string_view> ids) {
  for (const ProvenanceFinding& finding : all.findings)
    if (std::ranges::find(ids, finding.kind->id) != ids.end())
      say(point, fmt::format("{}: {}", finding.kind->id, finding.detail));
}

Checkpoint author(const Provenance& all) {
  Checkpoint point{"author", all.platform.account, false, {}, ""};
  const MailOrigin& origin = all.path.origin;
  if (point.who.empty()) point.who = origin.account;
  point.observed =
      origin.trusted || all.platform.account_confidence == Confidence::High;
  if (!all.platform.account_basis.empty())
    say(point, fmt::format("the account: {}", all.platform.account_basis));
  if (origin.submission != Submission::None)
    say(point,
        fmt::format("handed in by {}{}{}", submission_name(origin.submission),
                    origin.ip.empty() ? "" : " from ", origin.ip));
  say_findings(point, all, {"created-just-before"});
  if (!point.who.empty())
    point.could =
        "whoever keeps the account could ask its owner for a second factor, "
        "tell the owner, or block it";
  return point;
}

Checkpoint source_calendar(const Provenance& all) {
  Checkpoint point{"source-calendar", "", false, {}, ""};
  const CalendarPlatform* const known = find_platform(all.platform.name);
  if (known != nullptr) {
    point.who = known->title;
    if (!all.platform.tenant.empty())
      point.who += fmt::format(", customer {}", all.platform.tenant);
    point.observed =
        std::ranges::any_of(all.platform.votes, [&](const PlatformVote& vote) {
          return vote.platform == known->name && vote.proven;
        });
  }
  if (!all.objects.empty()) {
    const CalendarObject& object = all.objects.front();
    say(point, fmt::format("all that the event says: \"{}\"", object.summary));
    if (object.attendee_count > 0)
      say(point, counted(object.attendee_count, "attendee"));
    if (object.sequence && *object.sequence > 0)
      say(point, fmt::format("revision {}", *object.sequence));
  }
  say_findings(point, all,
               {"clocks-disagree", "stamp-stale", "sequence-high",
                "platform-contradicted", "platform-hop-missing"});
  if (known != nullptr && !has(all, "platform-hop-missing"))
    point.could =
        "it could check the text and links before mailing the event, slow "
        "down or question the account";
  else if (known != nullptr)
    point.could = "nothing, if its name was only borrowed, as it seems";
  return point;
}

Checkpoint source_mail(const Subject& subject, const Provenance& all) {
  Checkpoint point{"source-mail", "", false, {}, ""};
  const Path& path = all.path;
  const PathHop* const border = border_hop(path);
  const PathHop* first = nullptr;
  for (const PathHop& hop : path.hops)
    if (hop.zone == HopZone::Claimed && !hop.line.by.empty()) first = &hop;
  if (first != nullptr) {
    point.who = first->line.by;
  } else if (border != nullptr) {
    const Received& line = border->line;
    point.who = !line.from_host.empty()  ? line.from_host
                : line.from_name.empty() ? line.from_ip
                                         : line.from_name;
    point.observed = !line.from_host.empty();
  } else if (path.border.internal && !path.hops.empty()) {
    point.who = path.hops.back().line.by;
    point.observed = true;
  }
  if (path.origin.submission == Submission::Authenticated)
    say(point, "the account that logged in, and its rate");
  for (const std::string& domain : subject.dkim_domains)
    say(point,
        fmt::format("it, or who it mails for, signed as \"{}\"", domain));
  say_findings(point, all, {"hop-not-of-platform", "hop-after-border"});
  if (!point.who.empty())
    point.could =
        "it could scan the calendar part as it does any other, and refuse or "
        "slow down the account";
  return point;
}

Checkpoint relays(const Provenance& all) {
  Checkpoint point{"relay", "", false, {}, ""};
  std::vector<std::string> names;
  const auto name = [&](const std::string& host) {
    std::string organisation = organisation_of(host);
    if (!organisation.empty() && names.size() < kEvidence &&
        std::ranges::find(names, organisation) == names.end())
      names.push_back(std::move(organisation));
  };
  const PathHop* lowest = nullptr;
  for (const PathHop& hop : all.path.hops)
    if (hop.zone == HopZone::Claimed && !hop.line.by.empty()) lowest = &hop;
  for (const PathHop& hop : all.path.hops)
    if (hop.zone == HopZone::Claimed && &hop != lowest) name(hop.line.by);
  for (const ArcSet& set : all.signatures.arc.sets) {
    name(set.seal_domain);
    say(point, fmt::format("sealed by \"{}\", cv={}", set.seal_domain,
                           set.chain_value));
  }
  for (const std::string& one : names)
    point.who += (point.who.empty() ? "" : ", ") + one;
  say_findings(point, all,
               {"path-forwarded", "path-loop", "hop-held", "hop-time-backwards",
                "chain-broken"});
  if (!point.who.empty())
    point.could = "each could scan what it passed on, and refuse it";
  return point;
}

Checkpoint destination_mail(const Provenance& all) {
  Checkpoint point{
      "destination-mail", all.path.border.organisation, true, {}, ""};
  const PathHop* const border = border_hop(all.path);
  if (border == nullptr) {
    point.observed = all.path.border.internal;
    if (!point.observed) return point;
    say(point, "the mail never left this side: it came from an account here");
    point.could = "it could treat accounts of its own like strangers' mail";
    return point;
  }
  const Received& line = border->line;
  say(point, fmt::format("{} connected as \"{}\"",
                         line.from_ip.empty() ? "a machine" : line.from_ip,
                         line.from_name));
  const RecordedAuthentication& recorded = all.recorded;
  if (!recorded.fields.empty())
    say(point, fmt::format("spf {}, dkim {}, dmarc {}", recorded.spf,
                           recorded.dkim, recorded.dmarc));
  say_findings(point, all,
               {"border-helo-is-receiver", "border-helo-literal",
                "border-helo-hex", "border-no-reverse-name"});
  point.could = recorded.dmarc == "fail" || recorded.spf == "fail"
                    ? "it could refuse the mail in the session: the "
                      "authentication failed"
                : recorded.dmarc == "pass"
                    ? "authentication passed: only the content, or who sends "
                      "it, could tell"
                    : "it could quarantine the mail: nothing authenticates "
                      "the sender";
  return point;
}

Checkpoint destination_calendar(const Provenance& all) {
  Checkpoint point{"destination-calendar", "", false, {}, ""};
  if (!all.message.recipients.empty())
    point.who = all.message.recipients.front().address;
  if (all.objects.empty()) {
    if (all.platform.name.empty()) return point;
    say(point, "no calendar part: the platform's own calendar has the event");
    point.could =
        "it could keep events of unknown organizers out until they are "
        "accepted";
    return point;
  }
  const CalendarObject& object = all.objects.front();
  if (!object.organizer.empty())
    say(point, fmt::format("organizer \"{}\"", object.organizer));
  if (!object.method.empty())
    say(point, fmt::format("method {}", object.method));
  const bool listed =
      !point.who.empty() &&
      std::ranges::any_of(object.attendees, [&](const std::string& attendee) {
        return same_ignoring_case(attendee, point.who);
      });
  if (!point.who.empty() && !object.attendees.empty())
    say(point, listed ? "the recipient is an attendee"
                      : "the recipient is not among the attendees");
  say_findings(point, all,
               {"organizer-not-aligned", "organizer-malformed",
                "smime-not-organizer", "copies-differ"});
  point.could =
      "it could hold the event, without alarms, until the user knows the "
      "organizer";
  return point;
}

}  // namespace

std::vector<Checkpoint> checkpoints(const Subject& subject,
                                    const Provenance& provenance) {
  return {author(provenance),
          source_calendar(provenance),
          source_mail(subject, provenance),
          relays(provenance),
          destination_mail(provenance),
          destination_calendar(provenance)};
}

}  // namespace calspam
