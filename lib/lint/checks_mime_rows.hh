// SPDX-License-Identifier: MIT
#pragma once

#include <array>

#include "lint/check.hh"
#include "lint/row.hh"

namespace calspam {

inline constexpr std::array<Check, 31> kMimeChecks{{
    {"MIME-01", "mime-version-missing", LintLevel::Error, "RFC 2045 4",
     "the message has no MIME-Version: 1.0",
     "Without it a mail reader may show the raw parts as text, and filters "
     "count it against the sender.",
     "Add MIME-Version: 1.0 to the header.", Mending::Safe},
    {"MIME-02", "content-type-malformed", LintLevel::Warning, "RFC 2045 5.1",
     "a Content-Type does not follow the grammar",
     "Strict readers drop the field, and the part becomes plain text.",
     "Write type/subtype and parameters as name=value, quoted where needed.",
     Mending::Safe, "", "Zoom (two semicolons after the method)"},
    {"MIME-03", "boundary-missing", LintLevel::Error, "RFC 2046 5.1.1",
     "a multipart has no boundary parameter",
     "Nobody can tell where its parts begin; the body is shown as one text.",
     "Add the boundary that the body uses.", Mending::Unsafe,
     "A1-04/part A1-05/part", "hand-written templates"},
    {"MIME-04", "boundary-never-used", LintLevel::Error, "RFC 2046 5.1.1",
     "the boundary that a multipart declares never occurs in its body",
     "The whole body is preamble, which no client shows: there is no "
     "invitation.",
     "Make the parameter and the delimiter lines equal.", Mending::Unsafe, "",
     "an example of CalConnect's developer guide"},
    {"MIME-05", "multipart-not-closed", LintLevel::Error, "RFC 2046 5.1.1",
     "a multipart has no closing delimiter",
     "Receivers take the message for cut off in transport; some hold it back.",
     "End the multipart with a line of --boundary--.", Mending::Safe, "",
     "examples within RFC 6047"},
    {"MIME-06", "boundary-illegal", LintLevel::Error, "RFC 2046 5.1.1",
     "a boundary is longer than 70 characters, holds a forbidden one, or "
     "ends with a blank",
     "Readers cut or trim it, and find no part.",
     "Use a shorter boundary of letters and digits.", Mending::Safe},
    {"MIME-07", "boundary-ambiguous", LintLevel::Warning, "RFC 2046 5.1.1",
     "the boundary of a multipart is the same as, or the start of, that of "
     "one around it",
     "A reader that compares the start of the line ends the wrong multipart.",
     "Give every multipart a boundary of its own.", Mending::Safe, "",
     "templates with short boundaries"},
    {"MIME-08", "multipart-encoded", LintLevel::Error, "RFC 2045 6.4",
     "a multipart declares base64 or quoted-printable",
     "Only its parts may be encoded; readers disagree whether to decode the "
     "whole.",
     "Drop the Content-Transfer-Encoding of the multipart.", Mending::Safe, "",
     "old PHPMailer with a calendar"},
    {"MIME-09", "encoding-mismatch", LintLevel::Error, "RFC 2045 6",
     "the bytes of a part are not in the transfer encoding that it declares",
     "The receiver decodes text that was never encoded, or shows the code: "
     "either way no calendar is found.",
     "Make the header say what the body is.", Mending::Unsafe,
     "MIME-10/part MIME-11/part MIME-25/part A1-12/part 5545-001/part",
     "an example of CalConnect's developer guide"},
    {"MIME-10", "base64-malformed", LintLevel::Error, "RFC 2045 6.8",
     "a base64 body has foreign characters, wrong padding, or lines of more "
     "than 76 characters",
     "Decoders stop at the fault, skip it or refuse the part.",
     "Encode the part anew.", Mending::Safe},
    {"MIME-11", "quoted-printable-malformed", LintLevel::Warning,
     "RFC 2045 6.7",
     "a quoted-printable body has bad escapes, long lines or blanks at the "
     "end of lines",
     "Relays may change such lines, and decoders guess.",
     "Encode the part anew.", Mending::Safe},
    {"MIME-12", "line-ends-doubled", LintLevel::Error, "RFC 2045 6.7",
     "a quoted-printable calendar decodes to CR CR LF at its line ends",
     "Calendar readers see a stray carriage return in every value; Zimbra "
     "failed on it and Outlook left the part alone.",
     "Encode text with CRLF line ends as lines, or use base64.", Mending::Safe,
     "MIME-11/part 5545-003/part", "Rails' pack(\"M\") over CRLF text"},
    {"MIME-13", "unencoded-8bit", LintLevel::Error, "RFC 2045 2.7",
     "bytes above 127 or NUL in a part that is declared 7bit, or without a "
     "transfer encoding",
     "Relays may refuse the message or clear the eighth bit.",
     "Encode the part as base64 or quoted-printable.", Mending::Safe, "",
     "hand-written templates"},
    {"MIME-14", "sent-as-8bit", LintLevel::Note, "RFC 2045 2.8",
     "a part is sent as 8bit",
     "It arrives whole only when every server on the way takes 8bit mail.",
     "Encode the part as base64 or quoted-printable.", Mending::Safe, "",
     "Thunderbird, Nextcloud Mail"},
    {"MIME-15", "line-over-998", LintLevel::Error, "RFC 5322 2.1.1",
     "a line of the message is longer than 998 octets",
     "Mail servers cut such lines or refuse the message.",
     "Encode the part, or fold the header field.", Mending::Safe,
     "MSG-08 MIME-10/part MIME-11/part", "templates with all HTML on one line"},
    {"MIME-16", "line-ends-mixed", LintLevel::Error, "RFC 5322 2.3",
     "a carriage return without line feed, or CRLF and LF in one message",
     "Each reader sees other lines, and signatures break on the way.",
     "Write every line end as CRLF.", Mending::Safe},
    {"MIME-17", "sent-as-binary", LintLevel::Error, "RFC 3030",
     "a part is declared binary",
     "That needs servers that speak BINARYMIME, of which the Internet has "
     "few.",
     "Use base64.", Mending::Safe, "", "programs around Perl's MIME::Lite"},
    {"MIME-18", "invitation-in-message", LintLevel::Warning, "RFC 2046 5.2.1",
     "the invitation is inside an attached message",
     "Most clients act only on parts of the message itself.",
     "Send the invitation as a message of its own.", Mending::None, "",
     "mail forwarded as attachment"},
    {"MIME-19", "alternative-without-choice", LintLevel::Warning,
     "RFC 2046 5.1.4", "a multipart/alternative has fewer than two parts",
     "There is nothing to choose from; the wrapper only costs depth.",
     "Use the part itself, or add the other form.", Mending::Unsafe,
     "DELIV-01/part DELIV-02/part A1-04/part A1-05/part"},
    {"MIME-20", "alternatives-out-of-order", LintLevel::Warning,
     "RFC 2046 5.1.4",
     "the parts of a multipart/alternative do not go from plain to rich",
     "A client shows the last part it knows, which is then the poorest.",
     "Order them text/plain, text/html, text/calendar.", Mending::Safe,
     "A1-19/part", "code samples in PHP"},
    {"MIME-21", "related-without-root", LintLevel::Warning, "RFC 2387",
     "a multipart/related does not say the type of its root, or says the "
     "wrong one, or its start leads nowhere",
     "A client has to guess which part is the document and which its images.",
     "Add type= with the type of the root.", Mending::Safe},
    {"MIME-22", "content-field-twice", LintLevel::Error, "RFC 2045 5",
     "a Content- field stands twice in one part",
     "Some readers take the first and some the last.", "Keep one.",
     Mending::Unsafe, "", "Python code that adds Content-Type to a MIMEText"},
    {"MIME-23", "disposition-malformed", LintLevel::Warning, "RFC 2183 2",
     "a Content-Disposition does not follow the grammar, or has its file "
     "name as an encoded word",
     "The attachment gets an unreadable name, or none.",
     "Write the name as filename*= of RFC 2231.", Mending::Safe, "",
     "Exchange and many mail programs"},
    {"MIME-24", "file-names-differ", LintLevel::Warning, "RFC 2183 2.3",
     "filename and name of one part are different",
     "Filters and people are shown two names; the difference looks like a "
     "disguise.",
     "Use one name.", Mending::Safe},
    {"MIME-25", "charset-violated", LintLevel::Error, "RFC 2046 4.1.2",
     "a text part holds bytes that its charset does not have",
     "Readers show replacement characters, or guess another charset.",
     "Declare the charset that the text is in.", Mending::Unsafe},
    {"MIME-26", "text-charset-missing", LintLevel::Warning, "RFC 2046 4.1.2",
     "text beyond ASCII without a charset",
     "US-ASCII is what is meant by saying nothing, so readers guess.",
     "Add the charset.", Mending::Safe},
    {"MIME-27", "text-around-parts", LintLevel::Note, "RFC 2046 5.1.1",
     "text before the first or behind the last part of a multipart",
     "No mail program shows it.", "Remove it.", Mending::Safe, "",
     "Cyrus (a line behind the last part)"},
    {"MIME-28", "content-id-broken", LintLevel::Error, "RFC 2045 7",
     "a Content-ID is malformed, or stands on two parts",
     "References to it lead nowhere, or to the wrong part.",
     "Give each part one <name@domain> of its own.", Mending::Safe},
    {"MIME-29", "image-not-carried", LintLevel::Warning, "RFC 2392",
     "the HTML shows a cid: that no part has",
     "The reader sees a broken image.",
     "Attach the image with that Content-ID, or link it by https.",
     Mending::None, "", "templates with a logo"},
    {"MIME-30", "mime-version-in-part", LintLevel::Note, "RFC 2045 4",
     "MIME-Version is repeated inside a part", "It has no meaning there.",
     "Remove it.", Mending::Safe, "", "SendGrid (so Zoom), Perl's MIME::Lite"},
    {"MIME-31", "part-header-not-ended", LintLevel::Error, "RFC 2045 5.1",
     "the header of a part is not ended by an empty line",
     "The first lines of the content are read as header fields and are lost.",
     "Put an empty line before the content.", Mending::Unsafe, "5545-001/part",
     "text templates"},
}};

consteval const Check& mime_check(std::string_view slug) {
  return row_of(kMimeChecks, slug);
}

// The family in pieces, in the order in which they run.
void check_mime_fields(const LintInput& input, LintLog& log);
void check_mime_multiparts(const LintInput& input, LintLog& log);
void check_mime_encodings(const LintInput& input, LintLog& log);
void check_mime_lines(const LintInput& input, LintLog& log);
void check_mime_names(const LintInput& input, LintLog& log);
void check_mime_charsets(const LintInput& input, LintLog& log);

}  // namespace calspam
