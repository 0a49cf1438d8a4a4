// SPDX-License-Identifier: MIT
// Where links lead and what they give away.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "evidence/visible_domain.hh"
#include "lint/checks_safe_rows.hh"
#include "lint/message_parts.hh"
#include "util/text.hh"
#include "web/encoding.hh"
#include "web/url.hh"

namespace calspam {
namespace {

constexpr std::array<std::string_view, 7> kUriProperties{
    "URL", "ATTACH", "CONFERENCE", "TZURL", "SOURCE", "IMAGE", "LINK"};
constexpr std::array<std::string_view, 3> kFetched{"LINK", "IMAGE", "SOURCE"};

// What links to answer an invitation say.
constexpr std::array<std::string_view, 28> kAnswers{
    "accept",     "decline",           "yes",        "no",
    "maybe",      "tentative",         "accepted",   "declined",
    "confirm",    "accept invitation", "annehmen",   "ablehnen",
    "zusagen",    "absagen",           "ja",         "nein",
    "vielleicht", "accepter",          "refuser",    "oui",
    "non",        "peut-être",         "aceptar",    "rechazar",
    "accetta",    "rifiuta",           "aanvaarden", "decline invitation"};

template <std::size_t n>
bool is_in(const std::array<std::string_view, n>& names,
           std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// The scheme that acts, or what a share is called; "" for other text.
std::string acting(std::string_view text) {
  text = trimmed(text);
  for (std::string_view scheme : {"javascript:", "vbscript:", "data:text/html",
                                  "data:image/svg", "file:"})
    if (starts_ignoring_case(text, scheme)) return std::string(scheme);
  const bool share = text.starts_with("\\\\") && text.size() > 4 &&
                     text.find('\\', 3) != text.npos &&
                     (is_ascii_alpha(text[2]) || is_ascii_digit(text[2]));
  return share ? "a network share" : "";
}

void check_acting(const LintInput& input, const CalendarPart& calendar,
                  const Property& property, LintLog& log) {
  std::string what;
  if (is_in(kUriProperties, property.name)) {
    what = acting(property.value);
  } else if (property.name == "LOCATION") {
    const std::string location = property.text();
    for (std::string_view word : split(location, ' '))
      if (what.empty()) what = acting(word);
  }
  if (what.empty()) what = acting(property.parameter_value("ALTREP"));
  const Place place = property_place(calendar, property);
  if (!what.empty() && !input.has_hole(place.span))
    log.add(safety_check("acting-link"), place,
            fmt::format("{} leads to {}", property.name, what));
}

std::vector<std::string> own_domains(const Subject& subject) {
  std::vector<std::string> domains;
  const auto add = [&](const std::string& host) {
    if (std::string domain = registrable_domain(host); !domain.empty())
      domains.push_back(std::move(domain));
  };
  for (const Address& address : subject.from) add(address.domain);
  for (const EventRow& row : subject.events)
    if (row.event.organizer) add(row.event.organizer->domain);
  return domains;
}

void check_fetched(const std::vector<std::string>& domains,
                   const CalendarPart& calendar, const Property& property,
                   LintLog& log) {
  if (!is_in(kFetched, property.name)) return;
  const Url url = parse_url(trimmed(property.value));
  if (!url.is_web() || url.host.empty() ||
      std::ranges::find(domains, url.domain) != domains.end())
    return;
  log.add(safety_check("fetches-from-third-party"),
          property_place(calendar, property),
          fmt::format("{} is fetched from \"{}\"", property.name, url.host));
}

void check_other_host(const Link& link, LintLog& log) {
  if (link.visible.empty() || !link.url.is_web()) return;
  const std::string shown = visible_domain(link.visible);
  if (shown.empty() || shown == link.url.domain || shown == link.written.domain)
    return;
  log.add(safety_check("link-names-other-host"), link.place,
          fmt::format("\"{}\" leads to \"{}\"", truncated(link.visible, 80),
                      link.url.host));
}

bool is_token_char(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' ||
         c == '%' || c == '=';
}

// Something that nobody guesses: sixteen characters in a row, figures among
// them.
bool has_token(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_token_char(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at, digits = 0;
    for (; end < text.size() && is_token_char(text[end]); ++end)
      digits += is_ascii_digit(text[end]);
    const std::string_view run = text.substr(at, end - at);
    if (run.substr(run.find('=') + 1).size() >= 16 && digits >= 2) return true;
    at = end;
  }
  return false;
}

void check_answer(const Link& link, LintLog& log) {
  if (link.context != "html" || !link.url.is_web() ||
      link.visible.size() > 30 ||
      !is_in(kAnswers, ascii_lower(squeezed(link.visible))))
    return;
  const std::string target = link.url.path + '?' + link.url.query;
  std::string key, what;
  if (link.url.scheme != "https") {
    key = "http";
    what = "is not https";
  } else if (percent_decoded(target).find('@') != std::string::npos) {
    key = "address";
    what = "shows a mail address";
  } else if (!has_token(target)) {
    key = "token";
    what = "has no token";
  } else {
    return;
  }
  log.add(safety_check("answer-link-unsafe"), link.place,
          fmt::format("the link \"{}\" {}", link.visible, what))
      .key = key;
}

bool shows_passcode(const Property& property) {
  if (property.name != "URL" && property.name != "LOCATION" &&
      property.name != "DESCRIPTION" && property.name != "CONFERENCE")
    return false;
  const std::string_view value = property.value;
  for (std::string_view mark :
       {"?pwd=", "&pwd=", "passcode:", "meeting password:", "kenncode:"})
    if (find_ignoring_case(value, mark) != value.npos) return true;
  return false;
}

void check_passcode(const LintInput& input, const CalendarPart& calendar,
                    const Property& property, LintLog& log) {
  const Place place = property_place(calendar, property);
  if (shows_passcode(property) && !input.has_hole(place.span))
    log.add(safety_check("passcode-shown"), place,
            fmt::format("{} has the passcode of the meeting", property.name));
}

}  // namespace

void check_safety_of_links(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  const std::vector<std::string> domains = own_domains(subject);
  for (const CalendarPart& calendar : subject.calendars) {
    if (calendar.twin_of >= 0) continue;
    for (const Component& component : calendar.calendar.components)
      for (const Property& property : component.properties) {
        check_acting(input, calendar, property, log);
        check_fetched(domains, calendar, property, log);
        check_passcode(input, calendar, property, log);
      }
  }
  for (const Link& link : subject.links) {
    if (input.has_hole(link.place.span)) continue;
    check_other_host(link, log);
    check_answer(link, log);
  }
}

}  // namespace calspam
