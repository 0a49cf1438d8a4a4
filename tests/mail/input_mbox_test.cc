// SPDX-License-Identifier: MIT
#include <algorithm>
#include <random>

#include "mail/inputs_fixture.hh"

namespace calspam {
namespace {

// The messages of a mailbox, "|" between them.
std::string cut(const std::string& mailbox, std::size_t window = 1 << 20,
                std::size_t head = 1 << 16) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  EXPECT_EQ(write(ends[1], mailbox.data(), mailbox.size()),
            static_cast<ssize_t>(mailbox.size()));
  close(ends[1]);
  InputOptions options;
  options.standard_input = ends[0];
  options.window_bytes = window;
  options.head_bytes = head;
  Notebook notebook;
  for_each_message({"-"}, options, notebook);
  close(ends[0]);
  std::string text;
  for (std::size_t i = 0; i < notebook.bytes.size(); ++i) {
    const std::string& bytes = notebook.bytes[i];
    EXPECT_EQ(mailbox.substr(notebook.offsets[i], bytes.size()), bytes);
    text += (i == 0 ? "" : "|") + bytes;
  }
  return text;
}

TEST(Mailbox, IsCutBetweenMessages) {
  EXPECT_EQ(cut(kDated + "A: b\n\nx\n\n" + kDated + "C: d\n\ny\n\n"),
            kDated + "A: b\n\nx\n|" + kDated + "C: d\n\ny\n");
  EXPECT_EQ(cut(kDated + "A: b\n\nx\n\n\n" + kDated),
            kDated + "A: b\n\nx\n\n|" + kDated);
  EXPECT_EQ(cut(kDated + "\n" + kDated), kDated + "|" + kDated);
  EXPECT_EQ(cut(kDated + "A: b\r\n\r\nx\r\n\r\n" + kDated + "y"),
            kDated + "A: b\r\n\r\nx\r\n|" + kDated + "y");
}

TEST(Mailbox, IsNotCutInText) {
  for (const std::string body :
       {"From here\nit goes\n", "From the desk: no\nnote: this\n", "From\n\n",
        ">From ann Tue Jan  2 10:20:30 2024\n",
        " From ann Tue Jan  2 10:20:30 2024\n", "From ann\n\nSubject: x\n",
        "From Tuesday on\nhttps://example.com/\n"}) {
    const std::string mailbox = kDated + "A: b\n\n" + body + "end\n";
    EXPECT_EQ(cut(mailbox), mailbox);
  }
  // No empty line before it.
  const std::string mailbox = kDated + "A: b\n\nx\n" + kDated + "y\n";
  EXPECT_EQ(cut(mailbox), mailbox);
}

TEST(Mailbox, IsCutAtEveryKindOfFromLine) {
  for (const std::string line :
       {"From a@b.example Tue Jan  2 10:20:30 2024",
        "From a@b.example  Tue Jan 02 10:20 2024",
        "From 17@xxx Tue Jan 02 10:20:30 +0000 2024",
        "From - Tue, 2 Jan 2024 10:20:30 +0100",
        "From \"a b\"@c.example Tue Jan  2 10:20:30 CET 2024",
        "From a Tue Jan  2 10:20:30 2024 remote from b",
        "From a@b.example\nReceived: x", "From MAILER-DAEMON\nX-Y: z",
        "From a b c\r\nSUBJECT: z"}) {
    EXPECT_EQ(cut(kDated + "A: b\n\nx\n\n" + line),
              kDated + "A: b\n\nx\n|" + line);
  }
}

TEST(Mailbox, IsTheSameThroughEveryWindow) {
  std::string mailbox;
  std::string expected;
  std::ifstream three(kData + "mbox/three.mbox", std::ios::binary);
  mailbox.assign(std::istreambuf_iterator<char>(three), {});
  mailbox += "From x\nSubject: y\n\nFrom y\nno\n\n" + kDated;
  const std::string whole = cut(mailbox);
  EXPECT_EQ(std::ranges::count(whole, '|'), 4);
  for (std::size_t window = 1; window < 300; ++window) {
    ASSERT_EQ(cut(mailbox, window, 64), whole) << window;
  }
}

TEST(Mailbox, LosesNothingWhateverStandsInIt) {
  const std::vector<std::string> pieces{"\n",
                                        "\r\n",
                                        "\r",
                                        "From ",
                                        kDated,
                                        "Subject: x\n",
                                        "x",
                                        "\n\nFrom ",
                                        "From a\n",
                                        "Tue Jan  2 10:20:30 2024\n",
                                        std::string(40, 'y'),
                                        std::string("\0", 1)};
  std::mt19937 random(1);
  for (int round = 0; round < 2'000; ++round) {
    std::string mailbox = kDated;
    for (int i = 0; i < 30; ++i) mailbox += pieces[random() % pieces.size()];
    const std::string whole = cut(mailbox);
    ASSERT_EQ(cut(mailbox, 1 + random() % 40, 60), whole);
    std::string all = whole;
    std::erase_if(all,
                  [](char c) { return c == '|' || c == '\n' || c == '\r'; });
    std::erase_if(mailbox, [](char c) { return c == '\n' || c == '\r'; });
    ASSERT_EQ(all, mailbox);
  }
}

}  // namespace
}  // namespace calspam
