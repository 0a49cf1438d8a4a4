// SPDX-License-Identifier: MIT
#include "lint/template.hh"

#include <algorithm>
#include <array>
#include <map>

#include "lint/encoder.hh"
#include "lint/stand_in.hh"
#include "util/text.hh"

namespace calspam {

const Rendering::Piece* Rendering::piece_at(std::uint64_t out) const {
  const auto next =
      std::upper_bound(pieces_.begin(), pieces_.end(), out,
                       [](std::uint64_t value, const Piece& piece) {
                         return value < piece.out;
                       });
  return next == pieces_.begin() ? nullptr : &*std::prev(next);
}

Span Rendering::in_template(Span span) const {
  const Piece* first = piece_at(span.begin);
  if (first == nullptr) return {};
  const std::uint64_t begin =
      first->copied
          ? std::min(first->in.begin + (span.begin - first->out), first->in.end)
          : first->in.begin;
  if (span.empty()) return {begin, begin};
  const Piece* last = piece_at(span.end - 1);
  const std::uint64_t end =
      last->copied
          ? std::min(last->in.begin + (span.end - last->out), last->in.end)
          : last->in.end;
  // A loop's second round stands ahead of what it is compared with.
  return {std::min(begin, end), std::max(begin, end)};
}

bool Rendering::is_copied(Span span) const {
  const Piece* piece = piece_at(span.begin);
  if (piece == nullptr || !piece->copied) return false;
  if (span.empty() && piece->out == span.begin && piece != pieces_.data() &&
      !std::prev(piece)->copied)
    return false;  // glued to a stand-in
  return span.end <= piece->out + piece->in.size();
}

namespace {

std::size_t next_line(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == text.npos ? text.size() : end + 1;
}

// Large templates are rendered less often: so many bytes in all.
std::size_t variants(std::size_t size, const LintLimits& limits) {
  return std::min(limits.variants, 2 + 8 * limits.template_bytes / (size + 1));
}

// The block whose BEGIN line, indented by `prefix`, stands at `at`.
IndentedBlock indented_block(std::string_view text, std::size_t at,
                             std::size_t prefix) {
  const std::string_view first = slice(text, {at, next_line(text, at)});
  IndentedBlock block;
  block.component = trimmed(first.substr(prefix + 6));
  block.lines = {at, at};
  while (at < text.size()) {
    const std::size_t next = next_line(text, at);
    const std::string_view line = slice(text, {at, next});
    std::size_t blank = std::min(line.find_first_not_of(" \t"), line.size());
    if (blank > 0 && !trimmed(line).empty()) {
      // What is indented further is a component within; by one blank more, a
      // fold.
      if (blank <= prefix + 1) blank = std::min(blank, prefix);
      block.blanks.push_back({at, at + blank});
    }
    at = block.lines.end = next;
    if (same_ignoring_case(trimmed(line), "END:" + block.component)) break;
  }
  return block;
}

std::vector<IndentedBlock> indented_blocks(std::string_view text) {
  std::vector<IndentedBlock> blocks;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = next_line(text, at);
    const std::string_view line = slice(text, {at, next});
    const std::size_t blank = line.find_first_not_of(" \t");
    at = next;
    if (blank == line.npos || blank == 0 ||
        !starts_ignoring_case(line.substr(blank), "BEGIN:V"))
      continue;
    blocks.push_back(indented_block(text, next - line.size(), blank));
    at = std::max<std::size_t>(at, blocks.back().lines.end);
  }
  return blocks;
}

}  // namespace

LintTemplate::LintTemplate(std::string_view text, const TemplateVars* vars,
                           const LintLimits& limits)
    : text_(text.substr(0, limits.template_bytes)),
      vars_(vars),
      most_variants_(variants(text_.size(), limits)),
      tags_(find_placeholders(text_, limits.placeholders)) {
  complete_ = text_.size() == text.size() && tags_.size() < limits.placeholders;
  indented_ = indented_blocks(text_);
  for (const IndentedBlock& block : indented_)
    blanks_.insert(blanks_.end(), block.blanks.begin(), block.blanks.end());
  read_blocks(limits.block_depth);
}

// A control tag alone on its line takes the line with it, as Mustache and
// Handlebars have it and Jinja is told to; otherwise each tag would leave an
// empty line behind.
Span LintTemplate::line_around(std::size_t tag) const {
  const Span span = tags_[tag].span;
  std::uint64_t begin = span.begin;
  while (begin > 0 && (text_[begin - 1] == ' ' || text_[begin - 1] == '\t'))
    --begin;
  if (begin > 0 && text_[begin - 1] != '\n') return span;
  std::uint64_t end = span.end;
  while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t')) ++end;
  if (text_.substr(end).starts_with("\r\n")) return {begin, end + 2};
  if (end < text_.size() && text_[end] == '\n') return {begin, end + 1};
  return end == text_.size() ? Span{begin, end} : span;
}

void LintTemplate::read_blocks(std::size_t most_depth) {
  std::vector<int> open;  // nodes
  std::uint64_t at = 0;
  const auto list = [&]() -> std::vector<int>& {
    return open.empty()
               ? roots_
               : nodes_[static_cast<std::size_t>(open.back())].branches.back();
  };
  const auto put = [&](Node node) {
    const int index = static_cast<int>(nodes_.size());
    list().push_back(index);
    nodes_.push_back(std::move(node));
    return index;
  };
  for (std::size_t i = 0; i < tags_.size(); ++i) {
    const Placeholder& tag = tags_[i];
    Span span = tag.is_control() ? line_around(i) : tag.span;
    span.begin = std::max(span.begin, at);
    if (span.begin > at) put({-1, {at, span.begin}, {}, {}, false});
    at = span.end;
    const int index = static_cast<int>(i);
    switch (tag.kind) {
      case Placeholder::Kind::Value:
        put({index, tag.span, {}, {}, false});
        break;
      case Placeholder::Kind::Choice:
      case Placeholder::Kind::Loop:
      case Placeholder::Kind::Block: {
        if (open.size() >= most_depth) {
          complete_ = false;
          break;
        }
        const bool choice = tag.kind == Placeholder::Kind::Choice;
        open.push_back(put({index, span, {{}}, {}, choice}));
        break;
      }
      case Placeholder::Kind::Middle: {
        if (open.empty()) break;
        Node& node = nodes_[static_cast<std::size_t>(open.back())];
        node.branches.emplace_back();
        node.middles.push_back(index);
        if (tag.last_branch) node.can_be_empty = false;
        break;
      }
      case Placeholder::Kind::Close:
        if (!open.empty()) open.pop_back();
        break;
      case Placeholder::Kind::Silent:
        break;
    }
  }
  open.clear();
  if (at < text_.size()) put({-1, {at, text_.size()}, {}, {}, false});
}

/// Makes the renderings of a template. Of each block the first alternative
/// that was not taken yet is taken, so that each rendering shows something new.
class Renderer {
 public:
  explicit Renderer(const LintTemplate& form)
      : form_(form), taken_(form.nodes_.size()) {}

  std::vector<Rendering> all() {
    std::vector<Rendering> out;
    do {
      out.push_back(next());
    } while (out.size() < form_.most_variants_ && !is_done(form_.roots_));
    out.back().leaves = !is_done(form_.roots_);
    return out;
  }

 private:
  using Node = LintTemplate::Node;

  const Node& node(int index) const {
    return form_.nodes_[static_cast<std::size_t>(index)];
  }
  const Placeholder& tag(const Node& node) const {
    return form_.tags_[static_cast<std::size_t>(node.tag)];
  }
  bool is_loop(const Node& node) const {
    return tag(node).kind == Placeholder::Kind::Loop;
  }
  // Branches, then that there is none; a loop's first branch runs once, and
  // twice as the last alternative.
  std::size_t alternatives(const Node& node) const {
    return node.branches.size() + (node.can_be_empty || is_loop(node) ? 1 : 0);
  }

  bool is_done(const std::vector<int>& nodes) const {
    return std::all_of(nodes.begin(), nodes.end(), [this](int index) {
      const Node& here = node(index);
      if (here.branches.empty()) return true;
      return taken_[static_cast<std::size_t>(index)] >= alternatives(here) &&
             std::all_of(
                 here.branches.begin(), here.branches.end(),
                 [this](const auto& branch) { return is_done(branch); });
    });
  }

  // Which alternative of a block shows something new, else the first.
  std::size_t choose(int index) {
    const Node& here = node(index);
    std::size_t& taken = taken_[static_cast<std::size_t>(index)];
    const std::size_t count = alternatives(here);
    for (std::size_t i = 0; i < here.branches.size() && i < taken; ++i)
      if (!is_done(here.branches[i])) return i;
    if (taken >= count) return 0;
    // One new thing at a time, so that what it breaks is put down to it.
    if (taken > 0 && std::exchange(news_, true)) return 0;
    if (taken > 0) tell(here, taken);
    return taken++;
  }

  void tell(const Node& here, std::size_t alternative) {
    const std::string_view text = form_.text_;
    result_.block = tag(here).span;
    const std::string opening(slice(text, tag(here).span));
    if (alternative < here.branches.size()) {
      const auto middle =
          static_cast<std::size_t>(here.middles[alternative - 1]);
      result_.branch = "in the branch " +
                       std::string(slice(text, form_.tags_[middle].span)) +
                       " of " + opening;
    } else if (is_loop(here)) {
      result_.branch = "when " + opening + " runs twice";
    } else {
      result_.branch = "without " + opening;
      result_.drops = true;
    }
  }

  Rendering next() {
    result_ = {};
    news_ = false;
    round_ = 0;
    write(form_.roots_);
    ++variant_;
    return std::move(result_);
  }

  void write(const std::vector<int>& nodes) {
    for (int index : nodes) {
      const Node& here = node(index);
      if (here.tag < 0)
        copy(here.span);
      else if (here.branches.empty())
        fill(here);
      else
        write_block(index, here);
    }
  }

  void write_block(int index, const Node& here) {
    const std::size_t alternative = choose(index);
    if (alternative < here.branches.size())
      return write(here.branches[alternative]);
    if (!is_loop(here)) return;
    write(here.branches.front());
    const std::size_t outer = round_;
    round_ = round_ * 10 + 1;
    if (result_.bytes.size() < 4 * form_.text_.size() + 65'536)
      write(here.branches.front());
    round_ = outer;
  }

  // Without the indentation of what should not be indented.
  void copy(Span span) {
    auto blank = std::partition_point(
        form_.blanks_.begin(), form_.blanks_.end(),
        [&](const Span& one) { return one.end <= span.begin; });
    for (; blank != form_.blanks_.end() && blank->begin < span.end; ++blank) {
      copy_piece({span.begin, std::max(span.begin, blank->begin)});
      span.begin = std::min(std::max(span.begin, blank->end), span.end);
    }
    copy_piece(span);
  }
  void copy_piece(Span span) {
    if (span.empty()) return;
    result_.pieces_.push_back({result_.bytes.size(), span, true});
    result_.bytes += slice(form_.text_, span);
  }

  void fill(const Node& here) {
    const Placeholder& what = tag(here);
    const std::uint64_t begin = result_.bytes.size();
    result_.pieces_.push_back({begin, what.span, false});
    result_.bytes += filling(what);
    result_.holes.push_back({begin, result_.bytes.size()});
  }

  // "event.title" of "event.title | upper"; all of "upper(event.title)".
  static std::string variable(const Placeholder& what) {
    const std::string_view text = what.expression;
    if (text.find('(') != text.npos) return what.expression;
    return std::string(trimmed(text.substr(0, text.find('|'))));
  }

  // A placeholder that is all there is in a calendar part becomes a calendar:
  // the one that came before it, else one of its own.
  std::string whole_body(const Placeholder& what) const {
    const std::string_view before = result_.bytes;
    const std::string_view after = form_.text_.substr(what.span.end);
    const bool alone =
        (before.ends_with("\n\n") || before.ends_with("\n\r\n")) &&
        (after.empty() || after.starts_with('\n') || after.starts_with("\r\n"));
    if (!alone) return "";
    const std::string_view header = before.substr(
        before.size() - std::min<std::size_t>(before.size(), 1'024));
    const std::size_t type = rfind_end(header, "\nContent-Type:");
    const std::string_view fields = header.substr(type);
    if (!starts_ignoring_case(trimmed(fields), "text/calendar") &&
        !starts_ignoring_case(trimmed(fields), "application/ics"))
      return "";
    const bool base64 = find_ignoring_case(fields, "base64") != fields.npos;
    const std::string calendar = calendar_before(before);
    if (!base64) return calendar;
    return base64_of(with_line_ends(calendar, "\r\n"),
                     {76, line_end_of(form_.text_)});
  }

  static std::size_t rfind_end(std::string_view text, std::string_view what) {
    const std::size_t at = text.rfind(what);
    return at == text.npos ? 0 : at + what.size();
  }

  static std::string calendar_before(std::string_view text) {
    const std::size_t begin = text.rfind("BEGIN:VCALENDAR");
    const std::size_t end = rfind_end(text, "END:VCALENDAR");
    if (begin < end) return std::string(text.substr(begin, end - begin)) + "\n";
    return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Stand-in//EN\n"
           "METHOD:REQUEST\nBEGIN:VEVENT\nUID:uid-of-event-0\n"
           "DTSTAMP:20260101T000000Z\nDTSTART:20300115T100000Z\n"
           "DTEND:20300115T110000Z\nSEQUENCE:0\nSUMMARY:text-0\n"
           "ORGANIZER:mailto:person-0@example.com\nATTENDEE;RSVP=TRUE:"
           "mailto:person-1@example.com\nEND:VEVENT\nEND:VCALENDAR\n";
  }

  // The same expression stands for the same thing, but for each round of a
  // loop for another one.
  std::string filling(const Placeholder& what) {
    if (form_.vars_ != nullptr)
      if (const auto* values = form_.vars_->find(what.name))
        return (*values)[variant_ % values->size()];
    const auto known =
        numbers_.try_emplace(variable(what), numbers_.size() + 1).first;
    if (std::string whole = whole_body(what); !whole.empty()) return whole;
    const FieldContext context =
        field_context(result_.bytes, form_.text_.substr(what.span.end));
    return stand_in(context, known->second + round_ * 1'000);
  }

  const LintTemplate& form_;
  std::vector<std::size_t> taken_;  // alternatives of each block so far
  std::map<std::string, std::size_t> numbers_;
  Rendering result_;
  bool news_ = false;
  std::size_t round_ = 0, variant_ = 0;
};

std::vector<Rendering> LintTemplate::renderings() const {
  return Renderer(*this).all();
}

namespace {

// invite.eml.j2, invite.ics.tmpl
bool is_template_name(std::string_view path) {
  static constexpr std::array<std::string_view, 14> kEndings{
      ".j2",         ".jinja",  ".jinja2", ".mustache", ".hbs",
      ".handlebars", ".tmpl",   ".tpl",    ".erb",      ".ejs",
      ".liquid",     ".gotmpl", ".twig",   ".template"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) {
    return ends_ignoring_case(path, ending);
  });
}

bool was_sent(std::string_view bytes) {
  const std::size_t header = std::min(bytes.find("\n\n"), bytes.find("\n\r\n"));
  const std::string_view head = bytes.substr(0, header);
  return starts_ignoring_case(head, "Received:") ||
         find_ignoring_case(head, "\nReceived:") != head.npos;
}

}  // namespace

bool looks_like_template(std::string_view path, std::string_view bytes,
                         const LintLimits& limits) {
  if (is_template_name(path)) return true;
  bytes = bytes.substr(0, limits.template_bytes);
  const std::vector<Placeholder> found =
      find_placeholders(bytes, limits.placeholders);
  if (found.empty() || was_sent(bytes)) return false;
  return std::any_of(found.begin(), found.end(), [&](const Placeholder& one) {
    if (one.kind == Placeholder::Kind::Close ||
        one.kind == Placeholder::Kind::Choice ||
        one.kind == Placeholder::Kind::Loop)
      return true;
    if (one.kind != Placeholder::Kind::Value) return false;
    const FieldContext context = field_context(bytes.substr(0, one.span.begin),
                                               bytes.substr(one.span.end));
    return context.name == "UID" || context.name == "DTSTAMP" ||
           context.name == "DTSTART" || context.name == "MESSAGE-ID" ||
           context.name == "DATE";
  });
}

}  // namespace calspam
