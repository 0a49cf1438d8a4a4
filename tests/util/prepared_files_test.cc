// SPDX-License-Identifier: MIT
#include "util/prepared_files.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace calspam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Kind, place, quotes and text of each node, in order.
std::string dump(const YamlNode& node) {
  std::string text = std::to_string(static_cast<int>(node.kind)) + " " +
                     std::to_string(node.line) + ":" +
                     std::to_string(node.column) + (node.quoted ? "q" : "") +
                     " '" + node.text + "'(";
  for (const YamlNode& key : node.keys) text += dump(key);
  for (const YamlNode& item : node.items) text += dump(item);
  return text + ")";
}

YamlNode tree_of(std::string_view yaml) {
  const Result<YamlNode> tree = read_yaml(yaml, "a.yaml");
  if (!tree) ADD_FAILURE() << tree.error().text();
  return tree.value_or(YamlNode());
}

constexpr std::string_view kTree = "id: a\nlist: [b, {c: \"1\"}]\nnothing:\n";

std::string written() {
  const KnownPatterns patterns = {{"[ab]", {{{"a", "b"}}}},
                                  {"any", {}},
                                  {"x.*y|z", {{{"x"}, {"y"}}, {{"z"}}}}};
  return write_prepared({{"group/a.yaml", std::string(kTree), tree_of(kTree)},
                         {"lists/a.txt", "words", {}}},
                        patterns, "digest");
}

TEST(PreparedFiles, GiveTheTreeThatReadingGives) {
  const PreparedFiles files(written());
  const auto tree = files.read("group/a.yaml", kTree, "a.yaml");
  ASSERT_TRUE(tree);
  EXPECT_EQ(dump(*tree), dump(tree_of(kTree)));
}

TEST(PreparedFiles, AreReadAgainWhenTheyHaveChanged) {
  const PreparedFiles files(written());
  const std::string changed = "id: b\n";
  const auto tree = files.read("group/a.yaml", changed, "a.yaml");
  ASSERT_TRUE(tree);
  EXPECT_EQ(dump(*tree), dump(tree_of(changed)));
  EXPECT_TRUE(files.has("group/a.yaml", kTree));
  EXPECT_FALSE(files.has("group/a.yaml", changed));
  EXPECT_FALSE(files.has("group/b.yaml", kTree));
}

TEST(PreparedFiles, SayWhatIsWrongWithAChangedFile) {
  const PreparedFiles files(written());
  const auto tree = files.read("group/a.yaml", "a: [", "rules/group/a.yaml");
  ASSERT_FALSE(tree);
  EXPECT_THAT(tree.error().where, ::testing::StartsWith("rules/group/a.yaml:"));
}

TEST(PreparedFiles, KeepPatternsAndTheDigest) {
  const PreparedFiles files(written());
  EXPECT_EQ(files.size(), 2u);
  EXPECT_EQ(files.digest(), "digest");
  const KnownPatterns patterns = files.patterns();
  ASSERT_EQ(patterns.size(), 3u);
  EXPECT_THAT(patterns.at("any"), IsEmpty());
  EXPECT_THAT(patterns.at("[ab]"),
              ElementsAre(ElementsAre(ElementsAre("a", "b"))));
  EXPECT_THAT(patterns.at("x.*y|z"),
              ElementsAre(ElementsAre(ElementsAre("x"), ElementsAre("y")),
                          ElementsAre(ElementsAre("z"))));
}

// A file cut short, or of another version, prepares nothing or some of it, and
// what is read is right all the same.
TEST(PreparedFiles, TakeAnyBytes) {
  const std::string whole = written();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const PreparedFiles cut(whole.substr(0, size));
    EXPECT_EQ(cut.size(), 0u) << size;
    EXPECT_THAT(cut.patterns(), IsEmpty()) << size;
    const auto tree = cut.read("group/a.yaml", kTree, "a.yaml");
    ASSERT_TRUE(tree) << size;
    EXPECT_EQ(dump(*tree), dump(tree_of(kTree))) << size;
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string other = whole;
    other[at] = '\xff';
    const PreparedFiles odd(other);
    EXPECT_TRUE(odd.read("group/a.yaml", kTree, "a.yaml")) << at;
    odd.patterns();
  }
}

}  // namespace
}  // namespace calspam
