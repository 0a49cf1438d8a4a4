// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "util/pattern.hh"
#include "util/yaml_reader.hh"

namespace calspam {

/// What our own YAML files and their patterns were read as when calspam was
/// built, so that a start need not read them again. Each file is here with its
/// bytes: one that has changed since is read as if it were not here. Owns what
/// it was made of; nothing in it changes.
///
///     magic | files: name, bytes, tree | patterns: sets of words | digest
class PreparedFiles {
 public:
  /// None.
  PreparedFiles() = default;
  /// What write_prepared() gave; none where it is anything else.
  explicit PreparedFiles(std::string written);
  PreparedFiles(const PreparedFiles&) = delete;
  PreparedFiles& operator=(const PreparedFiles&) = delete;

  /// The tree of a file, by its name below the folder of rules, as read_yaml()
  /// gives it. `file` is the name errors give.
  Result<YamlNode> read(std::string_view name, std::string_view bytes,
                        const std::string& file) const;
  /// Whether a file of this name and these bytes is here.
  bool has(std::string_view name, std::string_view bytes) const;
  std::size_t size() const { return files_.size(); }
  /// Of all files together, as who wrote this made it; "" where nothing is
  /// prepared.
  std::string_view digest() const { return digest_; }
  /// Borrows from this.
  KnownPatterns patterns() const;

 private:
  struct File {
    std::string_view bytes, tree;
  };

  bool index();
  const File* find(std::string_view name, std::string_view bytes) const;

  std::string written_;
  std::map<std::string_view, File> files_;
  std::string_view patterns_, digest_;
};

/// A file, and if it is one to be read, the tree that it was read as.
struct PreparedFile {
  std::string name, bytes;
  std::optional<YamlNode> tree;
};
std::string write_prepared(const std::vector<PreparedFile>& files,
                           const KnownPatterns& patterns,
                           std::string_view digest);

}  // namespace calspam
