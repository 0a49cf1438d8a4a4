// SPDX-License-Identifier: MIT
#include "lint/shown_line.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

// How far from a place the ends of its line are looked for.
constexpr std::size_t kReach = 4096;

// A text and the way back to the input.
struct Decoded {
  std::string_view text;
  const OffsetChain* map = nullptr;
  bool folds = false;     ///< lines go on behind a blank (RFC 5545 3.1)
  bool by_three = false;  ///< base64: places are known to three bytes only

  // The first byte of the text that stood at or behind `raw`.
  std::size_t offset(std::uint64_t raw) const {
    if (map == nullptr) return std::min<std::uint64_t>(raw, text.size());
    std::size_t low = 0, high = text.size();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (map->base(middle) < raw)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }
};

bool is_fold(std::string_view text, std::size_t line_feed) {
  return line_feed + 1 < text.size() &&
         (text[line_feed + 1] == ' ' || text[line_feed + 1] == '\t');
}

std::size_t line_begin(const Decoded& in, std::size_t at) {
  const std::size_t least = at > kReach ? at - kReach : 0;
  while (at > least) {
    const char before = in.text[at - 1];
    if (before == '\n' && !(in.folds && is_fold(in.text, at - 1))) break;
    --at;
  }
  return at;
}

std::size_t line_end(const Decoded& in, std::size_t at) {
  const std::size_t most = std::min(in.text.size(), at + kReach);
  while (at < most) {
    if (in.text[at] == '\n' && !(in.folds && is_fold(in.text, at))) break;
    ++at;
  }
  return at;
}

// Base64 tells the place of a byte to three bytes only; what a finding is
// about begins behind a separator, and ends before one.
void settle(std::string_view text, Span& caret) {
  constexpr std::string_view kSeparators = ":;=,\"";
  if (caret.begin <= 2 && !caret.empty() &&
      text.substr(0, caret.begin).find_first_of(kSeparators) == text.npos) {
    caret.begin = 0;
  } else {
    const std::size_t stop =
        text.substr(caret.begin, 3).find_first_of(kSeparators);
    if (stop != text.npos) caret.begin += stop + 1;
  }
  const std::uint64_t from =
      std::max(caret.begin, caret.end - std::min<std::uint64_t>(caret.end, 2));
  const std::size_t stop =
      slice(text, {from, caret.end}).find_first_of(kSeparators);
  if (stop != text.npos) caret.end = from + stop;
}

// Keeps the caret in what is left of a long line.
void cut(ShownLine& shown, std::size_t bytes) {
  if (shown.text.size() > bytes) {
    std::size_t begin = 0;
    if (shown.caret.end > bytes)
      begin = shown.caret.begin > bytes / 3 ? shown.caret.begin - bytes / 3 : 0;
    while (begin < shown.text.size() && is_utf8_tail(shown.text[begin]))
      ++begin;
    shown.text = truncated(std::string_view(shown.text).substr(begin), bytes);
    shown.caret.begin -= std::min<std::uint64_t>(begin, shown.caret.begin);
    shown.caret.end -= std::min<std::uint64_t>(begin, shown.caret.end);
  }
  shown.caret.end = std::min<std::uint64_t>(shown.caret.end, shown.text.size());
  shown.caret.begin = std::min(shown.caret.begin, shown.caret.end);
}

ShownLine line_of(const Decoded& in, Span place, std::size_t bytes) {
  const std::size_t at = std::min(in.offset(place.begin), in.text.size());
  const std::size_t end = std::max(at, in.offset(place.end));
  const std::size_t begin = line_begin(in, at);
  const std::size_t stop = line_end(in, at);
  ShownLine shown;
  for (std::size_t i = begin; i <= stop; ++i) {
    if (i == at) shown.caret.begin = shown.text.size();
    if (i == std::min(end, stop)) shown.caret.end = shown.text.size();
    if (i == stop) break;
    const char c = in.text[i];
    if (c == '\n') ++i;  // a fold: the blank goes too
    if (c != '\n' && c != '\r') shown.text += c;
  }
  if (shown.caret.end < shown.caret.begin) shown.caret.end = shown.text.size();
  if (in.by_three) settle(shown.text, shown.caret);
  if (!is_valid_utf8(shown.text)) {
    const std::string_view raw = shown.text;
    const std::string before = to_valid_utf8(raw.substr(0, shown.caret.begin));
    const std::string on = to_valid_utf8(slice(raw, shown.caret));
    shown.text = before + on + to_valid_utf8(raw.substr(shown.caret.end));
    shown.caret = {before.size(), before.size() + on.size()};
  }
  cut(shown, bytes);
  return shown;
}

const Part* part_of(const Subject& subject, int part) {
  const auto at = static_cast<std::size_t>(part);
  return part >= 0 && at < subject.message.parts.size()
             ? &subject.message.parts[at]
             : nullptr;
}

bool is_within(Span inner, Span outer) {
  return inner.begin >= outer.begin && inner.end <= outer.end;
}

// The text that the place lies in, decoded where we have it so.
Decoded text_around(const Subject& subject, const Place& place) {
  const Part* part = part_of(subject, place.part);
  const bool in_body =
      part == nullptr || is_within(place.span, part->body_span);
  const bool by_three =
      part != nullptr && part->encoding == TransferEncoding::Base64;
  for (const CalendarPart& calendar : subject.calendars)
    if (in_body && calendar.part == place.part && calendar.text != nullptr)
      return {*calendar.text, calendar.map, true, by_three};
  if (part != nullptr && in_body && !part->content.empty())
    return {part->content, &part->content_map, false, by_three};
  return {subject.raw->bytes, nullptr, part != nullptr && !in_body, false};
}

}  // namespace

ShownLine shown_line(const Subject& subject, const Place& place,
                     std::size_t bytes) {
  if (place.span.empty() || place.span.begin > subject.raw->bytes.size())
    return {};
  return line_of(text_around(subject, place), place.span, bytes);
}

}  // namespace calspam
