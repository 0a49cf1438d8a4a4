// SPDX-License-Identifier: MIT
#include "report/indicators.hh"

#include <set>
#include <utility>

#include "util/text.hh"

namespace calspam {
namespace {

using Kind = Indicator::Kind;

// printable(): a value stands on one line and acts on nothing, in a feed too.
class Collector {
 public:
  void add(Kind kind, std::string_view value, std::string comment) {
    std::string text = printable(trimmed(value));
    if (text.empty() || !seen_.emplace(kind, text).second) return;
    found_.push_back({kind, std::move(text), std::move(comment)});
  }
  std::vector<Indicator> take() { return std::move(found_); }

 private:
  std::set<std::pair<Kind, std::string>> seen_;
  std::vector<Indicator> found_;
};

bool is_web(std::string_view url) {
  return starts_ignoring_case(url, "http:") ||
         starts_ignoring_case(url, "https:") ||
         starts_ignoring_case(url, "webcal");
}

void add_links(const Report& report, Collector& collector) {
  for (const ReportedLink& link : report.links) {
    if (!is_web(link.url)) continue;
    const std::string comment = "link (" + link.context + ")";
    collector.add(Kind::Url, link.url, comment);
  }
  for (const ReportedLink& link : report.links)
    if (is_web(link.url))
      collector.add(Kind::Domain, link.domain.empty() ? link.host : link.domain,
                    "domain of a link");
}

void add_people(const Report& report, Collector& collector) {
  collector.add(Kind::Address, address_of(report.from), "From");
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events)
      collector.add(Kind::Address, address_of(event.organizer), "ORGANIZER");
}

void add_hashes(const Report& report, Collector& collector) {
  collector.add(Kind::Hash, report.sha256,
                report.kind == RawKind::Mail ? "message" : "calendar file");
  for (const ReportedPart& part : report.parts)
    collector.add(Kind::Hash, part.sha256,
                  part.carrier.empty() ? "attachment" : "calendar part");
}

}  // namespace

std::string_view indicator_kind_name(Kind kind) {
  switch (kind) {
    case Kind::Url:
      return "url";
    case Kind::Domain:
      return "domain";
    case Kind::Address:
      return "address";
    case Kind::Phone:
      return "phone";
    case Kind::Hash:
      return "sha256";
    case Kind::Uid:
      return "uid";
  }
  return "";
}

bool gives_indicators(const Report& report) {
  return report.verdict.level == Level::Suspicious ||
         report.verdict.level == Level::Spam;
}

std::string address_of(std::string_view mailbox) {
  const std::size_t open = mailbox.rfind('<');
  if (open != std::string_view::npos) {
    const std::size_t close = mailbox.find('>', open);
    if (close == std::string_view::npos) return "";
    mailbox = mailbox.substr(open + 1, close - open - 1);
  }
  mailbox = trimmed(mailbox);
  const std::size_t at = mailbox.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == mailbox.size() ||
      mailbox.find_first_of(" \t,;:<>\"") != std::string_view::npos)
    return "";
  return ascii_lower(mailbox);
}

std::vector<Indicator> indicators(const Report& report) {
  if (!gives_indicators(report)) return {};
  Collector collector;
  add_links(report, collector);
  add_people(report, collector);
  for (const std::string& phone : report.phones)
    collector.add(Kind::Phone, phone, "telephone number");
  add_hashes(report, collector);
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events)
      collector.add(Kind::Uid, event.uid, event.component);
  return collector.take();
}

}  // namespace calspam
