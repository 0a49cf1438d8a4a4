// SPDX-License-Identifier: MIT
#include <algorithm>
#include <vector>

#include "engine/campaigns.hh"
#include "fuzzed.hh"
#include "judge.hh"
#include "mail/archive.hh"
#include "mail/input.hh"
#include "printed.hh"

namespace calspam {
namespace {

/// Messages as they come, each once.
struct Collected : InputSink {
  bool message(const RawMessage& raw) override {
    must(raw.full_size == 0 || raw.full_size > raw.bytes.size());
    must(raw.bytes.size() <= 32u << 10);
    bytes.emplace_back(raw.bytes);
    messages.push_back(raw);
    return bytes.size() < 100;
  }
  bool error(const Error& error) override {
    must(!error.where.empty() && !error.what.empty());
    errors.push_back(error.text());
    return errors.size() < 100;
  }
  std::vector<std::string> bytes, errors;
  std::vector<RawMessage> messages;  // without their bytes
};

// Archives are read in this process, without the sandbox around them.
struct Members : MemberSink {
  bool begin(std::string_view name) override {
    must(!name.empty());
    contents.emplace_back();
    return true;
  }
  bool bytes(std::string_view bytes) override {
    total += bytes.size();
    contents.back() += bytes;
    return total < 256u << 10;
  }
  bool end(std::string_view) override { return contents.size() < 8; }
  bool error(std::string_view, std::string_view what) override {
    must(!what.empty());
    return ++faults < 100;
  }
  bool unpacked(std::size_t bytes) override {
    return (total += bytes) < 256u << 10;
  }
  std::vector<std::string> contents;
  std::size_t total = 0, faults = 0;
};

Collected read(const std::string& path, int descriptor, std::size_t window) {
  InputOptions options;
  options.limits.message_bytes = 32u << 10;
  options.standard_input = descriptor;
  options.window_bytes = window;
  options.head_bytes = 1'024;
  Collected collected;
  for_each_message({path}, options, collected);
  return collected;
}

// However much of a file is read at a time, by name or as a stream, its
// messages are the same.
void check_read(std::string_view bytes) {
  const MemoryFile file(bytes);
  const Collected large = read(file.path(), -1, 1u << 20);
  const Collected small = read("-", file.descriptor(), 64);
  must(small.bytes == large.bytes &&
       small.errors.size() == large.errors.size());
  for (std::size_t i = 0; i < small.bytes.size(); ++i) {
    must(small.messages[i].origin.offset == large.messages[i].origin.offset);
    must(small.messages[i].origin.index == large.messages[i].origin.index);
    must(small.messages[i].full_size == large.messages[i].full_size);
  }
  std::vector<Report> reports;
  Campaigns campaigns([](std::string_view name) { return name == "a.test"; });
  for (std::size_t i = 0; i < std::min<std::size_t>(16, large.bytes.size());
       ++i) {
    RawMessage raw = large.messages[i];
    raw.bytes = large.bytes[i];
    reports.push_back(judge().analyze(raw));
    campaigns.add(campaign_digest(reports.back()));
  }
  check_printed(formats(), reports, campaigns.summary());
}

void check_archive(std::string_view bytes) {
  const MemoryFile file(bytes);
  ArchiveInput input;
  input.path = "fuzzed.zip";
  input.descriptor = file.descriptor();
  input.can_seek = true;
  input.passwords = {"infected"};
  input.limits.nested_archive_bytes = 64u << 10;
  Members members;
  unpack(input, members);
  for (const std::string& content : members.contents)
    if (!starts_archive(content)) check_read(content);
}

}  // namespace
}  // namespace calspam

// A file as it is named to scan, of many messages or an archive: split in the
// same way by any window, judged, grouped, and reported on as a batch.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const std::string_view bytes = bytes_of(data, size);
  if (starts_archive(bytes))
    check_archive(bytes);
  else
    check_read(bytes);
  return 0;
}
