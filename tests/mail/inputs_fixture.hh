// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "mail/input.hh"

namespace calspam {

namespace fs = std::filesystem;

inline const std::string kData =
    std::string(CALSPAM_SOURCE_DIR) + "/testdata/inputs/";
inline const std::string kDated =
    "From ann@example.com Tue Jan  2 10:20:30 2024\n";
inline const std::string kNotMail = "not a message, mailbox or calendar";

/// Writes down what comes: "mail x.mbox#2 at 120: 300", "error x: empty". The
/// folder that the test works in is left out of the names.
class Notebook : public InputSink {
 public:
  explicit Notebook(std::string folder = "") : folder_(std::move(folder)) {}

  bool message(const RawMessage& message) override {
    text += message.kind == RawKind::Mail ? "mail " : "calendar ";
    text += short_name(message.origin.name());
    if (message.origin.index != 0) {
      text += fmt::format(" at {}", message.origin.offset);
    }
    if (show_size) text += fmt::format(": {}", message.bytes.size());
    if (message.full_size != 0)
      text += fmt::format(" of {}", message.full_size);
    text += '\n';
    bytes.emplace_back(message.bytes);
    offsets.push_back(message.origin.offset);
    if (then) then();
    return ++units < stop_after;
  }
  bool error(const Error& error) override {
    text += "error " + short_name(error.where) + ": " + error.what + "\n";
    return ++units < stop_after;
  }

  std::string text;
  std::vector<std::string> bytes;
  std::vector<std::uint64_t> offsets;
  std::size_t units = 0;
  std::size_t stop_after = SIZE_MAX;
  bool show_size = false;
  std::function<void()> then;

 private:
  std::string short_name(const std::string& name) const {
    const bool inside = !folder_.empty() && name.starts_with(folder_);
    return inside ? name.substr(folder_.size()) : name;
  }
  std::string folder_;
};

/// A folder of its own for each test, with a small language to fill it.
class Inputs : public testing::Test {
 protected:
  Inputs() {
    std::string pattern =
        (fs::temp_directory_path() / "inputs-XXXXXX").string();
    folder_ = std::string(mkdtemp(pattern.data())) + "/";
  }
  ~Inputs() override { fs::remove_all(folder_); }

  std::string file(const std::string& name, std::string_view bytes) {
    fs::create_directories(fs::path(folder_ + name).parent_path());
    std::ofstream(folder_ + name, std::ios::binary) << bytes;
    return folder_ + name;
  }
  std::string read(const std::vector<std::string>& names) {
    std::vector<std::string> paths;
    for (const std::string& name : names) {
      paths.push_back(name == "-" ? name : folder_ + name);
    }
    Notebook notebook(folder_);
    for_each_message(paths, options_, notebook);
    return notebook.text;
  }
  // What one file with these bytes is.
  std::string recognised(std::string_view bytes) {
    file("x", bytes);
    return read({"x"});
  }
  // Reads `bytes` as standard input.
  Notebook piped(std::string bytes) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    std::thread writer([&] {
      const char* next = bytes.data();
      std::size_t left = bytes.size();
      while (left > 0) {
        const ssize_t count = write(ends[1], next, left);
        if (count <= 0) break;
        next += count;
        left -= static_cast<std::size_t>(count);
      }
      close(ends[1]);
    });
    options_.standard_input = ends[0];
    Notebook notebook(folder_);
    notebook.show_size = true;
    for_each_message({"-"}, options_, notebook);
    close(ends[0]);
    writer.join();
    return notebook;
  }

  std::string folder_;
  InputOptions options_;
};

}  // namespace calspam
