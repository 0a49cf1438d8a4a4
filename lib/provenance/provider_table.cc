// SPDX-License-Identifier: MIT
#include "provenance/provider_table.hh"

#include <algorithm>
#include <iterator>

#include "util/text.hh"

namespace calspam {
namespace {

using Names = std::string_view[];

constexpr Names kMicrosoft = {"*.outlook.com",   "*.exchangelabs.com",
                              "*.office365.com", "*.office365.us",
                              "*.outlook.cn",    "*.hotmail.com"};
constexpr Names kMicrosoftEntries = {
    "*.mail.protection.outlook.com", "*.mail.protection.office365.us",
    "*.mail.protection.partner.outlook.cn", "*.mail.eo.outlook.com",
    "*-mc*.hotmail.com"};
constexpr Names kMicrosoftIds = {"", "*.protection.outlook.com",
                                 "protection.outlook.com", "*.hotmail.com"};

constexpr Names kGoogle = {"*.google.com", "*.googlemail.com", "2002:a*"};
constexpr Names kGoogleEntries = {"mx.google.com", "gmr-mx.google.com",
                                  "mx*.google.com", "mx.googlemail.com"};
constexpr Names kGoogleIds = {"mx.google.com", "gmr-mx.google.com",
                              "*.google.com"};

constexpr Names kYahoo = {"*.yahoo.com", "*.aol.com", "*.yahoodns.net",
                          "*.yahoo.co.jp"};
constexpr Names kYahooEntries = {"mta*.yahoo.com", "atlas*.yahoo.com",
                                 "mta*.aol.com", "mx-*.aol.com",
                                 "mta*.yahoo.co.jp"};
constexpr Names kYahooIds = {"*.yahoo.com", "*.aol.com", "*.yahoo.co.jp"};

constexpr Names kGmx = {"*.gmx.net", "*.gmx.com",         "*.gmx.de",
                        "*.web.de",  "*.kundenserver.de", "*.server.lan"};
constexpr Names kGmxEntries = {"mx*.gmx.*", "mail.gmx.net", "mx*.web.de",
                               "mx*.kundenserver.de"};
constexpr Names kGmxIds = {"gmx.net",          "*.gmx.net", "gmx.com",
                           "web.de",           "*.web.de",  "kundenserver.de",
                           "*.kundenserver.de"};

constexpr Names kICloud = {"*.icloud.com", "*.me.com", "*.mac.com",
                           "p*-icloudmta-*", "p*-mailgateway-*"};
constexpr Names kICloudEntries = {"mx*.icloud.com", "*smtpin*.me.com",
                                  "*smtpin*.mac.com", "p*-icloudmta-smtpin-*"};
constexpr Names kICloudIds = {"*.icloud.com", "*.me.com"};

constexpr Names kProton = {"*.protonmail.ch", "*.proton.ch",
                           "*.protonmail.com"};
constexpr Names kProtonEntries = {"mailin*.protonmail.ch", "mailin*.proton.ch"};
constexpr Names kProtonIds = {"*.protonmail.ch", "*.proton.ch"};

constexpr Names kFastmail = {"*.messagingengine.com", "*.internal"};
constexpr Names kFastmailEntries = {"mx*.messagingengine.com",
                                    "mailmx*.internal"};
constexpr Names kFastmailIds = {"*.messagingengine.com"};

constexpr Names kYandex = {"*.yandex.net", "*.yandex.ru"};
constexpr Names kYandexEntries = {"mxfront*.yandex.net",
                                  "*-mxfront-*.yandex.net"};
constexpr Names kYandexIds = {"*.yandex.net", "*.yandex.ru"};

constexpr Names kZoho = {"*.zohomail.com", "*.zoho.com", "*.zohomail.eu",
                         "*.zoho.eu"};
constexpr Names kZohoEntries = {"mx*.zohomail.*", "mx*.zoho.*"};
constexpr Names kZohoIds = {"*.zohomail.com", "*.zoho.com", "*.zoho.eu"};

constexpr MailProvider kProviders[] = {
    {"microsoft", kMicrosoft, kMicrosoftEntries, kMicrosoftIds},
    {"google", kGoogle, kGoogleEntries, kGoogleIds},
    {"yahoo", kYahoo, kYahooEntries, kYahooIds},
    {"gmx", kGmx, kGmxEntries, kGmxIds},
    {"icloud", kICloud, kICloudEntries, kICloudIds},
    {"proton", kProton, kProtonEntries, kProtonIds},
    {"fastmail", kFastmail, kFastmailEntries, kFastmailIds},
    {"yandex", kYandex, kYandexEntries, kYandexIds},
    {"zoho", kZoho, kZohoEntries, kZohoIds},
};

bool any_matches(std::string_view name,
                 std::span<const std::string_view> patterns) {
  return std::ranges::any_of(patterns, [&](std::string_view pattern) {
    return matches_glob(name, pattern);
  });
}

}  // namespace

bool matches_glob(std::string_view name, std::string_view pattern) {
  // The last * is the only one that has to be gone back to.
  std::size_t n = 0, p = 0, star = pattern.npos, tried = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      tried = n;
    } else if (p < pattern.size() &&
               ascii_lower(pattern[p]) == ascii_lower(name[n])) {
      ++p;
      ++n;
    } else if (star != pattern.npos) {
      p = star + 1;
      n = ++tried;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::span<const MailProvider> mail_providers() {
  return kProviders;
}

const MailProvider* provider_of_host(std::string_view host) {
  // Longer than a name can be (RFC 1035 2.3.4): nobody's.
  if (host.empty() || host.size() > 255) return nullptr;
  const auto* const found =
      std::ranges::find_if(kProviders, [&](const MailProvider& provider) {
        return any_matches(host, provider.inside);
      });
  return found == std::end(kProviders) ? nullptr : found;
}

bool is_entry(const MailProvider& provider, std::string_view host) {
  return host.size() <= 255 && any_matches(host, provider.entries);
}

bool is_inside(const MailProvider& provider, std::string_view host) {
  return host.size() <= 255 && any_matches(host, provider.inside);
}

bool writes_authserv_id(const MailProvider& provider, std::string_view id) {
  return id.size() <= 255 && any_matches(id, provider.authserv_ids);
}

}  // namespace calspam
