// SPDX-License-Identifier: MIT
#include "arf_create.hh"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "arf/feedback_report.hh"
#include "batch.hh"
#include "output.hh"
#include "report_files.hh"
#include "store/store.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using What = AbuseOutcome::What;

// Reports that wait for the next of their provider's, all together.
constexpr std::size_t kWaitingBytes = 64u << 20;
constexpr std::size_t kStoredMails = 20;

// Reports print themselves: what a Batch prints of a message is nothing.
constexpr Format kNoFormat = {
    "arf",
    "",
    "",
    [](FormatRun&, std::string&) {},
    [](const FormatOptions&, const Report&, std::string&) {},
    [](FormatRun&, const InputError&, std::string&) {},
    [](FormatRun&, const Summary&, std::string&) {}};

std::string_view extension(AbuseFormat format) {
  switch (format) {
    case AbuseFormat::Xarf:
      return ".json";
    case AbuseFormat::Arf:
    case AbuseFormat::Complaint:
      break;
  }
  return ".eml";
}

std::string_view format_name(AbuseFormat format) {
  switch (format) {
    case AbuseFormat::Xarf:
      return "XARF";
    case AbuseFormat::Complaint:
      return "complaint";
    case AbuseFormat::Arf:
      break;
  }
  return "ARF report";
}

// A message of an mbox: From_ line, lines that look like one quoted, an empty
// line at the end.
std::string mbox_message(std::string_view bytes, const ReportWishes& wishes) {
  std::string date =
      mail_date(wishes.now);  // "Sun, 22 Nov 2026 03:10:35 +0000"
  const auto words = split(date, ' ');
  std::string out = fmt::format(
      "From {} {} {} {:>2} {} {}\n", bare_address(wishes.from),
      words[0].substr(0, 3), words[2], words[1], words[4], words[3]);
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(0, end);
    const std::size_t text = std::min(line.find_first_not_of('>'), line.size());
    if (line.substr(text).starts_with("From ")) out += '>';
    out += line;
    bytes.remove_prefix(end);
  }
  if (!out.ends_with('\n')) out += '\n';
  return out + "\n";
}

// Incidents of one provider, and the last report that was not sent.
struct Incidents {
  std::uint64_t total = 0, untold = 0;
  std::optional<AbuseOutcome> waiting;
  std::string origin;
};

// A calendar without a mail, and the mails of the store that brought it.
struct Orphan {
  AbuseOutcome outcome;
  std::string origin;
  std::string known;  ///< what the store says of such a mail, a sentence
};

class Creation {
 public:
  Creation(const ArfOptions& options, const Analyzer& analyzer)
      : options_(options),
        analyzer_(analyzer),
        output_(STDOUT_FILENO, ::isatty(STDOUT_FILENO) == 1) {}

  int run();

 private:
  Result<bool> open();
  int run_batch(const BatchOptions& batch, const std::set<std::string>* only);
  void take(Batch& batch, Reply& reply);
  void settle(Batch& batch, AbuseOutcome outcome, const std::string& origin);
  void say(Batch& batch, const AbuseOutcome& outcome, const std::string& origin,
           std::uint64_t incidents);
  void count(Batch& batch, AbuseOutcome outcome, const std::string& origin);
  void put(Batch& batch, const AbuseOutcome& outcome, const std::string& origin,
           std::uint64_t incidents);
  bool find_mail(Batch& batch, const AbuseOutcome& outcome,
                 const std::string& origin);
  bool add_newest_mail(const std::vector<StoredSighting>& found,
                       Orphan& orphan);
  void report_orphans(Batch& batch);
  void flush(Batch& batch);

  const ArfOptions& options_;
  const Analyzer& analyzer_;
  Output output_;
  std::optional<ReportFiles> files_;
  std::optional<Store> store_;
  std::map<std::string, Incidents> incidents_;
  std::size_t waiting_bytes_ = 0;
  std::vector<Orphan> orphans_;
  std::vector<std::string> mail_paths_;
  std::set<std::string> wanted_, seen_, written_;
  bool without_mail_ = false, printed_ = false, second_ = false;
};

Result<bool> Creation::open() {
  if (options_.output != "-") {
    auto files = ReportFiles::open(
        options_.output,
        options_.mbox || options_.desk.format == AbuseFormat::Xarf);
    if (!files) return tl::unexpected(files.error());
    files_.emplace(std::move(*files));
    if (files_->is_folder() && options_.mbox)
      return fail("--mbox",
                  "an mbox is a file, and " + options_.output + " is a folder");
  }
  if (options_.store.empty()) return true;
  auto store = Store::open(options_.store, Store::Access::Read);
  if (!store) return tl::unexpected(store.error());
  store_.emplace(std::move(*store));
  return true;
}

void Creation::say(Batch& batch, const AbuseOutcome& outcome,
                   const std::string& origin, std::uint64_t incidents) {
  std::string line = fmt::format(
      "{}{}{}", outcome.mail.draft ? "a draft: " : "",
      outcome.format == AbuseFormat::Xarf ? "XARF report"
                                          : format_name(outcome.format),
      outcome.what == What::InStead ? ", since no mail is at hand" : "");
  if (incidents > 1) line += fmt::format(", {} incidents", incidents);
  if (outcome.mail.draft)
    line += "; nobody complained (--complaint, --trap), so it has no To";
  batch.note(origin, line);
  for (const Addressee& used : outcome.addressees.used)
    batch.note(origin, fmt::format("to {}: {}", used.address, used.why));
  for (const Addressee& proposal : outcome.addressees.proposals)
    batch.note(origin, fmt::format("proposal, not used: {}: {} (heuristic)",
                                   proposal.address, proposal.why));
  for (const RefusedAddressee& refused : outcome.addressees.refused)
    batch.note(origin,
               fmt::format("not told: {}: {}", refused.address, refused.why));
  if (outcome.addressees.used.empty())
    batch.note(origin,
               "nobody is named that could be told: use --to, or the "
               "site file's abuse contacts");
  for (const std::string& note : outcome.mail.notes) batch.note(origin, note);
}

void Creation::put(Batch& batch, const AbuseOutcome& outcome,
                   const std::string& origin, std::uint64_t incidents) {
  say(batch, outcome, origin, incidents);
  std::string bytes = outcome.format == AbuseFormat::Xarf
                          ? outcome.mail.bytes
                          : with_incidents(outcome.mail, incidents);
  if (options_.mbox) {
    if (outcome.format == AbuseFormat::Xarf)
      return batch.trouble(origin, "XARF does not fit into an mbox");
    bytes = mbox_message(bytes, options_.desk.wishes);
  }
  if (files_ && files_->is_folder() && !written_.insert(outcome.mail.id).second)
    return batch.note(origin, "is the same as an earlier input: one report");
  if (files_) {
    const auto put = files_->put(
        outcome.mail.id + std::string(extension(outcome.format)), bytes);
    if (!put) batch.trouble(put.error().where, put.error().what);
    return;
  }
  const bool alone = !options_.mbox && outcome.format != AbuseFormat::Xarf;
  if (printed_ && alone)
    return batch.trouble(origin,
                         "more than one mail for standard output: "
                         "use --mbox, or --output with a folder");
  printed_ = true;
  output_.put(bytes);
}

void Creation::count(Batch& batch, AbuseOutcome outcome,
                     const std::string& origin) {
  Incidents& incidents = incidents_[outcome.provider];
  ++incidents.total;
  ++incidents.untold;
  if (incidents.waiting) waiting_bytes_ -= incidents.waiting->mail.bytes.size();
  incidents.waiting.reset();
  const std::size_t size = outcome.mail.bytes.size();
  if (is_report_due(incidents.total) || waiting_bytes_ + size > kWaitingBytes) {
    put(batch, outcome, origin, incidents.untold);
    incidents.untold = 0;
    return;
  }
  waiting_bytes_ += size;
  incidents.waiting = std::move(outcome);
  incidents.origin = origin;
}

// What is left when the inputs end: one report a provider.
void Creation::flush(Batch& batch) {
  for (auto& [provider, incidents] : incidents_)
    if (incidents.waiting)
      put(batch, *incidents.waiting, incidents.origin, incidents.untold);
  incidents_.clear();
}

// The newest mail that can be read again; false when no mail is known.
bool Creation::add_newest_mail(const std::vector<StoredSighting>& found,
                               Orphan& orphan) {
  for (const StoredSighting& stored : found) {
    const Sighting& sighting = stored.sighting;
    if (!sighting.is_mail) continue;
    if (orphan.known.empty())
      orphan.known = fmt::format(
          "the store knows the mail that brought it: Message-ID {}, from {}, "
          "handed in by {}, sha256 {}",
          sighting.message.message_id, sighting.message.from,
          sighting.message.border_ip, sighting.sha256);
    for (const SightedPlace& place : stored.places) {
      if (place.path == "-" || ::access(place.path.c_str(), R_OK) != 0)
        continue;
      wanted_.insert(sighting.sha256);
      if (std::find(mail_paths_.begin(), mail_paths_.end(), place.path) ==
          mail_paths_.end())
        mail_paths_.push_back(place.path);
      return true;
    }
  }
  return !orphan.known.empty();
}

// RFC 5965 wants a mail; a store may know which one brought the event.
bool Creation::find_mail(Batch& batch, const AbuseOutcome& outcome,
                         const std::string& origin) {
  if (!store_ || second_) return false;
  Orphan orphan{outcome, origin, {}};
  bool found_mail = false;
  for (const std::string& uid : outcome.uids) {
    const auto found = store_->by_uid(uid, kStoredMails);
    if (!found) {
      batch.trouble(options_.store, found.error().text());
      return false;
    }
    if (!add_newest_mail(*found, orphan)) continue;
    found_mail = true;
  }
  if (!found_mail) return false;
  orphans_.push_back(std::move(orphan));
  return true;
}

void Creation::settle(Batch& batch, AbuseOutcome outcome,
                      const std::string& origin) {
  if (outcome.what == What::Failed)
    return batch.trouble(origin, outcome.failure);
  if (outcome.what != What::Written) without_mail_ = true;
  if (outcome.what == What::NoMail)
    return batch.note(
        origin,
        "no mail is at hand, so no ARF report: --format xarf or --format "
        "complaint make something else of it");
  if (options_.digest)
    count(batch, std::move(outcome), origin);
  else
    put(batch, outcome, origin, 1);
}

void Creation::take(Batch& batch, Reply& reply) {
  reply.wanted = false;
  if (reply.digest.empty()) return;  // not one of those that were looked for
  auto outcome = unpacked_outcome(reply.digest, std::move(reply.text));
  if (!outcome)
    return batch.trouble("arf", "a worker gave an answer that makes no sense");
  const std::string origin = outcome->origin;
  if (second_) seen_.insert(outcome->uids.begin(), outcome->uids.end());
  const bool orphan =
      outcome->what == What::NoMail || outcome->what == What::InStead;
  if (orphan && find_mail(batch, *outcome, origin)) return;
  settle(batch, std::move(*outcome), origin);
}

// Calendars whose mail is not where it was: as if the store had not been.
void Creation::report_orphans(Batch& batch) {
  for (Orphan& orphan : orphans_) {
    bool told = false;
    for (const std::string& uid : orphan.outcome.uids)
      told = told || seen_.contains(uid);
    if (told) {
      batch.note(orphan.origin, "reported with the mail that brought it");
      continue;
    }
    batch.note(orphan.origin, orphan.known +
                                  "; its file is not there any "
                                  "more, or has changed");
    settle(batch, std::move(orphan.outcome), orphan.origin);
  }
  orphans_.clear();
}

int Creation::run_batch(const BatchOptions& options,
                        const std::set<std::string>* only) {
  Batch* current = nullptr;
  BatchJob job;
  job.format = &kNoFormat;
  job.format_options = format_options(options);
  job.work = [this, only](const RawMessage& raw) {
    Reply reply;
    if (only != nullptr && !only->contains(sha256(raw.bytes))) return reply;
    AbuseOutcome outcome = report_abuse(analyzer_, raw, options_.desk);
    reply.digest = packed_outcome(outcome);
    reply.text = std::move(outcome.mail.bytes);
    reply.wanted = true;
    return reply;
  };
  job.receive = [this, &current](const Outcome&, Reply& reply) {
    take(*current, reply);
  };
  Batch batch(options, std::move(job));
  current = &batch;
  int status = batch.run();
  const bool last = only != nullptr || wanted_.empty();
  if (last) {
    report_orphans(batch);
    flush(batch);
    if (files_)
      if (const auto closed = files_->close(); !closed)
        batch.trouble(closed.error().where, closed.error().what);
  }
  if (status == kExitFine && batch.is_troubled()) status = kExitTrouble;
  return status;
}

int Creation::run() {
  if (const auto opened = open(); !opened) {
    complain(opened.error().where, opened.error().what);
    return kExitTrouble;
  }
  int status = run_batch(options_.batch, nullptr);
  if (!wanted_.empty()) {
    second_ = true;
    BatchOptions mails = options_.batch;
    mails.paths = mail_paths_;
    mails.lists.clear();
    const int second = run_batch(mails, &wanted_);
    status = std::max(status, second);
  }
  output_.flush();
  if (output_.trouble() == Output::Trouble::ClosedPipe) return kExitClosedPipe;
  if (output_.trouble() == Output::Trouble::Failed) {
    complain("standard output", output_.reason());
    return kExitTrouble;
  }
  return status == kExitFine && without_mail_ ? kExitFound : status;
}

}  // namespace

bool is_report_due(std::uint64_t incident) {
  if (incident <= 10) return true;
  return incident <= 100 ? incident % 10 == 0 : incident % 100 == 0;
}

int create_reports(const ArfOptions& options, const Analyzer& analyzer) {
  return Creation(options, analyzer).run();
}

}  // namespace calspam
