// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.hh"

namespace calspam {

/// A value of a YAML file of ours, with the place it stood at. Plain data: no
/// anchors, aliases, tags or merge keys, which a rule has no use for.
struct YamlNode {
  enum class Kind { Null, Scalar, Sequence, Map };
  Kind kind = Kind::Null;
  std::string text;             ///< of a scalar
  bool quoted = false;          ///< a scalar in quotes or a block: always text
  std::vector<YamlNode> keys;   ///< of a map, scalars, no two the same
  std::vector<YamlNode> items;  ///< of a sequence; of a map, as its keys
  int line = 1, column = 1;     ///< from 1; columns count characters

  /// The value of a key of a map, or null.
  const YamlNode* find(std::string_view key) const;
};

/// Bounds on one YAML file. Ours have 40 lines and six levels.
inline constexpr std::size_t kYamlBytes = 256u << 10;
inline constexpr int kYamlDepth = 32;

/// Reads the one document of a file; `file` is the name errors give.
Result<YamlNode> read_yaml(std::string_view bytes, const std::string& file);

/// The first thing wrong with a file. Readers go on after a fault with empty
/// values, so that they need no test after every step; whoever called them
/// asks once.
class Faults {
 public:
  explicit Faults(std::string file) : file_(std::move(file)) {}
  void note(const YamlNode& at, std::string what);
  const std::optional<Error>& first() const { return first_; }

 private:
  std::string file_;
  std::optional<Error> first_;
};

/// `, did you mean "x"?` or nothing.
std::string suggestion(std::string_view word,
                       const std::vector<std::string>& candidates);

/// The typed values of a node; a fault where it is of another kind.
std::string yaml_text(const YamlNode& node, Faults& faults);
double yaml_number(const YamlNode& node, Faults& faults);
bool yaml_boolean(const YamlNode& node, Faults& faults);
/// A sequence of scalars.
std::vector<std::string> yaml_texts(const YamlNode& node, Faults& faults);

/// A map whose keys are known. Borrows node and faults.
class YamlFields {
 public:
  /// Notes a fault when `map` is none or has a key that is not in `known`.
  YamlFields(const YamlNode& map, std::span<const std::string_view> known,
             Faults& faults);

  /// Null when the key is absent.
  const YamlNode* find(std::string_view key) const { return map_.find(key); }
  /// As find(), and a fault when the key is absent.
  const YamlNode* need(std::string_view key) const;
  /// The key must be there and its text not empty.
  std::string text(std::string_view key) const;
  double number(std::string_view key) const;
  /// False when the key is absent.
  bool boolean(std::string_view key) const;
  /// Empty when the key is absent.
  std::vector<std::string> texts(std::string_view key) const;

 private:
  const YamlNode& map_;
  Faults& faults_;
};

}  // namespace calspam
