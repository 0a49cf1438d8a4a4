// SPDX-License-Identifier: MIT
#include "evidence/facts.hh"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "util/text.hh"
#include "web/url.hh"

namespace calspam {
namespace {

// The order users see them in.
constexpr std::span<const Fact> (*kTables[])() = {
    message_facts,   identity_facts, auth_facts,     mime_facts,  part_facts,
    calendar_facts,  feed_facts,     event_facts,    guest_facts, impact_facts,
    organizer_facts, attendee_facts, alarm_facts,    link_facts,  picture_facts,
    text_facts,      site_facts,     upstream_facts,
};

// Domains of mailbox providers open to anybody, sorted. From the providers'
// own sign-up pages.
constexpr auto kFreemail = std::to_array<std::string_view>({
    "126.com",        "139.com",        "163.com",        "abv.bg",
    "aliyun.com",     "aol.com",        "att.net",        "azet.sk",
    "bk.ru",          "bol.com.br",     "btinternet.com", "centrum.cz",
    "comcast.net",    "cox.net",        "daum.net",       "email.com",
    "fastmail.com",   "foxmail.com",    "free.fr",        "freenet.de",
    "gmail.com",      "gmx.at",         "gmx.ch",         "gmx.co.uk",
    "gmx.com",        "gmx.de",         "gmx.net",        "gmx.us",
    "googlemail.com", "hanmail.net",    "hotmail.co.jp",  "hotmail.co.uk",
    "hotmail.com",    "hotmail.com.br", "hotmail.de",     "hotmail.es",
    "hotmail.fr",     "hotmail.it",     "icloud.com",     "inbox.lv",
    "inbox.ru",       "interia.pl",     "laposte.net",    "libero.it",
    "list.ru",        "live.co.uk",     "live.com",       "live.de",
    "live.fr",        "live.nl",        "mac.com",        "mail.com",
    "mail.ru",        "mailinator.com", "me.com",         "msn.com",
    "naver.com",      "o2.pl",          "onet.pl",        "orange.fr",
    "outlook.com",    "outlook.com.br", "outlook.de",     "outlook.es",
    "outlook.fr",     "outlook.it",     "outlook.jp",     "pm.me",
    "proton.me",      "protonmail.com", "qq.com",         "rambler.ru",
    "rediffmail.com", "rocketmail.com", "sbcglobal.net",  "seznam.cz",
    "sfr.fr",         "sina.com",       "t-online.de",    "terra.com.br",
    "tiscali.it",     "tuta.io",        "tutamail.com",   "tutanota.com",
    "ukr.net",        "uol.com.br",     "usa.com",        "verizon.net",
    "virgilio.it",    "wanadoo.fr",     "web.de",         "wp.pl",
    "ya.ru",          "yahoo.ca",       "yahoo.co.in",    "yahoo.co.jp",
    "yahoo.co.uk",    "yahoo.com",      "yahoo.com.ar",   "yahoo.com.br",
    "yahoo.com.mx",   "yahoo.com.tr",   "yahoo.de",       "yahoo.es",
    "yahoo.fr",       "yahoo.it",       "yandex.com",     "yandex.ru",
    "yeah.net",       "ymail.com",      "ziggo.nl",       "zoho.com",
});
static_assert(std::is_sorted(kFreemail.begin(), kFreemail.end()));

}  // namespace

const std::vector<Fact>& facts() {
  static const std::vector<Fact> all = [] {
    std::vector<Fact> collected;
    for (const auto& table : kTables)
      for (const Fact& fact : table()) collected.push_back(fact);
    return collected;
  }();
  return all;
}

const Fact* find_fact(std::string_view name) {
  static const auto index = [] {
    std::unordered_map<std::string_view, const Fact*> by_name;
    for (const Fact& fact : facts()) by_name.emplace(fact.name, &fact);
    return by_name;
  }();
  const auto found = index.find(name);
  return found == index.end() ? nullptr : found->second;
}

std::size_t rows(const Subject& subject, Scope scope) {
  switch (scope) {
    case Scope::Message:
      return 1;
    case Scope::Part:
      return subject.message.parts.size();
    case Scope::Event:
      return subject.events.size();
    case Scope::Attendee:
      return subject.attendees.size();
    case Scope::Alarm:
      return subject.alarms.size();
    case Scope::Link:
      return subject.links.size();
  }
  return 0;
}

Place header_place(const Subject& subject, std::string_view name) {
  Place place;
  place.property = std::string(name) + ":";
  if (!subject.is_mail()) return place;
  place.part = 0;
  if (const Header* header = subject.message.root().header(name))
    place.span = header->span;
  return place;
}

Place property_place(const CalendarPart& calendar, const Property* property,
                     std::string_view component) {
  if (property == nullptr) return {calendar.part, std::string(component), {}};
  return {calendar.part, property->name, calendar.raw(property->span)};
}

const CalendarPart& calendar_of(const Subject& subject, const EventRow& row) {
  return subject.calendars[static_cast<std::size_t>(row.calendar)];
}

Place event_place(const Subject& subject, const EventRow& row,
                  std::string_view property) {
  const CalendarPart& calendar = calendar_of(subject, row);
  const Component& component = *row.event.component;
  if (const Property* found = component.property(property))
    return property_place(calendar, found);
  return {calendar.part, component.name, calendar.raw(component.span)};
}

std::string domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos) return "";
  return ascii_lower(address.substr(at + 1));
}

bool same_organisation(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return false;
  if (same_ignoring_case(a, b)) return true;
  const std::string domain = registrable_domain(a);
  return !domain.empty() && domain == registrable_domain(b);
}

bool is_freemail(std::string_view domain) {
  return std::binary_search(kFreemail.begin(), kFreemail.end(), domain);
}

}  // namespace calspam
