// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "batch_options.hh"
#include "engine/analyzer.hh"
#include "report/explain.hh"

namespace calspam {

/// How the messages of files are to be explained.
struct FileExplaining {
  ExplainOptions explain;
  bool html = false;          ///< a page, not text
  std::uint64_t message = 0;  ///< of the inputs only this one; 0: all
};

/// Explains what `batch.paths` hold, in sandboxed workers; the exit status.
/// Of mailboxes only what has calendar content, unless asked for by number.
int explain_files(const BatchOptions& batch, const FileExplaining& options,
                  const Analyzer& analyzer);

}  // namespace calspam
