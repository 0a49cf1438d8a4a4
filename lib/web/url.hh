// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "util/limits.hh"
#include "util/span.hh"

namespace calspam {

/// A URI as a browser would take it (WHATWG URL), not as RFC 3986 would.
struct Url {
  std::string text;    ///< as it stood, trimmed
  std::string scheme;  ///< lower case, "" when there is none
  std::string userinfo;
  std::string host;  ///< lower case A-label form, IPv4 normalised; "" if none
  std::string unicode_host;  ///< the U-label form of `host`
  std::string domain;        ///< registrable domain (public suffix list), ""
  std::optional<std::uint16_t> port;  ///< only when it is written
  std::string path, query, fragment;
  bool ip_literal = false;  ///< host is an address, in whatever notation
  bool valid = false;       ///< a browser would follow it

  bool is_web() const { return scheme == "http" || scheme == "https"; }
};

/// Never fails; an unusable text gives `valid == false` and its scheme if any.
/// A text without scheme is unusable, but for "//host" (https, the scheme of
/// the page that shows it) and "\\\\host\\share" (file). `path` is that of the
/// page asked for: backslashes are slashes, dot segments are gone.
Url parse_url(std::string_view text);

/// `reference` as an absolute URL seen from `base`; unchanged when it has a
/// scheme of its own or `base` is of no use.
std::string resolved(const Url& base, std::string_view reference);

/// The registrable domain of a host by the public suffix list (ICANN and
/// private sections), lower case; "" for addresses and bare suffixes.
std::string registrable_domain(std::string_view host);
/// Lower-case A-label form by UTS 46; nothing when it is no domain.
std::optional<std::string> domain_to_ascii(std::string_view domain);

/// What a wrapper was made by and what it led to.
struct Unwrapped {
  std::string wrapper;  ///< "safelinks", "urldefense", "google-url", ...
  std::string target;   ///< the wrapped URL as text
};
/// Undoes one layer of a known rewriting or redirecting service.
std::optional<Unwrapped> unwrap(const Url& url);

/// The absolute URL of another site that stands in a query parameter or at the
/// end of the path, plain, percent-encoded or base64: what an open redirect
/// would lead to, on whatever host.
std::optional<std::string> redirect_target(const Url& url);

/// A URI found in plain text.
struct FoundUrl {
  Span span;         ///< in the text
  std::string text;  ///< for parse_url(): "www.x.test" has http:// added
  bool cut = false;  ///< longer than limits.link_bytes
};
/// http(s), www., ftp, webcal(s), mailto, tel, file, UNC and other schemes
/// that act, in plain text; trailing punctuation is left off. One more than
/// limits.links says that there are more.
std::vector<FoundUrl> find_urls(std::string_view text, const Limits& limits);

}  // namespace calspam
