// SPDX-License-Identifier: MIT
#pragma once

#include "util/anomaly.hh"

namespace calspam::anomaly {

// -- lines ------------------------------------------------------------------
inline constexpr AnomalyKind kIcalLineEndLf{
    "ical-line-end-lf", Weight::Note,
    "lines end in LF alone; Unix software and mail clients do this daily"};
inline constexpr AnomalyKind kIcalLineEndMixed{
    "ical-line-end-mixed", Weight::Note,
    "some lines end in CRLF and some in LF, as after an edit by a gateway"};
inline constexpr AnomalyKind kIcalLineEndDoubled{
    "ical-line-end-doubled", Weight::Note,
    "lines end in CR CR LF: text mode translated them twice"};
inline constexpr AnomalyKind kIcalLineEndCr{
    "ical-line-end-cr", Weight::Odd,
    "lines end in CR alone, which many parsers take for one line"};
inline constexpr AnomalyKind kIcalLineEndLfCr{
    "ical-line-end-lf-cr", Weight::Odd,
    "lines end in LF CR, with which libical finds no calendar at all"};
inline constexpr AnomalyKind kIcalBareCr{
    "ical-bare-cr", Weight::Ambiguous,
    "a lone CR within CRLF or LF text: a line end for some readers, part of "
    "the value for others"};
inline constexpr AnomalyKind kIcalLineLong{
    "ical-line-long", Weight::Note,
    "a line is longer than 75 octets; software that does not fold sends it"};
inline constexpr AnomalyKind kIcalByteOrderMark{
    "ical-byte-order-mark", Weight::Note,
    "the text begins with a byte order mark"};
inline constexpr AnomalyKind kIcalBlankLine{
    "ical-blank-line", Weight::Note,
    "an empty line between content lines; hand-made files have them"};
inline constexpr AnomalyKind kIcalBlankLineFold{
    "ical-blank-line-fold", Weight::Ambiguous,
    "a continuation follows an empty line: some readers join it, some do not"};
inline constexpr AnomalyKind kIcalLeadingSpace{
    "ical-leading-space", Weight::Odd,
    "the first line begins with white space, so it continues nothing"};
inline constexpr AnomalyKind kIcalFoldInCharacter{
    "ical-fold-in-character", Weight::Note,
    "a fold stands inside a UTF-8 sequence; folding by octets does this"};
inline constexpr AnomalyKind kIcalFoldSplit{
    "ical-fold-split", Weight::Odd,
    "a line is folded again and again after a few octets, which tears words "
    "and links apart for readers that do not unfold"};
inline constexpr AnomalyKind kIcalControl{
    "ical-control-character", Weight::Odd,
    "a control character stands in a line; at NUL some readers stop"};
inline constexpr AnomalyKind kIcalNotUtf8{
    "ical-not-utf-8", Weight::Odd,
    "bytes of a line are not UTF-8, the only charset a calendar has"};

// -- content lines ----------------------------------------------------------
inline constexpr AnomalyKind kIcalNoColon{
    "ical-no-colon", Weight::Odd,
    "a line is no content line: it has no colon, or no name before it"};
inline constexpr AnomalyKind kIcalNameSpace{
    "ical-name-space", Weight::Odd,
    "white space stands around a property name; strict readers drop it"};
inline constexpr AnomalyKind kIcalNameCase{
    "ical-name-case", Weight::Note,
    "a name is not in capitals; allowed, but rare"};
inline constexpr AnomalyKind kIcalQuote{
    "ical-quote", Weight::Odd,
    "double quotes of a parameter are unbalanced or stand inside its value"};
inline constexpr AnomalyKind kIcalParameter{
    "ical-parameter", Weight::Odd, "a parameter has no name or no equals sign"};
inline constexpr AnomalyKind kIcalParameterTwice{
    "ical-parameter-twice", Weight::Ambiguous,
    "a parameter is given twice with different values; readers take either"};

// -- components -------------------------------------------------------------
inline constexpr AnomalyKind kIcalNoCalendar{"ical-no-calendar", Weight::Odd,
                                             "the text holds no VCALENDAR"};
inline constexpr AnomalyKind kIcalEmpty{"ical-empty", Weight::Odd,
                                        "a VCALENDAR holds no component"};
inline constexpr AnomalyKind kIcalRoot{
    "ical-root", Weight::Odd, "a component stands outside of any VCALENDAR"};
inline constexpr AnomalyKind kIcalSeveral{
    "ical-several-calendars", Weight::Note,
    "the text holds several VCALENDAR objects; some readers see the first"};
inline constexpr AnomalyKind kIcalTextBefore{
    "ical-text-before", Weight::Odd, "text stands before the first BEGIN"};
inline constexpr AnomalyKind kIcalTextAfter{"ical-text-after", Weight::Odd,
                                            "text stands after END:VCALENDAR"};
inline constexpr AnomalyKind kIcalEndMissing{"ical-end-missing", Weight::Odd,
                                             "a component has no END"};
inline constexpr AnomalyKind kIcalEndExtra{
    "ical-end-extra", Weight::Odd, "an END closes nothing that is open"};
inline constexpr AnomalyKind kIcalNested{
    "ical-nested", Weight::Ambiguous,
    "an event begins inside another one: some readers nest it, some drop it, "
    "we read both"};
inline constexpr AnomalyKind kIcalComponentUnknown{
    "ical-component-unknown", Weight::Odd,
    "no RFC knows a component of this name; most readers skip it"};
inline constexpr AnomalyKind kIcalComponentExtension{
    "ical-component-extension", Weight::Note,
    "a component with an X- name; a few products write them"};
inline constexpr AnomalyKind kIcalRepeated{
    "ical-repeated", Weight::Ambiguous,
    "a property that may stand once stands twice with different values; some "
    "readers take the first, some the last"};
inline constexpr AnomalyKind kIcalRepeatedSame{
    "ical-repeated-same", Weight::Note,
    "a property that may stand once stands twice with the same value"};

inline constexpr AnomalyKind kIcalMissing{
    "ical-missing", Weight::Note,
    "a property that RFC 5545 requires is not there; careless products leave "
    "out DTSTAMP, UID or PRODID"};
inline constexpr AnomalyKind kIcalComponentEmpty{
    "ical-component-empty", Weight::Odd,
    "an event, task or alarm has no property at all"};
inline constexpr AnomalyKind kIcalPropertyUnknown{
    "ical-property-unknown", Weight::Note,
    "no RFC knows a property of this name, and it has no X-"};

// -- values -----------------------------------------------------------------
inline constexpr AnomalyKind kIcalDate{
    "ical-date", Weight::Odd, "a value is no date or time that exists"};
inline constexpr AnomalyKind kIcalDuration{"ical-duration", Weight::Odd,
                                           "a value is no duration"};
inline constexpr AnomalyKind kIcalInteger{
    "ical-integer", Weight::Odd, "a value is no number, or out of range"};
inline constexpr AnomalyKind kIcalRule{
    "ical-rule", Weight::Odd,
    "a recurrence rule has a part that is unknown, repeated or out of range"};
inline constexpr AnomalyKind kIcalValue{
    "ical-value", Weight::Odd,
    "a value has not the form of its property (GEO, PRIORITY)"};
inline constexpr AnomalyKind kIcalValueType{
    "ical-value-type", Weight::Odd,
    "VALUE names another type than the value has, a DATE with a time"};
inline constexpr AnomalyKind kIcalValueEmpty{
    "ical-value-empty", Weight::Note,
    "a property has an empty value; Google writes DESCRIPTION and LOCATION so"};
inline constexpr AnomalyKind kIcalExceptionIdle{
    "ical-exception-idle", Weight::Note,
    "an EXDATE lies before the first occurrence, so it takes nothing out"};
inline constexpr AnomalyKind kIcalEndTwice{
    "ical-end-twice", Weight::Ambiguous,
    "an event has an end and a duration that differ; readers take either"};
inline constexpr AnomalyKind kIcalZoneUnknown{
    "ical-zone-unknown", Weight::Note,
    "nobody knows the zone of a time, and the object does not describe it"};
inline constexpr AnomalyKind kIcalZoneEmpty{
    "ical-zone-empty", Weight::Note,
    "a VTIMEZONE describes no offset; its name decides"};
inline constexpr AnomalyKind kIcalZone{
    "ical-zone", Weight::Odd,
    "a VTIMEZONE has a rule, offset or time that makes no sense for a zone"};

// -- second opinion ---------------------------------------------------------
inline constexpr AnomalyKind kIcalLibicalError{
    "ical-libical-error", Weight::Note,
    "libical found a value or line wrong, or a rule of iTIP (RFC 5546) broken"};
inline constexpr AnomalyKind kIcalLibicalNothing{
    "ical-libical-nothing", Weight::Odd,
    "libical finds no calendar in what we read as one"};
inline constexpr AnomalyKind kIcalLibicalNotAsked{
    "ical-libical-not-asked", Weight::Note,
    "the calendar is too large for a second opinion"};

// -- limits -----------------------------------------------------------------
inline constexpr AnomalyKind kIcalLimitBytes{
    "ical-limit-bytes", Weight::Limit,
    "the calendar is longer than calendar_bytes; its rest was not read"};
inline constexpr AnomalyKind kIcalLimitLine{
    "ical-limit-line", Weight::Limit,
    "a content line is longer than content_line_bytes; it was cut"};
inline constexpr AnomalyKind kIcalLimitProperties{
    "ical-limit-properties", Weight::Limit,
    "more properties than `properties`; the rest was not read"};
inline constexpr AnomalyKind kIcalLimitComponents{
    "ical-limit-components", Weight::Limit,
    "more components than `components`; the rest was not read"};
inline constexpr AnomalyKind kIcalLimitDepth{
    "ical-limit-depth", Weight::Limit,
    "components nest deeper than component_depth; deeper ones are taken as "
    "children of the deepest allowed"};
inline constexpr AnomalyKind kIcalLimitParameters{
    "ical-limit-parameters", Weight::Limit,
    "a line has more parameters than property_parameters, or a calendar more "
    "than it may have lines, twice over; the rest was not kept"};
inline constexpr AnomalyKind kIcalLimitValues{
    "ical-limit-values", Weight::Limit,
    "a property or parameter has more values than `values`; the rest was not "
    "kept"};
inline constexpr AnomalyKind kIcalLimitAttendees{
    "ical-limit-attendees", Weight::Limit,
    "an event has more attendees than `attendees`; the rest was counted only"};
inline constexpr AnomalyKind kIcalLimitEvents{
    "ical-limit-events", Weight::Limit,
    "a calendar has more events than `events`; the rest was not looked at"};
inline constexpr AnomalyKind kIcalLimitRecurrence{
    "ical-limit-recurrence", Weight::Limit,
    "a recurrence has more rules, or takes a longer search for its dates, than "
    "recurrence_steps; what it comes to is estimated"};
inline constexpr AnomalyKind kIcalLimitZones{
    "ical-limit-zones", Weight::Limit,
    "a calendar names more time zones than there are; the rest was not looked "
    "up"};
inline constexpr AnomalyKind kIcalLimitTransitions{
    "ical-limit-transitions", Weight::Limit,
    "a VTIMEZONE lists more transitions than a zone has; the rest was not "
    "used"};

}  // namespace calspam::anomaly

namespace calspam {

/// Every kind of anomaly of this module, in the order of the documentation.
inline constexpr const AnomalyKind* kIcalAnomalies[] = {
    &anomaly::kIcalLineEndLf,
    &anomaly::kIcalLineEndMixed,
    &anomaly::kIcalLineEndDoubled,
    &anomaly::kIcalLineEndCr,
    &anomaly::kIcalLineEndLfCr,
    &anomaly::kIcalBareCr,
    &anomaly::kIcalLineLong,
    &anomaly::kIcalByteOrderMark,
    &anomaly::kIcalBlankLine,
    &anomaly::kIcalBlankLineFold,
    &anomaly::kIcalLeadingSpace,
    &anomaly::kIcalFoldInCharacter,
    &anomaly::kIcalFoldSplit,
    &anomaly::kIcalControl,
    &anomaly::kIcalNotUtf8,
    &anomaly::kIcalNoColon,
    &anomaly::kIcalNameSpace,
    &anomaly::kIcalNameCase,
    &anomaly::kIcalQuote,
    &anomaly::kIcalParameter,
    &anomaly::kIcalParameterTwice,
    &anomaly::kIcalNoCalendar,
    &anomaly::kIcalEmpty,
    &anomaly::kIcalRoot,
    &anomaly::kIcalSeveral,
    &anomaly::kIcalTextBefore,
    &anomaly::kIcalTextAfter,
    &anomaly::kIcalEndMissing,
    &anomaly::kIcalEndExtra,
    &anomaly::kIcalNested,
    &anomaly::kIcalComponentUnknown,
    &anomaly::kIcalComponentExtension,
    &anomaly::kIcalRepeated,
    &anomaly::kIcalRepeatedSame,
    &anomaly::kIcalMissing,
    &anomaly::kIcalComponentEmpty,
    &anomaly::kIcalPropertyUnknown,
    &anomaly::kIcalDate,
    &anomaly::kIcalDuration,
    &anomaly::kIcalInteger,
    &anomaly::kIcalRule,
    &anomaly::kIcalValue,
    &anomaly::kIcalValueType,
    &anomaly::kIcalValueEmpty,
    &anomaly::kIcalExceptionIdle,
    &anomaly::kIcalEndTwice,
    &anomaly::kIcalZoneUnknown,
    &anomaly::kIcalZoneEmpty,
    &anomaly::kIcalZone,
    &anomaly::kIcalLibicalError,
    &anomaly::kIcalLibicalNothing,
    &anomaly::kIcalLibicalNotAsked,
    &anomaly::kIcalLimitBytes,
    &anomaly::kIcalLimitLine,
    &anomaly::kIcalLimitProperties,
    &anomaly::kIcalLimitComponents,
    &anomaly::kIcalLimitDepth,
    &anomaly::kIcalLimitParameters,
    &anomaly::kIcalLimitValues,
    &anomaly::kIcalLimitAttendees,
    &anomaly::kIcalLimitEvents,
    &anomaly::kIcalLimitRecurrence,
    &anomaly::kIcalLimitZones,
    &anomaly::kIcalLimitTransitions,
};

}  // namespace calspam
