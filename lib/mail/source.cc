// SPDX-License-Identifier: MIT
#include "mail/source.hh"

namespace calspam {

namespace {

// 16 MB of memory, and a second to compare them with the boundaries of 64
// nested multiparts. A message of honest size never has as many.
constexpr std::size_t kMostHyphenLines = 4u << 20;

// "--" alone is a boundary of nobody, "-- " the mark of a signature.
bool is_worth_keeping(std::string_view bytes, std::size_t at) {
  std::size_t i = at + 2;
  while (i < bytes.size() && (bytes[i] == ' ' || bytes[i] == '\t')) ++i;
  return i < bytes.size() && bytes[i] != '\n' && bytes[i] != '\r';
}

bool ends_first_line_with_line_feed(std::string_view bytes) {
  const std::size_t end = bytes.find_first_of("\r\n");
  if (end == std::string_view::npos || bytes[end] == '\n') return true;
  const std::size_t next = bytes.find_first_not_of('\r', end);
  // CRLF, or CRCRLF, which programs make that add a CR to each CRLF.
  return next != std::string_view::npos && next - end <= 2 &&
         bytes[next] == '\n';
}

}  // namespace

Source::Source(std::string_view bytes, OffsetChain chain)
    : bytes_(bytes),
      chain_(std::move(chain)),
      has_line_feeds_(ends_first_line_with_line_feed(bytes)) {}

const std::vector<std::uint32_t>& Source::hyphen_lines() {
  if (indexed_) return lines_;
  indexed_ = true;
  for (std::size_t at = bytes_.find('-'); at < bytes_.size() && at < UINT32_MAX;
       at = bytes_.find('-', at + 1)) {
    const bool starts_line =
        at == 0 || bytes_[at - 1] == '\n' || bytes_[at - 1] == '\r';
    if (!starts_line || !bytes_.substr(at).starts_with("--")) continue;
    if (!is_worth_keeping(bytes_, at)) continue;
    if (lines_.size() == kMostHyphenLines) {
      cut_ = true;
      break;
    }
    lines_.push_back(static_cast<std::uint32_t>(at));
  }
  return lines_;
}

}  // namespace calspam
