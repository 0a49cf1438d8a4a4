// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <vector>

#include "batch.hh"
#include "engine/sighting.hh"
#include "provenance/provenance.hh"
#include "store_verbs.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// The store is opened for each piece: nothing of it is open, or mapped, when
// the pool forks a worker.
constexpr std::size_t kPiece = 2'000;
constexpr std::size_t kPieceBytes = 32u << 20;
constexpr std::chrono::seconds kPieceTime{2};

using Clock = std::chrono::steady_clock;

Instant wall_clock() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// What the workers send, written piece by piece.
class Recording {
 public:
  explicit Recording(const StoreOptions& options) : options_(options) {}

  /// The store is there and can be written.
  Result<bool> check() const {
    const Result<Store> store =
        Store::open(options_.path, Store::Access::Record);
    if (!store) return tl::unexpected(store.error());
    return true;
  }

  Result<bool> take(std::string_view packed) {
    Result<Sighting> sighting = unpacked_sighting(packed);
    if (!sighting) return tl::unexpected(sighting.error());
    if (waiting_.empty()) began_ = Clock::now();
    waiting_.push_back(std::move(*sighting));
    bytes_ += packed.size();
    const bool full = waiting_.size() >= kPiece || bytes_ >= kPieceBytes ||
                      Clock::now() - began_ >= kPieceTime;
    return full ? write() : true;
  }

  Result<bool> write() {
    if (waiting_.empty()) return true;
    std::vector<Sighting> piece = std::exchange(waiting_, {});
    bytes_ = 0;
    Result<Store> store = Store::open(options_.path, Store::Access::Record);
    if (!store) return tl::unexpected(store.error());
    const Instant now = wall_clock();
    for (Sighting& sighting : piece) {
      const Result<bool> added = store->add(std::move(sighting), now);
      if (!added) return added;
    }
    const Result<bool> written = store->commit();
    counts_.added += store->counts().added;
    counts_.known += store->counts().known;
    return written;
  }

  const StoreCounts& counts() const { return counts_; }

 private:
  const StoreOptions& options_;
  std::vector<Sighting> waiting_;
  std::size_t bytes_ = 0;
  Clock::time_point began_;
  StoreCounts counts_;
};

// In a worker. Mail that has nothing to do with calendars is not recorded.
Reply sighted(const Report& report, const std::optional<std::string>& key) {
  Reply reply;
  reply.level = report.verdict.level;
  reply.complete = report.complete;
  if (report.provenance == nullptr) return reply;
  if (report.provenance->objects.empty() &&
      report.provenance->insertion.channel != "notification")
    return reply;
  Sighting sighting = sighting_of(report);
  if (key) hide_recipients(sighting, *key);
  reply.text = packed_sighting(sighting);
  return reply;
}

// Nothing is printed of single inputs; errors go to standard error.
void print_nothing(FormatRun&, std::string&) {}
void print_no_message(const FormatOptions&, const Report&, std::string&) {}
void print_no_error(FormatRun&, const InputError&, std::string&) {}
void print_no_end(FormatRun&, const Summary&, std::string&) {}

constexpr Format kSilent = {
    "text",         "",          "", print_nothing, print_no_message,
    print_no_error, print_no_end};

int complained(const Error& error) {
  complain(error.where, error.what);
  return kExitTrouble;
}

std::string told(const StoreCounts& counts, std::uint64_t inputs, bool json) {
  if (json)
    return fmt::format(
        "{{\"schema\":\"calspam.recorded/1\",\"inputs\":{},\"new\":{},"
        "\"known\":{}}}\n",
        inputs, counts.added, counts.known);
  return fmt::format("{} read: {} new, {} known, {} not about calendars\n",
                     counted(inputs, "input"), counts.added, counts.known,
                     inputs - counts.added - counts.known);
}

}  // namespace

int store_record(const Arguments& arguments, const StoreOptions& options,
                 const PrepareTrace& prepare) {
  Arguments paths = arguments;
  paths.operands = options.operands;
  const Result<BatchOptions> batch_of = batch_options(paths);
  if (!batch_of) return complained(batch_of.error());
  Recording recording(options);
  const Result<bool> there = recording.check();
  if (!there) return complained(there.error());
  const Result<TraceWork> trace = prepare();
  if (!trace) return complained(trace.error());

  std::optional<Error> trouble;
  BatchJob job;
  job.work = [&trace, &options](const RawMessage& raw) {
    return sighted((*trace)(raw), options.key);
  };
  job.format = &kSilent;
  job.format_options = format_options(*batch_of);
  job.receive = [&](const Outcome&, Reply& reply) {
    const std::string packed = std::exchange(reply.text, {});
    if (packed.empty() || trouble) return;
    const Result<bool> taken = recording.take(packed);
    if (!taken) trouble = taken.error();
  };
  Batch batch(*batch_of, std::move(job));
  int status = batch.run();
  const Result<bool> written = recording.write();
  if (!written && !trouble) trouble = written.error();
  if (trouble) status = complained(*trouble);
  if (!batch_of->quiet)
    std::fputs(told(recording.counts(), batch.summary().messages, options.json)
                   .c_str(),
               stdout);
  return std::fflush(stdout) == 0 ? status : kExitTrouble;
}

}  // namespace calspam
