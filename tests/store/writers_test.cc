// SPDX-License-Identifier: MIT
// Processes that write one store at once, and one that is killed.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/database.hh"
#include "store/folder.hh"
#include "store/made_up.hh"
#include "store/store.hh"

namespace calspam {
namespace {

constexpr Instant kNow = 1'800'000'000;

// A process that runs `work`, which says whether it went well.
template <typename Work>
pid_t in_process(Work work) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(work() ? 0 : 1);
  return pid;
}

int status_of(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return status;
}

bool record(const std::string& path, std::uint64_t begin, std::uint64_t end) {
  Result<Store> store = Store::open(path, Store::Access::Record);
  if (!store) return false;
  for (std::uint64_t i = begin; i < end; ++i) {
    if (!store->add(made_up_sighting(i), kNow)) return false;
    // Small batches, so that the two meet often.
    if (i % 20 == 0 && !store->commit()) return false;
  }
  return store->commit().has_value();
}

TEST(Writers, TwoAtOnceLoseNothing) {
  const Folder folder;
  const std::string path = folder.file("a.db");
  // Both make the file, and the middle third is recorded by both.
  const pid_t one = in_process([&] { return record(path, 0, 2'000); });
  const pid_t two = in_process([&] { return record(path, 1'000, 3'000); });
  EXPECT_EQ(status_of(one), 0);
  EXPECT_EQ(status_of(two), 0);
  Database database(path, Database::Mode::Read);
  for (const char* table : {"source", "message", "sighting", "place"})
    EXPECT_EQ(database.number(std::string("SELECT count(*) FROM ") + table),
              3'000)
        << table;
  EXPECT_EQ(database.number("SELECT count(*) FROM (SELECT uid FROM event GROUP "
                            "BY uid, recurrence_id, sequence, organizer HAVING "
                            "count(*) > 1)"),
            0);
}

TEST(Writers, AnOpenBatchKeepsNobodyWaiting) {
  const Folder folder;
  const std::string path = folder.file("a.db");
  Result<Store> slow = Store::open(path, Store::Access::Record);
  ASSERT_TRUE(slow);
  ASSERT_TRUE(slow->add(made_up_sighting(1), kNow));
  EXPECT_TRUE(record(path, 10, 20));
  EXPECT_TRUE(slow->commit());
  EXPECT_EQ(slow->after(0, 100)->size(), 11u);
}

// The child says over a pipe how many it has committed, and is killed in the
// middle of its work: all of these must be there, whole, and at most one batch
// more.
TEST(Writers, AKilledOneLosesNoMoreThanItsBatch) {
  constexpr std::uint64_t kBatch = 50;
  for (const unsigned delay : {5'000u, 20'000u, 60'000u}) {
    const Folder folder;
    const std::string path = folder.file("a.db");
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = in_process([&] {
      Result<Store> store = Store::open(path, Store::Access::Record);
      for (std::uint64_t i = 0; store; ++i) {
        if (!store->add(made_up_sighting(i), kNow)) return false;
        if ((i + 1) % kBatch != 0) continue;
        if (!store->commit()) return false;
        const std::uint64_t done = i + 1;
        if (::write(pipe[1], &done, sizeof done) != sizeof done) return false;
      }
      return false;
    });
    ::close(pipe[1]);
    std::uint64_t done = 0;  // the first batch is waited for
    ASSERT_EQ(::read(pipe[0], &done, sizeof done),
              static_cast<ssize_t>(sizeof done));
    ::usleep(delay);
    ::kill(child, SIGKILL);
    EXPECT_TRUE(WIFSIGNALED(status_of(child)));
    while (::read(pipe[0], &done, sizeof done) ==
           static_cast<ssize_t>(sizeof done)) {
    }
    ::close(pipe[0]);
    Database database(path, Database::Mode::Read);
    Statement check(database, "PRAGMA integrity_check");
    ASSERT_TRUE(check.step());
    EXPECT_EQ(check.take_text(), "ok");
    const auto kept = static_cast<std::uint64_t>(
        database.number("SELECT count(*) FROM source"));
    EXPECT_GE(kept, done);
    EXPECT_LE(kept, done + kBatch);
    EXPECT_EQ(kept % kBatch, 0u);  // a batch is there or it is not
    EXPECT_EQ(database.number("SELECT count(*) FROM sighting"),
              static_cast<std::int64_t>(kept));
    EXPECT_TRUE(record(path, 0, kept + 10));  // and work goes on
  }
}

}  // namespace
}  // namespace calspam
