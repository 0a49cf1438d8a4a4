// SPDX-License-Identifier: MIT
#include "mail/input_file.hh"
#include "mail/input_format.hh"

namespace calspam {

bool is_folder(const Input& input) {
  return input.is_folder;
}

// Everything in it, hidden files too: a scan that skips what it does not
// expect is one that mail can be hidden from.
void read_folder(Input& input, InputQueue& queue) {
  const auto names = folder_names(input.path, input.descriptor);
  if (!names) return queue.error(names.error());
  queue.push(input.path, *names);
}

}  // namespace calspam
