// SPDX-License-Identifier: MIT
// Events as MISP exports and imports them (MISP core format, "response").
#include "report/misp.hh"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/escape.hh"
#include "report/indicators.hh"
#include "report/uuid.hh"
#include "util/text.hh"

namespace calspam::misp_format {
namespace {

using Json = nlohmann::ordered_json;

std::string printed(const Json& json) {
  return json_without_acting(
      json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

struct Type {
  std::string_view type, category;
  bool to_ids;  ///< fit to match on without looking
};

// A domain may be one that honest users share, a number one that is spoofed,
// an author one whose account was stolen: a person decides about these.
Type misp_type(Indicator::Kind kind) {
  switch (kind) {
    case Indicator::Kind::Url:
      return {"url", "Network activity", true};
    case Indicator::Kind::Domain:
      return {"domain", "Network activity", false};
    case Indicator::Kind::Address:
      return {"email-src", "Payload delivery", false};
    case Indicator::Kind::Phone:
      return {"phone-number", "Person", false};
    case Indicator::Kind::Hash:
      return {"sha256", "Payload delivery", true};
    case Indicator::Kind::Uid:
      return {"text", "Other", false};
  }
  return {"text", "Other", false};
}

// Distribution 0 is this organisation only, 5 that of the event.
class Attributes {
 public:
  explicit Attributes(std::string event) : event_(std::move(event)) {}

  void add(const Type& type, std::string_view value,
           const std::string& comment) {
    if (value.empty()) return;
    Json json;
    json["uuid"] = uuid_v5(kCalspamNamespace,
                           fmt::format("{}\n{}\n{}", event_, type.type, value));
    json["type"] = type.type;
    json["category"] = type.category;
    json["to_ids"] = type.to_ids;
    json["distribution"] = "5";
    json["comment"] = comment;
    json["value"] = value;
    list_.push_back(std::move(json));
  }
  Json take() { return std::move(list_); }

 private:
  std::string event_;
  Json list_ = Json::array();
};

Json attributes(const std::string& event, const Report& report) {
  Attributes list(event);
  for (const Indicator& found : indicators(report)) {
    const bool uid = found.kind == Indicator::Kind::Uid;
    list.add(misp_type(found.kind), found.value,
             uid ? "calendar UID" : found.comment);
  }
  list.add({"email-subject", "Payload delivery", false},
           printable(report.subject), "Subject");
  list.add({"email-message-id", "Payload delivery", false},
           printable(report.message_id), "Message-ID");
  for (const ReportedFinding& reported : report.findings)
    list.add({"comment", "External analysis", false},
             printable(reported.finding.message),
             "calspam finding " + printable(reported.finding.id));
  return list.take();
}

Json tags(const Verdict& verdict) {
  Json tags = Json::array();
  const auto add = [&tags](std::string_view key, std::string_view value) {
    if (value.empty()) return;
    Json tag;
    tag["name"] = fmt::format("calspam:{}=\"{}\"", key, printable(value));
    tags.push_back(std::move(tag));
  };
  add("level", level_name(verdict.level));
  add("class", verdict.classification);
  add("category", verdict.category);
  return tags;
}

}  // namespace

void begin(FormatRun&, std::string& out) {
  out += "{\n\"response\": [\n";
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  if (!gives_indicators(report)) return;
  Json event;
  const std::string uuid =
      uuid_v5(kCalspamNamespace,
              fmt::format("misp\n{}\n{}", report.origin.name(), report.sha256));
  event["uuid"] = uuid;
  event["info"] = fmt::format("Calendar spam: {}",
                              printable(truncated(message_title(report), 200)));
  if (report.time.size() >= 10) event["date"] = report.time.substr(0, 10);
  const bool spam = report.verdict.level == Level::Spam;
  event["threat_level_id"] = spam ? "2" : "3";  // medium, low
  event["analysis"] = "0";                      // a person has not looked yet
  event["distribution"] = "0";
  event["published"] = false;
  event["Tag"] = tags(report.verdict);
  event["Attribute"] = attributes(uuid, report);
  Json json;
  json["Event"] = std::move(event);
  out += printed(json);
}

// Errors are for standard error.
void error(FormatRun&, const InputError&, std::string&) {}

void end(FormatRun& run, const Summary&, std::string& out) {
  out += run.first ? "]\n}\n" : "\n]\n}\n";
}

}  // namespace calspam::misp_format
