// SPDX-License-Identifier: MIT
#include "util/prepared_files.hh"

#include <cstdint>

namespace calspam {
namespace {

// The number changes with what follows.
constexpr std::string_view kMagic = "calspam prepared 2\n";

// Numbers have seven bits a byte, the low ones first.
void put_number(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7)
    out += static_cast<char>((number & 0x7f) | 0x80);
  out += static_cast<char>(number);
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

// Takes numbers and texts off the front of what was written. What is not
// there is 0 or empty, and is_whole() is false from then on.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      number |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return number;
    }
    return fault();
  }
  // Of things that take a byte at least.
  std::size_t count() {
    const std::uint64_t count = number();
    return count <= rest_.size() ? static_cast<std::size_t>(count) : fault();
  }
  std::string_view text() {
    const std::size_t size = count();
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }
  std::size_t fault() {
    is_whole_ = false;
    rest_ = {};
    return 0;
  }
  bool is_whole() const { return is_whole_; }

 private:
  std::string_view rest_;
  bool is_whole_ = true;
};

// Kind and quotes share a number.
void put_node(std::string& out, const YamlNode& node) {
  put_number(out, static_cast<std::uint64_t>(node.kind) * 2 + node.quoted);
  put_number(out, static_cast<std::uint64_t>(node.line));
  put_number(out, static_cast<std::uint64_t>(node.column));
  put_text(out, node.text);
  put_number(out, node.items.size());
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (node.kind == YamlNode::Kind::Map) put_node(out, node.keys[i]);
    put_node(out, node.items[i]);
  }
}

void take_node(Taker& taker, YamlNode& node, int depth) {
  const std::uint64_t kind = taker.number();
  node.kind = static_cast<YamlNode::Kind>(kind / 2);
  node.quoted = kind % 2 == 1;
  node.line = static_cast<int>(taker.number());
  node.column = static_cast<int>(taker.number());
  node.text = taker.text();
  const std::size_t count = taker.count();
  const bool is_map = node.kind == YamlNode::Kind::Map;
  if (count == 0) return;
  if (kind / 2 > static_cast<std::uint64_t>(YamlNode::Kind::Map) ||
      depth == kYamlDepth) {
    taker.fault();
    return;
  }
  node.items.resize(count);
  node.keys.resize(is_map ? count : 0);
  for (std::size_t i = 0; i < count && taker.is_whole(); ++i) {
    if (is_map) take_node(taker, node.keys[i], depth + 1);
    take_node(taker, node.items[i], depth + 1);
  }
}

void put_words(std::string& out, const NeededWords& needed) {
  put_number(out, needed.size());
  for (const std::vector<std::string_view>& set : needed) {
    put_number(out, set.size());
    for (std::string_view word : set) put_text(out, word);
  }
}

// An alternative that needs nothing is not written.
void take_words(Taker& taker, NeededWords& needed) {
  needed.resize(taker.count());
  if (needed.empty()) taker.fault();
  for (std::vector<std::string_view>& set : needed) {
    set.resize(taker.count());
    for (std::string_view& word : set) word = taker.text();
  }
}

}  // namespace

PreparedFiles::PreparedFiles(std::string written)
    : written_(std::move(written)) {
  if (index()) return;
  files_.clear();
  patterns_ = digest_ = {};
}

bool PreparedFiles::index() {
  const std::string_view all = written_;
  if (!all.starts_with(kMagic)) return false;
  Taker taker(all.substr(kMagic.size()));
  for (std::size_t left = taker.count(); left > 0; --left) {
    const std::string_view name = taker.text(), bytes = taker.text();
    files_.emplace(name, File{bytes, taker.text()});
  }
  patterns_ = taker.text();
  digest_ = taker.text();
  return taker.is_whole();
}

const PreparedFiles::File* PreparedFiles::find(std::string_view name,
                                               std::string_view bytes) const {
  const auto found = files_.find(name);
  const bool is_same = found != files_.end() && found->second.bytes == bytes;
  return is_same ? &found->second : nullptr;
}

bool PreparedFiles::has(std::string_view name, std::string_view bytes) const {
  return find(name, bytes) != nullptr;
}

Result<YamlNode> PreparedFiles::read(std::string_view name,
                                     std::string_view bytes,
                                     const std::string& file) const {
  const File* const prepared = find(name, bytes);
  if (prepared != nullptr && !prepared->tree.empty()) {
    Taker taker(prepared->tree);
    YamlNode node;
    take_node(taker, node, 0);
    if (taker.is_whole()) return node;
  }
  return read_yaml(bytes, file);
}

KnownPatterns PreparedFiles::patterns() const {
  KnownPatterns known;
  Taker taker(patterns_);
  if (patterns_.empty()) return known;
  for (std::size_t left = taker.count(); left > 0; --left) {
    std::vector<NeededWords>& alternatives = known[taker.text()];
    alternatives.resize(taker.count());
    for (NeededWords& needed : alternatives) take_words(taker, needed);
  }
  return taker.is_whole() ? known : KnownPatterns();
}

std::string write_prepared(const std::vector<PreparedFile>& files,
                           const KnownPatterns& patterns,
                           std::string_view digest) {
  std::string out(kMagic);
  put_number(out, files.size());
  for (const PreparedFile& file : files) {
    put_text(out, file.name);
    put_text(out, file.bytes);
    std::string tree;
    if (file.tree) put_node(tree, *file.tree);
    put_text(out, tree);
  }
  std::string known;
  put_number(known, patterns.size());
  for (const auto& [pattern, alternatives] : patterns) {
    put_text(known, pattern);
    put_number(known, alternatives.size());
    for (const NeededWords& needed : alternatives) put_words(known, needed);
  }
  put_text(out, known);
  put_text(out, digest);
  return out;
}

}  // namespace calspam
