// SPDX-License-Identifier: MIT
#include "arf/abuse_case.hh"

#include <algorithm>

#include "evidence/trusted_path.hh"
#include "mail/header_field.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// The bytes of the header field at `span`, its value unfolded.
std::string field_value(const Message& message, Span span) {
  for (const Header& header : message.root().headers)
    if (header.span == span) return squeezed(unfolded(header.value));
  return "";
}

void add_once(std::vector<std::string>& list, std::string value,
              std::size_t most) {
  if (value.empty() || list.size() >= most) return;
  if (std::find(list.begin(), list.end(), value) == list.end())
    list.push_back(std::move(value));
}

std::vector<std::string> names_signed(const Header& header) {
  std::vector<std::string> names;
  for (std::string_view tag : split(header.value, ';')) {
    tag = trimmed(tag);
    const std::size_t equals = tag.find('=');
    if (equals == tag.npos || trimmed(tag.substr(0, equals)) != "h") continue;
    for (std::string_view name : split(tag.substr(equals + 1), ':'))
      names.push_back(ascii_lower(trimmed(name)));
  }
  return names;
}

std::string signing_domain(const Header& header) {
  for (std::string_view tag : split(header.value, ';')) {
    tag = trimmed(tag);
    const std::size_t equals = tag.find('=');
    if (equals == tag.npos || trimmed(tag.substr(0, equals)) != "d") continue;
    std::string domain;
    for (char c : tag.substr(equals + 1))
      if (!is_ascii_space(c)) domain += ascii_lower(c);
    return domain;
  }
  return "";
}

void add_signatures(const Part& root, const CaseTrust& trust, AbuseCase& out) {
  for (const Header* header : root.all_headers("DKIM-Signature")) {
    CaseSignature signature;
    signature.domain = signing_domain(*header);
    signature.signed_fields = names_signed(*header);
    signature.passes =
        std::find(trust.passing_signers.begin(), trust.passing_signers.end(),
                  signature.domain) != trust.passing_signers.end();
    if (!signature.domain.empty())
      out.signatures.push_back(std::move(signature));
  }
}

// Only fields that receivers write: To says whom the sender named.
void add_recipients(const Subject& subject, const CaseTrust& trust,
                    const ArfLimits& limits, AbuseCase& out) {
  const Part& root = subject.message.root();
  for (std::string_view name : {"Delivered-To", "X-Original-To", "Envelope-To"})
    for (const Header* header : root.all_headers(name))
      for (const Address& address :
           parse_addresses(header->value, *subject.limits))
        if (!address.domain.empty())
          add_once(out.recipients, address.spec(), limits.recipients);
  if (!trust.border) return;
  for (const Hop& hop : subject.hops)
    if (hop.from_ip == trust.border->ip && hop.by == trust.border->by)
      add_once(out.recipients, hop.envelope_for, limits.recipients);
}

void add_contacts(const Part& root, AbuseCase& out) {
  for (std::string_view name : {"X-Report-Abuse-To", "X-Report-Abuse",
                                "X-Complaints-To", "X-CSA-Complaints"})
    for (const Header* header : root.all_headers(name))
      out.contacts.push_back({std::string(name), header->text()});
  for (const Header* header : root.all_headers("CFBL-Address"))
    out.cfbl_addresses.push_back(std::string(trimmed(unfolded(header->value))));
  out.has_cfbl_feedback_id = root.header("CFBL-Feedback-ID") != nullptr;
}

void add_way(const Subject& subject, const CaseTrust& trust, AbuseCase& out) {
  if (trust.border) {
    out.source_ip = trust.border->ip;
    out.reporting_mta = trust.border->by;
    out.border_how = trust.border->how;
    out.arrival = trust.border->at;
    out.arrival_how = "the border's Received field";
  }
  // Not Date: that is when the sender says to have written it.
  if (!out.arrival && subject.time.instant && !subject.time.claimed) {
    out.arrival = subject.time.instant;
    out.arrival_how = "the newest Received field";
  }
  out.authentication_results = trust.authentication_results;
  out.spf_passed = trust.spf_passed;
}

void add_mail(const Subject& subject, const CaseTrust& trust,
              const ArfLimits& limits, AbuseCase& out) {
  const Part& root = subject.message.root();
  const std::size_t begin = static_cast<std::size_t>(root.header_span.begin);
  out.original =
      subject.raw->bytes.substr(std::min(begin, subject.raw->bytes.size()));
  out.body_at = static_cast<std::size_t>(root.body_span.begin) - begin;
  out.subject = root.header_text("Subject");
  out.message_id = root.header_text("Message-ID");
  out.from = root.header_text("From");
  out.sent = root.header_text("Date");
  for (const Address& recipient : subject.recipients)
    add_once(out.recipient_domains, recipient.domain, limits.domains);
  if (!subject.from.empty()) out.from_domain = subject.from.front().domain;
  for (const Address& address : subject.reply_to)
    add_once(out.reply_to, address.spec(), limits.recipients);
  if (root.header("Return-Path") != nullptr)
    out.mail_from = subject.return_path;
  out.service = subject.service;
  add_way(subject, trust, out);
  add_recipients(subject, trust, limits, out);
  add_signatures(root, trust, out);
  add_contacts(root, out);
}

CaseEvent case_event(const EventRow& row) {
  const Event& event = row.event;
  CaseEvent out;
  out.method = row.method;
  out.uid = event.uid;
  out.recurrence_id = event.recurrence_id;
  out.summary = event.summary;
  out.location = event.location;
  out.sequence = event.sequence;
  out.rule = event.recurrence.rule;
  if (event.start) out.start = event.start->text();
  if (event.end) out.end = event.end->text();
  if (event.organizer)
    out.organizer = event.organizer->address.empty() ? event.organizer->uri
                                                     : event.organizer->address;
  return out;
}

// A service's own buttons say who was invited and accuse nobody.
bool is_answer_link(const Url& url) {
  return url.host == "calendar.google.com" ||
         url.path.find("/calendar/event") != std::string::npos ||
         url.path.find("/owa/calendar") != std::string::npos;
}

bool is_recipients_domain(const Subject& subject, std::string_view domain) {
  if (subject.site != nullptr && subject.site->domains.has_host(domain))
    return true;
  return std::any_of(subject.recipients.begin(), subject.recipients.end(),
                     [&](const Address& recipient) {
                       return same_ignoring_case(recipient.domain, domain);
                     });
}

void add_events(const Subject& subject, const ArfLimits& limits,
                AbuseCase& out) {
  out.event_count = subject.events.size();
  for (const EventRow& row : subject.events) {
    if (row.event.organizer && !row.event.organizer->address.empty())
      add_once(out.organizers, row.event.organizer->address, limits.recipients);
    if (out.events.size() < limits.events)
      out.events.push_back(case_event(row));
  }
}

void add_reported(const Subject& subject, const ArfLimits& limits,
                  AbuseCase& out) {
  const auto add_domain = [&](std::string_view domain) {
    if (domain.find('.') != domain.npos &&
        !is_recipients_domain(subject, domain))
      add_once(out.domains, ascii_lower(domain), limits.domains);
  };
  for (const std::string& address : out.organizers)
    add_domain(address.substr(address.rfind('@') + 1));
  for (const CaseSignature& signature : out.signatures)
    add_domain(signature.domain);
  for (const Link& link : subject.links) {
    if (!link.url.is_web() || !link.url.valid || is_answer_link(link.url))
      continue;
    if (is_recipients_domain(subject, link.url.domain)) continue;
    add_domain(link.url.domain);
    add_once(out.uris, link.url.text, limits.uris);
  }
  for (const std::string& address : out.organizers)
    if (!is_recipients_domain(subject, address.substr(address.rfind('@') + 1)))
      add_once(out.uris, "mailto:" + address, limits.uris);
}

}  // namespace

CaseTrust trust_of_site(const Subject& subject) {
  CaseTrust trust;
  const TrustedPath path = trusted_path(subject);
  if (path.border != nullptr)
    trust.border = CaseBorder{path.border->from_ip, path.border->by,
                              path.border->time, "site file"};
  if (!subject.is_mail()) return trust;
  Span last;
  for (const AuthResult* result : trusted_results(subject)) {
    if (result->result == "pass" && result->method == "dkim")
      trust.passing_signers.push_back(ascii_lower(result->domain));
    if (result->method == "spf") trust.spf_passed = result->result == "pass";
    if (result->span == last) continue;
    last = result->span;
    trust.authentication_results.push_back(
        field_value(subject.message, result->span));
  }
  return trust;
}

AbuseCase abuse_case(const Subject& subject,
                     const std::vector<Finding>& findings,
                     const CaseTrust& trust, const ArfLimits& limits) {
  AbuseCase out;
  out.kind = subject.is_mail() ? RawKind::Mail : RawKind::Calendar;
  out.cut = subject.raw->full_size > subject.raw->bytes.size();
  out.sha256 = sha256(subject.raw->bytes);
  if (!subject.calendars.empty() && subject.calendars.front().text != nullptr)
    out.calendar = *subject.calendars.front().text;
  if (subject.is_mail()) add_mail(subject, trust, limits, out);
  add_events(subject, limits, out);
  add_reported(subject, limits, out);
  for (const Finding& finding : findings)
    if (out.findings.size() < limits.findings)
      out.findings.push_back({finding.id, finding.message, finding.clauses});
  return out;
}

}  // namespace calspam
