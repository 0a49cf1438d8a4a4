// SPDX-License-Identifier: MIT
#include "report/json_provenance.hh"

#include "provenance/provenance.hh"
#include "report/json_signatures.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

void pairs(JsonText& json, std::string_view name, const Pairs& values) {
  json.objects(name, values, [](JsonText& row, const auto& pair) {
    row.member("name", pair.first);
    row.member("value", pair.second);
  });
}

void write_source(JsonText& json, const Report& report,
                  const Custody& custody) {
  json.member("kind", report.kind == RawKind::Mail ? "mail" : "calendar");
  json.member("locator", printable(report.origin.name()));
  json.member("offset", report.origin.offset);
  json.member("length", custody.size);
  json.member("sha256", custody.sha256);
  json.member("content_sha256", custody.content_sha256);
  json.objects("parts", custody.parts,
               [](JsonText& row, const PartDigest& part) {
                 row.member("path", part.path);
                 row.member("type", part.type);
                 row.member("size", part.size);
                 row.known("sha256", part.sha256);
               });
  json.member("part_count", custody.part_count);
  json.known("tool", custody.tool);
  json.known("rules", custody.rules);
}

void write_message(JsonText& json, const ProvenanceMessage& message) {
  json.known("message_id", message.message_id);
  json.known("date", message.date);
  json.moment("sent", message.sent);
  json.moment("arrival", message.arrival);
  json.member("arrival_claimed", message.arrival_claimed);
  json.known("from", message.from);
  json.known("from_name", message.from_name);
  json.known("sender", message.sender);
  json.known("reply_to", message.reply_to);
  json.known("return_path", message.return_path);
  json.known("subject", message.subject);
  json.objects("recipients", message.recipients,
               [](JsonText& row, const ProvenanceRecipient& recipient) {
                 row.member("address", recipient.address);
                 row.member("how", recipient.how);
               });
  json.member("recipient_count", message.recipient_count);
  pairs(json, "ids", message.ids);
}

void write_boundary(JsonText& json, const Path& path) {
  const Border& border = path.border;
  json.member("method", border_method_name(border.method));
  json.member("confidence", confidence_name(border.confidence));
  json.known("organisation", border.organisation);
  json.known("provider", border.provider);
  json.member("internal", border.internal);
  json.known("why", border.why);
  const PathHop* const hop = border_hop(path);
  const Received line = hop == nullptr ? Received() : hop->line;
  json.member_if(hop != nullptr, "hop", border.hop);
  json.known("ip", line.from_ip);
  json.known("helo", line.from_name);
  json.known("rdns", line.from_host);
  json.known("by", line.by);
  json.moment("at", line.time);
  json.member_if(hop != nullptr, "tls", line.tls);
  json.objects("witnesses", border.witnesses,
               [](JsonText& row, const AddressWitness& witness) {
                 row.member("field", witness.field);
                 row.member("ip", witness.ip);
                 row.member("agrees", witness.agrees);
                 row.member("trusted", witness.trusted);
               });
}

void write_origin(JsonText& json, const MailOrigin& origin) {
  json.member("submission", origin.submission == Submission::None
                                ? "unknown"
                                : submission_name(origin.submission));
  json.known("ip", origin.ip);
  json.known("account", origin.account);
  json.member_if(origin.hop >= 0, "hop", origin.hop);
  json.known("field", origin.field);
  json.member("trusted", origin.trusted);
}

void write_tls(JsonText& json, const Received& line) {
  json.known("version", line.tls_version);
  json.known("cipher", line.cipher);
}

void write_hop(JsonText& json, const PathHop& hop) {
  const Received& line = hop.line;
  json.member("zone", hop_zone_name(hop.zone));
  json.known("family", line.family);
  json.known("helo", line.from_name);
  json.known("rdns", line.from_host);
  json.known("ip", line.from_ip);
  json.known("ident", line.ident);
  json.known("by", line.by);
  json.known("by_ip", line.by_ip);
  json.known("with", line.with);
  json.object_if(line.tls, "tls", [&](JsonText& tls) { write_tls(tls, line); });
  json.member_if(line.submission != Submission::None, "submission",
                 submission_name(line.submission));
  json.known("account", line.account);
  json.known("id", line.id);
  json.known("for", line.envelope_for);
  json.known("envelope_from", line.envelope_from);
  json.moment("at", line.time);
  json.member("delay", hop.delay);
  json.member("notes", hop.notes);
  json.member("raw", hop.raw);
}

void write_hops(JsonText& json, const std::vector<PathHop>& hops) {
  std::size_t number = 0;
  json.objects("hops", hops, [&number](JsonText& row, const PathHop& hop) {
    row.member("n", number++);
    write_hop(row, hop);
  });
}

void write_path(JsonText& json, const Path& path) {
  json.object("boundary",
              [&](JsonText& inner) { write_boundary(inner, path); });
  json.member("earlier_boundaries", path.earlier_borders);
  json.object("origin",
              [&](JsonText& inner) { write_origin(inner, path.origin); });
  write_hops(json, path.hops);
  json.member("hop_count", path.hop_count);
}

void write_results(JsonText& json, const RecordedResults& results) {
  json.member("field", results.field.field);
  json.known("authserv_id", results.field.authserv_id);
  json.member("trusted", results.trusted);
  json.known("why", results.why);
  json.member("conformant", results.field.conformant);
  json.objects("methods", results.field.methods,
               [](JsonText& row, const AuthMethod& method) {
                 row.member("method", method.method);
                 row.member("result", method.result);
                 row.known("comment", method.comment);
                 pairs(row, "properties", method.properties);
               });
  json.member("method_count", results.method_count);
}

void write_authentication(JsonText& json, const Provenance& all) {
  const RecordedAuthentication& recorded = all.recorded;
  json.object("recorded", [&](JsonText& summary) {
    summary.member("spf", recorded.spf);
    summary.known("spf_domain", recorded.spf_domain);
    summary.member("dkim", recorded.dkim);
    summary.member("dkim_domains", recorded.dkim_domains);
    summary.member("dmarc", recorded.dmarc);
    summary.known("dmarc_domain", recorded.dmarc_domain);
    summary.member("arc", recorded.arc);
  });
  json.objects("results", recorded.fields, write_results);
  json.member("result_count", recorded.field_count);
  json.object("verified", [&](JsonText& verified) {
    write_signatures(verified, all.signatures);
  });
}

void write_exchange(JsonText& json, const CalendarObject& object) {
  const GlobalObjectId& id = object.exchange;
  json.moment("created", id.created);
  json.known("instance",
             id.instance
                 ? iso_instant(day_number(*id.instance) * kDay).substr(0, 10)
                 : "");
  json.known("foreign_uid", id.foreign_uid);
}

void write_organizer(JsonText& json, const CalendarObject& object) {
  json.member("uri", object.organizer_uri);
  json.known("address", object.organizer);
  json.known("name", object.organizer_name);
  json.known("sent_by", object.sent_by);
  json.known("email", object.email);
}

void write_clock(JsonText& json, const ObjectClock& clock) {
  json.member("source", clock.source);
  json.member("kind", clock.kind);
  json.member("time", iso_instant(clock.time));
  json.member("before_mail", clock.before_mail);
}

void write_object(JsonText& json, const CalendarObject& object) {
  json.known("part", object.part);
  json.member("component", object.component);
  json.known("method", object.method);
  json.known("uid", object.uid);
  json.known("recurrence_id", object.recurrence_id);
  json.member("sequence", object.sequence);
  json.known("summary", object.summary);
  json.known("start", object.start);
  json.known("dtstamp", object.dtstamp);
  json.known("created", object.created);
  json.known("last_modified", object.last_modified);
  json.known("prodid", object.prodid);
  json.object_if(!object.organizer_uri.empty(), "organizer",
                 [&](JsonText& inner) { write_organizer(inner, object); });
  json.member("attendees", object.attendees);
  json.member("attendee_count", object.attendee_count);
  pairs(json, "extensions", object.extensions);
  json.member("extension_count", object.extension_count);
  json.objects("clocks", object.clocks, write_clock);
  json.object_if(object.has_exchange, "exchange",
                 [&](JsonText& inner) { write_exchange(inner, object); });
  json.objects("copies", object.copies,
               [](JsonText& row, const ObjectCopy& copy) {
                 row.member("part", copy.part);
                 row.member("same", copy.same);
               });
  json.member("copy_count", object.copy_count);
  json.member("event_sha256", object.event_sha256);
  json.member("campaign_sha256", object.campaign_sha256);
}

void write_bounce(JsonText& json, const GoogleBounce& bounce) {
  json.member("organizer", bounce.organizer);
  json.known("recipient", bounce.recipient);
  json.known("recipient_text", bounce.recipient_text);
  json.member("shift", bounce.shift);
}

void write_platform(JsonText& json, const Platform& platform) {
  json.known("name", platform.name);
  json.member("contradicted", platform.contradicted);
  json.objects("votes", platform.votes,
               [](JsonText& row, const PlatformVote& vote) {
                 row.member("source", vote.source);
                 row.member("platform", vote.platform);
                 row.known("evidence", vote.evidence);
                 row.member("proven", vote.proven);
               });
  json.known("tenant", platform.tenant);
  json.member_if(!platform.tenant.empty(), "tenant_exact",
                 platform.tenant_exact);
  json.known("tenant_basis", platform.tenant_basis);
  json.object("account", [&](JsonText& account) {
    account.known("address", platform.account);
    account.known("basis", platform.account_basis);
    account.member("confidence", confidence_name(platform.account_confidence));
  });
  json.object_if(
      !platform.bounce.organizer.empty(), "google_bounce",
      [&](JsonText& inner) { write_bounce(inner, platform.bounce); });
}

void write_alignment(JsonText& json, const Alignment& row) {
  json.member("a", row.a);
  json.member("b", row.b);
  json.member("a_value", row.a_value);
  json.member("b_value", row.b_value);
  json.member("equal", row.equal);
  json.member("same_organisation", row.same_organisation);
  json.member("normal", row.normal);
  json.known("why", row.why);
}

void write_checkpoint(JsonText& json, const Checkpoint& point) {
  json.member("role", point.role);
  json.known("who", point.who);
  json.member("observed", point.observed);
  json.member("evidence", point.evidence);
  json.known("could", point.could);
}

void write_finding(JsonText& json, const ProvenanceFinding& finding) {
  json.member("id", finding.kind->id);
  json.member("weight", provenance_weight_name(finding.kind->weight));
  json.member("summary", finding.kind->summary);
  json.known("detail", finding.detail);
  json.member_if(finding.hop >= 0, "hop", finding.hop);
  json.member_if(finding.object >= 0, "object", finding.object);
  json.member("span", finding.span);
}

void write_insertion(JsonText& json, const Insertion& insertion) {
  json.member("channel", insertion.channel);
  json.member("confidence", confidence_name(insertion.confidence));
  json.known("why", insertion.why);
  json.known("explain", insertion.explain);
}

}  // namespace

void write_provenance(JsonText& json, const Report& report) {
  const Provenance& all = *report.provenance;
  json.member("schema", kProvenanceSchema);
  json.object("source", [&](JsonText& source) {
    write_source(source, report, all.custody);
  });
  json.object("message",
              [&](JsonText& message) { write_message(message, all.message); });
  json.object("path", [&](JsonText& path) { write_path(path, all.path); });
  json.object("authentication", [&](JsonText& authentication) {
    write_authentication(authentication, all);
  });
  json.objects("calendar", all.objects, write_object);
  json.member("calendar_count", all.object_count);
  json.object("platform", [&](JsonText& platform) {
    write_platform(platform, all.platform);
  });
  json.objects("alignment", all.alignment, write_alignment);
  json.objects("checkpoints", all.checkpoints, write_checkpoint);
  json.object("insertion", [&](JsonText& insertion) {
    write_insertion(insertion, all.insertion);
  });
  json.objects("findings", all.findings, write_finding);
  json.member("finding_count", all.finding_count);
}

std::string provenance_json(const Report& report) {
  std::string out;
  JsonText json(out);
  json.begin_object();
  if (report.provenance) write_provenance(json, report);
  json.end_object();
  return out;
}

}  // namespace calspam
