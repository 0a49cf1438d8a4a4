// SPDX-License-Identifier: MIT
// store_bench FILE COUNT: records COUNT made-up sightings and times what a
// helpdesk asks. Lines are name, milliseconds the first time, milliseconds the
// best time, rows; for "record" milliseconds, sightings a second, sightings;
// and the query plans.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "store/database.hh"
#include "store/made_up.hh"
#include "store/queries.hh"
#include "store/store.hh"

namespace calspam {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin)
      .count();
}

// The best of five, as a warm cache has it, and the first.
void time_of(const char* name, const std::function<std::size_t()>& ask) {
  double first = 0;
  double best = 0;
  std::size_t rows = 0;
  for (int i = 0; i < 5; ++i) {
    const auto begin = Clock::now();
    rows = ask();
    const double took = milliseconds_since(begin);
    if (i == 0) first = best = took;
    if (took < best) best = took;
  }
  fmt::print("{}\t{:.2f}\t{:.2f}\t{}\n", name, first, best, rows);
}

void fill(const std::string& path, std::uint64_t count) {
  const auto begin = Clock::now();
  Result<Store> store = Store::open(path, Store::Access::Record);
  for (std::uint64_t i = 0; store && i < count; ++i)
    store->add(made_up_sighting(i), 1'800'000'000);
  if (!store || !store->commit()) std::exit(2);
  fmt::print("record\t{:.0f}\t{:.0f}\t{}\n", milliseconds_since(begin),
             static_cast<double>(count) * 1000 / milliseconds_since(begin),
             store->counts().added);
}

void ask(Store& store, std::uint64_t count) {
  const Sighting one = made_up_sighting(count / 2 + 1);
  const std::string uid = one.events[0].uid;
  const auto size = [](const auto& found) { return found ? found->size() : 0; };
  time_of("why UID", [&] { return size(store.by_uid(uid, 100)); });
  time_of("who UID", [&] { return size(store.who(uid, 100'000)); });
  time_of("message-id", [&] {
    return size(store.by_message_id(one.message.message_id, 100));
  });
  time_of("user", [&] {
    return size(store.by_recipient(one.recipients[0].address, 100));
  });
  const auto same_as = [&](const char* name, TraitKind kind,
                           const std::string& value) {
    time_of(name, [&] { return size(store.by_trait({kind, value}, 100)); });
  };
  same_as("same-as --organizer", TraitKind::Organizer, one.message.from);
  same_as("same-as --ip", TraitKind::Ip, one.message.border_ip);
  same_as("same-as --dkim", TraitKind::Dkim, one.traits[0].value);
  same_as("same-as --link (host)", TraitKind::Host, one.traits[1].value);
  same_as("same-as --link (domain)", TraitKind::Domain, "example.net");
  same_as("same-as --phone", TraitKind::Phone, one.traits[3].value);
  same_as("same-as --hash (campaign)", TraitKind::Hash,
          one.events[0].campaign_sha256);
  same_as("same-as --hash (input)", TraitKind::Hash, one.sha256);
  time_of("gaps, one event", [&] { return size(store.mail_for(uid, 100)); });
  time_of("export, 1000", [&] {
    return size(store.after(static_cast<std::int64_t>(count / 2), 1'000));
  });
}

void plans(const std::string& path) {
  Database database(path, Database::Mode::Read);
  database.run("CREATE TEMP TABLE doomed(source INTEGER PRIMARY KEY)");
  for (const Query* query : queries()) {
    Statement plan(database, "EXPLAIN QUERY PLAN " + std::string(query->sql));
    while (plan.step()) {
      for (int i = 0; i < 3; ++i) plan.take_number();
      fmt::print("plan\t{}\t{}\n", query->name, plan.take_text());
    }
  }
}

}  // namespace
}  // namespace calspam

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::uint64_t count = std::strtoull(argv[2], nullptr, 10);
  calspam::fill(argv[1], count);
  calspam::Result<calspam::Store> store =
      calspam::Store::open(argv[1], calspam::Store::Access::Record);
  if (!store) return 2;
  calspam::ask(*store, count);
  calspam::plans(argv[1]);
  const auto begin = calspam::Clock::now();
  const auto gone = store->forget_user("user7@office.example");
  fmt::print("forget --user\t{:.0f}\t\t{}\n",
             calspam::milliseconds_since(begin), gone.value_or(0));
  return 0;
}
