// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <string>

#include "mail/received.hh"

namespace calspam {

/// A Received field in one line, "family: name=value ..."; what it does not
/// say is left out. "no hop" for what is none.
inline std::string received_dump(const Received& line) {
  if (!line.is_hop()) return "no hop";
  std::string text = (line.family.empty() ? "?" : line.family) + ':';
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += fmt::format(" {}={}", name, value);
  };
  add("ip", line.from_ip);
  add("host", line.from_host);
  add("helo", line.from_name);
  add("ident", line.ident);
  if (line.no_reverse_name) text += " no-name";
  if (line.may_be_forged) text += " unconfirmed";
  add("by", line.by);
  add("by_ip", line.by_ip);
  add("with", line.with);
  add("id", line.id);
  add("for", line.envelope_for);
  add("mailfrom", line.envelope_from);
  if (line.tls) text += " tls";
  add("version", line.tls_version);
  add("cipher", line.cipher);
  if (line.submission != Submission::None)
    text += fmt::format(" {}", submission_name(line.submission));
  add("account", line.account);
  if (line.time) add("at", iso_instant(*line.time));
  return text;
}

}  // namespace calspam
