// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <chrono>

#include "mail/inputs_fixture.hh"

namespace calspam {
namespace {

std::string read_testdata(const std::string& name) {
  Notebook notebook(kData);
  for_each_message({kData + name}, {}, notebook);
  return notebook.text;
}

// -- the formats -------------------------------------------------------------

TEST_F(Inputs, ReadMessages) {
  EXPECT_EQ(read_testdata("message"),
            "mail message/crlf.eml\n"
            "mail message/first-line-folded.eml\n"
            "mail message/from-line.eml#1 at 0\n"
            "mail message/lf.eml\n"
            "mail message/mixed.eml\n"
            "mail message/no-name-says-it\n"
            "mail message/quoted-from-line.eml\n"
            "mail message/uncommon-first-field.ics\n");
}

TEST_F(Inputs, ReadMailboxes) {
  EXPECT_EQ(read_testdata("mbox"),
            "mail mbox/content-length.mbox#1 at 0\n"
            "mail mbox/content-length.mbox#2 at 373\n"
            "mail mbox/crlf.mbox#1 at 0\n"
            "mail mbox/crlf.mbox#2 at 362\n"
            "mail mbox/no-dates.txt#1 at 0\n"
            "mail mbox/no-dates.txt#2 at 325\n"
            "mail mbox/three.mbox#1 at 0\n"
            "mail mbox/three.mbox#2 at 381\n"
            "mail mbox/three.mbox#3 at 808\n");
}

TEST_F(Inputs, ReadMaildirsButNotWhatIsBeingDelivered) {
  EXPECT_EQ(read_testdata("maildir"),
            "mail maildir/.Archive/cur/1704187229.M1P1.mx.example.net:2,S\n"
            "mail maildir/.Archive/new/1704187228.M1P1.mx.example.net\n"
            "mail maildir/cur/1704187230.M1P1.mx.example.net:2,S\n"
            "mail maildir/cur/1704187231.M1P1.mx.example.net:2,\n"
            "mail maildir/new/1704187232.M1P1.mx.example.net\n");
}

TEST_F(Inputs, ReadFoldersInByteOrderAndNameWhatTheyCannotRead) {
  EXPECT_EQ(read_testdata("folder"),
            "mail folder/.hidden.eml\n"
            "calendar folder/B.ics\n"
            "mail folder/a/deep/er/mail\n"
            "mail folder/b.eml\n"
            "error folder/empty.eml: empty\n"
            "error folder/notes.txt: " +
                kNotMail +
                "\n"
                "error folder/pixel.gif: " +
                kNotMail + "\n");
}

TEST_F(Inputs, ReadCalendarsInEveryDisguise) {
  std::string expected;
  for (const char* name : {"bare-cr", "bom-and-blank-lines", "crlf",
                           "event-alone", "folded-begin", "junk-before"}) {
    expected += fmt::format("calendar calendar/{}.ics\n", name);
  }
  expected += "calendar calendar/lf.eml\n";
  for (const char* name :
       {"lower-case", "nul-bytes", "utf-16be-without-mark", "utf-16le"}) {
    expected += fmt::format("calendar calendar/{}.ics\n", name);
  }
  EXPECT_EQ(read_testdata("calendar"), expected);
}

TEST_F(Inputs, HaveTheirNamesInOneTable) {
  std::string names;
  for (const InputFormatName& format : input_formats()) {
    names += std::string(format.name) + " ";
    EXPECT_TRUE(fs::is_directory(kData + std::string(format.name)));
    EXPECT_FALSE(format.summary.empty());
  }
  EXPECT_EQ(names, "maildir folder archive calendar mbox message ");
}

TEST_F(Inputs, AreRecognisedByContent) {
  EXPECT_EQ(recognised("Subject: hi\n\nho\n"), "mail x\n");
  EXPECT_EQ(recognised("subject : hi"), "mail x\n");
  EXPECT_EQ(recognised("Received: x\rSubject: y\r\rbody"), "mail x\n");
  EXPECT_EQ(recognised("\n\nReceived: x\n\n"), "mail x\n");
  EXPECT_EQ(recognised("\xEF\xBB\xBFTo: a\nDate: b\n\n"), "mail x\n");
  EXPECT_EQ(recognised("From: a\nno empty line\nbefore\nthe\nbody\n"),
            "mail x\n");
  EXPECT_EQ(recognised("Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n"),
            "mail x\n");
  EXPECT_EQ(recognised("From ann\nSubject: x\n\n"), "mail x#1 at 0\n");
  EXPECT_EQ(recognised("\r\n\r\n" + kDated), "mail x#1 at 4\n");
  EXPECT_EQ(recognised("  begin : vcalendar"), "calendar x\n");
  EXPECT_EQ(recognised("X-WR-CALNAME:a\nX-WR-CALDESC:b\nBEGIN:VEVENT\n"),
            "calendar x\n");
}

TEST_F(Inputs, NameWhatIsNothingWeKnow) {
  const std::string unknown = "error x: " + kNotMail + "\n";
  EXPECT_EQ(recognised("hello\n"), unknown);
  EXPECT_EQ(recognised("\n\n"), unknown);
  EXPECT_EQ(recognised("Date: 2024-01-02\n"), unknown);
  EXPECT_EQ(recognised("https://example.com/\n"), unknown);
  EXPECT_EQ(recognised("From me to you\nwith love\n"), unknown);
  EXPECT_EQ(recognised("From the desk of Ann\nNote: lunch\n"), unknown);
  EXPECT_EQ(recognised("std::string BEGIN:VCALENDAR"), unknown);
  EXPECT_EQ(recognised(std::string(100'000, '\0')), unknown);
  EXPECT_EQ(recognised(""), "error x: empty\n");
}

TEST_F(Inputs, GiveAMailboxTheBytesOfItsFiles) {
  Notebook files;
  for_each_message({kData + "maildir/cur", kData + "message/crlf.eml"}, {},
                   files);
  std::string mailbox;
  for (const std::string& bytes : files.bytes) mailbox += kDated + bytes + "\n";
  file("all.mbox", mailbox);
  Notebook box;
  for_each_message({folder_ + "all.mbox"}, {}, box);
  ASSERT_EQ(box.bytes.size(), files.bytes.size());
  for (std::size_t i = 0; i < box.bytes.size(); ++i) {
    EXPECT_EQ(box.bytes[i], kDated + files.bytes[i]);
  }
}

// -- limits ------------------------------------------------------------------

TEST_F(Inputs, CutWhatIsTooLargeAndSayHowLargeItIs) {
  options_.limits.message_bytes = 100;
  const std::string large =
      kDated + "A: b\n\n" + std::string(5'000, 'x') + "\n";
  const std::string small = kDated + "C: d\n\ny\n";
  file("box", large + "\n" + small + "\n" + large + "\n");
  file("mail", "Subject: x\n\n" + std::string(1'000, 'y'));
  file("exact", "Subject: x\n\n" + std::string(88, 'y'));
  file("calendar", "BEGIN:VCALENDAR\n" + std::string(1'000, 'y'));
  const std::string expected =
      "mail box#1 at 0 of 5053\nmail box#2 at 5054\nmail box#3 at 5109 of "
      "5053\nmail mail of 1012\nmail exact\ncalendar calendar of 1016\n";
  for (const std::size_t window : {1u, 7u, 64u, 1u << 20}) {
    options_.window_bytes = window;
    options_.head_bytes = 60;
    EXPECT_EQ(read({"box", "mail", "exact", "calendar"}), expected) << window;
  }
  const Notebook stream = piped("Subject: x\n\n" + std::string(500'000, 'y'));
  EXPECT_EQ(stream.text, "mail -: 100 of 500012\n");
  EXPECT_EQ(piped(large).bytes[0], large.substr(0, 100));
}

// Peak memory in KiB, from now on.
void forget_peak_memory() {
  std::ofstream("/proc/self/clear_refs") << "5";
}
std::size_t memory(std::string_view name) {
  std::ifstream status("/proc/self/status");
  std::string word;
  std::size_t value = 0;
  while (status >> word) {
    if (word == name) status >> value;
  }
  return value;
}

// Counts, and keeps nothing.
struct Counter : InputSink {
  bool message(const RawMessage& message) override {
    ++messages;
    bytes += message.bytes.size();
    return true;
  }
  bool error(const Error&) override { return ++errors > 0; }
  std::size_t messages = 0, errors = 0;
  std::uint64_t bytes = 0;
};

TEST_F(Inputs, TakeTheMemoryOfAMessageNotOfTheMailbox) {
  constexpr int kMessages = 2'000;
  std::string message = kDated + "Subject: x\n\n";
  while (message.size() < 100'000) message += std::string(75, 'x') + "\n";
  message += "\n";
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  std::thread writer([&] {
    for (int i = 0; i < kMessages; ++i) {
      for (std::size_t at = 0; at < message.size();) {
        const auto count =
            write(ends[1], message.data() + at, message.size() - at);
        if (count <= 0) return;
        at += static_cast<std::size_t>(count);
      }
    }
    close(ends[1]);
  });
  options_.standard_input = ends[0];
  forget_peak_memory();
  const std::size_t before = memory("VmRSS:");
  Counter counter;
  for_each_message({"-"}, options_, counter);
  const std::size_t after = memory("VmHWM:");
  writer.join();
  close(ends[0]);
  EXPECT_EQ(counter.messages, 2'000u);
  EXPECT_EQ(counter.bytes, kMessages * (message.size() - 1));  // 200 MB
  EXPECT_LT(after, before + 16 * 1024);
}

TEST_F(Inputs, TakeLinearTime) {
  const auto start = std::chrono::steady_clock::now();
  std::string many = kDated;
  for (int i = 0; i < 300'000; ++i) many += "\nFrom \n";
  file("from", many);
  many = kDated;
  for (int i = 0; i < 1'000'000; ++i) many += "a\n";
  file("short", many);
  file("long", kDated + "Subject: " + std::string(20'000'000, 'x'));
  file("blank", std::string(5'000'000, '\n'));
  many = kDated;
  for (int i = 0; i < 1'000; ++i) many += "\nFrom " + std::string(5'000, ' ');
  file("wide", many);
  options_.window_bytes = 4'096;
  EXPECT_EQ(read({"from", "short", "long", "blank", "wide"}),
            "mail from#1 at 0\nmail short#1 at 0\nmail long#1 at 0\n"
            "error blank: " +
                kNotMail + "\nmail wide#1 at 0\n");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::minutes(1));
}

TEST_F(Inputs, FindEveryOneOfManyMessages) {
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += kDated + "\n";
  file("many", many);
  Counter counter;
  for_each_message({folder_ + "many"}, options_, counter);
  EXPECT_EQ(counter.messages, 100'000u);
}

// -- the world ---------------------------------------------------------------

TEST_F(Inputs, NameWhatCannotBeOpened) {
  file("a.eml", "Subject: x\n\n");
  ASSERT_EQ(mkfifo((folder_ + "fifo").c_str(), 0600), 0);
  fs::create_symlink("a.eml", folder_ + "link");
  fs::create_symlink("nowhere", folder_ + "dangling");
  const int sock = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  (folder_ + "sock").copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(bind(sock, reinterpret_cast<sockaddr*>(&address), sizeof address),
            0);
  EXPECT_EQ(read({""}),
            "mail a.eml\n"
            "error dangling: a symbolic link in a folder, not followed\n"
            "error fifo: a named pipe, not read; - < PIPE reads it\n"
            "error link: a symbolic link in a folder, not followed\n"
            "error sock: a socket, not read\n");
  EXPECT_EQ(read({"link", "dangling", "a.eml/b", "none"}),
            "mail link\nerror dangling: no such file or directory\n"
            "error a.eml/b: not a directory\n"
            "error none: no such file or directory\n");
  close(sock);
  Notebook device;
  for_each_message({"/dev/null", ""}, options_, device);
  EXPECT_EQ(device.text,
            "error /dev/null: a device, not read\n"
            "error : no such file or directory\n");
}

TEST_F(Inputs, NameAFolderInWhichIsNothing) {
  fs::create_directories(folder_ + "empty/below");
  EXPECT_EQ(read({"empty"}),
            "error empty: empty: there is nothing in it to read\n");
}

TEST_F(Inputs, ReadFoldersOfAnyDepth) {
  std::string path = "d";
  for (int i = 0; i < 200; ++i) path += "/d";
  file(path + "/x.eml", "Subject: x\n\n");
  EXPECT_EQ(read({"d"}), "mail " + path + "/x.eml\n");
  EXPECT_EQ(read({"d/"}), "mail " + path + "/x.eml\n");
}

TEST_F(Inputs, ReadStandardInput) {
  EXPECT_EQ(piped("Subject: x\n\n").text, "mail -: 12\n");
  EXPECT_EQ(piped(kDated + "\n" + kDated).text,
            "mail -#1 at 0: 46\nmail -#2 at 47: 46\n");
  EXPECT_EQ(piped("BEGIN:VCALENDAR\n").text, "calendar -: 16\n");
  EXPECT_EQ(piped("").text, "error -: empty\n");
  EXPECT_EQ(piped("hello").text, "error -: " + kNotMail + "\n");
  options_.standard_input = open(folder_.c_str(), O_RDONLY | O_CLOEXEC);
  EXPECT_EQ(read({"-"}), "error -: is a directory\n");
  close(options_.standard_input);
  options_.standard_input = -1;
  EXPECT_EQ(read({"-"}), "error -: bad file descriptor\n");
}

TEST_F(Inputs, ReadThePathsOfAList) {
  const std::string a = file("a.eml", "Subject: x\n\n");
  const std::string b = file("odd\nname.eml", "Subject: y\n\n");
  options_.lists = {file("list", a + "\n\n" + folder_ + "none\n" + a)};
  EXPECT_EQ(read({"a.eml"}),
            "mail a.eml\nmail a.eml\nerror none: no such file or directory\n"
            "mail a.eml\n");
  options_.lists = {file("list", a + '\0' + b + '\0')};
  options_.lists_have_nul = true;
  EXPECT_EQ(read({}), "mail a.eml\nmail odd\nname.eml\n");
  options_.lists = {folder_ + "no-list", file("list", ""),
                    file("long", std::string(100'000, 'x'))};
  EXPECT_EQ(read({}),
            "error no-list: no such file or directory\nerror list: empty\n"
            "error long: a line is no path: it is too long\n");
}

TEST_F(Inputs, StopWhenTheSinkHasEnough) {
  file("box", kDated + "\n" + kDated + "\n" + kDated);
  for (std::size_t most = 1; most < 5; ++most) {
    Notebook notebook(folder_);
    notebook.stop_after = most;
    for_each_message({folder_ + "none", folder_ + "box", folder_ + "none"},
                     options_, notebook);
    EXPECT_EQ(notebook.units, most);
  }
}

TEST_F(Inputs, SurviveAFileThatChanges) {
  const std::string path = file("box", kDated + "\n" + kDated + "\n" + kDated);
  options_.window_bytes = options_.head_bytes = 60;
  Notebook cut_short(folder_);
  cut_short.then = [&] { fs::resize_file(path, 70); };
  for_each_message({path}, options_, cut_short);
  EXPECT_TRUE(cut_short.text.ends_with(
      "error box: became shorter while it was read\n"));

  file("box", kDated + "\n" + kDated);
  Notebook grown(folder_);
  grown.then = [&] {
    std::ofstream(path, std::ios::app) << "\n" << kDated << "\n" << kDated;
  };
  for_each_message({path}, options_, grown);
  EXPECT_EQ(grown.text,
            "mail box#1 at 0\nmail box#2 at 47\n"
            "error box: grew while it was read: the rest is unread\n");
}

}  // namespace
}  // namespace calspam
