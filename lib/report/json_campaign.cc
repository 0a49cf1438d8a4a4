// SPDX-License-Identifier: MIT
#include "report/json_campaign.hh"

#include "detect/verdict.hh"
#include "report/reported_calendar.hh"

namespace calspam {
namespace {

void texts(JsonText& json, std::string_view name,
           const std::vector<std::string>& values) {
  json.array(name, values, [](JsonText& array, const std::string& value) {
    array.value(reported_text(value));
  });
}

void write_levels(JsonText& json, const Campaign& campaign) {
  for (const Level level : {Level::None, Level::Clean, Level::Unknown,
                            Level::Suspicious, Level::Spam})
    json.member(level_name(level),
                campaign.levels[static_cast<std::size_t>(level)]);
}

void write_finding(JsonText& json, const CampaignFinding& finding) {
  json.member("id", finding.id);
  json.member("severity", finding.severity);
  json.member("group", "campaign");
  json.member("certainty", finding.certainty);
  texts(json, "clauses", finding.clauses);
  json.member("message", reported_text(finding.message));
  json.member("honest", finding.honest);
}

void write_shared(JsonText& json, const SharedKey& key) {
  json.member("kind", key.kind);
  json.member("value", reported_text(key.value));
  json.member("messages", key.messages);
}

}  // namespace

void write_campaign_keys(JsonText& json, const CampaignKeys& keys) {
  texts(json, "organizers", keys.organizers);
  texts(json, "tenants", keys.tenants);
  texts(json, "phones", keys.phones);
  texts(json, "link_domains", keys.link_domains);
  texts(json, "text_bands", keys.text_bands);
  texts(json, "files", keys.files);
  texts(json, "codes", keys.codes);
  texts(json, "uids", keys.uids);
  json.member("start_offset", keys.start_offset);
  texts(json, "recipients", keys.recipients);
  texts(json, "attendees", keys.attendees);
  json.member("attendee_count", keys.attendee_count);
  json.member("recipient_listed", keys.recipient_listed);
}

void write_campaign(JsonText& json, const Campaign& campaign) {
  json.member("id", campaign.id);
  json.member("messages", campaign.messages);
  json.object("levels",
              [&](JsonText& levels) { write_levels(levels, campaign); });
  json.known("first", campaign.first);
  json.known("last", campaign.last);
  json.member_if(!campaign.first.empty(), "span_seconds",
                 campaign.span_seconds);
  if (campaign.per_hour)
    json.rounded("per_hour", *campaign.per_hour);
  else
    json.known("per_hour", "");
  json.member("busiest_hour", campaign.busiest_hour);
  json.member("recipients", campaign.recipients);
  json.member("organizers", campaign.organizers);
  json.member("uids", campaign.uids);
  json.member("attendees", campaign.attendees);
  json.object("sample", [&](JsonText& sample) {
    sample.member("name", reported_text(campaign.sample_name));
    sample.known("sha256", campaign.sample_sha256);
    sample.known("title", reported_text(campaign.sample_title));
  });
  json.objects("shared", campaign.shared, write_shared);
  json.objects("findings", campaign.findings, write_finding);
}

}  // namespace calspam
