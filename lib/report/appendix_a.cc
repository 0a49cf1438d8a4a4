// SPDX-License-Identifier: MIT
#include "report/appendix_a.hh"

#include "util/text.hh"

namespace calspam {
namespace {

using Parts = std::vector<ReportedPart>;

bool is_below(const ReportedPart& part, const ReportedPart& above) {
  return part.path.size() > above.path.size() &&
         part.path.starts_with(above.path) &&
         part.path[above.path.size()] == '.';
}

int first_of(const Parts& parts, std::string_view type) {
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i].reading.empty() && parts[i].type == type)
      return static_cast<int>(i);
  return -1;
}

const ReportedPart* at(const Parts& parts, int index) {
  return index < 0 ? nullptr : &parts[static_cast<std::size_t>(index)];
}

void judge_body(const Parts& parts, int alternative, AppendixItem& item) {
  if (item.part < 0) return;
  const ReportedPart* around = at(parts, alternative);
  if (around == nullptr || !is_below(*at(parts, item.part), *around))
    item.but = "not in a multipart/alternative";
}

void judge_calendar(const Report& report, int alternative, AppendixItem& item) {
  const ReportedPart* part = at(report.parts, item.part);
  if (part == nullptr) return;
  const ReportedPart* around = at(report.parts, alternative);
  for (const ReportedCalendar& calendar : report.calendars) {
    if (calendar.part != part->path) continue;
    if (calendar.mime_method.empty())
      item.but = "no method parameter";
    else if (!same_ignoring_case(calendar.mime_method, calendar.method))
      item.but = "method is not the METHOD of the calendar";
  }
  if (item.but.empty() && part->disposition == "attachment")
    item.but = "sent as an attachment";
  // Many producers put it there, and clients expect either.
  if (item.but.empty() && around != nullptr && is_below(*part, *around))
    item.but = "inside the multipart/alternative, as many producers have it";
}

void judge_file(const Parts& parts, AppendixItem& item) {
  const ReportedPart* part = at(parts, item.part);
  if (part == nullptr) return;
  if (part->disposition != "attachment")
    item.but = "not sent as an attachment";
  else if (part->encoding != "base64")
    item.but = "not in base64";
  else if (!ends_ignoring_case(part->filename, ".ics"))
    item.but = "its file name does not end .ics";
}

}  // namespace

std::vector<AppendixItem> appendix_a(const Report& report) {
  const Parts& parts = report.parts;
  if (parts.empty()) return {};
  const int root = parts.front().type == "multipart/mixed" ? 0 : -1;
  const int alternative = first_of(parts, "multipart/alternative");
  std::vector<AppendixItem> items = {
      {"(2)", "multipart/mixed on top", 0, root, ""},
      {"(3)", "multipart/alternative", 1, alternative, ""},
      {"(4)", "text/plain", 2, first_of(parts, "text/plain"), ""},
      {"(5)", "text/html", 2, first_of(parts, "text/html"), ""},
      {"(6)", "text/calendar with method", 1, first_of(parts, "text/calendar"),
       ""},
      {"(7)", "application/ics attachment", 1,
       first_of(parts, "application/ics"), ""},
  };
  judge_body(parts, alternative, items[2]);
  judge_body(parts, alternative, items[3]);
  if (items[3].but.empty() && items[3].part >= 0 &&
      items[3].part < items[2].part)
    items[3].but = "before the text/plain";
  judge_calendar(report, alternative, items[4]);
  judge_file(parts, items[5]);
  return items;
}

const AppendixItem* item_of(const std::vector<AppendixItem>& items,
                            std::size_t part) {
  for (const AppendixItem& item : items)
    if (item.part == static_cast<int>(part)) return &item;
  return nullptr;
}

}  // namespace calspam
