// SPDX-License-Identifier: MIT
#include "provenance/platform_table.hh"

#include <algorithm>
#include <iterator>

#include "provenance/platform.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Names = std::string_view[];

constexpr Names kGoogle = {"google.com", "gappssmtp.com", "gmail.com",
                           "googlemail.com", "googlegroups.com"};
constexpr Names kGoogleIds = {"google inc//google calendar"};
constexpr Names kMicrosoft = {"outlook.com",   "onmicrosoft.com", "hotmail.com",
                              "live.com",      "office365.com",   "office.com",
                              "microsoft.com", "exchangelabs.com"};
constexpr Names kMicrosoftIds = {"microsoft exchange server",
                                 "microsoft cdo for microsoft exchange"};
constexpr Names kYahoo = {"yahoo.com", "yahoodns.net", "yahoo-inc.com",
                          "aol.com"};
constexpr Names kYahooIds = {"yahoo//calendar", "yahoo inc"};
constexpr Names kApple = {"icloud.com", "me.com", "mac.com", "apple.com"};
constexpr Names kAppleIds = {"calendarserver.org", "apple inc.//icloud"};
constexpr Names kZoom = {"zoom.us", "zoom.com"};
constexpr Names kZoomIds = {"zoom.us"};
constexpr Names kCalendly = {"calendly.com"};
constexpr Names kCalendlyIds = {"calendly"};
constexpr Names kSalonized = {"salonized.com"};
constexpr Names kSalonizedIds = {"salonized"};
constexpr Names kWebex = {"webex.com"};
constexpr Names kWebexIds = {"webex"};
constexpr Names kZoho = {"zoho.com", "zohomail.com", "zohocalendar.com",
                         "zohobookings.com", "zoho.eu"};
constexpr Names kZohoIds = {"zohocorp", "zoho corporation"};
constexpr Names kFastmail = {"fastmail.com", "messagingengine.com"};
constexpr Names kFastmailIds = {"fastmail", "cyrusimap.org"};
constexpr Names kProton = {"proton.me", "protonmail.ch", "protonmail.com"};
constexpr Names kProtonIds = {"proton ag", "protonmail"};
constexpr Names kEventbrite = {"eventbrite.com"};
constexpr Names kEventbriteIds = {"eventbrite"};
constexpr Names kMeetup = {"meetup.com"};
constexpr Names kMeetupIds = {"meetup"};

constexpr Actor kOrganizer[] = {Actor::Organizer, Actor::ReplyTo, Actor::From};
constexpr Actor kReplyTo[] = {Actor::ReplyTo, Actor::Organizer};
constexpr Actor kFrom[] = {Actor::From, Actor::Organizer};

constexpr CalendarPlatform kPlatforms[] = {
    {"google", "Google Calendar", kGoogle, kGoogleIds, kOrganizer, true},
    {"microsoft", "Microsoft Exchange or Outlook", kMicrosoft, kMicrosoftIds,
     kOrganizer, true},
    {"yahoo", "Yahoo Calendar", kYahoo, kYahooIds, kFrom, true},
    {"apple", "iCloud", kApple, kAppleIds, kOrganizer, false},
    {"zoom", "Zoom", kZoom, kZoomIds, kReplyTo, false},
    {"calendly", "Calendly", kCalendly, kCalendlyIds, kReplyTo, false},
    {"salonized", "Salonized", kSalonized, kSalonizedIds, kOrganizer, true},
    {"webex", "Webex", kWebex, kWebexIds, kOrganizer, false},
    {"zoho", "Zoho", kZoho, kZohoIds, kOrganizer, false},
    {"fastmail", "Fastmail", kFastmail, kFastmailIds, kOrganizer, false},
    {"proton", "Proton Calendar", kProton, kProtonIds, kOrganizer, false},
    {"eventbrite", "Eventbrite", kEventbrite, kEventbriteIds, kReplyTo, false},
    {"meetup", "Meetup", kMeetup, kMeetupIds, kReplyTo, false},
};

bool is_below(std::string_view host, std::string_view domain) {
  return ends_ignoring_case(host, domain) &&
         (host.size() == domain.size() ||
          host[host.size() - domain.size() - 1] == '.');
}

}  // namespace

std::span<const CalendarPlatform> calendar_platforms() {
  return kPlatforms;
}

const CalendarPlatform* find_platform(std::string_view name) {
  const auto* const found =
      std::ranges::find(kPlatforms, name, &CalendarPlatform::name);
  return found == std::end(kPlatforms) ? nullptr : found;
}

std::string_view platform_of_domain(std::string_view domain) {
  while (domain.ends_with('.')) domain.remove_suffix(1);
  for (const CalendarPlatform& platform : kPlatforms)
    for (const std::string_view own : platform.domains)
      if (is_below(domain, own)) return platform.name;
  return "";
}

}  // namespace calspam
