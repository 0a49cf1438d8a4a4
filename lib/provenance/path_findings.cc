// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "provenance/path_parts.hh"
#include "provenance/provider_table.hh"
#include "provenance/words.hh"
#include "web/url.hh"

namespace calspam {
namespace {

// Clocks of mail servers differ; five minutes is what Kerberos bears.
constexpr std::int64_t kSlack = 300;
constexpr std::int64_t kHeld = 3'600;
constexpr std::int64_t kDecade = 3'650 * kDay;

class Oddities {
 public:
  Oddities(const Subject& subject, const Path& path,
           ProvenanceFindings& findings)
      : subject_(subject), path_(path), findings_(findings) {}

  void run();

 private:
  void add(std::string_view id, std::string detail, std::size_t hop) {
    add_finding(findings_, id, std::move(detail), static_cast<int>(hop),
                path_.hops[hop].line.span);
  }
  void look_at_path();
  void look_at_loop();
  void look_at_border(std::size_t hop);
  void look_at_claim(std::size_t hop);
  void look_at_helo(std::size_t hop, std::string_view literal_id,
                    std::string_view hex_id);
  void look_at_time(std::size_t hop);
  void look_at_gap(std::size_t hop);
  void look_at_origin();

  const Subject& subject_;
  const Path& path_;
  ProvenanceFindings& findings_;
};

// "c0.00.02.07", "c0000207", "0xc0000207" for 192.0.2.7.
bool is_hex_of(std::string_view name, std::string_view ip) {
  std::array<unsigned, 4> octets{};
  std::size_t part = 0;
  for (const std::string_view octet : split(ip, '.')) {
    if (part == 4 || octet.empty() || octet.size() > 3) return false;
    unsigned value = 0;
    for (char c : octet) {
      if (!is_ascii_digit(c)) return false;
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    octets[part++] = value;
  }
  if (part != 4) return false;
  for (const std::string_view separator : {".", "-", ""}) {
    const std::string hex =
        fmt::format("{:02x}{}{:02x}{}{:02x}{}{:02x}", octets[0], separator,
                    octets[1], separator, octets[2], separator, octets[3]);
    if (same_ignoring_case(name, hex) || same_ignoring_case(name, "0x" + hex))
      return true;
  }
  return false;
}

// "38308e7fff4ca-30039a3ac01so12345678a34.2": the host, "so" or "sm", a count.
bool is_short_google_id(std::string_view id) {
  const auto dot = id.rfind('.');
  if (dot == id.npos || dot + 1 == id.size() || id.size() - dot > 4)
    return false;
  const std::string_view name = id.substr(0, dot);
  return std::ranges::all_of(id.substr(dot + 1), is_ascii_digit) &&
         (name.find("so") != name.npos || name.find("sm") != name.npos) &&
         std::ranges::all_of(name, [](char c) {
           return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-';
         });
}

// Or the moment at the end: "d9-20020a17sor.2.2024.01.02.01.20.30".
bool is_google_id(std::string_view id) {
  if (is_short_google_id(id)) return true;
  constexpr std::string_view kForm = "dddd.dd.dd.dd.dd.dd";
  if (id.size() <= kForm.size()) return false;
  id.remove_prefix(id.size() - kForm.size());
  for (std::size_t i = 0; i < kForm.size(); ++i)
    if (kForm[i] == 'd' ? !is_ascii_digit(id[i]) : id[i] != '.') return false;
  return true;
}

// What the provider's own lines always have.
bool is_form_of(const MailProvider& provider, const Received& line) {
  if (provider.name == "google")
    return is_google_id(line.id) || line.with.starts_with("HTTP") ||
           line.id.empty();
  if (provider.name == "microsoft")
    return line.with == "MICROSOFT" || line.with == "MAPI" ||
           line.with == "HTTPS" || line.with == "HTTP";
  return true;
}

std::string moment(const PathHop& hop) {
  return hop.line.time ? iso_instant(*hop.line.time) : "no time";
}

void Oddities::look_at_path() {
  if (!subject_.is_mail()) return;
  if (path_.hops.empty())
    return add_finding(findings_, "path-none", "no Received field");
  if (path_.hop_count > path_.hops.size())
    add_finding(findings_, "path-cut",
                fmt::format("{} hops, {} are told", path_.hop_count,
                            path_.hops.size()));
  const int border = path_.border.hop;
  if (border >= 0 && static_cast<std::size_t>(border) + 1 == path_.hop_count)
    add("path-short", "no Received field below that of the border",
        static_cast<std::size_t>(border));
  look_at_loop();
  for (const int earlier : path_.earlier_borders) {
    const auto hop = static_cast<std::size_t>(earlier);
    add("path-forwarded",
        fmt::format("\"{}\" took it in from {}", path_.hops[hop].line.by,
                    path_.hops[hop].line.from_ip),
        hop);
  }
}

// CC/R 18003 6.1: sent out by mail and routed back.
void Oddities::look_at_loop() {
  const PathHop* const border = border_hop(path_);
  if (border == nullptr) return;
  bool away = false;
  for (std::size_t i = static_cast<std::size_t>(path_.border.hop) + 1;
       i < path_.hops.size(); ++i) {
    const std::string& by = path_.hops[i].line.by;
    const bool ours = same_registrable(by, border->line.by);
    if (away && ours)
      return add("path-loop", fmt::format("\"{}\" had it before", by), i);
    away = away || (!ours && !registrable_domain(by).empty());
  }
}

void Oddities::look_at_helo(std::size_t hop, std::string_view literal_id,
                            std::string_view hex_id) {
  const Received& line = path_.hops[hop].line;
  if (line.from_ip.empty() || line.from_name.empty()) return;
  const std::string literal = header_address(line.from_name);
  if (!literal.empty() && !same_address(literal, line.from_ip) &&
      is_public_address(literal))
    add(literal_id,
        fmt::format("HELO \"{}\" from {}", line.from_name, line.from_ip), hop);
  if (is_hex_of(line.from_name, line.from_ip))
    add(hex_id, fmt::format("HELO \"{}\" is {}", line.from_name, line.from_ip),
        hop);
}

void Oddities::look_at_border(std::size_t hop) {
  const Received& line = path_.hops[hop].line;
  look_at_helo(hop, "border-helo-literal", "border-helo-hex");
  // Only lines that tell a reverse name tell that the peer is another.
  const bool other =
      !line.from_host.empty() && !same_registrable(line.from_host, line.by);
  if ((other || line.no_reverse_name) &&
      same_registrable(line.from_name, line.by) &&
      is_public_address(line.from_ip))
    add("border-helo-is-receiver",
        fmt::format("HELO \"{}\" from {}, taken by \"{}\"", line.from_name,
                    line.from_ip, line.by),
        hop);
  if (line.no_reverse_name) add("border-no-reverse-name", line.from_ip, hop);
  if (line.may_be_forged)
    add("border-reverse-name-unconfirmed",
        fmt::format("\"{}\" for {}", line.from_host, line.from_ip), hop);
  for (const AddressWitness& witness : path_.border.witnesses)
    if (!witness.agrees)
      add(witness.trusted ? "border-witness-disagrees"
                          : "border-witness-unsure",
          fmt::format("{} says {}, the border {}", witness.field, witness.ip,
                      line.from_ip),
          hop);
}

void Oddities::look_at_claim(std::size_t hop) {
  const PathHop& claimed = path_.hops[hop];
  const Received& line = claimed.line;
  look_at_helo(hop, "hop-helo-literal", "hop-helo-hex");
  const std::string_view kind = special_address(line.from_ip);
  if (kind == "documentation" || kind == "reserved" || kind == "multicast" ||
      kind == "benchmark")
    add("hop-address-reserved", fmt::format("{} ({})", line.from_ip, kind),
        hop);
  const MailProvider* const provider = provider_of_host(line.by);
  if (provider != nullptr && !is_form_of(*provider, line))
    add("hop-not-of-platform",
        fmt::format("by \"{}\" with \"{}\" id \"{}\"", line.by, line.with,
                    line.id),
        hop);
  const PathHop* const border = border_hop(path_);
  if (border != nullptr && border->line.time && line.time) {
    const std::int64_t after = *line.time - *border->line.time;
    if (after > kSlack && after <= kDecade)
      add("hop-after-border",
          fmt::format("{} is {} after our receipt", moment(claimed),
                      duration_words(after)),
          hop);
  }
  look_at_gap(hop);
}

// The peer that this line names should be the host that wrote the one below.
void Oddities::look_at_gap(std::size_t hop) {
  if (hop + 1 >= path_.hops.size()) return;
  const Received& newer = path_.hops[hop].line;
  const Received& older = path_.hops[hop + 1].line;
  const bool names_known = !registrable_domain(newer.from_name).empty() ||
                           !registrable_domain(newer.from_host).empty();
  if (!names_known || registrable_domain(older.by).empty()) return;
  if (same_registrable(newer.from_name, older.by) ||
      same_registrable(newer.from_host, older.by) ||
      same_registrable(newer.by, older.by))
    return;
  add("hop-gap",
      fmt::format("from \"{}\", but the hop below was taken by \"{}\"",
                  newer.from_host.empty() ? newer.from_name : newer.from_host,
                  older.by),
      hop);
}

void Oddities::look_at_time(std::size_t hop) {
  const PathHop& here = path_.hops[hop];
  const PathHop* const border = border_hop(path_);
  if (border != nullptr && here.line.time && border->line.time) {
    const std::int64_t away = *here.line.time - *border->line.time;
    if (away > kDecade || away < -kDecade)
      return add("hop-time-impossible", moment(here), hop);
  }
  if (!here.delay || *here.delay < -kDecade || *here.delay > kDecade) return;
  // What is later than the border is told as that.
  const bool told = here.zone == HopZone::Border;
  if (*here.delay < -kSlack && !told)
    add("hop-time-backwards",
        fmt::format("{} before the hop below it", duration_words(*here.delay)),
        hop);
  if (*here.delay > kHeld)
    add("hop-held",
        fmt::format("{} after the hop below it", duration_words(*here.delay)),
        hop);
}

void Oddities::look_at_origin() {
  const MailOrigin& origin = path_.origin;
  std::string_view id;
  if (origin.submission == Submission::Authenticated)
    id = "submission-authenticated";
  else if (origin.submission == Submission::Api)
    id = "submission-api";
  else if (origin.submission == Submission::Webmail)
    id = "submission-webmail";
  else
    return;
  std::string detail(submission_name(origin.submission));
  if (!origin.account.empty())
    detail += fmt::format(", account \"{}\"", origin.account);
  if (!origin.ip.empty()) detail += fmt::format(", from {}", origin.ip);
  if (origin.hop >= 0)
    add(id, std::move(detail), static_cast<std::size_t>(origin.hop));
  else
    add_finding(findings_, id, std::move(detail));
}

void Oddities::run() {
  look_at_path();
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < path_.hops.size(); ++i) {
    const PathHop& hop = path_.hops[i];
    if (!seen.insert(hop.raw).second) add("hop-repeated", "word for word", i);
    if (hop.zone == HopZone::Border) look_at_border(i);
    if (hop.zone == HopZone::Claimed) look_at_claim(i);
    look_at_time(i);
  }
  look_at_origin();
}

}  // namespace

void add_finding(ProvenanceFindings& findings, std::string_view id,
                 std::string detail, int hop, Span span) {
  findings.push_back(
      {&provenance_finding_kind(id), recorded_text(detail), hop, -1, span});
}

void find_path_oddities(const Subject& subject, const Path& path,
                        ProvenanceFindings& findings) {
  Oddities(subject, path, findings).run();
}

}  // namespace calspam
