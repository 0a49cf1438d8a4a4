// SPDX-License-Identifier: MIT
#pragma once

// Pieces of a Received field. Only lib/mail/received*.cc include this.

#include <span>
#include <string>
#include <string_view>

#include "mail/received.hh"
#include "mail/structured.hh"

namespace calspam {

using ReceivedTokens = std::span<const HeaderToken>;

/// A Received field cut at its keywords. The value of a clause is its words
/// and comments up to the next keyword; `lead` stands before the first.
struct ReceivedClauses {
  ReceivedTokens lead, from, by, via, with, id, envelope_for;
};
ReceivedClauses received_clauses(ReceivedTokens tokens);

std::string first_word(ReceivedTokens clause);
/// A word or comment of the clause holds `what`, in any case.
bool mentions(ReceivedTokens clause, std::string_view what);

/// Fills in what the from clause and the comments say of the peer.
void read_peer(Received& received, const ReceivedClauses& clauses);
/// Fills in family, TLS, submission and account.
void read_server(Received& received, const ReceivedClauses& clauses,
                 ReceivedTokens tokens);

/// The last address in brackets: "unknown [192.0.2.1]", "[192.0.2.1]:2525".
/// `before` is told what stands in front of it.
std::string bracketed_address(std::string_view text, std::string_view& before);
/// Without a dot at its end.
std::string_view without_root(std::string_view host);

}  // namespace calspam
