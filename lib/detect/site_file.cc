// SPDX-License-Identifier: MIT
#include "detect/site_file.hh"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <functional>

#include "detect/lists.hh"
#include "detect/rule_files.hh"
#include "util/text.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

constexpr auto kSiteKeys = std::to_array<std::string_view>(
    {"domains", "addresses", "trusted", "allow", "block", "address_book",
     "advisories", "domain_ages", "platforms", "abuse"});
constexpr auto kTrustedKeys =
    std::to_array<std::string_view>({"networks", "hosts", "authserv_ids"});
constexpr auto kAdvisoryKeys = std::to_array<std::string_view>(
    {"name", "date", "addresses", "phones", "hosts"});
constexpr auto kAbuseKeys =
    std::to_array<std::string_view>({"from", "contacts"});
constexpr auto kFileKeys = std::to_array<std::string_view>({"file"});

using Kind = NameList::Kind;
// Takes one entry; what is wrong with it comes back, or "".
using Take = std::function<std::string(std::string_view)>;

std::string quoted(std::string_view text) {
  return fmt::format("\"{}\"", printable(truncated(text, 80)));
}

Take into(NameList& names, std::vector<Kind> kinds, std::string_view what) {
  return [&names, kinds = std::move(kinds), what](std::string_view entry) {
    const Kind kind = NameList::kind_of(entry);
    for (Kind wanted : kinds) {
      if (kind != wanted) continue;
      names.add(entry);
      return std::string();
    }
    return fmt::format("{} is no {}", quoted(entry), what);
  };
}
Take any_name(NameList& names) {
  return into(names, {Kind::Address, Kind::Domain, Kind::Network},
              "address, domain or network");
}

Take phones(PhoneList& list) {
  return [&list](std::string_view entry) {
    return list.add(entry)
               ? std::string()
               : quoted(entry) + " is no telephone number of 7 digits or more";
  };
}

std::optional<Instant> date_of(std::string_view text) {
  return text.size() == 10 ? parse_iso_instant(text) : std::nullopt;
}
std::string no_date(std::string_view text) {
  return quoted(text) + " is no date such as 2026-11-22";
}

// "example.com<TAB>2026-11-22"; blanks will do.
Take ages(DomainAges& known) {
  return [&known](std::string_view line) {
    const std::size_t gap = line.find_first_of(" \t");
    if (gap == line.npos) return quoted(line) + " is no domain and date";
    const std::string_view domain = line.substr(0, gap);
    const std::string_view date = trimmed(line.substr(gap));
    if (NameList::kind_of(domain) != Kind::Domain)
      return quoted(domain) + " is no domain";
    const auto registered = date_of(date);
    if (!registered) return no_date(date);
    known.add(domain, *registered);
    return std::string();
  };
}

// "example.com<TAB>abuse@example.com"; blanks will do.
Take contacts(AbuseContacts& known) {
  return [&known](std::string_view line) {
    const std::size_t gap = line.find_first_of(" \t");
    if (gap == line.npos) return quoted(line) + " is no domain and address";
    const std::string_view name = line.substr(0, gap);
    const std::string_view address = trimmed(line.substr(gap));
    if (NameList::kind_of(address) != Kind::Address)
      return quoted(address) + " is no address";
    return known.add(name, address) ? std::string()
                                    : quoted(name) + " is no domain or network";
  };
}

// Reads the keys of a site file. The first fault of a list file is kept apart,
// since it has a file of its own.
class SiteReader {
 public:
  SiteReader(const std::string& path, Faults& faults)
      : folder_(std::filesystem::path(path).parent_path()), faults_(faults) {}

  Site read(const YamlNode& root);
  const std::optional<Error>& list_error() const { return list_error_; }

 private:
  void entries(const YamlNode* node, const Take& take);
  void list_file(const YamlNode& node, const Take& take);
  void entry(const YamlNode& node, const Take& take);
  void trusted(const YamlNode& node, Site& site);
  void advisories(const YamlNode& node, Site& site);
  Advisory advisory(const YamlNode& node);
  void domain_ages(const YamlNode& node, Site& site);
  void pairs(const YamlNode& node, std::string_view what, const Take& take);
  void abuse(const YamlNode& node, Site& site);

  std::filesystem::path folder_;
  Faults& faults_;
  std::optional<Error> list_error_;
};

void SiteReader::entry(const YamlNode& node, const Take& take) {
  const std::string text = yaml_text(node, faults_);
  if (node.kind != YamlNode::Kind::Scalar) return;
  const std::string wrong = take(trimmed(text));
  if (!wrong.empty()) faults_.note(node, wrong);
}

void SiteReader::list_file(const YamlNode& node, const Take& take) {
  const YamlFields fields(node, kFileKeys, faults_);
  const std::string name = fields.text("file");
  if (name.empty() || list_error_) return;
  const std::string path = (folder_ / name).string();
  const auto bytes = read_bounded_file(path, kListBytes);
  if (!bytes) {
    list_error_ = bytes.error();
    return;
  }
  const auto taken = for_each_entry(
      *bytes, path, [&](std::string_view text) { return take(text); });
  if (!taken) list_error_ = taken.error();
}

// [a, b], {file: x}, or both: [a, {file: x}].
void SiteReader::entries(const YamlNode* node, const Take& take) {
  if (node == nullptr) return;
  if (node->kind == YamlNode::Kind::Map) return list_file(*node, take);
  if (node->kind != YamlNode::Kind::Sequence)
    return faults_.note(*node, "expected a list or {file: NAME}");
  for (const YamlNode& item : node->items) {
    if (item.kind == YamlNode::Kind::Map)
      list_file(item, take);
    else
      entry(item, take);
  }
}

void SiteReader::trusted(const YamlNode& node, Site& site) {
  const YamlFields fields(node, kTrustedKeys, faults_);
  entries(fields.find("networks"),
          into(site.trusted_networks, {Kind::Network}, "network"));
  entries(fields.find("hosts"),
          into(site.trusted_hosts, {Kind::Domain}, "host"));
  entries(fields.find("authserv_ids"), [&site](std::string_view id) {
    site.authserv_ids.push_back(ascii_lower(id));
    return id.empty() ? std::string("an authserv-id is empty") : "";
  });
}

Advisory SiteReader::advisory(const YamlNode& node) {
  Advisory advisory;
  const YamlFields fields(node, kAdvisoryKeys, faults_);
  advisory.name = fields.text("name");
  if (const YamlNode* date = fields.find("date")) {
    advisory.date = yaml_text(*date, faults_);
    if (!date_of(advisory.date)) faults_.note(*date, no_date(advisory.date));
  }
  entries(fields.find("addresses"),
          into(advisory.addresses, {Kind::Address, Kind::Domain},
               "address or domain"));
  entries(
      fields.find("hosts"),
      into(advisory.hosts, {Kind::Domain, Kind::Network}, "host or network"));
  entries(fields.find("phones"), phones(advisory.phones));
  return advisory;
}

void SiteReader::advisories(const YamlNode& node, Site& site) {
  if (node.kind != YamlNode::Kind::Sequence)
    return faults_.note(node, "expected a list of advisories");
  for (const YamlNode& item : node.items)
    site.advisories.push_back(advisory(item));
}

// {file: NAME} of lines with two words, or a map of one to the other.
void SiteReader::pairs(const YamlNode& node, std::string_view what,
                       const Take& take) {
  if (node.kind != YamlNode::Kind::Map)
    return faults_.note(node,
                        fmt::format("expected {{file: NAME}} or {}", what));
  if (node.find("file") != nullptr) return list_file(node, take);
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string wrong =
        take(node.keys[i].text + "\t" + yaml_text(node.items[i], faults_));
    if (!wrong.empty()) faults_.note(node.keys[i], wrong);
  }
}

void SiteReader::domain_ages(const YamlNode& node, Site& site) {
  pairs(node, "domain: date", ages(site.domain_ages));
}

void SiteReader::abuse(const YamlNode& node, Site& site) {
  const YamlFields fields(node, kAbuseKeys, faults_);
  if (const YamlNode* from = fields.find("from")) {
    site.reports_from = yaml_text(*from, faults_);
    if (NameList::kind_of(site.reports_from) != Kind::Address)
      faults_.note(*from, quoted(std::string_view(site.reports_from)) +
                              " is no address");
  }
  if (const YamlNode* table = fields.find("contacts"))
    pairs(*table, "domain: address", contacts(site.abuse_contacts));
}

Site SiteReader::read(const YamlNode& root) {
  Site site;
  const YamlFields fields(root, kSiteKeys, faults_);
  entries(fields.find("domains"), into(site.domains, {Kind::Domain}, "domain"));
  entries(fields.find("addresses"),
          into(site.addresses, {Kind::Address}, "address"));
  if (const YamlNode* node = fields.find("trusted")) trusted(*node, site);
  entries(fields.find("allow"),
          into(site.allow, {Kind::Address, Kind::Domain}, "address or domain"));
  entries(fields.find("block"), any_name(site.block));
  entries(fields.find("address_book"),
          into(site.address_book, {Kind::Address, Kind::Domain},
               "address or domain"));
  entries(
      fields.find("platforms"),
      into(site.platforms, {Kind::Address, Kind::Domain}, "address or domain"));
  if (const YamlNode* node = fields.find("advisories")) advisories(*node, site);
  if (const YamlNode* node = fields.find("domain_ages"))
    domain_ages(*node, site);
  if (const YamlNode* node = fields.find("abuse")) abuse(*node, site);
  return site;
}

}  // namespace

Result<Site> load_site(const std::string& path) {
  const auto bytes = read_bounded_file(path, kYamlBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto root = read_yaml(*bytes, path);
  if (!root) return tl::unexpected(root.error());
  Faults faults(path);
  SiteReader reader(path, faults);
  Site site = reader.read(*root);
  if (faults.first()) return tl::unexpected(*faults.first());
  if (reader.list_error()) return tl::unexpected(*reader.list_error());
  return site;
}

}  // namespace calspam
