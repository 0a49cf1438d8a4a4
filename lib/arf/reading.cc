// SPDX-License-Identifier: MIT
#include "arf/mail_report.hh"

#include <algorithm>
#include <charconv>

#include "arf/feedback_report.hh"
#include "arf/xarf.hh"
#include "enrich/name_list.hh"
#include "mail/address.hh"
#include "mail/header_field.hh"
#include "mail/structured.hh"
#include "mail/trace.hh"
#include "mail/transfer.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {
namespace {

constexpr std::size_t kDescriptionBytes = 4'096;

// "IPv6:2001:db8::1", "[192.0.2.1]", "192.0.2.1 (mail.example)".
std::string plain_ip(std::string_view value) {
  const std::string bare = without_comments(value);
  std::string_view text = trimmed(bare);
  text = text.substr(0, text.find_first_of(" \t;,"));
  if (text.starts_with('[') && text.ends_with(']'))
    text = text.substr(1, text.size() - 2);
  if (starts_ignoring_case(text, "ipv6:")) text.remove_prefix(5);
  const auto network = parse_network(text);
  return network && network->bits == 128 ? std::string(text) : "";
}

template <typename Number>
std::optional<Number> number_of(std::string_view value) {
  value = trimmed(value);
  Number number = 0;
  const char* end = value.data() + value.size();
  const auto [rest, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc() || rest != end || value.empty()) return {};
  return number;
}

// "dns; mx.example", or the bare name.
std::string mta_name(std::string_view value) {
  const std::size_t semicolon = value.find(';');
  if (semicolon != value.npos) value.remove_prefix(semicolon + 1);
  return std::string(trimmed(value));
}

bool is_original(const Part& part) {
  return part.type.is("message", "rfc822") ||
         part.type.is("message", "global") || is_header_type(part.type) ||
         part.type.is("message", "global-headers");
}

// Below another original there is what that message had attached.
bool is_inside_original(const Message& message, const Part& part) {
  for (int at = part.parent; at >= 0;
       at = message.parts[static_cast<std::size_t>(at)].parent)
    if (is_original(message.parts[static_cast<std::size_t>(at)])) return true;
  return false;
}

}  // namespace

void MailReader::find_parts() {
  for (std::size_t i = 0; i < message_.parts.size(); ++i) {
    const Part& part = message_.parts[i];
    if (!part.reading.empty() || is_inside_original(message_, part)) continue;
    const int index = static_cast<int>(i);
    if (part.type.is("message", "feedback-report")) {
      if (strict_.feedback < 0) strict_.feedback = index;
    } else if (part.type.is("application", "json")) {
      json_.push_back(index);
    } else if (i > 0 && is_original(part)) {
      if (strict_.original < 0) strict_.original = index;
      ++strict_.originals;
    }
  }
}

// The decoded bytes of a part, also of one that was not looked at.
std::string MailReader::content_of(const Part& part) const {
  if (!part.content.empty()) return part.content;
  return decode_transfer(part.encoding, slice(bytes_, part.body_span), 0,
                         limits_.text_bytes)
      .bytes;
}

void MailReader::read_fields(std::string_view text) {
  const std::size_t start = text.find_first_not_of("\r\n\t ");
  if (start == text.npos) return;
  std::string decoded;
  if (text.find(':') == text.npos && looks_like_base64(trimmed(text))) {
    // Base64 that no field announces.
    decoded =
        decode_transfer(TransferEncoding::Base64, text, 0, limits_.text_bytes)
            .bytes;
    forgive("base64 that is not declared");
    text = decoded;
  } else {
    text.remove_prefix(start);
  }
  while (!text.empty()) {
    const HeaderBlock block = read_header_block(
        text, {0, text.size()}, text.find('\n') != text.npos, limits_);
    for (const Header& field : block.fields) {
      if (strict_.fields.size() >= bounds_.fields) {
        out_.complete = false;
        return;
      }
      const std::string value =
          clean_text(squeezed(unfolded(field.value)), bounds_.field_bytes);
      strict_.fields.emplace_back(clean_text(field.name, 100), value);
      take_field(field.name, value);
    }
    // An empty line ends a header block and no report.
    if (block.end == 0 || block.end >= text.size()) break;
    text.remove_prefix(block.end);
    const std::size_t next = text.find_first_not_of("\r\n\t ");
    if (next == text.npos || !is_field_start(text, next, text.size())) break;
    forgive("empty lines between the fields");
    text.remove_prefix(next);
  }
}

bool MailReader::take_auth_field(const std::string& name,
                                 const std::string& value) {
  const FeedbackField* known = feedback_field(name);
  if (known == nullptr || !known->auth_failure) return false;
  if (!out_.auth_failure) out_.auth_failure.emplace();
  AuthFailureFields& auth = *out_.auth_failure;
  if (known->name == "SPF-DNS") {
    auth.spf_dns.push_back(value);
    return true;
  }
  const std::pair<std::string_view, std::string*> slots[] = {
      {"Auth-Failure", &auth.failure},
      {"Delivery-Result", &auth.delivery_result},
      {"DKIM-Domain", &auth.dkim_domain},
      {"DKIM-Identity", &auth.dkim_identity},
      {"DKIM-Selector", &auth.dkim_selector},
      {"DKIM-Selector-DNS", &auth.dkim_selector_dns},
      {"DKIM-Canonicalized-Header", &auth.canonicalized_header},
      {"DKIM-Canonicalized-Body", &auth.canonicalized_body},
      {"DKIM-ADSP-DNS", &auth.adsp_dns},
      {"Identity-Alignment", &auth.identity_alignment},
  };
  for (const auto& [slot, into] : slots)
    if (slot == known->name && into->empty()) *into = value;
  return true;
}

void MailReader::take_field(const std::string& name, const std::string& value) {
  if (take_auth_field(name, value)) return;
  const auto is = [&](std::string_view known) {
    return same_ignoring_case(name, known);
  };
  const auto once = [&](std::string& into) {
    if (into.empty()) into = value;
  };
  if (is("Feedback-Type")) {
    if (out_.feedback_type.empty()) out_.feedback_type = ascii_lower(value);
  } else if (is("User-Agent")) {
    once(out_.user_agent);
  } else if (is("Version")) {
    once(out_.version);
  } else if (is("Original-Mail-From")) {
    if (!out_.original_mail_from) out_.original_mail_from = path_address(value);
    if (value.find('<') == value.npos) forgive("an address without <>");
  } else if (is("Original-Rcpt-To")) {
    if (std::string to = path_address(value); !to.empty())
      out_.original_rcpt_to.push_back(std::move(to));
    if (value.find('<') == value.npos) forgive("an address without <>");
  } else if (is("Original-Envelope-Id")) {
    once(out_.original_envelope_id);
  } else if (is("Arrival-Date") || is("Received-Date")) {
    once(out_.arrival_date);
    if (!out_.arrival) out_.arrival = parse_mail_date(value);
    if (is("Received-Date")) forgive("Received-Date for Arrival-Date");
  } else if (is("Reporting-MTA")) {
    if (out_.reporting_mta.empty()) out_.reporting_mta = mta_name(value);
  } else if (is("Source-IP")) {
    if (out_.source_ip.empty()) out_.source_ip = plain_ip(value);
  } else if (is("Source-Port")) {
    if (!out_.source_port) out_.source_port = number_of<std::uint16_t>(value);
  } else if (is("Incidents")) {
    if (const auto count = number_of<std::uint32_t>(value))
      out_.incidents = *count;
  } else if (is("Reported-Domain")) {
    out_.reported_domains.push_back(value);
  } else if (is("Reported-URI")) {
    out_.reported_uris.push_back(value);
  } else if (is("Authentication-Results")) {
    out_.authentication_results.push_back(value);
  } else {
    out_.extensions.push_back({clean_text(name, 100), value});
  }
}

void MailReader::read_description() {
  for (const Part& part : message_.parts) {
    if (!part.reading.empty() || part.type.type != "text" ||
        is_header_type(part.type) || is_inside_original(message_, part))
      continue;
    if (part.type.subtype != "plain" && part.type.subtype != "html") continue;
    out_.description = clean_text(part.content, kDescriptionBytes);
    std::erase(out_.description, '\r');
    return;
  }
}

void MailReader::settle_kind() {
  if (out_.kind != AbuseReportKind::None) return;
  if (strict_.fields.empty() || out_.feedback_type.empty()) {
    if (!strict_.fields.empty() && strict_.feedback >= 0)
      out_.kind = AbuseReportKind::Arf;
    return;
  }
  out_.kind = out_.feedback_type == "auth-failure"
                  ? AbuseReportKind::AuthFailure
                  : AbuseReportKind::Arf;
}

AbuseReading MailReader::read() {
  find_parts();
  take_original();
  if (strict_.feedback >= 0) {
    read_fields(
        content_of(message_.parts[static_cast<std::size_t>(strict_.feedback)]));
  } else {
    // The fields in a part of another type, or in the text.
    for (const Part& part : message_.parts) {
      if (!part.is_leaf() || !part.reading.empty() ||
          is_inside_original(message_, part) || is_original(part))
        continue;
      const std::string text = content_of(part);
      const std::size_t at = find_ignoring_case(text, "feedback-type:");
      if (at == text.npos || (at > 0 && text[at - 1] != '\n')) continue;
      forgive("the fields in a part of type " + printable(part.type.name()));
      read_fields(std::string_view(text).substr(at));
      break;
    }
  }
  for (int index : json_) {
    const Part& part = message_.parts[static_cast<std::size_t>(index)];
    const std::string content = content_of(part);
    if (content.size() > bounds_.json_bytes) {
      out_.complete = false;
      continue;
    }
    if (auto xarf = read_xarf(content, bounds_)) {
      xarf->original.part = part.path;
      xarf->complete = xarf->complete && out_.complete;
      out_ = std::move(*xarf);
      break;
    }
  }
  read_jmrp();
  settle_kind();
  read_words();
  read_description();
  const Part& root = message_.root();
  if (out_.reporter.empty())
    out_.reporter = clean_text(root.header_text("From"), 1'000);
  out_.sent = clean_text(root.header_text("Date"), 200);
  out_.complete = out_.complete && message_.complete;
  if (!out_.is_report()) return std::move(out_);
  strict_.message = &message_;
  strict_.reading = &out_;
  out_.broken = broken_rules(strict_);
  return std::move(out_);
}

std::string_view abuse_report_kind_name(AbuseReportKind kind) {
  switch (kind) {
    case AbuseReportKind::None:
      return "none";
    case AbuseReportKind::Arf:
      return "arf";
    case AbuseReportKind::AuthFailure:
      return "auth-failure";
    case AbuseReportKind::Jmrp:
      return "jmrp";
    case AbuseReportKind::Xarf:
      return "xarf";
    case AbuseReportKind::Text:
      return "text";
  }
  return "";
}

std::string_view original_form_name(ReportedOriginal::Form form) {
  switch (form) {
    case ReportedOriginal::Form::None:
      return "none";
    case ReportedOriginal::Form::Headers:
      return "headers";
    case ReportedOriginal::Form::Whole:
      return "whole";
  }
  return "";
}

std::string_view rule_level_name(RuleLevel level) {
  switch (level) {
    case RuleLevel::Error:
      return "error";
    case RuleLevel::Warning:
      return "warning";
    case RuleLevel::Remark:
      return "remark";
  }
  return "";
}

bool AbuseReading::conforms() const {
  return is_report() &&
         std::none_of(broken.begin(), broken.end(), [](const BrokenRule& rule) {
           return rule.level == RuleLevel::Error;
         });
}

bool looks_like_json(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t at = bytes.find_first_not_of(" \t\r\n");
  return at != bytes.npos && bytes[at] == '{';
}

AbuseReading read_abuse_report(const RawMessage& raw, const Limits& limits,
                               const ArfLimits& bounds) {
  if (looks_like_json(raw.bytes)) {
    AbuseReading unread;
    unread.complete = raw.bytes.size() <= bounds.json_bytes;
    return read_xarf(raw.bytes, bounds).value_or(unread);
  }
  if (raw.kind == RawKind::Calendar) return {};
  AbuseReading reading = MailReader(raw.bytes, limits, bounds).read();
  if (raw.full_size > raw.bytes.size()) reading.complete = false;
  return reading;
}

}  // namespace calspam
