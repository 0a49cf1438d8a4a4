// SPDX-License-Identifier: MIT
#include "provenance/provenance.hh"

#include <algorithm>
#include <set>
#include <utility>

#include "mail/trace.hh"
#include "provenance/signature_findings.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

// Identifiers by which operators of a platform find a mail in their logs.
constexpr std::string_view kIdFields[] = {
    "X-MS-Exchange-CrossTenant-Network-Message-Id",
    "X-MS-Office365-Filtering-Correlation-Id",
    "X-MS-Exchange-CrossTenant-Id",
    "X-MS-Exchange-Calendar-Originator-Id",
    "X-MS-Exchange-Calendar-Series-Instance-Id",
    "X-MS-Exchange-MessageSentRepresentingType",
    "X-MS-TrafficTypeDiagnostic",
    "X-Google-Smtp-Source",
    "X-Gm-Message-State",
    "X-Received",
    "Feedback-ID",
    "CFBL-Feedback-ID",
    "X-SES-Outgoing",
    "X-SG-EID",
    "X-Mailgun-Sid",
    "X-YMail-OSG",
    "X-UI-Out-Filterresults",
    "X-Entity-ID",
    "Original-Envelope-Id",
};

std::string first_spec(const std::vector<Address>& addresses) {
  return addresses.empty() ? "" : recorded_text(addresses.front().spec());
}

class MessageReader {
 public:
  MessageReader(const Subject& subject, const Path& path,
                const ProvenanceLimits& limits)
      : subject_(subject), path_(path), limits_(limits) {}

  ProvenanceMessage read(const GoogleBounce& bounce);

 private:
  void read_times(ProvenanceMessage& message) const;
  void add_recipients(std::string_view field, std::string_view how,
                      ProvenanceMessage& message);
  void add_recipient(std::string_view address, std::string_view how,
                     ProvenanceMessage& message);

  const Subject& subject_;
  const Path& path_;
  const ProvenanceLimits& limits_;
  std::set<std::string> known_;
};

void MessageReader::add_recipient(std::string_view address,
                                  std::string_view how,
                                  ProvenanceMessage& message) {
  if (address.find('@') == address.npos ||
      !known_.insert(ascii_lower(address)).second)
    return;
  if (++message.recipient_count > limits_.recipients) return;
  message.recipients.push_back(
      {recorded_text(address, limits_), std::string(how)});
}

void MessageReader::add_recipients(std::string_view field, std::string_view how,
                                   ProvenanceMessage& message) {
  const Part& root = subject_.message.root();
  for (const Header* header : root.all_headers(field))
    for (const Address& address :
         parse_addresses(header->value, *subject_.limits))
      add_recipient(address.spec(), how, message);
}

void MessageReader::read_times(ProvenanceMessage& message) const {
  const Part& root = subject_.message.root();
  if (const Header* const date = root.header("Date")) {
    message.date = recorded_text(date->text(), limits_);
    message.sent = parse_mail_date(date->value);
  }
  if (const PathHop* const border = border_hop(path_)) {
    message.arrival = border->line.time;
    message.arrival_claimed = !border->line.time;
  }
  if (message.arrival) return;
  for (const PathHop& hop : path_.hops) {
    if (!hop.line.time) continue;
    message.arrival = hop.line.time;
    message.arrival_claimed = hop.zone == HopZone::Claimed;
    return;
  }
}

ProvenanceMessage MessageReader::read(const GoogleBounce& bounce) {
  ProvenanceMessage message;
  if (!subject_.is_mail()) return message;
  const Part& root = subject_.message.root();
  std::string_view id;
  const std::string id_text = root.header_text("Message-ID");
  id = trimmed(id_text);
  if (id.size() >= 2 && id.front() == '<' && id.back() == '>')
    id = id.substr(1, id.size() - 2);
  message.message_id = recorded_text(id, limits_);
  read_times(message);
  message.from = first_spec(subject_.from);
  if (!subject_.from.empty())
    message.from_name =
        recorded_text(subject_.from.front().display_name, limits_);
  message.sender = first_spec(subject_.sender);
  message.reply_to = first_spec(subject_.reply_to);
  message.return_path = recorded_text(subject_.return_path, limits_);
  message.subject = recorded_text(root.header_text("Subject"), limits_);
  add_recipients("Delivered-To", "delivered-to", message);
  add_recipients("X-Original-To", "x-original-to", message);
  add_recipients("Envelope-To", "envelope-to", message);
  for (const PathHop& hop : path_.hops)
    if (hop.zone != HopZone::Claimed)
      add_recipient(hop.line.envelope_for, "for", message);
  add_recipient(bounce.recipient, "google-bounce", message);
  for (const PathHop& hop : path_.hops)
    if (hop.zone == HopZone::Claimed)
      add_recipient(hop.line.envelope_for, "for-claimed", message);
  add_recipients("To", "to", message);
  add_recipients("Cc", "cc", message);
  for (const std::string_view field : kIdFields)
    if (std::string value = recorded_text(root.header_text(field), limits_);
        !value.empty())
      message.ids.emplace_back(field, std::move(value));
  return message;
}

// In the order of the table, so that what belongs together stands together.
void sort_findings(ProvenanceFindings& findings) {
  std::ranges::stable_sort(findings, {}, [](const ProvenanceFinding& finding) {
    return finding.kind - provenance_finding_kinds().data();
  });
}

void note_on_hops(const ProvenanceFindings& findings, Path& path) {
  for (const ProvenanceFinding& finding : findings) {
    if (finding.hop < 0) continue;
    auto& notes = path.hops[static_cast<std::size_t>(finding.hop)].notes;
    std::string id(finding.kind->id);
    if (std::ranges::find(notes, id) == notes.end())
      notes.push_back(std::move(id));
  }
}

}  // namespace

Provenance trace(const Subject& subject, Signatures signatures,
                 const ProvenanceOptions& options) {
  Provenance all;
  ProvenanceFindings& findings = all.findings;
  all.signatures = std::move(signatures);
  all.custody = custody_of(subject, options.limits);
  all.custody.tool = options.tool;
  all.custody.rules = options.rules;
  all.path = trace_path(subject, options.limits, findings);
  all.recorded =
      recorded_authentication(subject, all.path, options.limits, findings);
  all.objects = calendar_objects(subject, options.limits, findings);
  all.object_count = subject.events.size();
  all.platform = platform_of(subject, all.path, all.recorded, all.signatures,
                             all.objects, findings);
  all.message = MessageReader(subject, all.path, options.limits)
                    .read(all.platform.bounce);
  all.alignment = alignments(subject, all.platform, all.objects, findings);
  find_signature_oddities(all.signatures, all.recorded, findings);
  sort_findings(findings);
  all.finding_count = findings.size();
  if (findings.size() > options.limits.findings)
    findings.resize(options.limits.findings);
  note_on_hops(findings, all.path);
  all.checkpoints = checkpoints(subject, all);
  all.insertion = insertion_of(subject, all);
  return all;
}

}  // namespace calspam
