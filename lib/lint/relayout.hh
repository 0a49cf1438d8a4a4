// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "lint/check.hh"

namespace calspam {

/// Edits that bring a message into the layout of CC/R 18003 A.1: text/plain
/// and text/html under multipart/alternative, text/calendar beside it under
/// multipart/mixed, and the same calendar as application/ics in base64 named
/// invite.ics. What else the message holds follows them. A body that is
/// missing is written from the event.
///
/// None where nothing can be said to be the invitation: no calendar, several
/// that are not copies of one, or parts that cannot be taken as they are.
std::vector<Edit> relayout_edits(const LintInput& input);

}  // namespace calspam
