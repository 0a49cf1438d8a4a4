// SPDX-License-Identifier: MIT
//
// calspam-prepare RULES FILE: reads a folder of rules and writes down what it
// was read as. Runs when calspam is built, so that a faulty rule is found then.
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>

#include "detect/rule_set.hh"

namespace {

constexpr int kTrouble = 2;

int refuse(const std::string& text) {
  std::fprintf(stderr, "calspam-prepare: %s\n", text.c_str());
  return kTrouble;
}

int prepare(const std::string& rules, const std::string& file) {
  calspam::RuleOptions options;
  options.directories = {rules};
  const calspam::Result<std::string> prepared =
      calspam::RuleSet::prepare(options);
  if (!prepared) return refuse(prepared.error().text());
  std::ofstream out(file, std::ios::binary);
  out << *prepared;
  out.close();
  return out ? 0 : refuse(file + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return refuse("wants a folder of rules and a file to write");
  try {
    return prepare(argv[1], argv[2]);
  } catch (const std::exception& fault) {
    return refuse(fault.what());
  }
}
