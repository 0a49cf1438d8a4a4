// SPDX-License-Identifier: MIT
#include "report/json_arf.hh"

#include "arf/reading.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// Quotes within strings are escaped, so that nothing but the key is this.
constexpr std::string_view kNoSightings = "\"sightings\":null";

void write_original(JsonText& json, const ReportedOriginal& original) {
  json.member("form", original_form_name(original.form));
  json.known("part", original.part);
  json.member("calendar", original.calendar);
  json.member("span", original.span);
  json.known("message_id", original.message_id);
  json.known("subject", original.subject);
  json.known("from", original.from);
  json.known("date", original.date);
}

void write_auth_failure(JsonText& json, const AuthFailureFields& auth) {
  json.known("failure", auth.failure);
  json.known("delivery_result", auth.delivery_result);
  json.known("dkim_domain", auth.dkim_domain);
  json.known("dkim_identity", auth.dkim_identity);
  json.known("dkim_selector", auth.dkim_selector);
  json.known("dkim_selector_dns", auth.dkim_selector_dns);
  json.known("canonicalized_header", auth.canonicalized_header);
  json.known("canonicalized_body", auth.canonicalized_body);
  json.known("adsp_dns", auth.adsp_dns);
  json.known("identity_alignment", auth.identity_alignment);
  json.member("spf_dns", auth.spf_dns);
}

void write_xarf(JsonText& json, const XarfFields& xarf) {
  json.known("version", xarf.version);
  json.known("id", xarf.id);
  json.known("category", xarf.category);
  json.known("type", xarf.type);
  json.known("protocol", xarf.protocol);
  json.known("source_identifier", xarf.source_identifier);
  json.known("reporter", xarf.reporter);
  json.known("sender", xarf.sender);
}

// All of it is the word of whoever sent the report (RFC 5965 3).
void write_claimed(JsonText& json, const AbuseReading& reading) {
  json.known("feedback_type", reading.feedback_type);
  json.known("version", reading.version);
  json.known("user_agent", reading.user_agent);
  json.member("original_mail_from", reading.original_mail_from);
  json.member("original_rcpt_to", reading.original_rcpt_to);
  json.known("original_envelope_id", reading.original_envelope_id);
  json.known("arrival_date", reading.arrival_date);
  json.moment("arrival", reading.arrival);
  json.known("reporting_mta", reading.reporting_mta);
  json.known("source_ip", reading.source_ip);
  json.member("source_port", reading.source_port);
  json.member("incidents", reading.incidents);
  json.member("reported_domains", reading.reported_domains);
  json.member("reported_uris", reading.reported_uris);
  json.member("authentication_results", reading.authentication_results);
  json.objects("extensions", reading.extensions,
               [](JsonText& row, const ExtensionField& field) {
                 row.member("name", field.name);
                 row.member("value", field.value);
               });
  json.object_if(
      reading.auth_failure.has_value(), "auth_failure",
      [&](JsonText& auth) { write_auth_failure(auth, *reading.auth_failure); });
  json.object_if(reading.xarf.has_value(), "xarf",
                 [&](JsonText& xarf) { write_xarf(xarf, *reading.xarf); });
}

void write_broken(JsonText& json, const BrokenRule& rule) {
  json.member("id", rule.id);
  json.member("section", rule.section);
  json.member("level", rule_level_name(rule.level));
  json.member("says", rule.says);
  json.member("detail", rule.detail);
}

}  // namespace

void write_arf(JsonText& json, const AbuseReading& reading) {
  json.member("kind", abuse_report_kind_name(reading.kind));
  json.member_if(reading.is_report(), "conforms", reading.conforms());
  json.member("complete", reading.complete);
  json.known("reporter", reading.reporter);
  json.known("sent", reading.sent);
  json.known("description", reading.description);
  json.object("claimed",
              [&](JsonText& claimed) { write_claimed(claimed, reading); });
  json.object("original", [&](JsonText& original) {
    write_original(original, reading.original);
  });
  json.member("tolerated", reading.tolerated);
  json.objects("broken", reading.broken, write_broken);
  json.known("sightings", "");
}

std::string with_sightings(std::string_view record,
                           const std::vector<KnownSighting>& sightings) {
  const std::size_t at = record.find(kNoSightings);
  if (at == record.npos) return std::string(record);
  std::string rows;
  JsonText json(rows);
  json.begin_array();
  for (const KnownSighting& sighting : sightings) {
    json.begin_object();
    json.member("by", sighting.by);
    json.member("value", sighting.value);
    json.member("where", printable(sighting.where));
    json.known("seen", sighting.seen);
    json.end_object();
  }
  json.end_array();
  std::string out(record);
  out.replace(at, kNoSightings.size(), "\"sightings\":" + rows);
  return out;
}

}  // namespace calspam
