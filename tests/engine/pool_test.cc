// SPDX-License-Identifier: MIT
#include "engine/pool.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>

namespace calspam {
namespace {

// How often all workers did what a message says.
std::atomic<int>& runs() {
  static auto* const kRuns =
      new (::mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0)) std::atomic<int>(0);
  return *kRuns;
}

void work_for(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
  }
}

// A worker that does what its message says.
Reply obey(const RawMessage& message) {
  ++runs();
  // What follows a blank makes the message larger, no more.
  const std::string order(message.bytes.substr(0, message.bytes.find(' ')));
  if (order == "crash") {
    // A sanitizer would answer it otherwise; the filter forbids the call.
    if (built_with_sanitizer()) ::signal(SIGSEGV, SIG_DFL);
    ::raise(SIGSEGV);
  }
  if (order == "leave") ::_exit(7);
  if (order == "slow") work_for(std::chrono::milliseconds(50));
  if (order == "throw") throw std::runtime_error("as told");
  if (order == "hang")
    for (volatile bool hanging = true; hanging;) {
    }
  Reply reply;
  reply.level = Level::Clean;
  reply.wanted = true;
  reply.text = order == "large" ? std::string(3u << 20, 'x') : order;
  if (order == "who") reply.text = std::to_string(::getpid());
  reply.digest = "d" + order;
  return reply;
}

class PoolRun {
 public:
  explicit PoolRun(unsigned jobs = 2, int deadline = 500) {
    PoolOptions options;
    options.jobs = jobs;
    options.deadline = std::chrono::milliseconds(deadline);
    pool_ = std::make_unique<Pool>(
        options, obey, [this](Outcome&& outcome) { take(outcome); });
  }
  PoolRun& hand_in(const std::string& order) {
    RawMessage raw;
    raw.origin.path = order.substr(0, 10);
    raw.origin.index = ++count_;
    raw.bytes = order;
    raw.full_size = order.size();
    pool_->submit(raw);
    return *this;
  }
  PoolRun& pass(const std::string& error) {
    pool_->pass({"where", error});
    return *this;
  }
  const std::string& seen() {
    pool_->finish();
    return seen_;
  }

 private:
  void take(const Outcome& outcome) {
    if (const auto* reply = std::get_if<Reply>(&outcome.what))
      seen_ += reply->text.size() > 100
                   ? fmt::format("{} bytes\n", reply->text.size())
                   : reply->text + "\n";
    if (const auto* failure = std::get_if<Failure>(&outcome.what))
      seen_ += fmt::format("#{}: {}\n", outcome.origin.index, failure->text());
    if (const auto* error = std::get_if<Error>(&outcome.what))
      seen_ += "error " + error->what + "\n";
  }
  std::unique_ptr<Pool> pool_;
  std::string seen_;
  std::uint64_t count_ = 0;
};

TEST(Pool, KeepsTheOrderOfItsInput) {
  for (const unsigned jobs : {1u, 2u, 5u}) {
    PoolRun run(jobs);
    std::string given;
    for (int i = 0; i < 3'000; ++i) {
      run.hand_in(std::to_string(i));
      given += std::to_string(i) + "\n";
    }
    EXPECT_EQ(run.seen(), given) << jobs;
  }
}

TEST(Pool, PassesErrorsThroughInOrder) {
  PoolRun run;
  run.hand_in("a").pass("no such file").hand_in("b");
  EXPECT_EQ(run.seen(), "a\nerror no such file\nb\n");
}

TEST(Pool, CarriesLargeMessagesAndReplies) {
  PoolRun run;
  run.hand_in("large").hand_in(std::string(7u << 20, 'y')).hand_in("b");
  EXPECT_EQ(run.seen(), "3145728 bytes\n7340032 bytes\nb\n");
}

TEST(Pool, LosesOnlyTheMessageThatCrashes) {
  PoolRun run;
  std::string expected;
  for (int i = 1; i <= 200; ++i) {
    const bool bad = i % 50 == 0;
    run.hand_in(bad ? "crash" : std::to_string(i));
    expected += bad ? fmt::format(
                          "#{}: its worker was killed, twice (signal "
                          "11, Segmentation fault)\n",
                          i)
                    : std::to_string(i) + "\n";
  }
  EXPECT_EQ(run.seen(), expected);
}

TEST(Pool, EndsWhatHangsAtTheDeadline) {
  PoolRun run(1, 200);
  run.hand_in("a").hand_in("hang").hand_in("b");
  EXPECT_EQ(run.seen(), "a\n#2: took longer than the deadline, twice\nb\n");
}

// Replies are held back for a while: it is not the first unheard one that is to
// blame, and none is done more than once more.
TEST(Pool, BlamesTheMessageThatItsWorkerWasBusyWith) {
  runs() = 0;
  PoolRun run(1, 200);
  std::string expected;
  for (int i = 1; i <= 60; ++i) {
    run.hand_in(i == 50 ? "hang" : std::to_string(i));
    expected += i == 50 ? "#50: took longer than the deadline, twice\n"
                        : std::to_string(i) + "\n";
  }
  EXPECT_EQ(run.seen(), expected);
  EXPECT_LE(runs(), 2 * 60);
}

// The deadline is of one message, not of all that are handed out together.
TEST(Pool, GivesEachMessageItsTime) {
  PoolRun run(1, 1'000);
  std::string expected;
  for (int i = 0; i < 30; ++i) {
    run.hand_in("slow");
    expected += "slow\n";
  }
  EXPECT_EQ(run.seen(), expected);
}

TEST(Pool, SurvivesAWorkerThatLeavesOrThrows) {
  PoolRun run;
  run.hand_in("leave").hand_in("throw").hand_in("b");
  EXPECT_EQ(run.seen(),
            "#1: its worker ended without an answer, twice\n"
            "#2: could not be analysed: as told\nb\n");
}

TEST(Pool, LeavesLargeMessagesWhereTheyLie) {
  const std::string padding(32u << 20, ' ');
  PoolRun run;
  run.hand_in("a").hand_in("b" + padding).hand_in("c");
  run.hand_in("crash" + padding).hand_in("hang" + padding);
  run.hand_in("throw" + padding).hand_in("large" + padding).hand_in("d");
  EXPECT_EQ(run.seen(),
            "a\nb\nc\n"
            "#4: its worker was killed, twice (signal 11, Segmentation fault)\n"
            "#5: took longer than the deadline, twice\n"
            "#6: could not be analysed: as told\n3145728 bytes\nd\n");
}

// A worker that nobody needs costs what starting it takes.
TEST(Pool, StartsWorkersAsTheyAreNeeded) {
  PoolRun pool(8);
  const std::string first = pool.hand_in("who").seen();
  EXPECT_EQ(pool.hand_in("who").seen(), first + first);
}

TEST(Pool, EndsWithNothingHandedIn) {
  PoolRun run(3);
  EXPECT_EQ(run.seen(), "");
}

}  // namespace
}  // namespace calspam
