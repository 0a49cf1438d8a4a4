// SPDX-License-Identifier: MIT
#include "evidence/visible_domain.hh"

#include "util/text.hh"
#include "web/url.hh"

namespace calspam {
namespace {

constexpr std::string_view kFileExtensions[] = {
    ".zip",  ".mov", ".sh",  ".pl",  ".py",   ".md",   ".pdf", ".doc",
    ".docx", ".xls", ".csv", ".ppt", ".html", ".htm",  ".txt", ".ics",
    ".png",  ".jpg", ".gif", ".exe", ".js",   ".xlsx", ".mp4", ".pptx"};

}  // namespace

std::string visible_domain(std::string_view shown) {
  shown = trimmed(shown);
  if (shown.empty() || shown.size() > 500 ||
      shown.find_first_of(" \t\n") != shown.npos)
    return "";
  const std::size_t at = shown.find('@');
  if (at != shown.npos && shown.find("://") == shown.npos)
    return registrable_domain(shown.substr(at + 1));
  if (shown.find('.') == shown.npos) return "";
  const bool absolute = shown.find("://") != shown.npos;
  const Url url = parse_url(absolute ? std::string(shown)
                                     : "https://" + std::string(shown));
  // "report.pdf" is a file; some extensions are suffixes of domains as well.
  if (!absolute && url.host.find('.') == url.host.rfind('.') &&
      url.path.size() <= 1)
    for (std::string_view file : kFileExtensions)
      if (ends_ignoring_case(url.host, file)) return "";
  return url.valid && !url.ip_literal ? url.domain : "";
}

}  // namespace calspam
