// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace calspam {

/// What the world refused: a file, a rule, an option. Never used for odd mail,
/// which becomes an Anomaly.
struct Error {
  std::string where;  ///< "rules/links/x.yaml:12:3", a path, an option
  std::string what;   ///< a lower-case phrase without a full stop

  std::string text() const {
    return where.empty() ? what : where + ": " + what;
  }
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string where, std::string what) {
  return tl::unexpected<Error>(Error{std::move(where), std::move(what)});
}

}  // namespace calspam
