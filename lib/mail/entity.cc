// SPDX-License-Identifier: MIT
#include "mail/entity.hh"

#include <algorithm>

#include "mail/anomalies.hh"
#include "mail/header_field.hh"
#include "mail/transfer.hh"
#include "util/text.hh"

namespace calspam {

bool Entity::is_message() const {
  return type.type == "message" &&
         (type.subtype == "rfc822" || type.subtype == "global" ||
          type.subtype == "news");
}

void Entity::set_type(ParameterField field) {
  type_field = std::move(field);
  type = media_type_of(type_field);
  const Parameter* declared = type.parameter("charset");
  charset = declared ? ascii_lower(trimmed(declared->value)) : "";
}

namespace {

std::vector<const Header*> fields_named(const std::vector<Header>& fields,
                                        std::string_view name) {
  std::vector<const Header*> found;
  for (const Header& field : fields)
    if (same_ignoring_case(field.name, name)) found.push_back(&field);
  return found;
}

class EntityReader {
 public:
  EntityReader(const std::vector<Header>& fields, const Limits& limits)
      : fields_(fields), limits_(limits) {}

  Entity read() {
    read_type();
    read_encoding();
    read_disposition();
    return std::move(entity_);
  }

 private:
  ParameterField parse(const Header& field) {
    return parse_parameter_field(field.value, field.value_span.begin, limits_);
  }
  void take_over(ParameterField& field) {
    entity_.complete = entity_.complete && field.complete;
    for (Anomaly& anomaly : field.anomalies)
      entity_.anomalies.push_back(std::move(anomaly));
    field.anomalies.clear();
  }
  void note(const AnomalyKind& kind, const Header& field) {
    entity_.anomalies.push_back(
        {&kind,
         std::string(truncated(
             trimmed(unfolded(field.value.substr(0, limits_.excerpt_bytes))),
             limits_.excerpt_bytes)),
         field.span});
  }

  void read_type() {
    const auto types = fields_named(fields_, "Content-Type");
    if (types.empty()) return;
    entity_.type_declared = true;
    entity_.set_type(parse(*types.front()));
    take_over(entity_.type_field);
    for (Anomaly& anomaly : entity_.anomalies)
      if (anomaly.span.empty()) anomaly.span = types.front()->span;
    if (types.size() == 1) return;
    if (squeezed(types.front()->value) == squeezed(types.back()->value))
      return note(anomaly::kFieldRepeated, *types.back());
    note(anomaly::kTypeConflict, *types.back());
    entity_.other_type = parse(*types.back());
    entity_.other_type->anomalies.clear();
  }

  void read_encoding() {
    const auto encodings = fields_named(fields_, "Content-Transfer-Encoding");
    if (encodings.empty()) return;
    const Header& first = *encodings.front();
    entity_.encoding = transfer_encoding(first.value);
    if (entity_.encoding == TransferEncoding::Unknown)
      note(anomaly::kEncodingUnknown, first);
    else if (entity_.encoding != TransferEncoding::Identity &&
             first.value.find_first_of("(\"") != std::string::npos)
      note(anomaly::kEncodingMalformed, first);
    for (const Header* other : encodings) {
      if (other == &first) continue;
      const TransferEncoding encoding = transfer_encoding(other->value);
      if (encoding == entity_.encoding) {
        note(anomaly::kFieldRepeated, *other);
        continue;
      }
      note(anomaly::kEncodingConflict, *other);
      if (std::find(entity_.other_encodings.begin(),
                    entity_.other_encodings.end(),
                    encoding) == entity_.other_encodings.end())
        entity_.other_encodings.push_back(encoding);
    }
  }

  void read_disposition() {
    for (const Header* header : fields_named(fields_, "Content-Disposition")) {
      ParameterField field = parse(*header);
      take_over(field);
      if (entity_.disposition.empty()) entity_.disposition = field.value;
      add_names(field, "filename");
    }
    add_names(entity_.type_field, "name");
    if (entity_.other_type) add_names(*entity_.other_type, "name");
  }

  void add_names(const ParameterField& field, std::string_view parameter) {
    constexpr std::size_t kMostNames = 64;
    for (std::string& name : field.values(parameter)) {
      const auto& names = entity_.file_names;
      if (std::find(names.begin(), names.end(), name) != names.end()) continue;
      if (names.size() < kMostNames)
        entity_.file_names.push_back(std::move(name));
      else
        note_names_cut(name);
    }
  }

  void note_names_cut(std::string_view name) {
    if (entity_.complete)
      entity_.anomalies.push_back(
          {&anomaly::kParameterLimit,
           std::string(truncated(name, limits_.excerpt_bytes)), Span{}});
    entity_.complete = false;
  }

  const std::vector<Header>& fields_;
  const Limits& limits_;
  Entity entity_;
};

}  // namespace

Entity read_entity(const std::vector<Header>& fields, const Limits& limits) {
  return EntityReader(fields, limits).read();
}

}  // namespace calspam
