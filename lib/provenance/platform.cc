// SPDX-License-Identifier: MIT
#include "provenance/platform.hh"

#include <fmt/format.h>

#include <algorithm>

#include "provenance/platform_parts.hh"
#include "provenance/platform_table.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

constexpr std::size_t kVotes = 50;

class Election {
 public:
  explicit Election(Platform& platform) : platform_(platform) {}

  void vote(std::string_view source, std::string_view name,
            std::string_view evidence, bool proven) {
    if (name.empty() || platform_.votes.size() >= kVotes) return;
    for (PlatformVote& known : platform_.votes) {
      if (known.source != source || known.platform != name) continue;
      known.proven = known.proven || proven;
      return;
    }
    platform_.votes.push_back({std::string(source), std::string(name),
                               recorded_text(evidence), proven});
  }
  void decide();

 private:
  Platform& platform_;
};

// What is proven outweighs what a template can have; the event's own signs
// outweigh those of the mail around it.
int weight_of(const PlatformVote& vote) {
  if (vote.proven) return 4;
  return vote.source == "prodid" || vote.source == "uid" ? 2 : 1;
}

void Election::decide() {
  int best = 0;
  for (const CalendarPlatform& candidate : calendar_platforms()) {
    int sum = 0;
    for (const PlatformVote& vote : platform_.votes)
      if (vote.platform == candidate.name) sum += weight_of(vote);
    if (sum <= best) continue;
    best = sum;
    platform_.name = candidate.name;
  }
  // The path alone says who carried the mail, not who made the event.
  const bool made =
      std::ranges::any_of(platform_.votes, [&](const PlatformVote& vote) {
        return vote.platform == platform_.name && vote.source != "path";
      });
  if (!made) platform_.name.clear();
}

std::string_view platform_of_prodid(std::string_view prodid) {
  for (const CalendarPlatform& platform : calendar_platforms())
    for (const std::string_view mark : platform.prodids)
      if (find_ignoring_case(prodid, mark) != prodid.npos) return platform.name;
  return "";
}

// RFC 5546 3.2.3: who answers keeps the UID of the organizer's system.
bool is_answer(std::string_view method) {
  return method == "REPLY" || method == "COUNTER" || method == "REFRESH";
}

std::string_view platform_of_id(std::string_view id) {
  if (read_global_object_id(id)) return "microsoft";
  while (id.ends_with('>')) id.remove_suffix(1);
  const auto at = id.rfind('@');
  return at == id.npos ? "" : platform_of_domain(id.substr(at + 1));
}

void vote_by_objects(const std::vector<CalendarObject>& objects,
                     Election& election) {
  for (const CalendarObject& object : objects) {
    election.vote("prodid", platform_of_prodid(object.prodid), object.prodid,
                  false);
    if (!is_answer(object.method))
      election.vote("uid", platform_of_id(object.uid), object.uid, false);
  }
}

void vote_by_signatures(const Subject& subject,
                        const RecordedAuthentication& recorded,
                        const Signatures& signatures, Election& election) {
  for (const std::string& domain : subject.dkim_domains) {
    const bool seen = std::ranges::find(recorded.dkim_domains, domain) !=
                      recorded.dkim_domains.end();
    const bool verified = std::ranges::any_of(
        signatures.dkim, [&](const DkimSignature& signature) {
          return signature.passed() && signature.domain == domain;
        });
    election.vote("dkim", platform_of_domain(domain), domain, seen || verified);
  }
}

// Hosts of our own side say who received the mail, not who made the event.
void vote_by_path(const Path& path, Election& election) {
  for (const PathHop& hop : path.hops) {
    if (hop.zone == HopZone::Inside) continue;
    const Received& line = hop.line;
    const bool border = hop.zone == HopZone::Border;
    if (border && !line.from_host.empty())
      election.vote("path", platform_of_domain(line.from_host), line.from_host,
                    true);
    else
      election.vote("path", platform_of_domain(line.from_name), line.from_name,
                    false);
    if (border) continue;
    election.vote("path", platform_of_domain(line.by), line.by, false);
    // Exchange on somebody's own premises.
    if (line.family == "microsoft")
      election.vote("path", "microsoft", line.with, false);
  }
}

void vote_by_mail(const Subject& subject, Election& election) {
  if (!subject.is_mail()) return;
  const std::string id = subject.message.root().header_text("Message-ID");
  election.vote("message_id", platform_of_id(trimmed(id)), id, false);
  for (const auto* addresses : {&subject.sender, &subject.from})
    for (const Address& address : *addresses)
      election.vote("sender", platform_of_domain(address.domain),
                    address.spec(), false);
}

}  // namespace

Platform platform_of(const Subject& subject, const Path& path,
                     const RecordedAuthentication& recorded,
                     const Signatures& signatures,
                     const std::vector<CalendarObject>& objects,
                     ProvenanceFindings& findings) {
  Platform platform;
  Election election(platform);
  vote_by_objects(objects, election);
  vote_by_mail(subject, election);
  vote_by_signatures(subject, recorded, signatures, election);
  vote_by_path(path, election);
  election.decide();
  find_tenant(subject, objects, platform);
  find_account(subject, path, recorded, objects, platform);
  find_platform_oddities(subject, path, objects, platform, findings);
  return platform;
}

}  // namespace calspam
