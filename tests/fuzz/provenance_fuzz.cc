// SPDX-License-Identifier: MIT
#include "fuzzed.hh"
#include "judge.hh"
#include "printed.hh"
#include "provenance/cms.hh"
#include "provenance/provenance.hh"
#include "provenance/verify.hh"
#include "report/provenance_formats.hh"

namespace calspam {
namespace {

const std::string kSigned =
    CALSPAM_SOURCE_DIR "/testdata/provenance/signatures/";

const VerifyOptions& verify_options() {
  static const KeyFile keys = ours(KeyFile::load(kSigned + "keys.txt"));
  static const VerifyOptions options = [] {
    VerifyOptions made;
    made.keys = &keys;
    made.authorities = file_bytes(kSigned + "smime/authority.pem");
    made.as_of = parse_iso_instant("2020-01-02T10:00:00Z");
    return made;
  }();
  return options;
}

// A signature passes by a key that was at hand and a body that is as signed.
void check_signatures(const Signatures& signatures, std::size_t size) {
  for (const DkimSignature& signature : signatures.dkim) {
    must(signature.span.end <= size);
    must(signature.why.empty() == signature.passed());
    must(!signature.passed() ||
         (!signature.key.record.empty() && signature.body == BodyHash::Match));
  }
  const ArcChain& arc = signatures.arc;
  must(arc.oldest_pass >= 0 &&
       arc.oldest_pass <= static_cast<int>(arc.sets.size()));
  for (const ArcSet& set : arc.sets) must(set.seal_span.end <= size);
}

void check_path(const Path& path) {
  const int count = static_cast<int>(path.hops.size());
  must(path.border.hop >= -1 && path.border.hop < count);
  must(path.origin.hop >= -1 && path.origin.hop < count);
  // Nothing that is claimed stands above what our side saw.
  for (std::size_t i = 1; i < path.hops.size(); ++i)
    must(path.hops[i - 1].zone <= path.hops[i].zone);
}

Report traced(const RawMessage& raw) {
  const Limits limits;
  Subject subject;
  observe(subject, raw, limits, {}, judge_site().get());
  Report report;
  report.origin = raw.origin;
  ProvenanceOptions options;
  options.tool = "calspam 0.1.0";
  report.provenance = std::make_shared<const Provenance>(
      trace(subject, verify_signatures(subject, verify_options()), options));
  check_signatures(report.provenance->signatures, raw.bytes.size());
  check_path(report.provenance->path);
  return report;
}

}  // namespace
}  // namespace calspam

// Whatever the bytes: a path and signatures that hang together, the same each
// time, and quiet in each of the formats. What begins as a DER sequence is a
// signature block, which base64 would hide from the fuzzer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace calspam;
  const std::string_view bytes = bytes_of(data, size);
  if (bytes.starts_with('\x30')) {
    const CmsReading cms =
        read_cms(bytes, nullptr, verify_options().authorities, {});
    must(cms.is_signed || cms.result == SignatureResult::Malformed);
    return 0;
  }
  const RawMessage raw = raw_of(bytes);
  const Report report = traced(raw);
  must_be_same(report, traced(raw));
  check_printed(provenance_formats(), {report});
  return 0;
}
