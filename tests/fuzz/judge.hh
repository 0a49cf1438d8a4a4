// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "engine/analyzer.hh"

namespace calspam {

/// What the operator knows: site.yaml beside this file.
const std::shared_ptr<const Site>& judge_site();
/// An analyzer with our own rules, for every role, at that site.
const Analyzer& judge();

}  // namespace calspam
