// SPDX-License-Identifier: MIT
#include "lint/seals.hh"

#include <algorithm>
#include <set>

#include "mail/header_field.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// The names that h= of a signature lists, lower case.
std::set<std::string> signed_names(const Header& signature) {
  std::set<std::string> names;
  const std::string value = unfolded(signature.value);
  for (std::string_view tag : split(value, ';')) {
    tag = trimmed(tag);
    const std::size_t equals = tag.find('=');
    if (equals == tag.npos || trimmed(tag.substr(0, equals)) != "h") continue;
    for (std::string_view name : split(tag.substr(equals + 1), ':'))
      names.insert(ascii_lower(trimmed(name)));
  }
  return names;
}

bool touches(Span a, Span b) {
  // What is put at its end becomes part of it.
  if (a.empty()) return a.begin > b.begin && a.begin <= b.end;
  return a.begin < b.end && b.begin < a.end;
}

bool is_sealed_type(const MediaType& type) {
  return type.is("multipart", "signed") || type.is("multipart", "encrypted") ||
         type.is("application", "pkcs7-mime") ||
         type.is("application", "x-pkcs7-mime");
}

}  // namespace

Seals::Seals(const Subject& subject) {
  if (!subject.is_mail()) return;
  const Part& root = subject.message.root();
  header_ = root.header_span;
  take_parts(subject.message);
  for (const char* name : {"DKIM-Signature", "ARC-Message-Signature"})
    for (const Header* signature : root.all_headers(name))
      take_signature(root, *signature);
}

void Seals::take_parts(const Message& message) {
  for (const Part& part : message.parts)
    if (part.reading.empty() && is_sealed_type(part.type))
      regions_.push_back({part.body_span, part.type.name()});
}

void Seals::take_signature(const Part& root, const Header& signature) {
  regions_.push_back({root.body_span, signature.name});
  const std::set<std::string> names = signed_names(signature);
  for (const Header& field : root.headers)
    if (std::string name = ascii_lower(field.name); names.contains(name))
      fields_.push_back({std::move(name), field.span, signature.name});
  for (const std::string& name : names)
    fields_.push_back({name, {}, signature.name});
}

// A field that the inserted text brings and a signature lists: the signature
// also says how many of that name there are (RFC 6376 5.4.2).
const Seals::Field* Seals::added_field(std::string_view text) const {
  for (std::string_view line : split(text, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == line.npos || colon == 0) continue;
    const std::string name = ascii_lower(trimmed(line.substr(0, colon)));
    const auto found =
        std::find_if(fields_.begin(), fields_.end(),
                     [&](const Field& field) { return field.name == name; });
    if (found != fields_.end()) return &*found;
  }
  return nullptr;
}

std::string Seals::broken_by(const Edit& edit) const {
  for (const Region& region : regions_)
    if (touches(edit.span, region.span) ||
        (edit.span.empty() && edit.span.begin == region.span.begin &&
         !region.span.empty()))
      return region.seal;
  for (const Field& field : fields_)
    if (!field.span.empty() && touches(edit.span, field.span))
      return field.seal;
  if (edit.span.begin < header_.end && edit.span.empty())
    if (const Field* field = added_field(edit.text)) return field->seal;
  return "";
}

}  // namespace calspam
