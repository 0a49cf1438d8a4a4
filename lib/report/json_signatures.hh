// SPDX-License-Identifier: MIT
#pragma once

#include "provenance/signature.hh"
#include "report/json_text.hh"

namespace calspam {

/// What our own verification came to: members "dkim", "dkim_count", "arc",
/// "smime" and "bounds".
void write_signatures(JsonText& json, const Signatures& signatures);

}  // namespace calspam
