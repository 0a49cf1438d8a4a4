// SPDX-License-Identifier: MIT
#include "lint/mime_shape.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

std::string_view encoding_name(TransferEncoding encoding) {
  switch (encoding) {
    case TransferEncoding::Base64:
      return "base64";
    case TransferEncoding::QuotedPrintable:
      return "quoted-printable";
    case TransferEncoding::Uuencode:
      return "uuencode";
    case TransferEncoding::Identity:
    case TransferEncoding::Unknown:
      return "";
  }
  return "";
}

// 7bit, 8bit and binary are one encoding to the reader, not to a layout.
std::string encoding_of(const Part& part) {
  const std::string_view known = encoding_name(part.encoding);
  if (!known.empty()) return std::string(known);
  return ascii_lower(trimmed(part.header_text("Content-Transfer-Encoding")));
}

}  // namespace

MimeShape::MimeShape(const Message& message)
    : message_(message),
      children_(message.parts.size()),
      holds_calendar_(message.parts.size()) {
  std::vector<bool> strict(message.parts.size());
  for (std::size_t i = 0; i < message.parts.size(); ++i) {
    const Part& one = message.parts[i];
    const auto parent = static_cast<std::size_t>(one.parent);
    // Within a message that is carried along is another mail.
    if (!one.reading.empty() ||
        (one.parent >= 0 &&
         (!strict[parent] || message.parts[parent].is_message)))
      continue;
    strict[i] = true;
    parts_.push_back(static_cast<int>(i));
    if (one.parent >= 0) children_[parent].push_back(static_cast<int>(i));
  }
  for (auto at = parts_.rbegin(); at != parts_.rend(); ++at) {
    const auto i = static_cast<std::size_t>(*at);
    if (is_calendar(*at)) holds_calendar_[i] = true;
    if (holds_calendar_[i] && message.parts[i].parent >= 0)
      holds_calendar_[static_cast<std::size_t>(message.parts[i].parent)] = true;
  }
}

bool MimeShape::is_calendar(int index) const {
  return part(index).is_leaf() && part(index).carrier != Carrier::None;
}

bool MimeShape::has_type(int index,
                         const std::vector<std::string>& types) const {
  const std::string name = part(index).type.name();
  return std::ranges::any_of(types, [&](const std::string& type) {
    if (type == "*/*") return part(index).is_leaf() && !is_calendar(index);
    return type == name;
  });
}

bool MimeShape::hides_calendar(int index, std::size_t from) const {
  const std::vector<int>& inner = children(index);
  for (std::size_t i = from; i < inner.size(); ++i)
    if (holds_calendar_[static_cast<std::size_t>(inner[i])]) return true;
  return false;
}

int MimeShape::without_related(int index) const {
  while (part(index).type.is("multipart", "related") &&
         !children(index).empty() && !hides_calendar(index, 1))
    index = children(index).front();
  return index;
}

std::vector<MimeShape::Start> MimeShape::starts() const {
  std::vector<Start> found;
  Start start;
  for (;;) {
    found.push_back(start);
    const MediaType& type = part(start.part).type;
    const std::vector<int>& inner = children(start.part);
    const bool opens = type.is("multipart", "signed") ||
                       type.is("multipart", "mixed") ||
                       type.is("multipart", "related");
    if (!opens || inner.empty() || hides_calendar(start.part, 1)) return found;
    // Beside a calendar, or behind a text, stand bodies; behind the bodies
    // stand attachments.
    if (type.is("multipart", "mixed") && part(inner.front()).is_leaf())
      return found;
    // The signature and the pictures belong to what they stand beside.
    if (type.is("multipart", "mixed"))
      start.passed.insert(start.passed.end(), inner.begin() + 1, inner.end());
    start.part = inner.front();
  }
}

std::string layout_value(const Part& part, LayoutNeed::What what) {
  switch (what) {
    case LayoutNeed::What::Method: {
      const Parameter* method = part.type.parameter("method");
      return method == nullptr ? "" : method->value;
    }
    case LayoutNeed::What::Charset:
      return part.charset;
    case LayoutNeed::What::Encoding:
      return encoding_of(part);
    case LayoutNeed::What::Disposition:
      return part.disposition;
    case LayoutNeed::What::File:
      return part.filename;
  }
  return "";
}

}  // namespace calspam
