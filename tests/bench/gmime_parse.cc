// SPDX-License-Identifier: MIT
// What it costs to parse a mailbox with gmime and do nothing else:
// gmime_parse MBOX prints how many messages and parts it found.
#include <fcntl.h>
#include <gmime/gmime.h>

#include <cstdio>

namespace {

void count(GMimeObject*, GMimeObject*, gpointer parts) {
  ++*static_cast<long*>(parts);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: gmime_parse MBOX\n");
    return 2;
  }
  const int file = ::open(argv[1], O_RDONLY);
  if (file < 0) {
    std::perror(argv[1]);
    return 2;
  }
  g_mime_init();
  GMimeStream* stream = g_mime_stream_fs_new(file);
  GMimeParser* parser = g_mime_parser_new_with_stream(stream);
  g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
  long messages = 0;
  long parts = 0;
  while (!g_mime_parser_eos(parser)) {
    GMimeMessage* message = g_mime_parser_construct_message(parser, nullptr);
    if (message == nullptr) continue;
    g_mime_message_foreach(message, count, &parts);
    ++messages;
    g_object_unref(message);
  }
  g_object_unref(parser);
  g_object_unref(stream);
  std::printf("%ld messages, %ld parts\n", messages, parts);
}
