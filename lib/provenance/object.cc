// SPDX-License-Identifier: MIT
#include "provenance/object.hh"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "mail/trace.hh"
#include "provenance/words.hh"
#include "util/hash.hh"

namespace calspam {
namespace {

constexpr std::int64_t kHour = 3'600;

// Methods whose sender writes DTSTAMP and the mail in one go (RFC 5545
// 3.8.7.2).
bool is_scheduling(std::string_view method) {
  for (const std::string_view known : {"REQUEST", "CANCEL", "REPLY", "COUNTER",
                                       "DECLINECOUNTER", "ADD", "REFRESH"})
    if (method == known) return true;
  return false;
}

class Reader {
 public:
  Reader(const Subject& subject, const ProvenanceLimits& limits,
         ProvenanceFindings& findings)
      : subject_(subject), limits_(limits), findings_(findings) {
    if (!subject.is_mail()) return;
    const Part& root = subject.message.root();
    if (const Header* const date = root.header("Date"))
      sent_ = parse_mail_date(date->value);
    message_id_ = trimmed(root.header_text("Message-ID"));
  }

  CalendarObject read(const EventRow& row);
  void judge(const CalendarObject& object, int index);

 private:
  const CalendarPart& part_of(const EventRow& row) const {
    return subject_.calendars[static_cast<std::size_t>(row.calendar)];
  }
  std::string text(std::string_view value) const {
    return recorded_text(value, limits_);
  }
  std::string path_of(int calendar) const;
  void read_people(const Event& event, CalendarObject& object);
  void read_extensions(const EventRow& row, CalendarObject& object);
  void read_clocks(const Event& event, CalendarObject& object);
  void read_copies(const EventRow& row, CalendarObject& object);
  void read_digests(const EventRow& row, CalendarObject& object);
  void add_clock(CalendarObject& object, std::string source, std::string kind,
                 Instant time);
  void add(std::string_view id, std::string detail, int object) {
    findings_.push_back(
        {&provenance_finding_kind(id), text(detail), -1, object, {}});
  }
  void judge_clocks(const CalendarObject& object, int index);

  const Subject& subject_;
  const ProvenanceLimits& limits_;
  ProvenanceFindings& findings_;
  std::optional<Instant> sent_;
  std::string message_id_;
};

std::string Reader::path_of(int calendar) const {
  const int part = subject_.calendars[static_cast<std::size_t>(calendar)].part;
  if (part < 0) return "";
  return subject_.message.parts[static_cast<std::size_t>(part)].path;
}

void Reader::read_people(const Event& event, CalendarObject& object) {
  if (event.organizer) {
    const Participant& organizer = *event.organizer;
    object.organizer = text(organizer.address);
    object.organizer_name = text(organizer.common_name);
    object.organizer_uri = text(organizer.uri);
    object.sent_by = text(organizer.sent_by);
    object.email = text(organizer.email);
  }
  object.attendee_count = event.attendee_count;
  for (const Participant& attendee : event.attendees) {
    if (object.attendees.size() == limits_.recipients) break;
    const std::string& who =
        attendee.address.empty() ? attendee.uri : attendee.address;
    object.attendees.push_back(text(who));
  }
}

void Reader::read_extensions(const EventRow& row, CalendarObject& object) {
  const auto keep = [&](std::string name, const std::string& value) {
    if (++object.extension_count <= limits_.extensions)
      object.extensions.emplace_back(text(name), text(value));
  };
  const auto keep_parameters = [&](const Property& property) {
    for (const PropertyParameter& parameter : property.parameters)
      if (starts_ignoring_case(parameter.name, "X-"))
        keep(property.name + ';' + ascii_upper(parameter.name),
             parameter.value());
  };
  const Component& root =
      part_of(row).calendar.components[static_cast<std::size_t>(row.root)];
  for (const Component* component : {&root, row.event.component})
    for (const Property& property : component->properties)
      if (property.name.starts_with("X-")) keep(property.name, property.value);
  for (const std::string_view name : {"ORGANIZER", "ATTENDEE"})
    if (const Property* const property = row.event.component->property(name))
      keep_parameters(*property);
}

void Reader::add_clock(CalendarObject& object, std::string source,
                       std::string kind, Instant time) {
  ObjectClock clock{std::move(source), std::move(kind), time, {}};
  if (sent_) clock.before_mail = *sent_ - time;
  object.clocks.push_back(std::move(clock));
}

void Reader::read_clocks(const Event& event, CalendarObject& object) {
  const auto stamp = [&](const char* name,
                         const std::optional<CalendarTime>& time) {
    if (time) add_clock(object, name, "stamp", time->instant);
  };
  stamp("DTSTAMP", event.dtstamp);
  stamp("CREATED", event.created);
  stamp("LAST-MODIFIED", event.last_modified);
  if (const auto id = read_global_object_id(event.uid)) {
    object.exchange = *id;
    object.exchange.foreign_uid = text(object.exchange.foreign_uid);
    object.has_exchange = true;
  }
  if (const auto clock = identifier_clock(event.uid))
    add_clock(object, "UID", clock->kind, clock->time);
  if (event.sequence)
    if (const auto clock = unix_clock(*event.sequence))
      add_clock(object, "SEQUENCE", clock->kind, clock->time);
  if (const auto clock = identifier_clock(message_id_))
    add_clock(object, "Message-ID", clock->kind, clock->time);
}

void Reader::read_copies(const EventRow& row, CalendarObject& object) {
  const auto keep = [&](int calendar, bool same) {
    if (++object.copy_count <= limits_.parts)
      object.copies.push_back({path_of(calendar), same});
  };
  for (std::size_t i = 0; i < subject_.calendars.size(); ++i)
    if (subject_.calendars[i].twin_of == row.calendar)
      keep(static_cast<int>(i), true);
  for (const EventRow& other : subject_.events)
    if (other.calendar != row.calendar && other.event.uid == row.event.uid &&
        other.event.recurrence_id == row.event.recurrence_id)
      keep(other.calendar, false);
}

void Reader::read_digests(const EventRow& row, CalendarObject& object) {
  const Calendar& calendar = part_of(row).calendar;
  const auto index =
      static_cast<int>(row.event.component - calendar.components.data());
  object.event_sha256 = sha256(canonical_object(calendar, index, false));
  object.campaign_sha256 = sha256(canonical_object(calendar, index, true));
}

CalendarObject Reader::read(const EventRow& row) {
  CalendarObject object;
  const Event& event = row.event;
  object.part = path_of(row.calendar);
  object.component = text(event.kind);
  object.method = text(row.method);
  object.uid = text(event.uid);
  object.recurrence_id = text(event.recurrence_id);
  object.summary = text(event.summary);
  object.sequence = event.sequence;
  const Component& component = *event.component;
  object.dtstamp = text(component.text("DTSTAMP"));
  object.created = text(component.text("CREATED"));
  object.last_modified = text(component.text("LAST-MODIFIED"));
  if (event.start) object.start = text(event.start->text());
  object.prodid = text(
      part_of(row).calendar.components[static_cast<std::size_t>(row.root)].text(
          "PRODID"));
  read_people(event, object);
  read_extensions(row, object);
  read_clocks(event, object);
  read_copies(row, object);
  read_digests(row, object);
  return object;
}

const ObjectClock* clock_of(const CalendarObject& object,
                            std::string_view source) {
  for (const ObjectClock& clock : object.clocks)
    if (clock.source == source) return &clock;
  return nullptr;
}

bool are_far(Instant a, Instant b) {
  return a - b > kDay || b - a > kDay;
}

// An update of an old event has an old UID and a new DTSTAMP. A first
// invitation whose UID, DTSTAMP and Date each lie days from the others has
// been put together from a template.
void Reader::judge_clocks(const CalendarObject& object, int index) {
  if (!sent_) return;
  const ObjectClock* const stamp = clock_of(object, "DTSTAMP");
  const ObjectClock* const uid = clock_of(object, "UID");
  const ObjectClock* const created = clock_of(object, "CREATED");
  if (stamp != nullptr && is_scheduling(object.method) &&
      std::abs(*stamp->before_mail) > kHour)
    add("stamp-stale",
        fmt::format("DTSTAMP {} is {} {} Date", iso_instant(stamp->time),
                    duration_words(*stamp->before_mail),
                    *stamp->before_mail > 0 ? "before" : "after"),
        index);
  if (uid != nullptr) {
    const bool later = *uid->before_mail < -kDay;
    const bool three =
        stamp != nullptr && object.sequence.value_or(0) == 0 &&
        object.method == "REQUEST" && are_far(uid->time, stamp->time) &&
        are_far(uid->time, *sent_) && are_far(stamp->time, *sent_);
    if (later || three)
      add("clocks-disagree",
          fmt::format("UID was made {}, DTSTAMP is {}, Date {}",
                      iso_instant(uid->time),
                      stamp == nullptr ? "missing" : iso_instant(stamp->time),
                      iso_instant(*sent_)),
          index);
  }
  constexpr std::int64_t kSoon = 15;
  if (created != nullptr && object.method == "REQUEST" &&
      *created->before_mail >= 0 && *created->before_mail <= kSoon)
    add("created-just-before",
        fmt::format("CREATED {} before Date",
                    duration_words(*created->before_mail)),
        index);
}

void Reader::judge(const CalendarObject& object, int index) {
  judge_clocks(object, index);
  constexpr std::int64_t kManyRevisions = 20;
  if (object.sequence && *object.sequence > kManyRevisions &&
      object.method == "REQUEST" && !unix_clock(*object.sequence))
    add("sequence-high", fmt::format("SEQUENCE {}", *object.sequence), index);
  if (!object.organizer_uri.empty() &&
      !starts_ignoring_case(object.organizer_uri, "mailto:"))
    add("organizer-malformed", fmt::format("\"{}\"", object.organizer_uri),
        index);
  for (const ObjectCopy& copy : object.copies)
    if (!copy.same && copy.part > object.part)
      add("copies-differ",
          fmt::format("part {} and part {}", object.part, copy.part), index);
}

}  // namespace

std::vector<CalendarObject> calendar_objects(const Subject& subject,
                                             const ProvenanceLimits& limits,
                                             ProvenanceFindings& findings) {
  std::vector<CalendarObject> objects;
  Reader reader(subject, limits, findings);
  for (const EventRow& row : subject.events) {
    if (objects.size() == limits.objects) break;
    objects.push_back(reader.read(row));
    reader.judge(objects.back(), static_cast<int>(objects.size()) - 1);
  }
  return objects;
}

}  // namespace calspam
