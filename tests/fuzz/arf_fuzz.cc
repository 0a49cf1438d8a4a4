// SPDX-License-Identifier: MIT
#include "arf/abuse_report.hh"
#include "arf/reading.hh"
#include "arf/xarf.hh"
#include "engine/abuse_desk.hh"
#include "fuzzed.hh"
#include "judge.hh"
#include "printed.hh"
#include "util/text.hh"

namespace calspam {
namespace {

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

ReportWishes fuzzed_wishes() {
  ReportWishes wishes;
  wishes.from = "desk@reporter.example";
  wishes.user_agent = "calspam/0.1.0";
  wishes.complaint = true;
  return wishes;
}

// A report, and what is left of it where words are hidden.
void check_arf(const Subject& subject, const AbuseCase& incident,
               const Addressees& addressees, const PrivateWords& words) {
  const ReportWishes wishes = fuzzed_wishes();
  const Limits& limits = *subject.limits;
  const auto plain =
      write_abuse_report(incident, addressees, wishes, nullptr, limits);
  must(plain.has_value() || trimmed(subject.raw->bytes).empty());
  if (plain) check_report(*plain, wishes);
  const auto hidden =
      write_abuse_report(incident, addressees, wishes, &words, limits);
  if (!hidden) return;
  check_report(*hidden, wishes);
  must(!shown_in(hidden->bytes, RawKind::Mail, words, limits));
}

// The same in words for people, and in JSON that its own reader takes.
void check_other_forms(const AbuseCase& incident, const Addressees& addressees,
                       const PrivateWords& words, const Limits& limits) {
  const ReportWishes wishes = fuzzed_wishes();
  for (const PrivateWords* hiding :
       {static_cast<const PrivateWords*>(nullptr), &words}) {
    const auto told =
        write_complaint(incident, addressees, wishes, hiding, limits);
    must(!told || !hiding ||
         !shown_in(told->bytes, RawKind::Mail, words, limits));
    const auto xarf = write_xarf(incident, wishes, hiding, limits);
    must(!xarf || read_xarf(xarf->bytes, {}).has_value());
  }
}

}  // namespace
}  // namespace calspam

// Whatever the bytes: read as a report of abuse they are text within bounds,
// and quiet in the formats; a report on them is one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const RawMessage raw = raw_of(bytes_of(data, size));
  const Limits limits;
  check_reading(read_abuse_report(raw, limits), size);
  const Report read = read_abuse(judge(), raw, {});
  check_printed(formats().first(4), {read});
  Subject subject;
  observe(subject, raw, limits, std::nullopt);
  const AbuseCase incident =
      abuse_case(subject, {}, case_trust(subject, nullptr));
  const Addressees told = addressees(incident, {}, judge_site().get());
  PrivateWords words("sixteen bytes of key", RedactionMethod::HmacSha256);
  add_private_words(subject, {fuzzed_wishes().from}, words);
  if (incident.is_mail()) check_arf(subject, incident, told, words);
  check_other_forms(incident, told, words, limits);
  return 0;
}
