// SPDX-License-Identifier: MIT
#include "report/manual_pages.hh"

#include <fmt/format.h>

#include "evidence/fact.hh"
#include "lint/families.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kLine = 76;

std::string header(std::string_view title, std::string_view name,
                   std::string_view about) {
  return fmt::format(
      ".\\\" SPDX-License-Identifier: MIT\n"
      ".\\\" Made of tables by the tests of manual_pages.cc; do not edit.\n"
      ".Dd November 22, 2026\n.Dt {} 7\n.Os\n.Sh NAME\n.Nm {}\n.Nd {}\n",
      title, name, about);
}

// Text of ours for mdoc: no line of it may look like a macro.
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\')
      out += "\\e";
    else
      out += c;
  }
  return out;
}

void add_text(std::string_view text, std::string& out) {
  std::string line;
  const auto flush = [&] {
    if (line.empty()) return;
    if (line.front() == '.' || line.front() == '\'') out += "\\&";
    out += line + '\n';
    line.clear();
  };
  const std::string clean = escaped(text);
  for (std::string_view word : split(clean, ' ')) {
    if (word.empty()) continue;
    if (!line.empty() && line.size() + 1 + word.size() > kLine) flush();
    line += line.empty() ? "" : " ";
    line += word;
    // mdoc wants a new sentence on a new line.
    if (word.ends_with('.') && word.size() > 2) flush();
  }
  flush();
}

// A sentence of a table, which has none of a sentence's outer marks.
std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z' &&
      (out.size() < 2 || out[1] != '='))
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
  if (!out.ends_with('.')) out += '.';
  return out;
}

std::string quoted_argument(std::string_view text) {
  std::string out;
  for (char c : escaped(text)) out += c == '"' ? "\\(dq" : std::string(1, c);
  return '"' + out + '"';
}

std::string_view scope_about(Scope scope) {
  switch (scope) {
    case Scope::Message:
      return "Of a message there is one of each.";
    case Scope::Part:
      return "One for each part of the MIME tree.";
    case Scope::Event:
      return "One for each event, task, journal entry or busy time.";
    case Scope::Attendee:
      return "One for each attendee of each event.";
    case Scope::Alarm:
      return "One for each alarm of each event.";
    case Scope::Link:
      return "One for each link, wherever it stands.";
  }
  return "";
}

void add_namers(std::string_view kind, const std::vector<std::string>& names,
                std::string& out) {
  if (names.empty()) return;
  out += ".br\n";
  add_text(fmt::format("{}: {}.", kind, fmt::join(names, ", ")), out);
}

}  // namespace

std::string facts_manual() {
  std::string out = header("CALSPAM-FACTS", "calspam-facts",
                           "what calspam observes and rules can read");
  out += ".Sh DESCRIPTION\n";
  add_text(
      "A fact is something that was observed in a message: it has a name, a "
      "type, a value and the places where it stands. Rules read facts and "
      "nothing else.",
      out);
  out += ".Pp\n";
  add_text(
      "A fact that could not be observed is unknown: neither a comparison nor "
      "its negation holds for it. Facts of a part, an event, an attendee, an "
      "alarm or a link are held together by quantifiers such as",
      out);
  out +=
      ".Ql some_event .\n.Pp\nThe facts of a message are shown by\n"
      ".Ql calspam scan --format facts .\n";
  for (int i = 0; i < kScopeCount; ++i) {
    const auto scope = static_cast<Scope>(i);
    out += fmt::format(".Ss Facts of {} {}\n",
                       scope == Scope::Event || scope == Scope::Attendee ||
                               scope == Scope::Alarm
                           ? "an"
                           : "a",
                       scope_name(scope));
    add_text(scope_about(scope), out);
    out += ".Bl -tag -width Ds\n";
    for (const Fact& fact : facts()) {
      if (fact.scope != scope) continue;
      out += fmt::format(".It Sy {} Pq {}\n", fact.name,
                         fact_type_name(fact.type));
      add_text(sentence(fact.doc), out);
    }
    out += ".El\n";
  }
  return out + ".Sh SEE ALSO\n.Xr calspam-explain 1 ,\n.Xr calspam-rules 5\n";
}

std::string checks_manual(const LayoutSet& layouts) {
  std::string out = header("CALSPAM-CHECKS", "calspam-checks",
                           "what calspam lint-imip checks");
  out += ".Sh DESCRIPTION\n";
  add_text(
      "A check has an id, which never changes its meaning, and a name for "
      "people; either will do wherever checks are chosen. Its level says how "
      "bad it is to break it. Error: a receiver is entitled to refuse the "
      "message, or will misread it. Warning: advice, or what is known to break "
      "a product. Note: a fact worth knowing, or taste.",
      out);
  out += ".Pp\n";
  add_text(
      "Where one fault breaks several checks the most precise one speaks. What "
      "is mended safely keeps its meaning; the rest is mended on request only.",
      out);
  std::string_view title;
  for (const CheckFamily* family : check_families()) {
    if (family->title != title)
      out += fmt::format("{}.Ss {}\n.Bl -tag -width Ds\n",
                         title.empty() ? "" : ".El\n", escaped(family->title));
    title = family->title;
    for (const Check& check : family->checks) {
      out += fmt::format(".It Sy {} Pq {}, {}\n", check.id, check.slug,
                         lint_level_name(check.level));
      add_text(sentence(check.summary), out);
      add_text(check.why, out);
      add_text(check.fix, out);
      add_text(fmt::format("({}{}{})", check.clause,
                           check.mending == Mending::Safe     ? "; mended"
                           : check.mending == Mending::Unsafe ? "; mended "
                                                                "unsafely"
                                                              : "",
                           check.optional ? "; runs where it is named" : ""),
               out);
    }
  }
  out += ".El\n.Sh LAYOUTS\n.Bl -tag -width Ds\n";
  for (const Layout& layout : layouts.layouts) {
    out += fmt::format(".It Sy {}\n", layout.name);
    add_text(sentence(layout.title), out);
    add_text(layout.notes, out);
    if (!layout.senders.empty())
      add_text(fmt::format("Sent by {}.", fmt::join(layout.senders, ", ")),
               out);
  }
  return out +
         ".El\n.Sh SEE ALSO\n.Xr calspam-explain 1 ,\n.Xr "
         "calspam-lint-imip 1\n";
}

std::string clauses_manual(const std::vector<Clause>& clauses,
                           const RuleSet& rules,
                           const std::vector<KnownAction>& actions) {
  std::string out = header("CALSPAM-CLAUSES", "calspam-clauses",
                           "the items of CC/R 18003 and what implements them");
  out += ".Sh DESCRIPTION\n";
  add_text(
      "CC/R 18003, \"Calendar operator practices: guidelines to protect "
      "against "
      "calendar abuse\", is the guideline that calspam follows. Each finding "
      "names the clauses it is about. These are the items in the order of the "
      "document and in our words, with the rules, and the actions that are "
      "advised, that name each of them.",
      out);
  out += ".Pp\n";
  add_text(
      "The document uses one series of letters for checks and another for "
      "actions; actions carry the word here. Items without either concern what "
      "cannot be seen in a message, or are duties of somebody else.",
      out);
  out += ".Bl -tag -width Ds\n";
  for (const Clause& clause : clauses) {
    out += fmt::format(".It Sy {}\n", quoted_argument(clause.id));
    add_text(sentence(clause.says), out);
    add_namers("Rules", rules_of_clause(clause, rules), out);
    std::vector<std::string> advised;
    for (const KnownAction& action : actions)
      if (same_clause(action.clause, clause.id)) advised.push_back(action.id);
    add_namers("Actions", advised, out);
  }
  return out +
         ".El\n.Sh SEE ALSO\n.Xr calspam-explain 1 ,\n.Xr calspam-rules 5\n";
}

}  // namespace calspam
