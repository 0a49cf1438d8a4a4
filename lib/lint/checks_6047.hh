// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"

namespace calspam {

/// What carries iTIP over mail: the text/calendar part, its type and its
/// company, who sent it and who signed it (RFC 6047).
extern const CheckFamily kFamily6047;

}  // namespace calspam
