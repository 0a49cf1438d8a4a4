// SPDX-License-Identifier: MIT
#include "lint/content_ids.hh"

#include "lint/message_parts.hh"
#include "util/text.hh"
#include "web/encoding.hh"

namespace calspam {

ContentIds::ContentIds(const Subject& subject) {
  for (std::size_t i = 0; i < subject.message.parts.size(); ++i) {
    const Part& part = subject.message.parts[i];
    if (!part.reading.empty()) continue;
    for (const Header* id : part.all_headers("Content-ID"))
      parts.emplace(without_brackets(id->text()), static_cast<int>(i));
    for (const Header* id : part.all_headers("Message-ID"))
      messages.emplace(without_brackets(id->text()), static_cast<int>(i));
  }
}

int ContentIds::part_of(std::string_view url) const {
  url = trimmed(url);
  const bool is_mid = starts_ignoring_case(url, "mid:");
  std::string_view rest = url.substr(url.find(':') + 1);
  if (is_mid) {
    const std::size_t slash = rest.find('/');
    const auto message = messages.find(percent_decoded(rest.substr(0, slash)));
    if (message == messages.end()) return -1;
    if (slash == rest.npos) return message->second;
    rest.remove_prefix(slash + 1);
  }
  const auto part = parts.find(percent_decoded(rest));
  return part == parts.end() ? -1 : part->second;
}

}  // namespace calspam
