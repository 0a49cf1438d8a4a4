// SPDX-License-Identifier: MIT
#include "mail/archive.hh"
#include "mail/archive_process.hh"
#include "mail/input_format.hh"

namespace calspam {
namespace {

// tar begins with a name, which may be written as a message would be.
bool could_be_mail(Input input) {
  if (!starts_tar(input.head)) return false;
  input.head = input.head.substr(0, 512);
  return is_calendar(input) || is_mbox(input) || is_message(input);
}

void read_member(const ArchiveMember& member, ArchiveProcess& archive,
                 const Input& input, InputWindow& window, InputQueue& queue) {
  window.attach([&archive](char* to, std::size_t size) {
    return archive.read(to, size);
  });
  Input content{input.path, -1, false, {}, {}, window, member.name};
  read_content(content, queue);
  if (!archive.trouble().empty())
    queue.error({content.name(), archive.trouble()});
}

}  // namespace

// An archive in an archive was opened with it, or is too deep.
bool is_archive(const Input& input) {
  return !input.is_folder && input.member.empty() && starts_archive(input.head);
}

void read_archive(Input& input, InputQueue& queue) {
  if (could_be_mail(input))
    queue.error({input.path, "also looks like mail, which it is not read as"});
  ArchiveProcess archive(input.path, input.descriptor, input.size, input.window,
                         queue.options());
  InputWindow window(queue.options().window_bytes);
  while (!queue.stopped()) {
    const auto next = archive.next();
    if (!next) break;
    if (const auto* member = std::get_if<ArchiveMember>(&*next))
      read_member(*member, archive, input, window, queue);
    else
      queue.error(std::get<Error>(*next));
  }
}

}  // namespace calspam
