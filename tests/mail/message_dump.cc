// SPDX-License-Identifier: MIT
#include "mail/message_dump.hh"

#include <fmt/format.h>

#include "util/text.hh"

namespace calspam {

namespace {

std::string_view encoding_name(TransferEncoding encoding) {
  switch (encoding) {
    case TransferEncoding::Identity:
      return "";
    case TransferEncoding::Base64:
      return "base64";
    case TransferEncoding::QuotedPrintable:
      return "quoted-printable";
    case TransferEncoding::Uuencode:
      return "uuencode";
    case TransferEncoding::Unknown:
      return "unknown";
  }
  return "";
}

}  // namespace

std::string tree(const Message& message) {
  std::string out;
  for (const Part& part : message.parts) {
    out += part.path + " " + part.type.name();
    if (part.carrier != Carrier::None)
      out += fmt::format(" carrier={}", carrier_name(part.carrier));
    if (part.encoding != TransferEncoding::Identity)
      out += fmt::format(" {}", encoding_name(part.encoding));
    if (!part.filename.empty()) out += " name=" + part.filename;
    if (part.analysed) {
      constexpr std::size_t kShown = 24;
      out += fmt::format(" \"{}\"",
                         printable(truncated(trimmed(part.content), kShown)));
    }
    if (!part.not_analysed.empty())
      out += fmt::format(" not-analysed={}", part.not_analysed);
    if (!part.reading.empty()) out += fmt::format(" ({})", part.reading);
    out += "\n";
  }
  return out;
}

std::string oddities(const Message& message) {
  std::string out;
  for (const Anomaly& anomaly : message.anomalies) {
    if (anomaly.kind->weight == Weight::Note) continue;
    const std::string path =
        anomaly.part < 0
            ? "-"
            : message.parts[static_cast<std::size_t>(anomaly.part)].path;
    out += fmt::format("{} {}\n", path, anomaly.kind->id);
  }
  return out;
}

}  // namespace calspam
