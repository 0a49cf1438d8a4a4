// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "evidence/facts.hh"
#include "util/text.hh"
#include "util/unicode.hh"

namespace calspam {
namespace {

// Domains that answer for the mail: who the sender says to be, and who signed.
bool aligned_with_mail(const Subject& s, std::string_view domain,
                       bool with_sender) {
  const auto same = [&](const Address& address) {
    return same_organisation(address.domain, domain);
  };
  if (std::any_of(s.from.begin(), s.from.end(), same)) return true;
  if (with_sender && std::any_of(s.sender.begin(), s.sender.end(), same))
    return true;
  return same_organisation(domain_of(s.return_path), domain) ||
         std::any_of(s.dkim_domains.begin(), s.dkim_domains.end(),
                     [&](const std::string& signer) {
                       return same_organisation(signer, domain);
                     });
}

FactValue sender_aligned(const Subject& s, std::size_t) {
  if (s.sender.empty() || s.sender.front().domain.empty()) return unknown();
  return boolean(aligned_with_mail(s, s.sender.front().domain, false),
                 header_place(s, "Sender"));
}

bool is_organizer_domain(const Subject& s, std::string_view domain) {
  return std::any_of(
      s.events.begin(), s.events.end(), [&](const EventRow& row) {
        return row.event.organizer &&
               same_organisation(row.event.organizer->domain, domain);
      });
}

FactValue reply_to_aligned(const Subject& s, std::size_t) {
  if (s.reply_to.empty() || s.reply_to.front().domain.empty()) return unknown();
  const std::string& domain = s.reply_to.front().domain;
  const auto same = [&](const Address& address) {
    return same_organisation(address.domain, domain);
  };
  return boolean(std::any_of(s.from.begin(), s.from.end(), same) ||
                     std::any_of(s.sender.begin(), s.sender.end(), same) ||
                     is_organizer_domain(s, domain),
                 header_place(s, "Reply-To"));
}

FactValue from_malformed(const Subject& s, std::size_t) {
  if (!s.is_mail()) return unknown();
  const Header* from = s.message.root().header("From");
  if (from == nullptr) return unknown();
  const std::string_view value = from->value;
  const bool word_in_quotes = value.find("\"=?") != value.npos;
  const bool odd_quotes = std::count(value.begin(), value.end(), '"') % 2 != 0;
  const bool many = s.from.size() > 1 && s.sender.empty();
  const bool nameless = s.from.empty() || s.from.front().domain.empty();
  // "Name" more text <a@b>: what follows a closing quote belongs to nothing.
  const std::size_t closing = value.rfind('"');
  const std::size_t angle =
      value.find('<', closing == value.npos ? 0 : closing);
  const bool loose =
      closing != value.npos && angle != value.npos && angle > closing &&
      !trimmed(value.substr(closing + 1, angle - closing - 1)).empty();
  return boolean(word_in_quotes || odd_quotes || many || nameless || loose,
                 header_place(s, "From"));
}

// The domain of an address written inside a display name; "" when none is.
std::string domain_inside(std::string_view name) {
  const std::size_t at = name.find('@');
  if (at == name.npos || at == 0) return "";
  std::size_t end = at + 1;
  while (end < name.size() &&
         (is_ascii_alpha(name[end]) || is_ascii_digit(name[end]) ||
          name[end] == '.' || name[end] == '-'))
    ++end;
  std::string domain = ascii_lower(name.substr(at + 1, end - at - 1));
  while (!domain.empty() && domain.back() == '.') domain.pop_back();
  return domain.find('.') == std::string::npos ? "" : domain;
}

FactValue from_name_domain(const Subject& s, std::size_t) {
  if (s.from.empty()) return unknown();
  std::string domain = domain_inside(s.from.front().display_name);
  if (domain.empty() || same_organisation(domain, s.from.front().domain))
    return unknown();
  return words(std::move(domain), header_place(s, "From"));
}

void keep(std::vector<std::string>& values, std::vector<Place>& places,
          std::string value, Place place) {
  if (value.empty() || values.size() >= 100 ||
      std::find(values.begin(), values.end(), value) != values.end())
    return;
  values.push_back(std::move(value));
  places.push_back(std::move(place));
}

FactValue identity_names(const Subject& s, std::size_t) {
  std::vector<std::string> values;
  std::vector<Place> places;
  if (!s.from.empty())
    keep(values, places, fold(s.from.front().display_name).text,
         header_place(s, "From"));
  for (const EventRow& row : s.events)
    if (row.event.organizer)
      keep(values, places, fold(row.event.organizer->common_name).text,
           event_place(s, row, "ORGANIZER"));
  if (values.empty()) return unknown();
  return list(std::move(values), std::move(places));
}

FactValue identity_domains(const Subject& s, std::size_t) {
  std::vector<std::string> values;
  std::vector<Place> places;
  for (const Address& address : s.from)
    keep(values, places, address.domain, header_place(s, "From"));
  for (const Address& address : s.reply_to)
    keep(values, places, address.domain, header_place(s, "Reply-To"));
  for (const EventRow& row : s.events)
    if (row.event.organizer)
      keep(values, places, row.event.organizer->domain,
           event_place(s, row, "ORGANIZER"));
  if (values.empty()) return unknown();
  return list(std::move(values), std::move(places));
}

FactValue dkim_algorithms(const Subject& s, std::size_t) {
  if (!s.is_mail()) return unknown();
  std::vector<std::string> values;
  std::vector<Place> places;
  for (const Header* header : s.message.root().all_headers("DKIM-Signature")) {
    for (std::string_view tag : split(header->value, ';')) {
      tag = trimmed(tag);
      if (tag.substr(0, 2) == "a=")
        keep(values, places, ascii_lower(trimmed(tag.substr(2))),
             {0, "DKIM-Signature:", header->span});
    }
  }
  if (values.empty()) return unknown();
  return list(std::move(values), std::move(places));
}

constexpr auto kFacts = std::to_array<Fact>({
    {"message.sender.aligned", FactType::Boolean, Scope::Message,
     "Sender shares a registrable domain with From, Return-Path or a DKIM d=",
     sender_aligned},
    {"message.reply_to.aligned", FactType::Boolean, Scope::Message,
     "Reply-To shares a registrable domain with From, Sender or an organizer",
     reply_to_aligned},
    {"message.from.malformed", FactType::Boolean, Scope::Message,
     "From holds text that belongs to no address, an unbalanced quote, an "
     "encoded word in quotes, or several addresses without a Sender",
     from_malformed},
    {"message.from.name.domain", FactType::Text, Scope::Message,
     "domain of an address inside the display name of From, when it is another "
     "organisation's",
     from_name_domain},
    {"message.identity_names", FactType::List, Scope::Message,
     "names a person sees as the sender, folded: From's and every organizer's",
     identity_names},
    {"message.identity_domains", FactType::List, Scope::Message,
     "domains of From, Reply-To and every organizer", identity_domains},
    {"auth.dkim.algorithms", FactType::List, Scope::Message,
     "a= of the DKIM-Signature fields", dkim_algorithms},
});

}  // namespace

std::span<const Fact> identity_facts() {
  return kFacts;
}

}  // namespace calspam
