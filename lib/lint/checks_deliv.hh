// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"

namespace calspam {

/// What common filters hold against a message, as far as it can be told
/// without a network.
extern const CheckFamily kFamilyDeliv;

}  // namespace calspam
