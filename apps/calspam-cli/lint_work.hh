// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "engine/analyzer.hh"
#include "engine/reply.hh"
#include "lint_options.hh"

namespace calspam {

/// What a worker found out about one message that its text does not say, and
/// the parent needs: rides on the digest of the reply.
struct LintNews {
  std::string name;          ///< of the input
  std::string path;          ///< of the file that is the input, "" when none is
  std::string digest;        ///< of the format
  std::string fingerprints;  ///< a line each
  std::string mended;        ///< the input's new bytes
  std::string sha256;        ///< of its old ones
  std::string notes;         ///< what was mended and what left, a line each
  bool changed = false;
};
std::string packed(const LintNews& news);
LintNews unpacked(std::string_view digest);

/// In a worker: lints one message and writes what is to be said of it.
class LintWork {
 public:
  /// Null `analyzer`: the format wants no record of the message. Borrows
  /// `command`.
  LintWork(const LintCommand& command, FormatOptions format,
           std::shared_ptr<const Analyzer> analyzer);
  Reply operator()(const RawMessage& raw) const;

 private:
  LintReport linted(const Subject& subject, const LintOptions& options,
                    LintNews& news) const;
  const Subject* previous() const;

  const LintCommand& command_;
  FormatOptions format_;
  std::shared_ptr<const Analyzer> analyzer_;
  // Read when the first message asks, so that a hostile one is read in the
  // sandbox.
  struct Earlier;
  std::shared_ptr<Earlier> earlier_;
};

}  // namespace calspam
