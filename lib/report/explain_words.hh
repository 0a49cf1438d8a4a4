// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace calspam {

/// Languages that the frame of an explanation is written in. What rules say
/// stays as their authors wrote it.
enum class Language { English, German, French, Spanish };
inline constexpr std::size_t kLanguageCount = 4;
std::optional<Language> language_named(std::string_view code);  ///< of "de"
std::span<const std::string_view> language_codes();  ///< "en", "de", ...

/// One thing that the frame says: a heading, a label, a sentence with `{}` for
/// values. Where it goes by a number both forms stand there, a bar between.
enum class Word {
  // The headline.
  Verdict,
  Points,
  CertaintyOf,
  LevelNone,
  LevelClean,
  LevelUnknown,
  LevelSuspicious,
  LevelSpam,
  // Headings.
  WhatItIs,
  Why,
  Against,
  Unchecked,
  Structure,
  Calendars,
  Links,
  Impact,
  Oddities,
  ReadDifferently,
  ToDo,
  // What it is.
  CalendarFile,
  MailWithout,
  ServiceMail,
  MailWithParts,
  SentByService,
  WrittenBy,
  LabelMethod,
  LabelFrom,
  LabelSender,
  LabelReplyTo,
  LabelTo,
  LabelOrganizer,
  LabelSigned,
  LabelChecked,
  LabelArrived,
  LabelEvent,
  LabelLeaves,
  MethodRequest,
  MethodPublish,
  MethodReply,
  MethodAdd,
  MethodCancel,
  MethodRefresh,
  MethodCounter,
  MethodDecline,
  MethodUnknown,
  MethodNone,
  ByReceived,
  BySender,
  FromTo,
  AtLocation,
  Attendees,
  AndMore,
  Entries,
  EndlessSeries,
  Rings,
  On,
  First,
  Last,
  // Why.
  NoCalendarContent,
  NothingSaid,
  FindingNote,
  AtPlace,
  InPart,
  InLine,
  QuotedAbove,
  MoreFindings,
  Together,
  // What speaks against it.
  HonestToo,
  Unobserved,
  UnobservedFor,
  UnobservedSite,
  UnobservedMail,
  // What could not be checked.
  NotReadInFull,
  NotLookedInto,
  NobodyVouches,
  RecordedTaken,
  TimeUnknown,
  TimeClaimed,
  NothingFetched,
  OthersNotAsked,
  // Structure, calendar parts, links, impact, oddities.
  ThisMessage,
  BestPractice,
  Missing,
  PartItemBut,
  SomeReadersOnly,
  NotDrawn,
  SaysTheSame,
  TheyAgree,
  PropertyOf,
  EventItself,
  HiddenLink,
  ShownAs,
  WrittenAs,
  LegendMessage,
  LegendEntry,
  MoreEvents,
  MoreOddities,
  // What to do.
  ToldInterface,
  ToldMessage,
  ToldSmtp,
  ToldReport,
  InsertAllow,
  InsertHold,
  InsertDeny,
  InsertedFree,
  InsertedTentative,
  OfferUser,
};
inline constexpr std::size_t kWordCount =
    static_cast<std::size_t>(Word::OfferUser) + 1;

/// A thing to say in each Language.
struct Phrase {
  Word word;
  std::string_view in[kLanguageCount];
};
std::span<const Phrase> phrases();  ///< in the order of Word

/// The words of one language: plain values, cheap to copy.
class Wording {
 public:
  explicit Wording(Language language = Language::English)
      : language_(language) {}

  std::string_view operator[](Word word) const;
  /// With values in the place of its `{}`.
  template <typename... Values>
  std::string operator()(Word word, const Values&... values) const {
    return fmt::format(fmt::runtime((*this)[word]), values...);
  }
  /// The form for so many: "one entry", "20 entries".
  std::string counted(Word word, std::uint64_t count) const;
  /// A fixed sentence of ours that stands elsewhere in English (an action, a
  /// reason of the gate, a class, a remark on the structure), in this
  /// language; as it is where there are no words for it.
  std::string said(std::string_view english) const;

 private:
  Language language_;
};

/// A sentence that said() knows; `{}` stands for anything.
struct Saying {
  std::string_view english;
  std::string_view others[kLanguageCount - 1];  ///< from German on
};
std::span<const Saying> sayings();

}  // namespace calspam
