// SPDX-License-Identifier: MIT
#include "store/store.hh"

#include "store/recorder.hh"
#include "store/schema.hh"
#include "store/store_state.hh"

namespace calspam {
namespace {

// Sightings of a batch: as many are lost at most when the process is killed.
constexpr std::size_t kBatch = 4'096;
// The same in bytes, since some records are large, and in seconds, since
// others come slowly.
constexpr std::size_t kBatchBytes = 32u << 20;
constexpr std::int64_t kBatchSeconds = 2;

std::size_t weight_of(const Sighting& sighting) {
  return sighting.record.size() + sighting.explain.size() +
         128 * (sighting.events.size() + sighting.recipients.size() +
                sighting.traits.size());
}

}  // namespace

Store::Store(std::unique_ptr<StoreState> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& path, Access access) {
  return guarded(path, [&] {
    const bool record = access == Access::Record;
    auto state = std::make_unique<StoreState>(
        path, record ? Database::Mode::Write : Database::Mode::Read);
    if (record)
      prepare_schema(state->database);
    else
      check_schema(state->database);
    return Store(std::move(state));
  });
}

Result<bool> Store::add(Sighting sighting, Instant now) {
  state_->waiting_bytes += weight_of(sighting);
  state_->waiting.emplace_back(std::move(sighting), now);
  const bool full =
      state_->waiting.size() >= kBatch || state_->waiting_bytes >= kBatchBytes;
  return full ? commit() : true;
}

// The write lock is held for a batch only, never while input is awaited: others
// write to the same file.
Result<bool> Store::commit() {
  if (state_->waiting.empty()) return true;
  const auto waiting = std::exchange(state_->waiting, {});
  state_->waiting_bytes = 0;
  return guarded(state_->path, [&] {
    Transaction transaction(state_->database);
    StoreCounts counts;
    for (const auto& [sighting, now] : waiting)
      ++(record(*state_, sighting, now) ? counts.added : counts.known);
    transaction.commit();
    state_->counts.added += counts.added;
    state_->counts.known += counts.known;
    return true;
  });
}

StoreCounts Store::counts() const {
  return state_->counts;
}

}  // namespace calspam
