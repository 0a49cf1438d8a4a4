// SPDX-License-Identifier: MIT
// For every cell of the tables of RFC 5546 an object that keeps it and ones
// that break it.
#include "lint/itip_table.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "ical/component_names.hh"
#include "lint/checks_itip.hh"

namespace calspam {
namespace {

struct Value {
  std::string_view name;
  std::string_view line;
};
constexpr Value kValues[] = {
    {"ATTENDEE", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@example.org"},
    {"COMPLETED", "COMPLETED:20261116T120000Z"},
    {"CREATED", "CREATED:20261101T090000Z"},
    {"DTEND", "DTEND:20261116T100000Z"},
    {"DTSTAMP", "DTSTAMP:20261102T090000Z"},
    {"DTSTART", "DTSTART:20261116T090000Z"},
    {"DUE", "DUE:20261120T090000Z"},
    {"DURATION", "DURATION:PT1H"},
    {"EXDATE", "EXDATE:20261123T090000Z"},
    {"FREEBUSY", "FREEBUSY:20261116T090000Z/PT1H"},
    {"GEO", "GEO:52.52;13.40"},
    {"LAST-MODIFIED", "LAST-MODIFIED:20261101T090000Z"},
    {"ORGANIZER", "ORGANIZER:mailto:ada@example.com"},
    {"PERCENT-COMPLETE", "PERCENT-COMPLETE:50"},
    {"PRIORITY", "PRIORITY:5"},
    {"RDATE", "RDATE:20261118T090000Z"},
    {"RECURRENCE-ID", "RECURRENCE-ID:20261116T090000Z"},
    {"REQUEST-STATUS", "REQUEST-STATUS:2.0;Success"},
    {"RRULE", "RRULE:FREQ=WEEKLY"},
    {"SEQUENCE", "SEQUENCE:1"},
    {"UID", "UID:5f0d2a4e-6c1b-4e59-9d57-0b3a1c8e7f21"},
    {"URL", "URL:https://example.com/"},
};

// Cells that are left alone, and those where a check of its own speaks: the
// lint pages say why.
struct Special {
  std::string_view key;
  std::string_view id;  ///< "" for none
};
constexpr Special kSpecial[] = {
    {"PUBLISH/VEVENT/CONTACT", ""},
    {"REFRESH/VTODO/ORGANIZER", ""},
    {"REFRESH/VTODO/COMMENT", ""},
    {"PUBLISH/VJOURNAL/VALARM", ""},
    {"ADD/VJOURNAL/VALARM", ""},
    {"CANCEL/VJOURNAL/VALARM", ""},
    {"ADD/VEVENT/SEQUENCE", "5546-06"},
    {"ADD/VTODO/SEQUENCE", "5546-06"},
    {"ADD/VJOURNAL/SEQUENCE", "5546-06"},
    {"CANCEL/VEVENT/SEQUENCE", "5546-07"},
    {"CANCEL/VTODO/SEQUENCE", "5546-07"},
    {"CANCEL/VJOURNAL/SEQUENCE", "5546-07"},
    {"COUNTER/VEVENT/SEQUENCE", "5546-25"},
};

std::string line_of(std::string_view name, std::string_view method) {
  if (name == "STATUS")
    return method == "CANCEL" ? "STATUS:CANCELLED" : "STATUS:TENTATIVE";
  for (const Value& value : kValues)
    if (value.name == name) return std::string(value.line);
  return fmt::format("{}:Example", name);
}

std::string component_of(std::string_view name, std::string_view inner) {
  return fmt::format("BEGIN:{0}\r\n{1}END:{0}\r\n", name, inner);
}

bool is_required(Presence presence) {
  return presence == Presence::One || presence == Presence::OneOrMore;
}

// A message with every required property, `count` of the one in question.
class MessageText {
 public:
  MessageText(std::string_view component, int method, const ItipRow& row)
      : component_(component), method_(method), row_(row) {}

  std::string with(int count) const {
    std::string inner;
    for (const ItipRow& row : itip_rows(component_)) {
      if (row.kind != ItipRow::kProperty) continue;
      const bool asked = &row == &row_;
      const int lines = asked ? count : is_required(row.presence(method_));
      for (int i = 0; i < lines; ++i)
        inner += line_of(row.name, kItipMethods[method_]) + "\r\n";
    }
    if (row_.kind == ItipRow::kInside)
      for (int i = 0; i < count; ++i) inner += component_of(row_.name, "");
    std::string text = component_of(component_, inner);
    if (row_.kind == ItipRow::kBeside && row_.name == component_)
      for (int i = 1; i < count; ++i) text += component_of(component_, inner);
    else if (row_.kind == ItipRow::kBeside)
      for (int i = 0; i < count; ++i) text += component_of(row_.name, "");
    return component_of("VCALENDAR", fmt::format("METHOD:{}\r\n{}",
                                                 kItipMethods[method_], text));
  }

 private:
  std::string_view component_;
  int method_;
  const ItipRow& row_;
};

// The ids of what is found, of the tables with that key only.
std::set<std::string> found(const std::string& text, const std::string& key) {
  const Limits limits;
  RawMessage raw;
  raw.kind = RawKind::Calendar;
  raw.bytes = text;
  Subject subject;
  observe(subject, raw, limits, {});
  LintLog log;
  kFamilyItip.run({subject}, log);
  std::set<std::string> ids;
  for (const LintFinding& finding : log.take())
    if (finding.key.empty() || finding.key == key ||
        finding.check->id == "5546-02")
      ids.insert(std::string(finding.check->id));
  return ids;
}

class Cell {
 public:
  Cell(const ItipRow& row, int method)
      : row_(row),
        presence_(row.presence(method)),
        key_(fmt::format("{}/{}/{}", kItipMethods[method], row.component,
                         row.name)),
        text_(row.component, method, row) {
    const auto special = std::ranges::find(kSpecial, key_, &Special::key);
    is_special_ = special != std::end(kSpecial);
    if (is_special_) special_ = special->id;
  }

  void check() const {
    expect(0, is_required(presence_) && !is_own() ? "5546-T1" : "");
    expect(1, presence_ == Presence::Forbidden ? forbidden() : "");
    if (presence_ != Presence::Forbidden) expect(2, twice());
  }

 private:
  bool is_own() const { return row_.name == row_.component; }

  std::string forbidden() const {
    const bool beside =
        row_.kind == ItipRow::kBeside && is_schedulable(row_.name);
    return beside ? "5546-02" : "5546-T2";
  }

  std::string twice() const {
    if (presence_ == Presence::Any || presence_ == Presence::OneOrMore ||
        presence_ == Presence::Unsaid)
      return "";
    if (is_own()) return "5546-T4";
    const bool reply = key_.starts_with("REPLY/") && row_.name == "ATTENDEE" &&
                       row_.component != "VFREEBUSY";
    return reply ? "5546-12" : "5546-T3";
  }

  void expect(int count, std::string id) const {
    const auto ids = found(text_.with(count), key_);
    const auto says = [&](std::string_view one) {
      return ids.contains(std::string(one));
    };
    if (is_special_) {
      if (!id.empty() && count == 0 && !special_.empty()) {
        EXPECT_TRUE(says(special_)) << key_ << " times " << count;
      }
      id.clear();
    }
    for (std::string_view one : {"5546-T1", "5546-T2", "5546-T3", "5546-T4"})
      EXPECT_EQ(says(one), one == id)
          << one << " for " << key_ << " times " << count;
    if (id == "5546-02" || id == "5546-12") {
      EXPECT_TRUE(says(id)) << id << " for " << key_;
    }
  }

  const ItipRow& row_;
  const Presence presence_;
  const std::string key_;
  const MessageText text_;
  bool is_special_ = false;
  std::string special_;
};

TEST(ItipTable, EveryCellIsJudged) {
  int cells = 0;
  for (const ItipRow& row : itip_rows())
    for (int method = 0; method < static_cast<int>(std::size(kItipMethods));
         ++method) {
      if (itip_clause(row.component, method).empty()) {
        EXPECT_EQ(row.presence(method), Presence::Unsaid) << row.name;
        continue;
      }
      Cell(row, method).check();
      ++cells;
    }
  // 25 tables less their rows of METHOD, IANA- and X- names, and with the
  // rows that the RFC forgot.
  EXPECT_EQ(cells, 728);
}

TEST(ItipTable, RowsOfAComponentStandTogether) {
  std::size_t rows = 0;
  for (std::string_view name : {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"})
    rows += itip_rows(name).size();
  EXPECT_EQ(rows, itip_rows().size());
}

TEST(ItipTable, AnOverrideLowersTheLevel) {
  const std::string text =
      "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:1\r\n"
      "DTSTAMP:20261102T090000Z\r\nDTSTART:20261116T090000Z\r\nSUMMARY:x\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n";
  const Limits limits;
  RawMessage raw;
  raw.kind = RawKind::Calendar;
  raw.bytes = text;
  Subject subject;
  observe(subject, raw, limits, {});
  LintLog log;
  kFamilyItip.run({subject}, log);
  const auto findings = log.take();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].key, "PUBLISH/VEVENT/ORGANIZER");
  EXPECT_EQ(findings[0].level, LintLevel::Warning);
}

}  // namespace
}  // namespace calspam
