// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "arf/limits.hh"
#include "util/time.hh"

namespace calspam {

/// What the registry of RFC 5965 7 says of a field of a feedback report.
struct FeedbackField {
  enum class Times {
    ExactlyOnce,  ///< RFC 5965 3.1
    AtMostOnce,   ///< RFC 5965 3.2
    Any           ///< RFC 5965 3.3
  };
  std::string_view name;
  Times times = Times::AtMostOnce;
  bool auth_failure = false;  ///< of auth-failure reports alone (RFC 6591)
};
std::span<const FeedbackField> feedback_fields();
/// In any case; null for a field that is not registered.
const FeedbackField* feedback_field(std::string_view name);

/// One of the registered types: "abuse", "fraud", ... (RFC 5965, 6430, 6591).
bool is_feedback_type(std::string_view type);

/// The machine-readable part of a report that is written (RFC 5965 3). What is
/// empty is left out; a null reverse-path is "".
struct FeedbackReport {
  std::string type = "abuse";
  std::string user_agent;                ///< "calspam/0.1.0"
  std::optional<std::string> mail_from;  ///< address; "" for <>
  std::vector<std::string> recipients;   ///< addresses
  std::optional<Instant> arrival;
  std::string reporting_mta;  ///< host
  std::string source_ip;      ///< as text, without brackets
  std::optional<std::uint16_t> source_port;
  std::vector<std::string> authentication_results;
  std::vector<std::string> domains, uris;
};

/// The fields, each line ended by `eol`: ASCII in lines of at most 998 bytes.
/// Whatever a value holds, it makes no second field and no second line.
std::string feedback_text(const FeedbackReport& report, std::string_view eol,
                          const ArfLimits& limits = {});

/// "192.0.2.1" or "IPv6:2001:db8::1" (RFC 5321 4.1.3 without the brackets);
/// "" for what is no address.
std::string source_ip_text(std::string_view address);

/// "Sun, 22 Nov 2026 03:10:35 +0000" (RFC 5322 3.3).
std::string mail_date(Instant instant);

/// A URI for a field: what no URI may hold is percent-encoded (RFC 3986 2).
std::string uri_text(std::string_view uri);

}  // namespace calspam
