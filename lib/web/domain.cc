// SPDX-License-Identifier: MIT
#include "web/domain.hh"

#include <libpsl.h>
#include <unicode/bytestream.h>
#include <unicode/idna.h>
#include <unicode/normalizer2.h>

#include <array>
#include <functional>
#include <memory>

#include "util/text.hh"
#include "web/host.hh"
#include "web/url.hh"

namespace calspam {
namespace {

constexpr std::size_t kDomainBytes = 254;  // RFC 1035 2.3.4, and a final dot

/// As WHATWG URL 3.3 calls UTS 46 for "domain to ASCII" with beStrict false.
const icu::IDNA* idna() {
  static const std::unique_ptr<icu::IDNA> instance = [] {
    UErrorCode error = U_ZERO_ERROR;
    return std::unique_ptr<icu::IDNA>(icu::IDNA::createUTS46Instance(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
            UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
        error));
  }();
  return instance.get();
}

const icu::Normalizer2* uts46_mapping() {
  static const icu::Normalizer2* const mapping = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getInstance(nullptr, "uts46", UNORM2_COMPOSE,
                                         error);
  }();
  return mapping;
}

/// The newest of the list built in and the one of the system.
const psl_ctx_t* suffix_list() {
  static const psl_ctx_t* const list = psl_latest(nullptr);
  return list;
}

// CheckHyphens and VerifyDnsLength are false in browsers.
constexpr std::uint32_t kTolerated =
    UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

/// Forbidden domain code points of WHATWG URL 3.1.
bool is_forbidden(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == 0x7f ||
         std::string_view("#/:<>?@[\\]^|%").find(c) != std::string_view::npos;
}

bool is_plain_ascii(std::string_view domain) {
  for (const char c : domain)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return find_ignoring_case(domain, "xn--") == domain.npos;
}

std::optional<std::string> mapped_to_ascii(std::string_view domain) {
  UErrorCode error = U_ZERO_ERROR;
  std::string mapped;
  icu::StringByteSink<std::string> mapped_sink(&mapped);
  const icu::StringPiece source(domain.data(), static_cast<int>(domain.size()));
  uts46_mapping()->normalizeUTF8(0, source, mapped_sink, nullptr, error);
  // Punycode is square in the length of a label, so what no resolver could
  // ask for goes no further: a code point takes a byte or more of an A-label.
  if (U_FAILURE(error) || mapped.size() > 4 * kDomainBytes) return std::nullopt;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  icu::IDNAInfo info;
  idna()->nameToASCII_UTF8(mapped, sink, info, error);
  if (U_FAILURE(error) || (info.getErrors() & ~kTolerated)) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view domain) {
  std::optional<std::string> ascii =
      is_plain_ascii(domain) ? ascii_lower(domain) : mapped_to_ascii(domain);
  if (!ascii || ascii->empty() || ascii->size() > kDomainBytes)
    return std::nullopt;
  for (const char c : *ascii)
    if (is_forbidden(c)) return std::nullopt;
  return ascii;
}

std::string domain_to_unicode(std::string_view ascii) {
  if (is_plain_ascii(ascii)) return std::string(ascii);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  icu::IDNAInfo info;
  UErrorCode error = U_ZERO_ERROR;
  idna()->nameToUnicodeUTF8({ascii.data(), static_cast<int>(ascii.size())},
                            sink, info, error);
  return U_FAILURE(error) ? std::string(ascii) : out;
}

namespace {

// A message asks for the same few hosts over and over.
struct KnownDomain {
  std::string host, domain;
};

std::string looked_up_domain(std::string_view host) {
  const auto ascii = domain_to_ascii(host);
  if (!ascii || ends_in_number(*ascii) || !suffix_list()) return {};
  const char* domain = psl_registrable_domain(suffix_list(), ascii->c_str());
  return domain ? domain : "";
}

}  // namespace

std::string registrable_domain(std::string_view host) {
  while (!host.empty() && host.back() == '.') host.remove_suffix(1);
  if (host.empty() || host.front() == '.') return {};
  if (host.size() > kDomainBytes) return looked_up_domain(host);
  static thread_local std::array<KnownDomain, 256> known;
  KnownDomain& place =
      known[std::hash<std::string_view>{}(host) % known.size()];
  if (place.host != host) place = {std::string(host), looked_up_domain(host)};
  return place.domain;
}

void warm_up_domains() {
  domain_to_ascii("xn--bcher-kva.example");
  registrable_domain("www.example.com");
}

}  // namespace calspam
