// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "evidence/facts.hh"
#include "util/text.hh"

namespace calspam {
namespace {

bool has_object(const Subject& s) {
  return std::any_of(s.calendars.begin(), s.calendars.end(),
                     [](const CalendarPart& c) { return !c.calendar.empty(); });
}

bool has_method(const Subject& s) {
  return std::any_of(
      s.calendars.begin(), s.calendars.end(),
      [](const CalendarPart& c) { return !c.calendar.method().empty(); });
}

FactValue kind(const Subject& s, std::size_t) {
  if (!s.is_mail()) return words("calendar");
  if (has_object(s)) return words(has_method(s) ? "imip" : "attachment");
  if (!s.calendars.empty()) return words("decoy");
  return words(s.service_dedicated ? "notification" : "mail");
}

FactValue subject_text(const Subject& s, std::size_t) {
  if (!s.is_mail() || s.message.root().header("Subject") == nullptr)
    return unknown();
  return words(s.message.root().header_text("Subject"),
               header_place(s, "Subject"));
}

// The first address of a field, in its three forms.
using Addresses = std::vector<Address> Subject::*;
template <Addresses field>
FactValue address_of(const Subject& s, std::string_view name) {
  if ((s.*field).empty()) return unknown();
  return present((s.*field).front().domain.empty()
                     ? ""
                     : ascii_lower((s.*field).front().spec()),
                 header_place(s, name));
}
template <Addresses field>
FactValue domain_of_field(const Subject& s, std::string_view name) {
  if ((s.*field).empty()) return unknown();
  return present((s.*field).front().domain, header_place(s, name));
}
template <Addresses field>
FactValue freemail(const Subject& s, std::string_view name) {
  if ((s.*field).empty() || (s.*field).front().domain.empty()) return unknown();
  return boolean(is_freemail((s.*field).front().domain), header_place(s, name));
}

FactValue recipients(const Subject& s, bool domains) {
  if (s.recipients.empty()) return unknown();
  std::vector<std::string> values;
  for (const Address& address : s.recipients) {
    std::string value = domains ? address.domain : ascii_lower(address.spec());
    if (!address.domain.empty() &&
        std::find(values.begin(), values.end(), value) == values.end())
      values.push_back(std::move(value));
  }
  if (values.empty()) return unknown();
  return list(std::move(values), {header_place(s, "To")});
}

FactValue mailer(const Subject& s, std::size_t) {
  if (!s.is_mail()) return unknown();
  for (std::string_view name : {"X-Mailer", "User-Agent"})
    if (std::string text = s.message.root().header_text(name); !text.empty())
      return words(std::move(text), header_place(s, name));
  return unknown();
}

FactValue content_class(const Subject& s, std::size_t) {
  if (!s.is_mail()) return unknown();
  return present(
      ascii_lower(trimmed(s.message.root().header_text("Content-Class"))),
      header_place(s, "Content-Class"));
}

FactValue message_id_domain(const Subject& s, std::size_t) {
  if (!s.is_mail()) return unknown();
  const std::string text = s.message.root().header_text("Message-ID");
  std::string domain = domain_of(text);
  while (!domain.empty() && (domain.back() == '>' || domain.back() == ' '))
    domain.pop_back();
  return present(std::move(domain), header_place(s, "Message-ID"));
}

FactValue header_names(const Subject& s, std::size_t) {
  if (!s.is_mail()) return unknown();
  std::vector<std::string> names;
  for (const Header& header : s.message.root().headers) {
    names.push_back(ascii_lower(header.name));
    if (names.size() >= 200) break;
  }
  return list(std::move(names));
}

FactValue helos(const Subject& s, std::size_t) {
  if (s.hops.empty()) return unknown();
  std::vector<std::string> names;
  std::vector<Place> places;
  for (const Hop& hop : s.hops) {
    if (hop.from_name.empty()) continue;
    names.push_back(hop.from_name);
    places.push_back({0, "Received:", hop.span});
  }
  return list(std::move(names), std::move(places));
}

constexpr auto kFacts = std::to_array<Fact>({
    {"message.kind", FactType::Text, Scope::Message,
     "what carries the event: imip, attachment, notification, decoy, calendar "
     "(a bare file) or mail",
     kind},
    {"message.subject", FactType::Text, Scope::Message, "Subject, decoded",
     subject_text},
    {"message.from.address", FactType::Text, Scope::Message,
     "first address of From",
     [](const Subject& s, std::size_t) {
       return address_of<&Subject::from>(s, "From");
     }},
    {"message.from.domain", FactType::Text, Scope::Message,
     "domain of the first address of From",
     [](const Subject& s, std::size_t) {
       return domain_of_field<&Subject::from>(s, "From");
     }},
    {"message.from.name", FactType::Text, Scope::Message,
     "display name of the first address of From",
     [](const Subject& s, std::size_t) {
       if (s.from.empty()) return unknown();
       return present(s.from.front().display_name, header_place(s, "From"));
     }},
    {"message.from.freemail", FactType::Boolean, Scope::Message,
     "From is at a mailbox provider that anybody can use",
     [](const Subject& s, std::size_t) {
       return freemail<&Subject::from>(s, "From");
     }},
    {"message.sender.address", FactType::Text, Scope::Message,
     "address of Sender",
     [](const Subject& s, std::size_t) {
       return address_of<&Subject::sender>(s, "Sender");
     }},
    {"message.sender.domain", FactType::Text, Scope::Message,
     "domain of Sender",
     [](const Subject& s, std::size_t) {
       return domain_of_field<&Subject::sender>(s, "Sender");
     }},
    {"message.reply_to.address", FactType::Text, Scope::Message,
     "first address of Reply-To",
     [](const Subject& s, std::size_t) {
       return address_of<&Subject::reply_to>(s, "Reply-To");
     }},
    {"message.reply_to.domain", FactType::Text, Scope::Message,
     "domain of the first address of Reply-To",
     [](const Subject& s, std::size_t) {
       return domain_of_field<&Subject::reply_to>(s, "Reply-To");
     }},
    {"message.reply_to.freemail", FactType::Boolean, Scope::Message,
     "Reply-To is at a mailbox provider that anybody can use",
     [](const Subject& s, std::size_t) {
       return freemail<&Subject::reply_to>(s, "Reply-To");
     }},
    {"message.return_path.domain", FactType::Text, Scope::Message,
     "domain of the envelope sender as delivered (Return-Path)",
     [](const Subject& s, std::size_t) {
       return present(domain_of(s.return_path), header_place(s, "Return-Path"));
     }},
    {"message.recipients", FactType::List, Scope::Message,
     "addresses of To, Cc, Delivered-To, X-Original-To and Envelope-To",
     [](const Subject& s, std::size_t) { return recipients(s, false); }},
    {"message.recipient.domains", FactType::List, Scope::Message,
     "domains of message.recipients",
     [](const Subject& s, std::size_t) { return recipients(s, true); }},
    {"message.service", FactType::Text, Scope::Message,
     "calendar or booking service whose address stands in Sender or From",
     [](const Subject& s, std::size_t) {
       return present(s.service, header_place(s, "From"));
     }},
    {"message.mailer", FactType::Text, Scope::Message, "X-Mailer or User-Agent",
     mailer},
    {"message.content_class", FactType::Text, Scope::Message,
     "Content-Class, by which Outlook chooses a form, lower case",
     content_class},
    {"message.message_id.domain", FactType::Text, Scope::Message,
     "right side of Message-ID", message_id_domain},
    {"message.has_date", FactType::Boolean, Scope::Message,
     "a readable Date field is there",
     [](const Subject& s, std::size_t) {
       if (!s.is_mail()) return unknown();
       return boolean(
           parse_mail_date(s.message.root().header_text("Date")).has_value());
     }},
    {"message.hop_count", FactType::Number, Scope::Message,
     "Received fields that are hops",
     [](const Subject& s, std::size_t) {
       return s.is_mail() ? number(s.hops.size()) : unknown();
     }},
    {"message.helos", FactType::List, Scope::Message,
     "what each machine on the way called itself (HELO), newest first", helos},
    {"message.headers", FactType::List, Scope::Message,
     "names of the header fields, lower case, in order", header_names},
    {"message.complete", FactType::Boolean, Scope::Message,
     "no limit left a part of the input unread",
     [](const Subject& s, std::size_t) { return boolean(s.complete); }},
});

}  // namespace

std::span<const Fact> message_facts() {
  return kFacts;
}

}  // namespace calspam
