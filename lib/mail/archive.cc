// SPDX-License-Identifier: MIT
#include "mail/archive.hh"

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>

#include "util/text.hh"

namespace calspam {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBlock = 64u << 10;
constexpr std::size_t kTarHeader = 512;

using Handle = std::unique_ptr<archive, decltype(&archive_read_free)>;

// The descriptor of an archive, as libarchive's callbacks see it.
struct Stream {
  int descriptor;
  std::array<char, kBlock> block;
};

la_ssize_t read_stream(archive* handle, void* data, const void** to) {
  auto& stream = *static_cast<Stream*>(data);
  ssize_t count = 0;
  do {
    count = ::read(stream.descriptor, stream.block.data(), kBlock);
  } while (count < 0 && errno == EINTR);
  if (count < 0) archive_set_error(handle, errno, "cannot be read");
  *to = stream.block.data();
  return count;
}

la_int64_t seek_stream(archive*, void* data, la_int64_t offset, int whence) {
  const off_t place =
      ::lseek(static_cast<Stream*>(data)->descriptor, offset, whence);
  return place < 0 ? ARCHIVE_FATAL : place;
}

// Formats by name, not all of libarchive's: each is a parser to trust.
Handle new_handle(const std::vector<std::string>& passwords) {
  Handle handle(archive_read_new(), archive_read_free);
  if (!handle) return handle;
  archive_read_support_filter_gzip(handle.get());
  archive_read_support_filter_bzip2(handle.get());
  archive_read_support_filter_xz(handle.get());
  archive_read_support_filter_zstd(handle.get());
  archive_read_support_format_tar(handle.get());
  archive_read_support_format_zip(handle.get());
  archive_read_support_format_empty(handle.get());
  archive_read_support_format_raw(handle.get());
  for (const std::string& password : passwords)
    archive_read_add_passphrase(handle.get(), password.c_str());
  return handle;
}

std::string reason(archive* handle) {
  const char* said = archive_error_string(handle);
  std::string text = said == nullptr ? "it cannot be made out" : said;
  if (text.find("assphrase") != text.npos)
    return "encrypted, and no --archive-password fits";
  if (text.size() > 1 && text[1] == ascii_lower(text[1]))
    text.front() = ascii_lower(text.front());
  return "damaged: " + text;
}

// What a compressed file holds has no trustworthy name: that of the file
// without the last suffix.
std::string content_name(std::string_view path) {
  std::string_view name = path.substr(path.find_last_of("/!") + 1);
  for (const auto suffix : {".gz"sv, ".bz2"sv, ".xz"sv, ".zst"sv}) {
    if (name.size() > suffix.size() &&
        same_ignoring_case(name.substr(name.size() - suffix.size()), suffix))
      return std::string(name.substr(0, name.size() - suffix.size()));
  }
  return "content";
}

// The bytes of one member. libarchive gives a block together with the word that
// its checksum is wrong, and leaves holes out.
class Content {
 public:
  explicit Content(archive* handle) : handle_(handle) {}

  // The next bytes, valid until the next call; none at the end and after
  // trouble.
  std::string_view next() {
    while (block_.empty() && hole_ == 0 && !ended_) read_block();
    if (hole_ > 0) {
      static constexpr std::array<char, kBlock> kZeros{};
      const auto size = std::min<std::uint64_t>(hole_, kBlock);
      hole_ -= size;
      return {kZeros.data(), static_cast<std::size_t>(size)};
    }
    const std::string_view piece = block_.substr(0, kBlock);
    block_.remove_prefix(piece.size());
    return piece;
  }

  const std::string& trouble() const { return trouble_; }
  /// Nothing can be read after this member either.
  bool is_fatal() const { return is_fatal_; }

 private:
  void read_block() {
    const void* bytes = nullptr;
    std::size_t size = 0;
    auto offset = static_cast<la_int64_t>(place_);
    const int status = archive_read_data_block(handle_, &bytes, &size, &offset);
    if (status == ARCHIVE_RETRY) return;
    if (status != ARCHIVE_OK) ended_ = true;
    if (status < ARCHIVE_OK) trouble_ = reason(handle_);
    is_fatal_ = status == ARCHIVE_FATAL;
    if (is_fatal_ || bytes == nullptr) size = 0;
    const auto start =
        static_cast<std::uint64_t>(std::max<la_int64_t>(offset, 0));
    if (start > place_) hole_ = start - place_;
    block_ = {static_cast<const char*>(bytes), size};
    place_ = std::max(place_, start) + size;
  }

  archive* handle_;
  std::string_view block_;
  std::uint64_t hole_ = 0;
  std::uint64_t place_ = 0;
  bool ended_ = false;
  bool is_fatal_ = false;
  std::string trouble_;
};

// One run through an archive and the archives in it.
class Unpacking {
 public:
  Unpacking(const ArchiveInput& input, MemberSink& sink)
      : input_(input), sink_(sink) {}

  void run() {
    Stream stream{input_.descriptor, {}};
    Handle handle = new_handle(input_.passwords);
    if (!handle) return report("", "out of memory");
    archive_read_set_read_callback(handle.get(), read_stream);
    if (input_.can_seek)
      archive_read_set_seek_callback(handle.get(), seek_stream);
    archive_read_set_callback_data(handle.get(), &stream);
    members(handle.get(), archive_read_open1(handle.get()), "", 1);
  }

 private:
  void report(std::string_view name, std::string_view what) {
    going_on_ = going_on_ && sink_.error(name, what);
  }

  // Of the archive `inside`, "" for the outermost.
  void members(archive* handle, int opened, const std::string& inside,
               std::size_t depth) {
    if (opened != ARCHIVE_OK) return report(inside, reason(handle));
    bool any = false;
    while (going_on_) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(handle, &entry);
      if (status == ARCHIVE_EOF) break;
      if (status == ARCHIVE_RETRY) continue;
      any = true;
      if (status == ARCHIVE_FATAL) return report(inside, reason(handle));
      if (status == ARCHIVE_FAILED) {
        report(inside, reason(handle));
        continue;
      }
      if (!is_layered_right(handle, inside)) return;
      if (!member(handle, entry, inside, depth)) return;
    }
    if (!any) report(inside, "empty");
  }

  // Compressions count as archives do; and bytes that are no archive after
  // all come as "raw" without any.
  bool is_layered_right(archive* handle, const std::string& inside) {
    const auto layers =
        static_cast<std::size_t>(archive_filter_count(handle) - 1);
    if (layers > input_.limits.archive_depth) {
      report(inside, "compressed more often than is undone");
      return false;
    }
    if (layers == 0 && is_raw(handle)) {
      report(inside, "damaged: begins as an archive and is none");
      return false;
    }
    return true;
  }

  static bool is_raw(archive* handle) {
    return archive_format(handle) == ARCHIVE_FORMAT_RAW;
  }

  std::string member_name(archive* handle, archive_entry* entry,
                          const std::string& inside) {
    std::string name;
    if (is_raw(handle)) {
      name = content_name(inside.empty() ? input_.path : inside);
    } else {
      const char* own = archive_entry_pathname(entry);
      if (own == nullptr) own = archive_entry_pathname_utf8(entry);
      name = own == nullptr || *own == '\0' ? "(no name)" : own;
    }
    if (!inside.empty()) name.insert(0, inside + "!");
    if (name.size() > input_.limits.archive_name_bytes)
      name.resize(input_.limits.archive_name_bytes);
    return name;
  }

  // False when nothing can be read after it.
  bool member(archive* handle, archive_entry* entry, const std::string& inside,
              std::size_t depth) {
    const std::string name = member_name(handle, entry, inside);
    if (archive_entry_hardlink(entry) != nullptr ||
        archive_entry_filetype(entry) == AE_IFLNK) {
      report(name, "a link in an archive, not followed");
      return going_on_;
    }
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR) return true;
    if (type != AE_IFREG && type != 0) {
      report(name, "neither a file nor a folder, not read");
      return going_on_;
    }
    Content content(handle);
    const std::string_view front = content.next();
    return starts_archive(front) ? nested(name, front, content, depth)
                                 : plain(name, front, content);
  }

  bool plain(const std::string& name, std::string_view bytes,
             Content& content) {
    if (bytes.empty() && !content.trouble().empty()) {
      report(name, content.trouble());
      return going_on_ && !content.is_fatal();
    }
    going_on_ = sink_.begin(name);
    for (; going_on_ && !bytes.empty(); bytes = content.next())
      going_on_ = sink_.bytes(bytes);
    going_on_ = going_on_ && sink_.end(content.trouble());
    return going_on_ && !content.is_fatal();
  }

  bool nested(const std::string& name, std::string_view block, Content& content,
              std::size_t depth) {
    if (depth == input_.limits.archive_depth) {
      report(name, "an archive too deep in archives, not opened");
      return going_on_;
    }
    std::string bytes;
    for (; !block.empty(); block = content.next()) {
      bytes += block;
      if (bytes.size() > input_.limits.nested_archive_bytes) {
        report(name, "an archive in an archive, too large to open");
        return going_on_;
      }
    }
    if (!content.trouble().empty()) report(name, content.trouble());
    going_on_ = going_on_ && sink_.unpacked(bytes.size());
    if (going_on_) open_nested(name, bytes, depth + 1);
    return going_on_ && !content.is_fatal();
  }

  void open_nested(const std::string& name, const std::string& bytes,
                   std::size_t depth) {
    Handle inner = new_handle(input_.passwords);
    if (!inner) return report(name, "out of memory");
    members(inner.get(),
            archive_read_open_memory(inner.get(), bytes.data(), bytes.size()),
            name, depth);
  }

  const ArchiveInput& input_;
  MemberSink& sink_;
  bool going_on_ = true;
};

std::optional<unsigned> octal(std::string_view field) {
  const auto start = field.find_first_not_of(' ');
  if (start == field.npos) return {};
  unsigned value = 0;
  std::size_t digits = 0;
  for (const char c : field.substr(start)) {
    if (c < '0' || c > '7') break;
    value = value * 8 + static_cast<unsigned>(c - '0');
    ++digits;
  }
  if (digits == 0) return {};
  return value;
}

}  // namespace

// The checksum is that of the header with eight spaces in its place (POSIX
// pax, "ustar Interchange Format").
bool starts_tar(std::string_view head) {
  if (head.size() < kTarHeader || head.front() == '\0') return false;
  const auto stated = octal(head.substr(148, 8));
  if (!stated) return false;
  unsigned sum = 8 * ' ';
  for (std::size_t i = 0; i < kTarHeader; ++i) {
    if (i < 148 || i >= 156) sum += static_cast<unsigned char>(head[i]);
  }
  return sum == *stated;
}

bool starts_archive(std::string_view head) {
  constexpr std::array kMarks{"\x1F\x8B\x08"sv,
                              "\xFD"
                              "7zXZ\0"sv,
                              "\x28\xB5\x2F\xFD"sv,
                              "PK\x03\x04"sv,
                              "PK\x05\x06"sv,
                              "PK\x07\x08"sv};
  const auto begins = [head](std::string_view mark) {
    return head.starts_with(mark);
  };
  if (std::ranges::any_of(kMarks, begins)) return true;
  // bzip2: a digit, then the mark of a block or of the end.
  if (begins("BZh") && head.size() >= 10) {
    const std::string_view mark = head.substr(4, 6);
    return mark == "\x31\x41\x59\x26\x53\x59"sv ||
           mark == "\x17\x72\x45\x38\x50\x90"sv;
  }
  return starts_tar(head);
}

void unpack(const ArchiveInput& input, MemberSink& sink) {
  Unpacking(input, sink).run();
}

}  // namespace calspam
