// SPDX-License-Identifier: MIT
#include "one_family.hh"

#include "lint/patch.hh"
#include "util/text.hh"

namespace calspam {

OneFamily::OneFamily(const CheckFamily& family, std::string_view bytes)
    : bytes_(bytes), subject_(std::make_unique<Subject>()) {
  raw_.bytes = bytes_;
  raw_.kind =
      starts_ignoring_case(bytes, "BEGIN:") ? RawKind::Calendar : RawKind::Mail;
  observe(*subject_, raw_, limits_, {});
  LintLog log;
  family.run({*subject_}, log);
  findings_ = log.take();
}

const LintFinding* OneFamily::first(std::string_view id) const {
  for (const LintFinding& finding : findings_)
    if (finding.check->id == id) return &finding;
  return nullptr;
}

std::string OneFamily::text() const {
  std::string out;
  for (const LintFinding& finding : findings_)
    out += std::string(finding.check->id) + ": " + finding.message + '\n';
  return out;
}

std::string OneFamily::mended(std::string_view id) const {
  const LintFinding* finding = first(id);
  Patch patch(*subject_);
  if (finding == nullptr || finding->edits.empty() ||
      patch.add(finding->edits) != Patch::Answer::Taken)
    return bytes_;
  return patch.bytes();
}

std::string crlf(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

}  // namespace calspam
