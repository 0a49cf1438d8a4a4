// SPDX-License-Identifier: MIT
#include "detect/rule_folder.hh"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "detect/fake_facts.hh"
#include "util/text.hh"

namespace calspam::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPolicy = R"(groups:
  - {id: structure, title: how it is built, cap: 5}
  - {id: content, title: what it says, cap: 6}
levels: {suspicious: 3, spam: 6}
spam_needs_groups: 2
classes: [attack, abuse]
categories: [malware, nuisance]
)";

}  // namespace

RuleFolder::RuleFolder() {
  std::string name = testing::TempDir() + "calspam-rules-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) ADD_FAILURE() << name;
  path_ = name;
  file("policy.yaml", kPolicy);
}

RuleFolder::~RuleFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

RuleFolder& RuleFolder::file(const std::string& name, std::string_view bytes) {
  const fs::path where = fs::path(path_) / name;
  fs::create_directories(where.parent_path());
  std::ofstream(where, std::ios::binary) << bytes;
  return *this;
}

RuleFolder& RuleFolder::without(const std::string& name) {
  fs::remove(fs::path(path_) / name);
  return *this;
}

Result<RuleSet> RuleFolder::load(RuleOptions options) const {
  options.directories.insert(options.directories.begin(), path_);
  return RuleSet::load(options, fake_facts());
}

std::string RuleFolder::fault(RuleOptions options) const {
  const auto rules = load(std::move(options));
  if (rules) return "";
  std::string text = rules.error().text();
  for (std::size_t at; (at = text.find(path_)) != text.npos;)
    text.erase(at, path_.size() + (text[at + path_.size()] == '/' ? 1 : 0));
  return text;
}

std::string rule_text(const std::string& id, const std::string& condition) {
  return "id: " + id +
         "\n"
         "title: A host\n"
         "description: A host was named.\n"
         "severity: low\n"
         "score: 1\n"
         "certainty: low\n"
         "group: content\n"
         "class: abuse\n"
         "category: nuisance\n"
         "clauses: [7 c]\n"
         "techniques: [URL_IN_ODD_FIELD]\n"
         "references: [RFC 5545]\n"
         "falsepositives: [Nobody.]\n"
         "message: host \"{link.host}\"\n"
         "condition:\n" +
         condition;
}

std::string with_line(const std::string& text, int line,
                      const std::string& instead) {
  std::string out;
  int number = 0;
  for (std::string_view row : split(text, '\n')) {
    ++number;
    out += number == line ? instead : std::string(row);
    out += '\n';
  }
  return out;
}

}  // namespace calspam::test
