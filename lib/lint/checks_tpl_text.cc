// SPDX-License-Identifier: MIT
// What the text of a template shows before anything is filled in.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "lint/checks_tpl.hh"
#include "lint/stand_in.hh"
#include "lint/template.hh"
#include "util/text.hh"

namespace calspam {
namespace {

template <std::size_t n>
bool contains_any(std::string_view text,
                  const std::array<std::string_view, n>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return find_ignoring_case(text, word) != text.npos;
  });
}

// Filters are named by those who write them; these are the words they use.
bool escapes_calendar_text(const Placeholder& what) {
  constexpr std::array<std::string_view, 4> kWords{"ical", "ics", "rfc5545",
                                                   "vtext"};
  const auto filters = what.filters();
  return std::any_of(filters.begin(), filters.end(), [&](const auto& filter) {
    return contains_any(filter, kWords);
  });
}

bool encodes_header(const Placeholder& what) {
  constexpr std::array<std::string_view, 5> kWords{"2047", "header", "mime",
                                                   "encodedword", "qencode"};
  const auto filters = what.filters();
  return std::any_of(filters.begin(), filters.end(), [&](const auto& filter) {
    return contains_any(filter, kWords);
  });
}

bool prints_dashes(std::string_view expression) {
  constexpr std::array<std::string_view, 8> kWords{
      "isoformat", "iso8601",  "toISOString", "xmlschema",
      "%Y-%m-%d",  "YYYY-MM-", "2006-01-02",  "Y-m-d"};
  return contains_any(expression, kWords);
}

// "start_time", "startTime" in words.
std::set<std::string> words_of(std::string_view expression) {
  std::set<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.insert(ascii_lower(word));
    word.clear();
  };
  for (char c : expression) {
    const bool letter = is_ascii_alpha(c) || is_ascii_digit(c);
    const bool upper = c >= 'A' && c <= 'Z';
    if (!letter ||
        (upper && !word.empty() && ascii_lower(word.back()) == word.back()))
      finish();
    if (letter) word += c;
  }
  finish();
  return words;
}

template <std::size_t n>
bool has_word(const std::set<std::string>& words,
              const std::array<std::string_view, n>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view word) {
    return words.contains(std::string(word));
  });
}

class TemplateText {
 public:
  TemplateText(const LintInput& input, LintLog& log)
      : form_(*input.form), text_(form_.text()), input_(input), log_(log) {}

  void check() {
    check_vars();
    check_styles();
    for (const Placeholder& what : form_.placeholders())
      if (!what.is_control()) check_placeholder(what);
    check_indentation();
    if (!input_.subject.is_mail()) check_line_ends();
  }

 private:
  LintFinding& add(std::string_view slug, const FieldContext& context,
                   Span span, std::string message) {
    return log_.add(template_check(slug), {-1, context.name, span},
                    std::move(message));
  }
  std::string shown(const Placeholder& what) const {
    return '"' + to_valid_utf8(truncated(slice(text_, what.span), 60)) + '"';
  }

  void check_vars() {
    if (form_.vars() == nullptr) return;
    std::set<std::string, std::less<>> used;
    for (const Placeholder& what : form_.placeholders()) {
      for (const auto& [name, values] : form_.vars()->values)
        if (what.expression.find(name) != std::string::npos) used.insert(name);
      if (what.is_control() || what.name.empty() ||
          form_.vars()->find(what.name) != nullptr)
        continue;
      add("variable-mismatch", {}, what.span,
          fmt::format("no variable is given for {}", shown(what)));
    }
    for (const auto& [name, values] : form_.vars()->values)
      if (!used.contains(name))
        add("variable-mismatch", {}, {},
            fmt::format("the variable \"{}\" is not used", name));
  }

  void check_styles() {
    const Placeholder* first = nullptr;
    for (const Placeholder& what : form_.placeholders()) {
      if (first == nullptr) first = &what;
      if (what.style == first->style) continue;
      add("mixed-placeholders", {}, what.span,
          fmt::format("{} stands beside placeholders such as {}", shown(what),
                      shown(*first)));
      return;
    }
  }

  void check_placeholder(const Placeholder& what) {
    const FieldContext context = field_context(text_.substr(0, what.span.begin),
                                               text_.substr(what.span.end));
    check_structure(what, context);
    if (context.name.empty()) return;
    if (context.name == "UID") check_uid(what, context);
    const bool value = context.parameter.empty();
    if (value && is_text_property(context.name) && !escapes_calendar_text(what))
      add("text-not-escaped", context, what.span,
          fmt::format("{} is not escaped", shown(what)));
    if (value && is_time_property(context.name) &&
        prints_dashes(what.expression))
      add("dashed-date", context, what.span,
          fmt::format("{} prints dashes and colons", shown(what)));
    if (is_header_field(context.name))
      check_header(what, context);
    else if (!value)
      check_parameter(what, context);
  }

  bool has_vars(const Placeholder& what) const {
    return form_.vars() != nullptr && form_.vars()->find(what.name) != nullptr;
  }

  void check_structure(const Placeholder& what, const FieldContext& context) {
    const std::string_view name = context.name;
    const bool method = (name == "METHOD" || (name == "CONTENT-TYPE" &&
                                              context.parameter == "METHOD")) &&
                        !has_vars(what);
    const bool type =
        name == "CONTENT-TYPE" &&
        (context.parameter.empty() || context.parameter == "BOUNDARY");
    const bool begin = name == "BEGIN" || name == "END";
    // Behind a name in text/plain stands a blank.
    const std::string_view after = text_.substr(what.span.end, 2);
    const bool property = context.starts_line && after.size() == 2 &&
                          (after[0] == ':' || after[0] == ';') &&
                          after[1] != ' ' && is_in_calendar(what.span.begin);
    if (!method && !type && !begin && !property && !context.is_delimiter)
      return;
    add("placeholder-in-structure", context, what.span,
        fmt::format("{} stands where a fixed word belongs", shown(what)));
  }

  bool is_in_calendar(std::uint64_t at) const {
    const std::string_view before = text_.substr(0, at);
    const std::size_t begin = before.rfind("BEGIN:V");
    const std::size_t end = before.rfind("END:VCALENDAR");
    return begin != before.npos && (end == before.npos || end < begin);
  }

  // All placeholders of the line together make the UID.
  void check_uid(const Placeholder& what, const FieldContext& context) {
    constexpr std::array<std::string_view, 12> kOfTheMail{
        "now",  "timestamp", "time",  "today", "date",     "random",
        "rand", "recipient", "email", "to",    "attendee", "guest"};
    constexpr std::array<std::string_view, 12> kOfTheEvent{
        "event", "booking", "meeting",     "appointment", "id",   "uid",
        "key",   "slug",    "reservation", "order",       "uuid", "ticket"};
    const std::size_t end = text_.find('\n', what.span.end);
    const std::uint64_t begin = what.span.begin - context.line.size();
    std::set<std::string> words;
    for (const Placeholder& one : form_.placeholders())
      if (one.span.begin >= begin && one.span.begin < end)
        words.merge(words_of(one.expression));
    if (has_word(words, kOfTheMail) && !has_word(words, kOfTheEvent))
      add("uid-of-the-mail", context, what.span,
          fmt::format("{} is another one in each mail", shown(what)));
  }

  void check_header(const Placeholder& what, const FieldContext& context) {
    constexpr std::array<std::string_view, 6> kPeople{
        "FROM", "TO", "CC", "SENDER", "REPLY-TO", "BCC"};
    const bool people = std::find(kPeople.begin(), kPeople.end(),
                                  context.name) != kPeople.end();
    const bool name = people && context.before != '<' &&
                      (context.quoted || context.after == ' ');
    if ((context.name != "SUBJECT" && !name) || encodes_header(what)) return;
    add("header-not-encoded", context, what.span,
        fmt::format("{} is not encoded for a header field", shown(what)));
  }

  void check_parameter(const Placeholder& what, const FieldContext& context) {
    constexpr std::array<std::string_view, 8> kFree{
        "CN",     "DIR",          "ALTREP",         "SENT-BY",
        "MEMBER", "DELEGATED-TO", "DELEGATED-FROM", "LABEL"};
    if (context.quoted ||
        std::find(kFree.begin(), kFree.end(), context.parameter) == kFree.end())
      return;
    LintFinding& finding = add("parameter-not-quoted", context, what.span,
                               fmt::format("{} stands unquoted in {}",
                                           shown(what), context.parameter));
    const bool alone =
        context.before == '=' && (context.after == ':' || context.after == ';');
    if (alone)
      finding.edits = {{{what.span.begin, what.span.begin}, "\""},
                       {{what.span.end, what.span.end}, "\""}};
  }

  void check_indentation() {
    for (const IndentedBlock& block : form_.indented()) {
      const Span first = block.blanks.front();
      LintFinding& finding =
          add("indented-calendar", {}, first,
              fmt::format("the lines of {} are indented by {}",
                          to_valid_utf8(truncated(block.component, 40)),
                          counted(first.size(), "blank")));
      for (const Span& blank : block.blanks)
        finding.edits.push_back({blank, ""});
    }
  }

  void check_line_ends() {
    LintFinding* finding = nullptr;
    for (std::size_t at = text_.find('\n'); at != text_.npos;
         at = text_.find('\n', at + 1)) {
      if (at > 0 && text_[at - 1] == '\r') continue;
      if (finding == nullptr)
        finding = &add("stored-with-lf", {}, {0, at + 1},
                       "the lines of the file end in LF");
      finding->edits.push_back({{at, at}, "\r"});
    }
  }

  const LintTemplate& form_;
  std::string_view text_;
  const LintInput& input_;
  LintLog& log_;
};

}  // namespace

void check_template_text(const LintInput& input, LintLog& log) {
  TemplateText(input, log).check();
}

}  // namespace calspam
