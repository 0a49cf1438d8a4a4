// SPDX-License-Identifier: MIT
#include "mail/header_field.hh"

#include <algorithm>

#include "mail/anomalies.hh"
#include "util/text.hh"

namespace calspam {

Line line_at(std::string_view text, std::size_t at, std::size_t limit) {
  text = text.substr(0, limit);
  std::size_t end = plain_end(text, at);
  while (end < limit && text[end] != '\n' && text[end] != '\r')
    end = plain_end(text, end + 1);
  if (end == limit) return {end, end};
  if (text[end] == '\n') return {end, end + 1};
  if (end + 1 < limit && text[end + 1] == '\n') return {end, end + 2};
  // CRCRLF: made by programs that add a CR to each CRLF.
  if (end + 2 < limit && text[end + 1] == '\r' && text[end + 2] == '\n')
    return {end, end + 3};
  return {end, end + 1};
}

bool is_field_start(std::string_view text, std::size_t at, std::size_t limit) {
  std::size_t i = at;
  while (i < limit && text[i] != ':' &&
         (static_cast<unsigned char>(text[i]) > ' ' && text[i] != 0x7F))
    ++i;
  if (i == at) return false;
  while (i < limit && (text[i] == ' ' || text[i] == '\t')) ++i;
  return i < limit && text[i] == ':';
}

namespace {

bool starts_with_blank(std::string_view text, std::size_t at,
                       std::size_t limit) {
  return at < limit && (text[at] == ' ' || text[at] == '\t');
}

bool is_from_line(std::string_view line) {
  return line.starts_with("From ") || line.starts_with(">From ");
}

class BlockReader {
 public:
  BlockReader(std::string_view text, Span region, bool line_feeds,
              const Limits& limits)
      : text_(text),
        at_(region.begin),
        limit_(std::min<std::size_t>(region.end, text.size())),
        limits_(limits),
        line_feeds_(line_feeds) {
    block_.begin = at_;
  }

  HeaderBlock read() {
    skip_what_stands_before();
    block_.begin = at_;
    while (at_ < limit_ && step()) {
    }
    block_.end = at_;
    note_bytes();
    return std::move(block_);
  }

 private:
  void note(const AnomalyKind& kind, std::size_t begin, std::size_t end) {
    const Span span{begin, end};
    block_.anomalies.push_back(
        {&kind,
         std::string(truncated(slice(text_, span), limits_.excerpt_bytes)),
         span});
  }

  // Physical line, where a CR alone ends one only if the text knows no LF or
  // if another field follows: in a value it is a byte like others.
  Line line(std::size_t at) {
    std::size_t from = at;
    for (;;) {
      const Line line = line_at(text_, from, limit_);
      const bool bare = line.next == line.end + 1 && text_[line.end] == '\r';
      if (!bare || !line_feeds_) return line;
      bare_cr_ = std::min(bare_cr_, line.end);
      if (is_field_start(text_, line.next, limit_)) return line;
      from = line.next;
    }
  }

  void skip_what_stands_before() {
    if (at_ >= limit_) return;
    skip_blank_lines();
    const Line first = line(at_);
    const std::string_view line_text = text_.substr(at_, first.end - at_);
    if (is_from_line(line_text) && !is_field_start(text_, at_, limit_)) {
      block_.mbox_from = line_text;
      at_ = first.next;
    }
    while (at_ < limit_ && starts_with_blank(text_, at_, limit_)) {
      const Line fold = line(at_);
      // White space alone ends a header as an empty line does.
      if (trimmed(text_.substr(at_, fold.end - at_)).empty()) return;
      if (!is_field_start(text_, fold.next, limit_)) return;
      note(anomaly::kHeaderLeadingFold, at_, fold.end);
      at_ = fold.next;
    }
  }

  // An empty line first means: no header. But readers that skip it are as
  // many, and see the fields that follow.
  void skip_blank_lines() {
    std::size_t at = at_;
    while (at < limit_ && (text_[at] == '\r' || text_[at] == '\n')) ++at;
    if (at == at_ || !is_field_start(text_, at, limit_)) return;
    note(anomaly::kHeaderLeadingBlank, at_, at);
    at_ = at;
  }

  // Reads one field or the end; false when the block is over.
  bool step() {
    if (text_[at_] == '\n' || text_[at_] == '\r') {
      at_ = line_at(text_, at_, limit_).next;
      return false;
    }
    if (at_ - block_.begin > limits_.header_block_bytes) return skip_rest();
    if (!is_field_start(text_, at_, limit_)) return step_over_junk();
    if (block_.fields.size() >= limits_.headers) return skip_rest();
    read_field();
    return true;
  }

  bool step_over_junk() {
    const Line junk = line(at_);
    const std::string_view content = text_.substr(at_, junk.end - at_);
    if (trimmed(content).empty()) {  // white space only: an empty line
      at_ = junk.next;
      return false;
    }
    const bool goes_on = !block_.fields.empty() && junk.next < limit_ &&
                         (is_field_start(text_, junk.next, limit_) ||
                          text_[junk.next] == '\n' || text_[junk.next] == '\r');
    if (!goes_on) {
      note(block_.fields.empty() ? anomaly::kHeaderMissing
                                 : anomaly::kHeaderNoEmptyLine,
           at_, junk.end);
      return false;
    }
    note(
        is_from_line(content) ? anomaly::kHeaderFromLine : anomaly::kHeaderJunk,
        at_, junk.end);
    at_ = junk.next;
    return true;
  }

  // Beyond a bound the empty line is still looked for, nothing is kept.
  bool skip_rest() {
    note(anomaly::kHeaderLimit, at_, at_);
    block_.complete = false;
    while (at_ < limit_ && text_[at_] != '\n' && text_[at_] != '\r')
      at_ = line_at(text_, at_, limit_).next;
    if (at_ < limit_) at_ = line_at(text_, at_, limit_).next;
    return false;
  }

  void read_field() {
    const std::size_t begin = at_;
    std::size_t end = next_line();
    while (at_ < limit_ && starts_with_blank(text_, at_, limit_) &&
           at_ - begin <= limits_.header_block_bytes)
      end = next_line();
    const std::size_t colon = text_.find(':', begin);
    std::size_t name_end = colon;
    while (name_end > begin && is_ascii_space(text_[name_end - 1])) --name_end;
    if (name_end != colon)
      note(anomaly::kHeaderSpaceBeforeColon, begin, colon + 1);
    block_.fields.push_back(
        {std::string(text_.substr(begin, name_end - begin)),
         std::string(text_.substr(colon + 1, end - colon - 1)),
         Span{begin, end}, Span{colon + 1, end}});
  }

  // Moves past a line; returns where its content ended.
  std::size_t next_line() {
    const Line here = line(at_);
    at_ = here.next;
    return here.end;
  }

  void note_bytes() {
    const std::string_view bytes =
        text_.substr(block_.begin, block_.end - block_.begin);
    if (bare_cr_ < block_.end)
      note(anomaly::kHeaderBareCr, bare_cr_, bare_cr_ + 1);
    if (const auto nul = bytes.find('\0'); nul != std::string_view::npos)
      note(anomaly::kHeaderNul, block_.begin + nul, block_.begin + nul + 1);
    const auto high = std::find_if(bytes.begin(), bytes.end(), [](char c) {
      return static_cast<unsigned char>(c) > 127;
    });
    if (high == bytes.end()) return;
    const auto at = static_cast<std::size_t>(high - bytes.begin());
    note(anomaly::kHeader8Bit, block_.begin + at, block_.begin + at + 1);
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t limit_;
  const Limits& limits_;
  bool line_feeds_;
  std::size_t bare_cr_ = std::string_view::npos;
  HeaderBlock block_;
};

}  // namespace

HeaderBlock read_header_block(std::string_view text, Span region,
                              bool line_feeds, const Limits& limits) {
  return BlockReader(text, region, line_feeds, limits).read();
}

std::string unfolded(std::string_view raw_value) {
  std::string out;
  out.reserve(raw_value.size());
  for (char c : raw_value)
    if (c != '\r' && c != '\n') out += c;
  return out;
}

}  // namespace calspam
