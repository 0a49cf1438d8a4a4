// SPDX-License-Identifier: MIT
#include "report/text_arf.hh"

#include <fmt/format.h>

#include "arf/reading.hh"
#include "report/style.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kIndent = "            ";
constexpr std::size_t kListed = 5;
constexpr std::size_t kShown = 200;

void add(std::string& out, std::string_view label, std::string_view value) {
  if (value.empty()) return;
  out += fmt::format("{}{}: {}\n", kIndent, label,
                     printable(truncated(value, kShown)));
}
void add(std::string& out, std::string_view label,
         const std::vector<std::string>& values) {
  for (std::size_t i = 0; i < values.size() && i < kListed; ++i)
    add(out, label, values[i]);
  if (values.size() > kListed)
    out += fmt::format("{}and {} more\n", kIndent, values.size() - kListed);
}

std::string headline(const AbuseReading& reading) {
  if (!reading.is_report()) return "no report of abuse";
  std::string out =
      fmt::format("report of abuse, {}", abuse_report_kind_name(reading.kind));
  if (!reading.feedback_type.empty())
    out += ", type " + printable(truncated(reading.feedback_type, 40));
  if (reading.incidents != 1)
    out += fmt::format(", {} incidents", reading.incidents);
  const std::string_view form = original_form_name(reading.original.form);
  out += reading.original.form == ReportedOriginal::Form::None
             ? ", without the message"
             : fmt::format(", message: {}", form);
  return out;
}

}  // namespace

std::string arf_text(const Report& report) {
  if (report.arf == nullptr) return "";
  const AbuseReading& reading = *report.arf;
  std::string out = fmt::format("{}{}\n", kIndent, headline(reading));
  add(out, "from", reading.reporter);
  add(out, "arrived",
      reading.arrival ? iso_instant(*reading.arrival) : reading.arrival_date);
  add(out, "source", reading.source_ip);
  if (reading.original_mail_from)
    add(out, "envelope sender", "<" + *reading.original_mail_from + ">");
  add(out, "recipient", reading.original_rcpt_to);
  add(out, "message", reading.original.message_id);
  add(out, "domain", reading.reported_domains);
  std::vector<std::string> links;
  for (const std::string& uri : reading.reported_uris)
    links.push_back(defanged(uri));
  add(out, "link", links);
  for (const std::string& what : reading.tolerated) add(out, "tolerated", what);
  for (const BrokenRule& rule : reading.broken)
    out += fmt::format("{}{} {} ({}): {}: {}\n", kIndent,
                       rule_level_name(rule.level), rule.id, rule.section,
                       rule.says, printable(truncated(rule.detail, kShown)));
  return out;
}

}  // namespace calspam
