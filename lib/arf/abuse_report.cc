// SPDX-License-Identifier: MIT
#include "arf/abuse_report.hh"

#include <fmt/format.h>

#include <algorithm>

#include "arf/description.hh"
#include "arf/encode.hh"
#include "mail/address.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kSmtpLine = 998;  // RFC 5321 4.5.3.1.6

std::string_view eol_of(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end != text.npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

bool has_bare_return(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != text.npos;
       at = text.find('\r', at + 1))
    if (at + 1 == text.size() || text[at + 1] != '\n') return true;
  return false;
}

bool has_high_byte(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80;
  });
}

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    longest = std::max(longest, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

// Why message/rfc822 cannot hold the message; "" when it can. The type has no
// encoding that would help (RFC 2046 5.2.1).
std::string_view whole_fault(std::string_view original) {
  if (original.find('\0') != original.npos) return "it holds NUL";
  if (has_bare_return(original)) return "it holds a CR without LF";
  return "";
}

// Part 3 and how it travels.
struct Third {
  std::string fields, content;
  bool eight_bit = false;
};

Third whole_message(std::string_view original, std::string_view eol) {
  Third third;
  third.eight_bit = has_high_byte(original);
  third.fields = fmt::format(
      "Content-Type: message/rfc822{0}Content-Disposition: inline{0}", eol);
  if (third.eight_bit)
    third.fields += fmt::format("Content-Transfer-Encoding: 8bit{}", eol);
  third.content = original;
  return third;
}

// The header block. Where it could not pass as it stands, quoted-printable
// carries it (RFC 6522 4).
Third header_block(const AbuseCase& incident, std::string_view original,
                   std::string_view eol) {
  std::string_view block =
      original.substr(0, std::min(incident.body_at, original.size()));
  while (block.ends_with('\n') || block.ends_with('\r')) block.remove_suffix(1);
  Third third;
  third.fields = fmt::format("Content-Type: text/rfc822-headers{}", eol);
  const bool odd = has_high_byte(block) || !whole_fault(block).empty() ||
                   longest_line(block) > kSmtpLine;
  if (odd) {
    third.fields +=
        fmt::format("Content-Transfer-Encoding: quoted-printable{}", eol);
    third.content = quoted_printable(block, eol);
  } else {
    third.content = block;
  }
  third.content += eol;
  return third;
}

// A boundary that none of the texts holds: by a counter, so that no text can
// be made that meets it, and the same for the same texts.
std::string boundary_for(std::string_view seed,
                         const std::vector<std::string_view>& texts) {
  for (unsigned count = 0;; ++count) {
    std::string boundary =
        "calspam-" + sha256(fmt::format("{}/{}", seed, count)).substr(0, 32);
    if (std::none_of(texts.begin(), texts.end(), [&](std::string_view text) {
          return text.find(boundary) != text.npos;
        }))
      return boundary;
  }
}

std::string addresses_value(const std::vector<std::string>& addresses,
                            std::string_view eol) {
  std::string list;
  for (const std::string& address : addresses) {
    if (!list.empty()) list += ", ";
    list += ascii_value(address);
  }
  return folded_value(list, eol, 4);
}

// Who reports, as a field: a name may be UTF-8.
std::string from_value(std::string_view from, std::string_view eol) {
  const auto addresses = parse_addresses(from, Limits{});
  if (addresses.size() != 1) return "";
  const Address& address = addresses.front();
  if (address.display_name.empty()) return address.spec();
  std::string name = squeezed(address.display_name);
  if (is_plain_ascii(name)) {
    std::string quoted = "\"";
    for (char c : name) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    name = quoted + "\"";
  } else {
    name = header_value(name, eol, 6);
  }
  return fmt::format("{} <{}>", name, address.spec());
}

std::string mail_header(const AbuseMail& mail, const ReportWishes& wishes,
                        std::string_view subject, std::string_view eol) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out += fmt::format("{}: {}{}", name, value, eol);
  };
  const std::string address = bare_address(wishes.from);
  add("From", from_value(wishes.from, eol));
  if (!mail.draft) add("To", addresses_value(mail.to, eol));
  add("Subject", header_value(subject, eol, 9));
  add("Date", mail_date(wishes.now));
  add("Message-ID", fmt::format("<{}.arf@{}>", mail.id,
                                address.substr(address.rfind('@') + 1)));
  // RFC 3834 5.1: a person or a trap speaks, a program writes.
  add("Auto-Submitted", "auto-generated");
  if (mail.draft) add("X-Unsent", "1");
  add("MIME-Version", "1.0");
  add("Content-Language", wishes.language);
  return out;
}

// A text part; `number_at` is where in it a line may be put.
struct TextPart {
  std::string bytes;
  IncidentsPlace place;
};

TextPart text_part(const Description& told, std::string_view label,
                   std::string_view eol) {
  const bool plain =
      std::all_of(told.text.begin(), told.text.end(),
                  [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }) &&
      longest_line(told.text) <= kSmtpLine;
  const auto as_lines = [&](std::string_view text) {
    if (!plain) return quoted_printable(text, eol);
    std::string out;
    for (char c : text) {
      if (c == '\n')
        out += eol;
      else
        out += c;
    }
    return out;
  };
  TextPart part;
  part.bytes = fmt::format(
      "Content-Type: text/plain; charset={1}{0}"
      "Content-Transfer-Encoding: {2}{0}{0}",
      eol, plain ? "us-ascii" : "utf-8", plain ? "7bit" : "quoted-printable");
  part.bytes +=
      as_lines(std::string_view(told.text).substr(0, told.incidents_at));
  part.place.at = part.bytes.size();
  // The blank before a line end would have to be encoded.
  part.place.before = "  ";
  part.place.before +=
      plain ? std::string(label) : quoted_printable(label, eol);
  part.place.before += ": ";
  part.place.after = eol;
  part.bytes += as_lines(std::string_view(told.text).substr(told.incidents_at));
  return part;
}

DescriptionOptions description_options(const ReportWishes& wishes,
                                       const AbuseMail& mail) {
  DescriptionOptions options;
  options.type = wishes.type;
  options.complaint = wishes.complaint;
  options.trap = wishes.trap;
  options.headers_only = mail.headers_only;
  options.redacted = mail.redacted;
  return options;
}

void assemble(const AbuseCase& incident, const Third& third,
              const ReportWishes& wishes, std::string_view eol,
              AbuseMail& mail) {
  const ReportWords& words = *report_words(wishes.language);
  const FeedbackReport fields = feedback_report(incident, wishes);
  const std::string machine = feedback_text(fields, eol);
  const TextPart told = text_part(
      description(incident, fields, words, description_options(wishes, mail)),
      words.incidents, eol);
  const std::string boundary =
      boundary_for(mail.id, {told.bytes, machine, third.content});
  std::string& out = mail.bytes;
  out = mail_header(mail, wishes, "FW: " + incident.subject, eol);
  out += fmt::format(
      "Content-Type: multipart/report; report-type=feedback-report;{0}"
      "\tboundary=\"{1}\"{0}",
      eol, boundary);
  if (third.eight_bit)
    out += fmt::format("Content-Transfer-Encoding: 8bit{}", eol);
  out += fmt::format("{0}--{1}{0}", eol, boundary);
  mail.incidents = {told.place};
  mail.incidents[0].at += out.size();
  out += told.bytes;
  out += fmt::format(
      "{0}--{1}{0}Content-Type: message/feedback-report{0}"
      "Content-Transfer-Encoding: 7bit{0}{0}",
      eol, boundary);
  out += machine;
  mail.incidents.push_back({out.size(), "Incidents: ", std::string(eol)});
  out += fmt::format("{0}--{1}{0}{2}{0}", eol, boundary, third.fields);
  out += third.content;
  out += fmt::format("{0}--{1}--{0}", eol, boundary);
}

AbuseMail started(const AbuseCase& incident, const Addressees& addressees,
                  const ReportWishes& wishes) {
  AbuseMail mail;
  mail.id = report_id(incident, wishes);
  mail.draft = wishes.is_draft();
  for (const Addressee& addressee : addressees.used)
    mail.to.push_back(addressee.address);
  return mail;
}

// The whole message where it can be, else its header; says why.
Third third_part(const AbuseCase& incident, std::string_view original,
                 const ReportWishes& wishes, std::string_view eol,
                 AbuseMail& mail) {
  std::string_view fault = whole_fault(original);
  if (incident.cut) fault = "it is larger than what is read of a message";
  mail.headers_only = wishes.headers_only || !fault.empty();
  if (mail.headers_only) {
    if (!fault.empty() && !wishes.headers_only)
      mail.notes.push_back(
          fmt::format("only the header of the message is in it: {}", fault));
    return header_block(incident, original, eol);
  }
  if (longest_line(original) > kSmtpLine)
    mail.notes.push_back(
        "the message has lines of more than 998 bytes, which a mail server "
        "may break");
  return whole_message(original, eol);
}

Result<AbuseMail> plain_report(const AbuseCase& incident,
                               const Addressees& addressees,
                               const ReportWishes& wishes) {
  AbuseMail mail = started(incident, addressees, wishes);
  const std::string_view eol = eol_of(incident.original);
  const Third third =
      third_part(incident, incident.original, wishes, eol, mail);
  assemble(incident, third, wishes, eol, mail);
  return mail;
}

std::size_t body_of(std::string_view message) {
  const std::size_t lf = message.find("\n\n");
  const std::size_t crlf = message.find("\n\r\n");
  const std::size_t at = std::min(lf, crlf);
  if (at == message.npos) return message.size();
  return at + (lf < crlf ? 2 : 3);
}

Result<AbuseMail> redacted_report(const AbuseCase& incident,
                                  const Addressees& addressees,
                                  const ReportWishes& wishes,
                                  const PrivateWords& words,
                                  const Limits& limits) {
  if (words.overflowed())
    return fail("", "more addresses than a redaction can hide");
  AbuseMail mail = started(incident, addressees, wishes);
  mail.redacted = true;
  const std::string_view eol = eol_of(incident.original);
  const Redacted redacted = redacted_message(incident.original, words, limits);
  AbuseCase hidden = redacted_case(incident, words);
  hidden.body_at = body_of(redacted.bytes);
  ReportWishes wanted = wishes;
  for (const bool headers_only : {false, true}) {
    if (!headers_only && wishes.headers_only) continue;
    AbuseMail tried = mail;
    wanted.headers_only = headers_only;
    const Third third = third_part(hidden, redacted.bytes, wanted, eol, tried);
    assemble(hidden, third, wanted, eol, tried);
    const auto left = shown_in(tried.bytes, RawKind::Mail, words, limits);
    if (!left) {
      if (!tried.headers_only)
        tried.notes.insert(tried.notes.end(), redacted.notes.begin(),
                           redacted.notes.end());
      return tried;
    }
    if (tried.headers_only)
      return fail("", "private words are still to be seen in " + *left +
                          " after redaction: no report is written");
    mail.notes.push_back(
        fmt::format("only the header of the message is in it: redaction "
                    "could not reach {}",
                    *left));
  }
  return mail;
}

}  // namespace

std::string bare_address(std::string_view text) {
  const auto addresses = parse_addresses(text, Limits{});
  if (addresses.size() != 1 || addresses.front().domain.empty()) return "";
  const std::string spec = addresses.front().spec();
  const bool plain = std::all_of(spec.begin(), spec.end(), [](char c) {
    return c > ' ' && c <= '~' && c != '<' && c != '>' && c != ',';
  });
  return plain && spec.front() != '@' ? spec : "";
}

std::string report_id(const AbuseCase& incident, const ReportWishes& wishes) {
  return sha256(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", incident.sha256,
                            wishes.now, wishes.from, wishes.type,
                            wishes.language, fmt::join(wishes.to, ",")))
      .substr(0, 32);
}

FeedbackReport feedback_report(const AbuseCase& incident,
                               const ReportWishes& wishes) {
  FeedbackReport report;
  report.type = wishes.type;
  report.user_agent = wishes.user_agent;
  report.mail_from = incident.mail_from;
  report.recipients = incident.recipients;
  report.arrival = wishes.arrival ? wishes.arrival : incident.arrival;
  report.reporting_mta = wishes.reporting_mta.empty() ? incident.reporting_mta
                                                      : wishes.reporting_mta;
  report.source_ip = incident.source_ip;
  report.source_port = wishes.source_port;
  report.authentication_results = incident.authentication_results;
  report.domains = incident.domains;
  report.uris = incident.uris;
  return report;
}

std::string with_incidents(const AbuseMail& mail, std::uint64_t incidents) {
  if (incidents <= 1) return mail.bytes;  // RFC 5965 3.2: absent means one
  std::string out;
  std::size_t at = 0;
  for (const IncidentsPlace& place : mail.incidents) {
    out += std::string_view(mail.bytes).substr(at, place.at - at);
    out += fmt::format("{}{}{}", place.before, incidents, place.after);
    at = place.at;
  }
  return out + mail.bytes.substr(at);
}

Result<AbuseMail> write_abuse_report(const AbuseCase& incident,
                                     const Addressees& addressees,
                                     const ReportWishes& wishes,
                                     const PrivateWords* words,
                                     const Limits& limits) {
  if (!incident.is_mail())
    return fail("", "no mail is at hand, and an ARF report needs one");
  if (trimmed(incident.original).empty())
    return fail("", "the message is empty");
  if (words == nullptr) return plain_report(incident, addressees, wishes);
  return redacted_report(incident, addressees, wishes, *words, limits);
}

Result<AbuseMail> write_complaint(const AbuseCase& incident,
                                  const Addressees& addressees,
                                  const ReportWishes& wishes,
                                  const PrivateWords* words,
                                  const Limits& limits) {
  if (words != nullptr && words->overflowed())
    return fail("", "more addresses than a redaction can hide");
  AbuseMail mail = started(incident, addressees, wishes);
  mail.redacted = words != nullptr;
  mail.headers_only = true;
  const AbuseCase told =
      words == nullptr ? incident : redacted_case(incident, *words);
  DescriptionOptions options = description_options(wishes, mail);
  options.no_mail = !incident.is_mail();
  const ReportWords& vocabulary = *report_words(wishes.language);
  const std::string about = told.is_mail()        ? told.subject
                            : told.events.empty() ? std::string("calendar")
                                                  : told.events.front().summary;
  mail.bytes = mail_header(mail, wishes, "Abuse: " + about, "\n");
  const TextPart part = text_part(
      description(told, feedback_report(told, wishes), vocabulary, options),
      vocabulary.incidents, "\n");
  mail.incidents = {part.place};
  mail.incidents[0].at += mail.bytes.size();
  mail.bytes += part.bytes;
  if (words != nullptr)
    if (const auto left = shown_in(mail.bytes, RawKind::Mail, *words, limits))
      return fail("", "private words are still to be seen in " + *left +
                          " after redaction: no complaint is written");
  return mail;
}

}  // namespace calspam
