// SPDX-License-Identifier: MIT
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "mail/archive.hh"
#include "mail/inputs_fixture.hh"

namespace calspam {
namespace {

const std::string kArchives = kData + "archive/";

class Archives : public Inputs {
 protected:
  // What a file of the test data gives, without the folder.
  std::string unpack(const std::string& name) {
    Notebook notebook(kArchives);
    for_each_message({kArchives + name}, options_, notebook);
    return notebook.text;
  }
  static std::string contents(const std::string& name) {
    std::ifstream in(kArchives + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

TEST_F(Archives, AreReadAsFoldersAre) {
  const auto of = [](const std::string& name) {
    return "mail " + name + "!a/b.eml\nmail " + name +
           "!a/in.mbox#1 at 0\nmail " + name + "!a/in.mbox#2 at 149\nmail " +
           name + "!a/in.mbox#3 at 298\ncalendar " + name +
           "!lunch.ics\nerror " + name + "!notes.txt: " + kNotMail + "\n";
  };
  EXPECT_EQ(unpack("folder.zip"), of("folder.zip"));
  EXPECT_EQ(unpack("folder.tar"), of("folder.tar"));
  EXPECT_EQ(unpack("folder.tgz"), of("folder.tgz"));
}

TEST_F(Archives, MayBeOneCompressedFile) {
  EXPECT_EQ(unpack("in.mbox.gz"),
            "mail in.mbox.gz!in.mbox#1 at 0\nmail in.mbox.gz!in.mbox#2 at "
            "149\nmail in.mbox.gz!in.mbox#3 at 298\n");
  EXPECT_EQ(unpack("in.mbox.bz2"),
            "mail in.mbox.bz2!in.mbox#1 at 0\nmail in.mbox.bz2!in.mbox#2 at "
            "149\nmail in.mbox.bz2!in.mbox#3 at 298\n");
  EXPECT_EQ(unpack("lunch.ics.xz"), "calendar lunch.ics.xz!lunch.ics\n");
  EXPECT_EQ(unpack("b.eml.zst"), "mail b.eml.zst!b.eml\n");
}

TEST_F(Archives, AreReadFromStandardInput) {
  EXPECT_EQ(piped(contents("folder.tgz")).text,
            piped(contents("folder.zip")).text);
  EXPECT_TRUE(
      piped(contents("folder.tar")).text.starts_with("mail -!a/b.eml: 98\n"));
  EXPECT_TRUE(piped(contents("in.mbox.gz"))
                  .text.starts_with("mail -!content#1 at 0: "));
  EXPECT_EQ(piped(contents("infected.zip")).text, "mail -!b.eml: 98\n");
}

TEST_F(Archives, GiveTheBytesOfTheirMembers) {
  std::string mailbox;
  for (int i = 0; i < 3; ++i) mailbox += kDated + "Subject: x\n\ny\n\n";
  file("in.mbox", mailbox);
  const std::string packed = "gzip -k " + folder_ + "in.mbox";
  ASSERT_EQ(std::system(packed.c_str()), 0);
  Notebook plain, unpacked;
  for (const std::size_t window : {1u, 60u, 1u << 20}) {
    options_.window_bytes = window;
    for_each_message({folder_ + "in.mbox"}, options_, plain);
    for_each_message({folder_ + "in.mbox.gz"}, options_, unpacked);
  }
  EXPECT_EQ(plain.bytes, unpacked.bytes);
  EXPECT_EQ(plain.offsets, unpacked.offsets);
  EXPECT_EQ(plain.bytes.size(), 9u);
}

TEST_F(Archives, AreOpenedInArchivesAndNoDeeper) {
  const std::string inner =
      "mail nested.zip!inner.zip!c.eml\n"
      "mail nested.zip!in.mbox.gz!in.mbox#1 at 0\n"
      "mail nested.zip!in.mbox.gz!in.mbox#2 at 149\n"
      "mail nested.zip!in.mbox.gz!in.mbox#3 at 298\n"
      "mail nested.zip!after.eml\n";
  EXPECT_EQ(unpack("nested.zip"), inner);
  EXPECT_EQ(unpack("too-deep.zip"),
            "error too-deep.zip!nested.zip!inner.zip: an archive too deep in "
            "archives, not opened\n"
            "error too-deep.zip!nested.zip!in.mbox.gz: an archive too deep in "
            "archives, not opened\n"
            "mail too-deep.zip!nested.zip!after.eml\n"
            "mail too-deep.zip!after.eml\n");
  EXPECT_EQ(unpack("thrice.gz"),
            "error thrice.gz: compressed more often than is undone\n");
  options_.limits.nested_archive_bytes = 100;
  EXPECT_EQ(unpack("nested.zip"),
            "error nested.zip!inner.zip: an archive in an archive, too large "
            "to open\n"
            "error nested.zip!in.mbox.gz: an archive in an archive, too large "
            "to open\n"
            "mail nested.zip!after.eml\n");
}

TEST_F(Archives, OpenWithPasswords) {
  EXPECT_EQ(unpack("infected.zip"), "mail infected.zip!b.eml\n");
  EXPECT_EQ(unpack("aes.zip"), "mail aes.zip!e.eml\n");
  EXPECT_EQ(
      unpack("secret.zip"),
      "error secret.zip!c.eml: encrypted, and no --archive-password fits\n"
      "mail secret.zip!d.eml\n");
  options_.archive_passwords = {"no", "open sesame", "infected"};
  EXPECT_EQ(unpack("secret.zip"),
            "mail secret.zip!c.eml\nmail secret.zip!d.eml\n");
  EXPECT_EQ(unpack("infected.zip"), "mail infected.zip!b.eml\n");
}

TEST_F(Archives, SayWhatIsDamagedAndGoOn) {
  // The bytes are judged, and known not to be all.
  EXPECT_EQ(unpack("bad-checksum.zip"),
            "mail bad-checksum.zip!bad.eml of 103\n"
            "error bad-checksum.zip!bad.eml: damaged: ZIP bad CRC: 0x227c9891 "
            "should be 0x2f8755ed\n"
            "mail bad-checksum.zip!good.eml\n");
  EXPECT_EQ(unpack("truncated.tgz"),
            "error truncated.tgz: damaged: truncated gzip input\n");
  EXPECT_EQ(unpack("broken.zip"),
            "error broken.zip: damaged: it cannot be made out\n");
  EXPECT_EQ(unpack("empty.zip"), "error empty.zip: empty\n");
  EXPECT_EQ(unpack("empty.gz"), "error empty.gz: empty\n");
}

TEST_F(Archives, TakeNamesForNamesOnly) {
  const std::string name = "hostile-names.tar";
  EXPECT_EQ(unpack(name),
            "mail " + name + "!../../etc/passwd.eml\nmail " + name +
                "!/etc/cron.d/x.eml\nmail " + name +
                "!\x1b[2Jclear\u202etxt.eml\nmail " + name +
                "!new\nline.eml\nerror " + name +
                "!link.eml: a link in an archive, not followed\nerror " + name +
                "!hard.eml: a link in an archive, not followed\nerror " + name +
                "!fifo: neither a file nor a folder, not read\nmail " + name +
                "!after.eml\n");
  options_.limits.archive_name_bytes = 8;
  EXPECT_TRUE(unpack(name).starts_with("mail " + name + "!../../et\n"));
}

TEST_F(Archives, EndAtTheirLimits) {
  const std::string whole = "mail zeros.gz!zeros\n";
  EXPECT_EQ(unpack("zeros.gz"), whole);
  options_.limits.archive_free_bytes = 100'000;
  options_.limits.archive_ratio = 1'000;
  EXPECT_EQ(unpack("zeros.gz"), whole);
  options_.limits.archive_ratio = 500;
  const std::string dense =
      "more than 500 bytes for each packed one, the rest is unread\n";
  EXPECT_TRUE(unpack("zeros.gz").ends_with("error zeros.gz: " + dense));
  EXPECT_TRUE(unpack("zeros.gz").starts_with("mail zeros.gz!zeros of "));
  EXPECT_TRUE(piped(contents("zeros.gz")).text.ends_with("error -: " + dense));

  options_.limits = {};
  options_.limits.archive_bytes = 150'000;
  EXPECT_TRUE(
      unpack("zeros.gz")
          .ends_with("error zeros.gz: more than 150000 bytes unpacked, the "
                     "rest is unread\n"));
  options_.limits = {};
  options_.limits.archive_members = 2;
  EXPECT_TRUE(
      unpack("folder.zip")
          .ends_with("error folder.zip: more than 2 members, the rest is "
                     "unread\n"));
  // Unpacking an archive in an archive counts too.
  options_.limits = {};
  options_.limits.archive_bytes = 150;
  EXPECT_TRUE(
      unpack("nested.zip")
          .ends_with("error nested.zip: more than 150 bytes unpacked, the "
                     "rest is unread\n"));
}

TEST_F(Archives, CutLargeMembersAsFilesAre) {
  options_.limits.message_bytes = 100;
  EXPECT_EQ(unpack("zeros.gz"), "mail zeros.gz!zeros of 200016\n");
}

TEST_F(Archives, LeaveNoProcessBehind) {
  for (std::size_t most = 1; most < 8; ++most) {
    Notebook notebook(kArchives);
    notebook.stop_after = most;
    for_each_message({kArchives + "folder.zip", kArchives + "none"}, options_,
                     notebook);
    EXPECT_EQ(notebook.units, most);
  }
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
}

// The children of this process, as the kernel lists them.
pid_t only_child() {
  pid_t child = -1;
  std::ifstream("/proc/thread-self/children") >> child;
  return child;
}

TEST_F(Archives, CostThemselvesOnlyWhenTheirProcessDies) {
  std::string mailbox;
  const std::string body(100'000, 'x');
  for (int i = 0; i < 100; ++i)
    mailbox += kDated + "Subject: x\n\n" + body + "\n\n";
  file("in.mbox", mailbox);
  const std::string packed = "gzip -1 " + folder_ + "in.mbox";
  ASSERT_EQ(std::system(packed.c_str()), 0);
  Notebook notebook(folder_);
  notebook.then = [] {
    if (const pid_t child = only_child(); child > 0) kill(child, SIGKILL);
  };
  for_each_message({folder_ + "in.mbox.gz", kArchives + "b.eml.zst"}, options_,
                   notebook);
  EXPECT_NE(notebook.text.find("error in.mbox.gz: the process that unpacks it "
                               "was ended by signal 9\n"),
            std::string::npos);
  EXPECT_NE(notebook.text.find("b.eml.zst!b.eml\n"), std::string::npos);
}

TEST_F(Archives, AreGivenUpWhenTheirProcessStandsStill) {
  options_.limits.archive_silence_seconds = 1;
  file("in.mbox", kDated + "Subject: x\n\n" + std::string(10'000'000, 'x'));
  const std::string packed = "gzip -1 " + folder_ + "in.mbox";
  ASSERT_EQ(std::system(packed.c_str()), 0);
  std::atomic<bool> stopped = false;
  std::thread stopper([&, self = getpid()] {
    for (int i = 0; i < 10'000 && !stopped; ++i) {
      pid_t child = -1;
      for (const auto& task :
           fs::directory_iterator(fmt::format("/proc/{}/task", self))) {
        std::ifstream(task.path() / "children") >> child;
        if (child > 0 && kill(child, SIGSTOP) == 0) stopped = true;
      }
    }
  });
  const std::string text = read({"in.mbox.gz"});
  stopper.join();
  EXPECT_TRUE(stopped);
  EXPECT_TRUE(text.ends_with("error in.mbox.gz: unpacking it takes too long\n"))
      << text;
}

TEST(StartsTar, GoesByTheChecksum) {
  std::ifstream in(kArchives + "folder.tar", std::ios::binary);
  std::string head(512, '\0');
  in.read(head.data(), 512);
  EXPECT_TRUE(starts_tar(head));
  EXPECT_TRUE(starts_archive(head));
  EXPECT_FALSE(starts_tar(head.substr(0, 511)));
  head[0] ^= 1;
  EXPECT_FALSE(starts_tar(head));
  EXPECT_FALSE(starts_tar(std::string(512, '\0')));
}

}  // namespace
}  // namespace calspam
