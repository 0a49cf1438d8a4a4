// SPDX-License-Identifier: MIT
#include "report/json.hh"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/escape.hh"
#include "report/json_arf.hh"
#include "report/json_campaign.hh"
#include "report/json_lint.hh"
#include "report/json_provenance.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kErrorsKept = 10'000;

// A terminal obeys C1 controls and bidi marks as well as ESC, and JSON leaves
// them as they are: what printable() would not print is escaped.
std::string printed(const Json& json) {
  return json_without_acting(
      json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// What is not known is null, never "" or a missing key.
Json known(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}
template <typename T>
Json known(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  return std::round(value * 100) / 100 + 0.0;
}

Json span_json(Span span) {
  if (span.empty()) return nullptr;
  Json json = Json::array();
  json.push_back(span.begin);
  json.push_back(span.end);
  return json;
}

Json strings(const std::vector<std::string>& values) {
  Json json = Json::array();
  for (const std::string& value : values) json.push_back(value);
  return json;
}

template <typename T, typename Function>
Json list(const std::vector<T>& values, Function to_json) {
  Json json = Json::array();
  for (const T& value : values) json.push_back(to_json(value));
  return json;
}

Json origin_json(const Origin& origin) {
  Json json;
  json["path"] = origin.path;
  json["member"] = known(origin.member);
  json["offset"] = origin.offset;
  json["index"] = origin.index == 0 ? Json(nullptr) : Json(origin.index);
  json["name"] = printable(origin.name());
  return json;
}

Json location_json(const Location& location) {
  Json json;
  json["part"] = known(location.part);
  json["property"] = known(location.property);
  const bool placed = location.line != 0;
  json["line"] = placed ? Json(location.line) : Json(nullptr);
  json["column"] = placed ? Json(location.column) : Json(nullptr);
  json["span"] = span_json(location.span);
  return json;
}

Json verdict_json(const Verdict& verdict) {
  Json json;
  json["level"] = level_name(verdict.level);
  json["score"] = number(verdict.score);
  json["groups"] = Json::object();
  for (const auto& [group, score] : verdict.groups)
    json["groups"][group] = number(score);
  json["class"] = known(verdict.classification);
  json["category"] = known(verdict.category);
  json["certainty"] = certainty_name(verdict.certainty);
  return json;
}

Json finding_json(const ReportedFinding& reported) {
  const Finding& finding = reported.finding;
  Json json;
  json["id"] = finding.id;
  json["severity"] = severity_name(finding.severity);
  json["score"] = number(finding.score);
  json["group"] = finding.group;
  json["certainty"] = certainty_name(finding.certainty);
  json["clauses"] = strings(finding.clauses);
  json["message"] = finding.message;
  json["where"] = location_json(reported.location);
  json["excerpt"] = known(finding.excerpt);
  return json;
}

Json recurrence_json(const ReportedEvent& event) {
  Json json;
  json["rule"] = known(event.rule);
  json["occurrences"] = event.occurrences;
  json["occurrences_per_year"] = number(event.occurrences_per_year);
  json["endless"] = event.endless;
  json["first"] = strings(event.first_occurrences);
  return json;
}

Json event_json(const ReportedEvent& event) {
  Json json;
  json["component"] = event.component;
  json["uid"] = known(event.uid);
  json["recurrence_id"] = known(event.recurrence_id);
  json["sequence"] = known(event.sequence);
  json["summary"] = known(event.summary);
  json["organizer"] = known(event.organizer);
  json["organizer_name"] = known(event.organizer_name);
  json["attendees"] = strings(event.attendees);
  json["attendee_count"] = event.attendee_count;
  json["start"] = known(event.start);
  json["end"] = known(event.end);
  json["location"] = known(event.location);
  json["status"] = known(event.status);
  json["recurrence"] = recurrence_json(event);
  json["alarms"] = list(event.alarms, [](const ReportedAlarm& alarm) {
    Json row;
    row["action"] = known(alarm.action);
    row["trigger"] = known(alarm.trigger);
    return row;
  });
  json["alarm_count"] = event.alarm_count;
  return json;
}

Json calendar_json(const ReportedCalendar& calendar) {
  Json json;
  json["part"] = known(calendar.part);
  json["method"] = known(calendar.method);
  json["mime_method"] = known(calendar.mime_method);
  json["prodid"] = known(calendar.prodid);
  json["events"] = list(calendar.events, event_json);
  json["event_count"] = calendar.event_count;
  return json;
}

Json part_json(const ReportedPart& part) {
  Json json;
  json["path"] = part.path;
  json["depth"] = part.depth;
  json["type"] = part.type;
  json["disposition"] = known(part.disposition);
  json["filename"] = known(part.filename);
  json["encoding"] = known(part.encoding);
  json["charset"] = known(part.charset);
  json["carrier"] = known(part.carrier);
  json["reading"] = known(part.reading);
  json["span"] = span_json(part.span);
  json["decoded_size"] = part.decoded_size;
  json["sha256"] = known(part.sha256);
  json["analysed"] = part.analysed;
  json["not_analysed"] = known(part.not_analysed);
  return json;
}

Json link_json(const ReportedLink& link) {
  Json json;
  json["url"] = link.url;
  json["written"] = known(link.written);
  json["host"] = known(link.host);
  json["domain"] = known(link.domain);
  json["wrappers"] = strings(link.wrappers);
  json["context"] = known(link.context);
  json["visible"] = known(link.visible);
  json["hidden"] = link.hidden;
  json["where"] = location_json(link.location);
  return json;
}

Json anomaly_json(const ReportedAnomaly& anomaly) {
  Json json;
  json["id"] = anomaly.id;
  json["weight"] = anomaly.weight;
  json["summary"] = anomaly.summary;
  json["detail"] = known(anomaly.detail);
  json["where"] = location_json(anomaly.location);
  return json;
}

Json action_json(const AdvisedAction& action) {
  Json json;
  json["id"] = action.id;
  json["clause"] = action.clause;
  json["role"] = role_name(action.role);
  json["certainty"] = certainty_name(action.certainty);
  json["silent"] = action.silent;
  json["feedback"] = action.feedback;
  json["say"] = action.say;
  return json;
}

Json gate_json(const Gate& gate) {
  Json json;
  json["insert"] = insert_name(gate.insert);
  json["reasons"] = strings(gate.reasons);
  json["availability"] = gate.availability;
  json["alarms"] = gate.alarms;
  json["options"] = list(gate.options, [](const UserOption& option) {
    Json row;
    row["id"] = option.id;
    row["clause"] = option.clause;
    row["say"] = option.say;
    return row;
  });
  return json;
}

void add_advice(const Report& report, Json& json) {
  json["actions"] = nullptr;
  json["gate"] = nullptr;
  if (!report.advice) return;
  json["actions"] = list(report.advice->actions, action_json);
  if (report.advice->gate) json["gate"] = gate_json(*report.advice->gate);
}

void add_identity(const Report& report, Json& json) {
  json["origin"] = origin_json(report.origin);
  json["kind"] = report.kind == RawKind::Mail ? "mail" : "calendar";
  json["size"] = report.size;
  json["sha256"] = report.sha256;
  json["message_id"] = known(report.message_id);
  json["subject"] = known(report.subject);
  json["from"] = known(report.from);
  json["date"] = known(report.date);
  Json time;
  time["instant"] = known(report.time);
  time["claimed"] =
      report.time.empty() ? Json(nullptr) : Json(report.time_claimed);
  json["time"] = time;
}

void add_message(const Report& report, Json& json) {
  add_identity(report, json);
  json["verdict"] = verdict_json(report.verdict);
  json["complete"] = report.complete;
  json["limits"] = strings(report.limits);
  json["findings"] = list(report.findings, finding_json);
  json["finding_count"] = report.finding_count;
  json["calendar"] = list(report.calendars, calendar_json);
  json["mime"] = list(report.parts, part_json);
  json["links"] = list(report.links, link_json);
  json["link_count"] = report.link_count;
  json["phones"] = strings(report.phones);
  json["anomalies"] = list(report.anomalies, anomaly_json);
  json["anomaly_count"] = report.anomaly_count;
  Json second;
  second["asked"] = report.second_opinion_asked;
  second["differences"] = strings(report.second_opinion);
  json["second_opinion"] = second;
  add_advice(report, json);
  if (report.provenance)
    json["provenance"] = Json::parse(provenance_json(report));
  if (report.lint) json["lint"] = Json::parse(lint_json(report));
  if (report.arf) json["arf"] = Json::parse(arf_json(report));
  json["campaign"] = report.campaign == nullptr
                         ? Json(nullptr)
                         : Json::parse(campaign_keys_json(*report.campaign));
}

void add_error(const InputError& error, Json& json) {
  json["where"] = known(error.where);
  json["what"] = error.what;
}

void add_summary(const FormatRun& run, const Summary& summary, Json& json) {
  json["messages"] = summary.messages;
  json["none"] = summary.none;
  json["clean"] = summary.clean;
  json["unknown"] = summary.unknown;
  json["suspicious"] = summary.suspicious;
  json["spam"] = summary.spam;
  json["errors"] = summary.errors;
  json["incomplete"] = summary.incomplete;
  json["bytes"] = summary.bytes;
  json["interrupted"] = summary.interrupted;
  json["campaigns"] = nullptr;
  if (!run.campaigns) return;
  Json campaigns;
  campaigns["listed"] = run.campaigns->campaigns.size();
  campaigns["more"] = run.campaigns->more;
  campaigns["left_out"] = run.campaigns->left_out;
  json["campaigns"] = campaigns;
}

// null where they were not asked for.
void add_campaigns(const FormatRun& run, std::string& out) {
  if (!run.campaigns) {
    out += "null";
    return;
  }
  bool first = true;
  for (const Campaign& campaign : run.campaigns->campaigns) {
    out +=
        (first ? "[\n" : ",\n") + printed(Json::parse(campaign_json(campaign)));
    first = false;
  }
  out += first ? "[]" : "\n]";
}

Json tool_json(const Tool& tool) {
  Json json;
  json["name"] = tool.name;
  json["version"] = tool.version;
  json["rules"] = known(tool.rules);
  return json;
}

Json line(std::string_view type) {
  Json json;
  json["schema"] = kReportSchema;
  json["type"] = type;
  return json;
}

}  // namespace

// The document is never held as a whole: its messages are written as they
// come, one a line, and what has to follow them is kept or counted.
namespace json_format {

void begin(FormatRun& run, std::string& out) {
  out += fmt::format("{{\n\"schema\": {},\n\"tool\": {},\n\"messages\": [\n",
                     printed(Json(kReportSchema)),
                     printed(tool_json(run.options.tool)));
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  Json json;
  add_message(report, json);
  out += printed(json);
}

void error(FormatRun& run, const InputError& error, std::string&) {
  if (run.errors.size() < kErrorsKept) run.errors.push_back(error);
}

void end(FormatRun& run, const Summary& summary, std::string& out) {
  out += run.first ? "]" : "\n]";
  out += ",\n\"errors\": [";
  for (std::size_t i = 0; i < run.errors.size(); ++i) {
    Json json;
    add_error(run.errors[i], json);
    out += (i == 0 ? "\n" : ",\n") + printed(json);
  }
  out += "\n],\n\"campaigns\": ";
  add_campaigns(run, out);
  Json json;
  add_summary(run, summary, json);
  out += fmt::format(",\n\"summary\": {}\n}}\n", printed(json));
}

}  // namespace json_format

namespace jsonl_format {

void begin(FormatRun&, std::string&) {}

void message(const FormatOptions&, const Report& report, std::string& out) {
  Json json = line("message");
  add_message(report, json);
  out += printed(json) + '\n';
}

void error(FormatRun&, const InputError& error, std::string& out) {
  Json json = line("error");
  add_error(error, json);
  out += printed(json) + '\n';
}

void end(FormatRun& run, const Summary& summary, std::string& out) {
  if (run.campaigns)
    for (const Campaign& campaign : run.campaigns->campaigns) {
      Json json = line("campaign");
      json.update(Json::parse(campaign_json(campaign)));
      out += printed(json) + '\n';
    }
  Json json = line("summary");
  json["tool"] = tool_json(run.options.tool);
  add_summary(run, summary, json);
  out += printed(json) + '\n';
}

}  // namespace jsonl_format

}  // namespace calspam
