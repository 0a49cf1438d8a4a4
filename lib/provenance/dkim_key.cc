// SPDX-License-Identifier: MIT
#include "provenance/dkim_key.hh"

#include <fmt/format.h>

#include <algorithm>

#include "provenance/tag_list.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// Whether a list such as "sha1:sha256" has `name`, or "*".
bool lists(std::string_view text, std::string_view name) {
  const std::vector<std::string_view> items = split(text, ':');
  return std::ranges::any_of(items, [name](std::string_view item) {
    return item == name || item == "*";
  });
}

class Reader {
 public:
  Reader(const SignatureTags& signature, DkimKey& out)
      : signature_(signature), out_(out) {}

  void read(const SignatureLimits& limits) {
    const TagList tags = parse_tags(out_.told.record, limits.tags);
    if (!tags.fault.empty()) return malformed(tags.fault);
    // RFC 6376 3.6.1: if it is there it is the first, and nothing else.
    if (tags.value("v") != nullptr &&
        (tags.tags.front().name != "v" || tags.packed("v") != "DKIM1"))
      return malformed("its v= is not DKIM1, or not first");
    read_flags(tags);
    if (out_.result == SignatureResult::Unchecked) read_key(tags);
  }

 private:
  void malformed(const std::string& what) {
    out_.result = SignatureResult::Malformed;
    out_.why = fmt::format("the key record {} is not usable: {}",
                           in_quotes(out_.told.name, 200), what);
  }

  void read_flags(const TagList& tags) {
    const std::string flags = tags.packed("t");
    out_.told.testing = lists(flags, "y");
    const std::string& identity = signature_.told.identity;
    const std::string host =
        ascii_lower(std::string_view(identity).substr(identity.rfind('@') + 1));
    if (lists(flags, "s") && !identity.empty() &&
        host != signature_.told.domain)
      return malformed("t=s forbids i= of a subdomain");
    const std::string_view hash =
        signature_.hash == HashAlgorithm::Sha1 ? "sha1" : "sha256";
    if (tags.value("h") != nullptr && !lists(tags.packed("h"), hash))
      return malformed(fmt::format("its h= does not allow {}", hash));
    if (tags.value("s") != nullptr && !lists(tags.packed("s"), "email"))
      return malformed("its s= does not allow email");
  }

  void read_key(const TagList& tags) {
    std::string type = ascii_lower(tags.packed("k"));
    if (type.empty()) type = "rsa";
    out_.told.type = type;
    if (type != (signature_.rsa ? "rsa" : "ed25519"))
      return malformed(
          fmt::format("it holds a key of type {}, the signature "
                      "is {}",
                      in_quotes(type), signature_.told.algorithm));
    const std::string* text = tags.value("p");
    if (text == nullptr) return malformed("it has no p=");
    if (text->empty()) {
      out_.result = SignatureResult::Revoked;
      out_.why = fmt::format("the key {} has been revoked (empty p=)",
                             in_quotes(out_.told.name, 200));
      return;
    }
    const std::optional<std::string> bytes = decoded_base64(*text);
    if (!bytes) return malformed("its p= is no base64");
    out_.key =
        signature_.rsa ? PublicKey::rsa(*bytes) : PublicKey::ed25519(*bytes);
    if (!out_.key) return malformed("its p= is no key of that type");
    out_.told.bits = out_.key->bits();
  }

  const SignatureTags& signature_;
  DkimKey& out_;
};

}  // namespace

DkimKey dkim_key(const SignatureTags& signature, const KeyFile* keys,
                 const SignatureLimits& limits) {
  DkimKey out;
  out.told.name = key_name(signature.told);
  out.told.source = "none";
  const std::string* record =
      keys == nullptr ? nullptr : keys->record(out.told.name);
  if (record == nullptr) {
    out.result = SignatureResult::NoKey;
    out.why =
        fmt::format("no key {} is at hand", in_quotes(out.told.name, 200));
    return out;
  }
  out.told.record = *record;
  out.told.source = "file";
  Reader(signature, out).read(limits);
  return out;
}

}  // namespace calspam
