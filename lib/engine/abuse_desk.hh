// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arf/abuse_report.hh"
#include "engine/analyzer.hh"
#include "evidence/subject.hh"
#include "provenance/key_file.hh"
#include "provenance/provenance.hh"
#include "report/report.hh"
#include "util/raw_message.hh"

namespace calspam {

/// What a report of abuse is written as.
enum class AbuseFormat { Arf, Xarf, Complaint };

struct AbuseDeskOptions {
  AbuseFormat format = AbuseFormat::Arf;
  /// What to write, instead of ARF, where no mail is at hand; nothing: nothing.
  std::optional<AbuseFormat> without_mail;
  ReportWishes wishes;
  std::optional<std::string> redaction_key;
  RedactionMethod redaction = RedactionMethod::HmacSha256;
  std::shared_ptr<const Site> site;
  std::shared_ptr<const KeyFile> keys;  ///< of DKIM; null: none is known
  Limits limits;
};

/// What came of one input, as a worker tells it to the parent. Sentences are
/// printable.
struct AbuseOutcome {
  enum class What {
    Written,  ///< as it was asked for
    InStead,  ///< no mail was at hand: something else than ARF was written
    NoMail,   ///< no mail was at hand: nothing was written
    Failed    ///< `failure` says why
  };
  What what = What::Failed;
  AbuseFormat format = AbuseFormat::Arf;  ///< of what was written
  AbuseMail mail;
  std::string failure;
  Addressees addressees;
  std::string origin;    ///< of the input, for people
  std::string provider;  ///< whom incidents are counted for
  std::string message_id;
  std::vector<std::string> uids;  ///< of the events, the first hundred
};

/// Makes the report on one input: the message is read and judged, its way is
/// traced, and bytes come out.
AbuseOutcome report_abuse(const Analyzer& analyzer, const RawMessage& raw,
                          const AbuseDeskOptions& options);

/// How an outcome travels, without the bytes of the report.
std::string packed_outcome(const AbuseOutcome& outcome);
/// Reads what a worker sent, which may have been taken over; nothing for
/// anything that does not fit. `bytes` become the report's.
std::optional<AbuseOutcome> unpacked_outcome(std::string_view packed,
                                             std::string bytes);

struct AbuseReaderOptions {
  std::shared_ptr<const KeyFile> keys;
  ProvenanceOptions provenance;
  Limits limits;
};

/// Reads a report of abuse and judges the message that it is about: the record
/// is that message's, traced as well, with the origin and hash of the report,
/// and `arf` set. Places in the record count in the message
/// (AbuseReading::original).
Report read_abuse(const Analyzer& analyzer, const RawMessage& raw,
                  const AbuseReaderOptions& options);

/// What our side knows of the way and the signatures of a mail: by the site
/// file, else as provenance infers it; signatures by the keys, too.
CaseTrust case_trust(const Subject& subject, const KeyFile* keys);

}  // namespace calspam
