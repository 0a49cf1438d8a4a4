// SPDX-License-Identifier: MIT
// Titles, names and file names that are not what they seem.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/checks_safe_rows.hh"
#include "lint/edits.hh"
#include "lint/encoder.hh"
#include "lint/message_parts.hh"
#include "mail/words.hh"
#include "util/text.hh"
#include "util/unicode.hh"

namespace calspam {
namespace {

bool is_hiding(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x180E;
}

bool has_hidden(std::string_view text) {
  if (!has_high_byte(text)) return false;
  const Folding folding = fold(text);
  return folding.invisible > 0 || folding.bidi > 0;
}

// The text without such characters; "" where others are left.
std::string cleaned(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (!is_hiding(next_code_point(text, at)))
      out += text.substr(begin, at - begin);
  }
  return has_hidden(out) ? "" : out;
}

constexpr std::string_view kHidden = "hidden characters in {}";

void check_property(const LintInput& input, std::size_t calendar,
                    std::size_t component, std::size_t index, LintLog& log) {
  const CalendarPart& part = input.subject.calendars[calendar];
  const Property& property =
      part.calendar.components[component].properties[index];
  const bool titled = property.name == "SUMMARY" || property.name == "LOCATION";
  const std::string name = property.parameter_value("CN");
  const bool in_value = titled && has_hidden(property.value);
  if (!in_value && !has_hidden(name)) return;
  LintFinding& finding = log.add(
      safety_check("hidden-characters"), property_place(part, property),
      fmt::format(kHidden, in_value ? property.name : property.name + ";CN"));
  const std::string clean = cleaned(in_value ? property.value : name);
  if (clean.empty()) return;
  Edits edits(input);
  for (const CalendarPart* copy : with_twins(input.subject, calendar)) {
    const Property& here =
        copy->calendar.components[component].properties[index];
    if (in_value)
      edits.set_value(*copy, here, clean);
    else
      edits.set_parameter(*copy, here, "CN", clean);
  }
  finding.edits = edits.take();
}

void check_subject(const LintInput& input, LintLog& log) {
  const Header* field = input.subject.message.root().header("Subject");
  if (field == nullptr || !has_hidden(field->text())) return;
  const std::string clean = cleaned(field->text());
  LintFinding& finding =
      log.add(safety_check("hidden-characters"), header_place(0, *field),
              fmt::format(kHidden, "Subject"));
  if (!clean.empty())
    finding.edits =
        Edits(input).set_header(0, *field, encoded_words(clean)).take();
}

// Endings that tell people what a file is.
constexpr std::array<std::string_view, 27> kEndings{
    "pdf", "doc",  "docx", "xls", "xlsx", "ppt", "pptx", "txt", "rtf",
    "jpg", "jpeg", "png",  "gif", "zip",  "rar", "7z",   "htm", "html",
    "ics", "eml",  "exe",  "scr", "js",   "vbs", "bat",  "lnk", "iso"};

bool is_ending(std::string_view word) {
  return std::ranges::find(kEndings, ascii_lower(word)) != kEndings.end();
}

// "a.pdf.exe": the first dot of the two, else npos.
std::size_t inner_dot(std::string_view name) {
  const std::size_t last = name.rfind('.');
  if (last == name.npos || last == 0 || !is_ending(name.substr(last + 1)))
    return name.npos;
  const std::size_t before = name.rfind('.', last - 1);
  if (before == name.npos ||
      !is_ending(name.substr(before + 1, last - before - 1)))
    return name.npos;
  return before;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == 0x7F;
}

std::string fault_of(std::string_view name) {
  if (name.find_first_of("/\\") != name.npos) return "a path";
  if (std::ranges::any_of(name, is_control)) return "a control character";
  if (inner_dot(name) != name.npos) return "two extensions";
  return has_hidden(name) ? "hidden characters" : "";
}

std::string plain_name(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != name.npos) name.remove_prefix(slash + 1);
  std::string plain = has_hidden(name) ? cleaned(name) : std::string(name);
  std::erase_if(plain, is_control);
  for (std::size_t dot = inner_dot(plain); dot != plain.npos;
       dot = inner_dot(plain))
    plain[dot] = '-';
  return plain;
}

void check_file_name(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  const std::string fault = fault_of(part.filename);
  if (fault.empty()) return;
  const bool hidden = fault == "hidden characters";
  const auto field =
      parameter_field(input.subject, part, "Content-Disposition");
  const bool disposed = field && !field->values("filename").empty();
  LintFinding& finding =
      log.add(hidden ? safety_check("hidden-characters")
                     : safety_check("file-name-misleads"),
              header_place(input.subject, index,
                           disposed ? "Content-Disposition" : "Content-Type"),
              fmt::format("{} in the file name \"{}\"", fault, part.filename));
  const std::string plain = plain_name(part.filename);
  if (plain.empty()) return;
  Edits edits(input);
  if (disposed)
    edits.set_header_parameter(index, "Content-Disposition", "filename", plain);
  if (part.type.parameter("name") != nullptr)
    edits.set_header_parameter(index, "Content-Type", "name", plain);
  finding.edits = edits.take();
}

// A name that is a mail address and nothing else; "" for others.
std::string_view address_in(std::string_view name) {
  name = trimmed(name);
  while (!name.empty() &&
         std::string_view("'\"<").find(name.front()) != std::string_view::npos)
    name.remove_prefix(1);
  while (!name.empty() &&
         std::string_view("'\">").find(name.back()) != std::string_view::npos)
    name.remove_suffix(1);
  const std::size_t at = name.find('@');
  const bool address = at != name.npos && at > 0 &&
                       name.find('@', at + 1) == name.npos &&
                       name.find('.', at) != name.npos &&
                       name.find_first_of(" \t,;") == name.npos;
  return address ? name : std::string_view{};
}

void check_display_names(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  const auto header = [&](const std::vector<Address>& addresses,
                          std::string_view field) {
    for (const Address& address : addresses) {
      const std::string_view shown = address_in(address.display_name);
      if (shown.empty() || address.domain.empty() ||
          same_mailbox(shown, address.spec()))
        continue;
      log.add(safety_check("name-is-other-address"),
              header_place(subject, 0, field),
              fmt::format("\"{}\" shows as \"{}\"", address.spec(), shown));
    }
  };
  if (!subject.is_mail()) return;
  header(subject.from, "From");
  header(subject.sender, "Sender");
  header(subject.reply_to, "Reply-To");
}

void check_participants(const LintInput& input, const EventRow& row,
                        LintLog& log) {
  const CalendarPart& calendar =
      input.subject.calendars[static_cast<std::size_t>(row.calendar)];
  const auto speak = [&](const Participant& person) {
    const std::string_view shown = address_in(person.common_name);
    if (shown.empty() || person.address.empty() ||
        same_mailbox(shown, person.address) ||
        same_mailbox(shown, person.email))
      return;
    log.add(safety_check("name-is-other-address"),
            property_place(calendar, *person.property),
            fmt::format("\"{}\" shows as \"{}\"", person.address, shown));
  };
  if (row.event.organizer) speak(*row.event.organizer);
  std::ranges::for_each(row.event.attendees, speak);
}

}  // namespace

void check_safety_of_names(const LintInput& input, LintLog& log) {
  const Subject& subject = input.subject;
  for (std::size_t c = 0; c < subject.calendars.size(); ++c) {
    if (subject.calendars[c].twin_of >= 0) continue;
    const auto& components = subject.calendars[c].calendar.components;
    for (std::size_t i = 0; i < components.size(); ++i)
      for (std::size_t p = 0; p < components[i].properties.size(); ++p)
        check_property(input, c, i, p, log);
  }
  if (subject.is_mail()) check_subject(input, log);
  for (int index : own_parts(subject)) check_file_name(input, index, log);
  check_display_names(input, log);
  for (const EventRow& row : subject.events)
    check_participants(input, row, log);
}

}  // namespace calspam
