// SPDX-License-Identifier: MIT
#include "ical/zone.hh"

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <map>
#include <optional>

#include "ical/anomalies.hh"
#include "ical/object_zone.hh"
#include "util/text.hh"

namespace calspam {

namespace {

constexpr std::size_t kLongestName = 128;
// A calendar that names more zones than there are is asked no further.
constexpr std::size_t kNamesLookedUp = 1'000;

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::unique_ptr<icu::TimeZone> system_zone(const icu::UnicodeString& id) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString canonical;
  UBool is_system = false;
  // createTimeZone() takes "GMT+25:17" too and answers GMT for what it does
  // not know, so the name is held against the table first.
  icu::TimeZone::getCanonicalID(id, canonical, is_system, status);
  if (U_FAILURE(status) || !is_system) return nullptr;
  return std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(id));
}

std::unique_ptr<icu::TimeZone> windows_zone(const icu::UnicodeString& id) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString iana;
  icu::TimeZone::getIDForWindowsID(id, nullptr, iana, status);
  if (U_FAILURE(status) || iana.isEmpty()) return nullptr;
  return system_zone(iana);
}

// "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin" and the like: the
// name is what stands behind a prefix that begins with a slash.
std::string_view without_prefix(std::string_view name) {
  if (!name.starts_with('/')) return {};
  const std::size_t last = name.rfind('/');
  const std::size_t before = last == 0 ? 0 : name.rfind('/', last - 1);
  return name.substr(before + 1);
}

std::unique_ptr<icu::TimeZone> named_zone(std::string_view tzid) {
  std::string_view name = trimmed(tzid);
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"')
    name = name.substr(1, name.size() - 2);
  if (name.empty() || name.size() > kLongestName || !is_valid_utf8(name))
    return nullptr;
  if (auto zone = system_zone(unicode(name))) return zone;
  if (auto zone = windows_zone(unicode(name))) return zone;
  const std::string_view bare = without_prefix(name);
  return bare.empty() ? nullptr : system_zone(unicode(bare));
}

std::int32_t offset_at(const icu::TimeZone& zone, std::int64_t local) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0, saving = 0;
  const UDate date = static_cast<UDate>(local) * 1000;
  if (const auto* basic = dynamic_cast<const icu::BasicTimeZone*>(&zone))
    basic->getOffsetFromLocal(date, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER,
                              raw, saving, status);
  else
    zone.getOffset(date, true, raw, saving, status);
  return U_FAILURE(status) ? 0 : (raw + saving) / 1000;
}

}  // namespace

struct Zones::Table {
  struct Entry {
    CalendarTime::Zone kind = CalendarTime::Zone::Unknown;
    std::optional<ObjectZone> object;
    std::unique_ptr<icu::TimeZone> named;
  };
  explicit Table(AnomalyLog& anomalies) : log(anomalies) {}

  AnomalyLog& log;
  std::map<std::string, Entry, std::less<>> entries;

  const Entry& find(std::string_view tzid) {
    static const Entry kUnknown;
    const auto known = entries.find(tzid);
    if (known != entries.end()) return known->second;
    if (entries.size() >= kNamesLookedUp) {
      log.add(anomaly::kIcalLimitZones, {}, tzid);
      return kUnknown;
    }
    Entry entry;
    entry.named = named_zone(tzid);
    if (entry.named) entry.kind = CalendarTime::Zone::Named;
    return entries.emplace(tzid, std::move(entry)).first->second;
  }
};

Zones::Zones(const Calendar& calendar, int root, const Limits& limits,
             AnomalyLog& log)
    : table_(std::make_unique<Table>(log)) {
  for (int child : calendar.children(root)) {
    const Component& component = calendar.components[child];
    if (component.name != "VTIMEZONE") continue;
    const std::string tzid = component.text("TZID");
    // The first of a name counts, as in libical.
    if (table_->entries.contains(tzid)) continue;
    if (table_->entries.size() >= kNamesLookedUp) {
      log.add(anomaly::kIcalLimitZones, component.span, tzid);
      break;
    }
    ObjectZone zone(calendar, child, limits, log);
    if (!zone.usable()) {
      log.add(anomaly::kIcalZoneEmpty, component.span, tzid);
      continue;
    }
    Table::Entry entry;
    entry.kind = CalendarTime::Zone::Object;
    entry.object = std::move(zone);
    table_->entries.emplace(tzid, std::move(entry));
  }
}

Zones::~Zones() = default;

CalendarTime::Zone Zones::kind(std::string_view tzid) {
  return table_->find(tzid).kind;
}

Instant Zones::instant(std::string_view tzid, std::int64_t local_seconds) {
  const Table::Entry& entry = table_->find(tzid);
  if (entry.object) return local_seconds - entry.object->offset(local_seconds);
  if (entry.named)
    return local_seconds - offset_at(*entry.named, local_seconds);
  return local_seconds;
}

bool is_iana_zone(std::string_view tzid) {
  if (tzid.empty() || tzid.size() > 64 || tzid.find("..") != tzid.npos)
    return false;
  const bool harmless = std::all_of(tzid.begin(), tzid.end(), [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_' || c == '+' ||
           c == '/' || c == '-';
  });
  return harmless && tzid.front() != '/' && system_zone(unicode(tzid));
}

}  // namespace calspam
