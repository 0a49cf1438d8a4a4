// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <string>

#include "evidence/subject.hh"
#include "provenance/provenance.hh"

namespace calspam {

/// A message made from text, traced, with a few words to ask it with.
class Traced {
 public:
  explicit Traced(std::string bytes, const Site* site = nullptr,
                  RawKind kind = RawKind::Mail)
      : bytes_(std::move(bytes)) {
    raw_.origin.path = "test";
    raw_.kind = kind;
    raw_.bytes = bytes_;
    raw_.full_size = bytes_.size();
    observe(subject, raw_, limits_, {}, site);
    record = trace(subject, {}, {});
  }

  /// "organisation medium hop 1 192.0.2.7", "organisation low internal".
  std::string border() const {
    const Border& border = record.path.border;
    std::string text = fmt::format("{} {}", border_method_name(border.method),
                                   confidence_name(border.confidence));
    if (border.internal) return text + " internal";
    if (border.hop < 0) return text;
    return text + fmt::format(" hop {} {}", border.hop,
                              border_hop(record.path)->line.from_ip);
  }
  /// Details of the findings of that id, "; " between; "" when there is none.
  std::string finding(std::string_view id) const {
    provenance_finding_kind(id);  // a name that is none is a mistake here
    std::string text;
    for (const ProvenanceFinding& finding : record.findings)
      if (finding.kind->id == id)
        text += (text.empty() ? "" : "; ") + finding.detail;
    return text;
  }
  /// All ids, in order, once each.
  std::string findings() const {
    std::string text;
    for (const ProvenanceFinding& finding : record.findings)
      if (!text.ends_with(std::string(finding.kind->id)))
        text += (text.empty() ? "" : " ") + std::string(finding.kind->id);
    return text;
  }

  Subject subject;
  Provenance record;

 private:
  std::string bytes_;
  RawMessage raw_;
  Limits limits_;
};

/// A mail with those fields on top, and a plain body.
inline std::string mail(std::string_view fields) {
  return fmt::format(
      "{}From: Ann <ann@sender.example>\r\nTo: Bob <bob@example.com>\r\n"
      "Subject: Lunch\r\nMessage-ID: <1@sender.example>\r\n"
      "Date: Mon, 2 Nov 2026 09:59:58 +0000\r\n\r\nHello\r\n",
      fields);
}

/// A Received field "from ... by ..." at 10:00 and so many seconds.
inline std::string hop(std::string_view from, std::string_view by,
                       int seconds = 0, std::string_view with = "ESMTP") {
  return fmt::format(
      "Received: from {} by {} with {} id 1;\r\n"
      "\tMon, 2 Nov 2026 10:{:02}:{:02} +0000\r\n",
      from, by, with, seconds / 60, seconds % 60);
}

/// An invitation with those header fields, calendar lines and event lines.
inline std::string invite(std::string_view fields, std::string_view event,
                          std::string_view prodid = "-//Test//Test//EN",
                          std::string_view method = "REQUEST") {
  return fmt::format(
      "{0}MIME-Version: 1.0\r\n"
      "Content-Type: text/calendar; charset=utf-8; method={3}\r\n\r\n"
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{2}\r\nMETHOD:{3}\r\n"
      "BEGIN:VEVENT\r\nDTSTART:20261104T120000Z\r\n{1}"
      "END:VEVENT\r\nEND:VCALENDAR\r\n",
      fields, event, prodid, method);
}

}  // namespace calspam
