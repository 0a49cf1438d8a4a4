// SPDX-License-Identifier: MIT
#include "provenance/cms.hh"

#include <fmt/format.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <memory>

#include "util/text.hh"

namespace calspam {
namespace {

template <typename T, auto kFree>
struct Deleter {
  void operator()(T* p) const { kFree(p); }
};
template <typename T, auto kFree>
using Owned = std::unique_ptr<T, Deleter<T, kFree>>;

using Bio = Owned<BIO, BIO_free_all>;
using Cms = Owned<CMS_ContentInfo, CMS_ContentInfo_free>;
using Store = Owned<X509_STORE, X509_STORE_free>;
using StoreContext = Owned<X509_STORE_CTX, X509_STORE_CTX_free>;

void free_certificates(STACK_OF(X509) * stack) {
  sk_X509_pop_free(stack, X509_free);
}
void free_signers(STACK_OF(X509) * stack) {
  sk_X509_free(stack);
}
using Certificates = Owned<STACK_OF(X509), free_certificates>;
using Signers = Owned<STACK_OF(X509), free_signers>;

Bio memory(std::string_view bytes) {
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : "";
}

std::string name_text(const X509_NAME* name) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (name == nullptr || !bio) return {};
  X509_NAME_print_ex(bio.get(), name, 0,
                     XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  return to_valid_utf8(text_of(bio.get()));
}

std::optional<Instant> instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1)
    return std::nullopt;
  const Date date{parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
  return day_number(date) * kDay + parts.tm_hour * 3600 + parts.tm_min * 60 +
         parts.tm_sec;
}

std::string hex_of(const unsigned char* bytes, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += fmt::format("{:02x}", bytes[i]);
  return out;
}

std::string serial_of(X509* certificate) {
  const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate);
  return hex_of(ASN1_STRING_get0_data(serial),
                static_cast<std::size_t>(ASN1_STRING_length(serial)));
}

std::string fingerprint_of(X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1)
    return {};
  return hex_of(digest.data(), size);
}

std::vector<std::string> addresses_of(X509* certificate) {
  std::vector<std::string> out;
  STACK_OF(OPENSSL_STRING)* found = X509_get1_email(certificate);
  for (int i = 0; i < sk_OPENSSL_STRING_num(found) && i < 100; ++i)
    out.push_back(to_valid_utf8(sk_OPENSSL_STRING_value(found, i)));
  X509_email_free(found);
  return out;
}

// The reason of the newest error, for a sentence.
std::string reason() {
  const char* text = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return text == nullptr ? "no reason is given" : ascii_lower(text);
}

class Reader {
 public:
  Reader(CMS_ContentInfo* cms, const std::string* detached,
         const std::string& authorities, std::optional<Instant> as_of)
      : cms_(cms),
        detached_(detached),
        authorities_(authorities),
        as_of_(as_of) {}

  CmsReading read() {
    out_.is_signed = OBJ_obj2nid(CMS_get0_type(cms_)) == NID_pkcs7_signed;
    if (!out_.is_signed) return std::move(out_);
    verify();
    const Signers signers(CMS_get0_signers(cms_));
    X509* signer = signers && sk_X509_num(signers.get()) > 0
                       ? sk_X509_value(signers.get(), 0)
                       : nullptr;
    if (signer != nullptr) {
      tell(signer);
      judge_trust(signer);
    }
    tell_signer_info(signer);
    ERR_clear_error();
    return std::move(out_);
  }

 private:
  // Integrity alone: whether the certificate is believed is another question.
  void verify() {
    const Bio content = detached_ != nullptr ? memory(*detached_) : Bio();
    const Bio carried(BIO_new(BIO_s_mem()));
    const int verified =
        CMS_verify(cms_, nullptr, nullptr, content.get(), carried.get(),
                   CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY);
    if (verified == 1) {
      out_.result = SignatureResult::Pass;
    } else {
      judge_failure();
    }
    if (detached_ == nullptr) {
      // Also of a failed one: what it would have shown.
      ASN1_OCTET_STRING** held = CMS_get0_content(cms_);
      if (held != nullptr && *held != nullptr)
        out_.content.assign(
            reinterpret_cast<const char*>(ASN1_STRING_get0_data(*held)),
            static_cast<std::size_t>(ASN1_STRING_length(*held)));
    }
    ERR_clear_error();
  }

  void judge_failure() {
    const int code = ERR_GET_REASON(ERR_peek_last_error());
    const bool changed = code == CMS_R_CONTENT_VERIFY_ERROR ||
                         code == CMS_R_VERIFICATION_FAILURE;
    if (changed) {
      out_.result = SignatureResult::Fail;
      out_.why = "the signed part was changed after signing";
      ERR_clear_error();
    } else if (code == CMS_R_SIGNER_CERTIFICATE_NOT_FOUND) {
      out_.result = SignatureResult::NoKey;
      out_.why = "the signer's certificate is not in the signature";
      ERR_clear_error();
    } else {
      out_.result = SignatureResult::Malformed;
      out_.why = "the signature is not usable: " + reason();
    }
  }

  void tell(X509* signer) {
    out_.signer = name_text(X509_get_subject_name(signer));
    out_.issuer = name_text(X509_get_issuer_name(signer));
    out_.serial = serial_of(signer);
    out_.fingerprint = fingerprint_of(signer);
    out_.addresses = addresses_of(signer);
    out_.not_before = instant_of(X509_get0_notBefore(signer));
    out_.not_after = instant_of(X509_get0_notAfter(signer));
  }

  void tell_signer_info(X509* signer) {
    STACK_OF(CMS_SignerInfo)* infos = CMS_get0_SignerInfos(cms_);
    if (infos == nullptr || sk_CMS_SignerInfo_num(infos) < 1) return;
    CMS_SignerInfo* info = sk_CMS_SignerInfo_value(infos, 0);
    X509_ALGOR* algorithm = nullptr;
    CMS_SignerInfo_get0_algs(info, nullptr, nullptr, &algorithm, nullptr);
    const int digest =
        algorithm == nullptr ? NID_undef : OBJ_obj2nid(algorithm->algorithm);
    if (digest != NID_undef) out_.digest = ascii_lower(OBJ_nid2sn(digest));
    const int at = CMS_signed_get_attr_by_NID(info, NID_pkcs9_signingTime, -1);
    if (X509_ATTRIBUTE* time =
            at < 0 ? nullptr : CMS_signed_get_attr(info, at)) {
      const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(time, 0);
      if (value != nullptr && (value->type == V_ASN1_UTCTIME ||
                               value->type == V_ASN1_GENERALIZEDTIME))
        out_.signed_at = instant_of(value->value.utctime);
    }
    judge_strength(digest, signer);
  }

  void judge_strength(int digest, X509* signer) {
    if (out_.result != SignatureResult::Pass) return;
    EVP_PKEY* key = signer == nullptr ? nullptr : X509_get0_pubkey(signer);
    const bool short_key = key != nullptr &&
                           EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA &&
                           EVP_PKEY_get_bits(key) < 1024;
    if (digest != NID_sha1 && digest != NID_md5 && !short_key) return;
    out_.result = SignatureResult::Weak;
    out_.why = short_key ? "the RSA key has fewer than 1024 bits"
                         : "the digest " + out_.digest + " proves nothing";
  }

  Store believed() const {
    Store store(X509_STORE_new());
    const Bio bio = memory(authorities_);
    while (X509* certificate =
               PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
      X509_STORE_add_cert(store.get(), certificate);
      X509_free(certificate);
    }
    ERR_clear_error();
    return store;
  }

  void judge_trust(X509* signer) {
    if (authorities_.empty()) {
      out_.trust_why = "no authorities were given";
      return;
    }
    const Store store = believed();
    const Certificates others(CMS_get1_certs(cms_));
    const StoreContext context(X509_STORE_CTX_new());
    if (!context || X509_STORE_CTX_init(context.get(), store.get(), signer,
                                        others.get()) != 1)
      return;
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SMIME_SIGN);
    X509_VERIFY_PARAM_set_depth(parameters, 10);
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
    if (as_of_)
      X509_VERIFY_PARAM_set_time(parameters, *as_of_);
    else
      X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_NO_CHECK_TIME);
    if (X509_verify_cert(context.get()) == 1) {
      out_.trust = CertificateTrust::Trusted;
      return;
    }
    out_.trust = CertificateTrust::Untrusted;
    out_.trust_why = ascii_lower(
        X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
  }

  CMS_ContentInfo* cms_;
  const std::string* detached_;
  const std::string& authorities_;
  std::optional<Instant> as_of_;
  CmsReading out_;
};

}  // namespace

CmsReading read_cms(std::string_view der, const std::string* detached,
                    const std::string& authorities,
                    std::optional<Instant> as_of) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Cms cms(
      d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
  if (!cms) {
    CmsReading out;
    out.why = "the signature is no CMS: " + reason();
    return out;
  }
  return Reader(cms.get(), detached, authorities, as_of).read();
}

void warm_up_cms() {
  // An empty SignedData: what is looked up by name is looked up.
  const std::string content = "a";
  const std::string_view kEmpty(
      "\x30\x23\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x16\x30\x14"
      "\x02\x01\x01\x31\x00\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
      "\x01\x31\x00",
      37);
  read_cms(kEmpty, &content, {}, {});
}

}  // namespace calspam
