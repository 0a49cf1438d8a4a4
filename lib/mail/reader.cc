// SPDX-License-Identifier: MIT
#include "mail/reader.hh"

#include <algorithm>

#include "mail/anomalies.hh"
#include "mail/carrier.hh"
#include "mail/header_field.hh"
#include "mail/transfer.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// Some senders forget the empty line, and the whole calendar stands in the
// header of its part (James' ICSSanitizer was written for them). It ends with
// its END field, or with the part.
Span calendar_in_header(const HeaderBlock& block, Span region) {
  const auto is_line = [](const Header& field, std::string_view name) {
    return same_ignoring_case(field.name, name) &&
           same_ignoring_case(trimmed(field.value), "VCALENDAR");
  };
  const auto begin =
      std::find_if(block.fields.begin(), block.fields.end(),
                   [&](const Header& f) { return is_line(f, "BEGIN"); });
  if (begin == block.fields.end()) return {};
  const auto end =
      std::find_if(begin, block.fields.end(),
                   [&](const Header& f) { return is_line(f, "END"); });
  return {begin->span.begin,
          end == block.fields.end() ? region.end : end->span.end};
}

}  // namespace

Reader::Reader(std::string_view bytes, const Limits& limits)
    : bytes_(bytes),
      limits_(limits),
      readings_left_(bytes.size() * limits.readings + 65'536),
      decoded_left_(limits.decoded_bytes) {}

Message Reader::read() {
  Source source(bytes_, {});
  Place place;
  place.source = &source;
  place.region = {0, bytes_.size()};
  const int root = read_part(place);
  if (!source.has_line_feeds()) {
    const bool mixed = bytes_.find('\n') != std::string_view::npos;
    note(mixed ? anomaly::kHeaderBareCr : anomaly::kLineEndsCr, place, root,
         {0, bytes_.size()});
  }
  if (source.hyphen_lines_cut()) {
    note(anomaly::kDelimiterLimit, place, root, {0, bytes_.size()});
    message_.complete = false;
  }
  return std::move(message_);
}

void Reader::note(const AnomalyKind& kind, const Place& place, int part,
                  Span span, std::string_view detail) {
  // One kind a million times says no more than a few hundred times.
  if (++noted_[&kind] > limits_.anomalies) return;
  message_.anomalies.push_back(
      {&kind, std::string(truncated(detail, limits_.excerpt_bytes)),
       place.source->input(span), part});
}

void Reader::note_all(const Anomalies& local, const Place& place, int part) {
  for (const Anomaly& anomaly : local)
    note(*anomaly.kind, place, part, anomaly.span, anomaly.detail);
}

bool Reader::has_room(const Place& place, int part, Span region) {
  if (message_.parts.size() < limits_.parts) return true;
  note(anomaly::kPartsLimit, place, part, region);
  message_.complete = false;
  return false;
}

bool Reader::charge(const Place& place, int part, Span region) {
  if (readings_left_ >= region.size()) {
    readings_left_ -= region.size();
    return true;
  }
  readings_left_ = 0;
  note_readings_cut(place, part, region);
  return false;
}

void Reader::note_readings_cut(const Place& place, int part, Span region) {
  note(anomaly::kReadingsLimit, place, part, region);
  message_.complete = false;
}

std::size_t Reader::decodable(std::uint64_t wanted) const {
  return static_cast<std::size_t>(std::min(wanted, decoded_left_));
}

int Reader::read_part(const Place& place) {
  if (!has_room(place, place.parent, place.region)) return -1;
  HeaderBlock block =
      read_header_block(place.source->bytes(), place.region,
                        place.source->has_line_feeds(), limits_);
  Entity entity = read_entity(block.fields, limits_);
  entity.region = place.region;
  entity.body = {block.end,
                 std::max<std::uint64_t>(block.end, place.region.end)};
  if (!entity.type_declared && place.in_digest) {
    entity.type.type = "message";
    entity.type.subtype = "rfc822";
  }
  const Span calendar = calendar_in_header(block, place.region);
  const int index = add_part(place, entity);
  Part& part = message_.parts[static_cast<std::size_t>(index)];
  part.header_span = place.source->input({block.begin, block.end});
  part.headers = std::move(block.fields);
  for (Header& header : part.headers) {
    header.span = place.source->input(header.span);
    header.value_span = place.source->input(header.value_span);
  }
  if (place.parent < 0)
    message_.mbox_from = block.mbox_from;
  else if (!block.mbox_from.empty())
    note(anomaly::kHeaderFromLine, place, index, {block.begin, block.begin},
         block.mbox_from);
  note_all(block.anomalies, place, index);
  note_all(entity.anomalies, place, index);
  message_.complete = message_.complete && block.complete && entity.complete;

  open(index, entity, place);
  if (!calendar.empty())
    read_calendar_in_headers(index, entity, place, calendar);
  if (entity.other_type) read_other_type(index, entity, place);
  return index;
}

int Reader::add_part(const Place& place, const Entity& entity) {
  const int index = static_cast<int>(message_.parts.size());
  Part part;
  part.parent = place.parent;
  part.path = "1";
  if (place.parent >= 0) {
    const auto parent = static_cast<std::size_t>(place.parent);
    part.depth = message_.parts[parent].depth + 1;
    part.path =
        message_.parts[parent].path + "." + std::to_string(++children_[parent]);
  }
  part.type = entity.type;
  for (Parameter& parameter : part.type.parameters)
    parameter.span = place.source->input(parameter.span);
  part.type_declared = entity.type_declared;
  part.disposition = entity.disposition;
  if (!entity.file_names.empty()) part.filename = entity.file_names.front();
  part.encoding = entity.encoding;
  part.charset = entity.charset;
  part.body_span = place.source->input(entity.body);
  part.reading = place.reading;
  message_.parts.push_back(std::move(part));
  children_.push_back(0);
  return index;
}

void Reader::open(int part, const Entity& entity, const Place& place) {
  const auto depth = message_.parts[static_cast<std::size_t>(part)].depth;
  const bool has_parts = entity.is_multipart() || entity.is_message();
  if (has_parts && static_cast<std::size_t>(depth) + 1 >= limits_.depth) {
    note(anomaly::kDepthLimit, place, part, entity.body);
    message_.complete = false;
    Part& here = message_.parts[static_cast<std::size_t>(part)];
    here.is_multipart = entity.is_multipart();
    here.is_message = entity.is_message();
    here.not_analysed = "limit";
    return;
  }
  if (entity.is_multipart()) return open_multipart(part, entity, place);
  if (entity.is_message()) return open_message(part, entity, place);
  open_leaf(part, entity, place);
}

// Another reading of a part: a child of it, with the same bytes.
void Reader::add_view(int part, const Entity& entity, const Place& place,
                      std::string_view reading) {
  if (!charge(place, part, entity.body)) return;
  if (!has_room(place, part, entity.body)) return;
  Place within = place;
  within.parent = part;
  within.reading = reading;
  Entity view = entity;
  view.is_view = true;
  const int index = add_part(within, view);
  open(index, view, within);
}

void Reader::open_message(int part, const Entity& entity, const Place& place) {
  message_.parts[static_cast<std::size_t>(part)].is_message = true;
  if (place.messages >= limits_.nested_messages) {
    note(anomaly::kDepthLimit, place, part, entity.body);
    message_.complete = false;
    message_.parts[static_cast<std::size_t>(part)].not_analysed = "limit";
    return;
  }
  Place within = place;
  within.parent = part;
  within.region = entity.body;
  within.in_digest = false;
  ++within.messages;
  const std::string_view body = slice(place.source->bytes(), entity.body);
  const bool encoded = entity.encoding == TransferEncoding::Base64 ||
                       entity.encoding == TransferEncoding::QuotedPrintable ||
                       entity.encoding == TransferEncoding::Uuencode;
  const auto body_begin = static_cast<std::size_t>(entity.body.begin);
  const bool is_plain = is_field_start(place.source->bytes(), body_begin,
                                       body_begin + body.size()) &&
                        !looks_like_base64(body);
  if (!encoded || (is_plain && entity.encoding == TransferEncoding::Base64)) {
    if (encoded) {
      note(anomaly::kEncodingMismatch, place, part, entity.body);
      within.reading = "other-encoding";
    }
    read_part(within);
    return;
  }
  note(anomaly::kMessageEncoded, place, part, entity.body);
  TransferDecoding decoded =
      decode_transfer(entity.encoding, body, entity.body.begin,
                      decodable(limits_.message_bytes));
  note_all(decoded.anomalies, place, part);
  if (decoded.cut) {
    note(anomaly::kDecodedLimit, place, part, entity.body);
    message_.complete = false;
  }
  decoded_left_ -= decoded.bytes.size();
  OffsetChain chain = place.source->chain();
  chain.derive(std::move(decoded.map));
  Source nested(decoded.bytes, std::move(chain));
  within.source = &nested;
  within.region = {0, decoded.bytes.size()};
  std::vector<std::string> outer;  // boundaries do not reach into it
  open_boundaries_.swap(outer);
  read_part(within);
  open_boundaries_.swap(outer);
}

void Reader::read_calendar_in_headers(int part, const Entity& entity,
                                      const Place& place, Span calendar) {
  Entity view = entity;
  view.encoding = TransferEncoding::Identity;
  view.body = calendar;
  if (view.is_multipart() || view.is_message()) view.type = MediaType{};
  note(anomaly::kCalendarInHeaders, place, part, view.body);
  add_view(part, view, place, "header-block");
}

void Reader::read_other_type(int part, const Entity& entity,
                             const Place& place) {
  Entity view = entity;
  view.set_type(*entity.other_type);
  const bool same_tree = view.is_multipart() == entity.is_multipart() &&
                         view.is_message() == entity.is_message();
  const bool same_boundary = !view.is_multipart() || [&] {
    const auto mine = boundary_spellings(entity.type_field);
    const auto other = boundary_spellings(view.type_field);
    return !mine.empty() && !other.empty() &&
           mine.front().text == other.front().text;
  }();
  const Part& here = message_.parts[static_cast<std::size_t>(part)];
  const bool same_carrier =
      view.is_multipart() || view.is_message() ||
      carrier_of(view.type, view.file_names, here.head) == here.carrier;
  if (same_tree && same_boundary && same_carrier) return;
  view.other_type.reset();
  add_view(part, view, place, "other-type");
}

}  // namespace calspam
