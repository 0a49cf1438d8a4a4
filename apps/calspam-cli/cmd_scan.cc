// SPDX-License-Identifier: MIT
#include "cmd_scan.hh"

#include <charconv>
#include <cstdio>
#include <utility>

#include "batch.hh"
#include "engine/analyzer.hh"
#include "engine/campaign_digest.hh"
#include "engine/campaigns.hh"
#include "engine/warm_up.hh"
#include "help.hh"
#include "scan_options.hh"

namespace calspam {
namespace {

// Two digests in one: the length of the first, a line end, both.
std::string parcel(const std::string& first) {
  return std::to_string(first.size()) + '\n' + first;
}

// Takes the first of a parcel out of it; what is no parcel is left alone.
std::string unparcel(std::string& digest) {
  std::size_t size = 0;
  const char* const end = digest.data() + digest.size();
  const auto read = std::from_chars(digest.data(), end, size);
  if (read.ec != std::errc() || read.ptr == end || *read.ptr != '\n') return "";
  const auto at = static_cast<std::size_t>(read.ptr - digest.data()) + 1;
  std::string first = digest.substr(at, size);
  digest.erase(0, at + first.size());
  return first;
}

// In a worker: what comes of one message.
Reply judge(const ScanOptions& options, const FormatOptions& format_options,
            const Analyzer& analyzer, const RawMessage& raw) {
  const Format& format = *options.format;
  Report report = analyzer.analyze(raw);
  if (format.name == "facts") report.facts = analyzer.facts(raw);
  Reply reply;
  reply.level = report.verdict.level;
  reply.complete = report.complete;
  reply.found = options.fail_on && reply.level >= *options.fail_on;
  reply.wanted = !options.batch.quiet &&
                 (options.all || !report.facts.empty() || !report.complete ||
                  report.verdict.level != Level::None);
  // What ties messages goes to the parent beside what the format sums up.
  if (options.campaigns) reply.digest = parcel(campaign_digest(report));
  if (!reply.wanted) return reply;
  format.message(format_options, report, reply.text);
  if (format.digest != nullptr) reply.digest += format.digest(report);
  return reply;
}

AnalyzerOptions analyzer_options(const ScanOptions& options) {
  AnalyzerOptions analysis;
  analysis.now = options.now;
  // Facts are of interest because there is no calendar that a rule could see.
  analysis.sift = options.sift && options.format->name != "facts";
  analysis.all = options.all;
  analysis.second_opinion = options.second_opinion;
  analysis.site = options.site;
  analysis.roles = options.roles;
  const std::vector<std::string>& paths = options.batch.paths;
  analysis.named.insert(paths.begin(), paths.end());
  return analysis;
}

// Domains that everybody's mail names, by the rules' own lists.
Campaigns::IsCommon common_domains(const RuleSet& rules) {
  return [&rules](std::string_view domain) {
    for (std::string_view name :
         {"calendar-services", "meeting-platforms", "booking-platforms",
          "common-link-hosts", "link-shorteners"})
      if (const WordList* list = rules.list(name);
          list != nullptr && list->contains_domain(domain))
        return true;
    return false;
  };
}

int scan(const ScanOptions& options, const Analyzer& analyzer) {
  BatchJob job;
  job.format = options.format;
  job.format_options = format_options(options.batch);
  job.format_options.tool.rules = "sha256:" + analyzer.rules().digest();
  job.work = [&options, &analyzer,
              format = job.format_options](const RawMessage& raw) {
    return judge(options, format, analyzer, raw);
  };
  Campaigns campaigns(common_domains(analyzer.rules()));
  if (options.campaigns) {
    job.receive = [&campaigns](const Outcome&, Reply& reply) {
      campaigns.add(unparcel(reply.digest));
    };
    job.conclude = [&campaigns](FormatRun& run) {
      run.campaigns = campaigns.summary();
    };
  }
  return Batch(options.batch, std::move(job)).run();
}

int run_scan(const Arguments& arguments) {
  const Result<ScanOptions> options = scan_options(arguments);
  if (!options) return refuse(kScanCommand, options.error());
  Result<RuleSet> rules = RuleSet::load(options->rules);
  if (!rules) return refuse(kScanCommand, rules.error());
  if (options->roles_named && !rules->has_actions())
    return refuse(kScanCommand,
                  {"--role", "no rule folder has an actions.yaml"});
  // Never taken apart: that would write to each page that workers have shared.
  static const Analyzer& analyzer = *new Analyzer(
      std::move(*rules), options->batch.limits, analyzer_options(*options));
  warm_up(analyzer);
  return scan(*options, analyzer);
}

constexpr Example kExamples[] = {
    {"calspam scan Maildir/", "judge every message of a mailbox"},
    {"calspam scan -f jsonl in.mbox | jq "
     "'select(.verdict.level==\"spam\").origin'",
     "where the spam of a mailbox stands"},
    {"calspam scan --format facts invite.ics",
     "what a rule can see, for writing one"},
    {"calspam scan --campaigns Maildir/", "and what its messages share"},
    {"find . -name '*.eml' -print0 | calspam scan -q -0 --files-from -",
     "nothing but the exit status"},
};

}  // namespace

constinit const Command kScanCommand = {
    "scan",
    "judge messages and calendar files",
    "[PATH...]",
    "Reads every PATH: a message, an mbox, a Maildir, a folder or archive of "
    "these, a calendar file; - or no PATH is standard input. Says for each "
    "message with "
    "calendar content how it is judged, by which findings, and where they "
    "stand.",
    scan_option_groups,
    kExamples,
    "0 when nothing reached the level of --fail-on, 1 when something did, 2 "
    "when an input or the output failed or was not read in full, whatever was "
    "found.",
    run_scan,
};

}  // namespace calspam
