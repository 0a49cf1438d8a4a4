// SPDX-License-Identifier: MIT
#include "lint/mend.hh"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "lint/families.hh"
#include "lint_sample.hh"
#include "mail/input.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

fs::path testdata() {
  return fs::path(CALSPAM_SOURCE_DIR) / "testdata" / "lint";
}

std::vector<fs::path> samples() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(testdata())) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && !name.ends_with(".yaml") &&
        (name.starts_with("hit-") || name.starts_with("miss-")))
      files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

// A file's only message, as the command would hand it over.
class OneMessage : public InputSink {
 public:
  explicit OneMessage(const fs::path& file) : path_(file.string()) {
    for_each_message({path_}, {}, *this);
    raw.bytes = bytes_;
  }
  explicit OneMessage(std::string bytes) : bytes_(std::move(bytes)) {
    raw.bytes = bytes_;
    if (raw.bytes.starts_with("BEGIN:")) raw.kind = RawKind::Calendar;
  }
  OneMessage(const RawMessage& like, std::string bytes)
      : raw(like), bytes_(std::move(bytes)) {
    raw.bytes = bytes_;
    raw.full_size = bytes_.size();
  }
  bool message(const RawMessage& found) override {
    raw = found;
    bytes_ = found.bytes;
    return false;
  }
  bool error(const Error&) override {
    raw.origin.path = path_;
    bytes_ = file_bytes(path_);
    return false;
  }
  RawMessage raw;

 private:
  std::string path_, bytes_;
};

LintOptions options() {
  LintOptions options;
  options.layouts = all_layouts();
  return options;
}

LintReport linted(const RawMessage& raw) {
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {});
  return lint({subject}, options());
}

MendingResult mended(const RawMessage& raw, bool unsafe,
                     const LintOptions& how = options()) {
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {});
  const LintInput input{subject};
  return mend(input, how, unsafe);
}

bool has(const LintReport& report, std::string_view id) {
  return std::ranges::any_of(report.rows, [&](const LintRow& row) {
    return row.check->id == id && row.counts();
  });
}

std::string text(const LintReport& report) {
  std::string out;
  for (const LintRow& row : report.rows)
    out += std::string(row.check->id) + " " + row.message + "\n";
  return out;
}

// "ID/file": why it is not mended.
std::map<std::string, std::string> without_mending() {
  std::map<std::string, std::string> reasons;
  std::istringstream in(file_bytes(testdata() / "without_mending.txt"));
  for (std::string line; std::getline(in, line);)
    if (const std::size_t colon = line.find(": ");
        !line.empty() && line.front() != '#' && colon != line.npos)
      reasons[line.substr(0, colon)] = line.substr(colon + 2);
  return reasons;
}

class Mending : public testing::TestWithParam<fs::path> {};

TEST_P(Mending, TwiceChangesNothingMore) {
  const OneMessage message(GetParam());
  for (const bool unsafe : {false, true}) {
    const MendingResult once = mended(message.raw, unsafe);
    const OneMessage again(message.raw, once.bytes);
    const MendingResult twice = mended(again.raw, unsafe);
    EXPECT_EQ(once.bytes, twice.bytes) << GetParam() << text(twice.report);
    EXPECT_FALSE(twice.changed);
  }
}

TEST_P(Mending, NeverLeavesMoreErrors) {
  const OneMessage message(GetParam());
  const LintReport before = linted(message.raw);
  for (const bool unsafe : {false, true}) {
    const MendingResult result = mended(message.raw, unsafe);
    const OneMessage after(message.raw, result.bytes);
    const LintReport report = linted(after.raw);
    EXPECT_LE(report.count(LintLevel::Error), before.count(LintLevel::Error))
        << GetParam() << text(report);
    EXPECT_EQ(text(report), text(result.report));
  }
}

TEST_P(Mending, TakesAwayWhatCanBeMendedSafely) {
  const fs::path file = GetParam();
  const std::string id = file.parent_path().filename().string();
  const Check* check = find_check(id);
  ASSERT_NE(check, nullptr) << id;
  if (!file.filename().string().starts_with("hit-") ||
      check->mending != calspam::Mending::Safe)
    return;
  const OneMessage message(file);
  // Samples that only show with settings of their own are not looked at here.
  if (!has(linted(message.raw), id)) return;
  const bool excused =
      without_mending().contains(id + "/" + file.filename().string());
  const MendingResult result = mended(message.raw, false);
  EXPECT_EQ(has(result.report, id), excused) << file << text(result.report);
}

std::string name_of(const testing::TestParamInfo<fs::path>& info) {
  std::string name = info.param.parent_path().filename().string() + "_" +
                     info.param.filename().string();
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Samples, Mending, testing::ValuesIn(samples()),
                         name_of);

TEST(MendingExcuses, NameSamplesThatExist) {
  for (const auto& [sample, reason] : without_mending()) {
    EXPECT_TRUE(fs::exists(testdata() / sample)) << sample;
    EXPECT_FALSE(reason.empty()) << sample;
  }
}

constexpr std::string_view kHead =
    "From: Host <host@host.example>\r\nTo: guest@guests.example\r\n"
    "Subject: Lunch\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\n"
    "Message-ID: <1.2@host.example>\r\nAuto-Submitted: auto-generated\r\n";
constexpr std::string_view kCalendar =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Host//Plan 1.0//EN\r\n"
    "METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:5b1c7d52-lunch@host.example\r\n"
    "DTSTAMP:20261102T090000Z\r\nDTSTART:20261116T110000Z\r\n"
    "DTEND:20261116T120000Z\r\nSEQUENCE:0\r\nSUMMARY:Lunch\r\n"
    "ORGANIZER:mailto:host@host.example\r\n"
    "ATTENDEE;RSVP=TRUE:mailto:guest@guests.example\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n";

std::string mail(std::string_view extra_fields, std::string_view type) {
  return std::string(kHead) + std::string(extra_fields) +
         "Content-Type: text/calendar; " + std::string(type) + "\r\n\r\n" +
         std::string(kCalendar);
}

TEST(Mend, AddsWhatIsMissingAndKeepsTheRest) {
  const OneMessage message(mail("", "method=REQUEST; component=VEVENT"));
  const MendingResult result = mended(message.raw, false);
  EXPECT_TRUE(result.changed);
  EXPECT_NE(result.bytes.find("MIME-Version: 1.0\r\n"), std::string::npos);
  EXPECT_TRUE(result.bytes.ends_with(kCalendar));
  EXPECT_TRUE(result.bytes.starts_with(kHead));
}

TEST(Mend, LeavesWhatDkimCovers) {
  const OneMessage message(
      mail("DKIM-Signature: v=1; a=rsa-sha256; d=host.example; s=a;\r\n "
           "h=from:to:subject:mime-version:content-type; bh=AAAA; b=BBBB\r\n",
           "method=REQUEST"));
  const MendingResult result = mended(message.raw, true);
  EXPECT_FALSE(result.changed);
  EXPECT_EQ(result.bytes, message.raw.bytes);
  ASSERT_FALSE(result.kept.empty());
  EXPECT_EQ(result.kept.front().reason,
            "the place is covered by DKIM-Signature");
}

TEST(Mend, AddsAFieldThatDkimDoesNotList) {
  const OneMessage message(
      mail("DKIM-Signature: v=1; a=rsa-sha256; d=host.example; s=a;\r\n "
           "h=from:to:subject; bh=AAAA; b=BBBB\r\n",
           "method=REQUEST; charset=UTF-8"));
  const MendingResult result = mended(message.raw, false);
  EXPECT_NE(result.bytes.find("MIME-Version: 1.0\r\n"), std::string::npos);
  EXPECT_TRUE(result.bytes.ends_with(kCalendar));
}

TEST(Mend, LeavesASignedMultipart) {
  const std::string part =
      "Content-Type: text/calendar\r\n\r\n" + std::string(kCalendar);
  const OneMessage message(
      std::string(kHead) +
      "MIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary=b; "
      "protocol=\"application/pkcs7-signature\"; micalg=sha-256\r\n\r\n"
      "--b\r\n" +
      part +
      "\r\n--b\r\nContent-Type: application/pkcs7-signature\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n");
  const MendingResult result = mended(message.raw, true);
  EXPECT_NE(result.bytes.find(part), std::string::npos);
}

TEST(Mend, BringsAnInvitationIntoTheLayoutOfAppendixA) {
  const OneMessage message(
      mail("MIME-Version: 1.0\r\n", "method=REQUEST; charset=UTF-8"));
  // A layout that others use too is left alone but where it is asked for.
  EXPECT_EQ(mended(message.raw, true).bytes.find("multipart/"),
            std::string::npos);
  LintOptions strict = options();
  strict.layout_strict = true;
  const MendingResult result = mended(message.raw, true, strict);
  for (const char* id :
       {"A1-02", "A1-03", "A1-04", "A1-05", "A1-07", "A1-09", "A1-10", "A1-14"})
    EXPECT_FALSE(has(result.report, id)) << id << "\n" << result.bytes;
  EXPECT_NE(result.bytes.find("filename=\"invite.ics\""), std::string::npos);
}

// Each of these had a mending that left the same finding, to be mended again.
TEST(Mend, ComesToAnEnd) {
  const std::string calendar(kCalendar);
  const std::string head =
      std::string(kHead) + "MIME-Version: 1.0\r\nContent-Type: ";
  const std::string part_without_header =
      head + "multipart/mixed; boundary=m\r\n\r\n--m\r\n" + calendar +
      "Content-Type: text/calendar\r\n\r\n" + calendar + "--m--\r\n";
  const std::string property_in_group =
      head + "text/calendar; method=REQUEST\r\n\r\n" +
      std::string(kCalendar).insert(calendar.find("DTSTART"), "a.ITEM:x\r\n");
  for (const std::string& bytes : {part_without_header, property_in_group}) {
    const OneMessage message(bytes);
    const MendingResult once = mended(message.raw, true);
    for (const MendedFinding& kept : once.kept)
      EXPECT_EQ(kept.reason.find("an end"), std::string::npos)
          << kept.check->id << " " << kept.message << "\n"
          << bytes;
    const OneMessage again(message.raw, once.bytes);
    EXPECT_EQ(mended(again.raw, true).bytes, once.bytes);
  }
}

TEST(Mend, LeavesWhatDoesNotSettle) {
  const OneMessage message(mail("", "method=REQUEST"));
  ASSERT_TRUE(mended(message.raw, true).changed);
  LintOptions hasty = options();
  hasty.limits.mending_rounds = 1;
  const MendingResult result = mended(message.raw, true, hasty);
  EXPECT_FALSE(result.changed);
  EXPECT_EQ(result.bytes, message.raw.bytes);
  ASSERT_FALSE(result.kept.empty());
  EXPECT_EQ(result.kept.back().reason, "mending it does not come to an end");
  EXPECT_TRUE(has(result.report, result.kept.back().check->id));
}

TEST(Mend, DoesNotMendWhatIsIgnored) {
  const OneMessage message(mail("", "method=REQUEST; component=VEVENT"));
  LintOptions chosen = options();
  chosen.selection.ignore = {CheckPattern::known("MIME-01")};
  const MendingResult result = mended(message.raw, false, chosen);
  EXPECT_EQ(result.bytes.find("MIME-Version"), std::string::npos);
}

}  // namespace
}  // namespace calspam
