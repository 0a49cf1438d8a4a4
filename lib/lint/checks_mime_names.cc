// SPDX-License-Identifier: MIT
// File names and Content-IDs.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/checks_mime_rows.hh"
#include "lint/content_ids.hh"
#include "lint/edits.hh"
#include "lint/message_parts.hh"
#include "mail/words.hh"
#include "util/text.hh"

namespace calspam {
namespace {

std::string first_value(const std::optional<ParameterField>& field,
                        std::string_view name) {
  if (!field) return "";
  const std::vector<std::string> values = field->values(name);
  return values.empty() ? "" : decode_words(trimmed(values.front()));
}

void check_names(const LintInput& input, int index, LintLog& log) {
  const Part& part = part_at(input.subject, index);
  const std::string filename = first_value(
      parameter_field(input.subject, part, "Content-Disposition"), "filename");
  const std::string name =
      first_value(parameter_field(input.subject, part, "Content-Type"), "name");
  if (filename.empty() || name.empty() || filename == name) return;
  log.add(mime_check("file-names-differ"),
          header_place(input.subject, index, "Content-Disposition"),
          fmt::format("filename \"{}\", but name \"{}\"", filename, name))
      .edits =
      Edits(input)
          .set_header_parameter(index, "Content-Type", "name", filename)
          .take();
}

// What keeps an id from being "<left@right>"; "" for nothing.
std::string fault_of(std::string_view id) {
  if (!id.starts_with('<') || !id.ends_with('>')) return "no angle brackets";
  const std::string_view inner = without_brackets(id);
  if (inner.empty()) return "nothing between the brackets";
  if (inner.find_first_of(" \t<>") != inner.npos)
    return "a blank or bracket inside";
  return "";
}

void check_content_id(const LintInput& input, int index,
                      std::set<std::string>& seen, LintLog& log) {
  const Header* field = part_at(input.subject, index).header("Content-ID");
  if (field == nullptr || input.has_hole(field->span)) return;
  const std::string id = field->text();
  const std::string fault = fault_of(id);
  if (!fault.empty()) {
    LintFinding& finding =
        log.add(mime_check("content-id-broken"), header_place(index, *field),
                fmt::format("Content-ID \"{}\": {}", id, fault));
    const std::string bracketed = fmt::format("<{}>", without_brackets(id));
    if (fault_of(bracketed).empty())
      finding.edits = Edits(input).set_header(index, *field, bracketed).take();
    return;
  }
  if (!seen.insert(id).second) {
    log.add(mime_check("content-id-broken"), header_place(index, *field),
            fmt::format("Content-ID \"{}\" stands on two parts", id));
  } else if (id.find('@') == id.npos) {
    // Gmail names the images of people's mail like that.
    log.add(mime_check("content-id-broken"), header_place(index, *field),
            fmt::format("Content-ID \"{}\": no @", id))
        .level = LintLevel::Warning;
  }
}

void check_images(const LintInput& input, const std::vector<int>& own,
                  LintLog& log) {
  const Subject& subject = input.subject;
  const ContentIds ids(subject);
  for (const HtmlRow& row : subject.htmls) {
    if (!row.property.empty() || row.part < 0 ||
        !std::ranges::binary_search(own, row.part))
      continue;
    const Part& part = part_at(subject, row.part);
    for (const HtmlLink& link : row.html.links) {
      if (!starts_ignoring_case(link.target, "cid:") ||
          ids.part_of(link.target) >= 0)
        continue;
      const Span span = part.content_map.base(link.span);
      if (input.has_hole(span)) continue;
      log.add(mime_check("image-not-carried"),
              {row.part, link.element + "[" + link.attribute + "]", span},
              fmt::format("no part is \"{}\"", link.target));
    }
  }
}

}  // namespace

void check_mime_names(const LintInput& input, LintLog& log) {
  const std::vector<int> own = own_parts(input.subject);
  std::set<std::string> seen;
  for (int index : own) {
    check_names(input, index, log);
    check_content_id(input, index, seen, log);
  }
  check_images(input, own, log);
}

}  // namespace calspam
