// SPDX-License-Identifier: MIT
// Every sample of testdata/provenance/signatures, against expected.txt;
// `./dev bless` rewrites that.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "provenance/signature_samples.hh"

namespace calspam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string dump(const DkimSignature& signature, std::string_view name) {
  std::string out = fmt::format(
      "  {} {}, body {}, {} {} {} bits\n", name,
      signature_result_name(signature.result), body_hash_name(signature.body),
      signature.algorithm, signature.canonicalization, signature.key.bits);
  if (!signature.why.empty()) out += "    why: " + signature.why + "\n";
  for (const std::string& weakness : signature.weaknesses)
    out += "    weak: " + weakness + "\n";
  return out;
}

std::string dump(const ArcChain& chain) {
  if (chain.fields == 0) return {};
  std::string out =
      fmt::format("  arc {}, oldest pass {}\n", arc_result_name(chain.result),
                  chain.oldest_pass);
  if (!chain.why.empty()) out += "    why: " + chain.why + "\n";
  for (const ArcSet& set : chain.sets) {
    out += fmt::format("  set {} seal {} cv={} {}\n", set.instance,
                       signature_result_name(set.seal), set.chain_value,
                       set.authentication_results);
    out += dump(set.message, "message");
  }
  return out;
}

std::string dump(const SmimeSignature& signature) {
  std::string out = fmt::format(
      "  smime {} part {} {}, {}\n", signature_result_name(signature.result),
      signature.part, signature.format,
      signature.covers_calendar ? "calendar" : "no calendar");
  if (!signature.why.empty()) out += "    why: " + signature.why + "\n";
  out +=
      fmt::format("    trust {} {}\n", certificate_trust_name(signature.trust),
                  signature.trust_why);
  out += fmt::format("    signer {} <{}>, issuer {}, {}\n", signature.signer,
                     fmt::join(signature.addresses, ", "), signature.issuer,
                     signature.digest);
  out += fmt::format("    match {} {} {}\n", signer_match_name(signature.match),
                     signature.role, signature.expected);
  if (signature.valid_at_arrival)
    out +=
        fmt::format("    valid at arrival: {}\n", *signature.valid_at_arrival);
  return out;
}

std::string dump(const Signatures& signatures) {
  std::string out;
  for (const DkimSignature& each : signatures.dkim) out += dump(each, "dkim");
  out += dump(signatures.arc);
  for (const SmimeSignature& each : signatures.smime) out += dump(each);
  for (const std::string& bound : signatures.bounds)
    out += "  bound: " + bound + "\n";
  return out;
}

std::vector<std::string> sample_names() {
  std::vector<std::string> names;
  for (const char* kind : {"dkim", "arc", "smime"})
    for (const auto& entry :
         std::filesystem::directory_iterator(kSignatureSamples + kind))
      if (entry.path().extension() == ".eml")
        names.push_back(std::string(kind) + "/" +
                        entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

TEST(Signatures, OfTheSamplesAreAsExpected) {
  std::string all;
  for (const std::string& name : sample_names())
    all += name + "\n" + dump(signatures_of_sample(name));
  const std::string path = kSignatureSamples + "expected.txt";
  if (std::getenv("CALSPAM_BLESS") != nullptr)
    std::ofstream(path, std::ios::binary) << all;
  EXPECT_EQ(all, file_bytes(path));
}

// Whatever is blessed, what is called good passes and nothing else does.
TEST(Signatures, OnlyGoodSamplesPass) {
  std::size_t good = 0;
  for (const std::string& name : sample_names()) {
    if (!name.starts_with("dkim/")) continue;
    const Signatures found = signatures_of_sample(name);
    ASSERT_FALSE(found.dkim.empty()) << name;
    const bool passes = std::ranges::all_of(found.dkim, &DkimSignature::passed);
    const bool wanted =
        name.starts_with("dkim/good-") || name == "dkim/expired-since.eml";
    EXPECT_EQ(passes, wanted) << name;
    good += passes ? 1 : 0;
  }
  EXPECT_GE(good, 15u);
}

TEST(Signatures, ExpiryIsJudgedAsOfArrival) {
  const std::string bytes =
      file_bytes(kSignatureSamples + "dkim/expired-since.eml");
  EXPECT_EQ(signatures_of(bytes).dkim[0].result, SignatureResult::Pass);
  EXPECT_EQ(signatures_of(bytes, kSamplesArrived + 3 * kDay).dkim[0].result,
            SignatureResult::Expired);
  // When it arrived is not known: neither is whether it had expired.
  const Signatures unknown = signatures_of(bytes, std::nullopt);
  EXPECT_EQ(unknown.dkim[0].result, SignatureResult::Pass);
  EXPECT_THAT(unknown.dkim[0].weaknesses,
              testing::Contains(HasSubstr("was not judged")));
}

TEST(Signatures, KeepTheKeyThatWasUsed) {
  const SigningKey key =
      signatures_of_sample("dkim/good-ed25519.eml").dkim[0].key;
  EXPECT_EQ(key.name, "ed._domainkey.signer.example");
  EXPECT_THAT(key.record, HasSubstr("k=ed25519; p="));
  EXPECT_EQ(key.source, "file");
  EXPECT_EQ(key.type, "ed25519");
}

TEST(Signatures, WithoutKeysAreUnknown) {
  const std::string bytes =
      file_bytes(kSignatureSamples + "dkim/body-footer.eml");
  RawMessage raw;
  raw.bytes = bytes;
  raw.full_size = bytes.size();
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {});
  const Signatures found = verify_signatures(subject, {});
  ASSERT_EQ(found.dkim.size(), 1u);
  EXPECT_EQ(found.dkim[0].result, SignatureResult::NoKey);
  // The body can be held against bh= all the same.
  EXPECT_EQ(found.dkim[0].body, BodyHash::Mismatch);
  EXPECT_THAT(found.dkim[0].why, HasSubstr("last 3 lines"));
}

TEST(Signatures, OfAMessageThatWasCutAreNotChecked) {
  const std::string bytes =
      file_bytes(kSignatureSamples + "dkim/good-invite.eml");
  RawMessage raw;
  raw.bytes = std::string_view(bytes).substr(0, bytes.size() - 20);
  raw.full_size = bytes.size();
  const KeyFile keys = *KeyFile::load(kSignatureSamples + "keys.txt");
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {});
  VerifyOptions options;
  options.keys = &keys;
  const Signatures found = verify_signatures(subject, options);
  EXPECT_EQ(found.dkim[0].result, SignatureResult::Unchecked);
  EXPECT_EQ(found.dkim[0].body, BodyHash::NotChecked);
}

TEST(Signatures, UncoveredFieldsAreNamed) {
  const Signatures found =
      signatures_of_sample("dkim/good-second-from-above.eml");
  EXPECT_EQ(found.dkim[0].result, SignatureResult::Pass);
  EXPECT_THAT(found.dkim[0].weaknesses,
              testing::Contains("there are 2 From fields, 1 signed"));
  EXPECT_THAT(
      signatures_of_sample("dkim/good-empty-body.eml").dkim[0].weaknesses,
      IsEmpty());
}

// Where nothing is relaxed no byte of what is signed can change.
TEST(Signatures, NoSignedByteCanChange) {
  std::string bytes =
      file_bytes(kSignatureSamples + "dkim/good-simple-simple.eml");
  ASSERT_TRUE(signatures_of(bytes).dkim.at(0).passed());
  // The empty line between header and body is in neither; one of white space
  // alone is an empty line to our reader.
  const std::size_t between = bytes.find("\r\n\r\n") + 2;
  for (std::size_t i = bytes.find("From: Ann"); i < bytes.size(); ++i) {
    if (i == between) continue;
    bytes[i] = static_cast<char>(bytes[i] ^ 1);
    const Signatures found = signatures_of(bytes);
    for (const DkimSignature& each : found.dkim)
      EXPECT_FALSE(each.passed()) << "byte " << i;
    bytes[i] = static_cast<char>(bytes[i] ^ 1);
  }
}

// No bytes of a signature make the readers fall over.
TEST(Signatures, AnySampleMayBeDamagedAnywhere) {
  std::uint64_t state = 1;
  const auto random = [&state](std::size_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state >> 33) % below;
  };
  for (const std::string& name : sample_names()) {
    const std::string whole = file_bytes(kSignatureSamples + name);
    for (int round = 0; round < 20; ++round) {
      std::string bytes = whole;
      for (int i = 0; i < 4; ++i)
        bytes[random(bytes.size())] = static_cast<char>(random(256));
      if (round % 4 == 0) bytes.resize(random(bytes.size()));
      const Signatures found = signatures_of(bytes);
      EXPECT_LE(found.dkim.size(), 3u) << name;
    }
  }
}

// -- hostile input ---------------------------------------------------------

TEST(Signatures, OnlySoManyAreVerified) {
  const std::string message =
      file_bytes(kSignatureSamples + "dkim/good-invite.eml");
  const std::size_t end = message.find("From: Ann");
  std::string many;
  for (int i = 0; i < 1'000; ++i) many += message.substr(0, end);
  const Signatures found = signatures_of(many + message.substr(end));
  EXPECT_EQ(found.dkim_fields, 1'000u);
  EXPECT_EQ(found.dkim.size(), SignatureLimits().signatures);
  EXPECT_THAT(found.bounds,
              ElementsAre("only the first 16 of 1000 DKIM signatures were "
                          "verified"));
}

TEST(Signatures, HugeTagListsAreMalformed) {
  std::string tags = "DKIM-Signature: v=1";
  for (int i = 0; i < 100'000; ++i) tags += fmt::format("; t{}=1", i);
  const Signatures found =
      signatures_of(tags + "\r\nFrom: a@b.example\r\n\r\nx\r\n");
  ASSERT_EQ(found.dkim.size(), 1u);
  EXPECT_EQ(found.dkim[0].result, SignatureResult::Malformed);
  EXPECT_THAT(found.dkim[0].why, HasSubstr("more than 100 tags"));

  std::string names = "DKIM-Signature: v=1; h=from";
  for (int i = 0; i < 100'000; ++i) names += ":x";
  EXPECT_THAT(
      signatures_of(names + "\r\nFrom: a@b.example\r\n\r\nx\r\n").dkim[0].why,
      HasSubstr("more than 1000 names"));
}

TEST(Signatures, UnderAHeaderThatWasCutAreNotChecked) {
  std::string many;
  for (int i = 0; i < 25'000; ++i) many += "X: y\r\n";
  const std::string message =
      file_bytes(kSignatureSamples + "dkim/good-invite.eml");
  const std::size_t end = message.find("From: Ann");
  const Signatures found =
      signatures_of(message.substr(0, end) + many + message.substr(end));
  ASSERT_EQ(found.dkim.size(), 1u);
  EXPECT_EQ(found.dkim[0].result, SignatureResult::Unchecked);
}

// A signature that fails over thousands of fields is not tried for ever.
TEST(Signatures, TheSearchForAReasonIsBounded) {
  const std::string message =
      file_bytes(kSignatureSamples + "dkim/header-subject-changed.eml");
  std::string many;
  for (int i = 0; i < 9'000; ++i)
    many += "Subject: [x] [y] [z] more\r\nReply-To: a@b.example\r\n";
  const Signatures found = signatures_of(many + message);
  EXPECT_EQ(found.dkim[0].result, SignatureResult::Fail);
  const Signatures again = signatures_of(message + std::string(8u << 20, '\n'));
  EXPECT_EQ(again.dkim[0].result, SignatureResult::Fail);
}

TEST(Signatures, ArcFieldsBeyondTheBoundBreakTheChain) {
  std::string many;
  for (int i = 0; i < 10'000; ++i)
    many += fmt::format("ARC-Seal: i={}; cv=none\r\n", i);
  const Signatures found =
      signatures_of(many + "From: a@b.example\r\n\r\nx\r\n");
  EXPECT_EQ(found.arc.result, ArcResult::Fail);
  EXPECT_THAT(found.arc.why, HasSubstr("more than 50 instances"));
  EXPECT_TRUE(found.arc.sets.empty());
}

TEST(Signatures, NonsenseIsNoSignature) {
  for (const std::string junk :
       {"DKIM-Signature:\r\n", "DKIM-Signature: ;;;\r\n",
        "DKIM-Signature: =\r\n",
        "DKIM-Signature: v=1; a=; b=; bh=; d=; h=; "
        "s=\r\n",
        "ARC-Seal: i=99999999999999999999\r\n",
        "ARC-Authentication-Results:"
        "\r\n"}) {
    const Signatures found =
        signatures_of(junk + "From: a@b.example\r\n\r\nx\r\n");
    for (const DkimSignature& each : found.dkim)
      EXPECT_EQ(each.result, SignatureResult::Malformed) << junk;
    EXPECT_NE(found.arc.result, ArcResult::Pass) << junk;
  }
}

// Nested sequences without end, and a length that lies.
TEST(Signatures, HostileCmsIsMalformed) {
  std::string nested;
  for (int i = 0; i < 20'000; ++i) nested += "MIAwgDCAMIAwgDCAMIAwgDCA\r\n";
  for (const std::string& block :
       {nested, std::string("MIIFFFFFFFFF\r\n"), std::string("\r\n")}) {
    const Signatures found = signatures_of(
        "From: a@b.example\r\nMIME-Version: 1.0\r\n"
        "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n" +
        block);
    ASSERT_EQ(found.smime.size(), 1u);
    EXPECT_EQ(found.smime[0].result, SignatureResult::Malformed);
  }
}

TEST(Signatures, OnlySoManySmimePartsAreLookedAt) {
  std::string message =
      "From: a@b.example\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 100; ++i)
    message +=
        "--b\r\nContent-Type: application/pkcs7-mime; "
        "smime-type=signed-data\r\n\r\nx\r\n";
  const Signatures found = signatures_of(message + "--b--\r\n");
  EXPECT_EQ(found.smime.size(), 8u);
  EXPECT_THAT(found.bounds,
              ElementsAre("only the first 8 of 100 parts with S/MIME were "
                          "looked at"));
}

}  // namespace
}  // namespace calspam
