// SPDX-License-Identifier: MIT
#pragma once

#include "lint/check.hh"

namespace calspam {

/// What has to be right before anything else can be looked at.
extern const CheckFamily kFamilyIo;

struct Suppression;
/// What `suppression` names but no check is called, or that it covers nothing.
/// Known when all else has been said.
void note_idle_suppression(const Suppression& suppression, LintLog& log);

}  // namespace calspam
