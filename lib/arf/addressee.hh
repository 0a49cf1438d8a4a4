// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "arf/abuse_case.hh"
#include "enrich/site.hh"
#include "util/limits.hh"

namespace calspam {

/// Somebody who might be told of an incident.
struct Addressee {
  enum class How {
    Given,     ///< the operator named the address
    Cfbl,      ///< CFBL-Address, its conditions met (RFC 9477 3)
    Site,      ///< contact in the site file
    Heuristic  ///< a proposal: nothing is ever addressed to it by itself
  };
  How how = How::Heuristic;
  std::string address;
  bool xarf = false;  ///< wants XARF (RFC 9477 5: report=xarf)
  std::string why;    ///< a phrase in English; may hold input text
};

/// An address that was considered and is not used, and why.
struct RefusedAddressee {
  std::string address, why;
};

struct Addressees {
  std::vector<Addressee> used;       ///< given, CFBL, site
  std::vector<Addressee> proposals;  ///< heuristics, best first
  std::vector<RefusedAddressee> refused;
};

/// Whom to tell of the incident. Never the domain of those who are accused:
/// ORGANIZER, Reply-To, and From where no service mailed for it, unless the
/// domain is that of a large provider (RFC 6650 5.3).
Addressees addressees(const AbuseCase& incident,
                      const std::vector<std::string>& given, const Site* site,
                      const Limits& limits = {});

/// A domain under which anybody can have an address, such as gmail.com.
bool is_large_provider(std::string_view domain);

}  // namespace calspam
