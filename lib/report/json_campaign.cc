// SPDX-License-Identifier: MIT
#include "report/json_campaign.hh"

#include <cmath>
#include <nlohmann/json.hpp>

#include "detect/verdict.hh"
#include "report/reported_calendar.hh"

namespace calspam {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json known(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json texts(const std::vector<std::string>& values) {
  Json json = Json::array();
  for (const std::string& value : values) json.push_back(reported_text(value));
  return json;
}

Json levels_json(const Campaign& campaign) {
  Json json;
  for (const Level level : {Level::None, Level::Clean, Level::Unknown,
                            Level::Suspicious, Level::Spam})
    json[std::string(level_name(level))] =
        campaign.levels[static_cast<std::size_t>(level)];
  return json;
}

Json finding_json(const CampaignFinding& finding) {
  Json json;
  json["id"] = finding.id;
  json["severity"] = finding.severity;
  json["group"] = "campaign";
  json["certainty"] = finding.certainty;
  json["clauses"] = texts(finding.clauses);
  json["message"] = reported_text(finding.message);
  json["honest"] = finding.honest;
  return json;
}

}  // namespace

std::string campaign_keys_json(const CampaignKeys& keys) {
  Json json;
  json["organizers"] = texts(keys.organizers);
  json["tenants"] = texts(keys.tenants);
  json["phones"] = texts(keys.phones);
  json["link_domains"] = texts(keys.link_domains);
  json["text_bands"] = texts(keys.text_bands);
  json["files"] = texts(keys.files);
  json["codes"] = texts(keys.codes);
  json["uids"] = texts(keys.uids);
  json["start_offset"] =
      keys.start_offset ? Json(*keys.start_offset) : Json(nullptr);
  json["recipients"] = texts(keys.recipients);
  json["attendees"] = texts(keys.attendees);
  json["attendee_count"] = keys.attendee_count;
  json["recipient_listed"] =
      keys.recipient_listed ? Json(*keys.recipient_listed) : Json(nullptr);
  return dumped(json);
}

std::string campaign_json(const Campaign& campaign) {
  Json json;
  json["id"] = campaign.id;
  json["messages"] = campaign.messages;
  json["levels"] = levels_json(campaign);
  json["first"] = known(campaign.first);
  json["last"] = known(campaign.last);
  json["span_seconds"] =
      campaign.first.empty() ? Json(nullptr) : Json(campaign.span_seconds);
  json["per_hour"] = campaign.per_hour
                         ? Json(std::round(*campaign.per_hour * 100) / 100)
                         : Json(nullptr);
  json["busiest_hour"] = campaign.busiest_hour;
  json["recipients"] = campaign.recipients;
  json["organizers"] = campaign.organizers;
  json["uids"] = campaign.uids;
  json["attendees"] = campaign.attendees;
  Json sample;
  sample["name"] = reported_text(campaign.sample_name);
  sample["sha256"] = known(campaign.sample_sha256);
  sample["title"] = known(reported_text(campaign.sample_title));
  json["sample"] = sample;
  json["shared"] = Json::array();
  for (const SharedKey& key : campaign.shared) {
    Json row;
    row["kind"] = key.kind;
    row["value"] = reported_text(key.value);
    row["messages"] = key.messages;
    json["shared"].push_back(row);
  }
  json["findings"] = Json::array();
  for (const CampaignFinding& finding : campaign.findings)
    json["findings"].push_back(finding_json(finding));
  return dumped(json);
}

}  // namespace calspam
