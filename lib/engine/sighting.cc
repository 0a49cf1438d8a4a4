// SPDX-License-Identifier: MIT
#include "engine/sighting.hh"

#include <algorithm>

#include "provenance/provenance.hh"
#include "report/json_provenance.hh"
#include "store/trait.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// The connecting side at the border.
void tell_border(const Path& path, SightedMessage& message) {
  message.border_method = border_method_name(path.border.method);
  const PathHop* hop = border_hop(path);
  if (hop == nullptr) return;
  message.border_ip = hop->line.from_ip;
  message.border_host = hop->line.by;
}

// "pass example.org; fail example.com"
std::string verified_text(const Signatures& signatures) {
  std::string text;
  for (const DkimSignature& signature : signatures.dkim) {
    if (!text.empty()) text += "; ";
    text += signature_result_name(signature.result);
    text += " " + to_valid_utf8(signature.domain);
  }
  return text;
}

SightedMessage message_of(const Provenance& provenance) {
  const ProvenanceMessage& read = provenance.message;
  SightedMessage out;
  out.message_id = read.message_id;
  out.content_sha256 = provenance.custody.content_sha256;
  out.subject = read.subject;
  out.date = read.date;
  out.arrival = read.arrival;
  out.arrival_claimed = read.arrival_claimed;
  out.from = read.from;
  out.sender = read.sender;
  out.reply_to = read.reply_to;
  out.return_path = read.return_path;
  out.spf = provenance.recorded.spf;
  out.dkim = provenance.recorded.dkim;
  out.dmarc = provenance.recorded.dmarc;
  out.arc = provenance.recorded.arc;
  out.verified = verified_text(provenance.signatures);
  tell_border(provenance.path, out);
  return out;
}

SightedEvent event_of(const CalendarObject& object) {
  SightedEvent out;
  out.uid = object.uid;
  out.recurrence_id = object.recurrence_id;
  out.organizer =
      object.organizer.empty() ? object.organizer_uri : object.organizer;
  out.sequence = object.sequence;
  out.part = object.part;
  out.component = object.component;
  out.method = object.method;
  out.summary = object.summary;
  out.start = object.start;
  out.dtstamp = object.dtstamp;
  out.prodid = object.prodid;
  out.sent_by = object.sent_by;
  out.event_sha256 = object.event_sha256;
  out.campaign_sha256 = object.campaign_sha256;
  return out;
}

void add_recipients(const Provenance& provenance, Sighting& out) {
  for (const ProvenanceRecipient& each : provenance.message.recipients)
    out.recipients.push_back({each.address, each.how});
  for (const CalendarObject& object : provenance.objects)
    for (const std::string& address : object.attendees)
      out.recipients.push_back({address, "attendee"});
}

void add_traits(const Report& report, Sighting& out) {
  const Provenance& provenance = *report.provenance;
  for (const DkimSignature& signature : provenance.signatures.dkim)
    out.traits.push_back({TraitKind::Dkim, to_valid_utf8(signature.domain)});
  for (const std::string& domain : provenance.recorded.dkim_domains)
    out.traits.push_back({TraitKind::Dkim, domain});
  for (const ReportedLink& link : report.links) {
    out.traits.push_back({TraitKind::Link, link.url});
    out.traits.push_back({TraitKind::Host, link.host});
    out.traits.push_back({TraitKind::Domain, link.domain});
  }
  for (const std::string& phone : report.phones)
    out.traits.push_back({TraitKind::Phone, phone});
  // Of carriers and of files; texts differ from one recipient to the next.
  for (const ReportedPart& part : report.parts)
    if (!part.sha256.empty())
      out.traits.push_back({TraitKind::Hash, part.sha256});
}

// All of `needle` in `text`, in whatever case.
void replace_all(std::string& text, std::string_view needle,
                 std::string_view by) {
  std::string out;
  std::size_t at = 0;
  for (;;) {
    const std::size_t found = find_ignoring_case(text, needle, at);
    if (found == text.npos) break;
    out.append(text, at, found - at).append(by);
    at = found + needle.size();
  }
  out.append(text, at, text.npos);
  text = std::move(out);
}

}  // namespace

Sighting sighting_of(const Report& report) {
  const Provenance& provenance = *report.provenance;
  Sighting out;
  out.sha256 = report.sha256;
  out.size = report.size;
  out.path = report.origin.path;
  out.member = report.origin.member;
  out.offset = report.origin.offset;
  out.index = report.origin.index;
  out.is_mail = report.kind == RawKind::Mail;
  if (out.is_mail) out.message = message_of(provenance);
  for (const CalendarObject& object : provenance.objects)
    out.events.push_back(event_of(object));
  add_recipients(provenance, out);
  add_traits(report, out);
  out.channel = provenance.insertion.channel;
  out.explain = provenance.insertion.explain;
  out.level = level_name(report.verdict.level);
  out.score = report.verdict.score;
  out.tool = provenance.custody.tool;
  out.rules = provenance.custody.rules;
  out.record = provenance_json(report);
  return out;
}

std::vector<SightedEvent> sighted_events(const Subject& subject) {
  std::vector<SightedEvent> events;
  for (const EventRow& row : subject.events) {
    SightedEvent& out = events.emplace_back();
    out.uid = to_valid_utf8(row.event.uid);
    out.recurrence_id = to_valid_utf8(row.event.recurrence_id);
    if (row.event.organizer) {
      const Participant& organizer = *row.event.organizer;
      out.organizer = to_valid_utf8(
          organizer.address.empty() ? organizer.uri : organizer.address);
    }
    out.sequence = row.event.sequence;
    out.component = row.event.kind;
    out.method = row.method;
    out.summary = to_valid_utf8(row.event.summary);
    if (row.event.start) out.start = to_valid_utf8(row.event.start->text());
  }
  return events;
}

std::string hidden_address(std::string_view address, std::string_view key) {
  return "hmac-sha256:" + hmac_sha256(key, stored_address(address));
}

void hide_recipients(Sighting& sighting, std::string_view key) {
  std::vector<std::string> addresses;
  for (const SightedRecipient& each : sighting.recipients)
    if (!each.address.empty())
      addresses.push_back(stored_address(each.address));
  // The longest first, since one may end in another.
  std::ranges::sort(addresses, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  addresses.erase(std::unique(addresses.begin(), addresses.end()),
                  addresses.end());
  SightedMessage& message = sighting.message;
  const std::size_t at = message.return_path.rfind('@');
  if (at != message.return_path.npos) message.return_path.erase(0, at);
  for (const std::string& address : addresses) {
    const std::string hidden = hidden_address(address, key);
    replace_all(sighting.explain, address, hidden);
    replace_all(message.subject, address, hidden);
    for (SightedEvent& event : sighting.events)
      replace_all(event.summary, address, hidden);
    for (Trait& trait : sighting.traits)
      if (trait.kind == TraitKind::Link)
        replace_all(trait.value, address, hidden);
  }
  for (Trait& trait : sighting.traits)
    if (trait.kind == TraitKind::Link)
      trait.value.erase(
          std::min(trait.value.find_first_of("?#"), trait.value.size()));
  for (SightedRecipient& each : sighting.recipients)
    each.address = hidden_address(each.address, key);
  sighting.record.clear();
}

}  // namespace calspam
