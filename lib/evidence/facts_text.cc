// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

#include "evidence/contacts.hh"
#include "evidence/facts.hh"
#include "evidence/recipients.hh"
#include "util/text.hh"

namespace calspam {
namespace {

template <ReadText Texts::*member>
FactValue plain(const Subject& s, std::size_t) {
  const ReadText& text = s.texts.*member;
  FactValue value = present(text.plain);
  value.places.clear();
  for (const TextPiece& piece : text.pieces) {
    value.places.push_back(piece.place);
    value.ends.push_back(piece.end);
  }
  return value;
}

template <std::size_t ReadText::*member>
FactValue count(const Subject& s, std::size_t) {
  return number(s.texts.all.*member, s.texts.all.place);
}

bool is_punctuation(char c) {
  return static_cast<unsigned char>(c) < 0x80 && !is_ascii_alpha(c) &&
         !is_ascii_digit(c);
}

FactValue phones(const Subject& s, std::size_t) {
  if (s.texts.all.plain.empty()) return unknown();
  return list(s.texts.phones, {s.texts.all.place});
}

FactValue amounts(const Subject& s, std::size_t) {
  if (s.texts.all.plain.empty()) return unknown();
  return list(money_amounts(s.texts.all.plain), {s.texts.all.place});
}

// Different words of four bytes or more, the first two thousand.
std::unordered_set<std::string_view> long_words(std::string_view plain) {
  constexpr std::size_t kMost = 2'000;
  std::unordered_set<std::string_view> words;
  for (std::string_view word : split(plain, ' ')) {
    while (!word.empty() && is_punctuation(word.back())) word.remove_suffix(1);
    while (!word.empty() && is_punctuation(word.front())) word.remove_prefix(1);
    if (word.size() >= 4 && words.size() < kMost) words.insert(word);
  }
  return words;
}

// How much of what the calendar will show the reader of the mail has seen. Of
// a few words nothing can be said.
FactValue body_shares(const Subject& s, std::size_t) {
  constexpr std::size_t kLeast = 12;
  const auto events = long_words(s.texts.events.plain);
  const auto body = long_words(s.texts.body.plain);
  if (events.size() < kLeast || body.size() < kLeast) return unknown();
  const auto subject = long_words(s.texts.subject.plain);
  std::size_t shared = 0;
  for (std::string_view word : events)
    shared += body.contains(word) || subject.contains(word);
  return number(100 * shared / events.size(), s.texts.body.place);
}

bool takes_part(const Subject& s, std::string_view address) {
  const auto is_it = [&](const Participant& who) {
    return same_ignoring_case(who.address, address);
  };
  for (const auto* known : {&s.from, &s.sender, &s.reply_to})
    for (const Address& one : *known)
      if (same_ignoring_case(one.spec(), address)) return true;
  if (is_recipient(s, address)) return true;
  for (const EventRow& row : s.events) {
    if (row.event.organizer && is_it(*row.event.organizer)) return true;
    const auto& attendees = row.event.attendees;
    if (std::any_of(attendees.begin(), attendees.end(), is_it)) return true;
  }
  return false;
}

FactValue outside_mailboxes(const Subject& s, std::size_t) {
  if (s.texts.all.plain.empty()) return unknown();
  std::vector<std::string> found = mail_addresses(s.texts.all.plain);
  std::erase_if(found, [&](const std::string& address) {
    return !is_freemail(domain_of(address)) || takes_part(s, address);
  });
  return list(std::move(found), {s.texts.all.place});
}

constexpr auto kFacts = std::to_array<Fact>({
    {"text.subject", FactType::Text, Scope::Message, "Subject, folded",
     plain<&Texts::subject>},
    {"text.body", FactType::Text, Scope::Message,
     "text/plain and visible text/html of the mail, folded",
     plain<&Texts::body>},
    {"text.events", FactType::Text, Scope::Message,
     "what a person reads of all events, folded", plain<&Texts::events>},
    {"text.all", FactType::Text, Scope::Message,
     "subject, events and body, folded", plain<&Texts::all>},
    {"text.phones", FactType::List, Scope::Message,
     "telephone numbers in it, as digits", phones},
    {"text.mailboxes", FactType::List, Scope::Message,
     "addresses in it at mailbox providers that anybody can use, which are "
     "neither sender, organizer, attendee nor recipient",
     outside_mailboxes},
    {"text.amounts", FactType::List, Scope::Message, "amounts of money in it",
     amounts},
    {"text.invisible", FactType::Number, Scope::Message,
     "invisible and tag characters in it", count<&ReadText::invisible>},
    {"text.bidi", FactType::Number, Scope::Message, "direction overrides in it",
     count<&ReadText::bidi>},
    {"text.styled", FactType::Number, Scope::Message,
     "styled and look-alike letters that folding made plain",
     count<&ReadText::styled>},
    {"text.disguised", FactType::Number, Scope::Message,
     "words in it that are Latin but for letters of another script that look "
     "the same",
     count<&ReadText::disguised>},
    {"text.body_shares", FactType::Number, Scope::Message,
     "of 100 different longer words of the events, those that subject or body "
     "has too; unknown where events or body have less than twelve",
     body_shares},
    {"text.length", FactType::Number, Scope::Message, "characters in it",
     count<&ReadText::length>},
});

}  // namespace

std::span<const Fact> text_facts() {
  return kFacts;
}

}  // namespace calspam
