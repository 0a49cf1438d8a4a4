// SPDX-License-Identifier: MIT
#include "provenance/finding.hh"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace calspam {
namespace {

using W = ProvenanceWeight;

constexpr ProvenanceFindingKind kKinds[] = {
    {"path-none", W::Note,
     "no Received field: the message was taken from somewhere before it was "
     "sent, or its header was cut"},
    {"path-cut", W::Note, "more hops than are told"},
    {"path-short", W::Note,
     "nothing below the border: the machine that connected to our side is the "
     "first that the header knows"},
    {"path-forwarded", W::Note,
     "an earlier receiver took the mail in and passed it on; what it saw is "
     "claimed here"},
    {"path-loop", W::Note, "the mail left our side and came back to it"},
    {"border-witness-disagrees", W::Strong,
     "another record of our side has a different address for the machine that "
     "connected"},
    {"border-witness-unsure", W::Note,
     "a field that anybody could have written has a different address for the "
     "machine that connected"},
    {"border-helo-is-receiver", W::Strong,
     "the machine that connected called itself by the receiver's own name"},
    {"border-helo-literal", W::Odd,
     "the machine that connected called itself an address that is not its own"},
    {"border-helo-hex", W::Odd,
     "the machine that connected called itself its own address in hexadecimal, "
     "as bulk mailers do"},
    {"border-no-reverse-name", W::Note,
     "the address that connected has no reverse name"},
    {"border-reverse-name-unconfirmed", W::Note,
     "the reverse name of the address that connected does not lead back to it"},
    {"hop-helo-literal", W::Odd,
     "a claimed hop: HELO is an address that is not the one beside it"},
    {"hop-helo-hex", W::Odd,
     "a claimed hop: HELO is the address beside it in hexadecimal"},
    {"hop-address-reserved", W::Odd,
     "a claimed hop has an address that no machine on the Internet can have"},
    {"hop-not-of-platform", W::Strong,
     "a claimed hop names a large provider's host, but that provider writes "
     "these fields in another form"},
    {"hop-after-border", W::Odd,
     "a claimed hop is later than our own receipt of the mail"},
    {"hop-time-impossible", W::Odd,
     "the time of a hop is decades away from that of the border"},
    {"hop-time-backwards", W::Odd,
     "the mail left a host more than five minutes before it got there: a clock "
     "is wrong, or a line is made up"},
    {"hop-held", W::Note,
     "more than an hour between two hops: held in a queue, or a line is made "
     "up"},
    {"hop-repeated", W::Odd, "the same Received line stands there twice"},
    {"hop-gap", W::Note,
     "a claimed hop has the mail from another organisation than the one below "
     "it took it to; often honest, never proof"},
    {"submission-authenticated", W::Note,
     "somebody with a password of that server handed the mail in: an account, "
     "its owner's or a stolen one"},
    {"submission-api", W::Note, "a program handed the mail in over HTTP"},
    {"submission-webmail", W::Note, "a browser handed the mail in"},
    {"results-forged", W::Strong,
     "a field with authentication results bears our side's name and stands "
     "where our side did not write it"},
    {"results-contradict", W::Odd,
     "results that are believed contradict each other"},
    {"results-differ-from-own", W::Odd,
     "what our side recorded of DKIM is not what the signatures come to here"},
    {"signature-broken", W::Odd,
     "a DKIM signature does not hold, though its key is known"},
    {"signature-weak", W::Note,
     "a DKIM signature holds by means that prove little"},
    {"chain-broken", W::Odd, "the ARC chain does not hold"},
    {"smime-broken", W::Strong, "an S/MIME signature does not hold"},
    {"smime-not-organizer", W::Strong,
     "the S/MIME signer is not the calendar user that RFC 6047 3 asks for"},
    {"stamp-stale", W::Odd,
     "DTSTAMP is more than an hour away from Date; software that schedules "
     "writes both at once"},
    {"clocks-disagree", W::Strong,
     "clocks of the object lie days apart: it was copied from another one"},
    {"created-just-before", W::Note,
     "the event was created seconds before the mail went out, as scripts do"},
    {"sequence-high", W::Note,
     "SEQUENCE counts many revisions of what looks like a first invitation: a "
     "lower bound on how often it was sent"},
    {"copies-differ", W::Odd,
     "the calendar parts of the mail do not say the same"},
    {"organizer-malformed", W::Odd,
     "ORGANIZER is no mailto: address (RFC 6047 2.3)"},
    {"platform-contradicted", W::Strong,
     "signs of different platforms: at least one of them is copied or made "
     "up"},
    {"platform-hop-missing", W::Odd,
     "the event claims a platform whose servers did not touch the mail"},
    {"organizer-not-aligned", W::Odd,
     "nothing that carried the mail belongs to the organizer, and that is not "
     "normal for the platform"},
    {"bounce-hides-recipient", W::Note,
     "the return path holds the address of the recipient in a simple cipher; "
     "take it out of what is passed on"},
    {"bounce-not-organizer", W::Odd,
     "the return path was made for another organizer or recipient"},
};

}  // namespace

std::string_view provenance_weight_name(ProvenanceWeight weight) {
  switch (weight) {
    case ProvenanceWeight::Note:
      return "note";
    case ProvenanceWeight::Odd:
      return "odd";
    case ProvenanceWeight::Strong:
      return "strong";
  }
  return "note";
}

std::span<const ProvenanceFindingKind> provenance_finding_kinds() {
  return kKinds;
}

const ProvenanceFindingKind& provenance_finding_kind(std::string_view id) {
  const auto* const found =
      std::ranges::find(kKinds, id, &ProvenanceFindingKind::id);
  assert(found != std::end(kKinds));
  return *found;
}

}  // namespace calspam
