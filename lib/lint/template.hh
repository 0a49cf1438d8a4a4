// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/limits.hh"
#include "lint/placeholders.hh"
#include "lint/template_vars.hh"
#include "util/span.hh"

namespace calspam {

/// A template as it might come out: one branch of each of its blocks taken,
/// stand-ins where something is filled in.
class Rendering {
 public:
  std::string bytes;
  std::vector<Span> holes;  ///< in `bytes`: what stands in, in order
  /// The block whose branch makes this rendering differ from those before;
  /// its opening tag in the template. Empty for the first one.
  Span block;
  std::string branch;   ///< "without {% if location %}"; "" for the first
  bool drops = false;   ///< the branch is that the block is left out
  bool leaves = false;  ///< the last one, and branches are left that none has

  /// Where bytes of the rendering stand in the template; a stand-in is its
  /// placeholder.
  Span in_template(Span span) const;
  /// Whether they were copied from the template, all in one piece.
  bool is_copied(Span span) const;

 private:
  friend class Renderer;
  struct Piece {
    std::uint64_t out = 0;  // begin in `bytes`
    Span in;
    bool copied = false;
  };
  const Piece* piece_at(std::uint64_t out) const;

  std::vector<Piece> pieces_;
};

/// A component all of whose lines are indented, as in a string literal of a
/// program. It is rendered without the indentation.
struct IndentedBlock {
  Span lines;  ///< BEGIN to END
  std::string component;
  std::vector<Span> blanks;  ///< what indents, line by line
};

/// The text of a template, its placeholders, and its blocks.
class LintTemplate {
 public:
  /// Borrows `text`, and `vars` where it is not null.
  LintTemplate(std::string_view text, const TemplateVars* vars,
               const LintLimits& limits);

  std::string_view text() const { return text_; }
  const TemplateVars* vars() const { return vars_; }
  const std::vector<Placeholder>& placeholders() const { return tags_; }
  const std::vector<IndentedBlock>& indented() const { return indented_; }
  bool complete() const { return complete_; }
  /// Each branch of each block taken in one of them; loops run once and twice.
  std::vector<Rendering> renderings() const;

 private:
  friend class Renderer;
  /// A stretch of the template; branches of a block are lists of such.
  struct Node {
    int tag = -1;  // index into tags_; -1: text
    Span span;
    std::vector<std::vector<int>> branches;  // of a block
    std::vector<int> middles;   // tags of the branches but the first
    bool can_be_empty = false;  // no branch is taken when nothing else is
  };

  void read_blocks(std::size_t most_depth);
  Span line_around(std::size_t tag) const;

  std::string_view text_;
  const TemplateVars* vars_;
  std::size_t most_variants_;
  std::vector<Placeholder> tags_;
  std::vector<IndentedBlock> indented_;
  std::vector<Span> blanks_;  // of all of them
  std::vector<Node> nodes_;
  std::vector<int> roots_;
  bool complete_ = true;
};

/// Whether an input is to be linted as a template.
enum class TemplateMode { Auto, Yes, No };

/// By the name of its file (invite.eml.j2), by a control tag, or by a
/// placeholder where each message has a value of its own (UID, DTSTAMP,
/// Message-ID). A message that was sent (Received) is none.
bool looks_like_template(std::string_view path, std::string_view bytes,
                         const LintLimits& limits);

}  // namespace calspam
