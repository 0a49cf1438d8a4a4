// SPDX-License-Identifier: MIT
#pragma once

#include "engine/pool.hh"
#include "report/report.hh"

namespace calspam {

/// The record of a message that no worker could answer for: level unknown,
/// not complete, what happened, and the command that shows it again. Made from
/// what the parent knows by itself; nothing of the message is parsed.
Report failed_report(const Outcome& outcome, const Failure& failure);

}  // namespace calspam
