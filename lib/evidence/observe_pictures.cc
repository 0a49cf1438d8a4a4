// SPDX-License-Identifier: MIT
#include <utility>

#include "evidence/anomalies.hh"
#include "evidence/facts.hh"
#include "evidence/inline_data.hh"
#include "evidence/observe.hh"
#include "evidence/part_bytes.hh"
#include "image/qr_code.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// Reads pictures and the codes in them until a bound is reached.
class PictureCollector {
 public:
  explicit PictureCollector(Subject& subject) : subject_(subject) {}

  const PictureLimits& limits() const { return limits_; }

  void add(std::string_view bytes, PictureRow row) {
    const std::string_view head = bytes.substr(0, 8);
    if (head.empty() || (head[0] != '\x89' && head[0] != '\xFF')) return;
    if (subject_.pictures.size() == limits_.pictures) {
      note_cut(row.place, "pictures");
      return;
    }
    PictureReading reading = read_picture(bytes, left_, limits_);
    if (reading.outcome == PictureReading::Outcome::TooLarge)
      note_cut(row.place, std::to_string(reading.width) + " x " +
                              std::to_string(reading.height));
    if (reading.outcome != PictureReading::Outcome::Read) return;
    left_ -= reading.pixels();
    row.format = reading.format;
    row.width = reading.width;
    row.height = reading.height;
    QrCodes found = qr_codes(reading.picture, limits_);
    if (found.too_many_corners) note_cut(row.place, "corners of codes");
    if (found.too_many) note_cut(row.place, "codes");
    row.codes = std::move(found.codes);
    subject_.pictures.push_back(std::move(row));
  }

  void note_cut(const Place& place, std::string detail) {
    if (!cut_)
      note_limit(subject_, anomaly::kPicturesCut, std::move(detail), place);
    cut_ = true;
  }

  Subject& subject() { return subject_; }

 private:
  Subject& subject_;
  const PictureLimits limits_;
  std::uint64_t left_ = limits_.pixels_all;
  bool cut_ = false;
};

bool is_picture_head(std::string_view head) {
  return starts_ignoring_case(head, "\x89PNG") ||
         head.substr(0, 3) == "\xFF\xD8\xFF";
}

void pictures_of_events(PictureCollector& pictures) {
  const Subject& subject = pictures.subject();
  for (std::size_t i = 0; i < subject.events.size(); ++i) {
    const EventRow& row = subject.events[i];
    const CalendarPart& calendar = calendar_of(subject, row);
    for (std::string_view name : {"ATTACH", "IMAGE"})
      for (const Property* property : row.event.component->all(name)) {
        if (!is_picture_head(inline_bytes(*property, 8))) continue;
        PictureRow picture;
        picture.part = calendar.part;
        picture.event = static_cast<int>(i);
        picture.place = property_place(calendar, property);
        pictures.add(
            inline_bytes(*property, pictures.limits().picture_bytes + 1),
            std::move(picture));
      }
  }
}

// The links of a page are cut short; a picture is read from where it stands.
void pictures_of_page(PictureCollector& pictures, const Html& html,
                      std::string_view text, const PictureRow& row) {
  for (const HtmlLink& link : html.links) {
    if (!starts_ignoring_case(link.target, "data:image/") ||
        link.span.end > text.size() || link.span.empty())
      continue;
    pictures.add(
        data_uri_bytes(trimmed(text.substr(link.span.begin, link.span.size())),
                       pictures.limits().picture_bytes + 1),
        row);
  }
}

void pictures_of_html(PictureCollector& pictures) {
  const Subject& subject = pictures.subject();
  for (const HtmlRow& row : subject.htmls) {
    PictureRow picture;
    picture.part = row.part;
    picture.event = row.event;
    if (row.property.empty()) {
      const Part& part =
          subject.message.parts[static_cast<std::size_t>(row.part)];
      picture.place = {row.part, "img[src]", part.body_span};
      pictures_of_page(pictures, row.html, part.content, picture);
      continue;
    }
    const EventRow& event = subject.events[static_cast<std::size_t>(row.event)];
    picture.place = event_place(subject, event, row.property);
    const Property* property = event.event.component->property(row.property);
    if (property != nullptr)
      pictures_of_page(pictures, row.html, unescaped(*property).text, picture);
  }
}

void pictures_of_parts(PictureCollector& pictures) {
  const Subject& subject = pictures.subject();
  for (std::size_t i = 0; i < subject.message.parts.size(); ++i) {
    const Part& part = subject.message.parts[i];
    if (!is_picture_head(part.head)) continue;
    PictureRow picture;
    picture.part = static_cast<int>(i);
    picture.place = {picture.part, "", part.body_span};
    // Encoded bytes are up to three times as many.
    const std::size_t most = 3 * pictures.limits().picture_bytes;
    if (part.body_span.size() > most) pictures.note_cut(picture.place, "bytes");
    const auto bytes = part_bytes(subject, part, most);
    if (!bytes) continue;
    pictures.add(*bytes, std::move(picture));
  }
}

}  // namespace

void observe_pictures(Subject& subject) {
  PictureCollector pictures(subject);
  pictures_of_events(pictures);
  pictures_of_html(pictures);
  pictures_of_parts(pictures);
}

}  // namespace calspam
