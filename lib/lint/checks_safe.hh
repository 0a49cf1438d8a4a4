// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"

namespace calspam {

/// What could hurt, spy on or deceive those who get the invitation.
extern const CheckFamily kFamilySafe;

}  // namespace calspam
