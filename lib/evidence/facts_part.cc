// SPDX-License-Identifier: MIT
#include <array>

#include "evidence/facts.hh"
#include "evidence/magic.hh"
#include "util/text.hh"

namespace calspam {
namespace {

const Part& part_of(const Subject& s, std::size_t row) {
  return s.message.parts[row];
}
Place place_of(const Subject& s, std::size_t row) {
  const Part& part = part_of(s, row);
  return {
      static_cast<int>(row), "", {part.header_span.begin, part.body_span.end}};
}

std::string_view encoding_name(TransferEncoding encoding) {
  switch (encoding) {
    case TransferEncoding::Identity:
      return "identity";
    case TransferEncoding::Base64:
      return "base64";
    case TransferEncoding::QuotedPrintable:
      return "quoted-printable";
    case TransferEncoding::Uuencode:
      return "uuencode";
    case TransferEncoding::Unknown:
      return "unknown";
  }
  return "";
}

FactValue extension(const Subject& s, std::size_t row) {
  const std::string& name = part_of(s, row).filename;
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos || dot + 1 == name.size()) return unknown();
  return words(ascii_lower(name.substr(dot + 1)), place_of(s, row));
}

FactValue content_kind(const Subject& s, std::size_t row) {
  const Part& part = part_of(s, row);
  if (!part.is_leaf()) return unknown();
  if (part.decoded_size == 0) return words("empty", place_of(s, row));
  return words(std::string(magic(part.head)), place_of(s, row));
}

template <std::string Part::*member>
FactValue text_member(const Subject& s, std::size_t row) {
  return present(part_of(s, row).*member, place_of(s, row));
}

// A page that puts a file together in the browser, so that none came by mail:
// bytes out of letters, made a file, and handed to the reader.
FactValue builds_file(const Subject& s, std::size_t row) {
  const Part& part = part_of(s, row);
  const bool is_page = part.type.is("text", "html") ||
                       magic(part.head) == "html" || magic(part.head) == "svg";
  if (!part.is_leaf() || !is_page) return unknown();
  const std::string_view page = part.content;
  const auto holds = [&](std::string_view word) {
    return find_ignoring_case(page, word) != page.npos;
  };
  if (!holds("<script")) return boolean(false, place_of(s, row));
  const bool decodes =
      holds("atob(") || holds("fromCharCode") || holds("decodeURIComponent");
  const bool makes = holds("new Blob") || holds("createObjectURL") ||
                     holds("msSaveOrOpenBlob") || holds("document.write(");
  return boolean(decodes && makes, place_of(s, row));
}

constexpr auto kFacts = std::to_array<Fact>({
    {"part.path", FactType::Text, Scope::Part,
     "place in the MIME tree: 1, 1.2, ...", text_member<&Part::path>},
    {"part.type", FactType::Text, Scope::Part, "media type, lower case",
     [](const Subject& s, std::size_t row) {
       return words(part_of(s, row).type.name(), place_of(s, row));
     }},
    {"part.filename", FactType::Text, Scope::Part,
     "file name of Content-Disposition or Content-Type",
     text_member<&Part::filename>},
    {"part.extension", FactType::Text, Scope::Part,
     "what follows the last dot of the file name, lower case", extension},
    {"part.carrier", FactType::Text, Scope::Part,
     "why a client would look for a calendar here; empty when none would",
     [](const Subject& s, std::size_t row) {
       return words(std::string(carrier_name(part_of(s, row).carrier)),
                    place_of(s, row));
     }},
    {"part.size", FactType::Number, Scope::Part,
     "bytes after the transfer encoding",
     [](const Subject& s, std::size_t row) {
       return part_of(s, row).is_leaf()
                  ? number(part_of(s, row).decoded_size, place_of(s, row))
                  : unknown();
     }},
    {"part.encoding", FactType::Text, Scope::Part,
     "transfer encoding: identity, base64, quoted-printable, uuencode, unknown",
     [](const Subject& s, std::size_t row) {
       return words(std::string(encoding_name(part_of(s, row).encoding)),
                    place_of(s, row));
     }},
    {"part.charset", FactType::Text, Scope::Part, "charset as declared",
     text_member<&Part::charset>},
    {"part.disposition", FactType::Text, Scope::Part, "Content-Disposition",
     text_member<&Part::disposition>},
    {"part.reading", FactType::Text, Scope::Part,
     "the reading that shows this part, when it is not the plain one",
     text_member<&Part::reading>},
    {"part.depth", FactType::Number, Scope::Part,
     "depth in the MIME tree, 0 for the root",
     [](const Subject& s, std::size_t row) {
       return number(part_of(s, row).depth, place_of(s, row));
     }},
    {"part.empty", FactType::Boolean, Scope::Part,
     "a leaf without content but white space",
     [](const Subject& s, std::size_t row) {
       const FactValue kind = content_kind(s, row);
       if (!kind.known()) return unknown();
       return boolean(kind.text() == "empty", place_of(s, row));
     }},
    {"part.magic", FactType::Text, Scope::Part,
     "what the content is by its first bytes: calendar, pdf, html, svg, zip, "
     "exe, png, text, empty, binary, ...",
     content_kind},
    {"part.builds_file", FactType::Boolean, Scope::Part,
     "a page whose script decodes a text and makes a file or page of it",
     builds_file},
});

}  // namespace

std::span<const Fact> part_facts() {
  return kFacts;
}

}  // namespace calspam
