// SPDX-License-Identifier: MIT
#include "provenance/crypto.hh"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <stdexcept>

#include "util/text.hh"

namespace calspam {
namespace {

// RFC 8032 5.1.5, and what the warm-up takes through its first use.
constexpr std::size_t kEd25519Bytes = 32;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

const EVP_MD* evp_of(HashAlgorithm algorithm) {
  return algorithm == HashAlgorithm::Sha1 ? EVP_sha1() : EVP_sha256();
}

// Fails only where OpenSSL itself is broken or memory has run out.
void must(bool done) {
  if (!done) throw std::runtime_error("OpenSSL lacks a digest");
}

EVP_PKEY* key_of(const std::shared_ptr<void>& key) {
  return static_cast<EVP_PKEY*>(key.get());
}

std::shared_ptr<void> owned(EVP_PKEY* key) {
  return {key, [](void* p) { EVP_PKEY_free(static_cast<EVP_PKEY*>(p)); }};
}

using Context = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

Context context_of(EVP_PKEY* key) {
  return {EVP_PKEY_CTX_new(key, nullptr), EVP_PKEY_CTX_free};
}

bool verifies_rsa(EVP_PKEY* key, const EVP_MD* hash, std::string_view digest,
                  std::string_view signature) {
  const Context context = context_of(key);
  return context && EVP_PKEY_verify_init(context.get()) == 1 &&
         EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
         EVP_PKEY_CTX_set_signature_md(context.get(), hash) == 1 &&
         EVP_PKEY_verify(context.get(), bytes_of(signature), signature.size(),
                         bytes_of(digest), digest.size()) == 1;
}

bool verifies_ed25519(EVP_PKEY* key, std::string_view text,
                      std::string_view signature) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return context &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) ==
             1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(),
                          bytes_of(text), text.size()) == 1;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

}  // namespace

struct RunningHash::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
};

RunningHash::RunningHash(HashAlgorithm algorithm)
    : state_(std::make_unique<State>()) {
  must(state_->context != nullptr &&
       EVP_DigestInit_ex(state_->context, evp_of(algorithm), nullptr) == 1);
}

RunningHash::RunningHash(const RunningHash& other)
    : state_(std::make_unique<State>()) {
  must(state_->context != nullptr &&
       EVP_MD_CTX_copy_ex(state_->context, other.state_->context) == 1);
}

RunningHash::~RunningHash() = default;

void RunningHash::update(std::string_view bytes) {
  must(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

std::string RunningHash::value() const {
  const RunningHash copy(*this);
  std::array<unsigned char, EVP_MAX_MD_SIZE> raw;
  unsigned size = 0;
  must(EVP_DigestFinal_ex(copy.state_->context, raw.data(), &size) == 1);
  return {reinterpret_cast<const char*>(raw.data()), size};
}

std::string hash_of(HashAlgorithm algorithm, std::string_view bytes) {
  RunningHash hash(algorithm);
  hash.update(bytes);
  return hash.value();
}

std::optional<PublicKey> PublicKey::rsa(std::string_view der) {
  const unsigned char* at = bytes_of(der);
  const auto size = static_cast<long>(der.size());
  EVP_PKEY* key = d2i_PUBKEY(nullptr, &at, size);
  if (key == nullptr) {
    at = bytes_of(der);
    key = d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, size);
  }
  ERR_clear_error();
  if (key == nullptr) return std::nullopt;
  PublicKey made;
  made.key_ = owned(key);
  if (!made.is_rsa()) return std::nullopt;
  return made;
}

std::optional<PublicKey> PublicKey::ed25519(std::string_view raw) {
  if (raw.size() != kEd25519Bytes) return std::nullopt;
  EVP_PKEY* key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                              bytes_of(raw), raw.size());
  ERR_clear_error();
  if (key == nullptr) return std::nullopt;
  PublicKey made;
  made.key_ = owned(key);
  return made;
}

bool PublicKey::is_rsa() const {
  return EVP_PKEY_get_base_id(key_of(key_)) == EVP_PKEY_RSA;
}

int PublicKey::bits() const {
  return EVP_PKEY_get_bits(key_of(key_));
}

bool PublicKey::verifies(HashAlgorithm algorithm, std::string_view digest,
                         std::string_view signature) const {
  EVP_PKEY* key = key_of(key_);
  const bool good =
      is_rsa() ? verifies_rsa(key, evp_of(algorithm), digest, signature)
               : verifies_ed25519(key, digest, signature);
  ERR_clear_error();
  return good;
}

std::optional<std::string> PublicKey::signed_digest(
    HashAlgorithm algorithm, std::string_view signature) const {
  if (!is_rsa()) return std::nullopt;
  const Context context = context_of(key_of(key_));
  std::string digest(static_cast<std::size_t>(bits()) / 8 + 1, '\0');
  std::size_t size = digest.size();
  const bool got =
      context && EVP_PKEY_verify_recover_init(context.get()) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
      EVP_PKEY_CTX_set_signature_md(context.get(), evp_of(algorithm)) == 1 &&
      EVP_PKEY_verify_recover(
          context.get(), reinterpret_cast<unsigned char*>(digest.data()), &size,
          bytes_of(signature), signature.size()) == 1;
  ERR_clear_error();
  if (!got) return std::nullopt;
  digest.resize(size);
  return digest;
}

std::optional<std::string> decoded_base64(std::string_view text) {
  std::string out;
  unsigned bits = 0;
  int held = 0;
  bool padded = false;
  for (const char c : text) {
    if (is_ascii_space(c)) continue;
    if (c == '=') {
      padded = true;
      continue;
    }
    const int value = base64_value(c);
    if (value < 0 || padded) return std::nullopt;
    bits = bits << 6 | static_cast<unsigned>(value);
    if ((held += 6) < 8) continue;
    held -= 8;
    out += static_cast<char>(bits >> held & 0xFF);
  }
  return held == 6 ? std::nullopt : std::optional(out);
}

void warm_up_crypto() {
  OPENSSL_init_crypto(
      OPENSSL_INIT_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_ADD_ALL_CIPHERS |
          OPENSSL_INIT_ADD_ALL_DIGESTS | OPENSSL_INIT_LOAD_CONFIG,
      nullptr);
  // A small RSA key and the Ed25519 base point: no verification succeeds, but
  // each takes its way through the decoders and the provider.
  const std::optional<std::string> der = decoded_base64(
      "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBANKcmD+VSzHVo6TzrmoMmuE5YwC+EfnRkUcgzCjH"
      "cHiVhcoeXGPl7xyqUMoJpXS6G8UtoQWONiQ7N84CnNSnr6cCAwEAAQ==");
  if (const auto key = PublicKey::rsa(der.value_or(""))) {
    key->verifies(HashAlgorithm::Sha1, std::string(20, 'a'),
                  std::string(64, 'b'));
    key->signed_digest(HashAlgorithm::Sha256, std::string(64, 'b'));
  }
  std::string point(kEd25519Bytes, '\x66');
  point.front() = '\x58';
  if (const auto key = PublicKey::ed25519(point))
    key->verifies(HashAlgorithm::Sha256, hash_of(HashAlgorithm::Sha256, "a"),
                  std::string(64, '\0'));
}

}  // namespace calspam
