// SPDX-License-Identifier: MIT
#include "detect/lists.hh"
#include "detect/site_file.hh"
#include "fuzzed.hh"
#include "lint/baseline.hh"
#include "lint/layout.hh"
#include "lint/producer_exceptions.hh"
#include "lint/settings.hh"
#include "lint/template_vars.hh"
#include "provenance/key_file.hh"

namespace calspam {
namespace {

const LayoutSet& layouts() {
  static const LayoutSet made =
      ours(load_layouts({std::string(CALSPAM_SOURCE_DIR "/rules")}));
  return made;
}

// A fault that is found has a place.
template <typename T>
void check(const Result<T>& result) {
  must(result ||
       (!result.error().where.empty() && !result.error().what.empty()));
}

void check_baseline(std::string_view bytes) {
  const Result<LintBaseline> read = parse_baseline(bytes, "baseline");
  check(read);
  if (!read) return;
  const std::string text = baseline_text(*read);
  must(ours(parse_baseline(text, "baseline")).inputs == read->inputs);
}

}  // namespace
}  // namespace calspam

// Files that come with mail, with a project or from another team: a fault in
// them is an error with its place, whatever the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const std::string_view bytes = bytes_of(data, size);
  const MemoryFile file(bytes);
  check(load_site(file.path()));
  check(parse_lint_settings(bytes, "settings.yaml", layouts()));
  check(parse_layout(bytes, "layout.yaml"));
  check(parse_producer_exceptions(bytes, "producers.yaml"));
  check(parse_template_vars(bytes, "vars.txt"));
  check(KeyFile::parse(bytes, "keys.txt"));
  WordList list;
  check(list.add(bytes, "list.txt"));
  check_baseline(bytes);
  return 0;
}
