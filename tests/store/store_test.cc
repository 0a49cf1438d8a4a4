// SPDX-License-Identifier: MIT
#include "store/store.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "store/database.hh"
#include "store/folder.hh"
#include "store/made_up.hh"
#include "store/schema.hh"

namespace calspam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr Instant kNow = 1'800'000'000;

class StoreTest : public testing::Test {
 protected:
  StoreTest() : store_(open(Store::Access::Record)) {}

  Store open(Store::Access access) {
    Result<Store> store = Store::open(path(), access);
    if (!store) throw std::runtime_error(store.error().text());
    return std::move(*store);
  }
  std::string path() const { return folder_.file("sightings.db"); }

  void record(const Sighting& sighting, Instant now = kNow) {
    ASSERT_TRUE(store_.add(sighting, now));
    const Result<bool> done = store_.commit();
    ASSERT_TRUE(done) << done.error().text();
  }

  // The numbers of the made-up sightings, as their sentences have them.
  static std::vector<std::string> told(const Store::Found& found) {
    std::vector<std::string> out;
    if (!found) return {found.error().text()};
    for (const StoredSighting& each : *found)
      out.push_back(each.sighting.explain);
    return out;
  }
  static std::string sentence(std::uint64_t number) {
    return made_up_sighting(number).explain;
  }
  std::int64_t rows(const std::string& table) {
    Database database(path(), Database::Mode::Read);
    return database.number("SELECT count(*) FROM " + table);
  }

  Folder folder_;
  Store store_;
};

TEST_F(StoreTest, GivesBackWhatItTook) {
  const Sighting sighting = made_up_sighting(11);
  record(sighting);
  const Store::Found found = store_.by_uid(sighting.events[0].uid, 10);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1u);
  const StoredSighting& stored = found->front();
  EXPECT_EQ(stored.at, *sighting.message.arrival);
  EXPECT_EQ(stored.seen, kNow);
  EXPECT_TRUE(stored.sighting.message == sighting.message);
  EXPECT_TRUE(stored.sighting.events == sighting.events);
  EXPECT_TRUE(stored.sighting.recipients == sighting.recipients);
  EXPECT_EQ(stored.sighting.sha256, sighting.sha256);
  EXPECT_EQ(stored.sighting.record, sighting.record);
  EXPECT_EQ(stored.sighting.index, sighting.index);
  EXPECT_EQ(stored.sighting.score, sighting.score);
}

TEST_F(StoreTest, TakesTheSameBytesOnce) {
  const Sighting sighting = made_up_sighting(1);
  record(sighting);
  record(sighting, kNow + 5);
  EXPECT_EQ(store_.counts().added, 1u);
  EXPECT_EQ(store_.counts().known, 1u);
  EXPECT_EQ(rows("place"), 1);
  EXPECT_EQ(rows("sighting"), 1);
}

TEST_F(StoreTest, SameBytesElsewhereAreAnotherPlace) {
  Sighting sighting = made_up_sighting(1);
  record(sighting);
  sighting.path = "copy.eml";
  sighting.explain = "something else";
  record(sighting, kNow + 5);
  const Store::Found found = store_.by_uid(sighting.events[0].uid, 10);
  EXPECT_THAT(told(found), ElementsAre(sentence(1)));  // nothing overwritten
  EXPECT_EQ(found->front().places.size(), 2u);
  EXPECT_EQ(found->front().sighting.path, "spool/000.mbox");  // the first
}

TEST_F(StoreTest, OneUidOfTwoOrganizersIsTwoEvents) {
  Sighting first = made_up_sighting(1);
  Sighting second = made_up_sighting(2);
  second.events[0].uid = first.events[0].uid;
  record(first);
  record(second);
  EXPECT_EQ(rows("event"), 2);
  EXPECT_THAT(told(store_.by_uid(first.events[0].uid, 10)),
              ElementsAre(sentence(2), sentence(1)));  // newest first
}

TEST_F(StoreTest, SequenceUnknownIsNotSequenceZero) {
  Sighting first = made_up_sighting(1);
  Sighting second = made_up_sighting(2);
  second.events = first.events;
  second.events[0].sequence.reset();
  record(first);
  record(second);
  Sighting third = made_up_sighting(3);
  third.events = second.events;
  record(third);
  EXPECT_EQ(rows("event"), 2);
}

TEST_F(StoreTest, AnswersByEveryTrait) {
  for (std::uint64_t i = 0; i < 100; ++i)
    ASSERT_TRUE(store_.add(made_up_sighting(i), kNow));
  ASSERT_TRUE(store_.commit());
  const auto by = [&](TraitKind kind, const std::string& value) {
    return told(store_.by_trait({kind, value}, 10));
  };
  EXPECT_THAT(by(TraitKind::Dkim, "SPAM1.example"),
              ElementsAre(sentence(81), sentence(41), sentence(1)));
  EXPECT_THAT(by(TraitKind::Organizer, "mailto:sender1@spam1.example"),
              ElementsAre(sentence(81), sentence(41), sentence(1)));
  EXPECT_THAT(by(TraitKind::Phone, "+1 202 555 0101"),
              ElementsAre(sentence(81), sentence(41), sentence(1)));
  EXPECT_THAT(by(TraitKind::Host, "pay1.example.net"),
              ElementsAre(sentence(81), sentence(41), sentence(1)));
  EXPECT_THAT(by(TraitKind::Hash, made_up_hash('g', 1)),
              ElementsAre(sentence(81), sentence(41), sentence(1)));
  EXPECT_THAT(by(TraitKind::Hash, made_up_hash('s', 5)),
              ElementsAre(sentence(5)));
  EXPECT_THAT(by(TraitKind::Hash, made_up_hash('c', 6)),
              ElementsAre(sentence(6)));
  EXPECT_THAT(by(TraitKind::Ip, "198.51.100.9"), ElementsAre(sentence(9)));
  EXPECT_THAT(by(TraitKind::Ip, "198.51.100.199"), ElementsAre());
  EXPECT_EQ(store_.by_trait({TraitKind::Domain, "example.net"}, 10)->size(),
            10u);
  EXPECT_THAT(told(store_.by_message_id("calendar-7@mail.example", 10)),
              ElementsAre(sentence(7)));
  EXPECT_THAT(told(store_.by_recipient("USER8@office.example", 10)),
              ElementsAre(sentence(8)));
}

TEST_F(StoreTest, TellsWhoGotAnEvent) {
  for (const std::uint64_t number : {1, 41, 81})
    record(made_up_sighting(number));
  const std::string uid = made_up_sighting(1).events[0].uid;
  const auto who = store_.who(uid, 10);
  ASSERT_TRUE(who);
  ASSERT_EQ(who->size(), 3u);
  EXPECT_EQ(who->front().address, "user1@office.example");
  EXPECT_EQ(who->front().role, "to");
  EXPECT_EQ(who->front().inputs, 1u);
  EXPECT_EQ(who->front().newest, 1'700'000'001);
}

TEST_F(StoreTest, OnlyMailAccountsForAnEvent) {
  Sighting file = made_up_sighting(1);
  file.is_mail = false;
  record(file);
  const std::string uid = file.events[0].uid;
  EXPECT_TRUE(store_.mail_for(uid, 10)->empty());
  record(made_up_sighting(41));
  const auto mail = store_.mail_for(uid, 10);
  ASSERT_EQ(mail->size(), 1u);
  EXPECT_EQ(mail->front().organizer, "sender1@spam1.example");
}

TEST_F(StoreTest, ReadsEverythingInPieces) {
  for (std::uint64_t i = 0; i < 7; ++i) record(made_up_sighting(i));
  std::vector<std::string> all;
  std::int64_t last = 0;
  for (;;) {
    const Store::Found piece = store_.after(last, 3);
    ASSERT_TRUE(piece);
    if (piece->empty()) break;
    for (const std::string& each : told(piece)) all.push_back(each);
    last = piece->back().number;
  }
  EXPECT_EQ(all.size(), 7u);
  EXPECT_EQ(all.back(), sentence(6));
}

TEST_F(StoreTest, ForgetsWhatIsOldAndWhatHungOnIt) {
  for (std::uint64_t i = 0; i < 100; ++i)
    ASSERT_TRUE(store_.add(made_up_sighting(i), kNow));
  ASSERT_TRUE(store_.commit());
  const auto forgotten = store_.forget_before(1'700'000'099);
  ASSERT_TRUE(forgotten) << forgotten.error().text();
  EXPECT_EQ(*forgotten, 99u);
  for (const char* table : {"source", "message", "sighting", "event", "place"})
    EXPECT_EQ(rows(table), 1) << table;
  EXPECT_THAT(told(store_.by_recipient("user99@office.example", 10)),
              ElementsAre(sentence(99)));
  EXPECT_EQ(rows("name WHERE kind = 100"), 1);
}

TEST_F(StoreTest, ForgetsAPersonWithoutATrace) {
  record(made_up_sighting(1));
  record(made_up_sighting(2));
  EXPECT_EQ(*store_.forget_user("User1@office.example"), 1u);
  EXPECT_EQ(*store_.forget_user("user1@office.example"), 0u);
  EXPECT_THAT(told(store_.after(0, 10)), ElementsAre(sentence(2)));
  // Not in pages that SQLite no longer uses either, nor in its journal.
  for (const char* end : {"", "-wal"}) {
    std::ifstream file(path() + end, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(bytes.find("user1@office"), bytes.npos) << end;
  }
}

TEST_F(StoreTest, IsForItsOwnerAlone) {
  struct stat status {};
  ASSERT_EQ(::stat(path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(StoreTest, ReadsWhatAnotherRecords) {
  Store reader = open(Store::Access::Read);
  record(made_up_sighting(3));
  EXPECT_THAT(told(reader.after(0, 10)), ElementsAre(sentence(3)));
}

TEST_F(StoreTest, RefusesWhatIsNoStore) {
  const auto trouble = [&](const std::string& name) {
    const Result<Store> store =
        Store::open(folder_.file(name), Store::Access::Record);
    return store ? "" : store.error().what;
  };
  std::ofstream(folder_.file("text")) << std::string(5'000, 'x');
  EXPECT_THAT(trouble("text"), HasSubstr("not a database"));
  {
    Database other(folder_.file("other.db"), Database::Mode::Write);
    other.run("CREATE TABLE t(x)");
  }
  EXPECT_EQ(trouble("other.db"), "is no store of calspam");
  EXPECT_FALSE(Store::open(folder_.file("absent"), Store::Access::Read));
  EXPECT_THAT(trouble("no/folder"), HasSubstr("No such file"));
}

TEST_F(StoreTest, KeepsOffWhatANewerOneWrote) {
  {
    Database database(path(), Database::Mode::Write);
    database.run("PRAGMA user_version = 99");
  }
  for (const auto access : {Store::Access::Read, Store::Access::Record}) {
    const Result<Store> store = Store::open(path(), access);
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().what, "was written by a newer calspam");
  }
}

TEST_F(StoreTest, BringsAnOlderOneUpToDate) {
  const std::string older = folder_.file("older.db");
  { Database empty(older, Database::Mode::Write); }  // version 0: no tables
  EXPECT_FALSE(Store::open(older, Store::Access::Read));
  EXPECT_TRUE(Store::open(older, Store::Access::Record));
  EXPECT_TRUE(Store::open(older, Store::Access::Read));
  Database database(older, Database::Mode::Read);
  EXPECT_EQ(database.number("PRAGMA user_version"), schema_version());
}

TEST_F(StoreTest, TakesHostileTextAsText) {
  Sighting sighting = made_up_sighting(1);
  const std::string uid = "x'; DROP TABLE source; --\x1b[31m\"";
  sighting.events[0].uid = uid;
  sighting.events[0].summary = std::string("a\0b", 3);
  record(sighting);
  const Store::Found found = store_.by_uid(uid, 10);
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->front().sighting.events[0].summary, std::string("a\0b", 3));
}

}  // namespace
}  // namespace calspam
