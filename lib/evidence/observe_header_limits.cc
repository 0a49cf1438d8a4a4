// SPDX-License-Identifier: MIT
#include <algorithm>
#include <span>

#include "evidence/anomalies.hh"
#include "evidence/observe.hh"
#include "mail/words.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kRecipients[] = {"To", "Cc", "Delivered-To",
                                            "X-Original-To", "Envelope-To"};

// Fields that are read by their grammar, as far as header_value_bytes.
constexpr std::string_view kTakenApart[] = {
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "Return-Path",
    "Received",
    "Received-SPF",
    "Authentication-Results",
    "ARC-Authentication-Results",
    "X-Original-Authentication-Results"};

bool is_taken_apart(std::string_view name) {
  return std::any_of(std::begin(kTakenApart), std::end(kTakenApart),
                     [name](std::string_view known) {
                       return same_ignoring_case(name, known);
                     });
}

void note_header(Subject& subject, const AnomalyKind& kind, int part,
                 const Header& header) {
  note_limit(subject, kind, header.name,
             {part, header.name + ":", header.span});
}

// Where `kept` is full, whether the fields name more than it holds.
void note_addresses(Subject& subject, const std::vector<Address>& kept,
                    std::span<const std::string_view> names) {
  if (kept.size() < subject.limits->addresses) return;
  Limits one_more = *subject.limits;
  ++one_more.addresses;
  std::size_t count = 0;
  for (std::string_view name : names)
    for (const Header* header : subject.message.root().all_headers(name)) {
      count += parse_addresses(header->value, one_more).size();
      if (count > subject.limits->addresses)
        return note_header(subject, anomaly::kAddressesCut, 0, *header);
    }
}

void note_words(Subject& subject) {
  const auto& parts = subject.message.parts;
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const Header& header : parts[i].headers)
      if (has_more_words(header.value))
        return note_header(subject, anomaly::kWordsCut, static_cast<int>(i),
                           header);
}

}  // namespace

void observe_long_headers(Subject& subject) {
  for (const Header& header : subject.message.root().headers)
    if (header.value.size() > subject.limits->header_value_bytes &&
        is_taken_apart(header.name))
      return note_header(subject, anomaly::kHeaderValueCut, 0, header);
}

void observe_header_counts(Subject& subject) {
  if (!subject.is_mail()) return;
  const auto one = [&](const std::vector<Address>& kept,
                       std::string_view name) {
    note_addresses(subject, kept, {&name, 1});
  };
  one(subject.from, "From");
  one(subject.sender, "Sender");
  one(subject.reply_to, "Reply-To");
  note_addresses(subject, subject.recipients, kRecipients);
  note_words(subject);
}

}  // namespace calspam
