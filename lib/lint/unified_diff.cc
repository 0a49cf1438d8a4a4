// SPDX-License-Identifier: MIT
#include "lint/unified_diff.hh"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kContext = 3;
// Differences looked for one by one; more are shown as one.
constexpr std::ptrdiff_t kMostSteps = 1'000;

using Lines = std::vector<std::string_view>;

// With their line ends.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// A stretch of lines that became another one.
struct Change {
  std::size_t before = 0, before_end = 0, after = 0, after_end = 0;
};

// Myers, An O(ND) Difference Algorithm (1986): the furthest reaching paths of
// each number of steps, kept to walk back along them.
class Comparison {
 public:
  Comparison(const Lines& a, const Lines& b) : a_(a), b_(b) {
    while (head_ < std::min(a.size(), b.size()) && a[head_] == b[head_])
      ++head_;
    while (tail_ < std::min(a.size(), b.size()) - head_ &&
           a[a.size() - 1 - tail_] == b[b.size() - 1 - tail_])
      ++tail_;
    n_ = static_cast<std::ptrdiff_t>(a.size() - head_ - tail_);
    m_ = static_cast<std::ptrdiff_t>(b.size() - head_ - tail_);
  }

  std::vector<Change> changes() {
    if (n_ == 0 && m_ == 0) return {};
    const std::optional<std::ptrdiff_t> steps = forward();
    if (!steps) return {change(0, n_, 0, m_)};
    return back(*steps);
  }

 private:
  Change change(std::ptrdiff_t a, std::ptrdiff_t a_end, std::ptrdiff_t b,
                std::ptrdiff_t b_end) const {
    const auto at = [this](std::ptrdiff_t offset) {
      return head_ + static_cast<std::size_t>(offset);
    };
    return {at(a), at(a_end), at(b), at(b_end)};
  }
  bool same(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return a_[head_ + static_cast<std::size_t>(x)] ==
           b_[head_ + static_cast<std::size_t>(y)];
  }
  // x on diagonal k after d - 1 steps.
  std::ptrdiff_t reached(const std::vector<std::ptrdiff_t>& row,
                         std::ptrdiff_t k) const {
    const auto middle = static_cast<std::ptrdiff_t>(row.size() / 2);
    return row[static_cast<std::size_t>(middle + k)];
  }
  bool goes_down(const std::vector<std::ptrdiff_t>& row, std::ptrdiff_t k,
                 std::ptrdiff_t d) const {
    return k == -d || (k != d && reached(row, k - 1) < reached(row, k + 1));
  }

  std::optional<std::ptrdiff_t> forward() {
    std::vector<std::ptrdiff_t> row(3, 0);  // of d - 1, diagonals -1..1
    for (std::ptrdiff_t d = 0; d <= std::min(n_ + m_, kMostSteps); ++d) {
      std::vector<std::ptrdiff_t> next(static_cast<std::size_t>(2 * d + 5), 0);
      const auto middle = static_cast<std::ptrdiff_t>(next.size() / 2);
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        std::ptrdiff_t x = d == 0                 ? 0
                           : goes_down(row, k, d) ? reached(row, k + 1)
                                                  : reached(row, k - 1) + 1;
        while (x < n_ && x - k < m_ && x - k >= 0 && same(x, x - k)) ++x;
        next[static_cast<std::size_t>(middle + k)] = x;
        if (x >= n_ && x - k >= m_) {
          rows_.push_back(std::move(next));
          return d;
        }
      }
      row = next;
      rows_.push_back(std::move(next));
    }
    return {};
  }

  std::vector<Change> back(std::ptrdiff_t d) {
    std::vector<Change> out;
    std::ptrdiff_t x = n_, y = m_;
    for (; d > 0; --d) {
      const auto& row = rows_[static_cast<std::size_t>(d - 1)];
      const std::ptrdiff_t k = x - y;
      const bool down = goes_down(row, k, d);
      const std::ptrdiff_t before_x = reached(row, down ? k + 1 : k - 1);
      const std::ptrdiff_t before_y = before_x - (down ? k + 1 : k - 1);
      const Change step = change(before_x, before_x + (down ? 0 : 1), before_y,
                                 before_y + (down ? 1 : 0));
      if (!out.empty() && out.back().before == step.before_end &&
          out.back().after == step.after_end) {
        out.back().before = step.before;
        out.back().after = step.after;
      } else {
        out.push_back(step);
      }
      x = before_x;
      y = before_y;
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

  const Lines& a_;
  const Lines& b_;
  std::size_t head_ = 0, tail_ = 0;
  std::ptrdiff_t n_ = 0, m_ = 0;
  std::vector<std::vector<std::ptrdiff_t>> rows_;
};

void put_line(std::string& out, char mark, std::string_view line) {
  const bool ended = line.ends_with('\n');
  if (ended) line.remove_suffix(1);
  if (mark == ' ' && line.ends_with('\r')) line.remove_suffix(1);
  out += mark;
  out += printable(line);
  out += '\n';
  if (!ended) out += "\\ No newline at end of file\n";
}

std::string range(std::size_t begin, std::size_t end) {
  const std::size_t count = end - begin;
  if (count == 1) return std::to_string(begin + 1);
  return fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
}

// Changes that share lines of context, and those lines.
void put_hunk(std::string& out, const Lines& a, const Lines& b,
              const Change* first, const Change* last) {
  const std::size_t lead = std::min(kContext, first->before);
  const std::size_t trail = std::min(kContext, a.size() - last->before_end);
  out += fmt::format("@@ -{} +{} @@\n",
                     range(first->before - lead, last->before_end + trail),
                     range(first->after - lead, last->after_end + trail));
  std::size_t at = first->before - lead;
  for (const Change* change = first; change <= last; ++change) {
    for (; at < change->before; ++at) put_line(out, ' ', a[at]);
    for (; at < change->before_end; ++at) put_line(out, '-', a[at]);
    for (std::size_t i = change->after; i < change->after_end; ++i)
      put_line(out, '+', b[i]);
  }
  for (; at < last->before_end + trail; ++at) put_line(out, ' ', a[at]);
}

}  // namespace

std::string unified_diff(std::string_view name, std::string_view before,
                         std::string_view after) {
  const Lines a = lines_of(before), b = lines_of(after);
  const std::vector<Change> changes = Comparison(a, b).changes();
  if (changes.empty()) return "";
  const std::string shown = printable(name);
  std::string out = fmt::format("--- {}\n+++ {} (mended)\n", shown, shown);
  for (std::size_t i = 0; i < changes.size();) {
    std::size_t last = i;
    while (last + 1 < changes.size() &&
           changes[last + 1].before - changes[last].before_end <= 2 * kContext)
      ++last;
    put_hunk(out, a, b, &changes[i], &changes[last]);
    i = last + 1;
  }
  return out;
}

}  // namespace calspam
