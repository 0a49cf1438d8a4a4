// SPDX-License-Identifier: MIT
#include "store/recorder.hh"

#include "store/trait.hh"

namespace calspam {
namespace {

constexpr std::string_view kAddSource =
    "INSERT INTO source(sha256, size, mail, at, seen, channel, explain, level,"
    " score, tool, rules, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
    " ?10, ?11, iif(json_valid(?12), ?12, '')) ON CONFLICT DO NOTHING";
constexpr std::string_view kFindSource =
    "SELECT id FROM source WHERE sha256 = ?1";
constexpr std::string_view kAddPlace =
    "INSERT INTO place VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
constexpr std::string_view kAddMessage =
    "INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
    " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";
constexpr std::string_view kFindEvent =
    "SELECT id FROM event WHERE uid = ?1 AND recurrence_id = ?2 AND"
    " ifnull(sequence, -1) = ifnull(?3, -1) AND organizer = ?4";
constexpr std::string_view kAddEvent =
    "INSERT INTO event(uid, recurrence_id, sequence, organizer)"
    " VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view kAddSighting =
    "INSERT INTO sighting(source, event, part, component, method, summary,"
    " start, dtstamp, prodid, sent_by, event_sha256, campaign_sha256)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    " ON CONFLICT DO NOTHING";
constexpr std::string_view kFindName =
    "SELECT id FROM name WHERE kind = ?1 AND value = ?2";
constexpr std::string_view kAddName =
    "INSERT INTO name(kind, value) VALUES (?1, ?2)";
constexpr std::string_view kAddTrait =
    "INSERT INTO trait VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
constexpr std::string_view kAddRecipient =
    "INSERT INTO recipient VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";

// Writes one sighting: a stroke for each table.
class Recorder {
 public:
  Recorder(StoreState& state, const Sighting& sighting, Instant now)
      : state_(state),
        database_(state.database),
        sighting_(sighting),
        now_(now),
        at_(sighting.message.arrival.value_or(now)) {}

  bool record() {
    const bool added = source();
    place();
    if (!added) return false;
    if (sighting_.is_mail) message();
    for (const SightedEvent& each : sighting_.events) event(each);
    for (const Trait& trait : stored_traits(sighting_))
      statement(kAddTrait)
          .number(name(static_cast<std::int64_t>(trait.kind), trait.value))
          .number(at_)
          .number(source_)
          .finish();
    for (const SightedRecipient& each : sighting_.recipients) recipient(each);
    return true;
  }

 private:
  Statement& statement(std::string_view sql) { return state_.prepared(sql); }

  // The number that a statement finds, 0 for none.
  static std::int64_t found(Statement& find) {
    const std::int64_t number = find.step() ? find.take_number() : 0;
    find.reset();
    return number;
  }

  bool source() {
    const std::string hash = bytes_of_hex(sighting_.sha256);
    statement(kAddSource)
        .blob(hash)
        .number(static_cast<std::int64_t>(sighting_.size))
        .number(sighting_.is_mail ? 1 : 0)
        .number(at_)
        .number(now_)
        .text(sighting_.channel)
        .text(sighting_.explain)
        .text(sighting_.level)
        .real(sighting_.score)
        .text(sighting_.tool)
        .text(sighting_.rules)
        .text(sighting_.record)
        .finish();
    const bool added = database_.changes() > 0;
    source_ =
        added ? database_.last_row() : found(statement(kFindSource).blob(hash));
    return added;
  }

  void place() {
    statement(kAddPlace)
        .number(source_)
        .text(sighting_.path)
        .text(sighting_.member)
        .number(static_cast<std::int64_t>(sighting_.offset))
        .number(static_cast<std::int64_t>(sighting_.index))
        .number(now_)
        .finish();
  }

  void message() {
    const SightedMessage& m = sighting_.message;
    Statement& add = statement(kAddMessage);
    add.number(source_).blob(bytes_of_hex(m.content_sha256));
    for (const std::string* text : {&m.message_id, &m.subject, &m.date})
      add.text(*text);
    add.maybe(m.arrival).number(m.arrival_claimed ? 1 : 0);
    for (const std::string* text :
         {&m.from, &m.sender, &m.reply_to, &m.return_path, &m.border_ip,
          &m.border_host, &m.border_method, &m.spf, &m.dkim, &m.dmarc, &m.arc,
          &m.verified})
      add.text(*text);
    add.finish();
  }

  std::int64_t event_number(const SightedEvent& event) {
    const std::string organizer = stored_address(event.organizer);
    const auto bind = [&](std::string_view sql) -> Statement& {
      return statement(sql)
          .text(event.uid)
          .text(event.recurrence_id)
          .maybe(event.sequence)
          .text(organizer);
    };
    const std::int64_t number = found(bind(kFindEvent));
    if (number != 0) return number;
    bind(kAddEvent).finish();
    return database_.last_row();
  }

  void event(const SightedEvent& event) {
    const std::int64_t number = event_number(event);
    Statement& add = statement(kAddSighting);
    add.number(source_).number(number);
    for (const std::string* text :
         {&event.part, &event.component, &event.method, &event.summary,
          &event.start, &event.dtstamp, &event.prodid, &event.sent_by})
      add.text(*text);
    add.blob(bytes_of_hex(event.event_sha256))
        .blob(bytes_of_hex(event.campaign_sha256))
        .finish();
  }

  void recipient(const SightedRecipient& recipient) {
    const std::string address = stored_address(recipient.address);
    if (address.empty()) return;
    const std::int64_t number = name(kRecipientKind, address);
    statement(kAddRecipient)
        .number(number)
        .number(at_)
        .number(source_)
        .text(recipient.role)
        .finish();
  }

  std::int64_t name(std::int64_t kind, const std::string& value) {
    const std::int64_t number =
        found(statement(kFindName).number(kind).text(value));
    if (number != 0) return number;
    statement(kAddName).number(kind).text(value).finish();
    return database_.last_row();
  }

  StoreState& state_;
  Database& database_;
  const Sighting& sighting_;
  Instant now_, at_;
  std::int64_t source_ = 0;
};

}  // namespace

bool record(StoreState& state, const Sighting& sighting, Instant now) {
  return Recorder(state, sighting, now).record();
}

}  // namespace calspam
