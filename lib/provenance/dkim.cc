// SPDX-License-Identifier: MIT
#include "provenance/dkim.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "provenance/body_failure.hh"
#include "provenance/header_failure.hh"
#include "provenance/tag_list.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// RFC 8301 3.2: shorter keys do not count, 2,048 bits are what to use.
constexpr int kLeastBits = 1024;
constexpr int kGoodBits = 2048;
// Clocks of signers that are ahead by more than this are told of.
constexpr std::int64_t kClockSlack = 3600;

// Fields that a reader sees or that decide what is read; a second one above
// the signed one is what is shown (RFC 6376 8.15).
constexpr std::array<std::pair<std::string_view, std::string_view>, 6>
    kVisibleFields{{{"from", "From"},
                    {"subject", "Subject"},
                    {"date", "Date"},
                    {"to", "To"},
                    {"reply-to", "Reply-To"},
                    {"content-type", "Content-Type"}}};

std::string duration_text(std::int64_t seconds) {
  if (seconds < 2 * 3600)
    return counted(static_cast<std::size_t>(seconds) / 60, "minute");
  if (seconds < 2 * kDay)
    return counted(static_cast<std::size_t>(seconds) / 3600, "hour");
  return counted(static_cast<std::size_t>(seconds / kDay), "day");
}

bool is_weak(const SignatureTags& tags, const SigningKey& key) {
  return tags.hash == HashAlgorithm::Sha1 ||
         (key.type == "rsa" && key.bits > 0 && key.bits < kLeastBits);
}

}  // namespace

std::string signed_header(const SignedMessage& message,
                          const SignedField& field, const SignatureTags& tags) {
  std::string text;
  for (const int i : selected_fields(message, tags.told.signed_fields)) {
    if (i < 0) continue;
    text += canonical_field(message.fields[static_cast<std::size_t>(i)].raw,
                            tags.header);
    text += "\r\n";
  }
  return text + canonical_field(without_signature(field.raw), tags.header);
}

DkimVerifier::DkimVerifier(const SignedMessage& message, const KeyFile* keys,
                           std::optional<Instant> as_of,
                           const SignatureLimits& limits)
    : message_(message), keys_(keys), as_of_(as_of), limits_(limits) {}

DkimSignature DkimVerifier::verify(const SignedField& field,
                                   SignatureTags::Kind kind) {
  const SignatureTags tags = signature_tags(field, kind, limits_);
  DkimSignature out = tags.told;
  out.as_of = as_of_;
  if (!tags.fault.empty()) {
    out.result = SignatureResult::Malformed;
    out.why = "the signature is malformed: " + tags.fault;
    return out;
  }
  if (!message_.header_complete) {
    out.why = "the header was not read in full";
    return out;
  }
  DkimKey key = dkim_key(tags, keys_, limits_);
  judge_body(tags, out);
  judge(field, tags, key, out);
  out.key = std::move(key.told);
  note_weaknesses(tags, out);
  return out;
}

const DkimVerifier::Body& DkimVerifier::body_of(const SignatureTags& tags) {
  const BodyKey which{tags.hash, tags.body, tags.told.length};
  const auto found = bodies_.find(which);
  if (found != bodies_.end()) return found->second;
  BodyHasher hasher(tags.hash, tags.body, tags.told.length);
  std::string_view rest = message_.body;
  std::string_view line;
  while (next_body_line(rest, line)) hasher.line(line);
  return bodies_[which] = {hasher.value(), hasher.size()};
}

void DkimVerifier::judge_body(const SignatureTags& tags, DkimSignature& out) {
  if (!message_.complete) return;
  const Body& body = body_of(tags);
  out.body = body.hash == tags.body_hash ? BodyHash::Match : BodyHash::Mismatch;
  if (out.length && *out.length > body.size) {
    out.body = BodyHash::Mismatch;
    out.why = fmt::format("l= covers {} bytes of the body, which has {}",
                          *out.length, body.size);
  } else if (out.body == BodyHash::Mismatch) {
    out.why = why_body_differs(message_, tags, limits_, tried_bytes_);
  }
}

void DkimVerifier::judge(const SignedField& field, const SignatureTags& tags,
                         const DkimKey& key, DkimSignature& out) {
  if (!key.key) {
    out.result = key.result;
    out.why = key.why + (out.why.empty() ? "" : "; and " + out.why);
    return;
  }
  const std::string digest =
      hash_of(tags.hash, signed_header(message_, field, tags));
  const bool header_good = key.key->verifies(tags.hash, digest, tags.signature);
  if (!header_good) {
    std::string why = why_header_differs(message_, field, tags, *key.key,
                                         out.body, limits_, tried_bytes_);
    out.why = out.why.empty() ? why : out.why + "; and " + why;
  } else if (out.body == BodyHash::Mismatch) {
    out.why += "; the signed header is as it was";
  }
  if (!header_good || out.body == BodyHash::Mismatch) {
    out.result = SignatureResult::Fail;
  } else if (out.body == BodyHash::NotChecked) {
    out.result = SignatureResult::Unchecked;
    out.why = "the message was not read in full";
  } else {
    out.result =
        is_weak(tags, key.told) ? SignatureResult::Weak : SignatureResult::Pass;
    judge_time(out);
  }
}

void DkimVerifier::judge_time(DkimSignature& out) const {
  if (!as_of_) {
    if (out.expires)
      out.weaknesses.emplace_back(
          "x= was not judged: when the message arrived is not known");
    return;
  }
  if (out.expires && *as_of_ > *out.expires) {
    out.result = SignatureResult::Expired;
    out.why = fmt::format(
        "it verifies, but had expired {} before the message arrived",
        duration_text(*as_of_ - *out.expires));
  }
  if (out.signed_at && *out.signed_at > *as_of_ + kClockSlack)
    out.weaknesses.push_back(
        fmt::format("it says it was made {} after the message arrived",
                    duration_text(*out.signed_at - *as_of_)));
}

void DkimVerifier::note_weaknesses(const SignatureTags& tags,
                                   DkimSignature& out) {
  auto& weak = out.weaknesses;
  if (tags.hash == HashAlgorithm::Sha1)
    weak.emplace_back("rsa-sha1 must not be relied on any more (RFC 8301)");
  if (out.key.type == "rsa" && out.key.bits > 0 && out.key.bits < kGoodBits)
    weak.push_back(fmt::format("the key has {} bits; {}", out.key.bits,
                               out.key.bits < kLeastBits
                                   ? "one that short proves nothing (RFC 8301)"
                                   : "2048 are what RFC 8301 asks for"));
  if (out.result == SignatureResult::Weak)
    out.why = "it verifies, but by means that prove nothing any more";
  if (out.key.testing)
    weak.emplace_back("the domain says that it is only trying DKIM (t=y)");
  if (out.length) {
    const std::uint64_t size = message_.complete ? body_of(tags).size : 0;
    weak.push_back(
        size > *out.length
            ? fmt::format("l={} leaves the last {} bytes of the body unsigned",
                          *out.length, size - *out.length)
            : fmt::format("l={} lets anybody add to the body", *out.length));
  }
  for (const auto& [lower, shown] : kVisibleFields) {
    const auto there =
        std::ranges::count(message_.fields, lower, &SignedField::name);
    const auto covered = std::ranges::count(out.signed_fields, lower);
    if (there > 0 && covered == 0)
      weak.push_back(fmt::format("{} is not signed", shown));
    else if (there > covered)
      weak.push_back(fmt::format("there are {} {} fields, {} signed", there,
                                 shown, covered));
  }
}

}  // namespace calspam
