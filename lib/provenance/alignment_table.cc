// SPDX-License-Identifier: MIT
#include "provenance/alignment_table.hh"

namespace calspam {
namespace {

constexpr NormalMismatch kNormal[] = {
    {"google", "organizer", "from",
     "a secondary calendar has an address of its own",
     "@group.calendar.google.com"},
    {"google", "organizer", "sender",
     "Google Calendar is Sender of what its users send"},
    {"google", "organizer", "reply_to",
     "a secondary calendar has an address of its own",
     "@group.calendar.google.com"},
    {"google", "organizer", "return_path", "bounces go to a server of Google's",
     "@calendar-server.bounces.google.com"},
    {"google", "organizer", "dkim.d",
     "Google signs with its own domain and with a key of its own for the "
     "customer"},
    {"google", "from", "sender",
     "Google Calendar is Sender of what its users send"},
    {"google", "from", "return_path", "bounces go to a server of Google's",
     "@calendar-server.bounces.google.com"},
    {"google", "from", "dkim.d",
     "Google signs with its own domain and with a key of its own for the "
     "customer"},
    {"microsoft", "organizer", "dkim.d",
     "Exchange Online signs with the customer's onmicrosoft.com domain unless "
     "told otherwise",
     ".onmicrosoft.com"},
    {"microsoft", "from", "dkim.d",
     "Exchange Online signs with the customer's onmicrosoft.com domain unless "
     "told otherwise",
     ".onmicrosoft.com"},
    {"yahoo", "organizer", "return_path",
     "bounces go to Yahoo, not to the user", "yahoo.com"},
    {"yahoo", "organizer", "dkim.d", "Yahoo signs for all its domains",
     "yahoo.com"},
    {"yahoo", "from", "return_path", "bounces go to Yahoo, not to the user",
     "yahoo.com"},
    {"yahoo", "from", "dkim.d", "Yahoo signs for all its domains", "yahoo.com"},
    {"zoom", "organizer", "reply_to", "Reply-To is the host of the meeting"},
    {"zoom", "organizer", "return_path", "bounces go to Zoom's mail service"},
    {"zoom", "from", "reply_to", "Reply-To is the host of the meeting"},
    {"zoom", "from", "return_path", "bounces go to Zoom's mail service"},
    {"calendly", "organizer", "from", "Calendly mails for its users"},
    {"calendly", "organizer", "reply_to", "Reply-To is the host"},
    {"calendly", "organizer", "return_path",
     "bounces go to Calendly's mail service"},
    {"calendly", "organizer", "dkim.d", "Calendly signs what it mails"},
    {"calendly", "from", "reply_to", "Reply-To is the host"},
    {"calendly", "from", "return_path",
     "bounces go to Calendly's mail service"},
    {"apple", "organizer", "from",
     "iCloud mails from an address of its own, ORGANIZER is its user",
     "@email.apple.com"},
    {"apple", "organizer", "sender", "iCloud mails for its users"},
    {"apple", "organizer", "return_path", "bounces go to iCloud"},
    {"apple", "organizer", "dkim.d", "iCloud signs what it mails", "apple.com"},
    {"apple", "from", "reply_to", "Reply-To is the user"},
    {"salonized", "organizer", "from",
     "the service mails, ORGANIZER is its customer"},
    {"salonized", "organizer", "sender",
     "the service mails, ORGANIZER is its customer"},
    {"salonized", "organizer", "return_path", "bounces go to the service"},
    {"salonized", "organizer", "dkim.d", "the service signs what it mails"},
    {"salonized", "from", "reply_to", "Reply-To is its customer"},
    {"list", "organizer", "from", "a mailing list has rewritten From"},
    {"list", "organizer", "return_path", "bounces go to the mailing list"},
    {"list", "organizer", "sender", "the mailing list is Sender"},
    {"list", "organizer", "dkim.d", "the mailing list signs what it passes on"},
    {"list", "organizer", "reply_to", "answers go to the mailing list"},
    {"list", "from", "sender", "the mailing list is Sender"},
    {"list", "from", "return_path", "bounces go to the mailing list"},
    {"list", "from", "reply_to", "the mailing list sets Reply-To"},
    {"list", "from", "dkim.d", "the mailing list signs what it passes on"},
};

}  // namespace

std::span<const NormalMismatch> normal_mismatches() {
  return kNormal;
}

}  // namespace calspam
