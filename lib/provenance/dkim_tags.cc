// SPDX-License-Identifier: MIT
#include "provenance/dkim_tags.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "provenance/tag_list.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Kind = SignatureTags::Kind;

constexpr std::array<std::string_view, 7> kDkimTags{"v", "a", "b", "bh",
                                                    "d", "h", "s"};
constexpr std::array<std::string_view, 7> kMessageTags{"i", "a", "b", "bh",
                                                       "d", "h", "s"};
constexpr std::array<std::string_view, 6> kSealTags{"i",  "a", "b",
                                                    "cv", "d", "s"};

std::span<const std::string_view> required(Kind kind) {
  switch (kind) {
    case Kind::Dkim:
      return kDkimTags;
    case Kind::ArcMessage:
      return kMessageTags;
    case Kind::ArcSeal:
      return kSealTags;
  }
  return {};
}

// The value of a tag, "" when it is not there.
std::string value_of(const TagList& tags, std::string_view name) {
  const std::string* value = tags.value(name);
  return value == nullptr ? std::string() : *value;
}

class Reader {
 public:
  Reader(const SignedField& field, Kind kind, const SignatureLimits& limits)
      : field_(field), limits_(limits) {
    out_.kind = kind;
    out_.told.span = field.span;
  }

  SignatureTags read() {
    const std::size_t colon =
        std::min(field_.raw.find(':'), field_.raw.size() - 1);
    tags_ = parse_tags(field_.raw.substr(colon + 1), limits_.tags);
    if (!tags_.fault.empty()) fault(tags_.fault);
    read_names();
    read_algorithm();
    read_canonicalization();
    read_bytes();
    read_times();
    if (out_.kind == Kind::Dkim) check_dkim();
    if (out_.kind != Kind::ArcSeal) check_signed_fields();
    if (out_.kind != Kind::Dkim) read_arc();
    check_required();
    return std::move(out_);
  }

 private:
  // The first fault is the one that is told.
  void fault(std::string what) {
    if (out_.fault.empty()) out_.fault = std::move(what);
  }

  void check_required() {
    for (const std::string_view name : required(out_.kind))
      if (tags_.value(name) == nullptr) fault(fmt::format("has no {}=", name));
  }

  void read_names() {
    DkimSignature& told = out_.told;
    told.domain = ascii_lower(tags_.packed("d"));
    told.selector = tags_.packed("s");
    if (told.domain.ends_with('.')) told.domain.pop_back();
    if (tags_.value("d") != nullptr && told.domain.empty())
      fault("d= is empty");
    if (tags_.value("s") != nullptr && told.selector.empty())
      fault("s= is empty");
    if (out_.kind == Kind::Dkim) told.identity = tags_.packed("i");
    const std::string names = tags_.packed("h");
    if (names.empty()) return;
    for (const std::string_view name : split(names, ':')) {
      if (told.signed_fields.size() == limits_.signed_names)
        return fault(
            fmt::format("h= has more than {} names", limits_.signed_names));
      told.signed_fields.push_back(ascii_lower(name));
    }
  }

  void read_algorithm() {
    const std::string a = ascii_lower(tags_.packed("a"));
    out_.told.algorithm = a;
    out_.rsa = a.starts_with("rsa-");
    out_.hash =
        a.ends_with("-sha1") ? HashAlgorithm::Sha1 : HashAlgorithm::Sha256;
    const bool known =
        a == "rsa-sha256" || a == "ed25519-sha256" || a == "rsa-sha1";
    if (!known && tags_.value("a") != nullptr)
      fault("a=" + in_quotes(a) + " is no algorithm of DKIM");
  }

  Canonicalization canonicalization(std::string_view name) {
    if (name == "relaxed") return Canonicalization::Relaxed;
    if (name != "simple")
      fault("c=" + in_quotes(name) + " is no canonicalization of DKIM");
    return Canonicalization::Simple;
  }

  void read_canonicalization() {
    std::string c = ascii_lower(tags_.packed("c"));
    // RFC 6376 3.5: simple where nothing is said. ARC's seal is always
    // relaxed, and has no body (RFC 8617 4.1.3).
    if (c.empty())
      c = out_.kind == Kind::Dkim ? "simple/simple" : "relaxed/relaxed";
    if (out_.kind == Kind::ArcSeal) c = "relaxed/relaxed";
    const std::size_t slash = c.find('/');
    if (slash == c.npos) c += "/simple";
    const std::string_view both = c;
    const std::size_t middle = both.find('/');
    out_.header = canonicalization(both.substr(0, middle));
    out_.body = canonicalization(both.substr(middle + 1));
    out_.told.canonicalization = c;
  }

  std::string bytes_of(std::string_view name) {
    if (tags_.value(name) == nullptr) return {};
    std::optional<std::string> bytes = decoded_base64(value_of(tags_, name));
    if (!bytes || bytes->empty()) {
      fault(fmt::format("{}= is no base64", name));
      return {};
    }
    return std::move(*bytes);
  }

  void read_bytes() {
    out_.signature = bytes_of("b");
    if (out_.kind == Kind::ArcSeal) return;
    out_.body_hash = bytes_of("bh");
    const std::size_t size = out_.hash == HashAlgorithm::Sha1 ? 20 : 32;
    if (!out_.body_hash.empty() && out_.body_hash.size() != size)
      fault("bh= is no hash of that algorithm");
  }

  std::optional<std::int64_t> number(std::string_view name) {
    if (tags_.value(name) == nullptr) return std::nullopt;
    const std::optional<std::int64_t> digits = parse_digits(tags_.packed(name));
    if (!digits) fault(fmt::format("{}= is no number", name));
    return digits;
  }

  void read_times() {
    DkimSignature& told = out_.told;
    told.signed_at = number("t");
    if (out_.kind == Kind::ArcSeal) return;
    told.expires = number("x");
    if (told.signed_at && told.expires && *told.expires <= *told.signed_at)
      fault("x= is not after t=");
    if (const auto length = number("l"))
      told.length = static_cast<std::uint64_t>(*length);
  }

  void check_dkim() {
    if (tags_.value("v") != nullptr && tags_.packed("v") != "1")
      fault("v= is not 1");
    const std::string q = tags_.packed("q");
    if (!q.empty() && q != "dns/txt") fault("q= has no dns/txt");
    if (tags_.value("i") == nullptr) return;
    const std::string& identity = out_.told.identity;
    const std::size_t at = identity.rfind('@');
    const std::string host =
        at == identity.npos ? "" : ascii_lower(identity.substr(at + 1));
    const std::string& d = out_.told.domain;
    if (host != d && !host.ends_with("." + d))
      fault("i=" + in_quotes(identity) + " is not of the domain " +
            in_quotes(d));
  }

  void check_signed_fields() {
    const auto& names = out_.told.signed_fields;
    if (tags_.value("h") == nullptr) return;
    const auto has = [&names](std::string_view name) {
      return std::ranges::find(names, name) != names.end();
    };
    if (out_.kind == Kind::Dkim && !has("from")) fault("h= has no From");
    // RFC 8617 4.1.2.
    if (out_.kind == Kind::ArcMessage && has("arc-seal"))
      fault("h= has ARC-Seal");
  }

  void read_arc() {
    const std::int64_t instance = number("i").value_or(0);
    out_.instance = instance > 1'000'000 ? 0 : static_cast<int>(instance);
    if (out_.kind != Kind::ArcSeal) return;
    out_.chain_value = ascii_lower(tags_.packed("cv"));
    const std::string& cv = out_.chain_value;
    if (tags_.value("cv") != nullptr && cv != "none" && cv != "pass" &&
        cv != "fail")
      fault("cv=" + in_quotes(cv) + " is no chain value");
    if (tags_.value("h") != nullptr) fault("a seal has no h=");
  }

  const SignedField& field_;
  const SignatureLimits& limits_;
  TagList tags_;
  SignatureTags out_;
};

}  // namespace

SignatureTags signature_tags(const SignedField& field, Kind kind,
                             const SignatureLimits& limits) {
  return Reader(field, kind, limits).read();
}

std::string key_name(const DkimSignature& signature) {
  return signature.selector + "._domainkey." + signature.domain;
}

std::string in_quotes(std::string_view text, std::size_t most) {
  const std::string_view cut = truncated(text, most);
  std::string out = "\"" + to_valid_utf8(cut);
  return out + (cut.size() < text.size() ? "...\"" : "\"");
}

}  // namespace calspam
