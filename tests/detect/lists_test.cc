// SPDX-License-Identifier: MIT
#include "detect/lists.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

WordList list_of(std::string_view text) {
  WordList list;
  const auto added = list.add(text, "lists/x.txt");
  EXPECT_TRUE(added) << added.error().text();
  return list;
}

TEST(WordList, PassesOverCommentsAndBlanks) {
  const WordList list = list_of("# from nowhere\n\n  one \t# why\r\ntwo\n");
  EXPECT_EQ(list.size(), 2u);
  EXPECT_TRUE(list.contains("one"));
  EXPECT_FALSE(list.contains("why"));
}

TEST(WordList, KeepsHashInsideAWord) {
  EXPECT_TRUE(list_of("c#\n").contains("C#"));
}

TEST(WordList, LastLineNeedsNoEnd) {
  EXPECT_TRUE(list_of("one\ntwo").contains("two"));
}

TEST(WordList, KeepsSpacesInsideAnEntry) {
  EXPECT_TRUE(list_of("Bank of Nowhere\n").contains("bank of nowhere"));
}

TEST(WordList, DomainMatchesItselfAndWhatIsBelow) {
  const WordList list = list_of("example.com\n");
  EXPECT_TRUE(list.contains_domain("example.com"));
  EXPECT_TRUE(list.contains_domain("A.b.EXAMPLE.com."));
  EXPECT_FALSE(list.contains_domain("badexample.com"));
  EXPECT_FALSE(list.contains_domain("com"));
  EXPECT_FALSE(list.contains_domain(""));
}

TEST(WordList, DomainTooLongToBeOneIsNotLookedUp) {
  std::string name(300, 'a');
  EXPECT_FALSE(list_of("com\n").contains_domain(name + ".com"));
}

TEST(WordList, NamesTheLineOfBytesThatAreNoText) {
  WordList list;
  const auto added = list.add("one\nt\xFFo\n", "lists/x.txt");
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().text(), "lists/x.txt:2:1: bytes are not UTF-8");
}

TEST(WordList, FilesOfOneNameAreJoined) {
  WordList list = list_of("one\n");
  EXPECT_TRUE(list.add("two\none\n", "site/x.txt"));
  EXPECT_EQ(list.size(), 2u);
}

}  // namespace
}  // namespace calspam
