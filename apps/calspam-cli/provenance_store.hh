// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "batch_options.hh"
#include "command.hh"
#include "report/report.hh"
#include "util/raw_message.hh"
#include "util/result.hh"

namespace calspam {

/// --store and what goes with it.
extern const OptionGroup kStoreOptions;

/// In a worker: the report of an input with its provenance block.
using TraceWork = std::function<Report(const RawMessage&)>;
/// In the parent, before workers are forked: reads what tracing needs (rules,
/// site, keys) and loads what libraries load lazily.
using PrepareTrace = std::function<Result<TraceWork>()>;

/// Whether an operand names something to be done with a store: "record",
/// "why", "who", "same-as", "user", "message-id", "gaps", "export", "forget".
bool is_store_verb(std::string_view operand);

/// An Error where an option of the store was given and no verb.
Result<bool> check_no_store_option(const Arguments& arguments);

/// Says so where the first operand is no file and nearly a verb.
void ask_for_verb(const Arguments& arguments);

/// `calspam provenance record PATH...` and its like: the first operand is the
/// verb. Only record needs to trace.
int run_store_verb(const Arguments& arguments, const PrepareTrace& prepare);

}  // namespace calspam
