// SPDX-License-Identifier: MIT
#include "store_text.hh"

#include <fmt/format.h>

#include "report/escape.hh"
#include "util/raw_message.hh"
#include "util/text.hh"

namespace calspam {
namespace {

std::string place_name(const std::string& path, const std::string& member,
                       std::uint64_t offset, std::uint64_t index) {
  Origin origin;
  origin.path = path;
  origin.member = member;
  origin.offset = offset;
  origin.index = index;
  return origin.name();
}

// "  organizer   a@b.example"; nothing where there is nothing to say.
void add_line(std::string& out, std::string_view label,
              std::string_view value) {
  if (!value.empty())
    out += fmt::format("  {:<14}{}\n", label, printable(value));
}

void add_event(std::string& out, const SightedEvent& event) {
  add_line(out, "uid", event.uid);
  add_line(out, "occurrence", event.recurrence_id);
  add_line(out, "organizer", event.organizer);
  add_line(out, "sent by", event.sent_by);
  add_line(out, "summary", event.summary);
  add_line(out, "start", event.start);
}

void add_message(std::string& out, const SightedMessage& message) {
  add_line(out, "from", message.from);
  add_line(out, "message id", message.message_id);
  add_line(out, "subject", message.subject);
  if (!message.border_ip.empty())
    add_line(out, "handed in by",
             message.border_ip + " to " + message.border_host);
  std::string recorded;
  for (const auto& [name, value] :
       {std::pair("spf", &message.spf), std::pair("dkim", &message.dkim),
        std::pair("dmarc", &message.dmarc), std::pair("arc", &message.arc)})
    if (!value->empty() && *value != "unknown")
      recorded +=
          fmt::format("{}{} {}", recorded.empty() ? "" : ", ", name, *value);
  add_line(out, "recorded", recorded);
  add_line(out, "verified", message.verified);
}

// An object of JSON while it is written.
class JsonObject {
 public:
  JsonObject& text(std::string_view name, std::string_view value) {
    return raw(name, value.empty() ? "null" : json_string(value));
  }
  JsonObject& raw(std::string_view name, std::string_view json) {
    out_ += fmt::format("{}{}:{}", out_.size() == 1 ? "" : ",",
                        json_string(name), json);
    return *this;
  }
  std::string done() const { return out_ + "}"; }

 private:
  std::string out_ = "{";
};

template <typename Items, typename Write>
std::string json_array(const Items& items, Write write) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ",";
    out += write(item);
  }
  return out + "]";
}

std::string event_json(const SightedEvent& event) {
  return JsonObject()
      .text("uid", event.uid)
      .text("recurrence_id", event.recurrence_id)
      .raw("sequence",
           event.sequence ? std::to_string(*event.sequence) : "null")
      .text("organizer", event.organizer)
      .text("sent_by", event.sent_by)
      .text("part", event.part)
      .text("component", event.component)
      .text("method", event.method)
      .text("summary", event.summary)
      .text("start", event.start)
      .text("dtstamp", event.dtstamp)
      .text("prodid", event.prodid)
      .text("event_sha256", event.event_sha256)
      .text("campaign_sha256", event.campaign_sha256)
      .done();
}

std::string message_json(const SightedMessage& message) {
  return JsonObject()
      .text("message_id", message.message_id)
      .text("content_sha256", message.content_sha256)
      .text("subject", message.subject)
      .text("date", message.date)
      .text("arrival", message.arrival ? iso_instant(*message.arrival) : "")
      .raw("arrival_claimed", message.arrival_claimed ? "true" : "false")
      .text("from", message.from)
      .text("sender", message.sender)
      .text("reply_to", message.reply_to)
      .text("return_path", message.return_path)
      .text("border_ip", message.border_ip)
      .text("border_host", message.border_host)
      .text("border_method", message.border_method)
      .text("spf", message.spf)
      .text("dkim", message.dkim)
      .text("dmarc", message.dmarc)
      .text("arc", message.arc)
      .text("verified", message.verified)
      .done();
}

std::string_view trait_name(TraitKind kind) {
  switch (kind) {
    case TraitKind::Organizer:
      return "organizer";
    case TraitKind::Ip:
      return "ip";
    case TraitKind::Dkim:
      return "dkim";
    case TraitKind::Phone:
      return "phone";
    case TraitKind::Hash:
      return "hash";
    case TraitKind::Link:
      return "link";
    case TraitKind::Host:
      return "host";
    case TraitKind::Domain:
      return "domain";
  }
  return "";
}

// Hash columns are told in hexadecimal, whatever was put there.
std::string place_json(const SightedPlace& place) {
  return JsonObject()
      .text("path", place.path)
      .text("member", place.member)
      .raw("offset", std::to_string(place.offset))
      .raw("index", std::to_string(place.index))
      .text("recorded", iso_instant(place.seen))
      .done();
}

// The worker's JSON was checked when it was recorded; between its tokens it
// may have line ends, which would break a line in two.
std::string record_json(std::string_view record) {
  if (record.empty()) return "null";
  std::string out(record);
  for (char& c : out)
    if (c == '\n' || c == '\r') c = ' ';
  return out;
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : to_valid_utf8(text)) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string sighting_text(const StoredSighting& stored) {
  const Sighting& s = stored.sighting;
  std::string out =
      fmt::format("{}  {}\n", iso_instant(stored.at),
                  printable(place_name(s.path, s.member, s.offset, s.index)));
  if (!s.explain.empty()) out += fmt::format("  {}\n", printable(s.explain));
  for (const SightedEvent& event : s.events) add_event(out, event);
  if (s.is_mail) add_message(out, s.message);
  if (s.level != "none") add_line(out, "judged", s.level);
  for (const SightedRecipient& each : s.recipients)
    add_line(out, each.role, each.address);
  add_line(out, "sha256", s.sha256);
  add_line(out, "recorded", iso_instant(stored.seen) + " by " + s.tool);
  if (stored.places.size() > 1)
    add_line(out, "also at", counted(stored.places.size() - 1, "other place"));
  return out;
}

std::string sighting_json(const StoredSighting& stored) {
  const Sighting& s = stored.sighting;
  const std::string json =
      JsonObject()
          .text("schema", "calspam.sighting/1")
          .text("sha256", s.sha256)
          .raw("size", std::to_string(s.size))
          .text("kind", s.is_mail ? "mail" : "calendar")
          .text("at", iso_instant(stored.at))
          .text("recorded", iso_instant(stored.seen))
          .raw("places", json_array(stored.places, place_json))
          .text("channel", s.channel)
          .text("explain", s.explain)
          .text("level", s.level)
          .raw("score", fmt::format("{}", s.score))
          .raw("message", s.is_mail ? message_json(s.message) : "null")
          .raw("events", json_array(s.events, event_json))
          .raw("recipients", json_array(s.recipients,
                                        [](const SightedRecipient& r) {
                                          return JsonObject()
                                              .text("address", r.address)
                                              .text("role", r.role)
                                              .done();
                                        }))
          .raw("traits", json_array(s.traits,
                                    [](const Trait& t) {
                                      return JsonObject()
                                          .text("kind", trait_name(t.kind))
                                          .text("value", t.value)
                                          .done();
                                    }))
          .text("tool", s.tool)
          .text("rules", s.rules)
          .raw("provenance", record_json(s.record))
          .done();
  return json_without_acting(json) + "\n";
}

}  // namespace calspam
