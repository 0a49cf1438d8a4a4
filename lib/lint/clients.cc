// SPDX-License-Identifier: MIT
#include "lint/clients.hh"

#include <algorithm>
#include <array>

#include "lint/mime_shape.hh"

namespace calspam {
namespace {

enum Family { kInvitations, kFiles, kHtml, kLastAlternative, kText };

constexpr std::array<ClientFamily, 5> kFamilies{{
    {"invitations", "text/calendar with a method",
     "Gmail, Outlook, Apple Mail, Thunderbird"},
    {"files", "application/ics",
     "older mail programs that hand files to a calendar"},
    {"html", "HTML, no calendar", "web mail of small providers"},
    {"last-alternative", "the last alternative",
     "strict readers of RFC 2046 5.1.4"},
    {"text", "plain text", "mutt, screen readers, watches"},
}};

/// What there is to see in a message, by part.
class Parts {
 public:
  explicit Parts(const Subject& subject)
      : subject_(subject), shape_(subject.message) {}

  const MimeShape& shape() const { return shape_; }
  std::string path(int part) const {
    return part < 0 ? "" : shape_.part(part).path;
  }
  // The first body of that type that is no attachment, or -1.
  int body(std::string_view subtype) const {
    return first([&](int part) {
      return shape_.part(part).type.is("text", subtype) &&
             shape_.part(part).disposition != "attachment" &&
             !shape_.is_calendar(part);
    });
  }
  int invitation() const {
    return first([&](int part) {
      return shape_.is_calendar(part) &&
             shape_.part(part).carrier == Carrier::TextCalendar &&
             shape_.part(part).type.parameter("method") != nullptr;
    });
  }
  int copy() const {
    return first([&](int part) {
      return shape_.is_calendar(part) &&
             shape_.part(part).type.is("application", "ics");
    });
  }
  bool is_alternative(int part) const {
    const int parent = shape_.part(part).parent;
    return parent >= 0 &&
           shape_.part(parent).type.is("multipart", "alternative");
  }
  // Calendar parts that are files to a client that takes `taken` itself.
  std::vector<std::string> files(int taken) const {
    std::vector<std::string> paths;
    for (const int part : shape_.parts())
      if (part != taken && shape_.is_calendar(part) && !is_alternative(part))
        paths.push_back(path(part));
    return paths;
  }
  // Whether the calendar of that part asks for an answer.
  bool asks(int part) const {
    int calendar = -1;
    for (std::size_t i = 0; i < subject_.calendars.size(); ++i) {
      const CalendarPart& one = subject_.calendars[i];
      // The events of a twin are listed with the calendar it repeats.
      if (one.part == part)
        calendar = one.twin_of < 0 ? static_cast<int>(i) : one.twin_of;
    }
    return std::ranges::any_of(subject_.events, [&](const EventRow& row) {
      return row.calendar == calendar && row.method == "REQUEST" &&
             row.event.organizer && !row.event.attendees.empty();
    });
  }

 private:
  template <typename Test>
  int first(Test test) const {
    for (const int part : shape_.parts())
      if (shape_.part(part).is_leaf() && test(part)) return part;
    return -1;
  }

  const Subject& subject_;
  MimeShape shape_;
};

ClientView view(Family family) {
  ClientView made;
  made.family = &kFamilies[family];
  return made;
}

int html_or_text(const Parts& parts) {
  const int html = parts.body("html");
  return html >= 0 ? html : parts.body("plain");
}

ClientView invitations(const Parts& parts) {
  ClientView made = view(kInvitations);
  const int calendar = parts.invitation();
  made.body = parts.path(html_or_text(parts));
  made.calendar = parts.path(calendar);
  made.files = parts.files(calendar);
  made.can_answer = calendar >= 0 && parts.asks(calendar);
  if (calendar < 0)
    made.note = "no such part: no invitation";
  else if (!made.can_answer)
    made.note = "the calendar asks for no answer";
  return made;
}

ClientView files(const Parts& parts) {
  ClientView made = view(kFiles);
  const int copy = parts.copy();
  made.body = parts.path(html_or_text(parts));
  made.calendar = parts.path(copy);
  made.files = parts.files(copy);
  made.can_answer = copy >= 0 && parts.asks(copy);
  if (copy < 0) made.note = "no application/ics: calendar missed";
  return made;
}

ClientView html(const Parts& parts) {
  ClientView made = view(kHtml);
  const int body = html_or_text(parts);
  made.body = parts.path(body);
  made.files = parts.files(-1);
  if (body < 0)
    made.note = "nothing to read";
  else
    made.note = "answers by links only";
  return made;
}

// RFC 2046 5.1.4: the last alternative that can be shown is the best one.
ClientView last_alternative(const Parts& parts) {
  ClientView made = view(kLastAlternative);
  int shown = html_or_text(parts);
  for (const int part : parts.shape().parts())
    if (parts.shape().part(part).is_leaf() && parts.is_alternative(part) &&
        shown >= 0 &&
        parts.shape().part(part).parent == parts.shape().part(shown).parent)
      shown = part;
  made.files = parts.files(shown);
  if (shown >= 0 && parts.shape().is_calendar(shown)) {
    made.calendar = parts.path(shown);
    made.can_answer = parts.asks(shown);
    made.note = "the calendar hides the text";
  } else {
    made.body = parts.path(shown);
    made.calendar = parts.path(parts.invitation());
    made.can_answer = !made.calendar.empty() && parts.asks(parts.invitation());
  }
  return made;
}

ClientView text(const Parts& parts) {
  ClientView made = view(kText);
  made.body = parts.path(parts.body("plain"));
  made.files = parts.files(-1);
  if (made.body.empty()) made.note = "nothing to read";
  return made;
}

}  // namespace

std::span<const ClientFamily> client_families() {
  return kFamilies;
}

std::vector<ClientView> client_views(const Subject& subject) {
  if (!subject.is_mail()) return {};
  const Parts parts(subject);
  const bool has_calendar = std::ranges::any_of(
      parts.shape().parts(),
      [&](int part) { return parts.shape().is_calendar(part); });
  if (!has_calendar) return {};
  return {invitations(parts), files(parts), html(parts),
          last_alternative(parts), text(parts)};
}

}  // namespace calspam
