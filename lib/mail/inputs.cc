// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <optional>

#include "mail/input.hh"
#include "mail/input_file.hh"
#include "mail/input_format.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// In the order of the manual, which is also the order of asking.
constexpr std::array<InputFormat, 7> kFormats{{
    {"maildir", "a folder with cur and new: one message a file", is_maildir,
     read_maildir},
    {"folder", "any other folder: everything in and below it", is_folder,
     read_folder},
    {"archive", "zip, tar, or anything in gzip, bzip2, xz or zstd", is_archive,
     read_archive},
    {"calendar", "an iCalendar file (RFC 5545)", is_calendar, read_calendar},
    {"mbox", "a mailbox: messages that begin with From_ lines", is_mbox,
     read_mbox},
    {"message", "one message (RFC 5322)", is_message, read_message},
    {"calendar", "calendar lines behind something else, or in UTF-16",
     is_loose_calendar, read_calendar},
}};

// A report in JSON (lib/arf), for commands that read such.
bool is_json(const Input& input) {
  return !input.is_folder && without_blank_start(input.head).starts_with('{');
}

void read_as_recognised(Input& input, InputQueue& queue) {
  if (queue.options().json && is_json(input))
    return read_whole(input, RawKind::Mail, queue);
  for (const InputFormat& format : kFormats) {
    if (format.recognises(input)) return format.read(input, queue);
  }
  queue.error({input.name(), "not a message, mailbox or calendar"});
}

class Driver {
 public:
  Driver(const InputOptions& options, InputSink& sink)
      : queue_(options, sink), window_(options.window_bytes) {}

  /// Reads one path of the user's and all that is below it; false when the
  /// sink has had enough.
  bool read(const std::string& path) {
    const std::size_t before = queue_.handed_over();
    queue_.push(path);
    InputQueue::Pending next;
    while (!queue_.stopped() && queue_.pop(next)) open(next);
    if (queue_.handed_over() == before) {
      queue_.error({path, "empty: there is nothing in it to read"});
    }
    return !queue_.stopped();
  }

  /// Reads the paths that the lines of a file name.
  bool read_list(const std::string& list) {
    if (list == "-") {
      return read_lines(list, queue_.options().standard_input);
    }
    const auto opened = open_input(list, Links::Follow);
    if (!opened) {
      queue_.error(opened.error());
      return !queue_.stopped();
    }
    return read_lines(list, opened->descriptor.get());
  }

 private:
  void open(const InputQueue::Pending& pending) {
    if (pending.path == "-" && !pending.in_folder) {
      return read_file(
          {"-", queue_.options().standard_input, false, {}, {}, window_});
    }
    const auto opened = open_input(
        pending.path, pending.in_folder ? Links::Refuse : Links::Follow);
    if (!opened) return queue_.error(opened.error());
    Input input{pending.path,
                opened->descriptor.get(),
                opened->is_folder,
                opened->size,
                {},
                window_};
    if (opened->is_folder) return read_as_recognised(input, queue_);
    read_file(std::move(input));
  }

  void read_file(Input input) {
    window_.attach(input.descriptor, input.size);
    calspam::read_content(input, queue_);
    report_trouble(input, queue_);
  }

  bool read_lines(const std::string& list, int descriptor) {
    constexpr std::size_t kLongestPath = 8u << 10;
    const char end = queue_.options().lists_have_nul ? '\0' : '\n';
    InputWindow lines(64u << 10);
    lines.attach(descriptor, {});
    if (!lines.grow() && lines.error() == 0) queue_.error({list, "empty"});
    for (;;) {
      const auto at = lines.view().find(end);
      if (at == std::string_view::npos && lines.view().size() <= kLongestPath &&
          lines.grow()) {
        continue;
      }
      const std::string path(lines.view().substr(0, at));
      if (path.size() > kLongestPath) {
        queue_.error({list, "a line is no path: it is too long"});
        return !queue_.stopped();
      }
      if (!path.empty() && !read_listed(list, path)) return false;
      if (at == std::string_view::npos) break;
      lines.drop(at + 1);
    }
    if (lines.error() != 0) {
      queue_.error({list, system_error_text(lines.error())});
    }
    return !queue_.stopped();
  }

  bool read_listed(const std::string& list, const std::string& path) {
    if (path == "-" && list == "-") {
      queue_.error({list, "standard input is the list, not an input"});
      return !queue_.stopped();
    }
    return read(path);
  }

  InputQueue queue_;
  InputWindow window_;
};

}  // namespace

std::string Input::name() const {
  return Origin{path, member}.name();
}

void read_content(Input& input, InputQueue& queue) {
  InputWindow& window = input.window;
  window.grow_to(queue.options().head_bytes);
  input.head = window.view().substr(0, queue.options().head_bytes);
  if (!input.head.empty())
    read_as_recognised(input, queue);
  else if (window.error() == 0)
    queue.error({input.name(), "empty"});
}

void report_trouble(const Input& input, InputQueue& queue) {
  const InputWindow& window = input.window;
  if (window.error() != 0) {
    queue.error({input.path, system_error_text(window.error())});
  } else if (window.shrank()) {
    queue.error({input.path, "became shorter while it was read"});
  } else if (window.grew()) {
    queue.error({input.path, "grew while it was read: the rest is unread"});
  }
}

void InputQueue::message(const RawMessage& message) {
  if (stopped_) return;
  ++handed_over_;
  stopped_ = !sink_.message(message);
}

void InputQueue::error(const Error& error) {
  if (stopped_) return;
  ++handed_over_;
  stopped_ = !sink_.error(error);
}

void InputQueue::push(const std::string& folder,
                      const std::vector<std::string>& names) {
  const std::string base = folder.ends_with('/') ? folder : folder + "/";
  for (std::size_t i = names.size(); i > 0; --i) {
    pending_.push_back({base + names[i - 1], true});
  }
}

bool InputQueue::pop(Pending& next) {
  if (pending_.empty()) return false;
  next = std::move(pending_.back());
  pending_.pop_back();
  return true;
}

void read_whole(Input& input, RawKind kind, InputQueue& queue) {
  const std::uint64_t limit = queue.options().limits.message_bytes;
  input.window.grow_to(limit);
  const std::uint64_t unread = input.window.skip_rest();
  RawMessage message;
  message.origin.path = input.path;
  message.origin.member = input.member;
  message.kind = kind;
  std::uint64_t size = input.window.view().size() + unread;
  message.bytes = input.window.view().substr(0, limit);
  // What is missing after a failure has a byte at least.
  if (input.window.is_broken()) ++size;
  if (size > message.bytes.size()) message.full_size = size;
  queue.message(message);
}

std::string_view without_blank_start(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const auto text = head.find_first_not_of("\r\n");
  return text == head.npos ? std::string_view() : head.substr(text);
}

std::vector<InputFormatName> input_formats() {
  std::vector<InputFormatName> names;
  for (const InputFormat& format : kFormats) {
    const bool known = std::ranges::find(names, format.name,
                                         &InputFormatName::name) != names.end();
    if (!known) names.push_back({format.name, format.summary});
  }
  return names;
}

void for_each_message(const std::vector<std::string>& paths,
                      const InputOptions& options, InputSink& sink) {
  Driver driver(options, sink);
  for (const std::string& path : paths) {
    if (!driver.read(path)) return;
  }
  for (const std::string& list : options.lists) {
    if (!driver.read_list(list)) return;
  }
}

}  // namespace calspam
