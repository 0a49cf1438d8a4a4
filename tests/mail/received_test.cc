// SPDX-License-Identifier: MIT
#include "mail/received.hh"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "mail/header_fields.hh"
#include "mail/received_dump.hh"
#include "util/text.hh"

namespace calspam {
namespace {

struct Sample {
  std::string line, expected;
  int number = 0;
};

// testdata/provenance/received.tsv: a field, a tab, what it says.
std::vector<Sample> samples() {
  std::ifstream file(CALSPAM_SOURCE_DIR "/testdata/provenance/received.tsv");
  std::vector<Sample> all;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto tab = line.find('\t');
    all.push_back({line.substr(0, tab),
                   tab == line.npos ? "" : line.substr(tab + 1), number});
  }
  return all;
}

TEST(Received, ReadsEveryFamily) {
  const std::vector<Sample> all = samples();
  EXPECT_GE(all.size(), 150u);
  for (const Sample& sample : all)
    EXPECT_EQ(received_dump(read_received(sample.line)), sample.expected)
        << "received.tsv:" << sample.number;
}

// Every address that a peer is given stands in its from clause: before "by",
// outside of what the peer could choose.
TEST(Received, TakesAddressesFromTheFromClauseOnly) {
  for (const Sample& sample : samples()) {
    const Received line = read_received(sample.line);
    if (line.from_ip.empty()) continue;
    auto by = find_ignoring_case(sample.line, " by ");
    // "from by (x.example [192.0.2.5]) by c.example"
    if (by < 6) by = find_ignoring_case(sample.line, " by ", by + 1);
    const auto ip = sample.line.find(line.from_ip);
    EXPECT_LT(ip, by) << "received.tsv:" << sample.number;
  }
}

TEST(Received, FoldsAreWhiteSpace) {
  for (const Sample& sample : samples()) {
    // Where a word ends, a fold may stand.
    std::string folded;
    for (char c : sample.line) {
      if (c == ' ') folded += "\r\n\t";
      folded += c == ' ' ? ' ' : c;
    }
    EXPECT_EQ(received_dump(read_received(folded)), sample.expected)
        << "received.tsv:" << sample.number;
  }
}

TEST(Received, SkipsWhatIsNoHop) {
  const Message message = message_with(
      {{"Received", "(qmail 1 invoked by uid 0); 2 Jan 2024 09:20:30 -0000"},
       {"Received", "from a.example ([192.0.2.1]) by b.example with SMTP"},
       {"X-Received", "from c.example ([192.0.2.2]) by d.example with SMTP"}});
  const auto fields = received_fields(message);
  ASSERT_EQ(fields.size(), 1u);
  EXPECT_EQ(fields[0].from_ip, "192.0.2.1");
}

TEST(Received, TheShortReadingHasTheSamePeer) {
  for (const Sample& sample : samples()) {
    const Received all = read_received(sample.line);
    const Received hop = read_received(sample.line, ReceivedDetail::Hop);
    EXPECT_EQ(hop.from_ip, all.from_ip);
    EXPECT_EQ(hop.from_host, all.from_host);
    EXPECT_EQ(hop.from_name, all.from_name);
    EXPECT_EQ(hop.by, all.by);
    EXPECT_TRUE(hop.family.empty());
  }
}

TEST(Received, HostileLinesTakeLinearTime) {
  const auto started = std::chrono::steady_clock::now();
  for (const std::string_view piece :
       {"(", "[", "([", "from ", "by ", "(HELO ", "version=", "TLS1.", "@", ";",
        "(authenticated ", "envelope-from <", "Mon, ", "\\", "\x01\xff"}) {
    std::string line = "from a.example (";
    while (line.size() < 300'000) line += piece;
    read_received(line + ") by c.example; Tue, 2 Jan 2024 10:20:30 +0100");
  }
  EXPECT_LT(std::chrono::steady_clock::now() - started,
            std::chrono::seconds(10));
}

}  // namespace
}  // namespace calspam
