// SPDX-License-Identifier: MIT
#include "provenance/body_failure.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "mail/transfer.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// A list's footer has five to thirty lines; a disclaimer may have hundreds.
constexpr std::size_t kMostFooterLines = 1'000;
constexpr std::size_t kMostBannerLines = 50;

// Programs that pass messages through a mailbox file quote such lines.
std::string without_from_quotes(std::string_view body) {
  std::string out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const bool at_start = i == 0 || body[i - 1] == '\n';
    if (!at_start || !body.substr(i).starts_with(">From ")) out += body[i];
  }
  return out;
}

// RFC 5321 4.5.2: a leading dot that a broken transport left doubled.
std::string without_doubled_dots(std::string_view body) {
  std::string out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const bool at_start = i == 0 || body[i - 1] == '\n';
    if (!at_start || !body.substr(i).starts_with("..")) out += body[i];
  }
  return out;
}

// A CR before CRLF, or one that ends a line by itself.
std::string without_odd_returns(std::string_view body) {
  std::string out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\r') {
      out += body[i];
    } else if (i + 1 == body.size() ||
               (body[i + 1] != '\n' && body[i + 1] != '\r')) {
      out += '\n';
    }
  }
  return out;
}

struct Repair {
  std::string (*mend)(std::string_view body);
  std::string_view words;
};

constexpr std::array<Repair, 3> kRepairs{{
    {without_odd_returns,
     "line ends of the body were changed after signing (carriage returns); "
     "with them mended the body is as signed"},
    {without_from_quotes,
     "lines of the body that begin with \"From \" were quoted with \">\" after "
     "signing; unquoted the body is as signed"},
    {without_doubled_dots,
     "leading dots of the body were doubled after signing; single again the "
     "body is as signed"},
}};

class Search {
 public:
  Search(const SignedMessage& message, const SignatureTags& tags,
         const SignatureLimits& limits, std::size_t& tried)
      : message_(message), tags_(tags), limits_(limits), tried_(tried) {}

  std::string run() {
    for (auto look : {&Search::appended, &Search::repaired, &Search::decoded,
                      &Search::prepended}) {
      const std::string words = (this->*look)();
      if (!words.empty()) return words;
    }
    return "the body was changed after signing";
  }

 private:
  bool may_try(std::size_t bytes) {
    if (tried_ + bytes > limits_.tried_bytes) return false;
    tried_ += bytes;
    return true;
  }

  BodyHasher hasher() const {
    return {tags_.hash, tags_.body, tags_.told.length};
  }

  bool matches(std::string_view body) const {
    BodyHasher hash = hasher();
    std::string_view line;
    while (next_body_line(body, line)) hash.line(line);
    return hash.value() == tags_.body_hash;
  }

  std::string boundary_line() const {
    const Parameter* boundary = message_.root == nullptr
                                    ? nullptr
                                    : message_.root->type.parameter("boundary");
    return boundary == nullptr ? "" : "--" + boundary->value;
  }

  // One pass: the hash is asked before each of the last lines.
  std::string appended() {
    if (!may_try(message_.body.size())) return {};
    const auto lines =
        static_cast<std::size_t>(std::ranges::count(message_.body, '\n') +
                                 (message_.body.ends_with('\n') ? 0 : 1));
    const std::string boundary = boundary_line();
    BodyHasher hash = hasher();
    std::string_view rest = message_.body;
    std::string_view line;
    for (std::size_t at = 0; next_body_line(rest, line); ++at) {
      if (at + kMostFooterLines >= lines) {
        if (!trimmed(line).empty() && hash.value() == tags_.body_hash)
          return footer_words(lines - at, line);
        if (!boundary.empty() && trimmed(line) == boundary) {
          BodyHasher closed(hash);
          closed.line(boundary + "--");
          if (closed.value() == tags_.body_hash)
            return "a part was added at the end of the body after signing; "
                   "without it the body is as signed";
        }
      }
      hash.line(line);
    }
    return {};
  }

  static std::string footer_words(std::size_t lines, std::string_view first) {
    if (lines == 1)
      return fmt::format(
          "the last line of the body, {}, was added after signing; without it "
          "the body is as signed",
          in_quotes(first));
    return fmt::format(
        "the last {} lines of the body, from {} on, were added after signing; "
        "without them the body is as signed",
        lines, in_quotes(first));
  }

  std::string repaired() {
    for (const Repair& repair : kRepairs) {
      if (!may_try(message_.body.size())) return {};
      const std::string mended = repair.mend(message_.body);
      if (mended != message_.body && matches(mended))
        return std::string(repair.words);
    }
    return {};
  }

  // A gateway to a 7-bit host turns 8bit into one of the two (RFC 6152).
  std::string decoded() {
    const Part* root = message_.root;
    if (root == nullptr || root->is_multipart ||
        (root->encoding != TransferEncoding::QuotedPrintable &&
         root->encoding != TransferEncoding::Base64) ||
        !may_try(message_.body.size()))
      return {};
    const TransferDecoding plain =
        decode_transfer(root->encoding, message_.body, 0, message_.body.size());
    if (!matches(plain.bytes)) return {};
    return fmt::format(
        "the body was converted to {} after signing; decoded it is as signed",
        root->encoding == TransferEncoding::Base64 ? "base64"
                                                   : "quoted-printable");
  }

  // A banner ("this mail comes from outside") above the text.
  std::string prepended() {
    std::string_view rest = message_.body;
    std::string_view line;
    for (std::size_t at = 1; at <= kMostBannerLines; ++at) {
      if (!next_body_line(rest, line) || !may_try(rest.size())) return {};
      if (!matches(rest)) continue;
      return fmt::format(
          "the first {} of the body {} added after signing; without {} the "
          "body is as signed",
          at == 1 ? "line" : fmt::format("{} lines", at),
          at == 1 ? "was" : "were", at == 1 ? "it" : "them");
    }
    return {};
  }

  const SignedMessage& message_;
  const SignatureTags& tags_;
  const SignatureLimits& limits_;
  std::size_t& tried_;
};

}  // namespace

std::string why_body_differs(const SignedMessage& message,
                             const SignatureTags& tags,
                             const SignatureLimits& limits,
                             std::size_t& tried_bytes) {
  return Search(message, tags, limits, tried_bytes).run();
}

}  // namespace calspam
