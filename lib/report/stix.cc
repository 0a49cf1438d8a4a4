// SPDX-License-Identifier: MIT
// A STIX 2.1 bundle. Ids are UUIDs of version 5, so that the same message
// gives the same objects in every run.
#include "report/stix.hh"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "report/escape.hh"
#include "report/indicators.hh"
#include "report/uuid.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam::stix_format {
namespace {

using Json = nlohmann::ordered_json;

std::string printed(const Json& json) {
  return json_without_acting(
      json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// Of calspam, and the same in every bundle.
constexpr std::string_view kMakerTime = "2026-11-22T00:00:00Z";

std::string maker_id() {
  return "identity--" + uuid_v5(kCalspamNamespace, "identity");
}

Json maker() {
  Json json;
  json["type"] = "identity";
  json["spec_version"] = "2.1";
  json["id"] = maker_id();
  json["created"] = kMakerTime;
  json["modified"] = kMakerTime;
  json["name"] = "calspam";
  json["identity_class"] = "system";
  return json;
}

// An object needs a time, and a bundle must not depend on the clock: that of
// the message, of the event's first occurrence, or of the maker.
std::string time_of(const Report& report) {
  if (!report.time.empty() && report.time.front() != '-') return report.time;
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events)
      if (!event.first_occurrences.empty() &&
          event.first_occurrences.front().size() == 20)
        return event.first_occurrences.front();
  return std::string(kMakerTime);
}

// STIX 2.1, 9.5: ' and \ are escaped in a string of a pattern.
std::string pattern_string(std::string_view value) {
  std::string out = "'";
  for (char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::optional<std::string> pattern_of(const Indicator& found) {
  const std::string value = pattern_string(found.value);
  switch (found.kind) {
    case Indicator::Kind::Url:
      return fmt::format("[url:value = {}]", value);
    case Indicator::Kind::Domain:
      return fmt::format("[domain-name:value = {}]", value);
    case Indicator::Kind::Address:
      return fmt::format("[email-message:from_ref.value = {}]", value);
    case Indicator::Kind::Hash:
      return fmt::format("[file:hashes.'SHA-256' = {}]", value);
    case Indicator::Kind::Phone:
    case Indicator::Kind::Uid:
      return {};  // STIX has no object for these; the note has them
  }
  return {};
}

// The objects of one message, which its report refers to.
class Objects {
 public:
  explicit Objects(const Report& report)
      : seed_(report.origin.name() + "\n" + report.sha256),
        time_(time_of(report)) {}

  Json object(std::string_view type, std::string_view name) const {
    Json json;
    json["type"] = type;
    json["spec_version"] = "2.1";
    json["id"] =
        fmt::format("{}--{}", type,
                    uuid_v5(kCalspamNamespace,
                            fmt::format("{}\n{}\n{}", seed_, type, name)));
    json["created_by_ref"] = maker_id();
    json["created"] = time_;
    json["modified"] = time_;
    return json;
  }
  void add(Json json) {
    references_.push_back(json["id"]);
    list_.push_back(std::move(json));
  }
  void add_observable(std::string_view type, const Json& identifying);
  void add_indicator(const Indicator& found);
  void add_note(const Report& report, const std::vector<Indicator>& found);
  void add_report(const Report& report);
  const std::string& time() const { return time_; }
  const std::vector<Json>& list() const { return list_; }

 private:
  std::string seed_, time_;
  Json references_ = Json::array();
  std::vector<Json> list_;
};

// STIX 2.1, 2.9: the id of an observable is that of its identifying
// properties, whoever made it.
void Objects::add_observable(std::string_view type, const Json& identifying) {
  Json json;
  json["type"] = type;
  json["spec_version"] = "2.1";
  json["id"] =
      fmt::format("{}--{}", type, uuid_v5(kStixNamespace, identifying.dump()));
  json.update(identifying);
  add(std::move(json));
}

void Objects::add_indicator(const Indicator& found) {
  const std::optional<std::string> pattern = pattern_of(found);
  if (!pattern) return;
  const std::string_view kind = indicator_kind_name(found.kind);
  Json json = object("indicator", fmt::format("{}\n{}", kind, found.value));
  json["name"] = fmt::format("{}: {}", kind, truncated(found.value, 200));
  json["description"] = found.comment;
  json["indicator_types"] = Json::array({"malicious-activity"});
  json["pattern"] = *pattern;
  json["pattern_type"] = "stix";
  json["valid_from"] = time_;
  add(std::move(json));
  Json identifying;
  if (found.kind == Indicator::Kind::Hash) {
    identifying["hashes"]["SHA-256"] = found.value;
    add_observable("file", identifying);
    return;
  }
  identifying["value"] = found.value;
  add_observable(found.kind == Indicator::Kind::Url      ? "url"
                 : found.kind == Indicator::Kind::Domain ? "domain-name"
                                                         : "email-addr",
                 identifying);
}

void Objects::add_note(const Report& report,
                       const std::vector<Indicator>& found) {
  std::string content =
      fmt::format("level {}, score {:.1f}, certainty {}\n",
                  level_name(report.verdict.level), report.verdict.score,
                  certainty_name(report.verdict.certainty));
  for (const ReportedFinding& reported : report.findings)
    content += fmt::format("{}: {}\n", printable(reported.finding.id),
                           printable(reported.finding.message));
  for (const Indicator& one : found)
    if (!pattern_of(one))
      content +=
          fmt::format("{} {}\n", indicator_kind_name(one.kind), one.value);
  Json json = object("note", "findings");
  json["abstract"] = "why calspam judged it so";
  json["content"] = content;
  json["object_refs"] = references_;
  add(std::move(json));
}

void Objects::add_report(const Report& report) {
  Json json = object("report", "report");
  json["name"] = fmt::format("Calendar spam: {}",
                             printable(truncated(message_title(report), 200)));
  json["description"] = printable(report.origin.name());
  json["report_types"] = Json::array({"indicator"});
  json["published"] = time_;
  json["object_refs"] = references_;
  add(std::move(json));
}

}  // namespace

void begin(FormatRun&, std::string& out) {
  out += fmt::format("{{\n\"type\": \"bundle\",\n\"objects\": [\n{}",
                     printed(maker()));
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  if (!gives_indicators(report)) return;
  const std::vector<Indicator> found = indicators(report);
  Objects objects(report);
  for (const Indicator& one : found) objects.add_indicator(one);
  objects.add_note(report, found);
  objects.add_report(report);
  for (const Json& json : objects.list()) out += ",\n" + printed(json);
}

// Errors are for standard error.
void error(FormatRun&, const InputError&, std::string&) {}

void end(FormatRun& run, const Summary&, std::string& out) {
  out += fmt::format("\n],\n\"id\": \"bundle--{}\"\n}}\n",
                     uuid_v5(kCalspamNamespace, "bundle\n" + run.chain));
}

std::string digest(const Report& report) {
  return report.origin.name() + "\n" + report.sha256;
}

void absorb(FormatRun& run, std::string_view digest) {
  run.chain = sha256(run.chain + std::string(digest));
}

}  // namespace calspam::stix_format
