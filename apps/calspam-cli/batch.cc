// SPDX-License-Identifier: MIT
#include "batch.hh"

#include <unistd.h>

#include <utility>

#include "command.hh"
#include "engine/failed_report.hh"
#include "report/style.hh"
#include "terminal.hh"
#include "version.hh"

namespace calspam {
namespace {

// Lists of paths may be anything: then it is not known how much is to come.
std::vector<std::string> paths_of(const BatchOptions& options) {
  return options.lists.empty() ? options.paths : std::vector<std::string>{"-"};
}

PoolOptions pool_options(const BatchOptions& options) {
  PoolOptions pool;
  pool.jobs = options.jobs;
  pool.deadline = options.deadline;
  return pool;
}

}  // namespace

FormatOptions format_options(const BatchOptions& options) {
  FormatOptions format;
  format.tool.version = kVersion;
  format.color = wants_color(options.color, STDOUT_FILENO);
  format.width = terminal_width(STDOUT_FILENO);
  format.links = !options.ascii && wants_links(STDOUT_FILENO);
  return format;
}

Batch::Batch(const BatchOptions& options, BatchJob job)
    : options_(options),
      job_(std::move(job)),
      output_(STDOUT_FILENO, ::isatty(STDOUT_FILENO) == 1),
      progress_(options.progress, paths_of(options)) {
  run_.options = job_.format_options;
  pool_ = std::make_unique<Pool>(pool_options(options), job_.work,
                                 [this](Outcome&& outcome) { take(outcome); });
}

template <typename Writer, typename... Arguments>
void Batch::write(Writer writer, const Arguments&... arguments) {
  if (options_.quiet) return;
  writer(run_, arguments..., text_);
  put();
}

bool Batch::message(const RawMessage& raw) {
  // What a cut input gives after an interrupt is no whole message.
  if (was_interrupted()) return false;
  if (!job_.wants || job_.wants(raw)) pool_->submit(raw);
  return output_.is_open() && !was_interrupted();
}

bool Batch::error(const Error& error) {
  if (was_interrupted()) return false;
  pool_->pass(error);
  return output_.is_open();
}

void Batch::trouble(const std::string& where, const std::string& what) {
  progress_.clear();
  complain(where, what);
  troubled_ = true;
}

void Batch::take(Outcome& outcome) {
  std::visit([&](auto& what) { take(outcome, what); }, outcome.what);
  progress_.update(summary_.messages, summary_.bytes);
}

void Batch::note(const std::string& where, const std::string& what) {
  if (options_.quiet) return;
  progress_.clear();
  complain(where, what);
}

// What `text_` holds, to standard output.
void Batch::put() {
  if (text_.empty()) return;
  progress_.clear();
  if (options_.ascii && job_.format->name == "text") text_ = ascii_only(text_);
  output_.put(text_);
}

void Batch::take(const Outcome& outcome, Reply& reply) {
  summary_.count(reply.level, reply.complete, outcome.size);
  found_ = found_ || reply.found;
  if (job_.receive) job_.receive(outcome, reply);
  if (!reply.wanted || options_.quiet) return;
  add_message(*job_.format, run_, reply.text, reply.digest, text_);
  put();
}

void Batch::take(const Outcome& outcome, const Failure& failure) {
  const Report report = failed_report(outcome, failure);
  summary_.count(report);
  progress_.clear();
  complain(report.origin.name(), report.anomalies.front().summary);
  if (options_.quiet) return;
  add_message(*job_.format, run_, report, text_);
  put();
}

void Batch::take(const Outcome&, const Error& error) {
  ++summary_.errors;
  progress_.clear();
  complain(error.where, error.what);
  write(job_.format->error, InputError{error.where, error.what});
}

int Batch::run() {
  InputOptions input;
  input.lists = options_.lists;
  input.lists_have_nul = options_.lists_have_nul;
  input.archive_passwords = options_.archive_passwords;
  input.limits = options_.limits;
  input.json = options_.json;
  write(job_.format->begin);
  for_each_message(options_.paths, input, *this);
  pool_->finish();
  summary_.interrupted = was_interrupted();
  if (job_.conclude) job_.conclude(run_);
  write(job_.format->end, summary_);
  output_.flush();
  if (output_.trouble() == Output::Trouble::Failed)
    complain("standard output", output_.reason());
  return status();
}

int Batch::status() const {
  if (output_.trouble() == Output::Trouble::ClosedPipe) return kExitClosedPipe;
  if (summary_.interrupted) return kExitInterrupted;
  if (!output_.is_open() || troubled_ || summary_.errors != 0 ||
      summary_.incomplete != 0)
    return kExitTrouble;
  return found_ ? kExitFound : kExitFine;
}

}  // namespace calspam
