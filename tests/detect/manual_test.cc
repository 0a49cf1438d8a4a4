// SPDX-License-Identifier: MIT
// The examples of calspam-rules(5) load: a comment before each says what it
// is, `.\" file NAME` or `.\" condition`.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "detect/rule_folder.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using test::rule_text;
using test::RuleFolder;

struct Example {
  std::string what;  // "file NAME" or "condition"
  std::string text;
};

std::string without_escapes(std::string_view line) {
  std::string out(line);
  for (std::size_t at; (at = out.find("\\e")) != out.npos;)
    out.replace(at, 2, "\\");
  return out + "\n";
}

std::vector<Example> examples() {
  std::ifstream in(CALSPAM_SOURCE_DIR "/man/calspam-rules.5");
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  std::vector<Example> found;
  bool inside = false;
  for (std::string_view line : split(page, '\n')) {
    if (line.starts_with(".\\\" file ") || line == ".\\\" condition")
      found.push_back({std::string(line.substr(4)), ""});
    else if (line == ".Bd -literal" || line == ".Ed")
      inside = line == ".Bd -literal";
    else if (inside && !found.empty())
      found.back().text += without_escapes(line);
  }
  return found;
}

std::string indented(const std::string& text) {
  std::string out;
  for (std::string_view line : split(trimmed(text), '\n'))
    out += "  " + std::string(line) + "\n";
  return out;
}

TEST(Manual, ExamplesOfRulesLoad) {
  RuleFolder folder;
  std::size_t conditions = 0, files = 0;
  for (const Example& example : examples()) {
    if (example.what.starts_with("file ")) {
      folder.file(example.what.substr(5), example.text);
      ++files;
      continue;
    }
    const std::string id = "example-" + std::to_string(++conditions);
    std::string rule = rule_text(id, indented(example.text));
    rule.replace(rule.find("class: abuse"), 12, "class: unwanted");
    folder.file("content/" + id + ".yaml", rule);
  }
  const auto rules = RuleSet::load({.directories = {folder.path()}});
  ASSERT_TRUE(rules) << rules.error().text();
  EXPECT_EQ(rules->rules().size(), conditions + 1);
  EXPECT_EQ(conditions, 3u);
  EXPECT_EQ(files, 3u);
}

}  // namespace
}  // namespace calspam
