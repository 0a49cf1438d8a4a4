// SPDX-License-Identifier: MIT
#include "report/build_report.hh"

#include <algorithm>
#include <map>
#include <tuple>

#include "evidence/campaign_keys.hh"
#include "evidence/part_bytes.hh"
#include "report/compared.hh"
#include "report/location.hh"
#include "report/reported_calendar.hh"
#include "report/reported_links.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kListedDifferences = 100;

std::string_view encoding_name(TransferEncoding encoding) {
  switch (encoding) {
    case TransferEncoding::Identity:
      return "identity";
    case TransferEncoding::Base64:
      return "base64";
    case TransferEncoding::QuotedPrintable:
      return "quoted-printable";
    case TransferEncoding::Uuencode:
      return "uuencode";
    case TransferEncoding::Unknown:
      return "unknown";
  }
  return "";
}

// Digests are for what may come as a file; the hostile nest of many large
// ones is not worth the time.
constexpr std::uint64_t kHashedBytes = 64ull << 20;

std::string content_hash(const Subject& subject, const Part& part,
                         std::uint64_t& left) {
  if (part.carrier == Carrier::None && part.filename.empty()) return "";
  const std::optional<std::string> bytes = part_bytes(subject, part, left);
  if (!bytes) return "";
  left -= part.body_span.size();
  return sha256(*bytes);
}

ReportedPart reported_part(const Part& part) {
  ReportedPart reported;
  reported.path = part.path;
  reported.depth = part.depth;
  reported.type = reported_text(part.type.name(), 256);
  reported.disposition = reported_text(part.disposition, 256);
  reported.filename = reported_text(part.filename, 1'024);
  reported.encoding = encoding_name(part.encoding);
  reported.charset = reported_text(part.charset, 256);
  if (part.carrier != Carrier::None)
    reported.carrier = carrier_name(part.carrier);
  reported.reading = part.reading;
  reported.span = {
      part.header_span.empty() ? part.body_span.begin : part.header_span.begin,
      std::max(part.header_span.end, part.body_span.end)};
  reported.decoded_size = part.decoded_size;
  reported.analysed = part.analysed;
  reported.not_analysed = part.not_analysed;
  return reported;
}

void add_origin(const RawMessage& raw, Report& report) {
  report.origin = raw.origin;
  report.kind = raw.kind;
  report.size = std::max<std::uint64_t>(raw.full_size, raw.bytes.size());
}

void add_header(const Part& root, Report& report) {
  report.message_id = reported_text(root.header_text("Message-ID"));
  report.subject = reported_text(root.header_text("Subject"));
  report.from = reported_text(root.header_text("From"));
  report.date = reported_text(root.header_text("Date"));
}

void add_identity(const Subject& subject, Report& report) {
  add_origin(*subject.raw, report);
  report.sha256 = sha256(subject.raw->bytes);
  if (subject.time.instant) report.time = iso_instant(*subject.time.instant);
  report.time_claimed = subject.time.claimed;
  if (subject.is_mail()) add_header(subject.message.root(), report);
}

// Position of each finding's rule in the order of the rule set.
std::map<std::string, std::size_t, std::less<>> rule_order(
    const RuleSet& rules, const std::vector<Finding>& findings) {
  std::map<std::string, std::size_t, std::less<>> order;
  for (const Finding& finding : findings)
    order.emplace(finding.id, rules.rules().size());
  std::size_t position = 0;
  for (const Rule& rule : rules.rules()) {
    if (const auto found = order.find(rule.id); found != order.end())
      found->second = std::min(found->second, position);
    ++position;
  }
  return order;
}

void add_findings(const Subject& subject, const RuleSet& rules,
                  std::vector<Finding> findings, LineIndex& lines,
                  Report& report) {
  if (findings.empty()) return;
  const auto order = rule_order(rules, findings);
  const auto key = [&order](const Finding& finding) {
    const auto found = order.find(finding.id);
    return std::tuple(-finding.score,
                      found == order.end() ? order.size() : found->second,
                      finding.where.part, finding.where.span, finding.id);
  };
  std::stable_sort(
      findings.begin(), findings.end(),
      [&key](const Finding& a, const Finding& b) { return key(a) < key(b); });
  report.finding_count = findings.size();
  if (findings.size() > subject.limits->findings)
    findings.resize(subject.limits->findings);
  for (Finding& finding : findings) {
    finding.message = reported_text(finding.message);
    finding.excerpt =
        reported_text(finding.excerpt, subject.limits->excerpt_bytes);
    const Location location = locate(subject, lines, finding.where);
    report.findings.push_back({std::move(finding), location});
  }
}

// Of too many anomalies those that mean most are kept, in the order met.
std::vector<const Anomaly*> kept_anomalies(
    const std::vector<const Anomaly*>& all, std::size_t most) {
  std::vector<std::size_t> indices(all.size());
  for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = i;
  std::stable_sort(indices.begin(), indices.end(),
                   [&all](std::size_t a, std::size_t b) {
                     return all[a]->kind->weight > all[b]->kind->weight;
                   });
  if (indices.size() > most) indices.resize(most);
  std::sort(indices.begin(), indices.end());
  std::vector<const Anomaly*> kept;
  for (std::size_t index : indices) kept.push_back(all[index]);
  return kept;
}

void add_limit(const Anomaly& anomaly, Report& report) {
  std::string id(anomaly.kind->id);
  auto& limits = report.limits;
  if (std::find(limits.begin(), limits.end(), id) == limits.end())
    limits.push_back(std::move(id));
}

void add_anomalies(const Subject& subject, LineIndex& lines, Report& report) {
  std::vector<const Anomaly*> all;
  for (const Anomaly& anomaly : subject.anomalies) all.push_back(&anomaly);
  for (const Anomaly& anomaly : subject.second_opinion.anomalies)
    all.push_back(&anomaly);
  report.anomaly_count = all.size();
  for (const Anomaly* anomaly : all)
    if (anomaly->is_limit()) add_limit(*anomaly, report);
  for (const Anomaly* anomaly :
       kept_anomalies(all, subject.limits->anomalies)) {
    const Place place{anomaly->part, "", anomaly->span};
    report.anomalies.push_back(
        {std::string(anomaly->kind->id),
         std::string(weight_name(anomaly->kind->weight)),
         std::string(anomaly->kind->summary),
         reported_text(anomaly->detail, subject.limits->excerpt_bytes),
         locate(subject, lines, place)});
  }
}

void add_second_opinion(const Subject& subject, Report& report) {
  report.second_opinion_asked = subject.second_opinion.asked;
  for (const std::string& difference : subject.second_opinion.differences) {
    if (report.second_opinion.size() == kListedDifferences) break;
    report.second_opinion.push_back(reported_text(difference));
  }
}

}  // namespace

Report build_report(const Subject& subject, const RuleSet& rules,
                    std::vector<Finding> findings, Verdict verdict) {
  Report report;
  LineIndex lines(subject.raw->bytes);
  add_identity(subject, report);
  report.verdict = std::move(verdict);
  report.complete = subject.complete;
  add_findings(subject, rules, std::move(findings), lines, report);
  report.calendars = reported_calendars(subject);
  report.comparison = compared_parts(subject);
  std::uint64_t hashed = kHashedBytes;
  for (const Part& part : subject.message.parts) {
    report.parts.push_back(reported_part(part));
    if (subject.has_calendar_content())
      report.parts.back().sha256 = content_hash(subject, part, hashed);
  }
  add_links(subject, lines, report);
  report.phones = subject.texts.phones;
  add_anomalies(subject, lines, report);
  add_second_opinion(subject, report);
  if (subject.has_calendar_content())
    report.campaign =
        std::make_shared<const CampaignKeys>(campaign_keys(subject));
  return report;
}

Report header_report(const RawMessage& raw, const Message& header) {
  Report report;
  add_origin(raw, report);
  add_header(header.root(), report);
  return report;
}

Advice reported_advice(Advice advice) {
  if (advice.gate)
    for (std::string& reason : advice.gate->reasons)
      reason = reported_text(reason);
  return advice;
}

}  // namespace calspam
