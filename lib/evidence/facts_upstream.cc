// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <charconv>

#include "evidence/facts.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// What other filters on the way wrote into the header (CC/R 18003 7 a). Anybody
// can write these fields; they are told, and never add to our own score.

enum class Said { Nothing, Ham, Spam };

// What a field says, and where in it.
struct Dialect {
  std::string_view field, filter;
  Said (*read)(std::string_view value);
};

Said by_first_word(std::string_view value) {
  value = trimmed(value);
  const std::string word = ascii_lower(
      value.substr(0, std::min(value.find_first_of(" ,;("), value.size())));
  for (std::string_view yes : {"yes", "spam", "true", "1", "reject", "phish"})
    if (word == yes) return Said::Spam;
  for (std::string_view no : {"no", "ham", "false", "0", "whitelisted",
                              "innocent", "not_spam", "clean"})
    if (word == no) return Said::Ham;
  return Said::Nothing;
}

std::optional<double> number_at(std::string_view text) {
  text = trimmed(text);
  double number = 0;
  const auto read =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc()) return {};
  return number;
}

// Microsoft: 5 and 6 are spam, 7 to 9 surely; -1 and 0 to 1 are not.
Said by_scl(std::string_view value) {
  const auto level = number_at(value);
  if (!level) return Said::Nothing;
  if (*level >= 5) return Said::Spam;
  return *level <= 1 ? Said::Ham : Said::Nothing;
}

// "CIP:...;SFV:SPM;SCL:9;CAT:PHSH;...": the value of one key.
std::string_view keyed(std::string_view value, std::string_view key) {
  for (std::string_view item : split(value, ';')) {
    item = trimmed(item);
    const std::size_t colon = item.find(':');
    if (colon != item.npos && same_ignoring_case(item.substr(0, colon), key))
      return trimmed(item.substr(colon + 1));
  }
  return {};
}

Said by_forefront(std::string_view value) {
  const std::string_view category = keyed(value, "CAT");
  for (std::string_view bad : {"SPM", "HSPM", "PHSH", "HPHSH", "HPHISH", "MALW",
                               "BULK", "SPOOF", "DIMP", "UIMP"})
    if (same_ignoring_case(category, bad)) return Said::Spam;
  const std::string_view verdict = keyed(value, "SFV");
  if (same_ignoring_case(verdict, "SPM") || same_ignoring_case(verdict, "SKS"))
    return Said::Spam;
  if (same_ignoring_case(verdict, "NSPM")) return Said::Ham;
  return by_scl(keyed(value, "SCL"));
}

// "rule=spam policy=default score=99 ..."
Said by_proofpoint(std::string_view value) {
  const std::size_t at = find_ignoring_case(value, "rule=");
  if (at == value.npos) return Said::Nothing;
  const std::string_view rule = value.substr(at + 5);
  for (std::string_view bad : {"spam", "phish", "malware", "bulk"})
    if (starts_ignoring_case(rule, bad)) return Said::Spam;
  return starts_ignoring_case(rule, "notspam") ? Said::Ham : Said::Nothing;
}

// "default: False [1.20 / 15.00];"
Said by_spamd_result(std::string_view value) {
  const std::size_t colon = value.find(':');
  return colon == value.npos ? Said::Nothing
                             : by_first_word(value.substr(colon + 1));
}

Said by_rspamd_action(std::string_view value) {
  const std::string action = ascii_lower(trimmed(value));
  if (action == "reject" || action == "add header" ||
      action == "rewrite subject" || action == "soft reject")
    return Said::Spam;
  return action == "no action" ? Said::Ham : Said::Nothing;
}

// The folder that an export of a mailbox names.
Said by_labels(std::string_view value) {
  for (std::string_view label : split(value, ',')) {
    label = trimmed(label);
    for (std::string_view bad : {"spam", "junk", "junk e-mail", "junk email"})
      if (same_ignoring_case(label, bad)) return Said::Spam;
  }
  return Said::Nothing;
}

constexpr auto kDialects = std::to_array<Dialect>({
    {"X-Spam-Flag", "spam-flag", by_first_word},
    {"X-Spam-Status", "spamassassin", by_first_word},
    {"X-Spam", "spam", by_first_word},
    {"X-Spamd-Result", "rspamd", by_spamd_result},
    {"X-Rspamd-Action", "rspamd", by_rspamd_action},
    {"X-MS-Exchange-Organization-SCL", "exchange", by_scl},
    {"X-Forefront-Antispam-Report", "microsoft", by_forefront},
    {"X-Gm-Spam", "gmail", by_first_word},
    {"X-Gm-Phishy", "gmail", by_first_word},
    {"X-Gmail-Labels", "folder", by_labels},
    {"X-Folder", "folder", by_labels},
    {"X-Proofpoint-Spam-Details", "proofpoint", by_proofpoint},
    {"X-Barracuda-Spam-Status", "barracuda", by_first_word},
    {"X-Bogosity", "bogofilter", by_first_word},
    {"X-DSPAM-Result", "dspam", by_first_word},
    {"X-VR-STATUS", "vade", by_first_word},
});

struct Verdicts {
  std::vector<std::string> names;  // "exchange: spam"
  std::vector<Place> places;
  bool any_spam = false;
};

Verdicts verdicts(const Subject& s) {
  Verdicts found;
  if (!s.is_mail()) return found;
  for (const Dialect& dialect : kDialects) {
    for (const Header* header : s.message.root().all_headers(dialect.field)) {
      const Said said = dialect.read(header->value);
      if (said == Said::Nothing) continue;
      found.any_spam |= said == Said::Spam;
      found.names.push_back(std::string(dialect.filter) +
                            (said == Said::Spam ? ": spam" : ": ham"));
      found.places.push_back(
          {0, std::string(dialect.field) + ":", header->span});
    }
  }
  return found;
}

FactValue all_verdicts(const Subject& s, std::size_t) {
  Verdicts found = verdicts(s);
  if (found.names.empty()) return unknown();
  return list(std::move(found.names), std::move(found.places));
}

FactValue is_spam(const Subject& s, std::size_t) {
  const Verdicts found = verdicts(s);
  if (found.names.empty()) return unknown();
  return {found.any_spam, found.places};
}

constexpr auto kFacts = std::to_array<Fact>({
    {"upstream.verdicts", FactType::List, Scope::Message,
     "what other filters wrote into the header: \"spamassassin: spam\"",
     all_verdicts},
    {"upstream.spam", FactType::Boolean, Scope::Message,
     "one of them called the mail spam", is_spam},
});

}  // namespace

std::span<const Fact> upstream_facts() {
  return kFacts;
}

}  // namespace calspam
