// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "evidence/facts.hh"
#include "evidence/trusted_path.hh"

namespace calspam {
namespace {

// Every fact of this file is unknown without a site file, and where the site
// file says nothing of the kind.

Place hop_place(const Hop* hop) {
  return hop == nullptr ? Place{} : Place{0, "Received:", hop->span};
}

FactValue origin(const Subject& s, std::size_t) {
  const TrustedPath path = trusted_path(s);
  if (path.origin == TrustedPath::Origin::Unknown) return unknown();
  return words(std::string(origin_name(path.origin)), hop_place(path.border));
}

FactValue border_address(const Subject& s, std::size_t) {
  const Hop* const border = trusted_path(s).border;
  if (border == nullptr) return unknown();
  return present(border->from_ip, hop_place(border));
}

FactValue border_blocked(const Subject& s, std::size_t) {
  const Hop* const border = trusted_path(s).border;
  if (border == nullptr || border->from_ip.empty() || s.site->block.empty())
    return unknown();
  return boolean(s.site->block.has_host(border->from_ip), hop_place(border));
}

FactValue trusted_result(const Subject& s, std::string_view method) {
  for (const AuthResult* result : trusted_results(s))
    if (result->method == method)
      return words(result->result, {0, result->field + ":", result->span});
  return unknown();
}

// Our own authserv-id on a line that the sender may have made up. A mail that
// was ours before has such lines for good.
FactValue forged_results(const Subject& s, std::size_t) {
  const TrustedPath path = trusted_path(s);
  if (path.origin != TrustedPath::Origin::External ||
      s.site->authserv_ids.empty())
    return unknown();
  for (const AuthResult& result : s.auth)
    if (path.beyond != nullptr && is_pinned(*s.site, result) &&
        result.span.begin > path.beyond->span.begin)
      return boolean(true, {0, result.field + ":", result.span});
  return boolean(false);
}

const Participant* organizer(const Subject& s, std::size_t row) {
  const auto& found = s.events[row].event.organizer;
  return s.site == nullptr || !found || found->address.empty() ? nullptr
                                                               : &*found;
}
Place organizer_place(const Subject& s, std::size_t row) {
  return event_place(s, s.events[row], "ORGANIZER");
}

FactValue organizer_known(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr || s.site->address_book.empty()) return unknown();
  return boolean(s.site->address_book.has_address(who->address) ||
                     s.site->is_own_address(who->address),
                 organizer_place(s, row));
}

FactValue organizer_authenticated(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr) return unknown();
  const auto authenticated = is_authenticated(s, who->domain);
  if (!authenticated) return unknown();
  return boolean(*authenticated, organizer_place(s, row));
}

FactValue organizer_allowed(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr || s.site->allow.empty()) return unknown();
  // Anybody can write an address that stands on the list.
  return boolean(s.site->allow.has_address(who->address) &&
                     is_authenticated(s, who->domain).value_or(false),
                 organizer_place(s, row));
}

FactValue organizer_blocked(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr || s.site->block.empty()) return unknown();
  return boolean(s.site->block.has_address(who->address),
                 organizer_place(s, row));
}

FactValue organizer_own(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr || s.site->domains.empty()) return unknown();
  return boolean(s.site->domains.has_host(who->domain),
                 organizer_place(s, row));
}

// Whole days from registration to the message; a domain cannot have sent mail
// before it was there, so that a later date counts as none.
FactValue age_days(const Subject& s, std::string_view domain, Place place) {
  if (s.site == nullptr || domain.empty() || !s.now) return unknown();
  const auto registered = s.site->domain_ages.registered(domain);
  if (!registered || *registered > *s.now) return unknown();
  return number((*s.now - *registered) / kDay, std::move(place));
}

FactValue organizer_age(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr) return unknown();
  return age_days(s, who->domain, organizer_place(s, row));
}

FactValue organizer_advisory(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr) return unknown();
  const Advisory* hit = s.site->advisory_on_address(who->address);
  return hit == nullptr ? unknown() : words(hit->name, organizer_place(s, row));
}

FactValue link_blocked(const Subject& s, std::size_t row) {
  const Link& link = s.links[row];
  if (s.site == nullptr || s.site->block.empty() || link.url.host.empty())
    return unknown();
  return boolean(s.site->block.has_host(link.url.host), link.place);
}

FactValue link_age(const Subject& s, std::size_t row) {
  return age_days(s, s.links[row].url.host, s.links[row].place);
}

FactValue link_advisory(const Subject& s, std::size_t row) {
  const Link& link = s.links[row];
  if (s.site == nullptr || link.url.host.empty()) return unknown();
  const Advisory* hit = s.site->advisory_on_host(link.url.host);
  return hit == nullptr ? unknown() : words(hit->name, link.place);
}

// Advisories that an address of the header or a number in the text is in.
FactValue sender_advisories(const Subject& s, std::size_t) {
  if (s.site == nullptr) return unknown();
  std::vector<std::string> names;
  std::vector<Place> places;
  const auto look = [&](const std::vector<Address>& addresses,
                        std::string_view field) {
    for (const Address& address : addresses)
      if (const Advisory* hit = s.site->advisory_on_address(address.spec())) {
        names.push_back(hit->name);
        places.push_back(header_place(s, field));
      }
  };
  look(s.from, "From");
  look(s.sender, "Sender");
  look(s.reply_to, "Reply-To");
  if (names.empty()) return unknown();
  return list(std::move(names), std::move(places));
}

FactValue phone_advisories(const Subject& s, std::size_t) {
  if (s.site == nullptr) return unknown();
  std::vector<std::string> names;
  for (const std::string& phone : s.texts.phones)
    if (const Advisory* hit = s.site->advisory_on_phone(phone))
      names.push_back(hit->name);
  if (names.empty()) return unknown();
  return list(std::move(names), {s.texts.all.place});
}

constexpr auto kFacts = std::to_array<Fact>({
    {"message.origin", FactType::Text, Scope::Message,
     "how the mail came, by the site file: internal, external, or rerouted "
     "(handed in from outside after it claims to have been inside)",
     origin},
    {"message.border.address", FactType::Text, Scope::Message,
     "address of the outsider that handed the mail over to the site",
     border_address},
    {"message.border.blocked", FactType::Boolean, Scope::Message,
     "message.border.address is on the site's block list", border_blocked},
    {"message.advisories", FactType::List, Scope::Message,
     "advisories of the site file that From, Sender or Reply-To is in",
     sender_advisories},
    {"text.phones.advisories", FactType::List, Scope::Message,
     "advisories of the site file that a telephone number in the text is in",
     phone_advisories},
    {"auth.trusted.spf", FactType::Text, Scope::Message,
     "SPF result under an authserv-id that the site file pins",
     [](const Subject& s, std::size_t) { return trusted_result(s, "spf"); }},
    {"auth.trusted.dkim", FactType::Text, Scope::Message,
     "DKIM result under an authserv-id that the site file pins",
     [](const Subject& s, std::size_t) { return trusted_result(s, "dkim"); }},
    {"auth.trusted.dmarc", FactType::Text, Scope::Message,
     "DMARC result under an authserv-id that the site file pins",
     [](const Subject& s, std::size_t) { return trusted_result(s, "dmarc"); }},
    {"auth.forged", FactType::Boolean, Scope::Message,
     "a result under a pinned authserv-id stands where the sender wrote it",
     forged_results},
    {"organizer.known", FactType::Boolean, Scope::Event,
     "ORGANIZER is in the site's address book, or one of its own",
     organizer_known},
    {"organizer.authenticated", FactType::Boolean, Scope::Event,
     "a trusted SPF, DKIM or DMARC pass, or the way inside the site, stands "
     "for ORGANIZER's domain",
     organizer_authenticated},
    {"organizer.allowed", FactType::Boolean, Scope::Event,
     "ORGANIZER is on the site's allow list and authenticated",
     organizer_allowed},
    {"organizer.blocked", FactType::Boolean, Scope::Event,
     "ORGANIZER is on the site's block list", organizer_blocked},
    {"organizer.own_domain", FactType::Boolean, Scope::Event,
     "ORGANIZER is at a domain of the site", organizer_own},
    {"organizer.domain_age_days", FactType::Number, Scope::Event,
     "days from the registration of ORGANIZER's domain to the message",
     organizer_age},
    {"organizer.advisory", FactType::Text, Scope::Event,
     "advisory of the site file that ORGANIZER is in", organizer_advisory},
    {"link.blocked", FactType::Boolean, Scope::Link,
     "the host is on the site's block list", link_blocked},
    {"link.domain_age_days", FactType::Number, Scope::Link,
     "days from the registration of the host's domain to the message",
     link_age},
    {"link.advisory", FactType::Text, Scope::Link,
     "advisory of the site file that the host is in", link_advisory},
});

}  // namespace

std::span<const Fact> site_facts() {
  return kFacts;
}

}  // namespace calspam
