// SPDX-License-Identifier: MIT
// The path of a mail as a picture. Hosts are nodes, and the border lies
// between what our side saw and what is claimed.
#include <fmt/format.h>

#include <vector>

#include "provenance/provenance.hh"
#include "report/provenance_formats.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kLabelBytes = 200;

/// A picture that either language can draw.
struct Picture {
  struct Node {
    std::string id;
    std::vector<std::string> lines;  ///< untrusted
    bool ours = false;               ///< seen by our side
  };
  struct Edge {
    std::string from, to, label;
    bool border = false;
  };
  std::string title;
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

std::string peer_of(const Received& line) {
  std::string name = line.from_host.empty() ? line.from_name : line.from_host;
  if (line.from_ip.empty() || name == line.from_ip)
    return name.empty() ? line.from_ip : name;
  if (name.empty()) return line.from_ip;
  return fmt::format("{} [{}]", name, line.from_ip);
}

std::string label_of(const PathHop& hop) {
  std::string label = hop.line.with;
  if (hop.line.tls && !hop.line.tls_version.empty())
    label += (label.empty() ? "" : ", ") + hop.line.tls_version;
  if (hop.delay)
    label += fmt::format("{}{} s", label.empty() ? "" : ", ", *hop.delay);
  return label;
}

Picture::Node host(const PathHop& hop, std::size_t number) {
  Picture::Node node{fmt::format("h{}", number), {}, false};
  node.ours = hop.zone != HopZone::Claimed;
  node.lines.push_back(hop.line.by.empty() ? "unnamed host" : hop.line.by);
  if (hop.line.time) node.lines.push_back(iso_instant(*hop.line.time));
  for (const std::string& note : hop.notes) node.lines.push_back(note);
  return node;
}

void add_ends(const Provenance& all, Picture& picture) {
  const auto& hops = all.path.hops;
  Picture::Node calendar{"calendar", {"calendar"}, true};
  if (!all.message.recipients.empty())
    calendar.lines.push_back(all.message.recipients.front().address);
  calendar.lines.push_back(all.insertion.channel);
  picture.nodes.push_back(std::move(calendar));
  Picture::Node author{"author", {"author"}, false};
  author.ours = !hops.empty() && hops.back().zone == HopZone::Inside;
  if (!all.platform.account.empty())
    author.lines.push_back(all.platform.account);
  if (!all.platform.name.empty()) author.lines.push_back(all.platform.name);
  picture.nodes.push_back(std::move(author));
}

Picture picture_of(const Report& report) {
  const Provenance& all = *report.provenance;
  const auto& hops = all.path.hops;
  Picture picture;
  picture.title = report.origin.name();
  for (std::size_t i = 0; i < hops.size(); ++i)
    picture.nodes.push_back(host(hops[i], i));
  add_ends(all, picture);
  if (hops.empty()) {
    picture.edges.push_back({"author", "calendar", "", false});
    return picture;
  }
  for (std::size_t i = 0; i < hops.size(); ++i) {
    const bool last = i + 1 == hops.size();
    std::string from = last ? "author" : fmt::format("h{}", i + 1);
    const std::string to = fmt::format("h{}", i);
    const std::string peer = peer_of(hops[i].line);
    const bool border = hops[i].zone == HopZone::Border;
    if (last && !peer.empty()) {
      picture.nodes.push_back(
          {"peer", {peer}, hops[i].zone == HopZone::Inside});
      picture.edges.push_back({"author", "peer", "", false});
      from = "peer";
    }
    std::string label = label_of(hops[i]);
    if (border) label += (label.empty() ? "" : ", ") + peer;
    picture.edges.push_back({std::move(from), to, std::move(label), border});
  }
  picture.edges.push_back({"h0", "calendar", all.insertion.channel, false});
  return picture;
}

std::string shortened(std::string_view text) {
  return std::string(truncated(printable(text), kLabelBytes));
}

// Within "..." of DOT: only quotes and backslashes mean something, and a
// backslash begins \n, \G and others.
std::string dot_text(std::string_view text) {
  std::string out;
  for (char c : shortened(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string dot_node(const Picture::Node& node) {
  std::string label;
  for (const std::string& line : node.lines)
    label += (label.empty() ? "" : "\\n") + dot_text(line);
  return fmt::format("    {} [label=\"{}\"];\n", node.id, label);
}

// Mermaid knows entities by number, "#35;", and reads markup in what stands
// between quotes: everything but plain characters is written as one.
std::string mermaid_text(std::string_view text) {
  std::string out;
  const std::string line = shortened(text);
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = next_code_point(line, at);
    const bool plain =
        c < 0x80 && (is_ascii_alpha(static_cast<char>(c)) ||
                     is_ascii_digit(static_cast<char>(c)) || c == ' ' ||
                     c == '.' || c == '-' || c == ':' || c == ',' || c == '@');
    if (plain)
      out += static_cast<char>(c);
    else
      out += fmt::format("#{};", static_cast<std::uint32_t>(c));
  }
  return out;
}

std::string mermaid_node(const Picture::Node& node) {
  std::string label;
  for (const std::string& line : node.lines)
    label += (label.empty() ? "" : "<br/>") + mermaid_text(line);
  return fmt::format("    {}[\"{}\"]\n", node.id, label);
}

}  // namespace

namespace provenance_dot {

void message(const FormatOptions&, const Report& report, std::string& out) {
  if (!report.provenance) return;
  const Picture picture = picture_of(report);
  out += fmt::format(
      "digraph \"{}\" {{\n  rankdir=LR;\n  node [shape=box];\n"
      "  subgraph cluster_claimed {{\n    label=\"claimed\"; style=dashed;\n",
      dot_text(picture.title));
  for (const Picture::Node& node : picture.nodes)
    if (!node.ours) out += dot_node(node);
  out += "  }\n  subgraph cluster_ours {\n    label=\"seen by our side\";\n";
  for (const Picture::Node& node : picture.nodes)
    if (node.ours) out += dot_node(node);
  out += "  }\n";
  for (const Picture::Edge& edge : picture.edges)
    out += fmt::format("  {} -> {} [label=\"{}\"{}];\n", edge.from, edge.to,
                       dot_text(edge.label),
                       edge.border ? ", color=red, penwidth=2" : "");
  out += "}\n";
}

}  // namespace provenance_dot

namespace provenance_mermaid {

void message(const FormatOptions&, const Report& report, std::string& out) {
  if (!report.provenance) return;
  const Picture picture = picture_of(report);
  out += fmt::format("flowchart LR\n  %% {}\n", mermaid_text(picture.title));
  out += "  subgraph claimed[\"claimed\"]\n";
  for (const Picture::Node& node : picture.nodes)
    if (!node.ours) out += mermaid_node(node);
  out += "  end\n  subgraph ours[\"seen by our side\"]\n";
  for (const Picture::Node& node : picture.nodes)
    if (node.ours) out += mermaid_node(node);
  out += "  end\n";
  for (const Picture::Edge& edge : picture.edges) {
    const std::string_view arrow = edge.border ? "==>" : "-->";
    if (edge.label.empty())
      out += fmt::format("  {} {} {}\n", edge.from, arrow, edge.to);
    else
      out += fmt::format("  {} {}|\"{}\"| {}\n", edge.from, arrow,
                         mermaid_text(edge.label), edge.to);
  }
}

}  // namespace provenance_mermaid

}  // namespace calspam
