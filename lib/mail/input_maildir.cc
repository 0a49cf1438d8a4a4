// SPDX-License-Identifier: MIT
#include "mail/input_file.hh"
#include "mail/input_format.hh"

namespace calspam {

bool is_maildir(const Input& input) {
  return input.is_folder &&
         entry_kind(input.descriptor, "cur") == EntryKind::Folder &&
         entry_kind(input.descriptor, "new") == EntryKind::Folder;
}

// Messages stand in cur and new, those in tmp are not yet delivered, other
// folders are mailboxes below this one (Maildir++), and files beside them are
// the server's indexes.
void read_maildir(Input& input, InputQueue& queue) {
  const auto names = folder_names(input.path, input.descriptor);
  if (!names) return queue.error(names.error());
  std::vector<std::string> read;
  for (const std::string& name : *names) {
    const bool index = entry_kind(input.descriptor, name) == EntryKind::File;
    if (name != "tmp" && !index) read.push_back(name);
  }
  queue.push(input.path, read);
}

}  // namespace calspam
