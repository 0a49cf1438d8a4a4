// SPDX-License-Identifier: MIT
#include "provenance/header_failure.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <unordered_set>
#include <vector>

#include "mail/header_field.hh"
#include "provenance/dkim.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// What one field costs in a try beside its bytes.
constexpr std::size_t kFieldCost = 64;

// Where lists keep the sender that they took out of From.
constexpr std::array<std::string_view, 4> kOriginalFrom{
    "x-original-from", "x-google-original-from", "original-from", "reply-to"};

constexpr std::array<std::string_view, 5> kEncodings{
    "8bit", "7bit", "quoted-printable", "base64", "binary"};

std::string_view value_of(std::string_view raw) {
  return raw.substr(std::min(raw.find(':') + 1, raw.size()));
}

std::string_view name_of(std::string_view raw) {
  return trimmed(raw.substr(0, raw.find(':')));
}

// How much of a subject a list or a gateway may have put there: "[list] ",
// "***SPAM*** ", "{Spam?} ", "Re: ", "[EXTERNAL]: ".
std::vector<std::size_t> prefixes_of(std::string_view subject) {
  std::vector<std::size_t> ends;
  const auto with_blanks = [&](std::size_t end) {
    ends.push_back(end);
    while (end < subject.size() && is_ascii_space(subject[end]))
      ends.push_back(++end);
  };
  constexpr std::array<std::pair<char, char>, 4> kPairs{
      {{'[', ']'}, {'{', '}'}, {'(', ')'}, {'*', '*'}}};
  for (const auto& [open, close] : kPairs) {
    if (!subject.starts_with(open)) continue;
    std::size_t end = subject.find(close, 1);
    while (open == close && end != subject.npos &&
           subject.substr(end + 1, 1) == "*")
      ++end;
    if (end == subject.npos || end > 80) continue;
    // "***SPAM***": what was found may be the end of the opening stars.
    if (open == close && subject.find_first_not_of('*') > end) {
      end = subject.find('*', end + 1);
      while (end != subject.npos && subject.substr(end + 1, 1) == "*") ++end;
      if (end == subject.npos || end > 80) continue;
    }
    with_blanks(end + 1);
    if (subject.substr(end + 1, 1) == ":") with_blanks(end + 2);
  }
  const std::size_t colon = subject.find(':');
  if (colon != subject.npos && colon > 0 && colon < 20) with_blanks(colon + 1);
  return ends;
}

class Search {
 public:
  Search(const SignedMessage& message, const SignedField& field,
         const SignatureTags& tags, const PublicKey& key,
         const SignatureLimits& limits, std::size_t& tried)
      : field_(field),
        tags_(tags),
        key_(key),
        limits_(limits),
        tried_(tried),
        wanted_(key.signed_digest(tags.hash, tags.signature)) {
    const auto& listed = tags.told.signed_fields;
    const std::unordered_set<std::string_view> names(listed.begin(),
                                                     listed.end());
    for (const SignedField& each : message.fields) {
      bytes_ += each.raw.size() + kFieldCost;
      if (std::ranges::find(kOriginalFrom, each.name) != kOriginalFrom.end())
        originals_.push_back(&each);
      if (names.contains(each.name)) signed_.fields.push_back(each);
    }
  }

  /// Whether, as far as it can be told, this key made the signature.
  bool other_key() const { return key_.is_rsa() && !wanted_; }

  std::string run() {
    for (auto look :
         {&Search::added, &Search::prefixed, &Search::from_rewritten,
          &Search::encoding_changed, &Search::refolded}) {
      const std::string words = (this->*look)();
      if (!words.empty()) return words;
    }
    return {};
  }

 private:
  bool may_try() const {
    return tries_ < limits_.tries && tried_ + bytes_ <= limits_.tried_bytes;
  }

  bool verifies(const SignedMessage& changed, const SignedField& field) {
    if (!may_try()) return false;
    ++tries_;
    tried_ += bytes_;
    const std::string digest =
        hash_of(tags_.hash, signed_header(changed, field, tags_));
    return wanted_ ? digest == *wanted_
                   : key_.verifies(tags_.hash, digest, tags_.signature);
  }

  bool verifies_with(std::size_t at, const std::string& raw) {
    if (!may_try()) return false;
    SignedMessage changed = signed_;
    changed.fields[at].raw = raw;
    return verifies(changed, field_);
  }

  std::string added() {
    for (std::size_t i = 0; i < signed_.fields.size() && may_try(); ++i) {
      SignedMessage changed = signed_;
      changed.fields.erase(changed.fields.begin() +
                           static_cast<std::ptrdiff_t>(i));
      if (!verifies(changed, field_)) continue;
      const std::string_view raw = signed_.fields[i].raw;
      return fmt::format("a {} field ({}) was added after signing; without it",
                         to_valid_utf8(truncated(name_of(raw), 60)),
                         in_quotes(squeezed(unfolded(value_of(raw)))));
    }
    return {};
  }

  std::string prefixed() {
    for (std::size_t i = 0; i < signed_.fields.size(); ++i) {
      const std::string_view raw = signed_.fields[i].raw;
      if (signed_.fields[i].name != "subject") continue;
      const std::string_view value = value_of(raw);
      std::size_t begin = 0;
      while (begin < value.size() && is_ascii_space(value[begin])) ++begin;
      const std::string_view subject = value.substr(begin);
      const std::string head(raw.substr(0, raw.size() - subject.size()));
      for (const std::size_t end : prefixes_of(subject)) {
        if (!verifies_with(i, head + std::string(subject.substr(end))))
          continue;
        return fmt::format(
            "the Subject was given the prefix {} after signing; without it",
            in_quotes(trimmed(subject.substr(0, end))));
      }
    }
    return {};
  }

  std::string from_rewritten() {
    for (std::size_t i = 0; i < signed_.fields.size(); ++i) {
      if (signed_.fields[i].name != "from") continue;
      const std::string_view raw = signed_.fields[i].raw;
      for (const SignedField* other : originals_) {
        if (!may_try()) return {};
        const std::string changed =
            std::string(raw.substr(0, raw.find(':') + 1)) +
            std::string(value_of(other->raw));
        if (!verifies_with(i, changed)) continue;
        return fmt::format(
            "From was rewritten after signing; with the value of {}",
            to_valid_utf8(truncated(name_of(other->raw), 60)));
      }
    }
    return {};
  }

  std::string encoding_changed() {
    for (std::size_t i = 0; i < signed_.fields.size(); ++i) {
      if (signed_.fields[i].name != "content-transfer-encoding") continue;
      const std::string_view raw = signed_.fields[i].raw;
      for (const std::string_view encoding : kEncodings) {
        const std::string changed =
            std::string(raw.substr(0, raw.find(':') + 1)) + " " +
            std::string(encoding);
        if (!verifies_with(i, changed)) continue;
        return fmt::format(
            "Content-Transfer-Encoding was changed to {} after signing; with "
            "\"{}\"",
            in_quotes(trimmed(value_of(raw))), encoding);
      }
    }
    return {};
  }

  // Simple canonicalization bears no other folds (RFC 6376 3.4.1).
  std::string refolded() {
    if (tags_.header != Canonicalization::Simple) return {};
    std::deque<std::string> kept;
    SignedMessage changed = signed_;
    const auto mend = [&kept](std::string_view raw) -> std::string_view {
      const std::string value = squeezed(unfolded(value_of(raw)));
      kept.push_back(std::string(name_of(raw)) + ": " + value);
      return kept.back();
    };
    for (std::size_t i = 0; i < signed_.fields.size(); ++i) {
      changed.fields[i].raw = mend(signed_.fields[i].raw);
      if (changed.fields[i].raw != signed_.fields[i].raw &&
          verifies_with(i, std::string(changed.fields[i].raw)))
        return fmt::format(
            "folds or spaces of {} were changed after signing; "
            "with single spaces",
            to_valid_utf8(truncated(name_of(signed_.fields[i].raw), 60)));
    }
    if (!verifies(changed, field_)) return {};
    return "folds or spaces of the header were changed after signing; with "
           "single spaces";
  }

  const SignedField& field_;
  const SignatureTags& tags_;
  const PublicKey& key_;
  const SignatureLimits& limits_;
  std::size_t& tried_;
  std::optional<std::string> wanted_;  // what was signed, of RSA
  SignedMessage signed_;               // only the fields that h= may select
  std::vector<const SignedField*> originals_;
  std::size_t bytes_ = 0;
  std::size_t tries_ = 0;
};

// "From, To and Subject", no more than the first five.
std::string list_of(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  for (const std::string& name : names) {
    if (std::ranges::find(shown, name) != shown.end()) continue;
    if (shown.size() == 5) {
      shown.emplace_back("...");
      break;
    }
    shown.push_back(to_valid_utf8(truncated(name, 40)));
  }
  return fmt::format("{}", fmt::join(shown, ", "));
}

// What was signed, be it as absent, and is not there now.
std::string absent_of(const SignedMessage& message, const SignatureTags& tags) {
  const std::vector<std::string>& names = tags.told.signed_fields;
  const std::vector<int> selected = selected_fields(message, names);
  std::vector<std::string> absent;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (selected[i] < 0) absent.push_back(names[i]);
  return absent.empty() ? "" : "; not there now: " + list_of(absent);
}

}  // namespace

std::string why_header_differs(const SignedMessage& message,
                               const SignedField& field,
                               const SignatureTags& tags, const PublicKey& key,
                               BodyHash body, const SignatureLimits& limits,
                               std::size_t& tried_bytes) {
  Search search(message, field, tags, key, limits, tried_bytes);
  if (search.other_key())
    return "the signature was not made with the key at hand, or b= was "
           "damaged: what it holds is no hash";
  const std::string words = search.run();
  if (!words.empty())
    return words + (body == BodyHash::Mismatch ? " the header verifies"
                                               : " the signature verifies");
  return fmt::format(
      "a signed header field was changed, added or taken away after signing "
      "(of {}{}){}{}",
      list_of(tags.told.signed_fields), absent_of(message, tags),
      key.is_rsa() ? ""
                   : ", or another key "
                     "signed",
      body == BodyHash::Match ? "; the body is as signed" : "");
}

}  // namespace calspam
