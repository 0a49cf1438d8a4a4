// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "store/sighting.hh"

namespace calspam {

/// 64 hexadecimal digits that differ for each `number` of a `kind`, scattered
/// as hashes are.
inline std::string made_up_hash(char kind, std::uint64_t number) {
  std::uint64_t x = number * 0x9E3779B97F4A7C15u + static_cast<unsigned>(kind);
  std::string hash;
  for (int i = 0; i < 4; ++i) {
    x ^= x >> 31;
    x *= 0xBF58476D1CE4E5B9u;
    x ^= x >> 29;
    hash += fmt::format("{:016x}", x + static_cast<unsigned>(i));
  }
  return hash;
}

/// The `number`th of many sightings: a mail of one of 40 campaigns to one of
/// 5,000 people; every tenth is an honest meeting with a UID of its own.
inline Sighting made_up_sighting(std::uint64_t number) {
  Sighting s;
  const bool spam = number % 10 != 0;
  const std::uint64_t campaign = number % 40;
  s.sha256 = made_up_hash('s', number);
  s.size = 4'000 + number % 3'000;
  s.path = fmt::format("spool/{:03}.mbox", number / 10'000);
  s.offset = number % 10'000 * 5'000;
  s.index = number % 10'000 + 1;
  s.is_mail = true;
  s.channel = "imip";
  s.explain = fmt::format("This event came by e-mail number {}.", number);
  s.level = spam ? "spam" : "clean";
  s.score = spam ? 9.5 : 0;
  s.tool = "calspam 0.1.0";
  s.record = fmt::format("{{\"number\":{}}}", number);
  SightedMessage& m = s.message;
  m.message_id = fmt::format("calendar-{}@mail.example", number);
  m.content_sha256 = made_up_hash('c', number);
  m.subject = "Invitation: payment";
  m.arrival = 1'700'000'000 + static_cast<std::int64_t>(number);
  m.arrival_claimed = false;
  m.from = fmt::format("sender{}@spam{}.example", campaign, campaign);
  m.border_ip = fmt::format("198.51.100.{}", number % 250);
  m.dkim = "pass";
  m.spf = "pass";
  SightedEvent event;
  event.uid =
      spam ? fmt::format("campaign-{}-{}@spam.example", campaign, number / 200)
           : fmt::format("meeting-{}@office.example", number);
  event.organizer = m.from;
  event.sequence = 0;
  event.part = "1.2";
  event.component = "VEVENT";
  event.method = "REQUEST";
  event.summary = "payment";
  event.event_sha256 = made_up_hash('e', number);
  event.campaign_sha256 =
      spam ? made_up_hash('g', campaign) : made_up_hash('m', number);
  s.events.push_back(event);
  s.recipients.push_back(
      {fmt::format("user{}@office.example", number % 5'000), "to"});
  s.traits = {{TraitKind::Dkim, fmt::format("spam{}.example", campaign)},
              {TraitKind::Host, fmt::format("pay{}.example.net", campaign)},
              {TraitKind::Domain, "example.net"},
              {TraitKind::Phone, fmt::format("1202555{:04}", 100 + campaign)}};
  return s;
}

}  // namespace calspam
