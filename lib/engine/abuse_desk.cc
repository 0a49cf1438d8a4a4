// SPDX-License-Identifier: MIT
#include "engine/abuse_desk.hh"

#include <algorithm>
#include <utility>

#include "arf/reading.hh"
#include "arf/xarf.hh"
#include "mail/header_field.hh"
#include "provenance/path.hh"
#include "provenance/recorded.hh"
#include "provenance/verify.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kUids = 100;

std::string field_at(const Message& message, Span span) {
  for (const Header& header : message.root().headers)
    if (header.span == span) return squeezed(unfolded(header.value));
  return "";
}

std::vector<std::string> kept_addresses(const AbuseDeskOptions& options) {
  std::vector<std::string> kept = options.wishes.to;
  kept.push_back(bare_address(options.wishes.from));
  return kept;
}

// Whose incidents are counted together: where the report goes, else where the
// mail came from.
std::string provider_of(const AbuseCase& incident,
                        const Addressees& addressees) {
  if (!addressees.used.empty()) return addressees.used.front().address;
  if (!addressees.proposals.empty())
    return addressees.proposals.front().address;
  if (!incident.source_ip.empty()) return incident.source_ip;
  return incident.from_domain;
}

Result<AbuseMail> written(AbuseFormat format, const AbuseCase& incident,
                          const Addressees& addressees,
                          const PrivateWords* words,
                          const AbuseDeskOptions& options) {
  switch (format) {
    case AbuseFormat::Xarf:
      return write_xarf(incident, options.wishes, words, options.limits);
    case AbuseFormat::Complaint:
      return write_complaint(incident, addressees, options.wishes, words,
                             options.limits);
    case AbuseFormat::Arf:
      break;
  }
  return write_abuse_report(incident, addressees, options.wishes, words,
                            options.limits);
}

std::vector<Finding> findings_of(const Report& report) {
  std::vector<Finding> findings;
  for (const ReportedFinding& reported : report.findings)
    findings.push_back(reported.finding);
  return findings;
}

void choose_format(const AbuseCase& incident, const AbuseDeskOptions& options,
                   AbuseOutcome& outcome) {
  using What = AbuseOutcome::What;
  outcome.format = options.format;
  outcome.what = What::Written;
  if (incident.is_mail() || options.format != AbuseFormat::Arf) return;
  outcome.what = options.without_mail ? What::InStead : What::NoMail;
  if (options.without_mail) outcome.format = *options.without_mail;
}

Signatures verified(const Subject& subject, const KeyFile* keys) {
  VerifyOptions options;
  options.keys = keys;
  options.as_of = subject.time.instant;
  return verify_signatures(subject, options);
}

void infer_trust(const Subject& subject, CaseTrust& trust) {
  const ProvenanceLimits limits;
  ProvenanceFindings findings;
  const Path path = trace_path(subject, limits, findings);
  const PathHop* hop = border_hop(path);
  // A guess names the wrong host to the wrong people.
  if (hop == nullptr || path.border.confidence < Confidence::Medium) return;
  trust.border = CaseBorder{
      hop->line.from_ip, hop->line.by, hop->line.time,
      "inferred: " + std::string(border_method_name(path.border.method))};
  const RecordedAuthentication recorded =
      recorded_authentication(subject, path, limits, findings);
  for (const std::string& domain : recorded.dkim_domains)
    trust.passing_signers.push_back(ascii_lower(domain));
  trust.spf_passed = trust.spf_passed || recorded.spf == "pass";
  if (!trust.authentication_results.empty()) return;
  for (const RecordedResults& results : recorded.fields)
    if (results.trusted &&
        same_ignoring_case(results.field.field, "Authentication-Results"))
      trust.authentication_results.push_back(
          field_at(subject.message, results.field.span));
}

}  // namespace

CaseTrust case_trust(const Subject& subject, const KeyFile* keys) {
  CaseTrust trust = trust_of_site(subject);
  if (!subject.is_mail()) return trust;
  if (!trust.border) infer_trust(subject, trust);
  if (keys == nullptr) return trust;
  for (const DkimSignature& signature : verified(subject, keys).dkim)
    if (signature.passed()) trust.passing_signers.push_back(signature.domain);
  return trust;
}

AbuseOutcome report_abuse(const Analyzer& analyzer, const RawMessage& raw,
                          const AbuseDeskOptions& options) {
  Subject subject;
  const Report report = analyzer.analyze(raw, subject);
  const AbuseCase incident = abuse_case(
      subject, findings_of(report), case_trust(subject, options.keys.get()));
  AbuseOutcome outcome;
  outcome.origin = raw.origin.name();
  choose_format(incident, options, outcome);
  outcome.message_id = incident.message_id;
  for (const EventRow& row : subject.events)
    if (outcome.uids.size() < kUids && !row.event.uid.empty())
      outcome.uids.push_back(row.event.uid);
  outcome.addressees =
      addressees(incident, options.wishes.to, options.site.get());
  outcome.provider = provider_of(incident, outcome.addressees);
  if (outcome.what == AbuseOutcome::What::NoMail) return outcome;
  std::optional<PrivateWords> words;
  if (options.redaction_key) {
    words.emplace(*options.redaction_key, options.redaction);
    std::vector<std::string> kept = kept_addresses(options);
    for (const Addressee& used : outcome.addressees.used)
      kept.push_back(used.address);
    add_private_words(subject, kept, *words);
  }
  auto mail = written(outcome.format, incident, outcome.addressees,
                      words ? &*words : nullptr, options);
  if (!mail) {
    outcome.what = AbuseOutcome::What::Failed;
    outcome.failure = mail.error().text();
    return outcome;
  }
  outcome.mail = std::move(*mail);
  return outcome;
}

Report read_abuse(const Analyzer& analyzer, const RawMessage& raw,
                  const AbuseReaderOptions& options) {
  auto reading =
      std::make_shared<AbuseReading>(read_abuse_report(raw, options.limits));
  RawMessage inner = raw;
  Report report;
  if (reading->original.form != ReportedOriginal::Form::None) {
    inner.kind = reading->original.calendar ? RawKind::Calendar : RawKind::Mail;
    inner.bytes = reading->original.bytes;
    inner.full_size = inner.bytes.size();
    Subject subject;
    report = analyzer.analyze(inner, subject);
    report.provenance = std::make_shared<const Provenance>(trace(
        subject, verified(subject, options.keys.get()), options.provenance));
  } else if (!looks_like_json(raw.bytes)) {
    // XARF without evidence is no mail, and of no use to a reader of mail.
    report = analyzer.analyze(raw);
  }
  report.origin = raw.origin;
  report.kind = inner.kind;
  report.size = std::max<std::uint64_t>(raw.full_size, raw.bytes.size());
  report.sha256 = sha256(raw.bytes);
  report.complete = report.complete && reading->complete;
  report.arf = std::move(reading);
  return report;
}

}  // namespace calspam
