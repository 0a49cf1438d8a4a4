// SPDX-License-Identifier: MIT
#include "util/line_index.hh"

#include <algorithm>

namespace calspam {
namespace {

constexpr std::size_t kBlock = 1024;

}  // namespace

void LineIndex::build() {
  if (raw_.find('\n') == std::string_view::npos &&
      raw_.find('\r') != std::string_view::npos)
    end_of_line_ = '\r';
  Mark mark{1, 0};
  marks_.push_back(mark);
  std::size_t next_block = kBlock;
  for (std::size_t at = 0; next_block <= raw_.size();) {
    const std::size_t end = raw_.find(end_of_line_, at);
    const std::size_t next_start =
        end == std::string_view::npos ? raw_.size() + 1 : end + 1;
    while (next_block <= raw_.size() && next_block < next_start) {
      marks_.push_back(mark);
      next_block += kBlock;
    }
    mark = {mark.line + 1, next_start};
    at = next_start;
  }
}

LinePosition LineIndex::locate(std::uint64_t offset) {
  if (marks_.empty()) build();
  offset = std::min<std::uint64_t>(offset, raw_.size());
  const std::size_t block = offset / kBlock;
  Mark mark = marks_[block];
  const std::string_view before = raw_.substr(0, offset);
  for (std::size_t at = before.find(end_of_line_, block * kBlock);
       at != before.npos; at = before.find(end_of_line_, at + 1))
    mark = {mark.line + 1, at + 1};
  return {mark.line, offset - mark.start + 1};
}

}  // namespace calspam
