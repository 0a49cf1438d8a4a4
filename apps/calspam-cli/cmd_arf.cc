// SPDX-License-Identifier: MIT
#include "cmd_arf.hh"

#include "arf_create.hh"
#include "arf_options.hh"
#include "arf_read.hh"
#include "engine/analyzer.hh"
#include "engine/warm_up.hh"
#include "help.hh"

namespace calspam {
namespace {

int run_arf(const Arguments& arguments) {
  const Result<ArfOptions> options = arf_options(arguments);
  if (!options) return refuse(kArfCommand, options.error());
  Result<RuleSet> rules = RuleSet::load(options->rules);
  if (!rules) return refuse(kArfCommand, rules.error());
  AnalyzerOptions analysis;
  // Of a report that is made, --now is the time of the report.
  if (!options->create) analysis.now = options->now;
  analysis.all = true;
  analysis.site = options->site;
  const Analyzer analyzer(std::move(*rules), options->batch.limits,
                          std::move(analysis));
  warm_up(analyzer);
  return options->create ? create_reports(*options, analyzer)
                         : read_reports(*options, analyzer);
}

constexpr Example kExamples[] = {
    {"calspam arf create --complaint --from me@a.example spam.eml > report.eml",
     "report a message somebody complained about; then sendmail -t"},
    {"calspam arf create --from me@a.example --output drafts/ junk.mbox",
     "drafts of reports for a person to look at, a file each"},
    {"calspam arf create --trap --redact key --site site.yaml --mbox trap/",
     "what came to spam traps, by provider, recipients hidden"},
    {"calspam arf read --strict -f json report.eml",
     "what a report says, and whether it keeps to its format"},
};

}  // namespace

constinit const Command kArfCommand = {
    "arf",
    "write and read reports of abuse",
    "create|read [PATH...]",
    "create makes a report (ARF, RFC 5965) on each message, or XARF or a plain "
    "complaint; it sends nothing. read reads reports of others, however far "
    "from the format, says which rules they break, and judges the message they "
    "are about.",
    arf_option_groups,
    kExamples,
    "of create: 0 when every input gave what was asked for, 1 when a calendar "
    "came without a mail, so that there is no ARF report on it. Of read: 0 "
    "when all inputs are reports of abuse, 1 when one is not or, with "
    "--strict, breaks a rule. 2 when an input or the output failed, or a "
    "recipient could not be hidden.",
    run_arf,
};

}  // namespace calspam
