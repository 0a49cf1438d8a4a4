// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"
#include "mail/received.hh"
#include "provenance/finding.hh"
#include "provenance/limits.hh"
#include "util/time.hh"

namespace calspam {

/// Who says what a hop says. Everything below the border is the sender's word.
enum class HopZone { Inside, Border, Claimed };
std::string_view hop_zone_name(HopZone zone);  ///< "inside", ...

/// How the border was found, best first.
enum class BorderMethod {
  None,           ///< it was not
  Configured,     ///< the site file names the hosts and networks inside
  ProviderTable,  ///< the entry hosts of a large provider
  Organisation,   ///< the first hop from another organisation
  FirstPublic     ///< the first hop from a public address
};
std::string_view border_method_name(BorderMethod method);

enum class Confidence { None, Low, Medium, High };
std::string_view confidence_name(Confidence confidence);

/// Another record of the address that connected to our side.
struct AddressWitness {
  std::string field;     ///< "Received-SPF client-ip"
  std::string ip;        ///< what it says
  bool agrees = false;   ///< with the border
  bool trusted = false;  ///< stands above the border, where our side wrote
};

/// Where an outsider handed the mail over to our side.
struct Border {
  BorderMethod method = BorderMethod::None;
  Confidence confidence = Confidence::None;
  std::string organisation;  ///< of our side: "google.com", "" when not known
  std::string provider;      ///< row of the table: "google", or ""
  int hop = -1;              ///< index into Path::hops, -1: none was found
  /// The mail never left our side: all hops are inside.
  bool internal = false;
  std::string why;  ///< one sentence
  std::vector<AddressWitness> witnesses;
};

/// How the mail began, as far as the fields tell.
struct MailOrigin {
  Submission submission = Submission::None;
  std::string ip;        ///< of the client, or ""
  std::string account;   ///< who logged in, or ""
  int hop = -1;          ///< that says so, -1: a field other than Received
  std::string field;     ///< that gave `ip`: "Received", "X-Originating-IP"
  bool trusted = false;  ///< said by our side
};

struct PathHop {
  Received line;
  HopZone zone = HopZone::Claimed;
  std::optional<std::int64_t> delay;  ///< seconds since the hop below
  std::vector<std::string> notes;     ///< ids of findings about it
  std::string raw;                    ///< the field in one line, cut
};

/// The way of the mail, newest hop first.
struct Path {
  Border border;
  /// Borders of earlier receivers, below ours: the mail was forwarded. Claimed.
  std::vector<int> earlier_borders;
  MailOrigin origin;
  std::vector<PathHop> hops;
  std::size_t hop_count = 0;  ///< also those beyond the limit
};

Path trace_path(const Subject& subject, const ProvenanceLimits& limits,
                ProvenanceFindings& findings);

/// The border's hop, or null.
const PathHop* border_hop(const Path& path);

}  // namespace calspam
