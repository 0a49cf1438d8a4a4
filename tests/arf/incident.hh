// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <string>

#include "arf/abuse_report.hh"
#include "arf/reading.hh"
#include "arf/xarf.hh"

namespace calspam {

inline std::string file_bytes(const std::string& name) {
  std::ifstream file(std::string(CALSPAM_SOURCE_DIR) + "/testdata/arf/" + name,
                     std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A mail or calendar, observed, and what is reported of it.
class Incident {
 public:
  explicit Incident(std::string bytes, RawKind kind = RawKind::Mail,
                    const Site* site = nullptr)
      : bytes_(std::move(bytes)) {
    raw_.origin.path = "test";
    raw_.kind = kind;
    raw_.bytes = bytes_;
    raw_.full_size = bytes_.size();
    observe(subject, raw_, limits, std::nullopt, site);
    trust = trust_of_site(subject);
    wishes.from = "Desk <desk@reporter.example>";
    wishes.user_agent = "calspam/0.1.0";
    wishes.now = 1'795'341'600;  // 2026-11-22T10:00:00Z
    wishes.complaint = true;
  }

  AbuseCase incident() const { return abuse_case(subject, findings, trust); }
  Result<AbuseMail> try_report(const PrivateWords* words = nullptr) const {
    Addressees told;
    for (const std::string& address : wishes.to)
      told.used.push_back({Addressee::How::Given, address, false, "given"});
    return write_abuse_report(incident(), told, wishes, words, limits);
  }
  AbuseMail report(const PrivateWords* words = nullptr) const {
    auto mail = try_report(words);
    return mail ? std::move(*mail) : AbuseMail{};
  }
  PrivateWords words() const {
    PrivateWords made("sixteen bytes of key", RedactionMethod::HmacSha256);
    add_private_words(subject, {"desk@reporter.example"}, made);
    return made;
  }

  Subject subject;
  ReportWishes wishes;
  CaseTrust trust;
  std::vector<Finding> findings;
  Limits limits;

 private:
  std::string bytes_;
  RawMessage raw_;
};

/// The report read back.
inline AbuseReading read_back(std::string_view bytes) {
  RawMessage raw;
  raw.bytes = bytes;
  raw.full_size = bytes.size();
  return read_abuse_report(raw, Limits{});
}

inline Message parsed(std::string_view bytes) {
  return parse_message(bytes, Limits{});
}

/// An invitation that came in at a host of the reader's.
inline std::string invitation(std::string_view header = "",
                              std::string_view event = "") {
  return fmt::format(
      "Return-Path: <bounce@sender.example>\r\n"
      "Delivered-To: bob@example.com\r\n"
      "Received: from mx.sender.example (mx.sender.example [192.0.2.7])\r\n"
      "\tby mx.example.com with ESMTPS id 1 for <bob@example.com>;\r\n"
      "\tMon, 2 Nov 2026 10:00:00 +0000\r\n"
      "From: Ann <ann@sender.example>\r\n"
      "To: Bob Builder <bob@example.com>\r\n"
      "Subject: Invitation: Lunch\r\n"
      "Date: Mon, 2 Nov 2026 09:59:58 +0000\r\n"
      "Message-ID: <1@sender.example>\r\n"
      "{0}MIME-Version: 1.0\r\n"
      "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n\r\n"
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//Test//EN\r\n"
      "METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@sender.example\r\n"
      "DTSTAMP:20261102T095900Z\r\nDTSTART:20261104T120000Z\r\n"
      "ORGANIZER:mailto:ann@sender.example\r\nSUMMARY:Lunch\r\n"
      "RRULE:FREQ=DAILY\r\nURL:https://pay.evil.example/now\r\n"
      "{1}END:VEVENT\r\nEND:VCALENDAR\r\n",
      header, event);
}

/// A site that took the invitation in.
inline Site own_site() {
  Site site;
  site.domains.add("example.com");
  site.trusted_hosts.add("mx.example.com");
  site.authserv_ids = {"mx.example.com"};
  return site;
}

}  // namespace calspam
