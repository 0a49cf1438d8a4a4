// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/calendar_values.hh"
#include "lint/checks_interop.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "util/text.hh"

namespace calspam {

namespace {

class MailCheck {
 public:
  MailCheck(const LintInput& input, LintLog& log)
      : input_(input),
        subject_(input.subject),
        log_(log),
        parts_(own_parts(subject_)) {}

  void run() {
    for (int part : parts_)
      if (is_text_calendar(part_at(subject_, part))) calendars_.push_back(part);
    for (const CalendarPart& calendar : subject_.calendars)
      for (const Component& component : calendar.calendar.components)
        if (component.name == "VCALENDAR")
          methods_.insert(ascii_upper(trimmed(component.text("METHOD"))));
    check_html();
    for (int part : calendars_) check_calendar(part);
    check_copies();
    check_recipients();
    check_pose();
  }

 private:
  LintFinding& add(std::string_view id, Place where, std::string message) {
    return log_.add(interop_check(id), std::move(where), std::move(message));
  }

  void check_html() {
    if (calendars_.empty() || !methods_.contains("REQUEST")) return;
    const bool html = std::ranges::any_of(parts_, [&](int part) {
      return part_at(subject_, part).type.is("text", "html");
    });
    if (!html)
      add("INTEROP-02", part_place(subject_, calendars_.front()),
          "no HTML text beside the invitation");
  }

  void check_calendar(int index) {
    const Part& part = part_at(subject_, index);
    check_disposition(index, part);
    if (part.encoding == TransferEncoding::QuotedPrintable)
      add("INTEROP-05",
          header_place(subject_, index, "Content-Transfer-Encoding"),
          "the calendar is quoted-printable")
          .edits =
          Edits(input_).set_encoding(index, TransferEncoding::Base64).take();
    if (const Header* hash = part.header("Content-MD5"))
      add("INTEROP-19", header_place(index, *hash),
          "a hash of the calendar text")
          .edits = Edits(input_).remove_header(index, *hash).take();
    const int alternative = enclosing(subject_, index, "multipart/alternative");
    if (alternative >= 0) check_alternative(index, alternative);
  }

  void check_disposition(int index, const Part& part) {
    const Header* disposition = part.header("Content-Disposition");
    if (disposition == nullptr) return;
    const bool invites =
        part.type.parameter("method") != nullptr ||
        (calendars_.size() == 1 && methods_.contains("REQUEST"));
    if (part.disposition == "attachment" && invites &&
        index == calendars_.front()) {
      std::string value(trimmed(disposition->value));
      const std::size_t end = std::min(value.find(';'), value.size());
      value.replace(0, end, "inline");
      add("INTEROP-03", header_place(index, *disposition),
          "the invitation is an attachment")
          .edits = Edits(input_).set_header(index, *disposition, value).take();
    }
    const Header* id = part.header("Content-ID");
    if (part.disposition == "inline" && id != nullptr)
      add("INTEROP-04", header_place(index, *disposition),
          "the calendar is inline and has a Content-ID")
          .edits = Edits(input_)
                       .remove_header(index, *disposition)
                       .remove_header(index, *id)
                       .take();
  }

  void check_alternative(int index, int alternative) {
    const bool more = std::ranges::any_of(
        strict_children(subject_, alternative), [&](int child) {
          const Part& part = part_at(subject_, child);
          return child != index && (part.type.is("multipart", "related") ||
                                    part.disposition == "attachment");
        });
    add(more ? "INTEROP-11" : "INTEROP-12", part_place(subject_, index),
        more ? "related parts or attachments stand beside the calendar"
             : "the calendar is one of the alternatives");
  }

  void check_copies() {
    if (calendars_.empty()) return;
    for (int index : parts_) {
      const Part& part = part_at(subject_, index);
      const bool other = part.type.is("application", "octet-stream") ||
                         part.type.is("text", "plain");
      if (!other || part.carrier == Carrier::None) continue;
      LintFinding& finding =
          add("INTEROP-22", header_place(subject_, index, "Content-Type"),
              fmt::format("the .ics copy is {}", part.type.name()));
      const Header* type = part.header("Content-Type");
      if (type == nullptr) continue;
      std::string value(trimmed(type->value));
      value.replace(0, std::min(value.find(';'), value.size()),
                    "application/ics");
      finding.edits = Edits(input_).set_header(index, *type, value).take();
    }
  }

  std::set<std::string> addresses(std::string_view header) const {
    std::set<std::string> out;
    for (const Header* field : subject_.message.root().all_headers(header))
      for (const Address& address :
           parse_addresses(field->value, *subject_.limits))
        out.insert(mailbox_key(address.spec()));
    return out;
  }

  // Attendees in Cc or Bcc, and none in To.
  void check_recipients() {
    if (!methods_.contains("REQUEST")) return;
    std::set<std::string> invited;
    for (const EventRow& row : subject_.events) {
      if (row.method != "REQUEST") continue;
      const std::string organizer =
          row.event.organizer ? mailbox_key(row.event.organizer->uri) : "";
      for (const Participant& person : row.event.attendees)
        if (const std::string key = mailbox_key(person.uri); key != organizer)
          invited.insert(key);
    }
    const auto any = [&](std::string_view header) {
      return std::ranges::any_of(addresses(header), [&](const auto& address) {
        return invited.contains(address);
      });
    };
    if (invited.empty() || any("To")) return;
    for (std::string_view header : {"Cc", "Bcc"})
      if (any(header)) {
        add("INTEROP-13", header_place(subject_, 0, header),
            fmt::format("the attendees are in {} only", header));
        return;
      }
  }

  bool is_microsoft() const {
    for (const CalendarPart& calendar : subject_.calendars)
      for (const Component& component : calendar.calendar.components)
        if (component.name == "VCALENDAR" &&
            find_ignoring_case(component.text("PRODID"), "microsoft") !=
                std::string::npos)
          return true;
    return false;
  }

  void pose(const Header& header) {
    add("INTEROP-20", header_place(0, header),
        fmt::format("{} says that Outlook wrote this", header.name))
        .edits = Edits(input_).remove_header(0, header).take();
  }

  void check_pose() {
    if (calendars_.empty() || is_microsoft()) return;
    const Part& root = subject_.message.root();
    const Header* kind = root.header("Content-Class");
    if (kind != nullptr &&
        find_ignoring_case(kind->value, "calendarmessage") != std::string::npos)
      pose(*kind);
    for (std::string_view name : {"X-Mailer", "User-Agent"})
      if (const Header* header = root.header(name);
          header != nullptr &&
          find_ignoring_case(header->value, "Microsoft Outlook") !=
              std::string::npos)
        pose(*header);
  }

  const LintInput& input_;
  const Subject& subject_;
  LintLog& log_;
  const std::vector<int> parts_;
  std::vector<int> calendars_;
  std::set<std::string> methods_;
};

}  // namespace

void check_interop_mail(const LintInput& input, LintLog& log) {
  MailCheck(input, log).run();
}

}  // namespace calspam
