// SPDX-License-Identifier: MIT
#include "provenance/alignment.hh"

#include <fmt/format.h>

#include <algorithm>

#include "provenance/alignment_table.hh"
#include "provenance/words.hh"

namespace calspam {
namespace {

struct Identity {
  std::string_view name;
  std::vector<std::string> values;  // the one that fits best is told
};

std::string domain_part(std::string_view value) {
  return ascii_lower(value.substr(value.rfind('@') + 1));
}

bool is_one_domain(std::string_view a, std::string_view b) {
  const std::string first = domain_part(a), second = domain_part(b);
  return first == second || same_registrable(first, second);
}

std::vector<std::string> specs(const std::vector<Address>& addresses) {
  std::vector<std::string> values;
  for (const Address& address : addresses)
    if (!address.domain.empty() && values.size() < 20)
      values.push_back(address.spec());
  return values;
}

// Who speaks in the event: the organizer, or who answers one (RFC 5546 3.2.3).
Identity speaker(const CalendarObject& object) {
  if (object.method == "REPLY" || object.method == "COUNTER" ||
      object.method == "REFRESH") {
    if (object.attendees.empty()) return {"attendee", {}};
    return {"attendee", {object.attendees.front()}};
  }
  if (object.organizer.empty()) return {"organizer", {}};
  return {"organizer", {object.organizer}};
}

class Table {
 public:
  Table(const Subject& subject, const Platform& platform)
      : platform_(platform),
        is_list_(subject.message.root().header("List-Id") != nullptr ||
                 subject.message.root().header("List-Post") != nullptr) {}

  void add(const Identity& a, const Identity& b);
  std::vector<Alignment> take() { return std::move(rows_); }

 private:
  const NormalMismatch* normal(const Alignment& row) const;

  const Platform& platform_;
  bool is_list_;
  std::vector<Alignment> rows_;
};

const NormalMismatch* Table::normal(const Alignment& row) const {
  for (const NormalMismatch& known : normal_mismatches()) {
    if (known.a != row.a || known.b != row.b) continue;
    const bool applies =
        known.platform == "list" ? is_list_ : known.platform == platform_.name;
    if (!applies) continue;
    if (known.ending.empty() || ends_ignoring_case(row.a_value, known.ending) ||
        ends_ignoring_case(row.b_value, known.ending))
      return &known;
  }
  return nullptr;
}

// Of several values those two are told that come nearest to each other.
void Table::add(const Identity& a, const Identity& b) {
  if (a.values.empty() || b.values.empty()) return;
  Alignment best{std::string(a.name),
                 std::string(b.name),
                 a.values.front(),
                 b.values.front(),
                 false,
                 false,
                 false,
                 ""};
  for (const std::string& one : a.values) {
    for (const std::string& other : b.values) {
      const bool domains =
          one.find('@') == one.npos || other.find('@') == other.npos;
      const bool equal = domains ? domain_part(one) == domain_part(other)
                                 : same_ignoring_case(one, other);
      const bool same = is_one_domain(one, other);
      if (best.equal || (best.same_organisation && !equal)) continue;
      if (!equal && !same) continue;
      best.a_value = one;
      best.b_value = other;
      best.equal = equal;
      best.same_organisation = same;
    }
  }
  best.a_value = recorded_text(best.a_value);
  best.b_value = recorded_text(best.b_value);
  if (!best.same_organisation) {
    const NormalMismatch* const known = normal(best);
    best.normal = known != nullptr;
    best.why =
        known == nullptr ? "different organisations" : std::string(known->why);
  }
  rows_.push_back(std::move(best));
}

// The organizer is nobody that the mail knows.
void judge(const std::vector<Alignment>& rows, std::string_view speaker_name,
           int object, ProvenanceFindings& findings) {
  std::string who;
  for (const Alignment& row : rows) {
    if (row.a != speaker_name || row.b == "sent_by") continue;
    if (row.same_organisation || row.normal) return;
    who = row.a_value;
  }
  if (!who.empty())
    findings.push_back(
        {&provenance_finding_kind("organizer-not-aligned"),
         recorded_text(fmt::format("{} \"{}\"", speaker_name, who)),
         -1,
         object,
         {}});
}

}  // namespace

std::vector<Alignment> alignments(const Subject& subject,
                                  const Platform& platform,
                                  const std::vector<CalendarObject>& objects,
                                  ProvenanceFindings& findings) {
  if (!subject.is_mail()) return {};
  Table table(subject, platform);
  const Identity from{"from", specs(subject.from)};
  const Identity sender{"sender", specs(subject.sender)};
  const Identity reply_to{"reply_to", specs(subject.reply_to)};
  const Identity return_path{
      "return_path", subject.return_path.find('@') == std::string::npos
                         ? std::vector<std::string>()
                         : std::vector<std::string>{subject.return_path}};
  const Identity dkim{"dkim.d", subject.dkim_domains};
  // One organizer speaks in all the objects of a mail; of a mail that has
  // more, the first is told.
  const CalendarObject* const object =
      objects.empty() ? nullptr : &objects.front();
  Identity first;
  if (object != nullptr) {
    first = speaker(*object);
    const Identity sent_by{"sent_by",
                           object->sent_by.empty()
                               ? std::vector<std::string>()
                               : std::vector<std::string>{object->sent_by}};
    for (const Identity* other :
         {&from, &sender, &reply_to, &return_path, &dkim, &sent_by})
      table.add(first, *other);
    table.add(sent_by, from);
    table.add(sent_by, sender);
  }
  for (const Identity* other : {&sender, &reply_to, &return_path, &dkim})
    table.add(from, *other);
  std::vector<Alignment> rows = table.take();
  if (object != nullptr) judge(rows, first.name, 0, findings);
  return rows;
}

}  // namespace calspam
