// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace calspam {

enum class HashAlgorithm { Sha1, Sha256 };

/// A hash that can be asked in between.
class RunningHash {
 public:
  explicit RunningHash(HashAlgorithm algorithm);
  RunningHash(const RunningHash& other);
  ~RunningHash();
  RunningHash& operator=(const RunningHash&) = delete;

  void update(std::string_view bytes);
  /// Of what came so far, as raw bytes.
  std::string value() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Raw bytes.
std::string hash_of(HashAlgorithm algorithm, std::string_view bytes);

/// A key that signatures are held against: RSA (PKCS #1 v1.5) or Ed25519.
class PublicKey {
 public:
  /// From a SubjectPublicKeyInfo, or a bare RSAPublicKey, both in DER: signers
  /// publish either (RFC 6376 erratum 3017).
  static std::optional<PublicKey> rsa(std::string_view der);
  /// From the 32 bytes of RFC 8463 4.
  static std::optional<PublicKey> ed25519(std::string_view raw);

  bool is_rsa() const;
  int bits() const;
  /// Whether `signature` is of `digest`; Ed25519 signs the digest as text.
  bool verifies(HashAlgorithm algorithm, std::string_view digest,
                std::string_view signature) const;
  /// The digest that was signed, RSA only; nothing when the signature was not
  /// made with this key, or not over such a hash.
  std::optional<std::string> signed_digest(HashAlgorithm algorithm,
                                           std::string_view signature) const;

 private:
  PublicKey() = default;
  std::shared_ptr<void> key_;
};

/// The bytes of base64 text, white space in it skipped; nothing for what is no
/// base64. Padding may be missing.
std::optional<std::string> decoded_base64(std::string_view text);

/// Loads what OpenSSL loads when it is first used; before a sandbox closes.
void warm_up_crypto();

}  // namespace calspam
