// SPDX-License-Identifier: MIT
#include "web/url.hh"

#include <algorithm>

#include "util/text.hh"
#include "web/domain.hh"
#include "web/host.hh"

namespace calspam {
namespace {

bool is_slash(char c) {
  return c == '/' || c == '\\';
}

/// Schemes whose slashes, hosts and paths a browser mends. Calendar programs
/// follow webcal as http, so it is taken the same way.
bool is_special(std::string_view scheme) {
  return scheme == "http" || scheme == "https" || scheme == "ftp" ||
         scheme == "ws" || scheme == "wss" || scheme == "webcal" ||
         scheme == "webcals" || scheme == "file";
}

std::string_view without_outer_controls(std::string_view text) {
  const auto is_outer = [](char c) {
    return static_cast<unsigned char>(c) <= ' ';
  };
  while (!text.empty() && is_outer(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_outer(text.back())) text.remove_suffix(1);
  return text;
}

std::string without_tabs_and_newlines(std::string_view text) {
  std::string out(text);
  std::erase_if(out,
                [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

/// The length of the scheme before its colon, 0 when there is none.
std::size_t scheme_length(std::string_view text) {
  if (text.empty() || !is_ascii_alpha(text.front())) return 0;
  const auto end = std::find_if_not(text.begin(), text.end(), [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '-' ||
           c == '.';
  });
  return end != text.end() && *end == ':' ? end - text.begin() : 0;
}

/// How many dots a path segment is, "." 1 and "%2e." 2; 0 for a name.
int dots_in(std::string_view segment) {
  int dots = 0;
  while (!segment.empty() && dots < 3) {
    const bool escaped = starts_ignoring_case(segment, "%2e");
    if (!escaped && segment.front() != '.') return 0;
    segment.remove_prefix(escaped ? 3 : 1);
    ++dots;
  }
  return dots < 3 ? dots : 0;
}

/// Follows "." and ".." of a special URL's path (WHATWG URL 4.4).
std::string without_dots(std::string_view path) {
  std::string out;
  int dots = 0;
  for (const auto segment : split(path.substr(1), '/')) {
    dots = dots_in(segment);
    if (dots == 0) out.append("/").append(segment);
    if (dots == 2 && !out.empty()) out.resize(out.rfind('/'));
  }
  return dots > 0 ? out + "/" : out;
}

/// Takes path, query and fragment from what follows the authority.
void read_tail(Url& url, std::string_view rest, bool special) {
  if (const auto hash = rest.find('#'); hash != rest.npos) {
    url.fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  if (const auto mark = rest.find('?'); mark != rest.npos) {
    url.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  url.path = rest;
  if (!special) return;
  std::replace(url.path.begin(), url.path.end(), '\\', '/');
  if (url.path.empty() || url.path.front() != '/') url.path.insert(0, 1, '/');
  url.path = without_dots(url.path);
}

bool read_port(Url& url, std::string_view text) {
  if (text.empty()) return true;
  unsigned port = 0;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return false;
    port = port * 10 + static_cast<unsigned>(c - '0');
    if (port > 65535) return false;
  }
  url.port = static_cast<std::uint16_t>(port);
  return true;
}

void set_host(Url& url, Host host) {
  url.host = std::move(host.name);
  url.ip_literal = host.ip_literal;
  url.unicode_host = url.ip_literal ? url.host : domain_to_unicode(url.host);
  if (!url.ip_literal) url.domain = registrable_domain(url.host);
}

bool read_host(Url& url, std::string_view text, bool special) {
  if (auto host = parse_host(text)) {
    set_host(url, *std::move(host));
    return true;
  }
  // The host of any other scheme is opaque and may be nearly anything.
  if (special || text.find_first_of(" <>[]^|") != text.npos) return false;
  url.host = url.unicode_host = ascii_lower(text);
  return true;
}

bool read_authority(Url& url, std::string_view text, bool special) {
  if (const auto at = text.rfind('@'); at != text.npos) {
    url.userinfo = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  const auto bracket = text.rfind(']');
  const auto colon =
      text.find(':', bracket == text.npos || text[0] != '[' ? 0 : bracket);
  if (colon != text.npos && !read_port(url, text.substr(colon + 1)))
    return false;
  const auto host = text.substr(0, colon);
  if (host.empty()) return !special && !url.port && url.userinfo.empty();
  return read_host(url, host, special);
}

bool read_after_slashes(Url& url, std::string_view rest, bool special) {
  const auto end = rest.find_first_of(special ? "/\\?#" : "/?#");
  const auto tail = end == rest.npos ? std::string_view{} : rest.substr(end);
  read_tail(url, tail, special);
  return read_authority(url, rest.substr(0, end), special);
}

bool is_drive(std::string_view text) {
  return text.size() >= 2 && is_ascii_alpha(text[0]) &&
         (text[1] == ':' || text[1] == '|') &&
         (text.size() == 2 || is_slash(text[2]) || text[2] == '?' ||
          text[2] == '#');
}

/// file:///c:/x, file://server/share, file:x (WHATWG URL 4.4, file states).
bool read_file(Url& url, std::string_view rest) {
  const bool authority =
      rest.size() > 1 && is_slash(rest[0]) && is_slash(rest[1]);
  if (!authority || is_drive(rest.substr(2))) {
    read_tail(url, authority ? rest.substr(2) : rest, true);
    return true;
  }
  rest.remove_prefix(2);
  const auto end = rest.find_first_of("/\\?#");
  const auto host = rest.substr(0, end);
  read_tail(url, end == rest.npos ? std::string_view{} : rest.substr(end),
            true);
  if (host.empty() || same_ignoring_case(host, "localhost")) return true;
  // WebDAV's \\server@SSL@8080\share is Windows' own and no host to browsers.
  return read_host(url, host.substr(0, host.find('@')), true);
}

bool read_rest(Url& url, std::string_view rest) {
  if (url.scheme == "file") return read_file(url, rest);
  if (is_special(url.scheme)) {
    while (!rest.empty() && is_slash(rest.front())) rest.remove_prefix(1);
    return read_after_slashes(url, rest, true);
  }
  if (rest.substr(0, 2) == "//")
    return read_after_slashes(url, rest.substr(2), false);
  read_tail(url, rest, false);
  return !rest.empty();
}

/// Splits the scheme off. A text that starts with two slashes takes the scheme
/// of the page, which for web mail is https; two backslashes are a share to
/// the mail programs that run on Windows.
std::string_view read_scheme(Url& url, std::string_view text) {
  if (text.size() > 1 && is_slash(text[0]) && is_slash(text[1])) {
    url.scheme = text[0] == '\\' && text[1] == '\\' ? "file" : "https";
    return text;
  }
  const auto length = scheme_length(text);
  if (length == 0) return {};
  url.scheme = ascii_lower(text.substr(0, length));
  return text.substr(length + 1);
}

}  // namespace

Url parse_url(std::string_view text) {
  Url url;
  url.text = without_outer_controls(text);
  const std::string clean = without_tabs_and_newlines(url.text);
  const auto rest = read_scheme(url, clean);
  if (url.scheme.empty()) return url;
  if (read_rest(url, rest)) {
    url.valid = true;
    return url;
  }
  Url unusable;
  unusable.text = std::move(url.text);
  unusable.scheme = std::move(url.scheme);
  return unusable;
}

std::string resolved(const Url& base, std::string_view reference) {
  const std::string clean =
      without_tabs_and_newlines(without_outer_controls(reference));
  const bool authority =
      clean.size() > 1 && is_slash(clean[0]) && is_slash(clean[1]);
  if (!base.valid || base.host.empty() || clean.empty() ||
      scheme_length(clean) > 0)
    return std::string(reference);
  if (authority) return base.scheme + ":" + clean;
  std::string out = base.scheme + "://";
  if (!base.userinfo.empty()) out.append(base.userinfo).append("@");
  out += base.host;
  if (base.port) out.append(":").append(std::to_string(*base.port));
  if (is_slash(clean[0])) return out + clean;
  if (clean[0] == '#' || clean[0] == '?') {
    out += base.path;
    if (clean[0] == '#' && !base.query.empty()) out += "?" + base.query;
    return out + clean;
  }
  return out + base.path.substr(0, base.path.rfind('/') + 1) + clean;
}

}  // namespace calspam
