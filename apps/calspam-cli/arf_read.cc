// SPDX-License-Identifier: MIT
#include "arf_read.hh"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "arf/reading.hh"
#include "batch.hh"
#include "engine/abuse_desk.hh"
#include "report/json_arf.hh"
#include "store/store.hh"
#include "util/text.hh"
#include "version.hh"

namespace calspam {
namespace {

constexpr std::size_t kNames = 20;      // looked up, of one report
constexpr std::size_t kSightings = 20;  // listed of each

// What the parent asks the store about, ahead of the format's own digest: a
// line each, an empty line after them.
std::string packed_names(const Report& report) {
  std::string out;
  std::size_t count = 0;
  const auto add = [&](std::string_view key, std::string_view value) {
    if (value.empty() || ++count > kNames) return;
    out += fmt::format("{} {}\n", key, printable(truncated(value, 1'000)));
  };
  add("message-id", report.arf->original.message_id);
  for (const ReportedCalendar& calendar : report.calendars)
    for (const ReportedEvent& event : calendar.events) add("uid", event.uid);
  return out + "\n";
}

std::string_view without_brackets(std::string_view id) {
  if (id.starts_with('<')) id.remove_prefix(1);
  if (id.ends_with('>')) id.remove_suffix(1);
  return id;
}

std::vector<KnownSighting> known_sightings(Batch& batch, Store& store,
                                           std::string_view names) {
  std::vector<KnownSighting> known;
  for (std::string_view line : split(names, '\n')) {
    const std::size_t blank = line.find(' ');
    if (blank == line.npos) continue;
    const std::string by(line.substr(0, blank));
    const std::string_view value = line.substr(blank + 1);
    const auto found =
        by == "uid" ? store.by_uid(value, kSightings)
                    : store.by_message_id(without_brackets(value), kSightings);
    if (!found) {
      batch.trouble(found.error().where, found.error().what);
      break;
    }
    for (const StoredSighting& stored : *found) {
      const Sighting& sighting = stored.sighting;
      const Origin origin{sighting.path, sighting.member, sighting.offset,
                          sighting.index};
      known.push_back(
          {by, std::string(value), origin.name(), iso_instant(stored.seen)});
    }
  }
  return known;
}

std::string known_text(const std::vector<KnownSighting>& known) {
  std::string out;
  for (const KnownSighting& sighting : known)
    out += fmt::format("            known by {}: {}, recorded {}\n",
                       sighting.by, printable(sighting.where), sighting.seen);
  return out;
}

// In a worker.
Reply judge(const ArfOptions& options, const FormatOptions& format_options,
            const AbuseReaderOptions& reader, const Analyzer& analyzer,
            const RawMessage& raw) {
  const Format& format = *options.format;
  const Report report = read_abuse(analyzer, raw, reader);
  Reply reply;
  reply.level = report.verdict.level;
  reply.complete = report.complete;
  reply.found =
      !report.arf->is_report() || (options.strict && !report.arf->conforms());
  reply.wanted = !options.batch.quiet;
  if (!reply.wanted) return reply;
  format.message(format_options, report, reply.text);
  reply.digest = packed_names(report);
  if (format.digest != nullptr) reply.digest += format.digest(report);
  return reply;
}

}  // namespace

int read_reports(const ArfOptions& options, const Analyzer& analyzer) {
  std::optional<Store> store;
  if (!options.store.empty()) {
    auto opened = Store::open(options.store, Store::Access::Read);
    if (!opened) {
      complain(opened.error().where, opened.error().what);
      return kExitTrouble;
    }
    store.emplace(std::move(*opened));
  }
  Batch* current = nullptr;
  BatchJob job;
  job.format = options.format;
  job.format_options = format_options(options.batch);
  job.format_options.tool.rules = "sha256:" + analyzer.rules().digest();
  AbuseReaderOptions reader;
  reader.keys = options.keys;
  reader.limits = options.batch.limits;
  reader.provenance.tool = fmt::format("calspam {}", kVersion);
  reader.provenance.rules = job.format_options.tool.rules;
  job.work = [&options, &analyzer, &reader,
              format = job.format_options](const RawMessage& raw) {
    return judge(options, format, reader, analyzer, raw);
  };
  job.receive = [&](const Outcome&, Reply& reply) {
    if (!reply.wanted) return;
    const std::size_t end = reply.digest.find("\n\n");
    const std::size_t size = reply.digest.starts_with('\n') ? 1
                             : end == std::string::npos ? reply.digest.size()
                                                        : end + 2;
    const std::string names = reply.digest.substr(0, size);
    reply.digest.erase(0, size);
    if (!store) return;
    const auto known = known_sightings(*current, *store, names);
    if (options.format->name == "text")
      reply.text += known_text(known);
    else
      reply.text = with_sightings(reply.text, known);
  };
  Batch batch(options.batch, std::move(job));
  current = &batch;
  return batch.run();
}

}  // namespace calspam
