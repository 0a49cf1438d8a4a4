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
/// `first` is beyond LintLimits::suppressions, as are those behind it.
void note_unheeded_suppressions(const Suppression& first, LintLog& log);

}  // namespace calspam
