// SPDX-License-Identifier: MIT
// verify_messages KEYS ARRIVAL FILE...: a line for each signature, for the
// tests that hold our verifier against others.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "provenance/verify.hh"
#include "util/text.hh"

namespace calspam {
namespace {

void tell(const std::string& path, const char* kind, int number,
          SignatureResult result, const std::string& why) {
  std::printf("%s\t%s\t%d\t%s\t%s\n", path.c_str(), kind, number,
              std::string(signature_result_name(result)).c_str(),
              printable(why).c_str());
}

void verify(const std::string& path, const VerifyOptions& options) {
  std::ifstream stream(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
  RawMessage raw;
  raw.bytes = bytes;
  raw.full_size = bytes.size();
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {});
  const Signatures found = verify_signatures(subject, options);
  for (std::size_t i = 0; i < found.dkim.size(); ++i)
    tell(path, "dkim", static_cast<int>(i), found.dkim[i].result,
         found.dkim[i].why);
  if (found.arc.fields > 0)
    std::printf("%s\tarc\t%d\t%s\t%s\n", path.c_str(), found.arc.oldest_pass,
                std::string(arc_result_name(found.arc.result)).c_str(),
                printable(found.arc.why).c_str());
  for (std::size_t i = 0; i < found.smime.size(); ++i)
    tell(path, "smime", static_cast<int>(i), found.smime[i].result,
         found.smime[i].why);
}

}  // namespace
}  // namespace calspam

int main(int argc, char** argv) {
  using namespace calspam;
  if (argc < 3) return 2;
  const Result<KeyFile> keys = KeyFile::load(argv[1]);
  if (!keys) {
    std::fprintf(stderr, "%s\n", keys.error().text().c_str());
    return 2;
  }
  VerifyOptions options;
  options.keys = &*keys;
  options.as_of = parse_iso_instant(argv[2]);
  for (int i = 3; i < argc; ++i) verify(argv[i], options);
  return 0;
}
