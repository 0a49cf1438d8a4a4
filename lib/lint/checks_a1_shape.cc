// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "lint/checks_a1_rows.hh"
#include "lint/layout_match.hh"
#include "lint/message_parts.hh"
#include "lint/mime_shape.hh"

namespace calspam {
namespace {

bool has_calendar(const MimeShape& shape) {
  return std::ranges::any_of(shape.parts(),
                             [&](int part) { return shape.is_calendar(part); });
}

std::string steps(const std::vector<LayoutEdit>& edits) {
  constexpr std::size_t kSteps = 6;
  std::string text;
  for (std::size_t i = 0; i < edits.size() && i < kSteps; ++i)
    text += (i == 0 ? ": " : "; ") + edits[i].text();
  if (edits.size() > kSteps)
    text += fmt::format("; and {} more", edits.size() - kSteps);
  return text;
}

/// What keeps a message of no known layout from the one that is wanted, part
/// by part.
class Differences {
 public:
  Differences(const LintInput& input, const MimeShape& shape, LintLog& log)
      : subject_(input.subject),
        layout_(*input.layout),
        shape_(shape),
        log_(log) {
    for (const LayoutNode& node : layout_.wanted->nodes)
      for (const std::string& type : node.types) {
        wants_mixed_ |= type == "multipart/mixed" && node.parent < 0;
        wants_alternative_ |= type == "multipart/alternative";
        wants_plain_ |= type == "text/plain";
        wants_html_ |= type == "text/html";
        wants_copy_ |= type == "application/ics";
      }
  }

  void say() {
    outermost();
    alternative();
    calendar();
    copy();
  }

 private:
  void add(const Check& check, int part, std::string message) {
    log_.add(check, header_place(subject_, part, "Content-Type"),
             std::move(message));
  }

  void outermost() {
    const auto starts = shape_.starts();
    const bool mixed = std::ranges::any_of(starts, [&](const auto& start) {
      return shape_.part(start.part).type.is("multipart", "mixed");
    });
    if (wants_mixed_ && !mixed)
      add(structure_check("not-multipart-mixed"), 0,
          fmt::format("the outermost part is {}, not multipart/mixed",
                      shape_.part(0).type.name()));
  }

  // Where the texts are: below the outermost part, pictures passed over.
  void alternative() {
    if (!wants_alternative_) return;
    const int outer = outer_mixed();
    std::vector<int> found;
    for (const int part : shape_.parts())
      if (shape_.part(part).type.is("multipart", "alternative"))
        found.push_back(part);
    const bool well =
        found.size() == 1 &&
        (outer < 0 || (!shape_.children(outer).empty() &&
                       shape_.without_related(shape_.children(outer).front()) ==
                           found.front()));
    if (!well)
      add(structure_check("alternative-misplaced"),
          found.empty() ? 0 : found.back(), why_misplaced(found.size()));
    bodies(found.empty() ? outer : found.front());
  }

  static std::string why_misplaced(std::size_t count) {
    if (count == 0) return "there is no multipart/alternative";
    if (count == 1) return "the multipart/alternative does not come first";
    return fmt::format("there are {} multipart/alternative parts", count);
  }

  int outer_mixed() const {
    for (const MimeShape::Start& start : shape_.starts())
      if (shape_.part(start.part).type.is("multipart", "mixed"))
        return start.part;
    return -1;
  }

  void bodies(int around) {
    if (around < 0) around = 0;
    const auto has = [&](std::string_view subtype) {
      return std::ranges::any_of(shape_.children(around), [&](int part) {
        return shape_.part(shape_.without_related(part))
            .type.is("text", subtype);
      });
    };
    if (wants_plain_ && !has("plain"))
      add(structure_check("no-plain-body"), around,
          "no text/plain stands among the alternatives");
    if (wants_html_ && !has("html"))
      add(structure_check("no-html-body"), around,
          "no text/html stands among the alternatives");
  }

  void calendar() {
    for (const LayoutLine& line : layout_.lines)
      if (line.role == "calendar" && line.state == "elsewhere")
        for (const int part : shape_.parts())
          if (shape_.part(part).path == line.path)
            add(structure_check("calendar-misplaced"), part,
                fmt::format("{} is not where the layout \"{}\" has it",
                            shape_.part(part).type.name(),
                            layout_.wanted->name));
  }

  void copy() {
    const bool has = std::ranges::any_of(shape_.parts(), [&](int part) {
      return shape_.is_calendar(part) &&
             shape_.part(part).carrier == Carrier::ApplicationIcs;
    });
    if (wants_copy_ && !has)
      add(structure_check("no-calendar-copy"), 0,
          "there is no copy as application/ics");
  }

  const Subject& subject_;
  const LayoutComparison& layout_;
  const MimeShape& shape_;
  LintLog& log_;
  bool wants_mixed_ = false, wants_alternative_ = false, wants_plain_ = false,
       wants_html_ = false, wants_copy_ = false;
};

// The order of plain text, HTML and calendar, whatever else there is.
int rank(const MimeShape& shape, int part) {
  const int shown = shape.without_related(part);
  if (shape.is_calendar(shown)) return 2;
  if (shape.part(shown).type.is("text", "html")) return 1;
  return shape.part(shown).type.is("text", "plain") ? 0 : -1;
}

void check_order(const LintInput& input, const MimeShape& shape, LintLog& log) {
  for (const int part : shape.parts()) {
    if (!shape.part(part).type.is("multipart", "alternative")) continue;
    std::vector<int> ranks;
    for (const int child : shape.children(part))
      if (const int one = rank(shape, child); one >= 0) ranks.push_back(one);
    if (!std::ranges::is_sorted(ranks))
      log.add(structure_check("bodies-out-of-order"),
              header_place(input.subject, part, "Content-Type"),
              "the alternatives do not stand in the order plain text, HTML, "
              "calendar");
  }
}

void check_known_layout(const LintInput& input, LintLog& log) {
  const LayoutComparison& layout = *input.layout;
  const Place place = header_place(input.subject, 0, "Content-Type");
  const std::string message =
      fmt::format("the layout is \"{}\" ({}), not \"{}\"", layout.fitting->name,
                  layout.fitting->title, layout.wanted->name);
  if (!layout.strict) {
    log.add(structure_check("other-layout"), place, message);
    return;
  }
  LintFinding& finding =
      log.add(structure_check("calendar-misplaced"), place, message);
  finding.level = LintLevel::Error;
}

void check_extra_parts(const LintInput& input, LintLog& log) {
  const LayoutComparison& layout = *input.layout;
  for (const int part : layout.fit.extra)
    log.add(structure_check("part-unknown-to-layout"),
            header_place(input.subject, part, "Content-Type"),
            fmt::format("the layout \"{}\" knows no part {}: {}",
                        layout.fitting->name, part_at(input.subject, part).path,
                        part_at(input.subject, part).type.name()));
}

}  // namespace

void check_layout(const LintInput& input, LintLog& log) {
  if (input.layout == nullptr || input.layout->too_large) return;
  const MimeShape shape(input.subject.message);
  if (!has_calendar(shape)) return;
  const LayoutComparison& layout = *input.layout;
  if (layout.fitting != nullptr) {
    check_extra_parts(input, log);
    if (!layout.fits_wanted()) check_known_layout(input, log);
    return;
  }
  log.add(structure_check("unknown-layout"),
          header_place(input.subject, 0, "Content-Type"),
          fmt::format("no known layout; nearest is \"{}\"{}",
                      layout.nearest->name, steps(layout.nearest_edits)));
  check_order(input, shape, log);
  if (!layout.any) Differences(input, shape, log).say();
}

}  // namespace calspam
