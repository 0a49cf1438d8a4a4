// SPDX-License-Identifier: MIT
#include "provenance/smime.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ical/event.hh"
#include "mail/transfer.hh"
#include "provenance/cms.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// Methods of RFC 5546 that an attendee sends; all others are the organizer's.
constexpr std::array<std::string_view, 3> kOfAttendees{"REPLY", "COUNTER",
                                                       "REFRESH"};

bool is_pkcs7(const Part& part, std::string_view subtype) {
  return part.type.type == "application" &&
         (part.type.subtype == subtype ||
          part.type.subtype == "x-" + std::string(subtype));
}

bool is_multipart_signed(const Part& part) {
  const Parameter* protocol = part.type.parameter("protocol");
  return part.is_multipart && part.type.is("multipart", "signed") &&
         (protocol == nullptr ||
          find_ignoring_case(protocol->value, "pkcs7") != std::string::npos);
}

// RFC 8551 3.1.1: signed with CRLF, however it lies on a disk.
std::string with_crlf(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) out += '\r';
    out += text[i];
  }
  return out;
}

std::string with_lf(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' || text.substr(i + 1, 1) != "\n") out += text[i];
  return out;
}

/// Whom the calendar objects of a signed entity name.
struct Named {
  bool calendar = false;
  std::string role;     ///< "ORGANIZER" or "ATTENDEE", ""
  std::string address;  ///< lower case
  std::string sent_by;  ///< lower case
};

void name_from(const Event& event, bool attendee, Named& out) {
  const Participant* who = nullptr;
  if (attendee && !event.attendees.empty()) who = &event.attendees.front();
  if (!attendee && event.organizer) who = &*event.organizer;
  if (who == nullptr || who->address.empty()) return;
  out.role = attendee ? "ATTENDEE" : "ORGANIZER";
  out.address = ascii_lower(who->address);
  out.sent_by = ascii_lower(who->sent_by);
}

// Of the first object that names somebody, in the entity that was signed:
// what stands beside it in the mail is nobody's word.
Named named_in(std::string_view entity, const Limits& limits) {
  Named out;
  const Message message = parse_message(entity, limits);
  for (const int part : message.carriers()) {
    out.calendar = true;
    const Calendar calendar = parse_calendar(
        message.parts[static_cast<std::size_t>(part)].content, limits);
    const std::string method = calendar.method();
    const bool attendee =
        std::ranges::find(kOfAttendees, method) != kOfAttendees.end();
    Anomalies ignored;
    for (const int root : calendar.roots())
      for (const Event& event : events_of(calendar, root, limits, ignored))
        if (out.role.empty()) name_from(event, attendee, out);
  }
  return out;
}

class Verifier {
 public:
  Verifier(const Subject& subject, const std::string& authorities,
           std::optional<Instant> as_of, const SignatureLimits& limits)
      : subject_(subject),
        authorities_(authorities),
        as_of_(as_of),
        limits_(limits) {}

  std::vector<SmimeSignature> run(std::vector<std::string>& bounds) {
    const std::vector<Part>& parts = subject_.message.parts;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_signed = is_multipart_signed(parts[i]);
      if (!parts[i].reading.empty() ||
          (!is_signed && !is_pkcs7(parts[i], "pkcs7-mime")))
        continue;
      if (++seen > limits_.smime) continue;
      if (is_signed)
        verify_detached(static_cast<int>(i));
      else
        verify_opaque(parts[i]);
    }
    if (seen > limits_.smime)
      bounds.push_back(
          fmt::format("only the first {} of {} parts with S/MIME "
                      "were looked at",
                      limits_.smime, seen));
    return std::move(out_);
  }

 private:
  std::string_view raw(Span span) const {
    return slice(subject_.raw->bytes, span);
  }

  std::string decoded(const Part& part) const {
    return decode_transfer(part.encoding, raw(part.body_span),
                           part.body_span.begin, limits_.smime_bytes)
        .bytes;
  }

  SmimeSignature& begin(const Part& part, std::string_view format) {
    SmimeSignature& out = out_.emplace_back();
    out.part = part.path;
    out.format = format;
    return out;
  }

  void verify_detached(int index) {
    const std::vector<Part>& parts = subject_.message.parts;
    SmimeSignature& out =
        begin(parts[static_cast<std::size_t>(index)], "multipart/signed");
    std::vector<const Part*> children;
    for (const int child : subject_.message.children(index)) {
      const Part& part = parts[static_cast<std::size_t>(child)];
      if (part.reading.empty()) children.push_back(&part);
    }
    if (children.size() != 2 || !is_pkcs7(*children[1], "pkcs7-signature")) {
      out.result = SignatureResult::Malformed;
      out.why = "it is not a part and its signature";
      return;
    }
    const std::string_view entity =
        raw({children[0]->header_span.begin, children[0]->body_span.end});
    const std::string der = decoded(*children[1]);
    const std::string content = with_crlf(entity);
    CmsReading reading = read_cms(der, &content, authorities_, as_of_);
    if (reading.result == SignatureResult::Fail) explain(der, entity, reading);
    take(reading, entity, out);
  }

  // The one change that can be undone here: other line ends.
  void explain(const std::string& der, std::string_view entity,
               CmsReading& reading) const {
    const std::string bare = with_lf(entity);
    const CmsReading again = read_cms(der, &bare, {}, as_of_);
    if (again.result == SignatureResult::Pass)
      reading.why =
          "line ends of the signed part were changed after signing; with bare "
          "line feeds the signature verifies";
  }

  void verify_opaque(const Part& part) {
    const std::string der = decoded(part);
    const CmsReading reading = read_cms(der, nullptr, authorities_, as_of_);
    const Parameter* kind = part.type.parameter("smime-type");
    const bool says_signed =
        kind != nullptr && same_ignoring_case(kind->value, "signed-data");
    // Encrypted mail is no signature.
    if (!reading.is_signed && !says_signed) return;
    SmimeSignature& out = begin(part, "application/pkcs7-mime");
    take(reading, reading.content, out);
  }

  void take(const CmsReading& reading, std::string_view entity,
            SmimeSignature& out) const {
    out.result = reading.result;
    out.why = reading.why;
    out.trust = reading.trust;
    out.trust_why = reading.trust_why;
    out.signer = reading.signer;
    out.issuer = reading.issuer;
    out.serial = reading.serial;
    out.fingerprint = reading.fingerprint;
    out.addresses = reading.addresses;
    out.digest = reading.digest;
    out.not_before = reading.not_before;
    out.not_after = reading.not_after;
    out.signed_at = reading.signed_at;
    if (as_of_ && out.not_before && out.not_after)
      out.valid_at_arrival =
          *out.not_before <= *as_of_ && *as_of_ <= *out.not_after;
    match(named_in(entity, *subject_.limits), out);
  }

  // RFC 6047 3: the address in the certificate against the one that the method
  // asks for.
  static void match(const Named& named, SmimeSignature& out) {
    out.covers_calendar = named.calendar;
    out.role = named.role;
    out.expected = to_valid_utf8(named.address);
    if (named.role.empty() || out.addresses.empty()) return;
    const auto has = [&out](const std::string& address) {
      return std::ranges::any_of(out.addresses, [&](const std::string& each) {
        return same_ignoring_case(each, address);
      });
    };
    const bool delegate = !named.sent_by.empty() && has(named.sent_by);
    out.match =
        has(named.address) || delegate ? SignerMatch::Yes : SignerMatch::No;
  }

  const Subject& subject_;
  const std::string& authorities_;
  std::optional<Instant> as_of_;
  const SignatureLimits& limits_;
  std::vector<SmimeSignature> out_;
};

}  // namespace

std::vector<SmimeSignature> verify_smime(const Subject& subject,
                                         const std::string& authorities,
                                         std::optional<Instant> as_of,
                                         const SignatureLimits& limits,
                                         std::vector<std::string>& bounds) {
  return Verifier(subject, authorities, as_of, limits).run(bounds);
}

}  // namespace calspam
