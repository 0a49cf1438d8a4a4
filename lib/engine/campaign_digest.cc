// SPDX-License-Identifier: MIT
#include "engine/campaign_digest.hh"

#include <fmt/format.h>

#include <charconv>

#include "evidence/campaign_keys.hh"
#include "report/overview.hh"
#include "util/hash.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kDigestBytes = 16u << 10;
constexpr std::size_t kLines = 160;
constexpr std::size_t kValueBytes = 160;
constexpr std::size_t kHashes = 32;
constexpr std::size_t kHead = 9;  // cells of the first line

// printable() leaves neither a tab nor a line end. What is cut ends with a
// hash of the whole, so that different values stay different.
std::string value_of(std::string_view text) {
  std::string value = printable(text);
  if (value.size() <= kValueBytes) return value;
  return std::string(truncated(value, kValueBytes - 18)) + "#" +
         sha256(value).substr(0, 16);
}

std::string title_of(std::string_view text) {
  return std::string(truncated(printable(text), kValueBytes));
}

void add(std::size_t kind, const std::vector<std::string>& values,
         std::string& out) {
  for (const std::string& value : values)
    out += fmt::format("k\t{}\t{}\n", kind, value_of(value));
}

void add_hashes(char tag, const std::vector<std::string>& hashes,
                std::string& out) {
  for (const std::string& hash : hashes)
    out += fmt::format("{}\t{}\n", tag, hash);
}

std::string head_line(const Report& report, const CampaignKeys& keys) {
  const std::string listed = !keys.recipient_listed   ? "-"
                             : *keys.recipient_listed ? "1"
                                                      : "0";
  return fmt::format("m\t{}\t{:.2f}\t{}\t{}\t{}\t{}\t{}\t{}\n",
                     static_cast<int>(report.verdict.level),
                     report.verdict.score, report.time, keys.attendee_count,
                     listed, report.sha256, title_of(report.origin.name()),
                     title_of(message_title(report)));
}

template <typename Number>
std::optional<Number> number(std::string_view text, int base = 10) {
  Number value{};
  const auto read = [&] {
    if constexpr (std::is_floating_point_v<Number>)
      return std::from_chars(text.data(), text.data() + text.size(), value);
    else
      return std::from_chars(text.data(), text.data() + text.size(), value,
                             base);
  }();
  if (read.ec != std::errc() || read.ptr != text.data() + text.size())
    return {};
  return value;
}

// The worker made it printable; a worker that was taken over did not.
std::string safe(std::string_view cell) {
  return std::string(
      truncated(printable(truncated(cell, kValueBytes)), kValueBytes));
}

bool read_head(const std::vector<std::string_view>& cells,
               CampaignMember& member) {
  const auto level = number<std::size_t>(cells[1]);
  const auto score = number<double>(cells[2]);
  if (!level || *level > static_cast<std::size_t>(Level::Spam) || !score)
    return false;
  member.level = static_cast<Level>(*level);
  member.score = *score >= -1'000 && *score <= 1'000 ? *score : 0;
  member.time = parse_iso_instant(cells[3].substr(0, 32));
  member.attendees = std::min<std::uint64_t>(
      number<std::uint64_t>(cells[4]).value_or(0), 1'000'000'000);
  if (cells[5] == "0" || cells[5] == "1")
    member.recipient_listed = cells[5] == "1";
  member.sha256 = safe(cells[6].substr(0, 64));
  member.name = safe(cells[7]);
  member.title = safe(cells[8]);
  return true;
}

void read_line(const std::vector<std::string_view>& cells,
               CampaignMember& member) {
  if (cells[0] == "k" && cells.size() == 3) {
    const auto kind = number<std::size_t>(cells[1]);
    if (kind && *kind < kKeyKinds.size() && !cells[2].empty())
      member.keys.push_back({*kind, safe(cells[2])});
  } else if ((cells[0] == "r" || cells[0] == "a") && cells.size() == 2) {
    auto& hashes =
        cells[0] == "r" ? member.recipient_hashes : member.attendee_hashes;
    const auto hash = number<std::uint64_t>(cells[1], 16);
    if (hash && hashes.size() < kHashes) hashes.push_back(*hash);
  }
}

}  // namespace

std::string campaign_digest(const Report& report) {
  if (report.campaign == nullptr) return "";
  const CampaignKeys& keys = *report.campaign;
  std::string out = head_line(report, keys);
  std::size_t kind = 0;
  for (const auto* values :
       {&keys.organizers, &keys.uids, &keys.phones, &keys.text_bands,
        &keys.files, &keys.codes, &keys.tenants, &keys.link_domains})
    add(kind++, *values, out);
  if (keys.start_offset)
    out +=
        fmt::format("k\t{}\t{} minutes\n", kStartOffsetKey, *keys.start_offset);
  add_hashes('r', keys.recipients, out);
  add_hashes('a', keys.attendees, out);
  return out.substr(0, kDigestBytes);
}

std::optional<CampaignMember> campaign_member(std::string_view digest) {
  CampaignMember member;
  bool has_head = false;
  std::size_t lines = 0;
  for (std::string_view line : split(digest.substr(0, kDigestBytes), '\n')) {
    if (++lines > kLines) break;
    const std::vector<std::string_view> cells = split(line, '\t');
    if (!has_head) {
      has_head =
          cells[0] == "m" && cells.size() == kHead && read_head(cells, member);
      if (!has_head) return {};
    } else {
      read_line(cells, member);
    }
  }
  return member;
}

}  // namespace calspam
