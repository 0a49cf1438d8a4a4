// SPDX-License-Identifier: MIT
#pragma once

#include <array>

#include "lint/check.hh"
#include "lint/row.hh"

namespace calspam {

inline constexpr std::array<Check, 15> kDeliveryChecks{{
    {"DELIV-01", "filters-miss-plain-text", LintLevel::Warning,
     "rspamd MIME_MA_MISSING_TEXT", "a multipart/alternative has no text/plain",
     "Spam filters count it; senders of bulk HTML leave it out.",
     "Add a text/plain part.", Mending::None, "", "Zoom"},
    {"DELIV-02", "filters-miss-html", LintLevel::Note,
     "rspamd MIME_MA_MISSING_HTML", "a multipart/alternative has no text/html",
     "Some filters count it a little.", "Add a text/html part.", Mending::None,
     "", "Thunderbird"},
    {"DELIV-03", "alternatives-say-different-things", LintLevel::Warning,
     "SpamAssassin MPART_ALT_DIFF",
     "the text/plain and the text/html part have few words in common",
     "Filters take one of them for a decoy.", "Make both from the same text."},
    {"DELIV-04", "plain-text-in-base64", LintLevel::Note,
     "SpamAssassin MIME_BASE64_TEXT", "ASCII text is sent as base64",
     "It was a way around old filters, and some still count it.",
     "Use quoted-printable.", Mending::Safe, "", "Google"},
    {"DELIV-05", "ics-name-of-other-type", LintLevel::Warning,
     "rspamd MIME_BAD_EXTENSION",
     "a part named .ics has another media type, or a calendar type has "
     "another extension",
     "Filters take the contradiction for a disguise.",
     "Let name and type agree.", Mending::Safe, "A1-13/part INTEROP-22/part"},
    {"DELIV-06", "boilerplate-product", LintLevel::Warning, "policy",
     "PRODID is copied from a tutorial or made of random characters",
     "Spam tools are built from the same examples, and rules look for them.",
     "Name your own product."},
    {"DELIV-07", "boilerplate-uid", LintLevel::Warning, "policy",
     "UID ends in a domain that is reserved for examples",
     "Rules look for it, since spam tools copy it from tutorials.",
     "Use a UUID, or your own domain.", Mending::None},
    {"DELIV-08", "uid-names-recipient", LintLevel::Warning, "policy",
     "UID holds the address of a recipient",
     "That is how mass mailers track; and guests of one event get different "
     "ones.",
     "Use one UUID for the event."},
    {"DELIV-09", "many-custom-properties", LintLevel::Warning, "policy",
     "more than ten X- properties hold long hexadecimal values",
     "Spam tools add them so that no two messages are alike.",
     "Leave them out."},
    {"DELIV-10", "from-not-aligned", LintLevel::Warning, "RFC 7489",
     "From has the organizer's address, and nothing that signs or sends the "
     "message belongs to its domain",
     "DMARC of that domain fails, and receivers that heed it reject the "
     "message.",
     "Send from your own domain, and name the organizer in ORGANIZER and "
     "Reply-To.",
     Mending::None, "", "clients that forward invitations"},
    {"DELIV-11", "reply-to-recipient", LintLevel::Warning,
     "rspamd REPLYTO_EQ_TO_ADDR", "Reply-To is the recipient",
     "Answers go back to who wrote them; filters count it much.",
     "Set Reply-To to the organizer.", Mending::None, "MSG-13"},
    {"DELIV-12", "signature-leaves-room", LintLevel::Note, "RFC 6376 8.2",
     "a DKIM-Signature has a length limit, or does not sign Content-Type",
     "Others can add parts or turn the body into another one while the "
     "signature stays good.",
     "Sign the whole body and Content-Type.", Mending::None, "",
     "Google does not sign Content-Type"},
    {"DELIV-13", "message-large", LintLevel::Note, "policy",
     "the message has more than 100 kB, or a calendar in it more than 1 MB",
     "Gmail cuts long mail, and some filters pass over it unread.",
     "Link images and files.", Mending::None, "", "mail with pictures in it"},
    {"DELIV-14", "link-distrusted", LintLevel::Warning, "CC/R 18003 5.3",
     "a link goes through a shortener, to a bare address, to a look-alike "
     "name, or is not https",
     "Filters count each of these.", "Link your own pages by https."},
    {"DELIV-15", "message-id-without-domain", LintLevel::Note,
     "rspamd MID_RHS_NOT_FQDN", "the right side of the Message-ID is no domain",
     "Filters count it a little.", "Use a domain of your own.", Mending::None,
     "", "SendGrid"},
}};

consteval const Check& delivery_check(std::string_view slug) {
  return row_of(kDeliveryChecks, slug);
}

// The family in pieces, in the order in which they run.
void check_delivery_of_parts(const LintInput& input, LintLog& log);
void check_delivery_of_calendars(const LintInput& input, LintLog& log);
void check_delivery_of_header(const LintInput& input, LintLog& log);
void check_delivery_of_links(const LintInput& input, LintLog& log);

}  // namespace calspam
