// SPDX-License-Identifier: MIT
#include "arf/xarf.hh"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arf/encode.hh"
#include "arf/feedback_report.hh"
#include "mail/address.hh"
#include "mail/header_field.hh"
#include "mail/trace.hh"
#include "util/hash.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kEvidenceBytes = 5u << 20;  // XARF 4, of one item
constexpr std::size_t kText = 2'000;

std::string text_of(std::string_view text, std::size_t bytes = kText) {
  return to_valid_utf8(truncated(text, bytes));
}

// A UUID of version 4 in form; its bits come from the input and the time.
std::string uuid_of(std::string_view seed) {
  std::string hex = sha256(seed).substr(0, 32);
  hex[12] = '4';
  hex[16] = "89ab"[hex_digit(hex[16]) & 3];
  for (std::size_t at : {8u, 13u, 18u, 23u}) hex.insert(at, 1, '-');
  return hex;
}

Json party(const ReportWishes& wishes) {
  const std::string address = bare_address(wishes.from);
  const std::string domain = address.substr(address.rfind('@') + 1);
  Json json;
  json["org"] = wishes.organisation.empty() ? domain : wishes.organisation;
  json["contact"] = address;
  json["domain"] = domain;
  return json;
}

std::string source_of(const AbuseCase& incident) {
  if (!incident.source_ip.empty()) return incident.source_ip;
  for (const std::string& organizer : incident.organizers)
    return organizer.substr(organizer.rfind('@') + 1);
  if (!incident.from_domain.empty()) return incident.from_domain;
  return incident.domains.empty() ? "" : incident.domains.front();
}

Json evidence_item(std::string_view type, std::string_view bytes,
                   std::string_view says) {
  Json item;
  item["content_type"] = type;
  item["description"] = says;
  item["payload"] = base64_encoded(bytes);
  item["hash"] = "sha256:" + sha256(bytes);
  item["size"] = bytes.size();
  return item;
}

Json calendar_json(const CaseEvent& event) {
  Json json;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) json[name] = text_of(value);
  };
  add("uid", event.uid);
  add("recurrence_id", event.recurrence_id);
  if (event.sequence) json["sequence"] = *event.sequence;
  add("method", event.method);
  add("organizer", event.organizer);
  add("summary", event.summary);
  add("start", event.start);
  add("end", event.end);
  add("recurrence", event.rule);
  add("location", event.location);
  return json;
}

// "namespace:predicate": letters, digits and underscores.
std::string tag_of(std::string_view finding) {
  std::string tag = "calspam:";
  for (char c : finding)
    tag += is_ascii_alpha(c) || is_ascii_digit(c) ? ascii_lower(c) : '_';
  return tag;
}

void add_mail(const AbuseCase& incident, const ReportWishes& wishes,
              Json& json) {
  const bool smtp = incident.is_mail() && wishes.source_port &&
                    incident.mail_from && !incident.mail_from->empty() &&
                    !incident.source_ip.empty();
  json["protocol"] = smtp ? "smtp" : "other";
  if (smtp) json["source_port"] = *wishes.source_port;
  if (incident.mail_from && !incident.mail_from->empty())
    json["smtp_from"] = text_of(*incident.mail_from);
  if (!incident.recipients.empty())
    json["smtp_to"] = text_of(incident.recipients.front());
  if (!incident.subject.empty()) json["subject"] = text_of(incident.subject);
  if (!incident.message_id.empty())
    json["message_id"] = text_of(incident.message_id);
}

void add_events(const AbuseCase& incident, Json& json) {
  if (!incident.events.empty())
    json["calendar"] = calendar_json(incident.events.front());
  if (!incident.uris.empty()) {
    Json links = Json::array();
    for (const std::string& uri : incident.uris)
      if (starts_ignoring_case(uri, "http")) links.push_back(uri_text(uri));
    if (!links.empty()) json["spam_indicators"]["suspicious_links"] = links;
  }
  Json tags = Json::array();
  for (const CaseFinding& finding : incident.findings)
    tags.push_back(tag_of(finding.id));
  if (!tags.empty()) json["tags"] = tags;
}

std::string_view evidence_source(const ReportWishes& wishes) {
  if (wishes.trap) return "spamtrap";
  return wishes.complaint ? "user_complaint" : "automated_filter";
}

// Evidence bytes with their words hidden, and what could not be.
struct Evidence {
  std::string type, says, bytes;
};
Result<Evidence> evidence_of(const AbuseCase& incident,
                             const ReportWishes& wishes,
                             const PrivateWords* words, const Limits& limits,
                             AbuseMail& mail) {
  Evidence evidence;
  const bool whole = incident.is_mail() && !wishes.headers_only &&
                     !incident.cut &&
                     incident.original.size() <= kEvidenceBytes;
  if (!incident.is_mail()) {
    evidence = {"text/calendar", "the calendar entry",
                std::string(incident.calendar.substr(0, kEvidenceBytes))};
    if (incident.calendar.size() > kEvidenceBytes)
      mail.notes.push_back("the evidence is cut: XARF takes 5 MiB");
    if (words != nullptr)
      evidence.bytes = redacted_calendar(evidence.bytes, *words);
  } else {
    std::string bytes(incident.original);
    std::size_t body = incident.body_at;
    if (words != nullptr) {
      Redacted redacted = redacted_message(bytes, *words, limits);
      mail.notes.insert(mail.notes.end(), redacted.notes.begin(),
                        redacted.notes.end());
      bytes = std::move(redacted.bytes);
      body = std::min(bytes.find("\n\n"), bytes.find("\n\r\n"));
    }
    mail.headers_only = !whole;
    if (!whole) bytes = bytes.substr(0, std::min(body, kEvidenceBytes));
    evidence = {whole ? "message/rfc822" : "text/rfc822-headers",
                whole ? "the message" : "the header of the message",
                std::move(bytes)};
  }
  if (words != nullptr)
    if (const auto left =
            shown_in(evidence.bytes, incident.kind, *words, limits))
      return fail("", "private words are still to be seen in " + *left +
                          " after redaction: no report is written");
  return evidence;
}

// -- reading ------------------------------------------------------------

const Json* member(const Json& json, std::string_view name) {
  if (!json.is_object()) return nullptr;
  const auto found = json.find(name);
  return found == json.end() ? nullptr : &*found;
}

// The text of the first member there is of these names, in any case of the
// first letter: version 3 writes SourceIp, version 4 source_ip.
std::string text_in(const Json* json,
                    std::initializer_list<const char*> names) {
  if (json == nullptr) return "";
  for (const char* name : names) {
    const Json* value = member(*json, name);
    if (value == nullptr) continue;
    if (value->is_string()) return text_of(value->get<std::string>());
    if (value->is_number_unsigned())
      return std::to_string(value->get<std::uint64_t>());
  }
  return "";
}

std::optional<std::uint16_t> port_in(const Json* json,
                                     std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const Json* value = json == nullptr ? nullptr : member(*json, name);
    if (value != nullptr && value->is_number_unsigned() &&
        value->get<std::uint64_t>() <= 65'535)
      return static_cast<std::uint16_t>(value->get<std::uint64_t>());
  }
  return {};
}

// Nothing for what is no JSON or nests too deep.
std::optional<Json> parsed(std::string_view text, const ArfLimits& bounds) {
  if (text.size() > bounds.json_bytes) return {};
  bool deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    deep = deep || depth > static_cast<int>(bounds.json_depth);
    return !deep;
  };
  Json json = Json::parse(text.begin(), text.end(), watch, false);
  if (json.is_discarded() || deep || !json.is_object()) return {};
  return json;
}

void take_evidence(const Json* list, const char* type, const char* payload,
                   AbuseReading& out) {
  if (list == nullptr || !list->is_array()) return;
  for (const Json& item : *list) {
    const std::string kind = ascii_lower(text_in(&item, {type}));
    const Json* bytes = member(item, payload);
    const bool mail = kind.starts_with("message/rfc822");
    const bool headers = kind.starts_with("text/rfc822-header");
    const bool calendar = kind.starts_with("text/calendar");
    if (bytes == nullptr || !bytes->is_string() ||
        !(mail || headers || calendar))
      continue;
    const std::string& text = bytes->get_ref<const std::string&>();
    const Json* plain = member(item, "Base64Encoded");
    const bool encoded =
        plain == nullptr || !plain->is_boolean() || plain->get<bool>();
    std::string packed;
    for (char c : text)
      if (!is_ascii_space(c)) packed += c;
    const auto decoded =
        encoded ? base64_decoded(packed) : std::optional<std::string>(text);
    if (!decoded || decoded->empty()) {
      out.tolerated.push_back("evidence that is no base64");
      continue;
    }
    out.original.bytes = *decoded;
    out.original.calendar = calendar;
    out.original.form = headers ? ReportedOriginal::Form::Headers
                                : ReportedOriginal::Form::Whole;
    return;
  }
}

void take_original_names(AbuseReading& out) {
  ReportedOriginal& original = out.original;
  if (original.form == ReportedOriginal::Form::None || original.calendar)
    return;
  const std::string_view text = original.bytes;
  Part part;
  part.headers = read_header_block(text, {0, text.size()},
                                   text.find('\n') != text.npos, Limits{})
                     .fields;
  original.message_id = text_of(part.header_text("Message-ID"));
  original.subject = text_of(part.header_text("Subject"));
  original.from = text_of(part.header_text("From"));
  original.date = text_of(part.header_text("Date"));
}

std::optional<Instant> time_of(const std::string& text) {
  if (auto iso = parse_iso_instant(text)) return iso;
  return parse_mail_date(text);
}

void read_version_4(const Json& json, AbuseReading& out) {
  XarfFields& xarf = *out.xarf;
  xarf.version = text_in(&json, {"xarf_version"});
  xarf.id = text_in(&json, {"report_id"});
  xarf.category = text_in(&json, {"category", "class"});
  xarf.type = text_in(&json, {"type"});
  xarf.protocol = text_in(&json, {"protocol"});
  xarf.source_identifier = text_in(&json, {"source_identifier"});
  xarf.reporter = text_in(member(json, "reporter"), {"contact", "org"});
  xarf.sender = text_in(member(json, "sender"), {"contact", "org"});
  out.arrival_date = text_in(&json, {"timestamp"});
  out.source_ip = source_ip_text(xarf.source_identifier).empty()
                      ? ""
                      : xarf.source_identifier;
  out.source_port = port_in(&json, {"source_port"});
  if (std::string from = text_in(&json, {"smtp_from"}); !from.empty())
    out.original_mail_from = from;
  if (std::string to = text_in(&json, {"smtp_to"}); !to.empty())
    out.original_rcpt_to.push_back(to);
  out.original.subject = text_in(&json, {"subject"});
  out.original.message_id = text_in(&json, {"message_id"});
  if (const Json* spam = member(json, "spam_indicators"))
    if (const Json* links = member(*spam, "suspicious_links");
        links != nullptr && links->is_array())
      for (const Json& link : *links)
        if (link.is_string() && out.reported_uris.size() < 100)
          out.reported_uris.push_back(text_of(link.get<std::string>()));
  take_evidence(member(json, "evidence"), "content_type", "payload", out);
}

void read_version_3(const Json& json, const Json& report, AbuseReading& out) {
  XarfFields& xarf = *out.xarf;
  const Json* who = member(json, "ReporterInfo");
  xarf.version = text_in(&json, {"Version"});
  if (xarf.version.empty()) xarf.version = "3";
  xarf.reporter =
      text_in(who, {"ReporterContactEmail", "ReporterOrgEmail", "ReporterOrg"});
  xarf.id = text_in(&report, {"ReportId", "ReportID"});
  xarf.category = text_in(&report, {"ReportClass"});
  xarf.type = text_in(&report, {"ReportType"});
  xarf.protocol = text_in(&report, {"Protocol"});
  xarf.source_identifier = text_in(&report, {"SourceIp", "SourceIP", "Source"});
  out.source_ip = source_ip_text(xarf.source_identifier).empty()
                      ? ""
                      : xarf.source_identifier;
  out.source_port = port_in(&report, {"SourcePort"});
  out.arrival_date = text_in(&report, {"Date", "Timestamp"});
  if (std::string from = text_in(&report, {"SmtpMailFromAddress"});
      !from.empty())
    out.original_mail_from = from;
  if (std::string to = text_in(&report, {"SmtpRcptToAddress"}); !to.empty())
    out.original_rcpt_to.push_back(to);
  out.original.subject = text_in(&report, {"SmtpMessageSubject"});
  if (std::string url = text_in(&report, {"SourceUrl", "Url"}); !url.empty())
    out.reported_uris.push_back(url);
  take_evidence(member(report, "Samples"), "ContentType", "Payload", out);
}

void add_fault(const XarfFields& xarf, AbuseReading& out) {
  const auto want = [&](const std::string& value, const char* name) {
    if (value.empty())
      out.broken.push_back({"X1", "XARF", RuleLevel::Error,
                            "the fields that every report has are there",
                            std::string("no ") + name});
  };
  want(xarf.type, "type");
  want(xarf.category, "category");
  want(xarf.source_identifier, "source");
  want(xarf.reporter, "reporter");
  if (!out.arrival)
    out.broken.push_back({"X2", "XARF", RuleLevel::Error,
                          "the time of the incident is a date",
                          '"' + out.arrival_date + '"'});
}

}  // namespace

Result<AbuseMail> write_xarf(const AbuseCase& incident,
                             const ReportWishes& wishes,
                             const PrivateWords* words, const Limits& limits) {
  if (words != nullptr && words->overflowed())
    return fail("", "more addresses than a redaction can hide");
  AbuseMail mail;
  mail.id = report_id(incident, wishes);
  mail.draft = wishes.is_draft();
  mail.redacted = words != nullptr;
  const AbuseCase told =
      words == nullptr ? incident : redacted_case(incident, *words);
  const std::string source = source_of(told);
  if (source.empty())
    return fail("", "no source is known that a report could be about");
  const auto evidence = evidence_of(incident, wishes, words, limits, mail);
  if (!evidence) return tl::unexpected(evidence.error());
  Json json;
  json["xarf_version"] = "4.0.0";
  json["report_id"] = uuid_of("xarf " + mail.id);
  const auto arrival = wishes.arrival ? wishes.arrival : told.arrival;
  json["timestamp"] = iso_instant(arrival.value_or(wishes.now));
  if (!arrival)
    mail.notes.push_back(
        "when it happened is not known: the time of the "
        "report stands for it");
  json["reporter"] = party(wishes);
  json["sender"] = party(wishes);
  json["source_identifier"] = source;
  json["category"] = "messaging";
  json["type"] = "spam";
  json["evidence_source"] = evidence_source(wishes);
  add_mail(told, wishes, json);
  add_events(told, json);
  json["evidence"] = Json::array(
      {evidence_item(evidence->type, evidence->bytes, evidence->says)});
  mail.bytes = json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
  if (words != nullptr) {
    // The evidence was looked at above; here all else is.
    Json rest = json;
    rest.erase("evidence");
    if (words->shown(rest.dump(-1, ' ', false, Json::error_handler_t::replace)))
      return fail("",
                  "private words are still to be seen in the report after "
                  "redaction: none is written");
  }
  return mail;
}

std::optional<AbuseReading> read_xarf(std::string_view text,
                                      const ArfLimits& bounds) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto json = parsed(text, bounds);
  if (!json) return {};
  AbuseReading out;
  out.kind = AbuseReportKind::Xarf;
  out.xarf.emplace();
  if (member(*json, "xarf_version") != nullptr) {
    read_version_4(*json, out);
  } else if (const Json* report = member(*json, "Report");
             report != nullptr && member(*json, "ReporterInfo") != nullptr) {
    read_version_3(*json, *report, out);
  } else {
    return {};
  }
  out.arrival = time_of(out.arrival_date);
  out.feedback_type = "xarf";
  out.reporter = out.xarf->reporter;
  take_original_names(out);
  add_fault(*out.xarf, out);
  return out;
}

}  // namespace calspam
