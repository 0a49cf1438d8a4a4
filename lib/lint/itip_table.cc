// SPDX-License-Identifier: MIT
#include "lint/itip_table.hh"

#include <algorithm>
#include <array>

namespace calspam {

namespace {

using enum ItipRow::Kind;

// Cells in the order of kItipMethods: PUBLISH, REQUEST, REPLY, ADD, CANCEL,
// REFRESH, COUNTER, DECLINECOUNTER. METHOD itself, which the tables require,
// and the rows for IANA- and X- names, which allow anything, are left out.
// "-" among methods of a component: the RFC forgot the row.
constexpr auto kRows = std::to_array<ItipRow>({
    // VEVENT
    {"VEVENT", kBeside, "VEVENT", "+++1+11+"},
    {"VEVENT", kProperty, "DTSTAMP", "11111111"},
    {"VEVENT", kProperty, "DTSTART", "11o1o01o"},
    {"VEVENT", kProperty, "ORGANIZER", "11111111"},
    {"VEVENT", kProperty, "SUMMARY", "11o1o01o"},
    {"VEVENT", kProperty, "UID", "11111111"},
    {"VEVENT", kProperty, "RECURRENCE-ID", "ooo0oooo"},
    {"VEVENT", kProperty, "SEQUENCE", "ooo11011"},
    {"VEVENT", kProperty, "ATTACH", "*****0**"},
    {"VEVENT", kProperty, "CATEGORIES", "*****0**"},
    {"VEVENT", kProperty, "CLASS", "ooooo0oo"},
    {"VEVENT", kProperty, "COMMENT", "********"},
    {"VEVENT", kProperty, "CONTACT", "o****0**"},
    {"VEVENT", kProperty, "CREATED", "ooooo0oo"},
    {"VEVENT", kProperty, "DESCRIPTION", "ooooo0oo"},
    {"VEVENT", kProperty, "DTEND", "ooooo0oo"},
    {"VEVENT", kProperty, "DURATION", "ooooo0oo"},
    {"VEVENT", kProperty, "EXDATE", "***0*0**"},
    {"VEVENT", kProperty, "GEO", "ooooo0oo"},
    {"VEVENT", kProperty, "LAST-MODIFIED", "ooooo0oo"},
    {"VEVENT", kProperty, "LOCATION", "ooooo0oo"},
    {"VEVENT", kProperty, "PRIORITY", "ooooo0oo"},
    {"VEVENT", kProperty, "RDATE", "***0*0**"},
    {"VEVENT", kProperty, "RELATED-TO", "*****0**"},
    {"VEVENT", kProperty, "RESOURCES", "*****0**"},
    {"VEVENT", kProperty, "RRULE", "ooo0o0oo"},
    {"VEVENT", kProperty, "STATUS", "ooooo0oo"},
    {"VEVENT", kProperty, "TRANSP", "ooooo0oo"},
    {"VEVENT", kProperty, "URL", "ooooo0oo"},
    {"VEVENT", kProperty, "ATTENDEE", "0+1**1*+"},
    {"VEVENT", kProperty, "REQUEST-STATUS", "00*000**"},
    {"VEVENT", kInside, "VALARM", "**0*00*0"},
    {"VEVENT", kBeside, "VFREEBUSY", "00000000"},
    {"VEVENT", kBeside, "VJOURNAL", "00000000"},
    {"VEVENT", kBeside, "VTODO", "00000000"},
    {"VEVENT", kBeside, "VTIMEZONE", "**o*****"},
    // VTODO
    {"VTODO", kBeside, "VTODO", "+++1+111"},
    {"VTODO", kProperty, "DTSTAMP", "11111111"},
    {"VTODO", kProperty, "DTSTART", "11ooo0oo"},
    {"VTODO", kProperty, "ORGANIZER", "11111011"},
    {"VTODO", kProperty, "PRIORITY", "11o1o01o"},
    {"VTODO", kProperty, "SEQUENCE", "ooo110o1"},
    {"VTODO", kProperty, "SUMMARY", "11o1--1-"},
    {"VTODO", kProperty, "UID", "11111111"},
    {"VTODO", kProperty, "ATTACH", "*****0**"},
    {"VTODO", kProperty, "CATEGORIES", "*****0**"},
    {"VTODO", kProperty, "CLASS", "ooooo0oo"},
    {"VTODO", kProperty, "COMMENT", "*****0**"},
    {"VTODO", kProperty, "COMPLETED", "ooooo0oo"},
    {"VTODO", kProperty, "CONTACT", "*****0**"},
    {"VTODO", kProperty, "CREATED", "ooooo0oo"},
    {"VTODO", kProperty, "DESCRIPTION", "ooooo0oo"},
    {"VTODO", kProperty, "DUE", "ooooo0oo"},
    {"VTODO", kProperty, "DURATION", "ooooo0oo"},
    {"VTODO", kProperty, "EXDATE", "***0*0**"},
    {"VTODO", kProperty, "GEO", "ooooo0oo"},
    {"VTODO", kProperty, "LAST-MODIFIED", "ooooo0oo"},
    {"VTODO", kProperty, "LOCATION", "ooooo0oo"},
    {"VTODO", kProperty, "PERCENT-COMPLETE", "ooooo0oo"},
    {"VTODO", kProperty, "RDATE", "***0*0**"},
    {"VTODO", kProperty, "RECURRENCE-ID", "ooo0oooo"},
    {"VTODO", kProperty, "RELATED-TO", "*****0**"},
    {"VTODO", kProperty, "RESOURCES", "*****0**"},
    {"VTODO", kProperty, "RRULE", "ooo0o0oo"},
    {"VTODO", kProperty, "STATUS", "ooooo0oo"},
    {"VTODO", kProperty, "URL", "ooooo0oo"},
    {"VTODO", kProperty, "ATTENDEE", "0+1**1++"},
    {"VTODO", kProperty, "REQUEST-STATUS", "00*000**"},
    {"VTODO", kInside, "VALARM", "**0*00*0"},
    {"VTODO", kBeside, "VTIMEZONE", "**o*o*o*"},
    {"VTODO", kBeside, "VFREEBUSY", "00000000"},
    {"VTODO", kBeside, "VEVENT", "00000000"},
    {"VTODO", kBeside, "VJOURNAL", "00-0----"},
    // VJOURNAL
    {"VJOURNAL", kBeside, "VJOURNAL", "+--1+---"},
    {"VJOURNAL", kProperty, "DESCRIPTION", "1--1o---"},
    {"VJOURNAL", kProperty, "DTSTAMP", "1--11---"},
    {"VJOURNAL", kProperty, "DTSTART", "1--1o---"},
    {"VJOURNAL", kProperty, "ORGANIZER", "1--11---"},
    {"VJOURNAL", kProperty, "UID", "1--11---"},
    {"VJOURNAL", kProperty, "ATTACH", "*--**---"},
    {"VJOURNAL", kProperty, "CATEGORIES", "*--**---"},
    {"VJOURNAL", kProperty, "CLASS", "o--oo---"},
    {"VJOURNAL", kProperty, "COMMENT", "*--**---"},
    {"VJOURNAL", kProperty, "CONTACT", "*--**---"},
    {"VJOURNAL", kProperty, "CREATED", "o--oo---"},
    {"VJOURNAL", kProperty, "EXDATE", "*--0*---"},
    {"VJOURNAL", kProperty, "LAST-MODIFIED", "o--oo---"},
    {"VJOURNAL", kProperty, "RDATE", "*--0*---"},
    {"VJOURNAL", kProperty, "RECURRENCE-ID", "o--0o---"},
    {"VJOURNAL", kProperty, "RELATED-TO", "*--**---"},
    {"VJOURNAL", kProperty, "RRULE", "o--0o---"},
    {"VJOURNAL", kProperty, "SEQUENCE", "o--11---"},
    {"VJOURNAL", kProperty, "STATUS", "o--oo---"},
    {"VJOURNAL", kProperty, "SUMMARY", "o--oo---"},
    {"VJOURNAL", kProperty, "URL", "o--oo---"},
    {"VJOURNAL", kProperty, "ATTENDEE", "0--00---"},
    {"VJOURNAL", kProperty, "REQUEST-STATUS", "0--00---"},
    {"VJOURNAL", kInside, "VALARM", "*--*0---"},
    {"VJOURNAL", kBeside, "VTIMEZONE", "*--o*---"},
    {"VJOURNAL", kBeside, "VEVENT", "0--00---"},
    {"VJOURNAL", kBeside, "VFREEBUSY", "0--00---"},
    {"VJOURNAL", kBeside, "VTODO", "0--00---"},
    // VFREEBUSY
    {"VFREEBUSY", kBeside, "VFREEBUSY", "+11-----"},
    {"VFREEBUSY", kProperty, "DTSTAMP", "111-----"},
    {"VFREEBUSY", kProperty, "DTSTART", "111-----"},
    {"VFREEBUSY", kProperty, "DTEND", "111-----"},
    {"VFREEBUSY", kProperty, "FREEBUSY", "*0*-----"},
    {"VFREEBUSY", kProperty, "ORGANIZER", "111-----"},
    {"VFREEBUSY", kProperty, "UID", "111-----"},
    {"VFREEBUSY", kProperty, "COMMENT", "***-----"},
    {"VFREEBUSY", kProperty, "CONTACT", "ooo-----"},
    {"VFREEBUSY", kProperty, "URL", "o0o-----"},
    {"VFREEBUSY", kProperty, "ATTENDEE", "0+1-----"},
    {"VFREEBUSY", kProperty, "DURATION", "000-----"},
    {"VFREEBUSY", kProperty, "REQUEST-STATUS", "00*-----"},
    {"VFREEBUSY", kInside, "VALARM", "000-----"},
    {"VFREEBUSY", kBeside, "VEVENT", "000-----"},
    {"VFREEBUSY", kBeside, "VTODO", "000-----"},
    {"VFREEBUSY", kBeside, "VJOURNAL", "000-----"},
    {"VFREEBUSY", kBeside, "VTIMEZONE", "000-----"},
    {"VFREEBUSY", kProperty, "SEQUENCE", "--0-----"},
});

struct Section {
  std::string_view component;
  std::array<std::string_view, std::size(kItipMethods)> clauses;
};
constexpr Section kSections[] = {
    {"VEVENT",
     {"RFC 5546 3.2.1", "RFC 5546 3.2.2", "RFC 5546 3.2.3", "RFC 5546 3.2.4",
      "RFC 5546 3.2.5", "RFC 5546 3.2.6", "RFC 5546 3.2.7", "RFC 5546 3.2.8"}},
    {"VFREEBUSY", {"RFC 5546 3.3.1", "RFC 5546 3.3.2", "RFC 5546 3.3.3"}},
    {"VTODO",
     {"RFC 5546 3.4.1", "RFC 5546 3.4.2", "RFC 5546 3.4.3", "RFC 5546 3.4.4",
      "RFC 5546 3.4.5", "RFC 5546 3.4.6", "RFC 5546 3.4.7", "RFC 5546 3.4.8"}},
    {"VJOURNAL",
     {"RFC 5546 3.5.1", "", "", "RFC 5546 3.5.2", "RFC 5546 3.5.3"}},
};

constexpr std::string_view kEventStates = "TENTATIVE|CONFIRMED";
constexpr std::string_view kEventAndCancelled = "TENTATIVE|CONFIRMED|CANCELLED";
constexpr std::string_view kTaskStates = "NEEDS-ACTION|IN-PROCESS|COMPLETED";
constexpr std::string_view kTaskAndCancelled =
    "NEEDS-ACTION|IN-PROCESS|COMPLETED|CANCELLED";
constexpr std::string_view kJournalStates = "DRAFT|FINAL|CANCELLED";

constexpr ItipCondition kConditions[] = {
    {"PUBLISH", "VEVENT", "STATUS", kEventAndCancelled, ""},
    {"REQUEST", "VEVENT", "STATUS", kEventStates, ""},
    {"ADD", "VEVENT", "STATUS", kEventStates, ""},
    {"CANCEL", "VEVENT", "STATUS", "CANCELLED", ""},
    {"COUNTER", "VEVENT", "STATUS", kEventAndCancelled, ""},
    {"DECLINECOUNTER", "VEVENT", "STATUS", kEventStates, ""},
    {"PUBLISH", "VTODO", "STATUS", kTaskAndCancelled, ""},
    {"REQUEST", "VTODO", "STATUS", kTaskStates, ""},
    {"ADD", "VTODO", "STATUS", kTaskStates, ""},
    {"CANCEL", "VTODO", "STATUS", "CANCELLED", ""},
    {"COUNTER", "VTODO", "STATUS", kTaskAndCancelled, ""},
    {"DECLINECOUNTER", "VTODO", "STATUS", kTaskStates, ""},
    {"PUBLISH", "VJOURNAL", "STATUS", kJournalStates, ""},
    {"ADD", "VJOURNAL", "STATUS", kJournalStates, ""},
    {"CANCEL", "VJOURNAL", "STATUS", "CANCELLED", ""},
    {"PUBLISH", "VEVENT", "DURATION", "", "DTEND"},
    {"REQUEST", "VEVENT", "DURATION", "", "DTEND"},
    {"REPLY", "VEVENT", "DURATION", "", "DTEND"},
    {"ADD", "VEVENT", "DURATION", "", "DTEND"},
    {"CANCEL", "VEVENT", "DURATION", "", "DTEND"},
    {"COUNTER", "VEVENT", "DURATION", "", "DTEND"},
    {"DECLINECOUNTER", "VEVENT", "DURATION", "", "DTEND"},
    {"PUBLISH", "VTODO", "DURATION", "", "DUE"},
    {"REQUEST", "VTODO", "DURATION", "", "DUE"},
    {"REPLY", "VTODO", "DURATION", "", "DUE"},
    {"ADD", "VTODO", "DURATION", "", "DUE"},
    {"CANCEL", "VTODO", "DURATION", "", "DUE"},
    {"COUNTER", "VTODO", "DURATION", "", "DUE"},
    {"DECLINECOUNTER", "VTODO", "DURATION", "", "DUE"},
};

}  // namespace

Presence ItipRow::presence(int method) const {
  switch (cells[static_cast<std::size_t>(method)]) {
    case '0':
      return Presence::Forbidden;
    case '1':
      return Presence::One;
    case 'o':
      return Presence::AtMostOne;
    case '+':
      return Presence::OneOrMore;
    case '*':
      return Presence::Any;
    default:
      return Presence::Unsaid;
  }
}

std::span<const ItipRow> itip_rows() {
  return kRows;
}

std::span<const ItipRow> itip_rows(std::string_view component) {
  const auto is = [&](const ItipRow& row) {
    return row.component == component;
  };
  const auto begin = std::ranges::find_if(kRows, is);
  return {begin, std::find_if_not(begin, kRows.end(), is)};
}

int itip_method(std::string_view method) {
  const auto found = std::ranges::find(kItipMethods, method);
  return found == std::end(kItipMethods)
             ? -1
             : static_cast<int>(found - std::begin(kItipMethods));
}

std::string_view itip_clause(std::string_view component, int method) {
  for (const Section& section : kSections)
    if (section.component == component && method >= 0)
      return section.clauses[static_cast<std::size_t>(method)];
  return "";
}

std::span<const ItipCondition> itip_conditions() {
  return kConditions;
}

}  // namespace calspam
