// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string>

#include "mail/byte_masks.hh"
#include "mail/input_format.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kFrom = "From ";
// Longer lines are neither From_ lines nor looked at for a field name.
constexpr std::size_t kLongestLine = 1024;

enum class Answer { Yes, No, NeedMore };

/// A line at the front of `text`, and whether all of it is there.
struct FrontLine {
  std::string_view text;
  bool whole = false;
};

FrontLine front_line(std::string_view text, bool at_end) {
  const auto window = text.substr(0, kLongestLine);
  const auto end = window.find('\n');
  if (end == window.npos) {
    return {window, at_end || window.size() == kLongestLine};
  }
  auto line = window.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return {line, true};
}

template <std::size_t N>
bool is_one_of(std::string_view word,
               const std::array<std::string_view, N>& names) {
  return std::ranges::any_of(names, [&](std::string_view name) {
    return same_ignoring_case(word, name);
  });
}

bool is_weekday(std::string_view word) {
  constexpr std::array<std::string_view, 7> kDays{"sun", "mon", "tue", "wed",
                                                  "thu", "fri", "sat"};
  if (word.ends_with(',')) word.remove_suffix(1);
  return is_one_of(word, kDays);
}

bool is_month(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths{
      "jan", "feb", "mar", "apr", "may", "jun",
      "jul", "aug", "sep", "oct", "nov", "dec"};
  return is_one_of(word, kMonths);
}

bool is_day(std::string_view word) {
  return (word.size() == 1 || word.size() == 2) &&
         std::ranges::all_of(word, is_ascii_digit);
}

// "9:05", "09:05:30"
bool is_time(std::string_view word) {
  const auto colon = word.find(':');
  return is_day(word.substr(0, colon)) && colon != word.npos &&
         is_day(word.substr(colon + 1, 2));
}

// asctime's "Sun Jan 16 17:34:23 2000", wherever its zone stands, or "Sun, 16
// Jan 2000 17:34:23".
bool has_date(std::string_view line) {
  std::vector<std::string_view> words;
  for (const auto word : split(line, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  for (std::size_t i = 0; i + 3 < words.size(); ++i) {
    if (!is_weekday(words[i])) continue;
    const bool american = is_month(words[i + 1]) && is_day(words[i + 2]);
    const bool european = is_day(words[i + 1]) && is_month(words[i + 2]);
    const std::size_t end = std::min(words.size(), i + 6);
    if ((american || european) &&
        std::any_of(words.begin() + static_cast<std::ptrdiff_t>(i) + 3,
                    words.begin() + static_cast<std::ptrdiff_t>(end),
                    is_time)) {
      return true;
    }
  }
  return false;
}

// Whether the line at the front of `text`, which follows an empty one or
// begins the mailbox, separates messages: it has a date, or a header field
// follows. Content-Length is not asked, for its writer is the sender.
Answer is_separator(std::string_view text, bool at_end) {
  const FrontLine line = front_line(text, at_end);
  if (!line.whole) return Answer::NeedMore;
  if (!line.text.starts_with(kFrom)) return Answer::No;
  if (has_date(line.text)) return Answer::Yes;
  const auto end = text.substr(0, kLongestLine).find('\n');
  if (end == text.npos) return Answer::No;
  const FrontLine next = front_line(text.substr(end + 1), at_end);
  const auto colon = next.text.find(':');
  if (colon == next.text.npos) {
    return next.whole ? Answer::No : Answer::NeedMore;
  }
  return is_mail_field(next.text.substr(0, colon)) ? Answer::Yes : Answer::No;
}

// Where the next line starts that may be a From_ line: at its LF, from `at` on.
std::size_t next_from_line(std::string_view text, std::size_t at) {
  for (; at + kMaskedBytes < text.size(); at += kMaskedBytes)
    for (std::uint64_t lines = lines_starting(text.data() + at, kFrom[0]);
         lines != 0; lines &= lines - 1) {
      const std::size_t end =
          at + static_cast<std::size_t>(std::countr_zero(lines));
      if (text.substr(end + 1).starts_with(kFrom)) return end;
    }
  return text.find("\nFrom ", at);
}

// Cuts a mailbox at its From_ lines. Positions are within the window; the
// message begins at `begin_`, which is file-wide since the window may have
// moved on over a message too large to keep.
class Splitter {
 public:
  Splitter(Input& input, InputQueue& queue)
      : input_(input), window_(input.window), queue_(queue) {}

  void run() {
    const std::size_t blank =
        window_.view().size() - without_blank_start(window_.view()).size();
    window_.drop(blank);
    begin_ = window_.offset();
    while (!queue_.stopped() && next_message()) {
    }
  }

 private:
  // Hands over the message at begin_; false when it was the last.
  bool next_message() {
    std::size_t at = 0;
    while (!queue_.stopped()) {
      const std::string_view view = window_.view();
      const std::size_t hit = next_from_line(view, at);
      if (hit == view.npos) {
        // The last bytes may be the first of a separator.
        at = view.size() - std::min<std::size_t>(view.size(), 6);
        if (window_.grow()) {
          at -= let_go(at);
          continue;
        }
        deliver(message_end(window_.view().size()), true);
        return false;
      }
      at = hit;
      if (!after_empty_line(view, hit)) {
        ++at;
        continue;
      }
      const Answer answer = is_separator(view.substr(hit + 1), ended_);
      if (answer == Answer::NeedMore) {
        ended_ = !window_.grow();
        continue;
      }
      if (answer == Answer::No) {
        ++at;
        continue;
      }
      deliver(message_end(hit + 1), false);
      start_at(hit + 1);
      return true;
    }
    return false;
  }

  static bool after_empty_line(std::string_view view, std::size_t hit) {
    if (hit >= 1 && view[hit - 1] == '\n') return true;
    return hit >= 2 && view[hit - 1] == '\r' && view[hit - 2] == '\n';
  }

  // The end of a message whose separator, or the end of the file, is at `end`:
  // the empty line before that is not part of it.
  std::size_t message_end(std::size_t end) const {
    const std::string_view text = window_.view().substr(0, end);
    if (text.ends_with("\n\n")) return end - 1;
    if (text.ends_with("\n\r\n")) return end - 2;
    return end;
  }

  // A message beyond the limit is kept up to it; the window moves on. Says
  // how far it moved.
  std::size_t let_go(std::size_t scanned) {
    const std::uint64_t limit = queue_.options().limits.message_bytes;
    // An empty line takes three bytes.
    constexpr std::size_t kContext = 8;
    if (scanned < limit + kContext && kept_.empty()) return 0;
    if (scanned < kContext) return 0;
    if (kept_.empty()) kept_ = window_.view().substr(0, limit);
    window_.drop(scanned - kContext);
    return scanned - kContext;
  }

  void deliver(std::size_t end, bool is_last) {
    RawMessage message;
    message.origin.path = input_.path;
    message.origin.member = input_.member;
    message.origin.offset = begin_;
    message.origin.index = ++index_;
    std::uint64_t size = window_.offset() + end - begin_;
    const std::uint64_t limit = queue_.options().limits.message_bytes;
    message.bytes = kept_.empty() ? window_.view().substr(0, end) : kept_;
    message.bytes = message.bytes.substr(0, limit);
    // What is missing after a failure has a byte at least.
    if (is_last && window_.is_broken()) ++size;
    if (size > message.bytes.size()) message.full_size = size;
    queue_.message(message);
  }

  void start_at(std::size_t separator) {
    window_.drop(separator);
    begin_ = window_.offset();
    kept_.clear();
  }

  Input& input_;
  InputWindow& window_;
  InputQueue& queue_;
  std::uint64_t begin_ = 0;
  std::uint64_t index_ = 0;
  bool ended_ = false;
  std::string kept_;
};

}  // namespace

bool is_mbox(const Input& input) {
  return !input.is_folder &&
         is_separator(without_blank_start(input.head), true) == Answer::Yes;
}

void read_mbox(Input& input, InputQueue& queue) {
  Splitter(input, queue).run();
}

}  // namespace calspam
