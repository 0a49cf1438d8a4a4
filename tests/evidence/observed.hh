// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>

#include "evidence/subject.hh"

namespace calspam {

/// A subject made from text, with a few words to ask it with.
class Observed {
 public:
  explicit Observed(std::string bytes, RawKind kind = RawKind::Mail,
                    std::optional<Instant> now = {})
      : bytes_(std::move(bytes)) {
    raw_.origin.path = "test";
    raw_.kind = kind;
    raw_.bytes = bytes_;
    raw_.full_size = bytes_.size();
    observe(subject, raw_, limits_, now);
  }
  /// The value of a fact in a row, as people see it.
  std::string fact(std::string_view name, std::size_t row = 0) const {
    return value(name, row).text();
  }
  FactValue value(std::string_view name, std::size_t row = 0) const {
    const Fact* fact = find_fact(name);
    if (fact == nullptr) return {std::string("no such fact"), {}};
    if (row >= rows(subject, fact->scope))
      return {std::string("no such row"), {}};
    return fact->observe(subject, row);
  }
  /// The input bytes at the first place of a fact.
  std::string at(std::string_view name, std::size_t row = 0) const {
    const FactValue found = value(name, row);
    if (found.places.empty()) return "";
    return std::string(slice(bytes_, found.places.front().span));
  }

  Subject subject;

 private:
  std::string bytes_;
  RawMessage raw_;
  Limits limits_;
};

/// A mail with one text/calendar part around `event` lines.
inline std::string invitation(std::string_view event,
                              std::string_view headers = "",
                              std::string_view method = "REQUEST") {
  return fmt::format(
      "Received: from mx.sender.example (mx.sender.example [192.0.2.7])\r\n"
      "\tby mx.example.com with ESMTPS; Mon, 2 Nov 2026 10:00:00 +0000\r\n"
      "From: Ann <ann@sender.example>\r\n"
      "To: Bob <bob@example.com>\r\n"
      "Subject: Invitation: Lunch\r\n"
      "Date: Mon, 2 Nov 2026 09:59:58 +0000\r\n"
      "{0}MIME-Version: 1.0\r\n"
      "Content-Type: text/calendar; charset=utf-8; method={2}\r\n\r\n"
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//Test//EN\r\n"
      "METHOD:{2}\r\nBEGIN:VEVENT\r\nUID:1@sender.example\r\n"
      "DTSTAMP:20261102T095900Z\r\nDTSTART:20261104T120000Z\r\n"
      "{1}END:VEVENT\r\nEND:VCALENDAR\r\n",
      headers, event, method);
}

}  // namespace calspam
