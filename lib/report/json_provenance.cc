// SPDX-License-Identifier: MIT
#include "report/json_provenance.hh"

#include <nlohmann/json.hpp>

#include "provenance/provenance.hh"
#include "report/json_signatures.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Json = nlohmann::ordered_json;

Json known(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(to_valid_utf8(text));
}
Json moment(const std::optional<Instant>& instant) {
  return instant ? Json(iso_instant(*instant)) : Json(nullptr);
}
template <typename T>
Json number(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}
Json strings(const std::vector<std::string>& values) {
  Json json = Json::array();
  for (const std::string& value : values) json.push_back(to_valid_utf8(value));
  return json;
}
template <typename T, typename Function>
Json list(const std::vector<T>& values, Function to_json) {
  Json json = Json::array();
  for (const T& value : values) json.push_back(to_json(value));
  return json;
}

Json pairs(const std::vector<std::pair<std::string, std::string>>& values) {
  return list(values, [](const auto& pair) {
    Json json;
    json["name"] = to_valid_utf8(pair.first);
    json["value"] = to_valid_utf8(pair.second);
    return json;
  });
}

Json source_json(const Report& report, const Custody& custody) {
  Json json;
  json["kind"] = report.kind == RawKind::Mail ? "mail" : "calendar";
  json["locator"] = printable(report.origin.name());
  json["offset"] = report.origin.offset;
  json["length"] = custody.size;
  json["sha256"] = custody.sha256;
  json["content_sha256"] = custody.content_sha256;
  json["parts"] = list(custody.parts, [](const PartDigest& part) {
    Json row;
    row["path"] = part.path;
    row["type"] = part.type;
    row["size"] = part.size;
    row["sha256"] = known(part.sha256);
    return row;
  });
  json["part_count"] = custody.part_count;
  json["tool"] = known(custody.tool);
  json["rules"] = known(custody.rules);
  return json;
}

Json message_json(const ProvenanceMessage& message) {
  Json json;
  json["message_id"] = known(message.message_id);
  json["date"] = known(message.date);
  json["sent"] = moment(message.sent);
  json["arrival"] = moment(message.arrival);
  json["arrival_claimed"] = message.arrival_claimed;
  json["from"] = known(message.from);
  json["from_name"] = known(message.from_name);
  json["sender"] = known(message.sender);
  json["reply_to"] = known(message.reply_to);
  json["return_path"] = known(message.return_path);
  json["subject"] = known(message.subject);
  json["recipients"] =
      list(message.recipients, [](const ProvenanceRecipient& recipient) {
        Json row;
        row["address"] = recipient.address;
        row["how"] = recipient.how;
        return row;
      });
  json["recipient_count"] = message.recipient_count;
  json["ids"] = pairs(message.ids);
  return json;
}

Json boundary_json(const Path& path) {
  const Border& border = path.border;
  Json json;
  json["method"] = border_method_name(border.method);
  json["confidence"] = confidence_name(border.confidence);
  json["organisation"] = known(border.organisation);
  json["provider"] = known(border.provider);
  json["internal"] = border.internal;
  json["why"] = known(border.why);
  const PathHop* const hop = border_hop(path);
  const Received line = hop == nullptr ? Received() : hop->line;
  json["hop"] = hop == nullptr ? Json(nullptr) : Json(border.hop);
  json["ip"] = known(line.from_ip);
  json["helo"] = known(line.from_name);
  json["rdns"] = known(line.from_host);
  json["by"] = known(line.by);
  json["at"] = moment(line.time);
  json["tls"] = hop == nullptr ? Json(nullptr) : Json(line.tls);
  json["witnesses"] = list(border.witnesses, [](const AddressWitness& witness) {
    Json row;
    row["field"] = witness.field;
    row["ip"] = witness.ip;
    row["agrees"] = witness.agrees;
    row["trusted"] = witness.trusted;
    return row;
  });
  return json;
}

Json origin_json(const MailOrigin& origin) {
  Json json;
  json["submission"] = origin.submission == Submission::None
                           ? Json("unknown")
                           : Json(submission_name(origin.submission));
  json["ip"] = known(origin.ip);
  json["account"] = known(origin.account);
  json["hop"] = origin.hop < 0 ? Json(nullptr) : Json(origin.hop);
  json["field"] = known(origin.field);
  json["trusted"] = origin.trusted;
  return json;
}

Json tls_json(const Received& line) {
  if (!line.tls) return nullptr;
  Json json;
  json["version"] = known(line.tls_version);
  json["cipher"] = known(line.cipher);
  return json;
}

Json hops_json(const std::vector<PathHop>& hops) {
  Json json = Json::array();
  for (const PathHop& hop : hops) {
    const Received& line = hop.line;
    Json row;
    row["n"] = json.size();
    row["zone"] = hop_zone_name(hop.zone);
    row["family"] = known(line.family);
    row["helo"] = known(line.from_name);
    row["rdns"] = known(line.from_host);
    row["ip"] = known(line.from_ip);
    row["ident"] = known(line.ident);
    row["by"] = known(line.by);
    row["by_ip"] = known(line.by_ip);
    row["with"] = known(line.with);
    row["tls"] = tls_json(line);
    row["submission"] = line.submission == Submission::None
                            ? Json(nullptr)
                            : Json(submission_name(line.submission));
    row["account"] = known(line.account);
    row["id"] = known(line.id);
    row["for"] = known(line.envelope_for);
    row["envelope_from"] = known(line.envelope_from);
    row["at"] = moment(line.time);
    row["delay"] = number(hop.delay);
    row["notes"] = strings(hop.notes);
    row["raw"] = hop.raw;
    json.push_back(std::move(row));
  }
  return json;
}

Json path_json(const Path& path) {
  Json json;
  json["boundary"] = boundary_json(path);
  json["earlier_boundaries"] = path.earlier_borders;
  json["origin"] = origin_json(path.origin);
  json["hops"] = hops_json(path.hops);
  json["hop_count"] = path.hop_count;
  return json;
}

Json results_json(const RecordedResults& results) {
  Json json;
  json["field"] = results.field.field;
  json["authserv_id"] = known(results.field.authserv_id);
  json["trusted"] = results.trusted;
  json["why"] = known(results.why);
  json["conformant"] = results.field.conformant;
  json["methods"] = list(results.field.methods, [](const AuthMethod& method) {
    Json row;
    row["method"] = method.method;
    row["result"] = method.result;
    row["comment"] = known(method.comment);
    row["properties"] = pairs(method.properties);
    return row;
  });
  return json;
}

Json authentication_json(const Provenance& all) {
  const RecordedAuthentication& recorded = all.recorded;
  Json json;
  Json summary;
  summary["spf"] = recorded.spf;
  summary["spf_domain"] = known(recorded.spf_domain);
  summary["dkim"] = recorded.dkim;
  summary["dkim_domains"] = strings(recorded.dkim_domains);
  summary["dmarc"] = recorded.dmarc;
  summary["dmarc_domain"] = known(recorded.dmarc_domain);
  summary["arc"] = recorded.arc;
  json["recorded"] = summary;
  json["results"] = list(recorded.fields, results_json);
  json["result_count"] = recorded.field_count;
  json["verified"] = Json::parse(signatures_json(all.signatures));
  return json;
}

Json exchange_json(const CalendarObject& object) {
  if (!object.has_exchange) return nullptr;
  const GlobalObjectId& id = object.exchange;
  Json json;
  json["created"] = moment(id.created);
  json["instance"] =
      id.instance
          ? Json(iso_instant(day_number(*id.instance) * kDay).substr(0, 10))
          : Json(nullptr);
  json["foreign_uid"] = known(id.foreign_uid);
  return json;
}

Json organizer_json(const CalendarObject& object) {
  if (object.organizer_uri.empty()) return nullptr;
  Json json;
  json["uri"] = object.organizer_uri;
  json["address"] = known(object.organizer);
  json["name"] = known(object.organizer_name);
  json["sent_by"] = known(object.sent_by);
  json["email"] = known(object.email);
  return json;
}

Json clock_json(const ObjectClock& clock) {
  Json json;
  json["source"] = clock.source;
  json["kind"] = clock.kind;
  json["time"] = iso_instant(clock.time);
  json["before_mail"] = number(clock.before_mail);
  return json;
}

Json object_json(const CalendarObject& object) {
  Json json;
  json["part"] = known(object.part);
  json["component"] = object.component;
  json["method"] = known(object.method);
  json["uid"] = known(object.uid);
  json["recurrence_id"] = known(object.recurrence_id);
  json["sequence"] = number(object.sequence);
  json["summary"] = known(object.summary);
  json["start"] = known(object.start);
  json["dtstamp"] = known(object.dtstamp);
  json["created"] = known(object.created);
  json["last_modified"] = known(object.last_modified);
  json["prodid"] = known(object.prodid);
  json["organizer"] = organizer_json(object);
  json["attendees"] = strings(object.attendees);
  json["attendee_count"] = object.attendee_count;
  json["extensions"] = pairs(object.extensions);
  json["clocks"] = list(object.clocks, clock_json);
  json["exchange"] = exchange_json(object);
  json["copies"] = list(object.copies, [](const ObjectCopy& copy) {
    Json row;
    row["part"] = copy.part;
    row["same"] = copy.same;
    return row;
  });
  json["event_sha256"] = object.event_sha256;
  json["campaign_sha256"] = object.campaign_sha256;
  return json;
}

Json bounce_json(const GoogleBounce& bounce) {
  if (bounce.organizer.empty()) return nullptr;
  Json json;
  json["organizer"] = bounce.organizer;
  json["recipient"] = known(bounce.recipient);
  json["recipient_text"] = known(bounce.recipient_text);
  json["shift"] = bounce.shift;
  return json;
}

Json platform_json(const Platform& platform) {
  Json json;
  json["name"] = known(platform.name);
  json["contradicted"] = platform.contradicted;
  json["votes"] = list(platform.votes, [](const PlatformVote& vote) {
    Json row;
    row["source"] = vote.source;
    row["platform"] = vote.platform;
    row["evidence"] = known(vote.evidence);
    row["proven"] = vote.proven;
    return row;
  });
  json["tenant"] = known(platform.tenant);
  json["tenant_exact"] =
      platform.tenant.empty() ? Json(nullptr) : Json(platform.tenant_exact);
  json["tenant_basis"] = known(platform.tenant_basis);
  Json account;
  account["address"] = known(platform.account);
  account["basis"] = known(platform.account_basis);
  account["confidence"] = confidence_name(platform.account_confidence);
  json["account"] = account;
  json["google_bounce"] = bounce_json(platform.bounce);
  return json;
}

Json alignment_json(const Alignment& row) {
  Json json;
  json["a"] = row.a;
  json["b"] = row.b;
  json["a_value"] = row.a_value;
  json["b_value"] = row.b_value;
  json["equal"] = row.equal;
  json["same_organisation"] = row.same_organisation;
  json["normal"] = row.normal;
  json["why"] = known(row.why);
  return json;
}

Json checkpoint_json(const Checkpoint& point) {
  Json json;
  json["role"] = point.role;
  json["who"] = known(point.who);
  json["observed"] = point.observed;
  json["evidence"] = strings(point.evidence);
  json["could"] = known(point.could);
  return json;
}

Json finding_json(const ProvenanceFinding& finding) {
  Json json;
  json["id"] = finding.kind->id;
  json["weight"] = provenance_weight_name(finding.kind->weight);
  json["summary"] = finding.kind->summary;
  json["detail"] = known(finding.detail);
  json["hop"] = finding.hop < 0 ? Json(nullptr) : Json(finding.hop);
  json["object"] = finding.object < 0 ? Json(nullptr) : Json(finding.object);
  if (finding.span.empty())
    json["span"] = nullptr;
  else
    json["span"] = Json::array({finding.span.begin, finding.span.end});
  return json;
}

Json insertion_json(const Insertion& insertion) {
  Json json;
  json["channel"] = insertion.channel;
  json["confidence"] = confidence_name(insertion.confidence);
  json["why"] = known(insertion.why);
  json["explain"] = known(insertion.explain);
  return json;
}

}  // namespace

std::string provenance_json(const Report& report) {
  Json json = Json::object();
  if (report.provenance) {
    const Provenance& all = *report.provenance;
    json["schema"] = kProvenanceSchema;
    json["source"] = source_json(report, all.custody);
    json["message"] = message_json(all.message);
    json["path"] = path_json(all.path);
    json["authentication"] = authentication_json(all);
    json["calendar"] = list(all.objects, object_json);
    json["calendar_count"] = all.object_count;
    json["platform"] = platform_json(all.platform);
    json["alignment"] = list(all.alignment, alignment_json);
    json["checkpoints"] = list(all.checkpoints, checkpoint_json);
    json["insertion"] = insertion_json(all.insertion);
    json["findings"] = list(all.findings, finding_json);
    json["finding_count"] = all.finding_count;
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace calspam
