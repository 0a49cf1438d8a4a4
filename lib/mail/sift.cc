// SPDX-License-Identifier: MIT
#include "mail/sift.hh"

#include <algorithm>
#include <array>
#include <bit>
#include <span>

#include "mail/byte_masks.hh"
#include "mail/header_field.hh"
#include "mail/line_start.hh"
#include "mail/service.hh"
#include "mail/sift_field.hh"
#include "mail/sift_start.hh"
#include "mail/source.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view kBegin = "BEGIN:VCALENDAR";
// Containers whose boundaries are remembered; mail with more is kept.
constexpr std::size_t kMostContainers = 16;

// Calls `visit(place)` for each place that mark_places() marks, in order, until
// it returns false; false then. The first byte is the caller's.
template <typename Visit>
bool for_each_place(std::string_view text, Visit visit) {
  std::array<std::uint64_t, 64> masks;
  std::size_t at = 1;
  while (at + kMaskedBytes <= text.size()) {
    const std::size_t blocks =
        std::min(masks.size(), (text.size() - at) / kMaskedBytes);
    mark_places(text.data() + at, std::span(masks).first(blocks));
    for (std::size_t i = 0; i < blocks; ++i, at += kMaskedBytes)
      for (std::uint64_t mask = masks[i]; mask != 0; mask &= mask - 1)
        if (!visit(at + static_cast<std::size_t>(std::countr_zero(mask))))
          return false;
  }
  for (; at < text.size(); ++at)
    if (!visit(at)) return false;
  return true;
}

bool has_colons(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0; --count, ++at) {
    at = text.find(':', at);
    if (at == npos) return false;
  }
  return true;
}

class Sift {
 public:
  Sift(std::string_view bytes, const Limits& limits)
      : bytes_(bytes), limits_(limits) {}

  SiftResult run() {
    // A text of this size is cut by the reader; whether one is text is not
    // worth telling apart.
    if (bytes_.size() > limits_.text_bytes) keep("large");
    if (bytes_.starts_with('\0')) keep("NUL byte");
    if (!bytes_.empty()) line(0);
    const bool whole =
        for_each_place(bytes_, [this](std::size_t at) { return place(at); });
    if (whole) finish();
    return {!reason_.empty(), reason_};
  }

 private:
  void keep(std::string_view why) {
    if (reason_.empty()) reason_ = why;
  }

  // Not the first byte. False when the answer is known.
  bool place(std::size_t at) {
    const char before = bytes_[at - 1];
    if (before == '\n' || before == '\r') line(at);
    if (bytes_[at] == '\0') keep("NUL byte");
    if (bytes_[at] == ':' && ascii_lower(before) == 'n' && at >= 5 &&
        starts_ignoring_case(bytes_.substr(at - 5), kBegin))
      keep("calendar text");
    return reason_.empty();
  }

  void line(std::size_t at) {
    const unsigned start = kLineStarts[static_cast<unsigned char>(bytes_[at])];
    if (start == kLineEnd) return line_end(at);
    if ((start & kField) != 0) field(at);
    if ((start & kBeginLine) != 0) begin_line(at);
    if ((start & kHyphen) != 0) hyphen_line(at);
    if ((start & kQuotedPrintable) != 0) quoted_printable(at);
    if ((start & kBase64) != 0) base64(at);
  }

  // LF and an empty line: a header block ends here in every reading.
  void line_end(std::size_t at) {
    if (at == 0 || bytes_[at - 1] != '\n') return;
    const bool empty = bytes_[at] == '\n' || bytes_.substr(at, 2) == "\r\n";
    if (empty) end_block(at);
  }

  // Whether what lies behind could have been a header beyond the bounds.
  void end_block(std::size_t at) {
    const std::string_view block = bytes_.substr(block_, at - block_);
    block_ = at;
    const bool is_long = block.size() > limits_.header_value_bytes ||
                         block.size() >= limits_.header_block_bytes;
    const std::size_t colons = is_long ? 1 : limits_.headers;
    if (block.size() >= colons && has_colons(block, colons))
      keep("long header");
  }

  std::string_view value_from(std::size_t at) const {
    std::size_t end = bytes_.find('\n', at);
    while (end != npos && end + 1 < bytes_.size() &&
           (bytes_[end + 1] == ' ' || bytes_[end + 1] == '\t'))
      end = bytes_.find('\n', end + 1);
    std::string_view value = bytes_.substr(at, end == npos ? npos : end - at);
    while (value.ends_with('\r')) value.remove_suffix(1);
    return value;
  }

  // The value of a field of that name at `at`; false when there is none.
  bool has_value(std::size_t at, std::string_view name,
                 std::string_view& value) {
    if (!starts_ignoring_case(bytes_.substr(at, name.size()), name))
      return false;
    std::size_t colon = at + name.size();
    while (colon < bytes_.size() &&
           (bytes_[colon] == ' ' || bytes_[colon] == '\t'))
      ++colon;
    if (colon >= bytes_.size() || bytes_[colon] != ':') return false;
    value = value_from(colon + 1);
    return true;
  }

  void field(std::size_t at) {
    // Most lines of base64 and of prose end here.
    const char second = at + 1 < bytes_.size() ? bytes_[at + 1] : '\0';
    if (std::string_view("oOrReE").find(second) == npos) return;
    std::string_view value;
    if (has_value(at, "Content-Type", value)) return content_type(value);
    if (has_value(at, "Content-Transfer-Encoding", value))
      return encoding(value);
    if (has_value(at, "Content-Disposition", value)) {
      note_carriage_return(value);
      return keep_for(sift_disposition(value, limits_));
    }
    if (has_value(at, "From", value) || has_value(at, "Sender", value))
      sender(value);
  }

  void keep_for(const SiftedField& field) {
    if (!field.keep.empty()) keep(field.keep);
  }

  // Where a field with a bare CR ends depends on what follows it.
  void note_carriage_return(std::string_view value) {
    for (std::size_t at = value.find('\r'); at != npos;
         at = value.find('\r', at + 1))
      if (at + 1 < value.size() && value[at + 1] != '\n')
        return keep("carriage return in a field");
  }

  void content_type(std::string_view value) {
    note_carriage_return(value);
    const SiftedField type = sift_content_type(value, limits_);
    keep_for(type);
    if (type_block_ == block_) keep("two types");
    type_block_ = block_;
    digest_ = digest_ || type.is_digest;
    if (!type.is_container) return;
    container_block_ = block_;
    if (encoded_block_ == block_) keep("encoded container");
    if (containers_ == kMostContainers || ++messages_ > limits_.nested_messages)
      return keep("many containers");
    if (type.is_multipart) boundaries_[containers_++] = {type.boundary, false};
  }

  void encoding(std::string_view value) {
    note_carriage_return(value);
    const SiftedEncoding encoding = sift_encoding(value);
    if (encoding == SiftedEncoding::Uuencode) keep("uuencoded");
    if (coding_block_ == block_) keep("two encodings");
    coding_block_ = block_;
    if (encoding != SiftedEncoding::Encoded) return;
    encoded_block_ = block_;
    // Parts of a digest are messages though nothing in them says so.
    if (container_block_ == block_ || digest_) keep("encoded container");
  }

  void sender(std::string_view value) {
    if (service_asked_ || !may_name_service(value)) return;
    service_asked_ = true;
    const Message message = parse_root_header(bytes_, limits_);
    const CalendarService* service = calendar_service(message, limits_);
    if (service != nullptr && service->dedicated) keep("calendar service");
  }

  // BEGIN : VCALENDAR as a header field; "begin 644 name" of uuencode.
  void begin_line(std::size_t at) {
    if (!starts_ignoring_case(bytes_.substr(at, 5), "begin")) return;
    std::string_view rest = bytes_.substr(at + 5);
    if (rest.size() > 5 && rest[0] == ' ' && is_ascii_digit(rest[1]) &&
        is_ascii_digit(rest[2]) && is_ascii_digit(rest[3]))
      return keep("uuencoded");
    std::size_t i = 0;
    while (i < rest.size() && (rest[i] == ' ' || rest[i] == '\t')) ++i;
    if (i == rest.size() || rest[i] != ':') return;
    ++i;
    while (i < rest.size() && is_ascii_space(rest[i])) ++i;
    if (starts_ignoring_case(rest.substr(i), "VCALENDAR"))
      keep("calendar text");
  }

  void hyphen_line(std::size_t at) {
    if (!bytes_.substr(at).starts_with("--")) return;
    if (++hyphen_lines_ > limits_.parts / 4) return keep("many parts");
    const std::string_view text = bytes_.substr(at + 2);
    for (std::size_t i = 0; i < containers_; ++i) {
      Known& known = boundaries_[i];
      if (known.text.empty() || !text.starts_with(known.text)) continue;
      std::string_view rest = text.substr(known.text.size());
      rest = trimmed(rest.substr(0, rest.find_first_of("\r\n")));
      if (rest.empty() || rest == "--")
        known.used = true;
      else
        longer_ = true;
    }
  }

  void quoted_printable(std::size_t at) {
    if (at < quoted_printable_to_) return;
    const EncodedStart start = quoted_printable_start(bytes_, at);
    if (start.starts_calendar) keep("quoted-printable calendar");
    quoted_printable_to_ = start.first;
  }

  void base64(std::size_t at) {
    if (at < base64_to_) return;
    const std::size_t first = next_base64(bytes_, at);
    if (first == npos) {
      base64_to_ = bytes_.size();
      return;
    }
    if (can_start_base64(bytes_[first])) {
      // Outside of parts the reader looks for this at every line.
      if (bytes_.substr(first).starts_with("QkVHSU46VkNBTEVOREFS"))
        return keep("base64 calendar");
      // Within base64 no body starts.
      if (base64_starts_calendar(bytes_, first)) {
        if (is_base64_line(line_before(at))) return;
        keep("base64 calendar");
      }
    }
    base64_to_ = first + 1;
  }

  // The line that ends before `at`, or the last of one that is too long to be
  // base64.
  std::string_view line_before(std::size_t at) const {
    if (at == 0) return {};
    const std::size_t end = at - 1;
    const std::size_t from = end - std::min(end, kLongestBase64Line + 2);
    const std::string_view text = bytes_.substr(from, end - from);
    return text.substr(text.rfind('\n') + 1);
  }

  // Multiparts that are read anew when their boundary does not occur, or
  // occurs as the start of other lines: a few are within the reader's budget.
  void finish() {
    end_block(bytes_.size());
    const auto unused =
        std::count_if(boundaries_.begin(), boundaries_.begin() + containers_,
                      [](const Known& known) { return !known.used; });
    if (unused >= 2 || (longer_ && containers_ >= 3)) keep("odd boundary");
  }

  struct Known {
    std::string_view text;
    bool used = false;
  };

  std::string_view bytes_;
  const Limits& limits_;
  std::string_view reason_;
  // Header blocks are told apart by where the last sure end of one stands.
  std::size_t block_ = 0;
  std::size_t type_block_ = npos;
  std::size_t container_block_ = npos;
  std::size_t coding_block_ = npos;
  std::size_t encoded_block_ = npos;
  bool digest_ = false;
  std::array<Known, kMostContainers> boundaries_{};
  std::size_t containers_ = 0;  // multiparts
  std::size_t messages_ = 0;    // and messages
  std::size_t hyphen_lines_ = 0;
  bool longer_ = false;
  bool service_asked_ = false;
  // Line starts before these were looked at already.
  std::size_t quoted_printable_to_ = 0;
  std::size_t base64_to_ = 0;
};

}  // namespace

SiftResult sift(std::string_view message, const Limits& limits) {
  return Sift(message, limits).run();
}

Message parse_root_header(std::string_view bytes, const Limits& limits) {
  const Source source(bytes, {});
  HeaderBlock block = read_header_block(bytes, {0, bytes.size()},
                                        source.has_line_feeds(), limits);
  Message message;
  message.mbox_from = std::move(block.mbox_from);
  Part root;
  root.path = "1";
  root.headers = std::move(block.fields);
  root.header_span = {block.begin, block.end};
  root.body_span = {block.end, bytes.size()};
  message.parts.push_back(std::move(root));
  return message;
}

}  // namespace calspam
