// SPDX-License-Identifier: MIT
#include "report/json.hh"

#include <fmt/format.h>

#include "report/json_arf.hh"
#include "report/json_campaign.hh"
#include "report/json_lint.hh"
#include "report/json_provenance.hh"
#include "report/json_text.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kErrorsKept = 10'000;

void write_origin(JsonText& json, const Origin& origin) {
  json.member("path", origin.path);
  json.known("member", origin.member);
  json.member("offset", origin.offset);
  json.positive("index", origin.index);
  json.member("name", printable(origin.name()));
}

void write_location(JsonText& json, const Location& location) {
  json.known("part", location.part);
  json.known("property", location.property);
  const bool placed = location.line != 0;
  json.positive("line", location.line);
  json.positive("column", placed ? location.column : 0);
  json.member("span", location.span);
}

void write_where(JsonText& json, const Location& location) {
  json.object("where",
              [&](JsonText& where) { write_location(where, location); });
}

void write_verdict(JsonText& json, const Verdict& verdict) {
  json.member("level", level_name(verdict.level));
  json.rounded("score", verdict.score);
  json.object("groups", [&](JsonText& groups) {
    for (const auto& [group, score] : verdict.groups)
      groups.rounded(group, score);
  });
  json.known("class", verdict.classification);
  json.known("category", verdict.category);
  json.member("certainty", certainty_name(verdict.certainty));
}

void write_finding(JsonText& json, const ReportedFinding& reported) {
  const Finding& finding = reported.finding;
  json.member("id", finding.id);
  json.member("severity", severity_name(finding.severity));
  json.rounded("score", finding.score);
  json.member("group", finding.group);
  json.member("certainty", certainty_name(finding.certainty));
  json.member("clauses", finding.clauses);
  json.member("message", finding.message);
  write_where(json, reported.location);
  json.known("excerpt", finding.excerpt);
}

void write_recurrence(JsonText& json, const ReportedEvent& event) {
  json.known("rule", event.rule);
  json.member("occurrences", event.occurrences);
  json.rounded("occurrences_per_year", event.occurrences_per_year);
  json.member("endless", event.endless);
  json.member("first", event.first_occurrences);
}

void write_alarm(JsonText& json, const ReportedAlarm& alarm) {
  json.known("action", alarm.action);
  json.known("trigger", alarm.trigger);
}

void write_event(JsonText& json, const ReportedEvent& event) {
  json.member("component", event.component);
  json.known("uid", event.uid);
  json.known("recurrence_id", event.recurrence_id);
  json.member("sequence", event.sequence);
  json.known("summary", event.summary);
  json.known("organizer", event.organizer);
  json.known("organizer_name", event.organizer_name);
  json.member("attendees", event.attendees);
  json.member("attendee_count", event.attendee_count);
  json.known("start", event.start);
  json.known("end", event.end);
  json.known("location", event.location);
  json.known("status", event.status);
  json.object("recurrence",
              [&](JsonText& object) { write_recurrence(object, event); });
  json.objects("alarms", event.alarms, write_alarm);
  json.member("alarm_count", event.alarm_count);
}

void write_calendar(JsonText& json, const ReportedCalendar& calendar) {
  json.known("part", calendar.part);
  json.known("method", calendar.method);
  json.known("mime_method", calendar.mime_method);
  json.known("prodid", calendar.prodid);
  json.objects("events", calendar.events, write_event);
  json.member("event_count", calendar.event_count);
}

void write_part(JsonText& json, const ReportedPart& part) {
  json.member("path", part.path);
  json.member("depth", part.depth);
  json.member("type", part.type);
  json.known("disposition", part.disposition);
  json.known("filename", part.filename);
  json.known("encoding", part.encoding);
  json.known("charset", part.charset);
  json.known("carrier", part.carrier);
  json.known("reading", part.reading);
  json.member("span", part.span);
  json.member("decoded_size", part.decoded_size);
  json.known("sha256", part.sha256);
  json.member("analysed", part.analysed);
  json.known("not_analysed", part.not_analysed);
}

void write_link(JsonText& json, const ReportedLink& link) {
  json.member("url", link.url);
  json.known("written", link.written);
  json.known("host", link.host);
  json.known("domain", link.domain);
  json.member("wrappers", link.wrappers);
  json.known("context", link.context);
  json.known("visible", link.visible);
  json.member("hidden", link.hidden);
  write_where(json, link.location);
}

void write_anomaly(JsonText& json, const ReportedAnomaly& anomaly) {
  json.member("id", anomaly.id);
  json.member("weight", anomaly.weight);
  json.member("summary", anomaly.summary);
  json.known("detail", anomaly.detail);
  write_where(json, anomaly.location);
}

void write_action(JsonText& json, const AdvisedAction& action) {
  json.member("id", action.id);
  json.member("clause", action.clause);
  json.member("role", role_name(action.role));
  json.member("certainty", certainty_name(action.certainty));
  json.member("silent", action.silent);
  json.member("feedback", action.feedback);
  json.member("say", action.say);
}

void write_option(JsonText& json, const UserOption& option) {
  json.member("id", option.id);
  json.member("clause", option.clause);
  json.member("say", option.say);
}

void write_gate(JsonText& json, const Gate& gate) {
  json.member("insert", insert_name(gate.insert));
  json.member("reasons", gate.reasons);
  json.member("availability", gate.availability);
  json.member("alarms", gate.alarms);
  json.objects("options", gate.options, write_option);
}

void write_advice(JsonText& json, const std::optional<Advice>& advice) {
  json.key("actions");
  if (!advice) {
    json.null();
  } else {
    json.begin_array();
    for (const AdvisedAction& action : advice->actions) {
      json.begin_object();
      write_action(json, action);
      json.end_object();
    }
    json.end_array();
  }
  json.object_if(advice && advice->gate, "gate",
                 [&](JsonText& gate) { write_gate(gate, *advice->gate); });
}

void write_identity(JsonText& json, const Report& report) {
  json.object("origin",
              [&](JsonText& origin) { write_origin(origin, report.origin); });
  json.member("kind", report.kind == RawKind::Mail ? "mail" : "calendar");
  json.member("size", report.size);
  json.known("sha256", report.sha256);
  json.known("message_id", report.message_id);
  json.known("subject", report.subject);
  json.known("from", report.from);
  json.known("date", report.date);
  json.object("time", [&](JsonText& time) {
    time.known("instant", report.time);
    time.member_if(!report.time.empty(), "claimed", report.time_claimed);
  });
}

void write_message(JsonText& json, const Report& report) {
  write_identity(json, report);
  json.object("verdict", [&](JsonText& verdict) {
    write_verdict(verdict, report.verdict);
  });
  json.member("complete", report.complete);
  json.member("limits", report.limits);
  json.objects("findings", report.findings, write_finding);
  json.member("finding_count", report.finding_count);
  json.objects("calendar", report.calendars, write_calendar);
  json.objects("mime", report.parts, write_part);
  json.objects("links", report.links, write_link);
  json.member("link_count", report.link_count);
  json.member("phones", report.phones);
  json.objects("anomalies", report.anomalies, write_anomaly);
  json.member("anomaly_count", report.anomaly_count);
  json.object("second_opinion", [&](JsonText& second) {
    second.member("asked", report.second_opinion_asked);
    second.member("differences", report.second_opinion);
  });
  write_advice(json, report.advice);
  if (report.provenance)
    json.object("provenance", [&](JsonText& provenance) {
      write_provenance(provenance, report);
    });
  if (report.lint)
    json.object("lint",
                [&](JsonText& lint) { write_lint(lint, *report.lint); });
  if (report.arf)
    json.object("arf", [&](JsonText& arf) { write_arf(arf, *report.arf); });
  json.object_if(report.campaign != nullptr, "campaign",
                 [&](JsonText& campaign) {
                   write_campaign_keys(campaign, *report.campaign);
                 });
}

void write_error(JsonText& json, const InputError& error) {
  json.known("where", error.where);
  json.member("what", error.what);
}

void write_summary(JsonText& json, const FormatRun& run,
                   const Summary& summary) {
  json.member("messages", summary.messages);
  json.member("none", summary.none);
  json.member("clean", summary.clean);
  json.member("unknown", summary.unknown);
  json.member("suspicious", summary.suspicious);
  json.member("spam", summary.spam);
  json.member("errors", summary.errors);
  json.member("incomplete", summary.incomplete);
  json.member("bytes", summary.bytes);
  json.member("interrupted", summary.interrupted);
  json.object_if(run.campaigns.has_value(), "campaigns",
                 [&](JsonText& campaigns) {
                   campaigns.member("listed", run.campaigns->campaigns.size());
                   campaigns.member("more", run.campaigns->more);
                   campaigns.member("left_out", run.campaigns->left_out);
                 });
}

void write_tool(JsonText& json, const Tool& tool) {
  json.member("name", tool.name);
  json.member("version", tool.version);
  json.known("rules", tool.rules);
}

// One object.
template <typename Write>
void append_object(std::string& out, Write write) {
  JsonText json(out);
  json.begin_object();
  write(json);
  json.end_object();
}

// One line of JSON Lines.
template <typename Write>
void append_line(std::string& out, std::string_view type, Write write) {
  append_object(out, [&](JsonText& json) {
    json.member("schema", kReportSchema);
    json.member("type", type);
    write(json);
  });
  out += '\n';
}

// null where they were not asked for.
void append_campaigns(const FormatRun& run, std::string& out) {
  if (!run.campaigns) {
    out += "null";
    return;
  }
  bool first = true;
  for (const Campaign& campaign : run.campaigns->campaigns) {
    out += first ? "[\n" : ",\n";
    append_object(out, [&](JsonText& json) { write_campaign(json, campaign); });
    first = false;
  }
  out += first ? "[]" : "\n]";
}

}  // namespace

// The document is never held as a whole: its messages are written as they
// come, one a line, and what has to follow them is kept or counted.
namespace json_format {

void begin(FormatRun& run, std::string& out) {
  out += fmt::format("{{\n\"schema\": \"{}\",\n\"tool\": ", kReportSchema);
  append_object(out,
                [&](JsonText& json) { write_tool(json, run.options.tool); });
  out += ",\n\"messages\": [\n";
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  append_object(out, [&](JsonText& json) { write_message(json, report); });
}

void error(FormatRun& run, const InputError& error, std::string&) {
  if (run.errors.size() < kErrorsKept) run.errors.push_back(error);
}

void end(FormatRun& run, const Summary& summary, std::string& out) {
  out += run.first ? "]" : "\n]";
  out += ",\n\"errors\": [";
  for (std::size_t i = 0; i < run.errors.size(); ++i) {
    out += i == 0 ? "\n" : ",\n";
    append_object(out,
                  [&](JsonText& json) { write_error(json, run.errors[i]); });
  }
  out += "\n],\n\"campaigns\": ";
  append_campaigns(run, out);
  out += ",\n\"summary\": ";
  append_object(out,
                [&](JsonText& json) { write_summary(json, run, summary); });
  out += "\n}\n";
}

}  // namespace json_format

namespace jsonl_format {

void begin(FormatRun&, std::string&) {}

void message(const FormatOptions&, const Report& report, std::string& out) {
  append_line(out, "message",
              [&](JsonText& json) { write_message(json, report); });
}

void error(FormatRun&, const InputError& error, std::string& out) {
  append_line(out, "error", [&](JsonText& json) { write_error(json, error); });
}

void end(FormatRun& run, const Summary& summary, std::string& out) {
  if (run.campaigns)
    for (const Campaign& campaign : run.campaigns->campaigns)
      append_line(out, "campaign",
                  [&](JsonText& json) { write_campaign(json, campaign); });
  append_line(out, "summary", [&](JsonText& json) {
    json.object("tool",
                [&](JsonText& tool) { write_tool(tool, run.options.tool); });
    write_summary(json, run, summary);
  });
}

}  // namespace jsonl_format

}  // namespace calspam
