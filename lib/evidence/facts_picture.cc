// SPDX-License-Identifier: MIT
#include <array>

#include "evidence/facts.hh"

namespace calspam {
namespace {

FactValue count(const Subject& s, std::size_t) {
  if (s.pictures.empty()) return number(0);
  return number(s.pictures.size(), s.pictures.front().place);
}

// Pictures of fewer pixels are marks, lines and trackers.
constexpr std::uint64_t kLargePixels = 200 * 200;

FactValue large(const Subject& s, std::size_t) {
  std::size_t found = 0;
  Place place;
  for (const PictureRow& picture : s.pictures) {
    if (std::uint64_t{picture.width} * picture.height < kLargePixels) continue;
    if (found++ == 0) place = picture.place;
  }
  return number(found, place);
}

FactValue codes(const Subject& s, std::size_t) {
  std::vector<std::string> texts;
  std::vector<Place> places;
  for (const PictureRow& picture : s.pictures)
    for (const std::string& code : picture.codes) {
      texts.push_back(code);
      places.push_back(picture.place);
    }
  if (texts.empty()) return unknown();
  return list(std::move(texts), std::move(places));
}

constexpr auto kFacts = std::to_array<Fact>({
    {"picture.count", FactType::Number, Scope::Message,
     "PNG and JPEG pictures that stand in the input and were read: parts, "
     "ATTACH, IMAGE and data: URIs of HTML",
     count},
    {"picture.large", FactType::Number, Scope::Message,
     "those of at least 40,000 pixels", large},
    {"picture.codes", FactType::List, Scope::Message,
     "what the QR codes in these pictures say", codes},
});

}  // namespace

std::span<const Fact> picture_facts() {
  return kFacts;
}

}  // namespace calspam
