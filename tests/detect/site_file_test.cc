// SPDX-License-Identifier: MIT
#include "detect/site_file.hh"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace calspam {
namespace {

// A folder for one test, with a site file and what it names.
class SiteFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "/site-" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
  }
  Result<Site> load(std::string_view text) {
    write("site.yaml", text);
    return load_site(folder_ + "/site.yaml");
  }
  // What is wrong, without the folder.
  std::string fault(std::string_view text) {
    const Result<Site> site = load(text);
    return site ? "" : site.error().text().substr(folder_.size() + 1);
  }

 private:
  std::string folder_;
};

TEST_F(SiteFile, IsReadWithItsLists) {
  write("book.txt", "# people\nann@a.example  # Ann\n\nb.example\n");
  write("ages.tsv", "a.example\t2020-01-02\n");
  const Result<Site> site = load(
      "domains: [corp.example]\n"
      "trusted: {networks: [192.0.2.0/24], authserv_ids: [MX.corp.example]}\n"
      "address_book: [c@c.example, {file: book.txt}]\n"
      "domain_ages: {file: ages.tsv}\n"
      "advisories:\n"
      "  - {name: one, date: 2026-01-02, phones: [\"+1 202 555 0101\"]}\n");
  ASSERT_TRUE(site) << site.error().text();
  EXPECT_TRUE(site->domains.has_host("corp.example"));
  EXPECT_EQ(site->authserv_ids.front(), "mx.corp.example");
  EXPECT_TRUE(site->address_book.has_address("ann@a.example"));
  EXPECT_TRUE(site->address_book.has_address("c@c.example"));
  EXPECT_EQ(site->domain_ages.registered("a.example"), 1'577'923'200);
  EXPECT_NE(site->advisory_on_phone("12025550101"), nullptr);
}

TEST_F(SiteFile, SaysWhereAbuseIsReported) {
  write("desks.tsv", "net.example\tabuse@net.example\n");
  const Result<Site> site = load(
      "abuse:\n  from: desk@corp.example\n"
      "  contacts: {a.example: fbl@a.example, 192.0.2.0/24: noc@b.example}\n");
  ASSERT_TRUE(site) << site.error().text();
  EXPECT_EQ(site->reports_from, "desk@corp.example");
  EXPECT_EQ(*site->abuse_contacts.of_host("x.a.example"), "fbl@a.example");
  EXPECT_EQ(*site->abuse_contacts.of_host("192.0.2.9"), "noc@b.example");
  const Result<Site> listed = load("abuse: {contacts: {file: desks.tsv}}\n");
  ASSERT_TRUE(listed) << listed.error().text();
  EXPECT_NE(listed->abuse_contacts.of_host("net.example"), nullptr);
  EXPECT_EQ(fault("abuse: {from: nobody}\n"),
            "site.yaml:1:15: \"nobody\" is no address");
  EXPECT_EQ(fault("abuse: {contacts: {a.example: nobody}}\n"),
            "site.yaml:1:20: \"nobody\" is no address");
}

TEST_F(SiteFile, FaultsNameTheirPlace) {
  EXPECT_EQ(fault("domains: [corp.example, \"a b\"]\n"),
            "site.yaml:1:25: \"a b\" is no domain");
  EXPECT_EQ(fault("trusted: {networks: [192.0.2.0/40]}\n"),
            "site.yaml:1:22: \"192.0.2.0/40\" is no network");
  EXPECT_EQ(fault("domain_ages: {a.example: soon}\n"),
            "site.yaml:1:15: \"soon\" is no date such as 2026-11-22");
  EXPECT_NE(fault("alow: []\n").find("did you mean \"allow\""),
            std::string::npos);
}

TEST_F(SiteFile, FaultsOfListsNameTheList) {
  write("book.txt", "ann@a.example\nnobody\n");
  EXPECT_EQ(fault("address_book: {file: book.txt}\n"),
            "book.txt:2:1: \"nobody\" is no address or domain");
  EXPECT_EQ(fault("block: {file: missing.txt}\n"),
            "missing.txt: is no regular file");
}

}  // namespace
}  // namespace calspam
