// SPDX-License-Identifier: MIT
#include "report/doc_pages.hh"

#include <gtest/gtest.h>

#include "report/style.hh"

namespace calspam {
namespace {

TEST(DocPages, RulesAreTheirFiles) {
  EXPECT_EQ(rule_page("/usr/share/a b/\x1b.yaml"),
            "file:///usr/share/a%20b/%1B.yaml");
  EXPECT_EQ(rule_page("rules/x.yaml"), "");
  EXPECT_EQ(rule_page(""), "");
}

TEST(DocPages, ReferencesAreSectionsOfTheirDocuments) {
  EXPECT_EQ(reference_page("RFC 6047 2.4"),
            "https://www.rfc-editor.org/rfc/rfc6047#section-2.4");
  EXPECT_EQ(reference_page("RFC 5546 3.2-3.5"),
            "https://www.rfc-editor.org/rfc/rfc5546#section-3.2");
  EXPECT_EQ(reference_page("RFC 5545 A.3"),
            "https://www.rfc-editor.org/rfc/rfc5545#appendix-A.3");
  EXPECT_EQ(reference_page("RFC 7809"),
            "https://www.rfc-editor.org/rfc/rfc7809");
  EXPECT_EQ(reference_page("CC/R 18003 A.1"), kGuidelinePage);
  for (const char* none : {"", "policy", "RFC", "RFC x", "RFC 12x 3"})
    EXPECT_EQ(reference_page(none), "") << none;
}

TEST(StyleLinks, AreMadeOfPlainUrisOnly) {
  const Style style{.links = true};
  EXPECT_EQ(style.linked("man:calspam(1)", "x"),
            "\x1b]8;;man:calspam(1)\x1b\\x\x1b]8;;\x1b\\");
  for (const char* other : {"", "a b", "a\x1b", "a\x07", "\u00e9", "a\nb"})
    EXPECT_EQ(style.linked(other, "x"), "x");
  EXPECT_EQ(Style{}.linked("man:calspam(1)", "x"), "x");
  EXPECT_EQ((Style{.ascii = true, .links = true}.linked("man:x", "x")), "x");
}

TEST(StyleLinks, OfAParagraphStandInItsFirstLine) {
  const Style style{.links = true, .width = 30};
  std::string out;
  add_paragraph(style, "- ", "id: some words that fill more than a line", "id",
                "man:x", out);
  EXPECT_EQ(out,
            "- \x1b]8;;man:x\x1b\\id\x1b]8;;\x1b\\: some words that fill\n"
            "  more than a line\n");
  out.clear();
  add_paragraph(style, "- ", "some words that fill a line and then id", "id",
                "man:x", out);
  EXPECT_EQ(out.find('\x1b'), out.npos);
}

}  // namespace
}  // namespace calspam
