// SPDX-License-Identifier: MIT
//
// `calspam` itself: answers what needs no library (the version, the help, the
// completions) out of texts that calspam-core gave when it was built, and is
// calspam-core for everything else. Loading what reads mail takes ten times as
// long as this.
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string_view>

namespace {

struct Text {
  std::string_view words;  ///< the command line without the program's name
  std::string_view text;
};

constexpr Text kTexts[] = {
#include "front_texts.inc"
};

constexpr int kTrouble = 2;
constexpr std::size_t kLongest = 4096;

// Whether `argv` is the words, one blank between.
bool is_asked(std::string_view words, int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (!words.starts_with(word)) return false;
    words.remove_prefix(word.size());
    if (i + 1 < argc) {
      if (!words.starts_with(' ')) return false;
      words.remove_prefix(1);
    }
  }
  return argc > 1 && words.empty();
}

// What fails at once is left to calspam-core, which says why.
bool say(std::string_view text) {
  bool begun = false;
  while (!text.empty()) {
    const ssize_t put = ::write(STDOUT_FILENO, text.data(), text.size());
    if (put <= 0) return begun;
    begun = true;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// Beside this program, whatever link it was called by.
int be_core(char** argv) {
  char path[kLongest];
  const ssize_t size = ::readlink("/proc/self/exe", path, sizeof path);
  constexpr std::string_view kName = "calspam-core";
  char* name = size <= 0 ? nullptr : path + size;
  while (name != nullptr && name > path && name[-1] != '/') --name;
  if (name == nullptr || name + kName.size() >= path + sizeof path) {
    std::fputs("calspam: /proc/self/exe: cannot be read\n", stderr);
    return kTrouble;
  }
  std::memcpy(name, kName.data(), kName.size());
  name[kName.size()] = '\0';
  ::execv(path, argv);
  std::perror("calspam: calspam-core, beside the program");
  return kTrouble;
}

}  // namespace

int main(int argc, char** argv) {
  for (const Text& text : kTexts)
    if (is_asked(text.words, argc, argv) && say(text.text)) return 0;
  return be_core(argv);
}
