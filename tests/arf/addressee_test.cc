// SPDX-License-Identifier: MIT
#include "arf/addressee.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace calspam {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> addresses(const std::vector<Addressee>& list) {
  std::vector<std::string> out;
  for (const Addressee& one : list) out.push_back(one.address);
  return out;
}
std::vector<std::string> addresses(const std::vector<RefusedAddressee>& list) {
  std::vector<std::string> out;
  for (const RefusedAddressee& one : list) out.push_back(one.address);
  return out;
}

// A newsletter service's mail, signed and with a loop of its own.
AbuseCase loop_case() {
  AbuseCase incident;
  incident.from_domain = "news.shop.example";
  incident.service = "mailer";
  incident.cfbl_addresses = {"fbl@shop.example; report=arf"};
  incident.signatures = {
      {"shop.example", {"from", "subject", "cfbl-address"}, true}};
  return incident;
}

TEST(Addressees, TakeTheLoopOfASignedMail) {
  const Addressees told = addressees(loop_case(), {}, nullptr);
  ASSERT_THAT(addresses(told.used), ElementsAre("fbl@shop.example"));
  EXPECT_EQ(told.used[0].how, Addressee::How::Cfbl);
  EXPECT_FALSE(told.used[0].xarf);
}

TEST(Addressees, SeeThatALoopWantsXarf) {
  AbuseCase incident = loop_case();
  incident.cfbl_addresses = {"fbl@shop.example; report=XARF"};
  EXPECT_TRUE(addressees(incident, {}, nullptr).used.at(0).xarf);
}

TEST(Addressees, TakeEachLoopThereIs) {
  AbuseCase incident = loop_case();
  incident.cfbl_addresses.push_back("two@shop.example");
  EXPECT_THAT(addresses(addressees(incident, {}, nullptr).used),
              ElementsAre("fbl@shop.example", "two@shop.example"));
}

void expect_no_loop(const AbuseCase& incident, std::string_view why) {
  const Addressees told = addressees(incident, {}, nullptr);
  EXPECT_THAT(addresses(told.used), IsEmpty());
  ASSERT_FALSE(told.refused.empty());
  EXPECT_THAT(told.refused[0].why, HasSubstr(std::string(why)));
}

TEST(Addressees, RefuseALoopThatNoPassingSignatureCovers) {
  AbuseCase unverified = loop_case();
  unverified.signatures[0].passes = false;
  expect_no_loop(unverified, "no DKIM signature known to pass");
  AbuseCase uncovered = loop_case();
  uncovered.signatures[0].signed_fields = {"from"};
  expect_no_loop(uncovered, "no DKIM signature known to pass");
  AbuseCase other = loop_case();
  other.signatures[0].domain = "other.example";
  expect_no_loop(other, "no DKIM signature known to pass");
}

TEST(Addressees, RefuseALoopWhoseFeedbackIdIsNotCovered) {
  AbuseCase incident = loop_case();
  incident.has_cfbl_feedback_id = true;
  expect_no_loop(incident, "no DKIM signature known to pass");
  incident.signatures[0].signed_fields.push_back("cfbl-feedback-id");
  EXPECT_THAT(addresses(addressees(incident, {}, nullptr).used),
              ElementsAre("fbl@shop.example"));
}

TEST(Addressees, WantASecondSignatureOfAThirdParty) {
  AbuseCase incident = loop_case();
  incident.cfbl_addresses = {"fbl@service.example"};
  expect_no_loop(incident, "in another domain");
  incident.signatures.push_back({"service.example", {"cfbl-address"}, true});
  EXPECT_THAT(addresses(addressees(incident, {}, nullptr).used),
              ElementsAre("fbl@service.example"));
}

TEST(Addressees, RefuseALoopThatIsNoAddress) {
  for (const std::string value :
       {"", "nobody", "a@b.example, c@d.example", "a b@shop.example",
        "\"x\r\ny\"@shop.example", "@shop.example"}) {
    AbuseCase incident = loop_case();
    incident.cfbl_addresses = {value};
    EXPECT_THAT(addressees(incident, {}, nullptr).used, IsEmpty()) << value;
  }
}

TEST(Addressees, R1AddressNobodyWhoHasNotAsked) {
  AbuseCase incident = loop_case();
  incident.cfbl_addresses.clear();
  const Addressees told = addressees(incident, {}, nullptr);
  EXPECT_THAT(told.used, IsEmpty());
  EXPECT_THAT(addresses(told.proposals), ElementsAre("abuse@shop.example"));
  EXPECT_EQ(told.proposals[0].how, Addressee::How::Heuristic);
}

TEST(Addressees, TakeTheSiteFilesContacts) {
  Site site;
  ASSERT_TRUE(site.abuse_contacts.add("shop.example", "desk@shop.example"));
  ASSERT_TRUE(site.abuse_contacts.add("192.0.2.0/24", "noc@net.example"));
  ASSERT_TRUE(site.abuse_contacts.add("gmail.com", "gmail@desk.example"));
  AbuseCase incident = loop_case();
  incident.cfbl_addresses.clear();
  incident.source_ip = "192.0.2.7";
  incident.organizers = {"x@gmail.com"};
  const Addressees told = addressees(incident, {}, &site);
  EXPECT_THAT(addresses(told.used),
              ElementsAre("desk@shop.example", "noc@net.example",
                          "gmail@desk.example"));
  EXPECT_EQ(told.used[0].how, Addressee::How::Site);
}

TEST(Addressees, PutTheGivenFirst) {
  const Addressees told =
      addressees(loop_case(), {"desk@given.example"}, nullptr);
  EXPECT_THAT(addresses(told.used),
              ElementsAre("desk@given.example", "fbl@shop.example"));
}

TEST(Addressees, R10LeaveTheEnvelopeSenderWhereSpfDoesNotPass) {
  AbuseCase incident;
  incident.mail_from = "bounce@relay.example";
  EXPECT_THAT(addressees(incident, {}, nullptr).proposals, IsEmpty());
  incident.spf_passed = true;
  EXPECT_THAT(addresses(addressees(incident, {}, nullptr).proposals),
              ElementsAre("abuse@relay.example"));
}

TEST(Addressees, R12NeverTellTheAccused) {
  AbuseCase incident;
  incident.from_domain = "evil.example";
  incident.organizers = {"boss@sub.evil.example"};
  incident.reply_to = {"reply@bad.example"};
  incident.signatures = {{"mail.evil.example", {}, true},
                         {"bad.example", {}, true}};
  incident.contacts = {{"X-Report-Abuse-To", "abuse@evil.example"},
                       {"X-Complaints-To", "abuse@elsewhere.example"}};
  const Addressees told = addressees(incident, {}, nullptr);
  EXPECT_THAT(told.used, IsEmpty());
  EXPECT_THAT(told.proposals, IsEmpty());
  EXPECT_THAT(addresses(told.refused), Contains("abuse@evil.example"));
}

TEST(Addressees, KnowThatALargeProviderIsNotItsUsers) {
  AbuseCase incident;
  incident.from_domain = "gmail.com";
  incident.organizers = {"spammer@gmail.com"};
  EXPECT_THAT(addresses(addressees(incident, {}, nullptr).proposals),
              ElementsAre("abuse@gmail.com"));
  EXPECT_TRUE(is_large_provider("GMAIL.com"));
  EXPECT_FALSE(is_large_provider("notgmail.com"));
}

// CC/R 18003 5.3 d.
TEST(Addressees, ProposeThoseDownstreamOfAnAccountHere) {
  Site site;
  site.domains.add("here.example");
  site.abuse_contacts.add("there.example", "desk@there.example");
  AbuseCase incident;
  incident.from_domain = "here.example";
  incident.organizers = {"taken.over@here.example"};
  incident.recipient_domains = {"here.example", "there.example",
                                "mail.other.example"};
  const Addressees told = addressees(incident, {}, &site);
  EXPECT_THAT(told.used, IsEmpty());
  EXPECT_THAT(addresses(told.proposals),
              ElementsAre("desk@there.example", "abuse@other.example"));
  incident.from_domain = "elsewhere.example";
  incident.organizers.clear();
  EXPECT_THAT(addressees(incident, {}, &site).proposals, IsEmpty());
}

TEST(Addressees, BelieveNoContactWhoseDomainDidNotSign) {
  AbuseCase incident;
  incident.signatures = {{"mailer.example", {}, false}};
  incident.contacts = {{"X-Report-Abuse-To", "abuse@mailer.example"},
                       {"X-Report-Abuse", "https://mailer.example/report"},
                       {"X-CSA-Complaints", "victim@bystander.example"}};
  const Addressees told = addressees(incident, {}, nullptr);
  EXPECT_THAT(addresses(told.proposals), ElementsAre("abuse@mailer.example"));
  EXPECT_THAT(addresses(told.refused), Contains("victim@bystander.example"));
}

}  // namespace
}  // namespace calspam
