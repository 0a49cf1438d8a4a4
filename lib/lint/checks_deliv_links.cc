// SPDX-License-Identifier: MIT
// Links that filters count against a message.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "lint/checks_deliv_rows.hh"
#include "lint/message_parts.hh"
#include "util/text.hh"
#include "util/unicode.hh"
#include "web/url.hh"

namespace calspam {
namespace {

// Widely used ones; not those of one firm for its own pages.
constexpr std::array<std::string_view, 16> kShorteners{
    "bit.ly", "buff.ly", "cutt.ly",     "goo.su",     "is.gd",       "lnkd.in",
    "ow.ly",  "qrco.de", "rb.gy",       "rebrand.ly", "shorturl.at", "t.co",
    "t.ly",   "tiny.cc", "tinyurl.com", "v.gd"};

bool is_look_alike(const Url& url) {
  if (url.host.find("xn--") == std::string::npos) return false;
  if (mixed_script(url.unicode_host)) return true;
  const std::string plain = folded(url.unicode_host);
  return !has_high_byte(plain);
}

// Which of the four it is, and how to say so.
struct Distrust {
  std::string_view key;
  std::string_view what;
};
Distrust distrust_of(const Url& url) {
  if (std::ranges::find(kShorteners, url.host) != kShorteners.end())
    return {"shortener", "a shortener hides where it leads"};
  if (url.ip_literal) return {"address", "the host is a bare address"};
  if (is_look_alike(url)) return {"look-alike", "the name looks like another"};
  if (url.scheme == "http") return {"http", "not https"};
  return {};
}

// Names of things, which nobody follows: Google labels its events by one.
bool is_name(const Link& link) {
  return link.element == "TZURL" || link.element == "CATEGORIES";
}

}  // namespace

void check_delivery_of_links(const LintInput& input, LintLog& log) {
  std::set<std::string> seen;
  for (const Link& link : input.subject.links) {
    // A bare "www.x.test" in text has no scheme of its own.
    const bool assumed = link.context == "text" && link.url.scheme == "http" &&
                         !starts_ignoring_case(link.written.text, "http:");
    if (!link.written.is_web() || link.context == "header" || assumed ||
        is_name(link) || input.has_hole(link.place.span))
      continue;
    const Distrust distrust = distrust_of(link.url);
    if (distrust.key.empty() ||
        !seen.insert(fmt::format("{} {}", distrust.key, link.url.host)).second)
      continue;
    log.add(delivery_check("link-distrusted"), link.place,
            fmt::format("\"{}\": {}", link.url.host, distrust.what))
        .key = distrust.key;
  }
}

}  // namespace calspam
