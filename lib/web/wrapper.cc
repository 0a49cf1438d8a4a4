// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "util/text.hh"
#include "web/encoding.hh"
#include "web/url.hh"

namespace calspam {
namespace {

// Long tracking links have dozens of parameters, not hundreds.
constexpr std::size_t kParameters = 100;
constexpr std::size_t kTargetBytes = 8192;

/// How a service writes the URL it wraps.
enum class Coding {
  Percent,
  UrlDefense2,  ///< "-" for "%", "_" for "/"
  Base64,
  Bing,      ///< "a1" and base64
  PathTail,  ///< everything after the path prefix and perhaps a token
  AmpPath    ///< "s/" for https, then host and path
};

struct Wrapper {
  std::string_view name;
  std::string_view host;  ///< ".x": x and below; "google.": any google domain
  std::string_view path;  ///< what the path starts with
  std::string_view parameter;
  Coding coding = Coding::Percent;
};

// Rewriters of mail security first, then redirectors of big services. Not
// here: Mimecast, whose links carry no target.
constexpr Wrapper kWrappers[] = {
    {"safelinks", ".safelinks.protection.outlook.com", "/", "url"},
    {"safelinks", ".safelinks.protection.office365.us", "/", "url"},
    {"safelinks", ".safelinks.protection.partner.outlook.cn", "/", "url"},
    {"safelinks", "statics.teams.cdn.office.net", "/evergreen-assets/safelinks",
     "url"},
    {"urldefense", "urldefense.proofpoint.com", "/v1/", "u"},
    {"urldefense", "urldefense.com", "/v1/", "u"},
    {"urldefense", "urldefense.proofpoint.com", "/v2/", "u",
     Coding::UrlDefense2},
    {"urldefense", "urldefense.com", "/v2/", "u", Coding::UrlDefense2},
    {"barracuda", "linkprotect.cudasvc.com", "/url", "a"},
    {"cisco", "secure-web.cisco.com", "/", "", Coding::PathTail},
    {"symantec", "clicktime.symantec.com", "/", "u"},
    {"fireeye", "protect2.fireeye.com", "/", "u"},
    {"fireeye", "protect.fireeye.com", "/", "u"},
    {"sophos", ".protection.sophos.com", "/", "u", Coding::Base64},
    {"trendmicro", ".trendmicro.com", "/wis/clicktime", "url"},
    {"check-point", "protect.checkpoint.com", "/v2/", "", Coding::PathTail},
    {"check-point", "url.avanan.click", "/v2/", "", Coding::PathTail},
    {"check-point", "avanan.url-protection.com", "/", "o"},
    {"libraesva", "urlsand.esvalabs.com", "/", "u"},
    {"gmx", "deref-gmx.net", "/", "redirectUrl"},
    {"gmx", "deref-web.de", "/", "redirectUrl"},
    {"google-url", "google.", "/url", "q"},
    {"google-url", "google.", "/url", "url"},
    {"google-url", "meet.google.com", "/linkredirect", "dest"},
    {"google-amp", "google.", "/amp/", "", Coding::AmpPath},
    {"google-amp", ".cdn.ampproject.org", "/c/", "", Coding::AmpPath},
    {"google-amp", ".cdn.ampproject.org", "/v/", "", Coding::AmpPath},
    {"google-translate", "translate.google.com", "/", "u"},
    {"google-ads", "google.", "/aclk", "adurl"},
    {"google-ads", ".googleadservices.com", "/", "adurl"},
    {"google-ads", ".doubleclick.net", "/", "adurl"},
    {"bing", ".bing.com", "/ck/a", "u", Coding::Bing},
    {"youtube", ".youtube.com", "/redirect", "q"},
    {"facebook", ".facebook.com", "/l.php", "u"},
    {"facebook", "l.facebook.com", "/", "u"},
    {"instagram", "l.instagram.com", "/", "u"},
    {"linkedin", ".linkedin.com", "/redir/redirect", "url"},
    {"linkedin", ".linkedin.com", "/safety/go", "url"},
    {"tumblr", "t.umblr.com", "/redirect", "z"},
    {"slack", "slack-redir.net", "/link", "url"},
    {"reddit", "out.reddit.com", "/", "url"},
    {"steam", "steamcommunity.com", "/linkfilter", "url"},
    {"steam", "steamcommunity.com", "/linkfilter", "u"},
    {"vk", ".vk.com", "/away.php", "to"},
    {"duckduckgo", "duckduckgo.com", "/l/", "uddg"},
    {"yahoo", "r.search.yahoo.com", "/", "", Coding::PathTail},
    {"soundcloud", "exit.sc", "/", "url"}};

bool is_below(std::string_view host, std::string_view domain) {
  return host.ends_with(domain) &&
         (host.size() == domain.size() ||
          host[host.size() - domain.size() - 1] == '.');
}

bool matches(const Wrapper& wrapper, const Url& url) {
  if (!url.path.starts_with(wrapper.path)) return false;
  if (wrapper.host.ends_with('.')) return url.domain.starts_with(wrapper.host);
  if (wrapper.host.starts_with('.'))
    return is_below(url.host, wrapper.host.substr(1));
  return url.host == wrapper.host;
}

/// The raw values of the query, at most kParameters of them.
template <typename Visit>
void each_parameter(std::string_view query, Visit visit) {
  for (std::size_t n = 0; n < kParameters && !query.empty(); ++n) {
    const auto end = std::min(query.find_first_of("&;"), query.size());
    const auto piece = query.substr(0, end);
    const auto equals = std::min(piece.find('='), piece.size());
    visit(piece.substr(0, equals),
          piece.substr(std::min(equals + 1, piece.size())));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
}

std::string_view parameter(std::string_view query, std::string_view name) {
  std::string_view found;
  each_parameter(query, [&](std::string_view key, std::string_view value) {
    if (key == name && found.empty()) found = value;
  });
  return found;
}

/// Where "http:" or "https:" begins in a text, plain or percent-encoded.
std::string_view from_scheme(std::string_view text) {
  for (auto at = find_ignoring_case(text, "http"); at != text.npos;
       at = find_ignoring_case(text, "http", at + 4)) {
    auto rest = text.substr(at + 4);
    if (starts_ignoring_case(rest, "s")) rest.remove_prefix(1);
    if (rest.starts_with(':') || starts_ignoring_case(rest, "%3a") ||
        starts_ignoring_case(rest, "%253a"))
      return text.substr(at);
  }
  return {};
}

/// Undone until it no longer looks percent-encoded before its first slash.
std::string fully_decoded(std::string_view text) {
  std::string out(text.substr(0, kTargetBytes));
  for (int layer = 0; layer < 3; ++layer) {
    const auto scheme = out.substr(0, out.find('/')).find('%');
    if (scheme == out.npos && layer > 0) break;
    out = percent_decoded(out);
  }
  return out;
}

std::string amp_target(std::string_view path) {
  const bool secure = path.starts_with("s/");
  if (secure) path.remove_prefix(2);
  if (path.find('.') == path.npos) return {};
  return (secure ? "https://" : "http://") + percent_decoded(path);
}

std::string path_tail(const Url& url, std::string_view prefix) {
  std::string_view tail = std::string_view(url.path).substr(prefix.size());
  auto target = fully_decoded(from_scheme(tail));
  // Check Point ends the target with three underscores and a signature.
  if (const auto mark = target.find("___"); mark != target.npos)
    target.resize(mark);
  // Yahoo writes .../RU=target/RK=...
  if (const auto mark = target.find("/RK="); mark != target.npos)
    target.resize(mark);
  return target;
}

std::string decoded(const Wrapper& wrapper, const Url& url) {
  const auto raw = parameter(url.query, wrapper.parameter);
  switch (wrapper.coding) {
    case Coding::Percent:
      return fully_decoded(raw);
    case Coding::UrlDefense2: {
      std::string text(raw);
      std::replace(text.begin(), text.end(), '-', '%');
      std::replace(text.begin(), text.end(), '_', '/');
      return percent_decoded(text);
    }
    case Coding::Base64:
      return base64_decoded(percent_decoded(raw)).value_or("");
    case Coding::Bing:
      if (!raw.starts_with("a1")) return {};
      return base64_decoded(percent_decoded(raw.substr(2))).value_or("");
    case Coding::PathTail:
      return path_tail(url, wrapper.path);
    case Coding::AmpPath:
      return amp_target(std::string_view(url.path).substr(wrapper.path.size()));
  }
  return {};
}

/// How many characters "**X" of urldefense v3 stands for.
std::size_t run_length(char c) {
  static constexpr std::string_view kLengths =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const auto at = kLengths.find(c);
  return at == kLengths.npos ? 0 : at + 2;
}

/// https://urldefense.com/v3/__https://x.test/*a**Bb__;IyE!!...: "*" stands for
/// the next of the characters in base64 after the semicolon, "**" and a
/// letter for several.
std::string urldefense3(std::string_view text) {
  const auto begin = text.find("/v3/__");
  const auto end = text.rfind("__;");
  if (begin == text.npos || end == text.npos || end < begin + 6) return {};
  const auto wrapped = text.substr(begin + 6, end - begin - 6);
  auto coded = text.substr(end + 3);
  coded = coded.substr(0, coded.find('!'));
  const std::string taken = base64_decoded(coded).value_or("");
  std::string out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < wrapped.size(); ++i) {
    if (wrapped[i] != '*') {
      out += wrapped[i];
      continue;
    }
    std::size_t count = 1;
    if (wrapped.substr(i, 2) == "**" && i + 2 < wrapped.size()) {
      count = run_length(wrapped[i + 2]);
      i += 2;
    }
    for (; count > 0 && next < taken.size(); --count) out += taken[next++];
  }
  // The service's own cleaning leaves one slash.
  const auto slash = out.find(":/");
  if (slash != out.npos && out.compare(slash, 3, "://") != 0)
    out.insert(slash + 1, "/");
  return out;
}

/// "ms-word:ofe|u|https://...", "view-source:https://...": the URL that the
/// scheme acts on.
std::optional<Unwrapped> unwrap_scheme(const Url& url) {
  const bool office =
      url.scheme.starts_with("ms-") && url.path.find("|u|") != url.path.npos;
  if (!office && url.scheme != "view-source" && url.scheme != "feed" &&
      url.scheme != "blob" && url.scheme != "mhtml")
    return std::nullopt;
  const auto rest = std::string_view(url.text).substr(url.scheme.size() + 1);
  const auto target = office ? rest.substr(rest.find("|u|") + 3) : rest;
  if (!parse_url(target).is_web()) return std::nullopt;
  return Unwrapped{office ? "office-uri" : url.scheme, std::string(target)};
}

std::optional<std::string> as_target(std::string text) {
  text = trimmed(text);
  const Url url = parse_url(text);
  const bool leads = url.valid && !url.host.empty() &&
                     url.host.find_first_of(".:") != url.host.npos;
  if (!leads) return std::nullopt;
  return text;
}

/// An absolute web address in a parameter's value or a piece of path.
std::optional<std::string> address_in(std::string_view raw) {
  if (raw.size() < 8 || raw.size() > kTargetBytes) return std::nullopt;
  const auto is_address = [](std::string_view text) {
    return starts_ignoring_case(text, "http://") ||
           starts_ignoring_case(text, "https://") ||
           starts_ignoring_case(text, "https:/") || text.starts_with("//");
  };
  if (auto plain = fully_decoded(raw); is_address(plain))
    return as_target(std::move(plain));
  // "aHR0" is "htt": half the cost for what cannot be.
  const auto coded = percent_decoded(raw);
  if (!coded.starts_with("aHR0")) return std::nullopt;
  auto text = base64_decoded(coded);
  if (!text || !is_address(*text)) return std::nullopt;
  return as_target(*std::move(text));
}

bool is_other_site(const Url& from, const std::string& target) {
  const Url to = parse_url(target);
  if (from.domain.empty() || to.domain.empty()) return from.host != to.host;
  return from.domain != to.domain;
}

std::optional<std::string> address_in_path(const Url& url) {
  const std::string_view path = url.path;
  if (path.size() < 2) return std::nullopt;
  if (const auto tail = from_scheme(path.substr(1)); !tail.empty()) {
    std::string text(tail);
    if (!url.query.empty()) text += "?" + url.query;
    if (auto target = address_in(text)) return target;
  }
  return address_in(path.substr(path.rfind('/') + 1));
}

}  // namespace

std::optional<Unwrapped> unwrap(const Url& url) {
  if (!url.valid) return std::nullopt;
  if (!url.is_web()) return unwrap_scheme(url);
  if (is_below(url.host, "urldefense.com") ||
      url.host == "urldefense.proofpoint.com" || url.host == "urldefense.us")
    if (auto target = as_target(urldefense3(url.text)))
      return Unwrapped{"urldefense", *std::move(target)};
  for (const auto& wrapper : kWrappers) {
    if (!matches(wrapper, url)) continue;
    if (auto target = as_target(decoded(wrapper, url)))
      return Unwrapped{std::string(wrapper.name), *std::move(target)};
  }
  return std::nullopt;
}

std::optional<std::string> redirect_target(const Url& url) {
  if (!url.valid || !url.is_web()) return std::nullopt;
  std::optional<std::string> found;
  each_parameter(url.query, [&](std::string_view, std::string_view value) {
    if (found) return;
    auto target = address_in(value);
    if (target && is_other_site(url, *target)) found = std::move(target);
  });
  if (found) return found;
  auto target = address_in_path(url);
  if (target && is_other_site(url, *target)) return target;
  return std::nullopt;
}

}  // namespace calspam
