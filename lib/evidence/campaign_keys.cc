// SPDX-License-Identifier: MIT
#include "evidence/campaign_keys.hh"

#include <algorithm>
#include <set>

#include "evidence/attachments.hh"
#include "evidence/contacts.hh"
#include "evidence/facts.hh"
#include "evidence/minhash.hh"
#include "evidence/part_bytes.hh"
#include "evidence/recipients.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// A message has few of each; what is more does not tell it from others.
constexpr std::size_t kMost = 8;
constexpr std::size_t kMostRecipients = 32;
constexpr std::size_t kMostAttendees = 16;
constexpr std::size_t kValueBytes = 256;
constexpr std::uint64_t kHashedBytes = 16u << 20;

using Values = std::set<std::string>;

std::vector<std::string> kept(const Values& values, std::size_t most = kMost) {
  std::vector<std::string> list;
  for (const std::string& value : values) {
    if (list.size() == most) break;
    if (!value.empty())
      list.push_back(to_valid_utf8(truncated(value, kValueBytes)));
  }
  return list;
}

std::string short_hash(std::string_view address) {
  return sha256(ascii_lower(address)).substr(0, 16);
}

Values organizers(const Subject& subject) {
  Values found;
  for (const EventRow& row : subject.events)
    if (row.event.organizer)
      found.insert(ascii_lower(row.event.organizer->address));
  return found;
}

// Tenants of Google and Microsoft sign with a name below the platform's own.
bool is_tenant_domain(std::string_view domain) {
  return ends_ignoring_case(domain, ".gappssmtp.com") ||
         ends_ignoring_case(domain, ".onmicrosoft.com");
}

Values tenants(const Subject& subject) {
  Values found;
  for (const EventRow& row : subject.events) {
    if (!row.event.organizer) continue;
    const std::string& domain = row.event.organizer->domain;
    if (!is_freemail(domain)) found.insert(registrable_domain(domain));
  }
  for (const std::string& domain : subject.dkim_domains)
    if (is_tenant_domain(domain)) found.insert(domain);
  if (subject.is_mail())
    found.insert(registrable_domain(ascii_lower(
        trimmed(subject.message.root().header_text("X-OriginatorOrg")))));
  return found;
}

Values link_domains(const Subject& subject, const Values& tenants) {
  Values found;
  for (const Link& link : subject.links)
    if (link.url.is_web() && !tenants.contains(link.url.domain))
      found.insert(link.url.domain);
  return found;
}

// Meeting services put their join details between rules of their own: a row
// of underscores (Teams), -::~:~:: (Google). Everybody's are alike.
constexpr std::size_t kRuleBytes = 12;
constexpr ByteSet kRuled("_-:~.");

bool is_rule(std::string_view word) {
  return word.size() >= kRuleBytes &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return kRuled.contains(c); });
}

bool may_have_rule(std::string_view text) {
  for (std::size_t at = find_byte(text, kRuled); at < text.size();
       at = find_byte(text, kRuled, at)) {
    const std::size_t begin = at;
    while (at < text.size() && kRuled.contains(text[at])) ++at;
    if (at - begin >= kRuleBytes) return true;
  }
  return false;
}

bool is_join_details(std::string_view text) {
  for (std::string_view host : {"teams.microsoft.com", "teams.live.com",
                                "meet.google.com", "zoom.us", "webex.com"})
    if (text.find(host) != text.npos) return true;
  return false;
}

// In folded text every run of white space is one space.
std::string without_join_details(std::string_view text) {
  if (!may_have_rule(text)) return std::string(text);
  std::string kept, details;
  bool inside = false;
  for (std::string_view word : split(text, ' ')) {
    if (is_rule(word)) {
      if (!inside || !is_join_details(details)) kept += details;
      details.clear();
      inside = !inside;
      continue;
    }
    (inside ? details : kept).append(word) += ' ';
  }
  return kept + details;
}

Values event_files(const Subject& subject, std::uint64_t& left) {
  Values found;
  for (std::size_t row = 0; row < subject.events.size(); ++row)
    for (const std::string& bytes : attachment_contents(subject, row)) {
      if (bytes.empty() || bytes.size() > left || found.size() == kMost)
        continue;
      left -= bytes.size();
      found.insert(sha256(bytes));
    }
  return found;
}

// Pictures are left out: the logos of producers would tie all their mail.
Values files(const Subject& subject) {
  std::uint64_t left = kHashedBytes;
  Values found = event_files(subject, left);
  for (const Part& part : subject.message.parts) {
    if (part.carrier != Carrier::None || part.filename.empty() ||
        part.type.type == "image")
      continue;
    const std::optional<std::string> bytes = part_bytes(subject, part, left);
    if (!bytes || bytes->empty()) continue;
    left -= bytes->size();
    found.insert(sha256(*bytes));
  }
  return found;
}

std::optional<std::int64_t> start_offset(const Subject& subject) {
  if (subject.events.empty()) return {};
  const Event& event = subject.events.front().event;
  if (!event.start || event.start->date_only ||
      event.start->zone == CalendarTime::Zone::Floating ||
      event.start->zone == CalendarTime::Zone::Unknown)
    return {};
  const std::optional<Instant> mailed = subject.time.instant;
  std::optional<Instant> made = mailed;
  // DTSTAMP has no delay of delivery in it; an old one says nothing.
  if (event.dtstamp && (!mailed || (event.dtstamp->instant <= *mailed + kDay &&
                                    event.dtstamp->instant >= *mailed - kDay)))
    made = event.dtstamp->instant;
  if (!made) return {};
  const std::int64_t seconds = event.start->instant - *made;
  return (seconds >= 0 ? seconds + 30 : seconds - 30) / 60;
}

void add_people(const Subject& subject, CampaignKeys& keys) {
  Values recipients, attendees;
  bool listed = false;
  for (const Address& address : subject.recipients)
    if (recipients.size() < kMostRecipients)
      recipients.insert(short_hash(address.spec()));
  for (const EventRow& row : subject.events) {
    keys.attendee_count += row.event.attendee_count;
    for (const Participant& attendee : row.event.attendees) {
      attendees.insert(short_hash(attendee.address));
      listed = listed || is_recipient(subject, attendee.address);
    }
    listed = listed || (row.event.organizer &&
                        is_recipient(subject, row.event.organizer->address));
  }
  keys.recipients = kept(recipients, kMostRecipients);
  keys.attendees = kept(attendees, kMostAttendees);
  if (!recipients.empty() && !attendees.empty()) keys.recipient_listed = listed;
}

}  // namespace

CampaignKeys campaign_keys(const Subject& subject) {
  CampaignKeys keys;
  keys.organizers = kept(organizers(subject));
  const Values senders = tenants(subject);
  keys.tenants = kept(senders);
  keys.link_domains = kept(link_domains(subject, senders));
  const std::string text = without_join_details(subject.texts.all.plain);
  // Nothing was taken out of most texts.
  const Texts& texts = subject.texts;
  const std::vector<std::string> phones =
      text == texts.all.plain ? texts.phones : phone_numbers(text);
  keys.phones = kept(Values(phones.begin(), phones.end()));
  keys.text_bands =
      minhash_bands(subject.events.empty()
                        ? text
                        : without_join_details(subject.texts.events.plain));
  keys.files = kept(files(subject));
  Values codes, uids;
  for (const PictureRow& picture : subject.pictures)
    codes.insert(picture.codes.begin(), picture.codes.end());
  for (const EventRow& row : subject.events) uids.insert(row.event.uid);
  keys.codes = kept(codes);
  keys.uids = kept(uids);
  keys.start_offset = start_offset(subject);
  add_people(subject, keys);
  return keys;
}

}  // namespace calspam
