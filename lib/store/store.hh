// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/sighting.hh"
#include "util/result.hh"
#include "util/time.hh"

namespace calspam {

/// Where the bytes of a sighting lay when they were recorded.
struct SightedPlace {
  std::string path, member;
  std::uint64_t offset = 0, index = 0;
  Instant seen = 0;  ///< when it was recorded
};

/// A sighting as the store has it.
struct StoredSighting {
  std::int64_t number = 0;  ///< of the source in the store
  Sighting sighting;        ///< path, member, offset, index: the first place's
  Instant at = 0;           ///< arrival, else when it was recorded
  Instant seen = 0;         ///< when it was recorded first
  std::vector<SightedPlace> places;
};

/// Somebody who got an event.
struct EventRecipient {
  std::string address, role;
  Instant newest = 0;
  std::uint64_t inputs = 0;
};

/// Mail that accounts for an event of some UID.
struct AccountingMail {
  std::string recurrence_id, organizer;
  Instant newest = 0;
  std::uint64_t inputs = 0;
};

/// What became of what was added.
struct StoreCounts {
  std::uint64_t added = 0;  ///< bytes that were new to the store
  std::uint64_t known = 0;  ///< bytes that it had
};

struct StoreState;

/// Sightings, kept: a SQLite file that may be written by several processes at
/// once. Append-only but for forget(); recording the same bytes again changes
/// nothing but adds the place where they lay. Of a process that is killed at
/// most the open batch is lost. One thread at a time.
class Store {
 public:
  enum class Access {
    Read,   ///< the file must be there
    Record  ///< it is made, or brought up to date
  };

  static Result<Store> open(const std::string& path, Access access);
  Store(Store&&) noexcept;
  ~Store();

  /// Takes it into the open batch, which is written when it is full.
  Result<bool> add(Sighting sighting, Instant now);
  /// Writes what add() has gathered, in one transaction.
  Result<bool> commit();
  /// Of what was written so far.
  StoreCounts counts() const;

  using Found = Result<std::vector<StoredSighting>>;
  // Newest first, `most` at most.
  Found by_uid(std::string_view uid, std::size_t most);
  Found by_message_id(std::string_view message_id, std::size_t most);
  Found by_recipient(std::string_view address, std::size_t most);
  Found by_trait(const Trait& trait, std::size_t most);
  /// Everything after a number, in the order recorded, with which all can be
  /// read in pieces.
  Found after(std::int64_t number, std::size_t most);

  Result<std::vector<EventRecipient>> who(std::string_view uid,
                                          std::size_t most);
  Result<std::vector<AccountingMail>> mail_for(std::string_view uid,
                                               std::size_t most);

  // Take sightings out, and what only they had; the bytes are overwritten.
  // How many there were.
  Result<std::uint64_t> forget_before(Instant time);
  Result<std::uint64_t> forget_user(std::string_view address);

 private:
  explicit Store(std::unique_ptr<StoreState> state);
  std::unique_ptr<StoreState> state_;
};

}  // namespace calspam
