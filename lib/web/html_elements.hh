// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "web/html_style.hh"

namespace calspam {

/// Elements whose start and end begin a new line.
bool is_block(std::string_view element);
/// Elements without content and end tag.
bool is_void(std::string_view element);

/// The open elements, for what a start tag says about the text after it. End
/// tags that are missing, stray or crossed are taken as browsers take them,
/// near enough for that. At most 512 deep, as in browsers; deeper elements
/// count as part of the last one.
class OpenElements {
 public:
  const Visibility& visibility() const {
    return open_.empty() ? page_ : open_.back().visibility;
  }
  std::size_t depth() const { return open_.size(); }

  /// Closes what the start of `element` closes: an open p, li, td, ...
  void make_room(std::string_view element);
  void open(std::string_view element, const Visibility& visibility);
  void close(std::string_view element);
  /// The colours behind text are no longer known: there is a style sheet.
  void forget_paper();

 private:
  struct Open {
    std::uint32_t element;  ///< hash of the name
    std::uint32_t kinds;
    Visibility visibility;
  };
  void close_up_to(std::uint32_t element, std::uint32_t barriers);

  /// How many open elements have a hash that ends in these bits, so that most
  /// searches for what is not open need not be made.
  std::uint32_t& count(std::uint32_t element) {
    return counts_[element % counts_.size()];
  }

  std::vector<Open> open_;
  std::array<std::uint32_t, 256> counts_{};
  std::size_t deeper_ = 0;
  Visibility page_;
};

}  // namespace calspam
