// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "evidence/facts.hh"
#include "evidence/recipients.hh"
#include "util/text.hh"
#include "util/unicode.hh"
#include "web/url.hh"

namespace calspam {
namespace {

const Participant* organizer(const Subject& s, std::size_t row) {
  const auto& found = s.events[row].event.organizer;
  return found ? &*found : nullptr;
}
Place place_of(const Subject& s, std::size_t row) {
  return event_place(s, s.events[row], "ORGANIZER");
}

template <std::string Participant::*member>
FactValue text_of(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  return who == nullptr ? unknown() : present(who->*member, place_of(s, row));
}

bool has_address(const std::vector<Address>& addresses,
                 std::string_view wanted) {
  return std::any_of(addresses.begin(), addresses.end(),
                     [&](const Address& address) {
                       return same_ignoring_case(address.spec(), wanted);
                     });
}

FactValue is_sender(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr || who->address.empty() || s.from.empty())
    return unknown();
  const std::string& address = who->address;
  return boolean(has_address(s.from, address) ||
                     has_address(s.sender, address) ||
                     has_address(s.reply_to, address) ||
                     same_ignoring_case(s.return_path, address),
                 place_of(s, row));
}

FactValue aligned(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr || who->domain.empty() || s.from.empty()) return unknown();
  const auto same = [&](const Address& address) {
    return same_organisation(address.domain, who->domain);
  };
  const bool found = std::any_of(s.from.begin(), s.from.end(), same) ||
                     std::any_of(s.sender.begin(), s.sender.end(), same) ||
                     same_organisation(domain_of(s.return_path), who->domain) ||
                     std::any_of(s.dkim_domains.begin(), s.dkim_domains.end(),
                                 [&](const std::string& d) {
                                   return same_organisation(d, who->domain);
                                 });
  return boolean(found, place_of(s, row));
}

// An address in CN that is not the organizer's own (attacks.md 18).
std::string foreign_address(const Participant& who) {
  const std::size_t at = who.common_name.find('@');
  if (at == std::string::npos) return "";
  std::size_t begin = at, end = at + 1;
  const auto part = [&](std::size_t i) {
    const char c = who.common_name[i];
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '.' || c == '-' ||
           c == '_' || c == '+';
  };
  while (begin > 0 && part(begin - 1)) --begin;
  while (end < who.common_name.size() && part(end)) ++end;
  if (begin == at || end == at + 1) return "";
  const std::string address =
      ascii_lower(who.common_name.substr(begin, end - begin));
  return same_ignoring_case(address, who.address) ? "" : address;
}

FactValue name_address(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr) return unknown();
  return present(foreign_address(*who), place_of(s, row));
}

FactValue name_domain(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr) return unknown();
  std::string domain = domain_of(foreign_address(*who));
  if (same_organisation(domain, who->domain)) return unknown();
  return present(std::move(domain), place_of(s, row));
}

FactValue has_mixed_script(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr) return unknown();
  return boolean(
      mixed_script(who->common_name) ||
          mixed_script(parse_url("https://" + who->domain).unicode_host),
      place_of(s, row));
}

FactValue recipient_domain(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr || who->domain.empty() || s.recipients.empty())
    return unknown();
  return boolean(std::any_of(s.recipients.begin(), s.recipients.end(),
                             [&](const Address& recipient) {
                               return same_organisation(recipient.domain,
                                                        who->domain);
                             }),
                 place_of(s, row));
}

FactValue sent_by_aligned(const Subject& s, std::size_t row) {
  const Participant* who = organizer(s, row);
  if (who == nullptr || who->sent_by.empty()) return unknown();
  return boolean(same_organisation(domain_of(who->sent_by), who->domain),
                 place_of(s, row));
}

constexpr auto kFacts = std::to_array<Fact>({
    {"organizer.present", FactType::Boolean, Scope::Event, "ORGANIZER is there",
     [](const Subject& s, std::size_t row) {
       return boolean(organizer(s, row) != nullptr, place_of(s, row));
     }},
    {"organizer.address", FactType::Text, Scope::Event, "address of ORGANIZER",
     text_of<&Participant::address>},
    {"organizer.domain", FactType::Text, Scope::Event, "domain of ORGANIZER",
     text_of<&Participant::domain>},
    {"organizer.name", FactType::Text, Scope::Event, "CN of ORGANIZER",
     text_of<&Participant::common_name>},
    {"organizer.sent_by", FactType::Text, Scope::Event, "SENT-BY of ORGANIZER",
     text_of<&Participant::sent_by>},
    {"organizer.sent_by.aligned", FactType::Boolean, Scope::Event,
     "SENT-BY and ORGANIZER share a registrable domain", sent_by_aligned},
    {"organizer.freemail", FactType::Boolean, Scope::Event,
     "ORGANIZER is at a mailbox provider that anybody can use",
     [](const Subject& s, std::size_t row) {
       const Participant* who = organizer(s, row);
       if (who == nullptr || who->domain.empty()) return unknown();
       return boolean(is_freemail(who->domain), place_of(s, row));
     }},
    {"organizer.is_sender", FactType::Boolean, Scope::Event,
     "ORGANIZER is From, Sender, Reply-To or Return-Path", is_sender},
    {"organizer.aligned", FactType::Boolean, Scope::Event,
     "ORGANIZER shares a registrable domain with From, Sender, Return-Path or "
     "a DKIM d=",
     aligned},
    {"organizer.platform_pair", FactType::Boolean, Scope::Event,
     "a calendar service sent the mail, which it does for its users",
     [](const Subject& s, std::size_t row) {
       if (organizer(s, row) == nullptr || s.from.empty()) return unknown();
       return boolean(!s.service.empty(), place_of(s, row));
     }},
    {"organizer.name.address", FactType::Text, Scope::Event,
     "an address inside CN that is not the organizer's", name_address},
    {"organizer.name.domain", FactType::Text, Scope::Event,
     "domain of organizer.name.address, when it is another organisation's",
     name_domain},
    {"organizer.mixed_script", FactType::Boolean, Scope::Event,
     "CN or domain mixes scripts whose letters look alike", has_mixed_script},
    {"organizer.recipient_domain", FactType::Boolean, Scope::Event,
     "ORGANIZER is at a recipient's own domain", recipient_domain},
});

}  // namespace

std::span<const Fact> organizer_facts() {
  return kFacts;
}

}  // namespace calspam
