// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "detect/rule_set.hh"
#include "detect/verdict.hh"
#include "evidence/subject.hh"
#include "report/report.hh"

namespace calspam {

/// The record of a judged subject. Findings come with the most weight first,
/// then in the order of the rules, then by place. Lists are cut at the limits
/// of a report, strings at 4 KiB (an ellipsis marks the cut); both are said in
/// the record. All strings come out as valid UTF-8.
Report build_report(const Subject& subject, const RuleSet& rules,
                    std::vector<Finding> findings, Verdict verdict);

/// The record of mail that the sift (mail/sift.hh) found no calendar in: what
/// its header says, and nothing that takes a look at the rest, such as a hash.
Report header_report(const RawMessage& raw, const Message& header);

/// Advice with its sentences made fit for a report.
Advice reported_advice(Advice advice);

}  // namespace calspam
