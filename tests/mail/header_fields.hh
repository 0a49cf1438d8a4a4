// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "mail/message.hh"

namespace calspam {

struct Field {
  std::string name;
  std::string value;
};

/// A message with these header fields; spans count them.
inline Message message_with(const std::vector<Field>& fields) {
  Message message;
  Part& root = message.parts.emplace_back();
  for (const Field& field : fields) {
    Header header;
    header.name = field.name;
    header.value = field.value;
    header.span = {root.headers.size(), root.headers.size() + 1};
    root.headers.push_back(header);
  }
  return message;
}

}  // namespace calspam
