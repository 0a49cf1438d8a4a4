// SPDX-License-Identifier: MIT
#pragma once

#include "util/anomaly.hh"

/// What the message reader finds odd. A note is what honest software does
/// every day; the table at the end is what documentation and tests walk.
namespace calspam::anomaly {

// -- header blocks ----------------------------------------------------------
inline constexpr AnomalyKind kHeaderMissing{
    "mime-header-missing", Weight::Odd,
    "a message or part has no header; its first line is already body"};
inline constexpr AnomalyKind kHeaderLeadingBlank{
    "mime-header-leading-blank", Weight::Ambiguous,
    "an empty line stands before the header: strict readers see no header"};
inline constexpr AnomalyKind kHeaderLeadingFold{
    "mime-header-leading-fold", Weight::Ambiguous,
    "the first header line starts with a space and continues nothing"};
inline constexpr AnomalyKind kHeaderJunk{
    "mime-header-junk", Weight::Odd,
    "a line among the header fields that is none"};
inline constexpr AnomalyKind kHeaderFromLine{
    "mime-header-from-line", Weight::Note,
    "a From_ line of a mailbox among the header fields"};
inline constexpr AnomalyKind kHeaderNoEmptyLine{
    "mime-header-no-empty-line", Weight::Odd,
    "the body starts without the empty line that ends a header"};
inline constexpr AnomalyKind kHeaderSpaceBeforeColon{
    "mime-header-space-before-colon", Weight::Odd,
    "white space before the colon of a header field"};
inline constexpr AnomalyKind kHeaderBareCr{
    "mime-header-bare-cr", Weight::Ambiguous,
    "a carriage return without line feed in a header: some see a line end"};
inline constexpr AnomalyKind kHeaderNul{"mime-header-nul", Weight::Odd,
                                        "a NUL byte in a header"};
inline constexpr AnomalyKind kHeader8Bit{"mime-header-8bit", Weight::Note,
                                         "bytes above 127 in a header field"};
inline constexpr AnomalyKind kHeaderLimit{
    "limit-mime-headers", Weight::Limit,
    "more header fields or a larger header than is read"};
inline constexpr AnomalyKind kLineEndsCr{
    "mime-line-ends-cr", Weight::Odd, "lines end with a carriage return only"};

// -- types, parameters, encodings -------------------------------------------
inline constexpr AnomalyKind kFieldRepeated{
    "mime-field-repeated", Weight::Odd,
    "a MIME field or parameter stands twice and says the same"};
inline constexpr AnomalyKind kTypeConflict{
    "mime-type-conflict", Weight::Ambiguous,
    "two Content-Type fields that differ: readers take the first or the last"};
inline constexpr AnomalyKind kTypeMalformed{
    "mime-type-malformed", Weight::Odd, "a Content-Type that names no type"};
inline constexpr AnomalyKind kParameterConflict{
    "mime-parameter-conflict", Weight::Ambiguous,
    "a parameter stands twice with different values"};
inline constexpr AnomalyKind kParameterMalformed{
    "mime-parameter-malformed", Weight::Odd,
    "a parameter that breaks the grammar: no value, open quote, bad section"};
inline constexpr AnomalyKind kParameterLimit{
    "limit-mime-parameters", Weight::Limit,
    "more parameters or a longer field than is read"};
inline constexpr AnomalyKind kEncodingConflict{
    "mime-encoding-conflict", Weight::Ambiguous,
    "two Content-Transfer-Encoding fields that differ"};
inline constexpr AnomalyKind kEncodingMalformed{
    "mime-encoding-malformed", Weight::Ambiguous,
    "a transfer encoding hidden behind a comment or quotes"};
inline constexpr AnomalyKind kEncodingUnknown{
    "mime-encoding-unknown", Weight::Odd,
    "a transfer encoding that is not defined"};
inline constexpr AnomalyKind kEncodingMismatch{
    "mime-encoding-mismatch", Weight::Ambiguous,
    "the content is not in the declared transfer encoding, but reads as a "
    "calendar in another"};
inline constexpr AnomalyKind kEncodingOnMultipart{
    "mime-encoding-on-multipart", Weight::Odd,
    "a multipart declares base64 or quoted-printable (RFC 2045 6.4)"};
inline constexpr AnomalyKind kMultipartEncoded{
    "mime-multipart-encoded", Weight::Ambiguous,
    "the parts of a multipart show only after its encoding is undone"};
inline constexpr AnomalyKind kMessageEncoded{
    "mime-message-encoded", Weight::Ambiguous,
    "a message/rfc822 in base64 or quoted-printable (RFC 2046 5.2.1)"};
inline constexpr AnomalyKind kBase64Junk{
    "mime-base64-junk", Weight::Odd,
    "bytes outside the base64 alphabet in base64 content"};
inline constexpr AnomalyKind kBase64PaddingInside{
    "mime-base64-padding-inside", Weight::Ambiguous,
    "base64 goes on after padding: some readers stop there"};
inline constexpr AnomalyKind kBase64Tail{
    "mime-base64-short-tail", Weight::Note,
    "base64 content whose length is no multiple of four"};
inline constexpr AnomalyKind kQuotedPrintableEscape{
    "mime-qp-bad-escape", Weight::Note,
    "an equals sign in quoted-printable that escapes nothing"};
inline constexpr AnomalyKind kUuencodeBroken{
    "mime-uuencode-broken", Weight::Odd,
    "uuencoded content without its begin line or with impossible lines"};
inline constexpr AnomalyKind kCharsetUnknown{
    "mime-charset-unknown", Weight::Odd,
    "a charset that is not known; the bytes are read as they are"};
inline constexpr AnomalyKind kCharsetDamaged{
    "mime-charset-damaged", Weight::Note,
    "bytes that the declared charset does not have"};
inline constexpr AnomalyKind kTextNul{
    "mime-text-nul", Weight::Odd,
    "a NUL byte in text: some readers stop there"};

// -- boundaries -------------------------------------------------------------
inline constexpr AnomalyKind kBoundaryMissing{
    "mime-boundary-missing", Weight::Ambiguous,
    "a multipart without a boundary parameter"};
inline constexpr AnomalyKind kBoundaryAbsent{
    "mime-boundary-absent", Weight::Ambiguous,
    "the boundary of a multipart never occurs in it"};
inline constexpr AnomalyKind kBoundaryConflict{
    "mime-boundary-conflict", Weight::Ambiguous,
    "several boundary parameters: readers take the first or the last"};
inline constexpr AnomalyKind kBoundarySpelling{
    "mime-boundary-spelling", Weight::Ambiguous,
    "a boundary that is encoded or quoted so that readers differ about it"};
inline constexpr AnomalyKind kBoundaryPrefix{
    "mime-boundary-prefix", Weight::Ambiguous,
    "a line starts with the boundary and goes on: a delimiter for some"};
inline constexpr AnomalyKind kBoundaryReused{
    "mime-boundary-reused", Weight::Ambiguous,
    "a multipart has the boundary of one that holds it"};
inline constexpr AnomalyKind kBoundaryLong{
    "mime-boundary-long", Weight::Odd,
    "a boundary of more than 70 characters (RFC 2046 5.1.1)"};
inline constexpr AnomalyKind kBoundaryUnclosed{
    "mime-boundary-unclosed", Weight::Odd,
    "a multipart without its final boundary"};
inline constexpr AnomalyKind kBoundaryAfterFinal{
    "mime-boundary-after-final", Weight::Ambiguous,
    "parts after the final boundary: some readers go on"};
inline constexpr AnomalyKind kBoundaryBareCr{
    "mime-boundary-bare-cr", Weight::Ambiguous,
    "a boundary after a carriage return without line feed"};
inline constexpr AnomalyKind kBoundaryOnLeaf{
    "mime-boundary-on-leaf", Weight::Ambiguous,
    "a type that is no multipart has a boundary, which occurs"};

// -- calendar text out of place ---------------------------------------------
inline constexpr AnomalyKind kCalendarInPreamble{
    "mime-calendar-in-preamble", Weight::Ambiguous,
    "calendar text before the first boundary"};
inline constexpr AnomalyKind kCalendarInEpilogue{
    "mime-calendar-in-epilogue", Weight::Ambiguous,
    "calendar text after the final boundary"};
inline constexpr AnomalyKind kCalendarInHeaders{
    "mime-calendar-in-headers", Weight::Ambiguous,
    "calendar text in the header of a part, for want of an empty line"};
inline constexpr AnomalyKind kCalendarUuencoded{
    "mime-calendar-uuencoded", Weight::Ambiguous,
    "a uuencoded calendar within text: an attachment for some readers"};

// -- bounds -----------------------------------------------------------------
inline constexpr AnomalyKind kPartsLimit{"limit-mime-parts", Weight::Limit,
                                         "more MIME parts than are read"};
inline constexpr AnomalyKind kDepthLimit{
    "limit-mime-depth", Weight::Limit, "MIME parts nested deeper than is read"};
inline constexpr AnomalyKind kDelimiterLimit{
    "limit-mime-delimiters", Weight::Limit,
    "more lines that could be boundaries than are looked at"};
inline constexpr AnomalyKind kReadingsLimit{
    "limit-mime-readings", Weight::Limit,
    "more readings of ambiguous parts than are followed"};
inline constexpr AnomalyKind kDecodedLimit{
    "limit-mime-decoded", Weight::Limit,
    "more decoded bytes than are looked at"};

// -- what gmime, the second opinion, warns of --------------------------------
inline constexpr AnomalyKind kGmimeDuplicatedHeader{
    "gmime-duplicated-header", Weight::Note,
    "gmime: a header field that may stand once is repeated"};
inline constexpr AnomalyKind kGmimeDuplicatedParameter{
    "gmime-duplicated-parameter", Weight::Note,
    "gmime: a parameter is repeated with the same value"};
inline constexpr AnomalyKind kGmime8BitHeader{
    "gmime-8bit-header", Weight::Note,
    "gmime: unencoded bytes above 127 in a header"};
inline constexpr AnomalyKind kGmimeContentType{
    "gmime-invalid-content-type", Weight::Odd,
    "gmime: an invalid Content-Type"};
inline constexpr AnomalyKind kGmimeEncodedWord{
    "gmime-invalid-encoded-word", Weight::Note,
    "gmime: an encoded word that breaks the grammar"};
inline constexpr AnomalyKind kGmimeMalformedMultipart{
    "gmime-malformed-multipart", Weight::Odd,
    "gmime: a multipart in which no part is found"};
inline constexpr AnomalyKind kGmimeTruncated{
    "gmime-truncated-message", Weight::Note, "gmime: the message is truncated"};
inline constexpr AnomalyKind kGmimeMalformedMessage{
    "gmime-malformed-message", Weight::Odd, "gmime: the message is malformed"};
inline constexpr AnomalyKind kGmimeHeaderName{
    "gmime-invalid-header-name", Weight::Odd,
    "gmime: an invalid field name; what follows may be skipped"};
inline constexpr AnomalyKind kGmimeConflictingHeader{
    "gmime-conflicting-header", Weight::Odd,
    "gmime: a header field is repeated with another value"};
inline constexpr AnomalyKind kGmimeConflictingParameter{
    "gmime-conflicting-parameter", Weight::Odd,
    "gmime: a parameter is repeated with another value"};
inline constexpr AnomalyKind kGmimeNoBoundary{
    "gmime-multipart-without-boundary", Weight::Odd,
    "gmime: a multipart lacks the boundary parameter"};
inline constexpr AnomalyKind kGmimeParameter{
    "gmime-invalid-parameter", Weight::Note, "gmime: an invalid parameter"};
inline constexpr AnomalyKind kGmimeAddressList{
    "gmime-invalid-address-list", Weight::Note,
    "gmime: an address list that breaks the grammar"};
inline constexpr AnomalyKind kGmimeNesting{
    "gmime-nesting-overflow", Weight::Odd, "gmime: parts are nested too deep"};
inline constexpr AnomalyKind kGmimeNoContent{
    "gmime-part-without-content", Weight::Note,
    "gmime: the header of a part is ended by a boundary"};
inline constexpr AnomalyKind kGmimeNoPart{
    "gmime-part-without-headers-or-content", Weight::Odd,
    "gmime: a part without header fields and content"};
inline constexpr AnomalyKind kGmimeNoMessage{"gmime-no-message", Weight::Odd,
                                             "gmime sees no message at all"};
inline constexpr AnomalyKind kGmimeNotAsked{
    "gmime-not-asked", Weight::Note,
    "the message has a shape that gmime cannot bear, so it was not asked"};

/// Every kind above.
inline constexpr const AnomalyKind* kMailAnomalies[] = {
    &kHeaderMissing,
    &kHeaderLeadingBlank,
    &kHeaderLeadingFold,
    &kHeaderJunk,
    &kHeaderFromLine,
    &kHeaderNoEmptyLine,
    &kHeaderSpaceBeforeColon,
    &kHeaderBareCr,
    &kHeaderNul,
    &kHeader8Bit,
    &kHeaderLimit,
    &kLineEndsCr,
    &kFieldRepeated,
    &kTypeConflict,
    &kTypeMalformed,
    &kParameterConflict,
    &kParameterMalformed,
    &kParameterLimit,
    &kEncodingConflict,
    &kEncodingMalformed,
    &kEncodingUnknown,
    &kEncodingMismatch,
    &kEncodingOnMultipart,
    &kMultipartEncoded,
    &kMessageEncoded,
    &kBase64Junk,
    &kBase64PaddingInside,
    &kBase64Tail,
    &kQuotedPrintableEscape,
    &kUuencodeBroken,
    &kCharsetUnknown,
    &kCharsetDamaged,
    &kTextNul,
    &kBoundaryMissing,
    &kBoundaryAbsent,
    &kBoundaryConflict,
    &kBoundarySpelling,
    &kBoundaryPrefix,
    &kBoundaryReused,
    &kBoundaryLong,
    &kBoundaryUnclosed,
    &kBoundaryAfterFinal,
    &kBoundaryBareCr,
    &kBoundaryOnLeaf,
    &kCalendarInPreamble,
    &kCalendarInEpilogue,
    &kCalendarInHeaders,
    &kCalendarUuencoded,
    &kPartsLimit,
    &kDepthLimit,
    &kDelimiterLimit,
    &kReadingsLimit,
    &kDecodedLimit,
    &kGmimeDuplicatedHeader,
    &kGmimeDuplicatedParameter,
    &kGmime8BitHeader,
    &kGmimeContentType,
    &kGmimeEncodedWord,
    &kGmimeMalformedMultipart,
    &kGmimeTruncated,
    &kGmimeMalformedMessage,
    &kGmimeHeaderName,
    &kGmimeConflictingHeader,
    &kGmimeConflictingParameter,
    &kGmimeNoBoundary,
    &kGmimeParameter,
    &kGmimeAddressList,
    &kGmimeNesting,
    &kGmimeNoContent,
    &kGmimeNoPart,
    &kGmimeNoMessage,
    &kGmimeNotAsked};

}  // namespace calspam::anomaly
