// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "arf/abuse_report.hh"
#include "arf/reading.hh"
#include "util/text.hh"

namespace calspam {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

// Whatever a report says, what is read of it is text within bounds.
void check_reading(const AbuseReading& reading, std::size_t size) {
  must(reading.original.span.end <= size);
  for (const ExtensionField& field : reading.extensions)
    must(is_valid_utf8(field.name) && is_valid_utf8(field.value));
  for (const auto* list : {&reading.reported_uris, &reading.reported_domains,
                           &reading.original_rcpt_to})
    for (const std::string& value : *list) must(is_valid_utf8(value));
  must(is_valid_utf8(reading.description));
}

// Whatever a message holds, its report is a report on it, of three parts.
void check_report(const AbuseMail& mail, const ReportWishes& wishes) {
  RawMessage raw;
  raw.bytes = mail.bytes;
  raw.full_size = mail.bytes.size();
  const AbuseReading reading = read_abuse_report(raw, Limits{});
  must(reading.kind == AbuseReportKind::Arf);
  must(reading.feedback_type == wishes.type);
  must(reading.extensions.empty());
  must(reading.conforms());
}

}  // namespace
}  // namespace calspam

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  RawMessage raw;
  raw.bytes = bytes;
  raw.full_size = size;
  const Limits limits;
  check_reading(read_abuse_report(raw, limits), size);
  Subject subject;
  observe(subject, raw, limits, std::nullopt);
  ReportWishes wishes;
  wishes.from = "desk@reporter.example";
  wishes.user_agent = "calspam/0.1.0";
  wishes.complaint = true;
  const AbuseCase incident = abuse_case(subject, {}, trust_of_site(subject));
  const auto plain = write_abuse_report(incident, {}, wishes, nullptr, limits);
  must(plain.has_value() || trimmed(bytes).empty());
  if (!plain) return 0;
  check_report(*plain, wishes);
  PrivateWords words("sixteen bytes of key", RedactionMethod::HmacSha256);
  add_private_words(subject, {wishes.from}, words);
  const auto hidden = write_abuse_report(incident, {}, wishes, &words, limits);
  if (!hidden) return 0;
  check_report(*hidden, wishes);
  must(!shown_in(hidden->bytes, RawKind::Mail, words, limits));
  return 0;
}
