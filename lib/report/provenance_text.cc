// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "provenance/provenance.hh"
#include "report/columns.hh"
#include "report/provenance_formats.hh"
#include "report/provenance_sections.hh"
#include "report/style.hh"
#include "util/text.hh"

namespace calspam::provenance_text {
namespace {

constexpr std::size_t kListed = 20;

std::string_view color_of(ProvenanceWeight weight) {
  switch (weight) {
    case ProvenanceWeight::Note:
      return "2";
    case ProvenanceWeight::Odd:
      return "33";
    case ProvenanceWeight::Strong:
      return "1;31";
  }
  return "0";
}

// The reverse name, and in quotes what the peer called itself.
std::string hop_peer(const Style& style, const Received& line) {
  std::string text = style.shown(line.from_host);
  if (!line.from_name.empty() &&
      !same_ignoring_case(line.from_name, line.from_host))
    text += fmt::format("{}\"{}\"", text.empty() ? "" : " ",
                        style.shown(line.from_name));
  return text.empty() ? "-" : text;
}

std::string hop_time(const Received& line) {
  if (!line.time) return "-";
  std::string text = iso_instant(*line.time);
  if (const auto at = text.find('T'); at != text.npos) text[at] = ' ';
  if (text.ends_with('Z')) text.pop_back();
  return text;
}

std::string hop_with(const Style& style, const Received& line) {
  std::string text = style.shown(line.with);
  if (line.tls)
    text += fmt::format(" {}", line.tls_version.empty()
                                   ? "TLS"
                                   : style.shown(line.tls_version));
  if (line.submission != Submission::None)
    text += fmt::format(" ({})", submission_name(line.submission));
  return text.empty() ? "-" : text;
}

std::vector<std::vector<std::string>> hop_rows(const Style& style,
                                               const Path& path) {
  std::vector<std::vector<std::string>> rows;
  rows.push_back({"#", "time (UTC)", "delay", "from address", "with"});
  for (std::size_t i = 0; i < path.hops.size(); ++i) {
    const PathHop& hop = path.hops[i];
    rows.push_back(
        {std::to_string(i), hop_time(hop.line),
         hop.delay ? fmt::format("{} s", *hop.delay) : "-",
         hop.line.from_ip.empty() ? "-" : style.shown(hop.line.from_ip),
         hop_with(style, hop.line)});
  }
  return rows;
}

void add_border_line(const Style& style, std::string& out) {
  const std::string words = " the border: what stands below is claimed ";
  const std::size_t width = std::min<std::size_t>(style.width, 100);
  std::string line = "  ---" + words;
  while (line.size() < width) line += '-';
  out += style.bold(line) + '\n';
}

// The names, which are too long for columns, stand below each row; the border
// is drawn below the line that our side wrote last.
void add_hops(const Style& style, const Path& path, std::string& out) {
  std::string table;
  add_table(style, 2, hop_rows(style, path), table);
  std::size_t row = 0;
  for (const std::string_view line : split(table, '\n')) {
    if (line.empty()) continue;
    out += std::string(line) + '\n';
    if (row++ == 0) continue;
    const PathHop& hop = path.hops[row - 2];
    add_paragraph(
        style, "       ",
        fmt::format("from {} by {}", hop_peer(style, hop.line),
                    hop.line.by.empty() ? "-" : style.shown(hop.line.by)),
        out);
    if (hop.zone == HopZone::Border) add_border_line(style, out);
  }
  if (path.hop_count > path.hops.size())
    out += fmt::format("  and {} more\n", path.hop_count - path.hops.size());
}

void add_witnesses(const Style& style, const Border& border, std::string& out) {
  for (const AddressWitness& witness : border.witnesses)
    add_paragraph(style, "  - ",
                  fmt::format("{} {} {}{}", style.shown(witness.field),
                              witness.agrees ? "agrees:" : "disagrees:",
                              style.shown(witness.ip),
                              witness.trusted ? "" : " (anybody's word)"),
                  out);
}

void add_path(const Style& style, const Provenance& all, std::string& out) {
  const Path& path = all.path;
  out += '\n' + style.bold("Path") + '\n';
  if (path.hops.empty()) {
    out += "  no Received field\n";
    return;
  }
  add_hops(style, path, out);
  const Border& border = path.border;
  const std::string what = border.internal ? "never left our side"
                           : border.hop < 0
                               ? "border not found"
                               : fmt::format("border at hop {}", border.hop);
  add_paragraph(
      style, "  ",
      fmt::format("{} (method {}, confidence {}): {}", what,
                  border_method_name(border.method),
                  confidence_name(border.confidence), style.shown(border.why)),
      out);
  add_witnesses(style, border, out);
  const MailOrigin& origin = path.origin;
  if (origin.submission == Submission::None && origin.ip.empty()) return;
  std::string text =
      fmt::format("origin{}: {}", origin.trusted ? "" : " (claimed)",
                  origin.submission == Submission::None
                      ? "unknown submission"
                      : submission_name(origin.submission));
  if (!origin.account.empty())
    text += fmt::format(", account \"{}\"", style.shown(origin.account));
  if (!origin.ip.empty())
    text += fmt::format(", from {} ({})", style.shown(origin.ip),
                        style.shown(origin.field));
  add_paragraph(style, "  ", text, out);
}

void add_findings(const Style& style, const Provenance& all, std::string& out) {
  out += '\n' + style.bold("Findings") + '\n';
  if (all.findings.empty()) {
    out += "  none\n";
    return;
  }
  // What means most comes first.
  for (const ProvenanceWeight weight :
       {ProvenanceWeight::Strong, ProvenanceWeight::Odd,
        ProvenanceWeight::Note}) {
    for (const ProvenanceFinding& finding : all.findings) {
      if (finding.kind->weight != weight) continue;
      const std::string word = padded(provenance_weight_name(weight), 6);
      std::string text =
          fmt::format("{}: {}", finding.kind->id, style.shown(finding.detail));
      if (finding.hop >= 0) text += fmt::format(" [hop {}]", finding.hop);
      std::string lines;
      add_paragraph(style, "         ", text, lines);
      out +=
          "  " + style.painted(color_of(weight), word) + ' ' + lines.substr(9);
    }
  }
  if (all.finding_count > all.findings.size())
    out +=
        fmt::format("  and {} more\n", all.finding_count - all.findings.size());
}

void add_checkpoints(const Style& style, const Provenance& all,
                     std::string& out) {
  out += '\n' + style.bold("Checkpoints (CC/R 18003 4.1)") + '\n';
  for (const Checkpoint& point : all.checkpoints) {
    const std::string who =
        point.who.empty() ? "not known" : style.shown(point.who);
    add_paragraph(
        style, "  ",
        fmt::format("{}: {}{}", point.role, who,
                    point.observed || point.who.empty() ? "" : " (claimed)"),
        out);
    for (std::size_t i = 0; i < std::min(point.evidence.size(), kListed); ++i)
      add_paragraph(style, "    saw: ", style.shown(point.evidence[i]), out);
    if (!point.could.empty())
      add_paragraph(style, "    could: ", style.shown(point.could), out);
  }
}

void add_custody(const Style& style, const Provenance& all, std::string& out) {
  const Custody& custody = all.custody;
  out += '\n' + style.bold("Custody") + '\n';
  out += fmt::format("  input   sha256 {} ({} bytes)\n", custody.sha256,
                     custody.size);
  for (std::size_t i = 0; i < std::min(custody.parts.size(), kListed); ++i) {
    const PartDigest& part = custody.parts[i];
    if (!part.sha256.empty())
      out += fmt::format("  part    sha256 {} {} {}\n", part.sha256,
                         style.shown(part.path), style.shown(part.type));
  }
  if (custody.part_count > kListed)
    out += fmt::format("  and {} more\n", custody.part_count - kListed);
  for (std::size_t i = 0; i < std::min(all.objects.size(), kListed); ++i)
    out += fmt::format("  event   sha256 {} {}\n", all.objects[i].event_sha256,
                       style.shown(all.objects[i].uid));
  if (!custody.tool.empty())
    out += fmt::format("  by      {}{}\n", style.shown(custody.tool),
                       custody.rules.empty() ? "" : ", rules " + custody.rules);
}

}  // namespace

void message(const FormatOptions& options, const Report& report,
             std::string& out) {
  if (!report.provenance) return;
  const Provenance& all = *report.provenance;
  Style style;
  style.color = options.color;
  style.width = options.width;
  out +=
      style.bold(fitted(style.shown(report.origin.name()), style.width)) + '\n';
  if (!all.message.subject.empty())
    out += fitted(fmt::format("\"{}\"", style.shown(all.message.subject)),
                  style.width) +
           '\n';
  add_paragraph(style, "", style.shown(all.insertion.explain), out);
  if (!report.complete) out += "Not read in full.\n";
  if (report.kind == RawKind::Mail) add_path(style, all, out);
  if (report.kind == RawKind::Mail) add_authentication(style, all, out);
  add_calendar(style, all, out);
  add_findings(style, all, out);
  add_checkpoints(style, all, out);
  add_custody(style, all, out);
}

}  // namespace calspam::provenance_text
