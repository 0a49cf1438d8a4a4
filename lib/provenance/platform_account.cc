// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "provenance/platform_parts.hh"
#include "provenance/platform_table.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

std::string first_spec(const std::vector<Address>& addresses) {
  return addresses.empty() ? "" : addresses.front().spec();
}

std::string domain_part(std::string_view address) {
  const auto at = address.rfind('@');
  return at == address.npos ? "" : ascii_lower(address.substr(at + 1));
}

std::vector<std::string> actors(const Subject& subject,
                                const std::vector<CalendarObject>& objects) {
  std::vector<std::string> addresses;
  for (const CalendarObject& object : objects)
    for (const std::string* address :
         {&object.organizer, &object.sent_by, &object.email})
      if (!address->empty()) addresses.push_back(*address);
  for (const auto* list : {&subject.from, &subject.reply_to})
    for (const Address& address : *list) addresses.push_back(address.spec());
  return addresses;
}

std::vector<std::string> receivers(const Subject& subject,
                                   const std::vector<CalendarObject>& objects) {
  std::vector<std::string> addresses;
  for (const Address& address : subject.recipients)
    addresses.push_back(address.spec());
  for (const Hop& hop : subject.hops)
    if (!hop.envelope_for.empty()) addresses.push_back(hop.envelope_for);
  for (const CalendarObject& object : objects)
    for (const std::string& attendee : object.attendees)
      addresses.push_back(attendee);
  return addresses;
}

std::string actor_address(Actor actor, const Subject& subject,
                          const std::vector<CalendarObject>& objects) {
  switch (actor) {
    case Actor::Organizer:
      for (const CalendarObject& object : objects) {
        // A secondary calendar is no account.
        if (ends_ignoring_case(object.organizer, "@group.calendar.google.com"))
          continue;
        if (!object.organizer.empty()) return object.organizer;
      }
      return "";
    case Actor::ReplyTo:
      return first_spec(subject.reply_to);
    case Actor::From:
      return first_spec(subject.from);
  }
  return "";
}

std::string_view actor_name(Actor actor) {
  switch (actor) {
    case Actor::Organizer:
      return "ORGANIZER";
    case Actor::ReplyTo:
      return "Reply-To";
    case Actor::From:
      return "From";
  }
  return "";
}

// The platform's own proof that it made or carried the mail.
bool is_proven(const Platform& platform) {
  return std::ranges::any_of(platform.votes, [&](const PlatformVote& vote) {
    return vote.platform == platform.name && vote.proven;
  });
}

bool of_platform(const CalendarPlatform& known, const Subject& subject,
                 const std::vector<CalendarObject>& objects,
                 Platform& platform) {
  for (const Actor actor : known.actors) {
    std::string address = actor_address(actor, subject, objects);
    // The platform's own address is nobody's account.
    const std::string domain = domain_part(address);
    if (address.empty() || (platform_of_domain(domain) == known.name &&
                            (known.name == "zoom" || known.name == "calendly" ||
                             starts_ignoring_case(address, "no-reply") ||
                             starts_ignoring_case(address, "noreply"))))
      continue;
    platform.account = recorded_text(address);
    platform.account_basis =
        fmt::format("{} names its user in {}", known.title, actor_name(actor));
    platform.account_confidence =
        is_proven(platform) ? Confidence::High : Confidence::Low;
    return true;
  }
  return false;
}

bool same_domain(std::string_view a, std::string_view b) {
  return same_ignoring_case(a, b) || same_registrable(a, b);
}

// Without a platform: whom our side has authenticated.
void of_mail(const Subject& subject, const RecordedAuthentication& recorded,
             const std::vector<CalendarObject>& objects, Platform& platform) {
  const std::string from = first_spec(subject.from);
  const std::string domain = domain_part(from);
  const bool dkim = std::ranges::any_of(
      recorded.dkim_domains,
      [&](const std::string& signer) { return same_domain(signer, domain); });
  if (!domain.empty() && (dkim || recorded.dmarc == "pass")) {
    platform.account = recorded_text(from);
    platform.account_basis = "From, whose domain our side has found authentic";
    platform.account_confidence = Confidence::Medium;
    return;
  }
  for (const CalendarObject& object : objects) {
    if (object.organizer.empty()) continue;
    platform.account = object.organizer;
    platform.account_basis = "ORGANIZER, which nothing confirms";
    platform.account_confidence = Confidence::Low;
    return;
  }
  if (from.empty()) return;
  platform.account = recorded_text(from);
  platform.account_basis = "From, which nothing confirms";
  platform.account_confidence = Confidence::Low;
}

std::string header_value(const Subject& subject, std::string_view name) {
  return recorded_text(trimmed(subject.message.root().header_text(name)));
}

}  // namespace

void find_tenant(const Subject& subject,
                 const std::vector<CalendarObject>& objects,
                 Platform& platform) {
  if (!subject.is_mail()) return;
  const std::vector<std::string> people = actors(subject, objects);
  platform.bounce = decode_google_bounce(subject.return_path, people,
                                         receivers(subject, objects));
  for (std::string* text :
       {&platform.bounce.organizer, &platform.bounce.recipient,
        &platform.bounce.recipient_text})
    *text = recorded_text(*text);
  std::vector<std::string> domains;
  for (const std::string& address : people)
    domains.push_back(domain_part(address));
  for (const std::string& signer : subject.dkim_domains) {
    const WorkspaceTenant tenant = workspace_tenant(signer, domains);
    if (tenant.domain.empty()) continue;
    platform.tenant = recorded_text(tenant.domain);
    platform.tenant_exact = !tenant.is_label;
    platform.tenant_basis = recorded_text("dkim d=" + signer);
    return;
  }
  constexpr std::string_view kMicrosoft = ".onmicrosoft.com";
  for (const std::string& signer : subject.dkim_domains) {
    if (!ends_ignoring_case(signer, kMicrosoft)) continue;
    platform.tenant =
        recorded_text(signer.substr(0, signer.size() - kMicrosoft.size()));
    platform.tenant_basis = recorded_text("dkim d=" + signer);
    return;
  }
  platform.tenant = header_value(subject, "X-OriginatorOrg");
  if (!platform.tenant.empty()) platform.tenant_basis = "X-OriginatorOrg";
}

void find_account(const Subject& subject, const Path& path,
                  const RecordedAuthentication& recorded,
                  const std::vector<CalendarObject>& objects,
                  Platform& platform) {
  const CalendarPlatform* const known = find_platform(platform.name);
  if (known != nullptr && known->name != "microsoft" &&
      of_platform(*known, subject, objects, platform))
    return;
  if (path.origin.trusted && !path.origin.account.empty()) {
    platform.account = path.origin.account;
    platform.account_basis = "it logged in at our own side";
    platform.account_confidence = Confidence::High;
    return;
  }
  of_mail(subject, recorded, objects, platform);
}

}  // namespace calspam
