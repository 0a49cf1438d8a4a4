// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"

namespace calspam {

/// The structure that CC/R 18003 A.1 recommends for an invitation by mail.
extern const CheckFamily kFamilyA1;

}  // namespace calspam
