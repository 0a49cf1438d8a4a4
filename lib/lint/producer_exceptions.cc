// SPDX-License-Identifier: MIT
#include "lint/producer_exceptions.hh"

#include <algorithm>
#include <array>

#include "util/text.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

constexpr std::array<std::string_view, 1> kFileKeys{"producers"};
constexpr std::array<std::string_view, 6> kKeys{
    "producer", "product", "service", "seen", "reason", "levels"};

ProducerException read_exception(const YamlNode& yaml, Faults& faults) {
  const YamlFields fields(yaml, kKeys, faults);
  ProducerException made;
  made.producer = fields.text("producer");
  made.reason = fields.text("reason");
  made.seen = fields.text("seen");
  if (const YamlNode* product = fields.find("product"))
    made.product = ascii_lower(yaml_text(*product, faults));
  if (const YamlNode* service = fields.find("service"))
    made.service = yaml_text(*service, faults);
  if (made.product.empty() && made.service.empty())
    faults.note(yaml, "neither product nor service: it would hold for all");
  if (const YamlNode* levels = fields.need("levels"))
    for (const YamlNode& item : levels->items) {
      Result<LevelOverride> level =
          LevelOverride::parse(yaml_text(item, faults));
      if (!level)
        faults.note(item, level.error().what);
      else
        made.levels.push_back(std::move(*level));
    }
  return made;
}

bool has_product(const Subject& subject, const std::string& glob) {
  for (const CalendarPart& part : subject.calendars)
    for (const int root : part.calendar.roots()) {
      const Component& component =
          part.calendar.components[static_cast<std::size_t>(root)];
      const Property* product = component.property("PRODID");
      if (product != nullptr && glob_matches(glob, ascii_lower(product->value)))
        return true;
    }
  return false;
}

}  // namespace

std::vector<const ProducerException*> ProducerExceptions::holding(
    const Subject& subject) const {
  std::vector<const ProducerException*> found;
  for (const ProducerException& one : exceptions) {
    if (!one.service.empty() && one.service != subject.service) continue;
    if (!one.product.empty() && !has_product(subject, one.product)) continue;
    found.push_back(&one);
  }
  return found;
}

Result<ProducerExceptions> parse_producer_exceptions(std::string_view bytes,
                                                     const std::string& file) {
  const Result<YamlNode> yaml = read_yaml(bytes, file);
  if (!yaml) return tl::unexpected(yaml.error());
  Faults faults(file);
  const YamlFields fields(*yaml, kFileKeys, faults);
  ProducerExceptions made;
  if (const YamlNode* producers = fields.need("producers"))
    for (const YamlNode& item : producers->items)
      made.exceptions.push_back(read_exception(item, faults));
  if (faults.first()) return tl::unexpected(*faults.first());
  return made;
}

}  // namespace calspam
