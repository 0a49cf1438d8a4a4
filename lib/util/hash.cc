// SPDX-License-Identifier: MIT
#include "util/hash.hh"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace calspam {
namespace {

std::string hexadecimal(const unsigned char* raw, unsigned size) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(std::size_t{2} * size);
  for (unsigned i = 0; i < size; ++i) {
    out += kDigits[raw[i] >> 4];
    out += kDigits[raw[i] & 15];
  }
  return out;
}

// Looked up once: EVP_sha256() and the like are looked up in each use.
const EVP_MD* fetched(const char* name) {
  return EVP_MD_fetch(nullptr, name, nullptr);
}

std::string digest(std::string_view bytes, const EVP_MD* algorithm) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> raw;
  unsigned size = 0;
  // Fails only where OpenSSL itself is broken or memory has run out.
  if (algorithm == nullptr || EVP_Digest(bytes.data(), bytes.size(), raw.data(),
                                         &size, algorithm, nullptr) != 1)
    throw std::runtime_error("OpenSSL lacks a digest");
  return hexadecimal(raw.data(), size);
}

}  // namespace

std::string sha256(std::string_view bytes) {
  static const EVP_MD* const kAlgorithm = fetched("SHA256");
  return digest(bytes, kAlgorithm);
}
std::string sha1(std::string_view bytes) {
  return digest(bytes, EVP_sha1());
}
std::string md5(std::string_view bytes) {
  return digest(bytes, EVP_md5());
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> raw;
  unsigned size = 0;
  const auto* text = reinterpret_cast<const unsigned char*>(bytes.data());
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), text,
           bytes.size(), raw.data(), &size) == nullptr)
    throw std::runtime_error("OpenSSL lacks a digest");
  return hexadecimal(raw.data(), size);
}

}  // namespace calspam
