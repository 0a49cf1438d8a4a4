// SPDX-License-Identifier: MIT
#include "manifest.hh"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>

#include "provenance/crypto.hh"
#include "provenance/provenance.hh"
#include "util/text.hh"

namespace calspam {
namespace {

std::string hex(std::string_view bytes) {
  std::string text;
  for (char c : bytes)
    text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

Result<std::string> file_digest(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(path, std::strerror(errno));
  RunningHash hash(HashAlgorithm::Sha256);
  std::array<char, 65'536> buffer{};
  while (file) {
    file.read(buffer.data(), buffer.size());
    hash.update({buffer.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (file.bad()) return fail(path, "could not be read to its end");
  return hex(hash.value());
}

// As coreutils write names that would break a line: marked in front, with
// escapes.
std::string manifest_line(const std::string& digest, const std::string& path) {
  std::string name;
  for (char c : path) {
    if (c == '\\')
      name += "\\\\";
    else if (c == '\n')
      name += "\\n";
    else if (c == '\r')
      name += "\\r";
    else
      name += c;
  }
  return fmt::format("{}{}  {}\n", name == path ? "" : "\\", digest, name);
}

}  // namespace

// The path, a NUL, and the comments.
std::string Manifest::note(const Report& report) {
  std::string note = report.origin.path + '\0';
  if (!report.provenance) return note;
  const Provenance& all = *report.provenance;
  note += fmt::format("# message {} offset {} bytes {} sha256 {}\n",
                      printable(report.origin.name()), report.origin.offset,
                      all.custody.size, all.custody.sha256);
  for (const PartDigest& part : all.custody.parts)
    if (!part.sha256.empty())
      note += fmt::format("#   part {} {} sha256 {}\n", printable(part.path),
                          printable(part.type), part.sha256);
  for (const CalendarObject& object : all.objects)
    note += fmt::format("#   event {} sha256 {}\n", printable(object.uid),
                        object.event_sha256);
  return note;
}

void Manifest::take(std::string_view note) {
  const std::size_t end = note.find('\0');
  if (end == note.npos) return;
  std::string path(note.substr(0, end));
  comments_ += note.substr(end + 1);
  // Standard input is gone when it has been read.
  if (path != "-" && known_.insert(path).second)
    files_.push_back(std::move(path));
}

Result<bool> Manifest::write(const std::string& path,
                             const std::string& head) const {
  std::string text = fmt::format("# {}\n{}", printable(head), comments_);
  for (const std::string& file : files_) {
    const Result<std::string> digest = file_digest(file);
    if (!digest) return tl::unexpected(digest.error());
    text += manifest_line(*digest, file);
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(
      std::fopen(path.c_str(), "wbe"), std::fclose);
  if (!out) return fail(path, std::strerror(errno));
  if (std::fwrite(text.data(), 1, text.size(), out.get()) != text.size() ||
      std::fflush(out.get()) != 0)
    return fail(path, std::strerror(errno));
  return true;
}

}  // namespace calspam
