// SPDX-License-Identifier: MIT
#include "report/html_provenance.hh"

#include <fmt/format.h>

#include "report/escape.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kHops = 20;
constexpr std::size_t kFindings = 15;

std::string shown(std::string_view text, std::size_t bytes = 200) {
  return html_text(defanged_text(truncated(text, 2'048)), bytes);
}

std::string peer_of(const Received& line) {
  std::string text = line.from_host;
  if (!line.from_name.empty() && line.from_name != line.from_host)
    text += (text.empty() ? "\"" : " \"") + line.from_name + '"';
  if (!line.from_ip.empty())
    text += (text.empty() ? "[" : " [") + line.from_ip + ']';
  return text.empty() ? "\u2013" : text;
}

void add_hop(const PathHop& hop, std::size_t number, std::string& out) {
  std::string about = hop.line.with;
  if (hop.delay) about += fmt::format(" after {} s", *hop.delay);
  for (const std::string& note : hop.notes) about += "; " + note;
  out += fmt::format(
      "<tr><td class=r>{}<td class=m>{}<td><span class=m>{}</span> by <span "
      "class=m>{}</span> <small>{}</small>",
      number, hop.line.time ? iso_instant(*hop.line.time) : "\u2013",
      html_text(peer_of(hop.line), 160),
      html_text(hop.line.by.empty() ? "\u2013" : hop.line.by, 100),
      html_text(about, 160));
}

void add_path(const Path& path, std::string& out) {
  if (path.hops.empty()) return;
  out += "<table>";
  const std::size_t most = std::min(path.hops.size(), kHops);
  for (std::size_t i = 0; i < most; ++i) {
    add_hop(path.hops[i], i, out);
    if (path.hops[i].zone == HopZone::Border)
      out += fmt::format(
          "<tr><td><td colspan=2><b>the border</b> <small>({}, confidence {}); "
          "what stands below is claimed</small>",
          border_method_name(path.border.method),
          confidence_name(path.border.confidence));
  }
  out += "</table>";
  if (path.hop_count > most)
    out += fmt::format("<p class=d>{} more",
                       counted(path.hop_count - most, "hop"));
}

void add_account(const Provenance& all, std::string& out) {
  const RecordedAuthentication& recorded = all.recorded;
  out += "<dl>";
  if (!all.path.hops.empty())
    out +=
        fmt::format("<dt>Recorded<dd>spf {}, dkim {}, dmarc {}",
                    html_text(recorded.spf, 40), html_text(recorded.dkim, 40),
                    html_text(recorded.dmarc, 40));
  if (!all.platform.name.empty())
    out += fmt::format("<dt>Platform<dd>{}{}", html_text(all.platform.name, 40),
                       all.platform.contradicted ? ", contradicted" : "");
  if (!all.platform.account.empty())
    out += fmt::format("<dt>Accountable<dd>{} <small>{}</small>",
                       shown(all.platform.account),
                       shown(all.platform.account_basis));
  out += "</dl>";
}

void add_checkpoints(const Provenance& all, std::string& out) {
  out += "<table>";
  for (const Checkpoint& point : all.checkpoints) {
    if (point.who.empty()) continue;
    out += fmt::format("<tr><td>{}<td>{}{} <small>{}</small>", point.role,
                       shown(point.who), point.observed ? "" : " (claimed)",
                       shown(point.could));
  }
  out += "</table>";
}

void add_findings(const Provenance& all, std::string& out) {
  if (all.findings.empty()) return;
  const std::size_t most = std::min(all.findings.size(), kFindings);
  out += "<table>";
  for (std::size_t i = 0; i < most; ++i) {
    const ProvenanceFinding& finding = all.findings[i];
    out += fmt::format("<tr><td>{}<td><b>{}</b> {}",
                       provenance_weight_name(finding.kind->weight),
                       finding.kind->id, shown(finding.detail));
  }
  out += "</table>";
  if (all.finding_count > most)
    out += fmt::format("<p class=d>{} more",
                       counted(all.finding_count - most, "finding"));
}

}  // namespace

std::string html_provenance(const Provenance& provenance) {
  std::string out = "<h3>Where it came from</h3>";
  out += fmt::format("<p>{}", shown(provenance.insertion.explain, 600));
  add_path(provenance.path, out);
  add_account(provenance, out);
  add_checkpoints(provenance, out);
  add_findings(provenance, out);
  return out;
}

}  // namespace calspam
