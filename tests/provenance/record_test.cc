// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "provenance/provenance.hh"
#include "provenance/traced.hh"

namespace calspam {
namespace {

// A mail that mx.google.com took from sender.example.
std::string to_google(std::string_view above, std::string_view below) {
  return fmt::format("{}{}{}", above,
                     hop("mx.sender.example (mx.sender.example. [192.0.2.7])",
                         "mx.google.com", 2, "ESMTPS"),
                     below);
}

std::string google_fields(std::string_view more = "") {
  return fmt::format(
      "Return-Path: <ann@sender.example>\r\n"
      "Authentication-Results: mx.example.com; dkim=pass "
      "header.d=google.com; spf=pass smtp.mailfrom=sender.example; "
      "dmarc=none header.from=sender.example\r\n"
      "{}"
      "DKIM-Signature: v=1; a=rsa-sha256; d=google.com; s=1; h=from; bh=; "
      "b=\r\n"
      "DKIM-Signature: v=1; a=rsa-sha256; "
      "d=sender-example.20230601.gappssmtp.com; s=1; h=from; bh=; b=\r\n{}"
      "Sender: Google Calendar <calendar-notification@google.com>\r\n"
      "Reply-To: Ann <ann@sender.example>\r\n"
      "From: Ann <ann@sender.example>\r\nTo: bob@example.com\r\n"
      "Subject: Lunch\r\nMessage-ID: "
      "<calendar-919108f7-52d1-4320-9bac-f847db4148a8@google.com>\r\n"
      "Date: Mon, 2 Nov 2026 10:00:00 +0000\r\n",
      hop("mail-x.google.com (mail-x.google.com [192.0.2.41])",
          "mx.example.com", 1),
      more);
}

std::string google_event(std::string_view more = "") {
  return fmt::format(
      "UID:0bq5kq3hc7rhb1v4r2v1q5m2n3@google.com\r\n"
      "DTSTAMP:20261102T095958Z\r\nCREATED:20261102T095955Z\r\n"
      "LAST-MODIFIED:20261102T095958Z\r\nSEQUENCE:0\r\n"
      "ORGANIZER;CN=Ann:mailto:ann@sender.example\r\n"
      "ATTENDEE;X-NUM-GUESTS=0:mailto:bob@example.com\r\nSUMMARY:Lunch\r\n{}",
      more);
}

constexpr std::string_view kGoogle =
    "-//Google Inc//Google Calendar 70.9054//EN";
constexpr std::string_view kExchange = "Microsoft Exchange Server 2010";

// -- what receivers recorded -------------------------------------------------

TEST(Recorded, IsBelievedWhereOurSideWroteIt) {
  const Traced traced(mail(to_google(
      "Authentication-Results: mx.google.com; spf=pass (google.com: domain of "
      "a@sender.example designates 192.0.2.7 as permitted sender) "
      "smtp.mailfrom=a@sender.example; dkim=pass header.i=@sender.example; "
      "dmarc=pass header.from=sender.example\r\n",
      "")));
  const RecordedAuthentication& recorded = traced.record.recorded;
  EXPECT_EQ(recorded.spf, "pass");
  EXPECT_EQ(recorded.spf_domain, "sender.example");
  EXPECT_EQ(recorded.dkim, "pass");
  EXPECT_EQ(recorded.dkim_domains, std::vector<std::string>{"sender.example"});
  EXPECT_EQ(recorded.dmarc, "pass");
}

TEST(Recorded, OfTheSenderIsNot) {
  const Traced traced(mail(to_google(
      "", hop("pc ([10.0.0.1])", "mx.sender.example") +
              "Authentication-Results: mx.google.com; spf=pass; dkim=pass\r\n"
              "Authentication-Results: mx.sender.example; spf=pass\r\n")));
  EXPECT_EQ(traced.record.recorded.spf, "unknown");
  EXPECT_EQ(traced.record.recorded.dkim, "unknown");
  EXPECT_EQ(traced.record.recorded.fields.size(), 2u);
  EXPECT_FALSE(traced.record.recorded.fields[0].trusted);
  EXPECT_EQ(traced.finding("results-forged"),
            "\"mx.google.com\" below the border: the sender's word");
}

TEST(Recorded, CountsWhatIsNotTold) {
  std::string methods, properties;
  for (int i = 0; i < 60; ++i) {
    methods += fmt::format("; x-test-{}=pass", i);
    properties += fmt::format("X-TEST-{}:1\r\n", i);
  }
  const Traced traced(
      mail("Authentication-Results: mx.example.com" + methods + "\r\n"));
  const RecordedResults& results = traced.record.recorded.fields.at(0);
  EXPECT_EQ(results.field.methods.size(), 50u);
  EXPECT_EQ(results.method_count, 60u);
  const Traced event("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n" +
                         properties + "END:VEVENT\r\nEND:VCALENDAR\r\n",
                     nullptr, RawKind::Calendar);
  EXPECT_EQ(event.record.objects.at(0).extensions.size(), 50u);
  EXPECT_EQ(event.record.objects.at(0).extension_count, 60u);
}

// The sender can put a field right below the border's line; when our side's
// own stands above it, the lower one is no word of ours.
TEST(Recorded, TheTopmostOfOurNameCounts) {
  const std::string beside =
      "Authentication-Results: mx.google.com; spf=pass; dkim=pass\r\n";
  EXPECT_EQ(Traced(mail(to_google("", beside))).record.recorded.spf, "pass");
  const Traced both(mail(to_google(
      "Authentication-Results: mx.google.com; spf=fail\r\n", beside)));
  EXPECT_EQ(both.record.recorded.spf, "fail");
  EXPECT_EQ(both.record.recorded.dkim, "unknown");
  EXPECT_NE(both.finding("results-forged"), "");
}

TEST(Recorded, ExchangeNamesNobody) {
  const std::string border = hop("mx.sender.example (192.0.2.7)",
                                 "DB5.mail.protection.outlook.com (10.152.4.1)",
                                 1, "Microsoft SMTP Server");
  const std::string results =
      "Authentication-Results: spf=pass (sender IP is 192.0.2.7) "
      "smtp.mailfrom=sender.example; dkim=timeout (key query timeout) "
      "header.d=sender.example;dmarc=bestguesspass action=none "
      "header.from=sender.example;compauth=pass reason=109;\r\n";
  const Traced traced(mail(results + border));
  ASSERT_EQ(traced.record.recorded.fields.size(), 1u);
  const RecordedResults& field = traced.record.recorded.fields[0];
  EXPECT_TRUE(field.trusted);
  EXPECT_FALSE(field.field.conformant);
  EXPECT_EQ(field.field.authserv_id, "");
  EXPECT_EQ(field.field.methods.size(), 4u);
  EXPECT_EQ(field.field.methods[0].comment, "sender IP is 192.0.2.7");
  EXPECT_EQ(traced.record.recorded.dmarc, "bestguesspass");
  // Another tenant's own, which came along.
  EXPECT_FALSE(
      Traced(mail(border + results)).record.recorded.fields[0].trusted);
}

TEST(Recorded, ICloudWritesAFieldForEachMethod) {
  const Traced traced(
      mail("Authentication-Results: bimi.icloud.com; bimi=none\r\n"
           "Authentication-Results: spf.icloud.com; spf=pass "
           "smtp.mailfrom=a@sender.example\r\n"
           "Authentication-Results: dmarc.icloud.com; dmarc=pass "
           "header.from=sender.example\r\n" +
           hop("a.sender.example (a.sender.example [192.0.2.7])",
               "p00-icloudmta-smtpin-us-east-1a-1 (Postfix)", 1, "ESMTPS")));
  EXPECT_EQ(traced.record.path.border.provider, "icloud");
  EXPECT_EQ(traced.record.recorded.spf, "pass");
  EXPECT_EQ(traced.record.recorded.dmarc, "pass");
}

// -- the object's own trail --------------------------------------------------

TEST(CalendarObject, KeepsItsFieldsAndClocks) {
  const Traced traced(invite(google_fields(), google_event(), kGoogle));
  ASSERT_EQ(traced.record.objects.size(), 1u);
  const CalendarObject& object = traced.record.objects[0];
  EXPECT_EQ(object.method, "REQUEST");
  EXPECT_EQ(object.prodid, kGoogle);
  EXPECT_EQ(object.organizer, "ann@sender.example");
  EXPECT_EQ(object.attendees, std::vector<std::string>{"bob@example.com"});
  ASSERT_EQ(object.extensions.size(), 1u);
  EXPECT_EQ(object.extensions[0].first, "ATTENDEE;X-NUM-GUESTS");
  ASSERT_EQ(object.clocks.size(), 3u);
  EXPECT_EQ(object.clocks[1].source, "CREATED");
  EXPECT_EQ(object.clocks[1].before_mail, 5);
  EXPECT_EQ(traced.finding("created-just-before"),
            "CREATED 5 seconds before Date");
}

// Three clocks of a first invitation, each days from the others: the object
// was copied from another (the creation time is that of 14 Nov 2023).
TEST(CalendarObject, ACopiedTemplateHasClocksThatDisagree) {
  const std::string uid =
      "UID:040000008200E00074C5B7101A82E00800000000"
      "00406D35 2D17DA01"
      "000000000000000010000000"
      "00112233445566778899AABBCCDDEEFF\r\n";
  std::string line;
  for (char c : uid)
    if (c != ' ') line += c;
  const auto event = [&](std::string_view stamp, std::string_view more = "") {
    return fmt::format(
        "{}DTSTAMP:{}\r\n{}ORGANIZER:mailto:ann@sender.example"
        "\r\n",
        line, stamp, more);
  };
  const std::string head = google_fields();
  const Traced copied(invite(head, event("20240201T000000Z"), kExchange));
  EXPECT_TRUE(copied.record.objects[0].has_exchange);
  EXPECT_NE(copied.finding("clocks-disagree"), "");
  EXPECT_NE(copied.finding("stamp-stale"), "");
  // An update of an old event is honest.
  const Traced update(
      invite(head, event("20261102T095958Z", "SEQUENCE:3\r\n"), kExchange));
  EXPECT_EQ(update.finding("clocks-disagree"), "");
  EXPECT_EQ(update.finding("stamp-stale"), "");
}

TEST(CalendarObject, ASequenceMayBeAClock) {
  const Traced zoom(invite(google_fields(),
                           "UID:1@zoom.us\r\nDTSTAMP:"
                           "20261102T095958Z\r\n"
                           "SEQUENCE:1793613598\r\n"));
  EXPECT_EQ(zoom.record.objects[0].clocks[1].kind, "unix-time");
  EXPECT_EQ(zoom.finding("sequence-high"), "");
  const Traced resent(invite(google_fields(),
                             "UID:1@a.example\r\nDTSTAMP:"
                             "20261102T095958Z\r\n"
                             "SEQUENCE:2296\r\n"));
  EXPECT_EQ(resent.finding("sequence-high"), "SEQUENCE 2296");
}

std::string hash_of(std::string_view event, bool campaign) {
  const Traced traced(invite(google_fields(), event));
  const CalendarObject& object = traced.record.objects.at(0);
  return campaign ? object.campaign_sha256 : object.event_sha256;
}

TEST(CalendarObject, HashesTellCopiesAndCampaigns) {
  const std::string_view one =
      "UID:1@a\r\nDTSTAMP:20261102T095958Z\r\nSUMMARY;LANGUAGE=en;X-A=1:Pay\r\n"
      "ATTENDEE:mailto:bob@example.com\r\n"
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\n";
  // Order, folds, case of names and order of parameters do not count.
  const std::string_view same =
      "summary;x-a=1;LANGUAGE=en:Pa\r\n y\r\nDTSTAMP:20261102T095958Z\r\n"
      "ATTENDEE:mailto:bob@example.com\r\nUID:1@a\r\n"
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\n";
  const std::string_view victim =
      "UID:2@a\r\nDTSTAMP:20261103T095958Z\r\nSEQUENCE:7\r\n"
      "SUMMARY;LANGUAGE=en;X-A=1:Pay\r\nATTENDEE:mailto:eve@example.com\r\n"
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\n";
  const std::string_view other =
      "UID:2@a\r\nDTSTAMP:20261103T095958Z\r\nSUMMARY:Lunch\r\n"
      "BEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM\r\n";
  EXPECT_EQ(hash_of(one, false), hash_of(same, false));
  EXPECT_NE(hash_of(one, false), hash_of(victim, false));
  EXPECT_EQ(hash_of(one, true), hash_of(victim, true));
  EXPECT_NE(hash_of(one, true), hash_of(other, true));
}

// -- platform, account, alignment --------------------------------------------

TEST(Platform, OfAGoogleInvitation) {
  const Traced traced(invite(google_fields(), google_event(), kGoogle));
  const Platform& platform = traced.record.platform;
  EXPECT_EQ(platform.name, "google");
  EXPECT_FALSE(platform.contradicted);
  EXPECT_EQ(platform.tenant, "sender.example");
  EXPECT_TRUE(platform.tenant_exact);
  EXPECT_EQ(platform.account, "ann@sender.example");
  EXPECT_EQ(platform.account_confidence, Confidence::High);
  EXPECT_EQ(traced.finding("platform-hop-missing"), "");
  EXPECT_EQ(traced.finding("organizer-not-aligned"), "");
}

TEST(Platform, ThatIsOnlyClaimedLeavesItsHopsOut) {
  const std::string fields = mail(
      hop("a.sender.example (a.sender.example [192.0.2.7])", "mx.example.com"));
  const std::string head = fields.substr(0, fields.find("\r\n\r\n") + 2);
  const Traced traced(
      invite(head,
             "UID:1@sender.example\r\nDTSTAMP:20261102T095958Z\r\n"
             "ORGANIZER:mailto:ann@sender.example\r\n",
             kExchange));
  EXPECT_EQ(traced.record.platform.name, "microsoft");
  EXPECT_NE(traced.finding("platform-hop-missing"), "");
  EXPECT_NE(traced.record.insertion.explain.find("in the name of Microsoft"),
            std::string::npos);
}

TEST(Platform, ContradictionsAreTold) {
  const Traced traced(invite(google_fields(), google_event(), kExchange));
  EXPECT_TRUE(traced.record.platform.contradicted);
  EXPECT_EQ(traced.finding("platform-contradicted"),
            "prodid \"Microsoft Exchange Server 2010\" says microsoft, uid "
            "\"0bq5kq3hc7rhb1v4r2v1q5m2n3@google.com\" says google");
  // Who answers keeps the organizer's UID.
  const std::string fields = mail(
      hop("a.sender.example (a.sender.example [192.0.2.7])", "mx.example.com"));
  const Traced reply(invite(fields.substr(0, fields.find("\r\n\r\n") + 2),
                            google_event(), kExchange, "REPLY"));
  EXPECT_FALSE(reply.record.platform.contradicted);
}

TEST(Platform, GoogleBounceTellsTheRecipient) {
  // "ann@sender.example" and "bob@example.com", turned by one place.
  const std::string path =
      "Return-Path: <3abcdefghijkbootfoefs.fybnqmfcpcfybnqmf.dpn"
      "@calendar-server.bounces.google.com>\r\n";
  const std::string fields = google_fields();
  const Traced traced(invite(path + fields.substr(fields.find("\r\n") + 2),
                             google_event(), kGoogle));
  EXPECT_EQ(traced.finding("bounce-hides-recipient"),
            "made by \"ann@sender.example\" for \"bob@example.com\"");
}

std::string alignment_of(const Traced& traced, std::string_view a,
                         std::string_view b) {
  for (const Alignment& row : traced.record.alignment)
    if (row.a == a && row.b == b)
      return row.equal               ? "equal"
             : row.same_organisation ? "same"
             : row.normal            ? "normal"
                                     : "differs";
  return "none";
}

TEST(Alignment, KnowsWhatIsNormalForAPlatform) {
  const Traced google(invite(google_fields(), google_event(), kGoogle));
  EXPECT_EQ(alignment_of(google, "organizer", "from"), "equal");
  EXPECT_EQ(alignment_of(google, "organizer", "sender"), "normal");
  EXPECT_EQ(alignment_of(google, "from", "dkim.d"), "normal");
  EXPECT_EQ(alignment_of(google, "organizer", "sent_by"), "none");
  const std::string fields = mail(
      hop("a.sender.example (a.sender.example [192.0.2.7])", "mx.example.com") +
      "Reply-To: ann@lists.sender.example\r\n");
  const Traced plain(
      invite(fields.substr(0, fields.find("\r\n\r\n") + 2),
             "UID:1\r\nDTSTAMP:20261102T095958Z\r\n"
             "ORGANIZER;SENT-BY=\"mailto:pat@boss.example\":mailto:"
             "eve@boss.example\r\n"));
  EXPECT_EQ(alignment_of(plain, "organizer", "from"), "differs");
  EXPECT_EQ(alignment_of(plain, "organizer", "sent_by"), "same");
  EXPECT_EQ(alignment_of(plain, "from", "reply_to"), "same");
  EXPECT_EQ(plain.finding("organizer-not-aligned"),
            "organizer \"eve@boss.example\"");
}

TEST(Message, KnowsWhomItWasForAndHow) {
  const Traced traced(
      mail("Delivered-To: bob@example.com\r\n"
           "Received: from a.sender.example (a.sender.example [192.0.2.7]) by "
           "mx.example.com with ESMTP id 1 for <team@example.com>; Mon, 2 Nov "
           "2026 10:00:02 +0000\r\n"
           "Received: from pc by a.sender.example with ESMTP id 2 for "
           "<list@sender.example>; Mon, 2 Nov 2026 10:00:01 +0000\r\n"
           "Cc: eve@example.com, BOB@example.com\r\n"));
  std::string text;
  for (const ProvenanceRecipient& recipient : traced.record.message.recipients)
    text += recipient.address + ' ' + recipient.how + '\n';
  EXPECT_EQ(text,
            "bob@example.com delivered-to\nteam@example.com for\n"
            "list@sender.example for-claimed\neve@example.com cc\n");
}

// -- checkpoints, insertion, custody -----------------------------------------

TEST(Checkpoints, AreTheSixOfTheWay) {
  const Traced traced(invite(google_fields(), google_event(), kGoogle));
  std::string roles;
  for (const Checkpoint& point : traced.record.checkpoints)
    roles += point.role + ": " + point.who + '\n';
  EXPECT_EQ(roles,
            "author: ann@sender.example\n"
            "source-calendar: Google Calendar, customer sender.example\n"
            "source-mail: mail-x.google.com\nrelay: \n"
            "destination-mail: example.com\n"
            "destination-calendar: bob@example.com\n");
}

TEST(Insertion, SaysItInOneSentence) {
  const Traced traced(invite(google_fields(), google_event(), kGoogle));
  EXPECT_EQ(traced.record.insertion.channel, "imip");
  EXPECT_EQ(traced.record.insertion.explain,
            "This event came by e-mail "
            "<calendar-919108f7-52d1-4320-9bac-f847db4148a8@google.com> on "
            "2 Nov 2026 10:00 UTC, handed over by 192.0.2.41, made with Google "
            "Calendar by ann@sender.example (Google Workspace of "
            "sender.example), sent to bob@example.com.");
}

TEST(Insertion, KnowsTheChannels) {
  const std::string calendar =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}BEGIN:VEVENT\r\n"
      "UID:1\r\nDTSTART:20261104T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  const auto bare = [&](std::string_view line) {
    return Traced(fmt::format(fmt::runtime(calendar), line), nullptr,
                  RawKind::Calendar)
        .record.insertion.channel;
  };
  EXPECT_EQ(bare(""), "import");
  EXPECT_EQ(bare("X-WR-CALNAME:Holidays\r\n"), "subscription");
  EXPECT_EQ(Traced(invite(google_fields(), google_event(), kGoogle, "PUBLISH"))
                .record.insertion.channel,
            "attachment");
  const std::string notification = google_fields();
  EXPECT_EQ(Traced(notification + "\r\nAnn invited you.\r\n")
                .record.insertion.channel,
            "notification");
  EXPECT_EQ(Traced(mail("")).record.insertion.channel, "unknown");
}

TEST(Custody, DoesNotDependOnTheTraceOfOneCopy) {
  const Traced one(mail("Delivered-To: a@example.com\r\n"));
  const Traced two(mail("Delivered-To: b@example.com\r\n" +
                        hop("a.example ([192.0.2.1])", "b.example")));
  EXPECT_NE(one.record.custody.sha256, two.record.custody.sha256);
  EXPECT_EQ(one.record.custody.content_sha256,
            two.record.custody.content_sha256);
  EXPECT_NE(one.record.custody.content_sha256,
            Traced(mail("X-New: 1\r\n")).record.custody.content_sha256);
  ASSERT_EQ(one.record.custody.parts.size(), 1u);
  EXPECT_EQ(one.record.custody.parts[0].sha256.size(), 64u);
}

TEST(Provenance, FindingsAreOfTheTableAndInItsOrder) {
  const Traced traced(invite(google_fields(), google_event(), kExchange));
  EXPECT_TRUE(std::ranges::is_sorted(
      traced.record.findings, {},
      [](const ProvenanceFinding& finding) { return finding.kind; }));
  std::vector<std::string_view> ids;
  for (const auto& kind : provenance_finding_kinds()) ids.push_back(kind.id);
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
}

TEST(Provenance, ThePageTellsEveryFinding) {
  std::ifstream file(CALSPAM_SOURCE_DIR "/man/calspam-provenance.1");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  for (const auto& kind : provenance_finding_kinds())
    EXPECT_NE(page.find(fmt::format(".It Sy {} Pq {}\n", kind.id,
                                    provenance_weight_name(kind.weight))),
              page.npos)
        << kind.id;
}

TEST(Provenance, StringsOfTheInputAreCutAndValid) {
  const std::string long_text(100'000, 'x');
  const Traced traced(invite(
      "From: " + long_text + " <a@sender.example>\r\nSubject: \xff\xfe" +
          long_text + "\r\nMessage-ID: <" + long_text + "@a>\r\n",
      "UID:" + long_text + "\r\nSUMMARY:" + long_text + "\r\nORGANIZER;CN=" +
          long_text + ":mailto:" + long_text + "@a.example\r\n"));
  const std::size_t most = ProvenanceLimits{}.text_bytes + 8;
  EXPECT_LE(traced.record.message.message_id.size(), most);
  EXPECT_LE(traced.record.message.subject.size(), most);
  EXPECT_TRUE(is_valid_utf8(traced.record.message.subject));
  ASSERT_EQ(traced.record.objects.size(), 1u);
  EXPECT_LE(traced.record.objects[0].uid.size(), most);
  EXPECT_LE(traced.record.objects[0].organizer.size(), most);
  for (const Alignment& row : traced.record.alignment)
    EXPECT_LE(row.a_value.size(), most);
}

}  // namespace
}  // namespace calspam
