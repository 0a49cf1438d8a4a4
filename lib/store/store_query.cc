// SPDX-License-Identifier: MIT
#include <algorithm>

#include "store/store.hh"
#include "store/store_state.hh"
#include "store/trait.hh"

namespace calspam {
namespace {

// Reads the sources that a query found, each with all that hangs on it.
class Loader {
 public:
  explicit Loader(StoreState& state) : state_(state) {}

  std::vector<StoredSighting> load(const std::vector<std::int64_t>& numbers) {
    std::vector<StoredSighting> out;
    for (const std::int64_t number : numbers) {
      StoredSighting& stored = out.emplace_back();
      stored.number = number;
      if (!source(stored)) {
        out.pop_back();  // forgotten in between
        continue;
      }
      places(stored);
      message(stored.sighting, number);
      events(stored.sighting, number);
      recipients(stored.sighting, number);
      traits(stored.sighting, number);
    }
    return out;
  }

 private:
  Statement& of(const Query& query, std::int64_t number) {
    return state_.prepared(query.sql).number(number);
  }

  bool source(StoredSighting& stored) {
    Statement& row = of(query::kSource, stored.number);
    if (!row.step()) return false;
    Sighting& s = stored.sighting;
    s.sha256 = hex_of(row.take_text());
    s.size = static_cast<std::uint64_t>(row.take_number());
    s.is_mail = row.take_number() != 0;
    stored.at = row.take_number();
    stored.seen = row.take_number();
    s.channel = row.take_text();
    s.explain = row.take_text();
    s.level = row.take_text();
    s.score = row.take_real();
    s.tool = row.take_text();
    s.rules = row.take_text();
    s.record = row.take_text();
    row.reset();
    return true;
  }

  void places(StoredSighting& stored) {
    Statement& row = of(query::kPlaces, stored.number);
    while (row.step()) {
      SightedPlace& place = stored.places.emplace_back();
      place.path = row.take_text();
      place.member = row.take_text();
      place.offset = static_cast<std::uint64_t>(row.take_number());
      place.index = static_cast<std::uint64_t>(row.take_number());
      place.seen = row.take_number();
    }
    const auto first =
        std::ranges::min_element(stored.places, {}, &SightedPlace::seen);
    if (first == stored.places.end()) return;
    stored.sighting.path = first->path;
    stored.sighting.member = first->member;
    stored.sighting.offset = first->offset;
    stored.sighting.index = first->index;
  }

  void message(Sighting& sighting, std::int64_t number) {
    Statement& row = of(query::kMessage, number);
    if (!row.step()) return;
    SightedMessage& m = sighting.message;
    m.content_sha256 = hex_of(row.take_text());
    for (std::string* text : {&m.message_id, &m.subject, &m.date})
      *text = row.take_text();
    m.arrival = row.take_maybe();
    m.arrival_claimed = row.take_number() != 0;
    for (std::string* text : {&m.from, &m.sender, &m.reply_to, &m.return_path,
                              &m.border_ip, &m.border_host, &m.border_method,
                              &m.spf, &m.dkim, &m.dmarc, &m.arc, &m.verified})
      *text = row.take_text();
    row.reset();
  }

  void events(Sighting& sighting, std::int64_t number) {
    Statement& row = of(query::kEvents, number);
    while (row.step()) {
      SightedEvent& event = sighting.events.emplace_back();
      event.uid = row.take_text();
      event.recurrence_id = row.take_text();
      event.sequence = row.take_maybe();
      for (std::string* text : {&event.organizer, &event.part, &event.component,
                                &event.method, &event.summary, &event.start,
                                &event.dtstamp, &event.prodid, &event.sent_by})
        *text = row.take_text();
      event.event_sha256 = hex_of(row.take_text());
      event.campaign_sha256 = hex_of(row.take_text());
    }
  }

  void recipients(Sighting& sighting, std::int64_t number) {
    Statement& row = of(query::kRecipients, number);
    while (row.step()) {
      std::string address = row.take_text();
      sighting.recipients.push_back({std::move(address), row.take_text()});
    }
  }

  void traits(Sighting& sighting, std::int64_t number) {
    Statement& row = of(query::kTraits, number);
    while (row.step()) {
      const auto kind = static_cast<TraitKind>(row.take_number());
      sighting.traits.push_back({kind, row.take_text()});
    }
  }

  StoreState& state_;
};

std::int64_t most_of(std::size_t most) {
  return static_cast<std::int64_t>(std::min<std::size_t>(most, 1u << 30));
}

std::vector<std::int64_t> numbers_of(Statement& query) {
  std::vector<std::int64_t> numbers;
  while (query.step()) numbers.push_back(query.take_number());
  query.reset();
  return numbers;
}

Store::Found found_by_text(StoreState& state, const Query& query,
                           std::string_view value, std::size_t most) {
  return guarded(state.path, [&] {
    return Loader(state).load(numbers_of(
        state.prepared(query.sql).text(value).number(most_of(most))));
  });
}

}  // namespace

Store::Found Store::by_uid(std::string_view uid, std::size_t most) {
  return found_by_text(*state_, query::kByUid, uid, most);
}

Store::Found Store::by_message_id(std::string_view message_id,
                                  std::size_t most) {
  return found_by_text(*state_, query::kByMessageId, message_id, most);
}

Store::Found Store::by_recipient(std::string_view address, std::size_t most) {
  return guarded(state_->path, [&] {
    return Loader(*state_).load(
        numbers_of(state_->prepared(query::kByRecipient.sql)
                       .text(stored_address(address))
                       .number(most_of(most))
                       .number(kRecipientKind)));
  });
}

Store::Found Store::by_trait(const Trait& trait, std::size_t most) {
  return guarded(state_->path, [&] {
    const std::string value = trait_value(trait.kind, trait.value);
    std::vector<std::int64_t> numbers =
        numbers_of(state_->prepared(query::kByTrait.sql)
                       .text(value)
                       .number(most_of(most))
                       .number(static_cast<std::int64_t>(trait.kind)));
    // Hashes of inputs and of messages stand in their own tables.
    if (trait.kind == TraitKind::Hash)
      for (const Query* query : {&query::kByInputHash, &query::kByContentHash})
        for (const std::int64_t number :
             numbers_of(state_->prepared(query->sql)
                            .blob(bytes_of_hex(value))
                            .number(most_of(most))))
          if (std::ranges::find(numbers, number) == numbers.end() &&
              numbers.size() < most)
            numbers.push_back(number);
    return Loader(*state_).load(numbers);
  });
}

Store::Found Store::after(std::int64_t number, std::size_t most) {
  return guarded(state_->path, [&] {
    return Loader(*state_).load(numbers_of(state_->prepared(query::kAfter.sql)
                                               .number(number)
                                               .number(most_of(most))));
  });
}

Result<std::vector<EventRecipient>> Store::who(std::string_view uid,
                                               std::size_t most) {
  return guarded(state_->path, [&] {
    std::vector<EventRecipient> out;
    Statement& row = state_->prepared(query::kWho.sql);
    row.text(uid).number(most_of(most));
    while (row.step()) {
      EventRecipient& recipient = out.emplace_back();
      recipient.address = row.take_text();
      recipient.role = row.take_text();
      recipient.newest = row.take_number();
      recipient.inputs = static_cast<std::uint64_t>(row.take_number());
    }
    return out;
  });
}

Result<std::vector<AccountingMail>> Store::mail_for(std::string_view uid,
                                                    std::size_t most) {
  return guarded(state_->path, [&] {
    std::vector<AccountingMail> out;
    Statement& row = state_->prepared(query::kMailFor.sql);
    row.text(uid).number(most_of(most));
    while (row.step()) {
      AccountingMail& mail = out.emplace_back();
      mail.recurrence_id = row.take_text();
      mail.organizer = row.take_text();
      mail.newest = row.take_number();
      mail.inputs = static_cast<std::uint64_t>(row.take_number());
    }
    return out;
  });
}

}  // namespace calspam
