// SPDX-License-Identifier: MIT
#include "store_files.hh"

#include <algorithm>

#include "command.hh"
#include "engine/pool.hh"
#include "engine/sighting.hh"
#include "engine/warm_up.hh"
#include "mail/input.hh"
#include "terminal.hh"
#include "util/hash.hh"

namespace calspam {
namespace {

// A calendar of many years is asked about as a whole.
constexpr std::size_t kMostEvents = 100'000;

Reply read(const RawMessage& raw) {
  Limits limits;
  limits.events = kMostEvents;
  Subject subject;
  observe(subject, raw, limits, {});
  Sighting sighting;
  sighting.sha256 = sha256(raw.bytes);
  sighting.size = raw.bytes.size();
  sighting.path = raw.origin.path;
  sighting.member = raw.origin.member;
  sighting.offset = raw.origin.offset;
  sighting.index = raw.origin.index;
  sighting.is_mail = raw.kind == RawKind::Mail;
  sighting.events = sighted_events(subject);
  Reply reply;
  reply.complete = subject.complete;
  reply.text = packed_sighting(sighting);
  return reply;
}

class Reading : public InputSink {
 public:
  Reading()
      : pool_(PoolOptions{}, read, [this](Outcome&& outcome) {
          std::visit([&](const auto& what) { take(outcome, what); },
                     outcome.what);
        }) {}

  bool message(const RawMessage& raw) override {
    if (was_interrupted()) return false;
    pool_.submit(raw);
    return true;
  }
  bool error(const Error& error) override {
    pool_.pass(error);
    return !was_interrupted();
  }
  StoreFiles read_all(const std::vector<std::string>& paths) {
    for_each_message(paths, InputOptions{}, *this);
    pool_.finish();
    return std::move(files_);
  }

 private:
  void trouble(const std::string& where, const std::string& what) {
    complain(where, what);
    files_.fine = false;
  }
  void take(const Outcome&, const Reply& reply) {
    Result<Sighting> sighting = unpacked_sighting(reply.text);
    if (!sighting)
      return trouble(sighting.error().where, sighting.error().what);
    if (!reply.complete) trouble(sighting->path, "was not read in full");
    files_.sightings.push_back(std::move(*sighting));
  }
  void take(const Outcome& outcome, const Failure& failure) {
    trouble(outcome.origin.name(), failure.text());
  }
  void take(const Outcome&, const Error& error) {
    trouble(error.where, error.what);
  }

  StoreFiles files_;
  Pool pool_;
};

}  // namespace

StoreFiles read_store_files(const std::vector<std::string>& paths) {
  warm_up_readers();
  return Reading().read_all(paths);
}

}  // namespace calspam
