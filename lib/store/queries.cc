// SPDX-License-Identifier: MIT
#include "store/queries.hh"

#include <array>

namespace calspam {
namespace query {

constinit const Query kByUid{
    "by-uid",
    "SELECT DISTINCT o.id, o.at FROM event e"
    " CROSS JOIN sighting s ON s.event = e.id"
    " CROSS JOIN source o ON o.id = s.source"
    " WHERE e.uid = ?1 ORDER BY o.at DESC, o.id DESC LIMIT ?2"};

constinit const Query kByMessageId{
    "by-message-id",
    "SELECT o.id FROM message m CROSS JOIN source o ON o.id = m.source"
    " WHERE m.message_id = ?1 ORDER BY o.at DESC, o.id DESC LIMIT ?2"};

constinit const Query kByRecipient{
    "by-recipient",
    "SELECT DISTINCT r.source, r.at FROM name n"
    " CROSS JOIN recipient r ON r.name = n.id"
    " WHERE n.kind = ?3 AND n.value = ?1"
    " ORDER BY r.at DESC, r.source DESC LIMIT ?2"};

constinit const Query kByTrait{
    "by-trait",
    "SELECT t.source FROM name n CROSS JOIN trait t ON t.name = n.id"
    " WHERE n.kind = ?3 AND n.value = ?1"
    " ORDER BY t.at DESC, t.source DESC LIMIT ?2"};

constinit const Query kByInputHash{
    "by-input-hash", "SELECT id FROM source WHERE sha256 = ?1 LIMIT ?2"};

constinit const Query kByContentHash{
    "by-content-hash",
    "SELECT o.id FROM message m CROSS JOIN source o ON o.id = m.source"
    " WHERE m.content_sha256 = ?1 ORDER BY o.at DESC, o.id DESC LIMIT ?2"};

constinit const Query kAfter{
    "after", "SELECT id FROM source WHERE id > ?1 ORDER BY id LIMIT ?2"};

constinit const Query kSource{
    "source",
    "SELECT sha256, size, mail, at, seen, channel, explain, level, score, tool,"
    " rules, record FROM source WHERE id = ?1"};

constinit const Query kPlaces{
    "places",
    "SELECT path, member, start, ordinal, seen FROM place WHERE source = ?1"
    " ORDER BY path, member, start"};

constinit const Query kMessage{
    "message",
    "SELECT content_sha256, message_id, subject, date, arrival,"
    " arrival_claimed, from_address, sender, reply_to, return_path, border_ip,"
    " border_host, border_method, spf, dkim, dmarc, arc, verified"
    " FROM message WHERE source = ?1"};

constinit const Query kEvents{
    "events",
    "SELECT e.uid, e.recurrence_id, e.sequence, e.organizer, s.part,"
    " s.component, s.method, s.summary, s.start, s.dtstamp, s.prodid,"
    " s.sent_by, s.event_sha256, s.campaign_sha256"
    " FROM sighting s CROSS JOIN event e ON e.id = s.event"
    " WHERE s.source = ?1 ORDER BY s.id"};

constinit const Query kRecipients{
    "recipients",
    "SELECT n.value, r.role FROM recipient r"
    " CROSS JOIN name n ON n.id = r.name"
    " WHERE r.source = ?1 ORDER BY r.role, n.value"};

constinit const Query kTraits{
    "traits",
    "SELECT n.kind, n.value FROM trait t CROSS JOIN name n ON n.id = t.name"
    " WHERE t.source = ?1 ORDER BY n.kind, n.value"};

constinit const Query kWho{
    "who",
    "SELECT n.value, r.role, max(r.at), count(DISTINCT r.source)"
    " FROM event e CROSS JOIN sighting s ON s.event = e.id"
    " CROSS JOIN recipient r ON r.source = s.source"
    " CROSS JOIN name n ON n.id = r.name"
    " WHERE e.uid = ?1 GROUP BY n.value, r.role"
    " ORDER BY n.value, r.role LIMIT ?2"};

constinit const Query kMailFor{
    "mail-for",
    "SELECT e.recurrence_id, e.organizer, max(o.at), count(*)"
    " FROM event e CROSS JOIN sighting s ON s.event = e.id"
    " CROSS JOIN source o ON o.id = s.source"
    " WHERE e.uid = ?1 AND o.mail = 1 GROUP BY e.recurrence_id, e.organizer"
    " ORDER BY e.recurrence_id, e.organizer LIMIT ?2"};

constinit const Query kForgetBefore{
    "forget-before",
    "INSERT OR IGNORE INTO doomed SELECT id FROM source WHERE at < ?1"
    " ORDER BY at LIMIT ?2"};

constinit const Query kForgetUser{
    "forget-user",
    "INSERT OR IGNORE INTO doomed SELECT DISTINCT r.source FROM name n"
    " CROSS JOIN recipient r ON r.name = n.id"
    " WHERE n.kind = ?3 AND n.value = ?1 LIMIT ?2"};

}  // namespace query

namespace {

constexpr std::array<const Query*, 17> kQueries{
    &query::kByUid,        &query::kByMessageId, &query::kByRecipient,
    &query::kByTrait,      &query::kByInputHash, &query::kByContentHash,
    &query::kAfter,        &query::kSource,      &query::kPlaces,
    &query::kMessage,      &query::kEvents,      &query::kRecipients,
    &query::kTraits,       &query::kWho,         &query::kMailFor,
    &query::kForgetBefore, &query::kForgetUser};

}  // namespace

std::span<const Query* const> queries() {
  return kQueries;
}

}  // namespace calspam
