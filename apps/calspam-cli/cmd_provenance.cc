// SPDX-License-Identifier: MIT
#include "cmd_provenance.hh"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "batch.hh"
#include "engine/analyzer.hh"
#include "engine/warm_up.hh"
#include "evidence/subject.hh"
#include "help.hh"
#include "manifest.hh"
#include "provenance/key_file.hh"
#include "provenance/provenance.hh"
#include "provenance/verify.hh"
#include "provenance_store.hh"
#include "report/provenance_formats.hh"
#include "scan_options.hh"
#include "version.hh"

namespace calspam {
namespace {

std::vector<Choice> format_choices() {
  std::vector<Choice> choices;
  for (const Format& format : provenance_formats())
    choices.push_back({format.name, format.doc});
  return choices;
}

constexpr OptionRow kReportRows[] = {
    {'f', "format", "FORMAT",
     "how to report; text when nothing is said:", format_choices},
    {'a', "all", "", "trace messages without calendar content too"},
    {'q', "quiet", "", "print no report; errors and the exit status remain"},
    {0, "manifest", "FILE",
     "write the digests of what was looked at to FILE, for sha256sum -c"},
};

constexpr OptionRow kKnowledgeRows[] = {
    {0, "site", "FILE",
     "what the operator knows: own hosts and networks decide where the border "
     "is; see calspam-site(5)"},
    {0, "dkim-keys", "FILE",
     "keys of DKIM and ARC: a line 'selector._domainkey.domain', a tab, and "
     "the record. Without it signatures remain unknown"},
    {0, "smime-ca", "FILE",
     "certificates (PEM) of authorities to believe for S/MIME"},
    {0, "rules", "DIR", "add the rules of a folder; may be repeated"},
    {0, "no-default-rules", "", "leave out the rules that came with calspam"},
};

std::span<const OptionGroup> option_groups() {
  static const OptionGroup groups[] = {
      {"Report", kReportRows},
      {"Knowledge", kKnowledgeRows},
      kStoreOptions,
      kInputOptions,
      kWorkOptions,
      kScreenOptions,
  };
  return groups;
}

/// What it takes to trace a message, the same for all of a run.
struct Knowledge {
  std::optional<KeyFile> keys;
  std::string authorities;
  std::unique_ptr<Analyzer> analyzer;
  ProvenanceOptions options;
};

Result<std::string> file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(path, "could not be read");
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<bool> load_analyzer(const Arguments& arguments, const Limits& limits,
                           std::shared_ptr<const Site> site,
                           Knowledge& knowledge) {
  const Result<RuleOptions> which = rule_options(arguments);
  if (!which) return tl::unexpected(which.error());
  Result<RuleSet> rules = RuleSet::load(*which);
  if (!rules) return tl::unexpected(rules.error());
  knowledge.options.rules = "sha256:" + rules->digest();
  AnalyzerOptions analysis;
  analysis.site = std::move(site);
  knowledge.analyzer = std::make_unique<Analyzer>(std::move(*rules), limits,
                                                  std::move(analysis));
  return true;
}

Result<Knowledge> load_knowledge(const Arguments& arguments,
                                 const Limits& limits) {
  Knowledge knowledge;
  knowledge.options.tool = fmt::format("calspam {}", kVersion);
  const Result<std::shared_ptr<const Site>> site = site_option(arguments);
  if (!site) return tl::unexpected(site.error());
  if (arguments.has("dkim-keys")) {
    Result<KeyFile> keys = KeyFile::load(arguments.last("dkim-keys", ""));
    if (!keys) return tl::unexpected(keys.error());
    knowledge.keys = std::move(*keys);
  }
  if (arguments.has("smime-ca")) {
    Result<std::string> text = file_text(arguments.last("smime-ca", ""));
    if (!text) return tl::unexpected(text.error());
    knowledge.authorities = std::move(*text);
  }
  const Result<bool> loaded =
      load_analyzer(arguments, limits, *site, knowledge);
  if (!loaded) return tl::unexpected(loaded.error());
  return knowledge;
}

// In a worker: the record of one message, with its provenance block.
Report traced(const Knowledge& knowledge, const RawMessage& raw) {
  Subject subject;
  Report report = knowledge.analyzer->analyze(raw, subject);
  VerifyOptions verify;
  verify.keys = knowledge.keys ? &*knowledge.keys : nullptr;
  verify.authorities = knowledge.authorities;
  verify.as_of = subject.time.instant;
  report.provenance = std::make_shared<const Provenance>(
      trace(subject, verify_signatures(subject, verify), knowledge.options));
  return report;
}

/// Between the two things that a reply's digest can hold.
constexpr char kNoteEnd = '\x1e';

/// What is to be printed, and of which messages.
struct Wanted {
  const Format* format = nullptr;
  bool all = false;
  bool manifest = false;
};

Reply told(const Wanted& wanted, const FormatOptions& format_options,
           const Knowledge& knowledge, const RawMessage& raw) {
  const Report report = traced(knowledge, raw);
  Reply reply;
  reply.level = report.verdict.level;
  reply.complete = report.complete;
  // Of a mailbox only what is about calendars; a file of its own was named.
  const bool alone = raw.origin.index == 0 && raw.origin.member.empty();
  reply.wanted = wanted.all || alone || reply.level != Level::None;
  if (!reply.wanted) return reply;
  wanted.format->message(format_options, report, reply.text);
  // The note for the manifest goes ahead of what the format sums up.
  if (wanted.manifest) reply.digest = Manifest::note(report);
  if (wanted.format->digest != nullptr)
    reply.digest += kNoteEnd + wanted.format->digest(report);
  return reply;
}

int tell(const Arguments& arguments, const BatchOptions& options,
         const Knowledge& knowledge) {
  Wanted wanted;
  wanted.format = find_provenance_format(arguments.last("format", "text"));
  wanted.all = arguments.has("all");
  wanted.manifest = arguments.has("manifest");
  Manifest manifest;
  BatchJob job;
  job.format = wanted.format;
  job.format_options = format_options(options);
  job.format_options.tool.rules = knowledge.options.rules;
  job.work = [&wanted, &knowledge,
              format = job.format_options](const RawMessage& raw) {
    return told(wanted, format, knowledge, raw);
  };
  job.receive = [&](const Outcome&, Reply& reply) {
    // A path may have any byte but NUL, which ends it.
    const std::size_t path = wanted.manifest ? reply.digest.find('\0') : 0;
    const std::size_t end = reply.digest.find(kNoteEnd, path);
    manifest.take(reply.digest.substr(0, end));
    reply.digest.erase(0, end == reply.digest.npos ? end : end + 1);
  };
  Batch batch(options, std::move(job));
  const int status = batch.run();
  if (!wanted.manifest) return status;
  const Result<bool> written =
      manifest.write(arguments.last("manifest", ""),
                     fmt::format("{}, rules {}", knowledge.options.tool,
                                 knowledge.options.rules));
  if (written) return status;
  complain(written.error().where, written.error().what);
  return kExitTrouble;
}

void warm_up(const Knowledge& knowledge) {
  warm_up(*knowledge.analyzer);
  warm_up_signatures();
}

// A verb that does not trace need not wait for rules to be read.
int keep(const Arguments& arguments) {
  return run_store_verb(arguments, [&arguments]() -> Result<TraceWork> {
    const Result<BatchOptions> options = batch_options(arguments);
    if (!options) return tl::unexpected(options.error());
    Result<Knowledge> knowledge = load_knowledge(arguments, options->limits);
    if (!knowledge) return tl::unexpected(knowledge.error());
    warm_up(*knowledge);
    const auto shared =
        std::make_shared<const Knowledge>(std::move(*knowledge));
    return [shared](const RawMessage& raw) { return traced(*shared, raw); };
  });
}

int run_provenance(const Arguments& arguments) {
  if (!arguments.operands.empty() && is_store_verb(arguments.operands.front()))
    return keep(arguments);
  const Result<bool> alone = check_no_store_option(arguments);
  if (!alone) return refuse(kProvenanceCommand, alone.error());
  ask_for_verb(arguments);
  const Result<BatchOptions> options = batch_options(arguments);
  if (!options) return refuse(kProvenanceCommand, options.error());
  const Result<Knowledge> knowledge =
      load_knowledge(arguments, options->limits);
  if (!knowledge) return refuse(kProvenanceCommand, knowledge.error());
  warm_up(*knowledge);
  return tell(arguments, *options, *knowledge);
}

constexpr Example kExamples[] = {
    {"calspam provenance invite.eml",
     "the way of an invitation, and who answers for it"},
    {"calspam provenance --site site.yaml --dkim-keys keys.txt in.mbox",
     "with the border that is known, and signatures verified"},
    {"calspam provenance -f dot invite.eml | dot -Tsvg > path.svg",
     "the path as a picture"},
    {"calspam provenance --manifest MANIFEST *.eml && sha256sum -c MANIFEST",
     "what was looked at, to be checked later"},
    {"calspam provenance record --store seen.db Maildir/",
     "remember where every event came from"},
    {"calspam provenance why --store seen.db 1@calendar.example",
     "how did this event get into the calendar"},
};

}  // namespace

constinit const Command kProvenanceCommand = {
    "provenance",
    "tell where an event came from and how it got here",
    "[VERB] [PATH...]",
    "Traces every PATH, read as by scan: the way of the mail with the border "
    "between what our side saw and what is claimed, its authentication, the "
    "trail of the event, the checkpoints on the way, and one sentence for the "
    "user. With a VERB as the first operand (record, why, who, same-as, user, "
    "message-id, gaps, export, forget) it works with a store of what was seen "
    "before; ./record is a path. - or no PATH is standard input.",
    option_groups,
    kExamples,
    "0 when everything was traced, 2 when an input, a file or the output "
    "failed or was not read in full.",
    run_provenance,
};

}  // namespace calspam
