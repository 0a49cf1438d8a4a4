// SPDX-License-Identifier: MIT
#include "report/reported_links.hh"

#include <set>
#include <string_view>

#include "report/location.hh"
#include "report/reported_calendar.hh"

namespace calspam {
namespace {

constexpr std::size_t kListed = 100;
constexpr std::size_t kUrlBytes = 2'048;
constexpr std::size_t kShownBytes = 240;

ReportedLink reported_link(const Subject& subject, LineIndex& lines,
                           const Link& link) {
  ReportedLink reported;
  reported.url = reported_text(link.url.text, kUrlBytes);
  if (link.written.text != link.url.text)
    reported.written = reported_text(link.written.text, kUrlBytes);
  reported.host = reported_text(link.url.host, kShownBytes);
  reported.domain = reported_text(link.url.domain, kShownBytes);
  reported.wrappers = link.wrappers;
  reported.context = link.context;
  reported.visible = reported_text(link.visible, kShownBytes);
  reported.hidden = link.hidden;
  reported.location = locate(subject, lines, link.place);
  return reported;
}

}  // namespace

void add_links(const Subject& subject, LineIndex& lines, Report& report) {
  report.link_count = subject.links.size();
  std::set<std::string_view> seen;
  for (const Link& link : subject.links) {
    if (report.links.size() == kListed) break;
    if (link.url.text.empty() || !seen.insert(link.url.text).second) continue;
    report.links.push_back(reported_link(subject, lines, link));
  }
}

}  // namespace calspam
