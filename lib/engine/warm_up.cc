// SPDX-License-Identifier: MIT
#include "engine/warm_up.hh"

#include "evidence/subject.hh"
#include "ical/second_opinion.hh"
#include "provenance/cms.hh"
#include "provenance/crypto.hh"
#include "util/charset.hh"
#include "util/unicode.hh"
#include "web/domain.hh"

namespace calspam {
namespace {

// A message that takes every reader through its first use, gmime and libical
// included: the empty second part earns it a second opinion.
constexpr std::string_view kMessage =
    "Received: from a.example (a.example [192.0.2.1]) by b.example with "
    "ESMTP;\r\n Mon, 2 Nov 2026 10:00:00 +0000\r\n"
    "From: =?utf-8?q?A?= <a@a.example>\r\nTo: b@b.example\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/calendar; method=REQUEST\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
    "UID:1\r\nDTSTART;TZID=Europe/Berlin:20261102T100000\r\n"
    "RRULE:FREQ=DAILY;COUNT=2\r\nURL:https://a.example/\r\n"
    "ORGANIZER;CN=A:mailto:a@a.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n<a href=\"https://a.example\">a</a>"
    "\r\n--b\r\nContent-Type: application/ics\r\n\r\n\r\n--b--\r\n";

RawMessage warm_up_message() {
  RawMessage raw;
  raw.bytes = kMessage;
  raw.full_size = kMessage.size();
  return raw;
}

}  // namespace

void warm_up(const Analyzer& analyzer) {
  warm_up_charsets();
  warm_up_unicode();
  warm_up_domains();
  warm_up_libical();
  analyzer.analyze(warm_up_message());
}

void warm_up_readers() {
  warm_up_charsets();
  warm_up_unicode();
  warm_up_domains();
  const RawMessage raw = warm_up_message();
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {});
}

void warm_up_signatures() {
  warm_up_crypto();
  warm_up_cms();
}

}  // namespace calspam
