// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>

#include "util/text.hh"
#include "web/url.hh"

namespace calspam {
namespace {

constexpr std::size_t kLongestScheme = 32;

/// What must follow the colon, so that "Data: 5 MB" is no link.
enum class After {
  Slashes,  ///< two of "/" and "\"
  Slash,    ///< one of them
  At,       ///< an address with "@"
  Number,   ///< a telephone number
  Media,    ///< a media type or comma: data:
  Any       ///< anything but white space
};

struct Scheme {
  std::string_view name;
  After after;
};

// Those that mail programs link, and those that act when followed.
constexpr Scheme kSchemes[] = {{"http", After::Slash},
                               {"https", After::Slash},
                               {"ftp", After::Slashes},
                               {"ftps", After::Slashes},
                               {"sftp", After::Slashes},
                               {"ws", After::Slashes},
                               {"wss", After::Slashes},
                               {"webcal", After::Slashes},
                               {"webcals", After::Slashes},
                               {"feed", After::Slashes},
                               {"mailto", After::At},
                               {"sip", After::At},
                               {"sips", After::At},
                               {"xmpp", After::At},
                               {"tel", After::Number},
                               {"sms", After::Number},
                               {"callto", After::Number},
                               {"facetime", After::Number},
                               {"file", After::Slash},
                               {"smb", After::Slashes},
                               {"ldap", After::Slashes},
                               {"ldaps", After::Slashes},
                               {"ssh", After::Slashes},
                               {"telnet", After::Slashes},
                               {"intent", After::Slashes},
                               {"market", After::Slashes},
                               {"steam", After::Slashes},
                               {"whatsapp", After::Slashes},
                               {"tg", After::Slashes},
                               {"zoommtg", After::Slashes},
                               {"zoomus", After::Slashes},
                               {"msteams", After::Slash},
                               {"slack", After::Slashes},
                               {"shortcuts", After::Slashes},
                               {"itms-services", After::Slashes},
                               {"itms-apps", After::Slashes},
                               {"chrome", After::Slashes},
                               {"data", After::Media},
                               {"javascript", After::Any},
                               {"vbscript", After::Any},
                               {"mhtml", After::Any},
                               {"view-source", After::Any},
                               {"search-ms", After::Any},
                               {"skype", After::Any},
                               {"bitcoin", After::Any},
                               {"ethereum", After::Any},
                               {"magnet", After::Any},
                               {"blob", After::Slash}};

bool is_scheme_char(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '-' ||
         c == '.';
}
bool is_slash(char c) {
  return c == '/' || c == '\\';
}

std::optional<After> known_scheme(std::string_view name) {
  if (name.empty()) return std::nullopt;
  for (const auto& scheme : kSchemes)
    if (same_ignoring_case(name, scheme.name)) return scheme.after;
  if (starts_ignoring_case(name, "ms-") ||
      starts_ignoring_case(name, "x-apple"))
    return After::Any;
  return std::nullopt;
}

bool has_slashes(std::string_view rest, std::size_t count) {
  if (rest.size() <= count) return false;
  return std::all_of(rest.begin(), rest.begin() + static_cast<long>(count),
                     is_slash);
}

bool follows(After after, std::string_view rest) {
  if (rest.empty() || static_cast<unsigned char>(rest.front()) <= ' ')
    return false;
  const auto word = rest.substr(0, std::min<std::size_t>(rest.size(), 128));
  switch (after) {
    case After::Slashes:
      return has_slashes(rest, 2);
    case After::Slash:
      return has_slashes(rest, 1);
    case After::At:
      return word.substr(0, word.find_first_of(" \t\r\n<>\""))
                 .find_first_of("@?%") != word.npos;
    case After::Number:
      return rest.front() == '+' || rest.front() == '*' ||
             rest.front() == '(' || rest.front() == '/' ||
             is_ascii_digit(rest.front());
    case After::Media:
      return word.substr(0, word.find_first_of(" \t\r\n")).find(',') !=
             word.npos;
    case After::Any:
      return is_ascii_alpha(rest.front()) || is_ascii_digit(rest.front()) ||
             std::string_view("/\\(\"'%?!").find(rest.front()) != rest.npos;
  }
  return false;
}

/// Characters outside ASCII that end a URL in running text: spaces, quotes,
/// brackets and stops. U+3002, U+FF0E and U+FF61 are dots to a host parser.
bool ends_url(char32_t c, bool in_host) {
  if (c == 0x3002 || c == 0xff0e || c == 0xff61) return !in_host;
  return c == 0xa0 || c == 0x1680 || c == 0xab || c == 0xbb ||
         (c >= 0x2000 && c <= 0x200a) || (c >= 0x2018 && c <= 0x201f) ||
         c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x2039 ||
         c == 0x203a || c == 0x205f || (c >= 0x3000 && c <= 0x3011) ||
         c == 0xff01 || c == 0xff08 || c == 0xff09 || c == 0xff0c ||
         c == 0xff1b || c == 0xff1e || c == 0xff1f || c == 0xfeff;
}

/// The end of the URL whose authority or path begins at `at`.
std::size_t url_end(std::string_view text, std::size_t at, std::size_t host) {
  bool in_host = true;
  while (at < text.size()) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      if (c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"' || c == '`')
        break;
      if (at >= host && (c == '/' || c == '?' || c == '#')) in_host = false;
      ++at;
      continue;
    }
    auto next = at;
    if (ends_url(next_code_point(text, next), in_host)) break;
    at = next;
  }
  return at;
}

/// Leaves off what belongs to the sentence: stops, quotes, and brackets that
/// are closed but not opened inside.
std::string_view without_trail(std::string_view url) {
  long round = 0, square = 0, curly = 0;
  for (const char c : url) {
    round += (c == '(') - (c == ')');
    square += (c == '[') - (c == ']');
    curly += (c == '{') - (c == '}');
  }
  while (!url.empty()) {
    const char c = url.back();
    const bool unopened = (c == ')' && round < 0) || (c == ']' && square < 0) ||
                          (c == '}' && curly < 0);
    if (!unopened && std::string_view(".,;:!?'*_~|\\").find(c) == url.npos)
      break;
    round += c == ')';
    square += c == ']';
    curly += c == '}';
    url.remove_suffix(1);
  }
  return url;
}

class UrlFinder {
 public:
  UrlFinder(std::string_view text, const Limits& limits)
      : text_(text), limits_(limits) {}
  std::vector<FoundUrl> find();

 private:
  bool find_scheme(std::size_t colon);
  bool find_www(std::size_t at);
  bool find_share(std::size_t at);
  bool is_word_before(std::size_t at) const;
  void keep(std::size_t begin, std::size_t host, std::string_view prefix);

  std::string_view text_;
  const Limits& limits_;
  std::size_t done_ = 0;  ///< everything before it was looked at
  std::vector<FoundUrl> found_;
};

std::vector<FoundUrl> UrlFinder::find() {
  static constexpr ByteSet kHints(":wW\\");
  for (std::size_t at = find_byte(text_, kHints); at < text_.size();
       at = find_byte(text_, kHints, at)) {
    if (found_.size() > limits_.links) break;
    const char c = text_[at];
    const bool hit = (c == ':' && find_scheme(at)) ||
                     (ascii_lower(c) == 'w' && find_www(at)) ||
                     (c == '\\' && find_share(at));
    at = hit ? done_ : at + 1;
  }
  return std::move(found_);
}

bool UrlFinder::is_word_before(std::size_t at) const {
  return at > 0 &&
         (is_ascii_alpha(text_[at - 1]) || is_ascii_digit(text_[at - 1]));
}

bool UrlFinder::find_scheme(std::size_t colon) {
  auto begin = colon;
  while (begin > done_ && colon - begin <= kLongestScheme &&
         is_scheme_char(text_[begin - 1]))
    --begin;
  const auto rest = text_.substr(colon + 1);
  const auto name = text_.substr(begin, colon - begin);
  if (const auto after = known_scheme(name); after && follows(*after, rest)) {
    const auto slashes = rest.find_first_not_of("/\\");
    keep(begin, colon + 1 + std::min(slashes, rest.size()), "");
    return true;
  }
  // "xhttps://..." and "Link.https://...": programs link from the h.
  if (!has_slashes(rest, 2)) return false;
  for (const std::string_view web : {"https", "http"}) {
    if (!ends_ignoring_case(name, web)) continue;
    keep(colon - web.size(), colon + 3, "");
    return true;
  }
  return false;
}

bool UrlFinder::find_www(std::size_t at) {
  if (!starts_ignoring_case(text_.substr(at), "www.") || is_word_before(at))
    return false;
  if (at > 0 && std::string_view("@.-/_").find(text_[at - 1]) != text_.npos)
    return false;
  const auto host = text_.substr(at + 4, 253);
  const auto dot = host.find_first_of(". \t\r\n/");
  if (dot == host.npos || dot == 0 || host[dot] != '.' ||
      dot + 1 == host.size() ||
      static_cast<unsigned char>(host[dot + 1]) <= '/')
    return false;
  keep(at, at, "http://");
  return true;
}

/// \\host\share, which Windows opens and sends its user's hash to.
bool UrlFinder::find_share(std::size_t at) {
  const auto rest = text_.substr(at, 300);
  if (!rest.starts_with("\\\\") || is_word_before(at) ||
      (at > 0 && text_[at - 1] == '\\'))
    return false;
  const auto host = rest.substr(2);
  const auto end = std::find_if_not(host.begin(), host.end(), [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '.' || c == '-' ||
           c == '_' || c == '@' || c == '[' || c == ']' || c == ':';
  });
  const auto length = static_cast<std::size_t>(end - host.begin());
  if (length < 2 || length + 1 >= host.size() || host[length] != '\\' ||
      !is_scheme_char(host[length + 1]))
    return false;
  keep(at, at + 2, "");
  return true;
}

void UrlFinder::keep(std::size_t begin, std::size_t host,
                     std::string_view prefix) {
  const auto end = url_end(text_, host, host);
  done_ = std::max(end, host);
  auto url = without_trail(text_.substr(begin, end - begin));
  const bool cut = url.size() > limits_.link_bytes;
  url = truncated(url, limits_.link_bytes);
  if (begin + url.size() <= host && prefix.empty()) return;  // "http://."
  found_.push_back({{begin, begin + url.size()},
                    std::string(prefix) + std::string(url),
                    cut});
}

}  // namespace

std::vector<FoundUrl> find_urls(std::string_view text, const Limits& limits) {
  return UrlFinder(text, limits).find();
}

}  // namespace calspam
