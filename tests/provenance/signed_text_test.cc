// SPDX-License-Identifier: MIT
#include "provenance/signed_text.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

std::string body_hash(std::string_view body, Canonicalization how,
                      std::optional<std::uint64_t> length = {}) {
  BodyHasher hasher(HashAlgorithm::Sha256, how, length);
  std::string_view line;
  while (next_body_line(body, line)) hasher.line(line);
  return hasher.value();
}

std::string sha(std::string_view text) {
  return hash_of(HashAlgorithm::Sha256, text);
}

TEST(SignedText, FieldsAreRelaxedOrLeftAlone) {
  constexpr auto kRelaxed = Canonicalization::Relaxed;
  EXPECT_EQ(canonical_field("A: X", kRelaxed), "a:X");
  EXPECT_EQ(canonical_field("B : Y\t\r\n\tZ  ", kRelaxed), "b:Y Z");
  EXPECT_EQ(canonical_field("B : Y\n Z", Canonicalization::Simple),
            "B : Y\r\n Z");
}

// The examples of RFC 6376 3.4.5.
TEST(SignedText, BodiesAreRelaxedOrLeftAlone) {
  const std::string body = " C \r\nD \t E\r\n\r\n\r\n";
  EXPECT_EQ(body_hash(body, Canonicalization::Relaxed), sha(" C\r\nD E\r\n"));
  EXPECT_EQ(body_hash(body, Canonicalization::Simple),
            sha(" C \r\nD \t E\r\n"));
}

TEST(SignedText, EmptyBodiesDifferByCanonicalization) {
  for (const char* body : {"", "\r\n", "\r\n\r\n"}) {
    EXPECT_EQ(body_hash(body, Canonicalization::Simple), sha("\r\n"));
    EXPECT_EQ(body_hash(body, Canonicalization::Relaxed), sha(""));
  }
}

TEST(SignedText, ALastLineWithoutEndGetsOne) {
  EXPECT_EQ(body_hash("a\nb", Canonicalization::Simple), sha("a\r\nb\r\n"));
}

TEST(SignedText, LengthCutsTheCanonicalBody) {
  EXPECT_EQ(body_hash("a  b\r\nc\r\n", Canonicalization::Relaxed, 4),
            sha("a b\r"));
  EXPECT_EQ(body_hash("a\r\n", Canonicalization::Relaxed, 0), sha(""));
}

TEST(SignedText, SelectsTheLowestFieldFirst) {
  SignedMessage message;
  for (const char* raw : {"A: 1", "B: 2", "A: 3"})
    message.fields.push_back({raw[0] == 'A' ? "a" : "b", raw, {}});
  EXPECT_EQ(selected_fields(message, {"a", "b", "a", "a", "c"}),
            (std::vector<int>{2, 1, 0, -1, -1}));
}

TEST(SignedText, Base64TakesWhiteSpaceAndNothingElse) {
  EXPECT_EQ(decoded_base64("aG\r\n k="), "hi");
  EXPECT_EQ(decoded_base64("aGk"), "hi");
  EXPECT_EQ(decoded_base64(""), "");
  EXPECT_FALSE(decoded_base64("a!"));
  EXPECT_FALSE(decoded_base64("a"));
  EXPECT_FALSE(decoded_base64("aG=k"));
}

}  // namespace
}  // namespace calspam
