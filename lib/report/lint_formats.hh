// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lint/lint.hh"
#include "report/formats.hh"

namespace calspam {

/// What `calspam lint-imip` can write. All take the `lint` of a report; one
/// without writes nothing.
std::span<const Format> lint_formats();
/// Null when there is none of that name.
const Format* find_lint_format(std::string_view name);

/// How often each level was found, over a run; kept in FormatRun::chain, which
/// is what a format has for a sum of its own.
std::string lint_digest(const Report& report);
void absorb_lint(FormatRun& run, std::string_view digest);

/// "2 errors, 1 warning, 0 notes"
std::string lint_total(const FormatRun& run);

/// "6047-02", "5546-T1:REQUEST/VEVENT/ATTENDEE": what --ignore takes.
std::string check_and_key(const LintRow& row);
/// The file that a path of a report names, as tools of CI want it.
std::string lint_path(const Report& report);

namespace lint_text {
void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);
}  // namespace lint_text

namespace lint_sarif {
void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);
}  // namespace lint_sarif

namespace lint_junit {
void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);
}  // namespace lint_junit

namespace lint_github {
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);
}  // namespace lint_github

namespace lint_gitlab {
void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);
}  // namespace lint_gitlab

namespace lint_checkstyle {
void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);
}  // namespace lint_checkstyle

namespace lint_rdjson {
void begin(FormatRun& run, std::string& out);
void message(const FormatOptions& options, const Report& report,
             std::string& out);
void end(FormatRun& run, const Summary& summary, std::string& out);
}  // namespace lint_rdjson

}  // namespace calspam
