// SPDX-License-Identifier: MIT
#include "report/csv.hh"

#include <fmt/format.h>

#include <algorithm>

#include "report/campaign_formats.hh"
#include "report/escape.hh"

namespace calspam::csv_format {
namespace {

const ReportedEvent& first_event(const Report& report) {
  static const ReportedEvent kNone;
  for (const ReportedCalendar& calendar : report.calendars)
    if (!calendar.events.empty()) return calendar.events.front();
  return kNone;
}

std::string method_of(const Report& report) {
  for (const ReportedCalendar& calendar : report.calendars)
    if (!calendar.method.empty()) return calendar.method;
  return "";
}

std::string finding_ids(const Report& report) {
  std::vector<std::string_view> once;
  std::string ids;
  for (const ReportedFinding& reported : report.findings) {
    const std::string& id = reported.finding.id;
    if (std::find(once.begin(), once.end(), id) != once.end()) continue;
    once.push_back(id);
    ids += (ids.empty() ? "" : " ") + id;
  }
  return ids;
}

std::string domains_of(const Report& report) {
  std::vector<std::string_view> once;
  std::string domains;
  for (const ReportedLink& link : report.links) {
    const std::string& name = link.domain.empty() ? link.host : link.domain;
    if (name.empty() || std::find(once.begin(), once.end(), name) != once.end())
      continue;
    once.push_back(name);
    domains += (domains.empty() ? "" : " ") + name;
  }
  return domains;
}

struct Column {
  std::string_view name;
  std::string (*value)(const Report& report);
};

constexpr Column kColumns[] = {
    {"origin", [](const Report& r) { return r.origin.name(); }},
    {"level",
     [](const Report& r) { return std::string(level_name(r.verdict.level)); }},
    {"score",
     [](const Report& r) { return fmt::format("{:.2f}", r.verdict.score); }},
    {"class", [](const Report& r) { return r.verdict.classification; }},
    {"category", [](const Report& r) { return r.verdict.category; }},
    {"certainty",
     [](const Report& r) {
       return std::string(certainty_name(r.verdict.certainty));
     }},
    {"complete",
     [](const Report& r) { return std::string(r.complete ? "yes" : "no"); }},
    {"time", [](const Report& r) { return r.time; }},
    {"from", [](const Report& r) { return r.from; }},
    {"subject", [](const Report& r) { return r.subject; }},
    {"message_id", [](const Report& r) { return r.message_id; }},
    {"method", method_of},
    {"organizer", [](const Report& r) { return first_event(r).organizer; }},
    {"summary", [](const Report& r) { return first_event(r).summary; }},
    {"start", [](const Report& r) { return first_event(r).start; }},
    {"rule", [](const Report& r) { return first_event(r).rule; }},
    {"uid", [](const Report& r) { return first_event(r).uid; }},
    {"findings", finding_ids},
    {"link_domains", domains_of},
    {"phones",
     [](const Report& r) {
       return fmt::format("{}", fmt::join(r.phones, " "));
     }},
    {"sha256", [](const Report& r) { return r.sha256; }},
};

// RFC 4180: records end with CRLF.
template <typename Cell>
void add_record(Cell cell, std::string& out) {
  bool first = true;
  for (const Column& column : kColumns) {
    if (!first) out += ',';
    out += csv_cell(cell(column));
    first = false;
  }
  out += "\r\n";
}

}  // namespace

void begin(FormatRun&, std::string& out) {
  add_record([](const Column& column) { return column.name; }, out);
}

void message(const FormatOptions&, const Report& report, std::string& out) {
  add_record([&report](const Column& column) { return column.value(report); },
             out);
}

// Errors are for standard error.
void error(FormatRun&, const InputError&, std::string&) {}

void end(FormatRun& run, const Summary&, std::string& out) {
  if (run.campaigns) add_campaigns_csv(*run.campaigns, out);
}

}  // namespace calspam::csv_format
