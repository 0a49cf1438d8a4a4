// SPDX-License-Identifier: MIT
#include "provenance/arc.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

#include "mail/header_field.hh"
#include "provenance/tag_list.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Kind = SignatureTags::Kind;

constexpr std::string_view kResults = "arc-authentication-results";
constexpr std::string_view kMessage = "arc-message-signature";
constexpr std::string_view kSeal = "arc-seal";

// The three fields of an instance.
struct Set {
  const SignedField* results = nullptr;
  const SignedField* message = nullptr;
  const SignedField* seal = nullptr;
};

std::string_view value_of(const SignedField& field) {
  return field.raw.substr(std::min(field.raw.find(':') + 1, field.raw.size()));
}

// i= of any of the three; for results it is what stands before the first
// semicolon. 0 for none.
int instance_of(const SignedField& field, const SignatureLimits& limits) {
  std::optional<std::int64_t> number;
  if (field.name == kResults) {
    const std::string first =
        packed(value_of(field).substr(0, value_of(field).find(';')));
    if (first.starts_with("i=")) number = parse_digits(first.substr(2));
  } else {
    number = parse_digits(parse_tags(value_of(field), limits.tags).packed("i"));
  }
  return number && *number < 1'000'000 ? static_cast<int>(*number) : 0;
}

class Chain {
 public:
  Chain(const SignedMessage& message, DkimVerifier& verifier,
        const KeyFile* keys, const SignatureLimits& limits)
      : message_(message), verifier_(verifier), keys_(keys), limits_(limits) {}

  ArcChain verify() {
    gather();
    if (out_.fields == 0) return std::move(out_);
    if (!message_.header_complete) {
      out_.result = ArcResult::Unknown;
      out_.why = "the header was not read in full";
      return std::move(out_);
    }
    if (why_.empty()) check_sets();
    if (!why_.empty()) return failed();
    for (const auto& [instance, set] : sets_) verify_set(instance, set);
    judge();
    return std::move(out_);
  }

 private:
  ArcChain failed() {
    out_.result = ArcResult::Fail;
    out_.why = why_;
    return std::move(out_);
  }

  void fault(std::string why) {
    if (why_.empty()) why_ = std::move(why);
  }

  void gather() {
    std::vector<const SignedField*> fields;
    for (const SignedField& field : message_.fields)
      if (field.name == kResults || field.name == kMessage ||
          field.name == kSeal)
        fields.push_back(&field);
    out_.fields = fields.size();
    if (fields.size() > 3 * limits_.arc_instances)
      return fault(fmt::format("{} ARC fields are more than {} instances have",
                               fields.size(), limits_.arc_instances));
    for (const SignedField* field : fields) place(*field);
  }

  void place(const SignedField& field) {
    const int instance = instance_of(field, limits_);
    const std::string_view shown =
        field.name == kResults   ? "ARC-Authentication-Results"
        : field.name == kMessage ? "ARC-Message-Signature"
                                 : "ARC-Seal";
    if (instance < 1)
      return fault(fmt::format("an {} has no instance (i=)", shown));
    Set& set = sets_[instance];
    const SignedField*& slot = field.name == kResults   ? set.results
                               : field.name == kMessage ? set.message
                                                        : set.seal;
    if (slot != nullptr)
      return fault(
          fmt::format("instance {} has two {} fields", instance, shown));
    slot = &field;
  }

  void check_sets() {
    int wanted = 1;
    for (const auto& [instance, set] : sets_) {
      if (instance > static_cast<int>(limits_.arc_instances))
        return fault(fmt::format("instance {} is beyond {}", instance,
                                 limits_.arc_instances));
      if (instance != wanted)
        return fault(fmt::format("instance {} is missing", wanted));
      if (set.results == nullptr || set.message == nullptr ||
          set.seal == nullptr)
        return fault(
            fmt::format("instance {} has no {}", instance,
                        set.results == nullptr   ? "ARC-Authentication-Results"
                        : set.message == nullptr ? "ARC-Message-Signature"
                                                 : "ARC-Seal"));
      ++wanted;
    }
  }

  void verify_set(int instance, const Set& set) {
    ArcSet& out = out_.sets.emplace_back();
    out.instance = instance;
    const std::string_view value = value_of(*set.results);
    const std::size_t semicolon = value.find(';');
    if (semicolon != value.npos)
      out.authentication_results =
          to_valid_utf8(squeezed(unfolded(value.substr(semicolon + 1))));
    out.message = verifier_.verify(*set.message, Kind::ArcMessage);
    verify_seal(set, out);
  }

  // RFC 8617 5.1.1: every set so far, oldest first, this seal last and without
  // its b=.
  std::string sealed_text(int last) const {
    std::string text;
    for (const auto& [instance, set] : sets_) {
      if (instance > last) break;
      for (const SignedField* field : {set.results, set.message})
        text += canonical_field(field->raw, Canonicalization::Relaxed) + "\r\n";
      text += instance < last
                  ? canonical_field(set.seal->raw, Canonicalization::Relaxed) +
                        "\r\n"
                  : canonical_field(without_signature(set.seal->raw),
                                    Canonicalization::Relaxed);
    }
    return text;
  }

  void verify_seal(const Set& set, ArcSet& out) {
    const SignatureTags tags =
        signature_tags(*set.seal, Kind::ArcSeal, limits_);
    out.seal_domain = tags.told.domain;
    out.seal_selector = tags.told.selector;
    out.seal_algorithm = tags.told.algorithm;
    out.chain_value = tags.chain_value;
    out.sealed_at = tags.told.signed_at;
    out.seal_span = set.seal->span;
    if (!tags.fault.empty()) {
      out.seal = SignatureResult::Malformed;
      out.why = "the seal is malformed: " + tags.fault;
      return;
    }
    DkimKey key = dkim_key(tags, keys_, limits_);
    out.seal = key.result;
    out.why = key.why;
    if (key.key) judge_seal(tags, key, out);
    out.seal_key = std::move(key.told);
  }

  void judge_seal(const SignatureTags& tags, const DkimKey& key,
                  ArcSet& out) const {
    const std::string digest = hash_of(tags.hash, sealed_text(out.instance));
    if (key.key->verifies(tags.hash, digest, tags.signature)) {
      const bool weak = tags.hash == HashAlgorithm::Sha1 ||
                        (key.told.type == "rsa" && key.told.bits < 1024);
      out.seal = weak ? SignatureResult::Weak : SignatureResult::Pass;
      if (weak) out.why = "the seal is by a key or hash that proves nothing";
      return;
    }
    out.seal = SignatureResult::Fail;
    const bool other_key =
        key.key->is_rsa() && !key.key->signed_digest(tags.hash, tags.signature);
    out.why = other_key
                  ? "the seal was not made with the key at hand, or its b= was "
                    "damaged"
                  : fmt::format(
                        "an ARC field of instances 1 to {} was changed "
                        "after it was sealed",
                        out.instance);
  }

  // What a result means for the chain; keeps the first reason.
  void weigh(SignatureResult result, const std::string& what) {
    if (result == SignatureResult::Pass) return;
    if (result == SignatureResult::NoKey ||
        result == SignatureResult::Unchecked) {
      if (unknown_.empty()) unknown_ = what;
    } else {
      fault(what);
    }
  }

  void judge() {
    const ArcSet& newest = out_.sets.back();
    if (newest.chain_value == "fail")
      fault(
          fmt::format("the seal of instance {} says that the chain was "
                      "broken already",
                      newest.instance));
    weigh(newest.message.result,
          fmt::format("the message signature of instance {}, the newest: {}",
                      newest.instance, newest.message.why));
    for (const ArcSet& set : out_.sets) {
      const std::string_view wanted = set.instance == 1 ? "none" : "pass";
      if (set.chain_value != wanted && set.seal != SignatureResult::Malformed)
        fault(fmt::format("cv= of instance {} is {}, not \"{}\"", set.instance,
                          in_quotes(set.chain_value), wanted));
      if (set.message.result == SignatureResult::Malformed)
        fault(fmt::format("instance {}: {}", set.instance, set.message.why));
      weigh(set.seal, fmt::format("instance {}: {}", set.instance, set.why));
    }
    out_.result = !why_.empty()       ? ArcResult::Fail
                  : !unknown_.empty() ? ArcResult::Unknown
                                      : ArcResult::Pass;
    out_.why = !why_.empty() ? why_ : unknown_;
    for (auto set = out_.sets.rbegin(); set != out_.sets.rend(); ++set) {
      if (!set->message.passed()) break;
      out_.oldest_pass = set->instance;
    }
  }

  const SignedMessage& message_;
  DkimVerifier& verifier_;
  const KeyFile* keys_;
  const SignatureLimits& limits_;
  std::map<int, Set> sets_;
  ArcChain out_;
  std::string why_, unknown_;
};

}  // namespace

ArcChain verify_arc(const SignedMessage& message, DkimVerifier& verifier,
                    const KeyFile* keys, const SignatureLimits& limits) {
  return Chain(message, verifier, keys, limits).verify();
}

}  // namespace calspam
