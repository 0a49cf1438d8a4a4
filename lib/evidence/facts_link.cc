// SPDX-License-Identifier: MIT
#include <array>

#include "evidence/facts.hh"
#include "evidence/recipients.hh"
#include "evidence/visible_domain.hh"
#include "util/text.hh"
#include "web/url.hh"

namespace calspam {
namespace {

const Link& link_of(const Subject& s, std::size_t row) {
  return s.links[row];
}
const Place& place_of(const Subject& s, std::size_t row) {
  return s.links[row].place;
}

template <std::string Url::*member>
FactValue url_text(const Subject& s, std::size_t row) {
  return present(link_of(s, row).url.*member, place_of(s, row));
}
template <std::string Link::*member>
FactValue text_of(const Subject& s, std::size_t row) {
  return present(link_of(s, row).*member, place_of(s, row));
}

// The names that IANA gives to the ports seen in field samples and around
// them (Service Name and Transport Protocol Port Number Registry).
struct Service {
  std::uint16_t port;
  std::string_view name;
};
constexpr auto kServices = std::to_array<Service>({
    {21, "ftp"},          {22, "ssh"},
    {25, "smtp"},         {80, "http"},
    {110, "pop3"},        {143, "imap"},
    {443, "https"},       {445, "microsoft-ds"},
    {465, "submissions"}, {500, "isakmp"},
    {587, "submission"},  {588, "cal"},
    {591, "http-alt"},    {993, "imaps"},
    {995, "pop3s"},       {3389, "ms-wbt-server"},
    {5232, "sgi-dgl"},    {8008, "http-alt"},
    {8080, "http-alt"},   {8443, "pcsync-https"},
    {8843, "8843"},
});

FactValue port_service(const Subject& s, std::size_t row) {
  const auto& port = link_of(s, row).url.port;
  if (!port) return unknown();
  for (const Service& service : kServices)
    if (service.port == *port && !is_ascii_digit(service.name.front()))
      return words(std::string(service.name), place_of(s, row));
  return unknown();
}

FactValue extension(const Subject& s, std::size_t row) {
  const std::string& path = link_of(s, row).url.path;
  const std::size_t slash = path.rfind('/');
  const std::string name =
      slash == std::string::npos ? path : path.substr(slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot + 1 == name.size() ||
      name.size() - dot > 12)
    return unknown();
  return words(ascii_lower(name.substr(dot + 1)), place_of(s, row));
}

bool has_punycode(std::string_view host) {
  return host.substr(0, 4) == "xn--" || host.find(".xn--") != host.npos;
}

FactValue mismatch(const Subject& s, std::size_t row) {
  const Link& link = link_of(s, row);
  const std::string shown = visible_domain(link.visible);
  if (shown.empty() || !link.url.is_web() || link.url.domain.empty())
    return unknown();
  // What was written may be a wrapper's; either domain may be the shown one.
  return boolean(shown != link.url.domain && shown != link.written.domain,
                 place_of(s, row));
}

FactValue own_domain(const Subject& s, std::size_t row) {
  const Link& link = link_of(s, row);
  if (link.url.ip_literal) return boolean(false, place_of(s, row));
  if (link.url.domain.empty()) return unknown();
  for (const Address& from : s.from)
    if (same_organisation(from.domain, link.url.domain))
      return boolean(true, place_of(s, row));
  for (const EventRow& event : s.events)
    if (event.event.organizer &&
        same_organisation(event.event.organizer->domain, link.url.domain))
      return boolean(true, place_of(s, row));
  return boolean(false, place_of(s, row));
}

// Google's eid= is the event and the calendar's address in base64: every
// honest invitation of Google has it.
FactValue encodes_recipient(const Subject& s, std::size_t row) {
  const Link& link = link_of(s, row);
  if (s.recipients.empty() || link.url.scheme == "mailto") return unknown();
  if (link.url.domain == "google.com") return boolean(false);
  return boolean(holds_recipient(s, link.url.text, false), place_of(s, row));
}

FactValue open_redirect(const Subject& s, std::size_t row) {
  const Link& link = link_of(s, row);
  if (!link.url.is_web()) return unknown();
  return boolean(redirect_target(link.url).has_value(), place_of(s, row));
}

constexpr auto kFacts = std::to_array<Fact>({
    {"link.url", FactType::Text, Scope::Link,
     "the link with its wrappers undone", url_text<&Url::text>},
    {"link.scheme", FactType::Text, Scope::Link, "scheme, lower case",
     url_text<&Url::scheme>},
    {"link.host", FactType::Text, Scope::Link,
     "host as a browser reads it, A-label form", url_text<&Url::host>},
    {"link.domain", FactType::Text, Scope::Link,
     "registrable domain by the public suffix list", url_text<&Url::domain>},
    {"link.port", FactType::Number, Scope::Link, "port, where one is written",
     [](const Subject& s, std::size_t row) {
       const auto& port = link_of(s, row).url.port;
       return port ? number(*port, place_of(s, row)) : unknown();
     }},
    {"link.port.service", FactType::Text, Scope::Link,
     "service that IANA lists for that port: cal for 588", port_service},
    {"link.path", FactType::Text, Scope::Link, "path", url_text<&Url::path>},
    {"link.query", FactType::Text, Scope::Link, "query without ?",
     url_text<&Url::query>},
    {"link.fragment", FactType::Text, Scope::Link, "fragment without #",
     url_text<&Url::fragment>},
    {"link.extension", FactType::Text, Scope::Link,
     "file extension of the path, lower case", extension},
    {"link.ip_literal", FactType::Boolean, Scope::Link,
     "host is an address, in whatever notation",
     [](const Subject& s, std::size_t row) {
       return boolean(link_of(s, row).url.ip_literal, place_of(s, row));
     }},
    {"link.userinfo", FactType::Text, Scope::Link, "what stands before an @",
     url_text<&Url::userinfo>},
    {"link.punycode", FactType::Boolean, Scope::Link,
     "host has an internationalised label",
     [](const Subject& s, std::size_t row) {
       return boolean(has_punycode(link_of(s, row).url.host), place_of(s, row));
     }},
    {"link.valid", FactType::Boolean, Scope::Link, "a browser would follow it",
     [](const Subject& s, std::size_t row) {
       return boolean(link_of(s, row).url.valid, place_of(s, row));
     }},
    {"link.context", FactType::Text, Scope::Link,
     "where it stood: html, text, property, parameter, header, alt-desc, qr",
     text_of<&Link::context>},
    {"link.element", FactType::Text, Scope::Link,
     "HTML element, property or header field", text_of<&Link::element>},
    {"link.visible", FactType::Text, Scope::Link, "text shown for it",
     text_of<&Link::visible>},
    {"link.visible_domain", FactType::Text, Scope::Link,
     "registrable domain that the shown text names",
     [](const Subject& s, std::size_t row) {
       return present(visible_domain(link_of(s, row).visible),
                      place_of(s, row));
     }},
    {"link.mismatch", FactType::Boolean, Scope::Link,
     "the shown text names another domain than the target", mismatch},
    {"link.hidden", FactType::Boolean, Scope::Link, "nothing of it is shown",
     [](const Subject& s, std::size_t row) {
       return boolean(link_of(s, row).hidden, place_of(s, row));
     }},
    {"link.in_event", FactType::Boolean, Scope::Link, "it stands in an event",
     [](const Subject& s, std::size_t row) {
       return boolean(link_of(s, row).event >= 0, place_of(s, row));
     }},
    {"link.wrappers", FactType::List, Scope::Link,
     "services that had rewritten it, outermost first",
     [](const Subject& s, std::size_t row) {
       if (link_of(s, row).wrappers.empty()) return unknown();
       return list(link_of(s, row).wrappers, {place_of(s, row)});
     }},
    {"link.own_domain", FactType::Boolean, Scope::Link,
     "same registrable domain as From or an organizer", own_domain},
    {"link.encodes_recipient", FactType::Boolean, Scope::Link,
     "a recipient's address stands in it, plain, base64 or hexadecimal",
     encodes_recipient},
    {"link.open_redirect", FactType::Boolean, Scope::Link,
     "it holds another site's URL to go on to", open_redirect},
});

}  // namespace

std::span<const Fact> link_facts() {
  return kFacts;
}

}  // namespace calspam
