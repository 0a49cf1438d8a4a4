// SPDX-License-Identifier: MIT
#include "fuzzed.hh"
#include "util/limits.hh"
#include "web/domain.hh"
#include "web/html.hh"
#include "web/url.hh"

namespace calspam {
namespace {

// Undoes wrappers as far as they go, as is done with each link of a mail.
void follow(std::string_view text) {
  Url url = parse_url(text);
  for (int i = 0; i < 10; ++i) {
    must(!url.valid || !url.scheme.empty());
    domain_to_unicode(url.host);
    redirect_target(url);
    const auto inner = unwrap(url);
    if (!inner) return;
    url = parse_url(inner->target);
  }
}

}  // namespace
}  // namespace calspam

// Whatever the bytes: what is shown leads back to them, and links are within
// them, in HTML as in plain text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const std::string_view bytes = bytes_of(data, size);
  const Limits limits;
  const Html page = parse_html(bytes, limits);
  must(page.visible_map.base(page.visible.size()) <= size);
  for (const HtmlLink& link : page.links) {
    must(link.span.end <= size);
    follow(link.target);
  }
  for (const FoundUrl& found : find_urls(bytes, limits)) {
    must(found.span.end <= size);
    follow(found.text);
  }
  return 0;
}
