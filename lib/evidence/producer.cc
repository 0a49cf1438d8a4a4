// SPDX-License-Identifier: MIT
#include "evidence/producer.hh"

#include <algorithm>
#include <array>

#include "evidence/facts.hh"
#include "util/text.hh"

namespace calspam {
namespace {

struct Family {
  std::string_view mark;  // somewhere in PRODID, any case
  std::string_view name;
};

constexpr auto kFamilies = std::to_array<Family>({
    {"google inc//google calendar", "google"},
    {"microsoft exchange server", "exchange"},
    {"microsoft cdo for microsoft exchange", "exchange"},
    {"microsoft corporation//outlook", "outlook"},
    {"microsoft mimedir", "outlook"},
    {"apple inc.//ical", "apple"},
    {"apple inc.//mac os x", "apple"},
    {"apple inc.//macos", "apple"},
    {"apple inc.//ios", "apple"},
    {"apple inc.//iphone", "apple"},
    {"apple computer\\, inc//ical", "apple"},
    {"caldavclient.apple", "apple"},
    {"calendarserver.org", "apple"},
    {"zimbra", "zimbra"},
    {"yahoo//calendar", "yahoo"},
    {"mozilla.org/nonsgml mozilla calendar", "mozilla"},
    {"sabre", "sabre"},
    {"nextcloud", "sabre"},
    {"ical4j", "ical4j"},
    {"icalendar-ruby", "icalendar-ruby"},
    {"zoom.us", "zoom"},
    {"zohocorp", "zoho"},
    {"bluemind", "bluemind"},
    {"tine", "tine"},
    {"open-xchange", "open-xchange"},
    {"kopano", "kopano"},
    {"horde", "horde"},
    {"evolution", "evolution"},
    {"korganizer", "kde"},
    {"kde", "kde"},
});

bool uid_is(const Subject& s, bool (*test)(std::string_view)) {
  return std::any_of(s.events.begin(), s.events.end(),
                     [&](const EventRow& r) { return test(r.event.uid); });
}

bool is_google_uid(std::string_view uid) {
  return ends_ignoring_case(uid, "@google.com") ||
         ends_ignoring_case(uid, "google.com");
}
// MS-OXOCAL 2.2.1.27: the byte form of a GlobalObjectId.
bool is_exchange_uid(std::string_view uid) {
  return starts_ignoring_case(uid, "040000008200E00074C5B7101A82E008");
}
bool is_uuid(std::string_view uid) {
  return uid.size() >= 36 && uid[8] == '-' && uid[13] == '-' &&
         uid[18] == '-' && uid[23] == '-';
}

bool has_property(const Subject& s, std::string_view prefix) {
  for (const CalendarPart& part : s.calendars)
    for (const Component& component : part.calendar.components)
      for (const Property& property : component.properties)
        if (starts_ignoring_case(property.name, prefix)) return true;
  return false;
}

bool signed_or_sent_by(const Subject& s, std::string_view domain) {
  const auto is = [&](std::string_view host) {
    return same_organisation(host, domain);
  };
  for (const std::string& signer : s.dkim_domains)
    if (is(signer)) return true;
  for (const Hop& hop : s.hops)
    if (is(hop.by) || is(hop.from_name) || is(hop.from_host)) return true;
  return false;
}

// Contradictions to what the family always writes.
std::size_t contradictions(const Subject& s, std::string_view family) {
  std::size_t count = 0;
  const bool mail = s.is_mail() && !s.hops.empty();
  if (family == "google") {
    count += !uid_is(s, is_google_uid) &&
             !is_exchange_uid(s.events.empty() ? std::string_view()
                                               : s.events[0].event.uid);
    count += mail && !signed_or_sent_by(s, "google.com");
    count += !has_property(s, "CREATED") && !has_property(s, "LAST-MODIFIED");
  } else if (family == "exchange") {
    count += !uid_is(s, is_exchange_uid) && !uid_is(s, is_google_uid);
    count += !has_property(s, "X-MICROSOFT-");
    count += mail && !signed_or_sent_by(s, "outlook.com") &&
             std::none_of(s.hops.begin(), s.hops.end(),
                          [](const Hop& hop) {
                            return hop.with.find("MAPI") != std::string::npos;
                          }) &&
             !s.message.root().header("X-MS-Exchange-Organization-AuthAs") &&
             !s.message.root().header("X-MS-Has-Attach");
  } else if (family == "apple") {
    count += !uid_is(s, is_uuid);
    count += !has_property(s, "X-APPLE-") && !has_property(s, "SEQUENCE");
    count += !has_property(s, "CREATED") && !has_property(s, "DTSTAMP");
  }
  return count;
}

}  // namespace

std::string_view producer_family(std::string_view prodid) {
  for (const Family& family : kFamilies)
    if (find_ignoring_case(prodid, family.mark) != prodid.npos)
      return family.name;
  return "other";
}

FactValue producer_forged(const Subject& s, std::size_t) {
  if (s.events.empty()) return unknown();
  const CalendarPart& part = calendar_of(s, s.events.front());
  const Component& object =
      part.calendar.components[static_cast<std::size_t>(s.events.front().root)];
  const Property* prodid = object.property("PRODID");
  if (prodid == nullptr) return unknown();
  const std::string_view family = producer_family(prodid->text());
  if (family != "google" && family != "exchange" && family != "apple")
    return unknown();
  return boolean(contradictions(s, family) >= 2, property_place(part, prodid));
}

}  // namespace calspam
