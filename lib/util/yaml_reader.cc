// SPDX-License-Identifier: MIT
#include "util/yaml_reader.hh"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include "util/text.hh"

namespace calspam {
namespace {

Error error_at(const std::string& file, int line, int column,
               std::string what) {
  return {fmt::format("{}:{}:{}", file, line, column), std::move(what)};
}

// Thrown inside yaml-cpp's callbacks only, to leave its parser.
struct Refused {
  int line, column;
  std::string what;
};

// Builds the tree from events rather than from YAML::Node, which resolves
// aliases and lets the last of two equal keys win without a word.
class TreeBuilder : public YAML::EventHandler {
 public:
  YamlNode root;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    refuse(mark, "anchors are not used in rule files");
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "aliases are not used in rule files");
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    put(node_at(mark, YamlNode::Kind::Null));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    if (tag != "?" && tag != "!")
      refuse(mark, "tags are not used in rule files");
    YamlNode node = node_at(mark, YamlNode::Kind::Scalar);
    node.text = value;
    node.quoted = tag == "!";
    put(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, tag, YamlNode::Kind::Sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag,
                  YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, tag, YamlNode::Kind::Map);
  }
  void OnMapEnd() override { close(); }

 private:
  [[noreturn]] static void refuse(const YAML::Mark& mark, std::string what) {
    throw Refused{mark.line + 1, mark.column + 1, std::move(what)};
  }

  static YamlNode node_at(const YAML::Mark& mark, YamlNode::Kind kind) {
    YamlNode node;
    node.kind = kind;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    return node;
  }

  void open(const YAML::Mark& mark, const std::string& tag,
            YamlNode::Kind kind) {
    if (tag != "?" && !tag.empty())
      refuse(mark, "tags are not used in rule files");
    if (static_cast<int>(stack_.size()) == kYamlDepth)
      refuse(mark, fmt::format("nested more than {} deep", kYamlDepth));
    stack_.push_back(node_at(mark, kind));
  }

  void close() {
    YamlNode done = std::move(stack_.back());
    stack_.pop_back();
    put(std::move(done));
  }

  void put(YamlNode node) {
    if (stack_.empty()) {
      root = std::move(node);
      return;
    }
    YamlNode& parent = stack_.back();
    const bool is_key = parent.kind == YamlNode::Kind::Map &&
                        parent.keys.size() == parent.items.size();
    if (is_key) return put_key(parent, std::move(node));
    // Of a value that is not there the parser says where the next thing is.
    if (node.kind == YamlNode::Kind::Null &&
        parent.kind == YamlNode::Kind::Map) {
      node.line = parent.keys.back().line;
      node.column = parent.keys.back().column;
    }
    parent.items.push_back(std::move(node));
  }

  static void put_key(YamlNode& map, YamlNode key) {
    if (key.kind != YamlNode::Kind::Scalar)
      throw Refused{key.line, key.column, "a key must be a word"};
    for (const YamlNode& other : map.keys)
      if (other.text == key.text)
        throw Refused{
            key.line, key.column,
            fmt::format("key \"{}\" stands here twice", printable(key.text))};
    map.keys.push_back(std::move(key));
  }

  std::vector<YamlNode> stack_;  // open sequences and maps
};

// Called for bytes that are not UTF-8; says where the first of them stands.
Error bad_utf8(std::string_view bytes, const std::string& file) {
  int line = 1, column = 1;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t start = at;
    next_code_point(bytes, at);
    if (!is_valid_utf8(bytes.substr(start, at - start))) break;
    const bool ends_line = bytes[start] == '\n';
    line += ends_line ? 1 : 0;
    column = ends_line ? 1 : column + 1;
  }
  return error_at(file, line, column, "bytes are not UTF-8");
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i].text == key) return &items[i];
  return nullptr;
}

Result<YamlNode> read_yaml(std::string_view bytes, const std::string& file) {
  if (bytes.size() > kYamlBytes)
    return fail(file, fmt::format("larger than {} KiB", kYamlBytes >> 10));
  if (!is_valid_utf8(bytes)) return tl::unexpected(bad_utf8(bytes, file));
  try {
    std::istringstream in{std::string(bytes)};
    YAML::Parser parser(in);
    TreeBuilder builder;
    if (!parser.HandleNextDocument(builder))
      return tl::unexpected(error_at(file, 1, 1, "the file is empty"));
    TreeBuilder second;
    if (parser.HandleNextDocument(second))
      return tl::unexpected(error_at(file, second.root.line, second.root.column,
                                     "a second document in the file"));
    return std::move(builder.root);
  } catch (const Refused& refused) {
    return tl::unexpected(
        error_at(file, refused.line, refused.column, refused.what));
  } catch (const YAML::Exception& error) {
    return tl::unexpected(error_at(file, error.mark.line + 1,
                                   error.mark.column + 1,
                                   "not YAML: " + printable(error.msg)));
  }
}

void Faults::note(const YamlNode& at, std::string what) {
  if (!first_) first_ = error_at(file_, at.line, at.column, std::move(what));
}

std::string suggestion(std::string_view word,
                       const std::vector<std::string>& candidates) {
  const std::string near = nearest(word, candidates);
  return near.empty() ? "" : fmt::format(", did you mean \"{}\"?", near);
}

std::string yaml_text(const YamlNode& node, Faults& faults) {
  if (node.kind != YamlNode::Kind::Scalar) faults.note(node, "expected a text");
  return node.text;
}

double yaml_number(const YamlNode& node, Faults& faults) {
  double number = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto [stop, error] =
      std::from_chars(node.text.data(), end, number, std::chars_format::fixed);
  const bool is_number = node.kind == YamlNode::Kind::Scalar && !node.quoted &&
                         error == std::errc{} && stop == end &&
                         std::isfinite(number);
  if (!is_number) faults.note(node, "expected a number");
  return is_number ? number : 0;
}

bool yaml_boolean(const YamlNode& node, Faults& faults) {
  const bool is_boolean = node.kind == YamlNode::Kind::Scalar && !node.quoted &&
                          (node.text == "true" || node.text == "false");
  if (!is_boolean) faults.note(node, "expected true or false");
  return node.text == "true";
}

std::vector<std::string> yaml_texts(const YamlNode& node, Faults& faults) {
  if (node.kind != YamlNode::Kind::Sequence)
    faults.note(node, "expected a list of texts");
  std::vector<std::string> texts;
  for (const YamlNode& item : node.items)
    texts.push_back(yaml_text(item, faults));
  return texts;
}

YamlFields::YamlFields(const YamlNode& map,
                       std::span<const std::string_view> known, Faults& faults)
    : map_(map), faults_(faults) {
  if (map.kind != YamlNode::Kind::Map)
    faults.note(map, "expected keys with values");
  const std::vector<std::string> names(known.begin(), known.end());
  for (const YamlNode& key : map.keys)
    if (std::find(names.begin(), names.end(), key.text) == names.end())
      faults.note(key, fmt::format("unknown key \"{}\"{}", printable(key.text),
                                   suggestion(key.text, names)));
}

const YamlNode* YamlFields::need(std::string_view key) const {
  const YamlNode* node = map_.find(key);
  if (node == nullptr)
    faults_.note(map_, fmt::format("key \"{}\" is missing", key));
  return node;
}

std::string YamlFields::text(std::string_view key) const {
  const YamlNode* node = need(key);
  if (node == nullptr) return "";
  std::string text = yaml_text(*node, faults_);
  if (trimmed(text).empty())
    faults_.note(*node, fmt::format("key \"{}\" is empty", key));
  return text;
}

double YamlFields::number(std::string_view key) const {
  const YamlNode* node = need(key);
  return node == nullptr ? 0 : yaml_number(*node, faults_);
}

bool YamlFields::boolean(std::string_view key) const {
  const YamlNode* node = find(key);
  return node != nullptr && yaml_boolean(*node, faults_);
}

std::vector<std::string> YamlFields::texts(std::string_view key) const {
  const YamlNode* node = find(key);
  if (node == nullptr) return {};
  return yaml_texts(*node, faults_);
}

}  // namespace calspam
