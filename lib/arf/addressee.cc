// SPDX-License-Identifier: MIT
#include "arf/addressee.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mail/address.hh"
#include "mail/service.hh"
#include "util/text.hh"
#include "web/url.hh"

namespace calspam {
namespace {

// Sorted.
constexpr auto kLargeProviders = std::to_array<std::string_view>(
    {"aol.com",     "email.apple.com", "fastmail.com",   "gmail.com",
     "gmx.de",      "gmx.net",         "google.com",     "googlemail.com",
     "hotmail.com", "icloud.com",      "live.com",       "mail.ru",
     "me.com",      "msn.com",         "naver.com",      "orange.fr",
     "outlook.com", "proton.me",       "protonmail.com", "qq.com",
     "t-online.de", "web.de",          "yahoo.co.jp",    "yahoo.com",
     "yandex.ru",   "zoho.com"});
static_assert(std::ranges::is_sorted(kLargeProviders));

std::string domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at == address.npos ? "" : ascii_lower(address.substr(at + 1));
}

std::string organisation(std::string_view domain) {
  std::string registrable = registrable_domain(domain);
  return registrable.empty() ? ascii_lower(domain) : registrable;
}

bool is_below(std::string_view name, std::string_view domain) {
  return same_ignoring_case(name, domain) ||
         (name.size() > domain.size() && ends_ignoring_case(name, domain) &&
          name[name.size() - domain.size() - 1] == '.');
}

// An address that can stand in a field: one of ASCII, in a domain.
bool is_usable(const Address& address) {
  const std::string spec = address.spec();
  return !address.domain.empty() && !address.local_part.empty() &&
         std::all_of(spec.begin(), spec.end(),
                     [](char c) { return c > ' ' && c <= '~'; }) &&
         spec.find_first_of("<>(),;:\\\"[]") == spec.npos;
}

std::string_view without_angles(std::string_view address) {
  if (address.starts_with('<') && address.ends_with('>'))
    address = address.substr(1, address.size() - 2);
  return address;
}

bool is_service_domain(std::string_view domain) {
  return std::ranges::any_of(
      calendar_services(), [&](const CalendarService& service) {
        const std::string_view name = service.address;
        return is_below(domain, name.substr(name.find('@') + 1));
      });
}

class Desk {
 public:
  Desk(const AbuseCase& incident, const Site* site, const Limits& limits)
      : incident_(incident), site_(site), limits_(limits) {
    for (const std::string& address : incident.organizers)
      accuse(domain_of(address));
    for (const std::string& address : incident.reply_to)
      accuse(domain_of(address));
    if (incident.service.empty()) accuse(incident.from_domain);
  }

  void give(const std::vector<std::string>& addresses) {
    for (const std::string& text : addresses)
      use({Addressee::How::Given, text, false, "named by --to"});
  }
  void read_cfbl();
  void read_site();
  void propose();
  void propose_downstream();
  Addressees take() { return std::move(out_); }

 private:
  void accuse(const std::string& domain) {
    if (!domain.empty() && !is_large_provider(domain))
      accused_.push_back(organisation(domain));
  }
  bool is_accused(std::string_view domain) const {
    const std::string name = organisation(domain);
    return std::find(accused_.begin(), accused_.end(), name) != accused_.end();
  }
  bool is_own(std::string_view address) const {
    return site_ != nullptr && site_->is_own_address(address);
  }
  void use(Addressee addressee);
  void add_proposal(std::string address, std::string why);
  void refuse(std::string_view address, std::string why) {
    out_.refused.push_back({std::string(address), std::move(why)});
  }
  const CaseSignature* covering(std::string_view domain, bool exact) const;
  std::string cfbl_fault(const std::string& domain) const;

  const AbuseCase& incident_;
  const Site* site_;
  const Limits& limits_;
  std::vector<std::string> accused_;
  Addressees out_;
};

void Desk::use(Addressee addressee) {
  for (const Addressee& known : out_.used)
    if (same_ignoring_case(known.address, addressee.address)) return;
  out_.used.push_back(std::move(addressee));
}

void Desk::add_proposal(std::string address, std::string why) {
  const std::string domain = domain_of(address);
  if (is_accused(domain))
    return refuse(address, "its domain is that of those who are accused");
  if (is_own(address)) return;
  for (const auto* list : {&out_.used, &out_.proposals})
    for (const Addressee& known : *list)
      if (same_ignoring_case(known.address, address)) return;
  out_.proposals.push_back(
      {Addressee::How::Heuristic, std::move(address), false, std::move(why)});
}

// A signature that passes, covers the CFBL fields, and is of `domain` or, not
// `exact`, of a domain above it.
const CaseSignature* Desk::covering(std::string_view domain, bool exact) const {
  for (const CaseSignature& signature : incident_.signatures) {
    if (!signature.passes) continue;
    if (exact ? !same_ignoring_case(signature.domain, domain)
              : !is_below(domain, signature.domain))
      continue;
    const auto covers = [&](std::string_view name) {
      return std::find(signature.signed_fields.begin(),
                       signature.signed_fields.end(),
                       name) != signature.signed_fields.end();
    };
    if (!covers("cfbl-address")) continue;
    if (incident_.has_cfbl_feedback_id && !covers("cfbl-feedback-id")) continue;
    return &signature;
  }
  return nullptr;
}

// RFC 9477 3.1: a signature of the From domain or one above it; the address in
// that domain, or in another that signed as well. "" when it may be used.
std::string Desk::cfbl_fault(const std::string& domain) const {
  const std::string& from = incident_.from_domain;
  if (from.empty()) return "there is no From to hold it against";
  const CaseSignature* signer = covering(from, false);
  if (signer == nullptr)
    return "no DKIM signature known to pass covers it for the From domain";
  if (registrable_domain(signer->domain).empty())
    return "the signing domain is a public suffix";
  if (is_below(from, domain) || is_below(domain, from)) return "";
  if (covering(domain, true) != nullptr) return "";
  return "it is in another domain, and no signature of that domain is known "
         "to pass";
}

void Desk::read_cfbl() {
  for (const std::string& value : incident_.cfbl_addresses) {
    const std::size_t semicolon = value.find(';');
    const std::string written(trimmed(value.substr(0, semicolon)));
    const auto addresses = parse_addresses(written, limits_);
    // A guess at what was meant is good enough to show and not to write to.
    if (addresses.size() != 1 || !is_usable(addresses.front()) ||
        !same_ignoring_case(without_angles(written),
                            addresses.front().spec())) {
      refuse(value, "CFBL-Address is no address");
      continue;
    }
    const std::string address = addresses.front().spec();
    const std::string fault = cfbl_fault(addresses.front().domain);
    if (!fault.empty()) {
      refuse(address, "CFBL-Address: " + fault);
      continue;
    }
    const bool xarf =
        semicolon != value.npos &&
        find_ignoring_case(value, "report=xarf", semicolon) != value.npos;
    use({Addressee::How::Cfbl, address, xarf,
         "CFBL-Address, signed by DKIM as RFC 9477 asks"});
  }
}

void Desk::read_site() {
  if (site_ == nullptr) return;
  const auto look = [&](std::string_view domain, std::string_view what) {
    const std::string* contact =
        domain.empty() ? nullptr : site_->abuse_contacts.of_host(domain);
    if (contact != nullptr)
      use({Addressee::How::Site, *contact, false,
           fmt::format("the site file's contact for {} ({})", domain, what)});
  };
  for (const CaseSignature& signature : incident_.signatures)
    look(signature.domain, signature.passes ? "whose DKIM signature passes"
                                            : "named in a DKIM signature");
  if (!incident_.source_ip.empty())
    look(incident_.source_ip, "which handed the mail in");
  if (!incident_.service.empty() || is_large_provider(incident_.from_domain))
    look(incident_.from_domain, "in From");
  for (const std::string& organizer : incident_.organizers)
    if (is_large_provider(domain_of(organizer)))
      look(domain_of(organizer), "where the organizer has an account");
}

void Desk::propose() {
  for (const CaseSignature& signature : incident_.signatures)
    if (signature.passes)
      add_proposal("abuse@" + organisation(signature.domain),
                   "the usual address; its DKIM signature passes");
  // RFC 6650 5.2: only where SPF stands for the envelope sender.
  if (incident_.spf_passed && incident_.mail_from &&
      !domain_of(*incident_.mail_from).empty())
    add_proposal("abuse@" + organisation(domain_of(*incident_.mail_from)),
                 "the usual address; SPF passes for the envelope sender");
  for (const CaseContact& contact : incident_.contacts)
    for (const Address& address : parse_addresses(contact.value, limits_)) {
      if (!is_usable(address)) continue;
      const bool signer =
          std::any_of(incident_.signatures.begin(), incident_.signatures.end(),
                      [&](const CaseSignature& signature) {
                        return organisation(signature.domain) ==
                               organisation(address.domain);
                      });
      if (signer)
        add_proposal(address.spec(), "named in " + contact.field +
                                         "; its domain signed the mail");
      else
        refuse(address.spec(), contact.field +
                                   ": its domain did not sign the mail, and "
                                   "anybody can write such a field");
    }
  for (const std::string& organizer : incident_.organizers)
    if (is_large_provider(domain_of(organizer)))
      add_proposal("abuse@" + domain_of(organizer),
                   "the usual address; the organizer has an account there");
  if (is_service_domain(incident_.from_domain))
    add_proposal("abuse@" + organisation(incident_.from_domain),
                 "the usual address; this service mailed the invitation");
}

// CC/R 18003 5.3 d: where the event was made here, those whose users got it.
void Desk::propose_downstream() {
  if (site_ == nullptr) return;
  const auto is_here = [&](std::string_view domain) {
    return !domain.empty() && site_->domains.has_host(domain);
  };
  const bool made_here =
      is_here(incident_.from_domain) ||
      std::any_of(incident_.organizers.begin(), incident_.organizers.end(),
                  [&](const std::string& organizer) {
                    return is_here(domain_of(organizer));
                  });
  if (!made_here) return;
  for (const std::string& domain : incident_.recipient_domains) {
    if (domain.empty() || is_here(domain)) continue;
    const std::string* contact = site_->abuse_contacts.of_host(domain);
    add_proposal(contact ? *contact : "abuse@" + organisation(domain),
                 "downstream: users there got what an account of this site "
                 "sent; tell them with --to and --redact");
  }
}

}  // namespace

bool is_large_provider(std::string_view domain) {
  return std::ranges::binary_search(kLargeProviders, ascii_lower(domain));
}

Addressees addressees(const AbuseCase& incident,
                      const std::vector<std::string>& given, const Site* site,
                      const Limits& limits) {
  Desk desk(incident, site, limits);
  desk.give(given);
  desk.read_cfbl();
  desk.read_site();
  desk.propose();
  desk.propose_downstream();
  return desk.take();
}

}  // namespace calspam
