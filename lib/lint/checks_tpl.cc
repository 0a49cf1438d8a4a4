// SPDX-License-Identifier: MIT
#include "lint/checks_tpl.hh"

#include <fmt/format.h>

#include <cassert>

#include "lint/message_parts.hh"
#include "lint/placeholders.hh"
#include "lint/stand_in.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::array<Check, 20> kChecks{{
    {"TPL-01", "placeholder-left", LintLevel::Error, "policy",
     "a placeholder was not filled in",
     "Guests read the name of a variable where a value belongs, and programs "
     "take it for the value.",
     "Fill the template in before sending; lint a template with --template "
     "yes."},
    {"TPL-02", "variable-mismatch", LintLevel::Warning, "policy",
     "a placeholder has no variable, or a variable no placeholder",
     "One of the two is misspelt, and the mail goes out with a gap.",
     "Use the same names in the template and where its values come from."},
    {"TPL-03", "placeholder-in-structure", LintLevel::Error, "policy",
     "a placeholder stands where a fixed word belongs",
     "Whether the result is a message at all depends on what is filled in, and "
     "nobody can check that ahead.",
     "Write the word out; make a template for each method."},
    {"TPL-04", "fixed-identity", LintLevel::Error,
     "RFC 5545 3.8.4.7; RFC 5322 3.6.4",
     "an identifier or a time stamp is the same in each mail of a template",
     "Every new invitation overwrites the one before in the guests' "
     "calendars.",
     "Fill it in.", Mending::None, "", "copied samples"},
    {"TPL-05", "uid-of-the-mail", LintLevel::Warning, "policy",
     "the UID is made of who gets the mail or when it is sent",
     "An update has another UID than the invitation, so that guests end up "
     "with both.",
     "Make the UID of what names the event in your own records."},
    {"TPL-06", "text-not-escaped", LintLevel::Warning, "RFC 5545 3.3.11",
     "what is filled into a text is not escaped",
     "A line break, comma or semicolon in the value ends it early, and what "
     "follows can add properties of its own.",
     "Pass the value through an escape filter for calendars.", Mending::None,
     "", "most hand-made templates"},
    {"TPL-07", "header-not-encoded", LintLevel::Warning,
     "RFC 5322 2.2; RFC 2047",
     "what is filled into a header field is not encoded",
     "Letters beyond ASCII arrive garbled, and a line break in the value adds "
     "header fields.",
     "Pass the value through a filter that makes encoded words."},
    {"TPL-08", "parameter-not-quoted", LintLevel::Warning, "RFC 5545 3.1.1",
     "what is filled into a parameter is not in quotes",
     "A name with a comma, semicolon or colon breaks the line apart.",
     "Put the placeholder in double quotes.", Mending::Safe, "",
     "most hand-made templates"},
    {"TPL-09", "indented-calendar", LintLevel::Error, "RFC 5545 3.1",
     "the lines of the calendar are indented",
     "An indented line continues the one before it, so that readers see one "
     "long line and no event.",
     "Take the indentation away.", Mending::Safe, "5545-008",
     "calendars in indented string literals"},
    {"TPL-10", "dashed-date", LintLevel::Error, "RFC 5545 3.3.5",
     "a date is filled in with dashes and colons",
     "Calendars take dates of digits only; the event has no readable time.",
     "Print the time as 20301231T235900Z.", Mending::None, "",
     "templates that use toISOString() or isoformat()"},
    {"TPL-11", "placeholder-in-base64", LintLevel::Error, "RFC 2045 6.8",
     "a placeholder stands within base64",
     "What is filled in is decoded as if it were base64 and arrives as "
     "noise.",
     "Fill in first, encode then."},
    {"TPL-12", "branch-drops-required", LintLevel::Warning, "RFC 3676; policy",
     "a branch of the template leaves a required property out",
     "Some of the mails made from the template are broken, and the others "
     "hide it.",
     "Take the property out of the block, or add it to the other branch."},
    {"TPL-13", "foreign-prodid", LintLevel::Warning, "policy",
     "PRODID names the product of somebody else",
     "Programs that work around the faults of that product misread a calendar "
     "that does not have them; filters take it for a forgery.",
     "Name your own product.", Mending::None, "", "copied samples"},
    {"TPL-14", "sample-text-left", LintLevel::Warning, "policy",
     "text of a sample was left in",
     "It goes out with every mail; answers go to an address that is nobody's.",
     "Put your own text or a placeholder there.", Mending::None, "",
     "copied samples"},
    {"TPL-15", "transport-field", LintLevel::Warning, "policy",
     "a field that servers add on the way stands in the template",
     "It tells a way that the mail never went, which filters hold against "
     "it, and a signature in it never fits.",
     "Take the field out.", Mending::Safe, "", "pasted mails"},
    {"TPL-16", "start-in-the-past", LintLevel::Warning, "policy",
     "the start is a fixed date that has passed",
     "Each mail invites to an event that is over.", "Fill the date in."},
    {"TPL-17", "two-calendar-texts", LintLevel::Warning, "CC/R 18003 A.1",
     "text/calendar and its .ics copy are written out twice",
     "A change to one of them is forgotten in the other, and clients show "
     "different events.",
     "Use one partial for both."},
    {"TPL-18", "fixed-zone", LintLevel::Warning, "RFC 5545 3.6.5",
     "TZID is filled in but the VTIMEZONE is always the same",
     "For every other zone the definition is missing, and the event moves by "
     "hours.",
     "Fill in the zone's definition, or send times in UTC."},
    {"TPL-19", "mixed-placeholders", LintLevel::Note, "policy",
     "placeholders of several template languages stand in one file",
     "Those that the program does not know are sent as they are.",
     "Use one language."},
    {"TPL-20", "stored-with-lf", LintLevel::Warning, "RFC 5545 3.1",
     "the calendar's lines end in LF in the file it is sent from",
     "What is attached as it is stored, or encoded, is not converted on the "
     "way.",
     "Store it with CRLF; tell git so in .gitattributes.", Mending::Safe,
     "5545-003/part", "git checkouts"},
}};

// Marks that a finished text may well hold.
bool is_plain_text_mark(PlaceholderStyle style) {
  return style == PlaceholderStyle::Percent ||
         style == PlaceholderStyle::Square ||
         style == PlaceholderStyle::Underscores ||
         style == PlaceholderStyle::Hash;
}

// Text of the input, decoded, and how it leads back.
struct SearchedText {
  std::string_view text;
  int part = -1;
  std::string property;
  bool is_prose = false;
};

template <typename Raw>
void search(const SearchedText& where, Raw raw, LintLog& log) {
  constexpr std::size_t kMost = 100;
  constexpr std::size_t kShown = 60;
  for (const Placeholder& one : find_placeholders(where.text, kMost)) {
    if (where.is_prose && is_plain_text_mark(one.style)) continue;
    const Span span = raw(one.span);
    log.add(template_check("placeholder-left"),
            {where.part, where.property, span},
            fmt::format(
                "\"{}\" was not filled in",
                truncated(to_valid_utf8(slice(where.text, one.span)), kShown)));
  }
}

}  // namespace

const Check& template_check(std::string_view slug) {
  for (const Check& check : kChecks)
    if (check.slug == slug) return check;
  assert(false);
  return kChecks.front();
}

namespace {

void check_left_placeholders(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  for (const CalendarPart& calendar : subject.calendars)
    search(
        {*calendar.text, calendar.part, "", false},
        [&](Span span) { return calendar.raw(span); }, log);
  for (int index : own_parts(subject)) {
    const Part& part = part_at(subject, index);
    for (const Header& header : part.headers)
      search(
          {header.value, index, header.name + ':',
           !is_header_field(ascii_upper(header.name))},
          [&](Span span) {
            return Span{header.value_span.begin + span.begin,
                        header.value_span.begin + span.end};
          },
          log);
    if (part.analysed && part.carrier == Carrier::None)
      search(
          {part.content, index, "", true},
          [&](Span span) { return part.content_map.base(span); }, log);
  }
}

void run(const LintInput& input, LintLog& log) {
  if (input.rendering != nullptr)
    check_rendering(input, log);
  else if (input.form != nullptr)
    check_template_text(input, log);
  else
    check_left_placeholders(input, log);
}

}  // namespace

constexpr CheckFamily kFamilyTemplate{"TPL", "templates", kChecks, run};

}  // namespace calspam
