// SPDX-License-Identifier: MIT
// The part of the reader that takes multiparts apart (RFC 2046 5.1).
#include <algorithm>

#include "mail/anomalies.hh"
#include "mail/carrier.hh"
#include "mail/header_field.hh"
#include "mail/reader.hh"
#include "mail/transfer.hh"
#include "util/text.hh"

namespace calspam {

void Reader::open_multipart(int part, const Entity& entity,
                            const Place& place) {
  message_.parts[static_cast<std::size_t>(part)].is_multipart = true;
  note_boundary(part, entity, place);
  const bool encoded = entity.encoding == TransferEncoding::Base64 ||
                       entity.encoding == TransferEncoding::QuotedPrintable ||
                       entity.encoding == TransferEncoding::Uuencode;
  if (encoded) note(anomaly::kEncodingOnMultipart, place, part, entity.region);
  if (read_declared(part, entity, place)) return;
  if (encoded) return read_encoded_multipart(part, entity, place);
  read_undeclared(part, entity, place);
}

void Reader::note_boundary(int part, const Entity& entity, const Place& place) {
  const auto declared = entity.type_field.raw_all("boundary");
  if (declared.size() > 1 && declared.front()->value != declared.back()->value)
    note(anomaly::kBoundaryConflict, place, part, declared.back()->span,
         declared.back()->value);
  const auto spellings = boundary_spellings(entity.type_field);
  if (spellings.empty())
    return note(anomaly::kBoundaryMissing, place, part,
                {entity.region.begin, entity.body.begin});
  // RFC 2046 5.1.1 allows 70; nobody honest needs more.
  if (spellings.front().text.size() > 70)
    note(anomaly::kBoundaryLong, place, part,
         declared.empty() ? Span{entity.region.begin, entity.body.begin}
                          : declared.front()->span,
         spellings.front().text);
}

// Reads the parts between declared boundaries, each spelling of them that
// occurs. False when none does.
bool Reader::read_declared(int part, const Entity& entity, const Place& place) {
  std::vector<Split> read;
  std::string strict;
  std::size_t strict_read = 0;
  const auto spellings = boundary_spellings(entity.type_field);
  if (spellings.size() > limits_.readings)
    note_readings_cut(place, part, entity.body);
  for (std::size_t i = 0; i < spellings.size() && i < limits_.readings; ++i) {
    const Boundary& boundary = spellings[i];
    const bool is_strict = boundary.reading.empty();
    if (!is_strict && !charge(place, part, entity.body)) break;
    Split split = split_region(*place.source, entity.body, boundary.text);
    if (is_strict && !split.longer.empty()) strict_read = split.longer.size();
    if (split.delimiters.empty() ||
        std::any_of(read.begin(), read.end(), [&](const Split& other) {
          return other.delimiters == split.delimiters;
        }))
      continue;
    if (is_strict)
      strict = boundary.text;
    else if (boundary.reading != "last-boundary")
      note(anomaly::kBoundarySpelling, place, part, entity.body, boundary.text);
    boundaries_.insert(boundary.text);
    open_boundaries_.push_back(boundary.text);
    read_children(part, entity, place, split, boundary.reading);
    open_boundaries_.pop_back();
    if (is_strict && strict_read != 0) read_longer(part, entity, place, split);
    read.push_back(std::move(split));
  }
  if (!read.empty()) read_around(part, entity, place, read.front());
  if (read.empty() || !strict.empty() || spellings.empty())
    return !read.empty();
  note(anomaly::kBoundaryAbsent, place, part, entity.body,
       spellings.front().text);
  return true;
}

// No declared boundary occurs, or none was declared.
void Reader::read_undeclared(int part, const Entity& entity,
                             const Place& place) {
  const auto spellings = boundary_spellings(entity.type_field);
  if (!spellings.empty()) {
    const bool reused =
        std::find(open_boundaries_.begin(), open_boundaries_.end(),
                  spellings.front().text) != open_boundaries_.end();
    note(reused ? anomaly::kBoundaryReused : anomaly::kBoundaryAbsent, place,
         part, entity.body, spellings.front().text);
  }
  const std::string guess = guessed_boundary(*place.source, entity.body);
  const Split split =
      guess.empty() ? Split{} : split_region(*place.source, entity.body, guess);
  if (split.delimiters.empty())
    return read_calendar_text(part, place, entity.body,
                              anomaly::kCalendarInPreamble, "preamble");
  if (!charge(place, part, entity.body)) return;
  boundaries_.insert(guess);
  open_boundaries_.push_back(guess);
  read_children(part, entity, place, split, "guessed-boundary");
  read_around(part, entity, place, split);
  open_boundaries_.pop_back();
}

// RFC 2045 6.4 forbids it; some readers undo the encoding all the same.
void Reader::read_encoded_multipart(int part, const Entity& entity,
                                    const Place& place) {
  const std::string_view body = slice(place.source->bytes(), entity.body);
  TransferDecoding decoded =
      decode_transfer(entity.encoding, body, entity.body.begin,
                      decodable(limits_.message_bytes));
  decoded_left_ -= decoded.bytes.size();
  if (decoded.cut) {
    note(anomaly::kDecodedLimit, place, part, entity.body);
    message_.complete = false;
  }
  OffsetChain chain = place.source->chain();
  chain.derive(std::move(decoded.map));
  Source source(decoded.bytes, std::move(chain));
  Place within = place;
  within.source = &source;
  Entity inner = entity;
  inner.encoding = TransferEncoding::Identity;
  inner.body = {0, decoded.bytes.size()};
  inner.region = inner.body;
  const auto spellings = boundary_spellings(entity.type_field);
  const Split split = spellings.empty() ? Split{}
                                        : split_region(source, inner.body,
                                                       spellings.front().text);
  if (split.delimiters.empty()) return read_undeclared(part, entity, place);
  note(anomaly::kMultipartEncoded, place, part, entity.body);
  within.reading = "other-encoding";
  read_children(part, inner, within, split, "other-encoding");
}

void Reader::read_children(int part, const Entity& entity, const Place& place,
                           const Split& split, const std::string& reading) {
  Place child = place;
  child.parent = part;
  child.in_digest = entity.type.subtype == "digest";
  if (!reading.empty()) child.reading = reading;
  const std::string_view bytes = place.source->bytes();
  const auto& lines = split.delimiters;
  bool closed = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool is_last = i + 1 == lines.size();
    child.region.begin = lines[i].next;
    child.region.end = is_last
                           ? entity.body.end
                           : part_end(bytes, lines[i].next, lines[i + 1].begin);
    if (lines[i].closes) {
      closed = true;
    } else if (!is_last || !child.region.empty()) {
      if (closed) child.reading = "epilogue";
      note_delimiter(part, child, lines[i], closed);
      if (read_part(child) < 0) return;
    }
  }
  if (!closed)
    note(anomaly::kBoundaryUnclosed, child, part,
         {lines.back().next, entity.body.end});
}

void Reader::note_delimiter(int part, const Place& place, const Delimiter& line,
                            bool after_final) {
  const Span span{line.begin, line.next};
  if (after_final) note(anomaly::kBoundaryAfterFinal, place, part, span);
  const bool bare_cr = line.begin > 0 && place.source->has_line_feeds() &&
                       place.source->bytes()[line.begin - 1] == '\r';
  if (bare_cr) note(anomaly::kBoundaryBareCr, place, part, span);
}

// What stands before the first and after each final boundary; read when all
// other readings were, as it may be a part in one of them.
void Reader::read_around(int part, const Entity& entity, const Place& place,
                         const Split& split) {
  const auto& lines = split.delimiters;
  read_calendar_text(part, place, {entity.body.begin, lines.front().begin},
                     anomaly::kCalendarInPreamble, "preamble");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].closes) continue;
    const std::uint64_t end =
        i + 1 < lines.size() ? lines[i + 1].begin : entity.body.end;
    read_calendar_text(part, place, {lines[i].next, end},
                       anomaly::kCalendarInEpilogue, "epilogue");
  }
}

// A calendar outside the parts, unless another reading has it as a part.
void Reader::read_calendar_text(int part, const Place& place, Span region,
                                const AnomalyKind& kind,
                                std::string_view reading) {
  const std::string_view text = slice(place.source->bytes(), region);
  const std::size_t at = find_calendar_line(text);
  if (at == std::string_view::npos) return;
  Entity view;
  view.body = {region.begin + at, region.end};
  view.region = view.body;
  const std::uint64_t begin = place.source->input(view.body).begin;
  const auto first = message_.parts.begin() + static_cast<std::ptrdiff_t>(part);
  if (std::any_of(first, message_.parts.end(), [&](const Part& other) {
        return other.carrier != Carrier::None && other.body_span.begin == begin;
      }))
    return;
  if (looks_like_base64(text.substr(at)))
    view.encoding = TransferEncoding::Base64;
  note(kind, place, part, view.body);
  add_view(part, view, place, reading);
}

// RFC 2046 5.1.1 lets a line that only starts with the boundary part it; most
// programs want the whole line. Lines of inner multiparts whose boundary is
// longer are read as such already.
void Reader::read_longer(int part, const Entity& entity, const Place& place,
                         const Split& split) {
  const std::string_view bytes = place.source->bytes();
  Split prefix = split;
  for (const Delimiter& line : split.longer) {
    std::string_view text =
        trimmed(bytes.substr(line.begin + 2, line.next - line.begin - 2));
    const bool known =
        boundaries_.contains(std::string(text)) ||
        (text.ends_with("--") &&
         boundaries_.contains(std::string(text.substr(0, text.size() - 2))));
    if (!known) prefix.delimiters.push_back(line);
  }
  note(anomaly::kBoundaryPrefix, place, part,
       {split.longer.front().begin, split.longer.front().next});
  if (prefix.delimiters.size() == split.delimiters.size()) return;
  if (!charge(place, part, entity.body)) return;
  std::sort(
      prefix.delimiters.begin(), prefix.delimiters.end(),
      [](const Delimiter& a, const Delimiter& b) { return a.begin < b.begin; });
  read_children(part, entity, place, prefix, "prefix-boundary");
}

// A text/plain or the like with a boundary that parts it.
void Reader::read_boundary_on_leaf(int part, const Entity& entity,
                                   const Place& place) {
  const auto spellings = boundary_spellings(entity.type_field);
  if (spellings.empty() ||
      guessed_boundary(*place.source, entity.body) != spellings.front().text)
    return;
  note(anomaly::kBoundaryOnLeaf, place, part, entity.body,
       spellings.front().text);
  Entity view = entity;
  view.type.type = "multipart";
  view.type.subtype = "mixed";
  add_view(part, view, place, "other-type");
}

}  // namespace calspam
