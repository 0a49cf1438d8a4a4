// SPDX-License-Identifier: MIT
#include "report/json_arf.hh"

#include <nlohmann/json.hpp>

#include "arf/reading.hh"
#include "report/escape.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Json = nlohmann::ordered_json;

// Quotes within strings are escaped, so that nothing but the key is this.
constexpr std::string_view kNoSightings = "\"sightings\":null";

Json known(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(to_valid_utf8(text));
}
Json strings(const std::vector<std::string>& values) {
  Json json = Json::array();
  for (const std::string& value : values) json.push_back(to_valid_utf8(value));
  return json;
}

Json original_json(const ReportedOriginal& original) {
  Json json;
  json["form"] = original_form_name(original.form);
  json["part"] = known(original.part);
  json["calendar"] = original.calendar;
  json["span"] = original.span.empty()
                     ? Json(nullptr)
                     : Json::array({original.span.begin, original.span.end});
  json["message_id"] = known(original.message_id);
  json["subject"] = known(original.subject);
  json["from"] = known(original.from);
  json["date"] = known(original.date);
  return json;
}

Json auth_failure_json(const AuthFailureFields& auth) {
  Json json;
  json["failure"] = known(auth.failure);
  json["delivery_result"] = known(auth.delivery_result);
  json["dkim_domain"] = known(auth.dkim_domain);
  json["dkim_identity"] = known(auth.dkim_identity);
  json["dkim_selector"] = known(auth.dkim_selector);
  json["dkim_selector_dns"] = known(auth.dkim_selector_dns);
  json["canonicalized_header"] = known(auth.canonicalized_header);
  json["canonicalized_body"] = known(auth.canonicalized_body);
  json["adsp_dns"] = known(auth.adsp_dns);
  json["identity_alignment"] = known(auth.identity_alignment);
  json["spf_dns"] = strings(auth.spf_dns);
  return json;
}

Json xarf_json(const XarfFields& xarf) {
  Json json;
  json["version"] = known(xarf.version);
  json["id"] = known(xarf.id);
  json["category"] = known(xarf.category);
  json["type"] = known(xarf.type);
  json["protocol"] = known(xarf.protocol);
  json["source_identifier"] = known(xarf.source_identifier);
  json["reporter"] = known(xarf.reporter);
  json["sender"] = known(xarf.sender);
  return json;
}

// All of it is the word of whoever sent the report (RFC 5965 3).
Json claimed_json(const AbuseReading& reading) {
  Json json;
  json["feedback_type"] = known(reading.feedback_type);
  json["version"] = known(reading.version);
  json["user_agent"] = known(reading.user_agent);
  json["original_mail_from"] =
      reading.original_mail_from
          ? Json(to_valid_utf8(*reading.original_mail_from))
          : Json(nullptr);
  json["original_rcpt_to"] = strings(reading.original_rcpt_to);
  json["original_envelope_id"] = known(reading.original_envelope_id);
  json["arrival_date"] = known(reading.arrival_date);
  json["arrival"] =
      reading.arrival ? Json(iso_instant(*reading.arrival)) : Json(nullptr);
  json["reporting_mta"] = known(reading.reporting_mta);
  json["source_ip"] = known(reading.source_ip);
  json["source_port"] =
      reading.source_port ? Json(*reading.source_port) : Json(nullptr);
  json["incidents"] = reading.incidents;
  json["reported_domains"] = strings(reading.reported_domains);
  json["reported_uris"] = strings(reading.reported_uris);
  json["authentication_results"] = strings(reading.authentication_results);
  json["extensions"] = Json::array();
  for (const ExtensionField& field : reading.extensions) {
    Json row;
    row["name"] = to_valid_utf8(field.name);
    row["value"] = to_valid_utf8(field.value);
    json["extensions"].push_back(row);
  }
  json["auth_failure"] = reading.auth_failure
                             ? auth_failure_json(*reading.auth_failure)
                             : Json(nullptr);
  json["xarf"] = reading.xarf ? xarf_json(*reading.xarf) : Json(nullptr);
  return json;
}

Json broken_json(const BrokenRule& rule) {
  Json json;
  json["id"] = rule.id;
  json["section"] = rule.section;
  json["level"] = rule_level_name(rule.level);
  json["says"] = rule.says;
  json["detail"] = to_valid_utf8(rule.detail);
  return json;
}

}  // namespace

std::string arf_json(const Report& report) {
  if (report.arf == nullptr) return "{}";
  const AbuseReading& reading = *report.arf;
  Json json;
  json["kind"] = abuse_report_kind_name(reading.kind);
  json["conforms"] =
      reading.is_report() ? Json(reading.conforms()) : Json(nullptr);
  json["complete"] = reading.complete;
  json["reporter"] = known(reading.reporter);
  json["sent"] = known(reading.sent);
  json["description"] = known(reading.description);
  json["claimed"] = claimed_json(reading);
  json["original"] = original_json(reading.original);
  json["tolerated"] = strings(reading.tolerated);
  json["broken"] = Json::array();
  for (const BrokenRule& rule : reading.broken)
    json["broken"].push_back(broken_json(rule));
  json["sightings"] = nullptr;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string with_sightings(std::string_view record,
                           const std::vector<KnownSighting>& sightings) {
  const std::size_t at = record.find(kNoSightings);
  if (at == record.npos) return std::string(record);
  Json json = Json::array();
  for (const KnownSighting& sighting : sightings) {
    Json row;
    row["by"] = sighting.by;
    row["value"] = to_valid_utf8(sighting.value);
    row["where"] = printable(sighting.where);
    row["seen"] = known(sighting.seen);
    json.push_back(row);
  }
  std::string out(record);
  out.replace(
      at, kNoSightings.size(),
      "\"sightings\":" + json_without_acting(json.dump(
                             -1, ' ', false, Json::error_handler_t::replace)));
  return out;
}

}  // namespace calspam
