// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arf/limits.hh"
#include "evidence/subject.hh"

namespace calspam {

/// How a private string becomes what stands for it.
enum class RedactionMethod {
  HmacSha256,  ///< the first 24 hexadecimal digits of a keyed hash
  Rfc6590Sha1  ///< base64 of SHA-1 over key and string, as RFC 6590 shows it
};

/// What stands for `text`: the same for the same text and key, whatever the
/// case of its letters.
std::string redaction_token(RedactionMethod method, std::string_view key,
                            std::string_view text);

/// Patterns of bytes, looked for at every place of a text at once. Cost is the
/// length of the text times that of the longest pattern that begins there.
class PatternTree {
 public:
  struct Pattern {
    std::size_t hidden = 0;   ///< bytes of it that are private, the first ones;
                              ///< 0: all
    bool whole_word = false;  ///< no letter or digit around it
    std::string token;        ///< what stands for the private bytes
  };
  PatternTree();
  void add(std::string_view bytes, Pattern pattern);
  bool empty() const { return patterns_.empty(); }
  /// A pattern that was met, and how many bytes of the text it took: a blank
  /// of a pattern stands for any run of white space.
  struct Match {
    const Pattern* pattern = nullptr;  ///< null when there is none
    std::size_t size = 0;
  };
  /// The longest pattern that begins at `at`.
  Match match(std::string_view text, std::size_t at) const;

 private:
  struct Node {
    char byte = 0;
    int child = -1, next = -1, pattern = -1;
  };
  int child_of(int node, char byte) const;

  std::vector<Node> nodes_;
  std::vector<int> first_;  // children of the root by byte
  std::vector<Pattern> patterns_;
};

/// The strings that a report must not show, in every spelling in which mail
/// and calendar platforms are known to write them: plain, VERP
/// ("bob=a.example"), percent-encoded, in base64 at any alignment, in
/// hexadecimal, hashed, and shifted through the alphabet as in Google's bounce
/// addresses.
class PrivateWords {
 public:
  PrivateWords(std::string key, RedactionMethod method,
               const ArfLimits& limits = {});

  /// Hides the local part of an address (RFC 6590 3 keeps the domain).
  void add_address(std::string_view address);
  /// Hides the name of a person. Names of a word of fewer than six letters
  /// are left, since they would be found everywhere.
  void add_name(std::string_view name);
  std::size_t size() const { return words_.size(); }
  /// There are more than could be added: nothing may be shown then.
  bool overflowed() const { return overflowed_; }
  void note_more() { overflowed_ = true; }

  /// `text` with tokens in place of the words.
  std::string hidden(std::string_view text) const;
  /// A word that `text` still shows, also through base64, hexadecimal,
  /// percent-encoding or blanks between; nothing when there is none.
  std::optional<std::string> shown(std::string_view text) const;

 private:
  std::string hidden(std::string_view text, int depth) const;
  std::optional<std::string> shown(std::string_view text, int depth) const;
  std::optional<std::string> shown_plain(std::string_view text) const;
  std::string hidden_tokens(std::string_view text, int depth) const;
  std::string hidden_plain(std::string_view text) const;
  std::string hidden_token(std::string_view run, bool padded, int depth) const;
  void add_encoded(std::string_view address, std::string_view local);
  void add_hashed(std::string_view address);
  void add_shifted(std::string_view address);
  bool add_word(std::string_view word);
  std::string token(std::string_view text) const;

  std::string key_;
  RedactionMethod method_;
  ArfLimits limits_;
  PatternTree folded_;  // in lower case
  PatternTree exact_;
  std::vector<std::string> words_;
  bool overflowed_ = false;
};

/// Fills `words` with what names the recipients of a message: To, Cc, Bcc,
/// Delivered-To and their like, "for" of Received, ATTENDEE with CN and EMAIL.
/// The addresses of `kept` (whose report it is) stay readable.
void add_private_words(const Subject& subject,
                       const std::vector<std::string>& kept,
                       PrivateWords& words);

}  // namespace calspam
