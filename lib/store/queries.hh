// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace calspam {

/// A statement that answers a question. Each must find its rows by an index:
/// a test holds them against EXPLAIN QUERY PLAN.
struct Query {
  std::string_view name, sql;
};

namespace query {
// Sources, newest first.
extern const Query kByUid, kByMessageId, kByRecipient, kByTrait, kByInputHash,
    kByContentHash;
// Sources by number, for reading everything in pieces.
extern const Query kAfter;
// What belongs to a source.
extern const Query kSource, kPlaces, kMessage, kEvents, kRecipients, kTraits;
// About a UID.
extern const Query kWho, kMailFor;
// Fill the temporary table `doomed` with what is to be forgotten.
extern const Query kForgetBefore, kForgetUser;
}  // namespace query

std::span<const Query* const> queries();

}  // namespace calspam
