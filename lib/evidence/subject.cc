// SPDX-License-Identifier: MIT
#include "evidence/subject.hh"

#include "evidence/anomalies.hh"
#include "evidence/observe.hh"
#include "evidence/recipients.hh"
#include "mail/service.hh"
#include "util/charset.hh"
#include "util/text.hh"

namespace calspam {

Span CalendarPart::raw(const Property& property, Span in_value) const {
  return raw(property.value_map.base(in_value));
}

bool Subject::has_calendar_content() const {
  if (!is_mail()) return true;
  return service_dedicated || !message.carriers().empty();
}

namespace {

constexpr std::size_t kRecipientsSought = 20;

void append(std::vector<Address>& addresses, const Part& root,
            std::string_view name, const Limits& limits) {
  for (const Header* header : root.all_headers(name))
    for (Address& address : parse_addresses(header->value, limits))
      if (addresses.size() < limits.addresses)
        addresses.push_back(std::move(address));
}

// "v=1; a=rsa-sha256; d=example.com; ..." (RFC 6376 3.2, 3.5)
std::string signing_domain(const Header& header) {
  for (std::string_view tag : split(header.value, ';')) {
    tag = trimmed(tag);
    const std::size_t equals = tag.find('=');
    if (equals == tag.npos || trimmed(tag.substr(0, equals)) != "d") continue;
    return ascii_lower(squeezed(tag.substr(equals + 1)));
  }
  return "";
}

// The domain of a sender that the site file names as a platform, or "".
std::string site_platform(const Subject& subject) {
  for (const auto* addresses : {&subject.from, &subject.sender})
    for (const Address& address : *addresses)
      if (subject.site->platforms.has_address(address.spec()))
        return address.domain;
  return "";
}

void observe_time(Subject& subject, std::optional<Instant> now) {
  subject.hops = parse_hops(subject.message, *subject.limits);
  subject.time = message_time(subject.message, subject.hops);
  subject.now = now ? now : subject.time.instant;
}

// All else that the header of the message says.
void observe_root(Subject& subject) {
  const Limits& limits = *subject.limits;
  subject.auth = parse_auth_results(subject.message, limits);

  const Part& root = subject.message.root();
  append(subject.from, root, "From", limits);
  append(subject.sender, root, "Sender", limits);
  append(subject.reply_to, root, "Reply-To", limits);
  for (std::string_view name :
       {"To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"})
    append(subject.recipients, root, name, limits);
  for (const Address& recipient : subject.recipients) {
    const std::string address = recipient.spec();
    subject.recipient_addresses.insert(plain_address(address));
    if (!recipient.domain.empty() &&
        subject.sought_recipients.size() < kRecipientsSought)
      subject.sought_recipients.push_back(ascii_lower(address));
  }
  std::vector<Address> path;
  append(path, root, "Return-Path", limits);
  if (!path.empty()) subject.return_path = path.front().spec();
  for (const Header* header : root.all_headers("DKIM-Signature"))
    if (std::string domain = signing_domain(*header); !domain.empty())
      subject.dkim_domains.push_back(std::move(domain));
  if (const CalendarService* service =
          calendar_service(subject.message, limits)) {
    subject.service = service->name;
    subject.service_dedicated = service->dedicated;
  } else if (subject.site != nullptr) {
    subject.service = site_platform(subject);
  }
}

void observe_mail(Subject& subject, std::optional<Instant> now) {
  subject.message = parse_message(subject.raw->bytes, *subject.limits);
  subject.complete = subject.message.complete;
  for (const Anomaly& anomaly : subject.message.anomalies)
    subject.anomalies.push_back(anomaly);
  observe_time(subject, now);
  observe_root(subject);
  observe_long_headers(subject);
}

// A UTF-16 file shows in its byte order mark or in its zero bytes.
bool is_utf16(std::string_view bytes) {
  return bytes.size() >= 4 && (bytes.substr(0, 2) == "\xFF\xFE" ||
                               bytes.substr(0, 2) == "\xFE\xFF" ||
                               (bytes[0] == '\0') != (bytes[1] == '\0'));
}

void observe_bare_calendar(Subject& subject) {
  const std::string_view bytes = subject.raw->bytes;
  if (!is_utf16(bytes)) {
    // As they are: a fold may split a character, which only the unfolding of
    // the calendar reader puts together again.
    subject.bare_text = bytes;
    return;
  }
  Decoded decoded = to_utf8(bytes, "utf-16");
  subject.bare_text = std::move(decoded.text);
  subject.bare_map.derive(std::move(decoded.map));
}

}  // namespace

void note_limit(Subject& subject, const AnomalyKind& kind, std::string detail,
                Place place) {
  subject.complete = false;
  subject.anomalies.push_back(
      {&kind, std::move(detail), place.span, place.part});
}

void observe(Subject& subject, const RawMessage& raw, const Limits& limits,
             std::optional<Instant> now, const Site* site) {
  subject.raw = &raw;
  subject.limits = &limits;
  subject.site = site;
  if (raw.kind == RawKind::Mail)
    observe_mail(subject, now);
  else
    observe_bare_calendar(subject);
  subject.now = now ? now : subject.time.instant;
  if (raw.full_size > raw.bytes.size())
    note_limit(subject,
               raw.bytes.size() < limits.message_bytes ? anomaly::kMessageBroken
                                                       : anomaly::kMessageCut,
               std::to_string(raw.full_size) + " bytes",
               {{}, {}, {raw.bytes.size(), raw.full_size}});
  if (!subject.has_calendar_content()) return;
  observe_header_counts(subject);
  observe_calendars(subject);
  observe_html(subject);
  observe_pictures(subject);
  observe_links(subject);
  observe_texts(subject);
}

}  // namespace calspam
