// SPDX-License-Identifier: MIT
#include "store/sighting.hh"

#include <bit>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kMark = "calspam-sighting-1";
// More than what a record of a message can hold; what is longer is a lie.
constexpr std::uint64_t kMostItems = 1'000'000;

void put_number(std::string& out, std::uint64_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof number);
}

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void operator()(const std::string& text) {
    put_number(out_, text.size());
    out_ += text;
  }
  void operator()(std::uint64_t number) { put_number(out_, number); }
  void operator()(bool flag) { put_number(out_, flag ? 1 : 0); }
  void operator()(double number) {
    put_number(out_, std::bit_cast<std::uint64_t>(number));
  }
  void operator()(TraitKind kind) {
    put_number(out_, static_cast<std::uint64_t>(kind));
  }
  void operator()(const std::optional<std::int64_t>& number) {
    (*this)(number.has_value());
    put_number(out_, static_cast<std::uint64_t>(number.value_or(0)));
  }
  template <typename T>
  void list(const std::vector<T>& items) {
    put_number(out_, items.size());
    for (const T& item : items) each(*this, item);
  }

 private:
  std::string& out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  bool is_fine() const { return fine_; }
  bool at_end() const { return rest_.empty(); }

  void operator()(std::string& text) {
    const std::uint64_t size = number();
    if (size > rest_.size()) fine_ = false;
    if (!fine_) return;
    text = to_valid_utf8(rest_.substr(0, size));
    rest_.remove_prefix(size);
  }
  void operator()(std::uint64_t& to) { to = number(); }
  void operator()(bool& flag) { flag = number() != 0; }
  void operator()(double& to) {
    to = std::bit_cast<double>(number());
    if (!std::isfinite(to)) fine_ = false;
  }
  void operator()(TraitKind& kind) {
    const std::uint64_t value = number();
    if (value < 1 || value > static_cast<std::uint64_t>(TraitKind::Domain))
      fine_ = false;
    if (fine_) kind = static_cast<TraitKind>(value);
  }
  void operator()(std::optional<std::int64_t>& to) {
    const bool there = number() != 0;
    const auto value = static_cast<std::int64_t>(number());
    if (there) to = value;
  }
  template <typename T>
  void list(std::vector<T>& items) {
    const std::uint64_t size = number();
    if (size > kMostItems) fine_ = false;
    for (std::uint64_t i = 0; fine_ && i < size; ++i)
      each(*this, items.emplace_back());
  }

 private:
  std::uint64_t number() {
    std::uint64_t value = 0;
    if (rest_.size() < sizeof value) fine_ = false;
    if (!fine_) return 0;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }

  std::string_view rest_;
  bool fine_ = true;
};

// The members of each struct once, for either way. `S` may be const.
template <typename Way, typename S>
requires std::is_same_v<std::remove_const_t<S>, SightedEvent>
void each(Way& way, S& event) {
  for (auto* text :
       {&event.uid, &event.recurrence_id, &event.organizer, &event.part,
        &event.component, &event.method, &event.summary, &event.start,
        &event.dtstamp, &event.prodid, &event.sent_by, &event.event_sha256,
        &event.campaign_sha256})
    way(*text);
  way(event.sequence);
}

template <typename Way, typename S>
requires std::is_same_v<std::remove_const_t<S>, SightedMessage>
void each(Way& way, S& message) {
  for (auto* text :
       {&message.message_id, &message.content_sha256, &message.subject,
        &message.date, &message.from, &message.sender, &message.reply_to,
        &message.return_path, &message.border_ip, &message.border_host,
        &message.border_method, &message.spf, &message.dkim, &message.dmarc,
        &message.arc, &message.verified})
    way(*text);
  way(message.arrival);
  way(message.arrival_claimed);
}

template <typename Way, typename S>
requires std::is_same_v<std::remove_const_t<S>, SightedRecipient>
void each(Way& way, S& recipient) {
  way(recipient.address);
  way(recipient.role);
}

template <typename Way, typename S>
requires std::is_same_v<std::remove_const_t<S>, Trait>
void each(Way& way, S& trait) {
  way(trait.kind);
  way(trait.value);
}

template <typename Way, typename S>
requires std::is_same_v<std::remove_const_t<S>, Sighting>
void each(Way& way, S& sighting) {
  for (auto* text : {&sighting.sha256, &sighting.path, &sighting.member,
                     &sighting.channel, &sighting.explain, &sighting.level,
                     &sighting.tool, &sighting.rules, &sighting.record})
    way(*text);
  way(sighting.size);
  way(sighting.offset);
  way(sighting.index);
  way(sighting.is_mail);
  way(sighting.score);
  each(way, sighting.message);
  way.list(sighting.events);
  way.list(sighting.recipients);
  way.list(sighting.traits);
}

}  // namespace

std::string packed_sighting(const Sighting& sighting) {
  std::string out(kMark);
  Writer writer(out);
  each(writer, sighting);
  return out;
}

Result<Sighting> unpacked_sighting(std::string_view bytes) {
  Sighting sighting;
  if (!bytes.starts_with(kMark)) return fail("worker", "sent no sighting");
  Reader reader(bytes.substr(kMark.size()));
  each(reader, sighting);
  if (!reader.is_fine() || !reader.at_end())
    return fail("worker", "sent a sighting that is no whole one");
  return sighting;
}

}  // namespace calspam
