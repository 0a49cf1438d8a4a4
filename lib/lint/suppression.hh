// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "evidence/subject.hh"
#include "lint/selection.hh"

namespace calspam {

/// What the input itself asks to be left out:
///
///     X-Calspam-Lint: disable=DELIV-04, 5546-T1    in a header
///     X-CALSPAM-LINT:disable=INTEROP               in a calendar
///
/// In the header of the message it holds for all of it, in that of a part for
/// the part, in a component for the component.
struct Suppression {
  std::vector<CheckPattern> patterns;
  std::vector<std::string> unknown;  ///< what names no check
  int part = -1;
  bool everywhere = false;
  Span scope;  ///< raw bytes; empty: the whole part
  Place place;
  bool used = false;

  bool covers(const Check& check, std::string_view key,
              const Place& where) const;
};

/// In the order of the input, those of the header first.
std::vector<Suppression> suppressions(const Subject& subject);

}  // namespace calspam
