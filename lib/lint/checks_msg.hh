// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"

namespace calspam {

/// The header of the message (RFC 5322 and what stands beside it).
extern const CheckFamily kFamilyMsg;

}  // namespace calspam
