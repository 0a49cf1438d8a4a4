// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "provenance/checkpoint.hh"
#include "provenance/platform_table.hh"
#include "provenance/provenance.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

// "30 Oct 2025 15:27 UTC"
std::string day_and_time(Instant instant) {
  constexpr std::array<std::string_view, 12> kMonths{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun",
      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::int64_t day = instant / kDay;
  std::int64_t second = instant % kDay;
  if (second < 0) {
    second += kDay;
    --day;
  }
  const Date date = date_of_day(day);
  return fmt::format("{} {} {} {:02}:{:02} UTC", date.day,
                     kMonths[static_cast<std::size_t>(date.month - 1)],
                     date.year, second / 3'600, second / 60 % 60);
}

// What a calendar that is offered to be followed says of itself (RFC 7986, and
// what was there before).
bool is_feed(const Subject& subject) {
  for (const CalendarPart& part : subject.calendars)
    for (const Component& component : part.calendar.components) {
      if (component.depth != 0) continue;
      for (const std::string_view name :
           {"X-WR-CALNAME", "X-WR-RELCALID", "X-PUBLISHED-TTL",
            "REFRESH-INTERVAL", "SOURCE"})
        if (component.property(name) != nullptr) return true;
    }
  return false;
}

bool has_calendar_part(const Subject& subject) {
  return std::ranges::any_of(subject.message.parts, [](const Part& part) {
    return part.carrier == Carrier::TextCalendar &&
           part.disposition != "attachment";
  });
}

void set(Insertion& insertion, std::string_view channel, Confidence confidence,
         std::string_view why) {
  insertion.channel = channel;
  insertion.confidence = confidence;
  insertion.why = why;
}

void find_channel(const Subject& subject, const Provenance& all,
                  Insertion& insertion) {
  if (!subject.is_mail()) {
    if (is_feed(subject))
      return set(insertion, "subscription", Confidence::Medium,
                 "a calendar file that names itself as one to be followed");
    return set(insertion, "import", Confidence::Low,
               "a calendar file without the mail that may have brought it");
  }
  const bool scheduling =
      std::ranges::any_of(all.objects, [](const CalendarObject& object) {
        return !object.method.empty() && object.method != "PUBLISH";
      });
  if (scheduling && has_calendar_part(subject))
    return set(insertion, "imip", Confidence::High,
               "a text/calendar part with a scheduling method (RFC 6047)");
  if (!all.objects.empty())
    return set(insertion, "attachment", Confidence::Medium,
               "a calendar file in the mail, which somebody or some program "
               "has to open");
  if (!subject.service.empty())
    return set(insertion, "notification", Confidence::Medium,
               "a calendar service tells of an event that is in its own "
               "calendar already");
  insertion.why = "no calendar part, and no calendar service";
}

std::string made_by(const Provenance& all) {
  const Platform& platform = all.platform;
  const CalendarPlatform* const known = find_platform(platform.name);
  std::string text;
  const bool borrowed = std::ranges::any_of(all.findings, [](const auto& one) {
    return one.kind->id == "platform-hop-missing";
  });
  if (known != nullptr)
    text += fmt::format("{}{}", borrowed ? ", in the name of " : ", made with ",
                        known->title);
  if (!platform.account.empty()) {
    const bool sure = platform.account_confidence >= Confidence::Medium;
    text += fmt::format("{}{}", sure ? " by " : ", in the name of ",
                        platform.account);
  }
  if (!platform.tenant.empty() && platform.name == "google")
    text += fmt::format(" (Google Workspace of {})", platform.tenant);
  else if (!platform.tenant.empty() && platform.name == "microsoft")
    text += fmt::format(" (Microsoft 365 of {})", platform.tenant);
  return text;
}

std::string of_file(const Insertion& insertion, const Provenance& all) {
  std::string text =
      insertion.channel == "subscription"
          ? "This event stands in a calendar that can be subscribed to"
          : "This event stands in a calendar file; which mail or program "
            "brought it is not known";
  return text + made_by(all) + '.';
}

std::string of_mail(const Insertion& insertion, const Provenance& all) {
  const ProvenanceMessage& message = all.message;
  std::string text = insertion.channel == "notification"
                         ? "A calendar service told of this event by e-mail"
                     : insertion.channel == "attachment"
                         ? "This event came as a file in the e-mail"
                     : insertion.channel == "imip"
                         ? "This event came by e-mail"
                         : "No event came with the e-mail";
  if (!message.message_id.empty())
    text += fmt::format(" <{}>", message.message_id);
  if (message.arrival)
    text += fmt::format(" on {}{}", day_and_time(*message.arrival),
                        message.arrival_claimed ? " (as the mail claims)" : "");
  else if (message.sent)
    text += fmt::format(" sent on {} (as the mail claims)",
                        day_and_time(*message.sent));
  const PathHop* const border = border_hop(all.path);
  if (border != nullptr && !border->line.from_ip.empty())
    text += fmt::format(", handed over by {}", border->line.from_ip);
  if (insertion.channel != "unknown") text += made_by(all);
  if (!message.recipients.empty())
    text += fmt::format(", sent to {}", message.recipients.front().address);
  if (message.recipient_count > 1)
    text +=
        fmt::format(" and {}", counted(message.recipient_count - 1, "other"));
  return text + '.';
}

}  // namespace

Insertion insertion_of(const Subject& subject, const Provenance& provenance) {
  Insertion insertion;
  find_channel(subject, provenance, insertion);
  insertion.explain = subject.is_mail() ? of_mail(insertion, provenance)
                                        : of_file(insertion, provenance);
  return insertion;
}

}  // namespace calspam
