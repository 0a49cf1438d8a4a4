// SPDX-License-Identifier: MIT
#include "util/raw_message.hh"

namespace calspam {

std::string Origin::name() const {
  std::string name = path;
  if (!member.empty()) {
    name += '!';
    name += member;
  }
  if (index != 0) {
    name += '#';
    name += std::to_string(index);
  }
  return name;
}

}  // namespace calspam
