// SPDX-License-Identifier: MIT
#include "arf/feedback_report.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "arf/encode.hh"
#include "enrich/name_list.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Times = FeedbackField::Times;

// The MARF registry of IANA, and Original-Envelope-Id, which RFC 5965 3.2
// defines and the registry lacks.
constexpr auto kFields = std::to_array<FeedbackField>({
    {"Feedback-Type", Times::ExactlyOnce},
    {"User-Agent", Times::ExactlyOnce},
    {"Version", Times::ExactlyOnce},
    {"Arrival-Date"},
    {"Authentication-Results", Times::Any},
    {"Incidents"},
    {"Original-Envelope-Id"},
    {"Original-Mail-From"},
    {"Original-Rcpt-To", Times::Any},
    {"Received-Date"},
    {"Reported-Domain", Times::Any},
    {"Reported-URI", Times::Any},
    {"Reporting-MTA"},
    {"Source-IP"},
    {"Source-Port"},
    {"Auth-Failure", Times::AtMostOnce, true},
    {"Delivery-Result", Times::AtMostOnce, true},
    {"DKIM-ADSP-DNS", Times::AtMostOnce, true},
    {"DKIM-Canonicalized-Body", Times::AtMostOnce, true},
    {"DKIM-Canonicalized-Header", Times::AtMostOnce, true},
    {"DKIM-Domain", Times::AtMostOnce, true},
    {"DKIM-Identity", Times::AtMostOnce, true},
    {"DKIM-Selector", Times::AtMostOnce, true},
    {"DKIM-Selector-DNS", Times::AtMostOnce, true},
    {"Identity-Alignment", Times::AtMostOnce, true},
    {"SPF-DNS", Times::Any, true},
});

constexpr auto kTypes = std::to_array<std::string_view>(
    {"abuse", "auth-failure", "fraud", "not-spam", "other", "virus"});

// What cannot be folded into lines of mail is left out: a cut value would
// claim what was not seen.
bool fits(std::string_view line) {
  constexpr std::size_t kLongestWord = 960;
  for (std::string_view word : split(line, ' '))
    if (word.size() > kLongestWord) return false;
  return true;
}

class Writer {
 public:
  explicit Writer(std::string_view eol) : eol_(eol) {}

  void field(std::string_view name, std::string_view value) {
    const std::string line = ascii_value(value);
    if (line.empty() || !fits(line)) return;
    out_ += name;
    out_ += ": ";
    out_ += folded_value(line, eol_, name.size() + 2);
    out_ += eol_;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string_view eol_;
  std::string out_;
};

// An address as a path (RFC 5321 4.1.2): nothing in it ends the path early.
std::string path_text(std::string_view address) {
  std::string out = "<";
  for (char c : ascii_value(address))
    if (c != '<' && c != '>' && c != ' ') out += c;
  return out + ">";
}

bool has_no_line_of_its_own(std::string_view value, std::size_t most) {
  return value.empty() || value.size() > most;
}

}  // namespace

std::span<const FeedbackField> feedback_fields() {
  return kFields;
}

const FeedbackField* feedback_field(std::string_view name) {
  for (const FeedbackField& field : kFields)
    if (same_ignoring_case(field.name, name)) return &field;
  return nullptr;
}

bool is_feedback_type(std::string_view type) {
  return std::ranges::any_of(kTypes, [&](std::string_view known) {
    return same_ignoring_case(known, type);
  });
}

std::string source_ip_text(std::string_view address) {
  if (starts_ignoring_case(address, "ipv6:")) address.remove_prefix(5);
  const auto network = parse_network(address);
  if (!network || network->bits != 128) return "";
  return address.find(':') == address.npos ? std::string(address)
                                           : "IPv6:" + ascii_lower(address);
}

std::string mail_date(Instant instant) {
  static constexpr std::array<std::string_view, 7> kDays = {
      "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun",
      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::int64_t day = instant / kDay;
  std::int64_t second = instant % kDay;
  if (second < 0) {
    second += kDay;
    --day;
  }
  const Date date = date_of_day(day);
  return fmt::format("{}, {} {} {:04} {:02}:{:02}:{:02} +0000",
                     kDays[static_cast<std::size_t>(weekday(day))], date.day,
                     kMonths[static_cast<std::size_t>(date.month - 1)],
                     date.year, second / 3600, second / 60 % 60, second % 60);
}

std::string uri_text(std::string_view uri) {
  std::string out;
  for (char c : uri) {
    const bool plain =
        c > ' ' && c <= '~' &&
        std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string feedback_text(const FeedbackReport& report, std::string_view eol,
                          const ArfLimits& limits) {
  Writer out(eol);
  out.field("Feedback-Type", report.type);
  out.field("User-Agent", report.user_agent);
  out.field("Version", "1");
  if (report.mail_from)
    out.field("Original-Mail-From", path_text(*report.mail_from));
  for (std::size_t i = 0;
       i < std::min(report.recipients.size(), limits.recipients); ++i)
    out.field("Original-Rcpt-To", path_text(report.recipients[i]));
  if (report.arrival) out.field("Arrival-Date", mail_date(*report.arrival));
  if (!report.reporting_mta.empty())
    out.field("Reporting-MTA", "dns; " + report.reporting_mta);
  out.field("Source-IP", source_ip_text(report.source_ip));
  if (report.source_port)
    out.field("Source-Port", std::to_string(*report.source_port));
  for (const std::string& result : report.authentication_results)
    if (!has_no_line_of_its_own(result, limits.field_bytes))
      out.field("Authentication-Results", result);
  for (std::size_t i = 0; i < std::min(report.domains.size(), limits.domains);
       ++i)
    out.field("Reported-Domain", report.domains[i]);
  std::size_t uris = 0;
  for (const std::string& uri : report.uris) {
    const std::string text = uri_text(uri);
    if (has_no_line_of_its_own(text, limits.uri_bytes)) continue;
    if (++uris > limits.uris) break;
    out.field("Reported-URI", text);
  }
  return out.take();
}

}  // namespace calspam
