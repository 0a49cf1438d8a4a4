// SPDX-License-Identifier: MIT
#include <array>

#include "evidence/contacts.hh"
#include "evidence/facts.hh"

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

template <typename Extract>
FactValue extracted(const Subject& s, Extract extract) {
  if (s.texts.all.plain.empty()) return unknown();
  return list(extract(s.texts.all.plain), {s.texts.all.place});
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
     "telephone numbers in it, as digits",
     [](const Subject& s, std::size_t) { return extracted(s, phone_numbers); }},
    {"text.amounts", FactType::List, Scope::Message, "amounts of money in it",
     [](const Subject& s, std::size_t) { return extracted(s, money_amounts); }},
    {"text.invisible", FactType::Number, Scope::Message,
     "invisible and tag characters in it", count<&ReadText::invisible>},
    {"text.bidi", FactType::Number, Scope::Message, "direction overrides in it",
     count<&ReadText::bidi>},
    {"text.styled", FactType::Number, Scope::Message,
     "styled and look-alike letters that folding made plain",
     count<&ReadText::styled>},
    {"text.length", FactType::Number, Scope::Message, "characters in it",
     count<&ReadText::length>},
});

}  // namespace

std::span<const Fact> text_facts() {
  return kFacts;
}

}  // namespace calspam
