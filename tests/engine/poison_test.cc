// SPDX-License-Identifier: MIT
// Messages that end their worker cost themselves and nothing else: the real
// analysis, in the real pool, of ten thousand messages with twenty among them
// that crash, hang, leave, throw, overflow the stack or ask for all memory.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <new>
#include <stdexcept>

#include "engine/analyzer.hh"
#include "engine/pool.hh"
#include "engine/warm_up.hh"
#include "report/formats.hh"

namespace calspam {
namespace {

constexpr std::string_view kPoison = "X-Poison: ";
constexpr int kMessages = 10'000, kEvery = 500;

const Analyzer& analyzer() {
  static const Analyzer* const kAnalyzer = [] {
    RuleOptions options;
    options.directories = {std::string(CALSPAM_SOURCE_DIR) + "/rules"};
    Result<RuleSet> rules = RuleSet::load(options);
    if (!rules) std::abort();
    auto* made = new Analyzer(std::move(*rules), Limits{}, {});
    warm_up(*made);
    return made;
  }();
  return *kAnalyzer;
}

std::size_t overflow(std::size_t depth) {
  volatile char room[4'096];
  room[depth % sizeof room] = 1;
  return depth == 0 ? room[0] : overflow(depth - 1) + room[0];
}

// Under a sanitizer the ways it takes over are left to a plain death.
void poison(std::string_view way) {
  const bool plain = built_with_sanitizer();
  if (way.starts_with("hang"))
    for (volatile bool hanging = true; hanging;) {
    }
  if (way.starts_with("leave")) ::_exit(0);
  if (way.starts_with("throw")) throw std::runtime_error("poison");
  if (way.starts_with("memory") && !plain)
    for (std::size_t size = 1u << 20;; size += size)
      std::fill_n(new char[size], size, 'x');
  if (way.starts_with("stack") && !plain) overflow(SIZE_MAX / 2);
  ::kill(::getpid(), SIGKILL);
}

Reply judged(const RawMessage& raw) {
  const std::size_t at = raw.bytes.find(kPoison);
  if (at != raw.bytes.npos) poison(raw.bytes.substr(at + kPoison.size(), 20));
  const Report report = analyzer().analyze(raw);
  Reply reply;
  reply.level = report.verdict.level;
  reply.complete = report.complete;
  reply.wanted = true;
  find_format("jsonl")->message({}, report, reply.text);
  return reply;
}

std::string message(int number, std::string_view way) {
  const std::string header = fmt::format(
      "From: Ann <ann{0}@example.com>\r\nTo: bo@example.org\r\n"
      "Subject: Meeting {0}\r\nDate: Tue, 2 Jan 2024 10:20:30 +0000\r\n{1}{2}"
      "MIME-Version: 1.0\r\n",
      number, way.empty() ? "" : kPoison,
      way.empty() ? "" : std::string(way) + "\r\n");
  if (number % 7 != 0)
    return header + "Content-Type: text/plain\r\n\r\nHello\r\n";
  return header +
         fmt::format(
             "Content-Type: text/calendar; method=REQUEST\r\n\r\n"
             "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n"
             "METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:{0}@example.com\r\n"
             "DTSTAMP:20240102T102030Z\r\nDTSTART:20240103T100000Z\r\n"
             "SUMMARY:Meeting {0}\r\nORGANIZER:mailto:ann@example.com\r\n"
             "ATTENDEE:mailto:bo@example.org\r\nEND:VEVENT\r\n"
             "END:VCALENDAR\r\n",
             number);
}

// What is said of each message; "failed" where there is no reply.
std::vector<std::string> said(bool poisoned) {
  constexpr std::string_view kWays[] = {"crash", "leave",  "throw", "hang",
                                        "stack", "memory", "crash", "leave"};
  std::vector<std::string> said;
  PoolOptions options;
  options.jobs = 3;
  options.deadline = std::chrono::seconds(2);
  Pool pool(options, judged, [&said](Outcome&& outcome) {
    const Reply* reply = std::get_if<Reply>(&outcome.what);
    said.push_back(reply != nullptr ? reply->text : "failed");
    if (reply == nullptr) {
      EXPECT_TRUE(std::holds_alternative<Failure>(outcome.what));
      EXPECT_EQ(outcome.origin.index, said.size());
      EXPECT_EQ(outcome.sha256.size(), 64u);
    }
  });
  for (int i = 1; i <= kMessages; ++i) {
    const bool bad = poisoned && i % kEvery == 0;
    const std::string bytes = message(
        i, bad ? kWays[static_cast<std::size_t>(i / kEvery) % std::size(kWays)]
               : "");
    RawMessage raw;
    raw.origin.path = "in.mbox";
    raw.origin.index = static_cast<std::uint64_t>(i);
    raw.bytes = bytes;
    raw.full_size = bytes.size();
    pool.submit(raw);
  }
  pool.finish();
  return said;
}

TEST(Poison, CostsItselfAndNothingElse) {
  analyzer();
  const std::vector<std::string> clean = said(false);
  const std::vector<std::string> poisoned = said(true);
  ASSERT_EQ(clean.size(), std::size_t{kMessages});
  ASSERT_EQ(poisoned.size(), std::size_t{kMessages});
  int failed = 0;
  for (std::size_t i = 0; i < poisoned.size(); ++i) {
    const bool bad = (i + 1) % kEvery == 0;
    ASSERT_EQ(poisoned[i], bad ? "failed" : clean[i]) << i + 1;
    ASSERT_NE(clean[i], "failed") << i + 1;
    failed += bad;
  }
  EXPECT_EQ(failed, kMessages / kEvery);
}

}  // namespace
}  // namespace calspam
