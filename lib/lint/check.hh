// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "evidence/fact.hh"
#include "evidence/subject.hh"

namespace calspam {

struct LayoutComparison;  // lint/layout_match.hh
class LintTemplate;       // lint/template.hh
class Rendering;

/// How bad it is to break a check. Error: a receiver is entitled to refuse the
/// message or will misread it. Warning: a SHOULD, informative text, or known
/// breakage in a product. Note: taste, or a fact worth knowing.
enum class LintLevel { Note, Warning, Error };
std::string_view lint_level_name(LintLevel level);  ///< "note", ...

/// Whether a check comes with edits. Safe ones keep the meaning; unsafe ones
/// change content or guess.
enum class Mending { None, Safe, Unsafe };

/// One check of the linter: everything that is said about it, wherever it is
/// said. Plain constants in the tables of the families. An id, once given,
/// never changes its meaning and is never given again.
struct Check {
  std::string_view id;    ///< "6047-02"
  std::string_view slug;  ///< "method-mismatch", for people
  LintLevel level;
  std::string_view clause;   ///< "RFC 6047 2.4", or "policy"
  std::string_view summary;  ///< what offends, one sentence
  std::string_view why;      ///< what comes of it, one sentence or two
  std::string_view fix;      ///< what to do, one sentence
  Mending mending = Mending::None;
  /// More general checks, blanks between, that are silent where this one spoke:
  /// same part, and the bytes overlap or one of the two has none. Named as
  /// --ignore names them (lint/selection.hh); a "/part" behind a name makes it
  /// silent in the whole part.
  std::string_view shadows = "";
  std::string_view honest = "";  ///< genuine producers that break it, ""
  /// Runs where it is asked for by its own id only.
  bool optional = false;
};

/// Replaces the bytes of `span`; an empty span inserts. Made with Edits
/// (lint/edits.hh), which knows about folds, quotes and encodings.
struct Edit {
  Span span;
  std::string text;
  /// Index into Message::parts: the bytes are those of its `content`, which
  /// is encoded anew around the change. -1: they are those of the raw input.
  int part = -1;
};

/// A check that was broken.
struct LintFinding {
  const Check* check = nullptr;
  LintLevel level = LintLevel::Note;  ///< after overrides
  /// What exactly was broken where an id stands for many things:
  /// "REQUEST/VEVENT/ORGANIZER" for a cell of the RFC 5546 tables.
  std::string key;
  std::string message;  ///< lower case, values quoted, no full stop; untrusted
  Place where;
  std::string excerpt;  ///< the offending line as it reads decoded; untrusted
  std::vector<Edit> edits;  ///< that mend it, applied all or none
  std::string lowered;      ///< why its level was lowered, ""
};

/// What the checks may look at.
struct LintInput {
  const Subject& subject;
  /// An earlier message about the same event (--previous), or null.
  const Subject* previous = nullptr;
  /// Raw bytes of placeholders of a template, in order; a value that touches
  /// one is not judged. Empty for what is no template.
  std::span<const Span> holes = {};
  /// How the message stands to the layouts; null where none were loaded.
  const LayoutComparison* layout = nullptr;
  /// The template that the input is, or null.
  const LintTemplate* form = nullptr;
  /// Which rendering of it `subject` is; null where that is the template as it
  /// stands.
  const Rendering* rendering = nullptr;
  /// The time that was given to judge by, if any was.
  std::optional<Instant> now = {};

  bool has_hole(Span raw) const;
};

/// Takes what the checks find, in the order in which they find it; of each
/// check as many as LintLimits says.
class LintLog {
 public:
  /// The finding, for the caller to add `key`, `excerpt` or `edits` to. The
  /// reference lives until the next add().
  LintFinding& add(const Check& check, Place where, std::string message);
  std::vector<LintFinding> take() { return std::move(findings_); }
  /// Those that were not kept.
  std::size_t left_out() const { return left_out_; }

 private:
  std::vector<LintFinding> findings_;
  std::unordered_map<const Check*, std::size_t> counts_;
  LintFinding spare_;  ///< takes what is not kept
  std::size_t left_out_ = 0;
};

/// Checks that share a source: one table of rows, and one function that runs
/// them all over an input.
struct CheckFamily {
  std::string_view name;   ///< prefix of the ids: "6047"
  std::string_view title;  ///< "iMIP (RFC 6047)"
  std::span<const Check> checks;
  void (*run)(const LintInput& input, LintLog& log);
};

}  // namespace calspam
