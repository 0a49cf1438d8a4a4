// SPDX-License-Identifier: MIT
#include "store_options.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "batch_options.hh"
#include "engine/sighting.hh"
#include "provenance_store.hh"
#include "store/trait.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// A key that can be guessed hides nothing.
constexpr std::size_t kLeastKeyBytes = 16;
constexpr std::size_t kMostKeyBytes = 4'096;

constexpr OptionRow kRows[] = {
    {0, "store", "FILE",
     "the store that record writes and the other verbs ask; SQLite"},
    {0, "organizer", "ADDRESS", "same-as: events of this organizer"},
    {0, "ip", "ADDRESS", "same-as: mail that this address handed in"},
    {0, "dkim", "DOMAIN", "same-as: mail signed by this domain"},
    {0, "phone", "NUMBER", "same-as: inputs that tell this number"},
    {0, "hash", "SHA256",
     "same-as: an event, a campaign, a part, an input or a message by its "
     "digest"},
    {0, "link", "LINK", "same-as: this link, or a host or domain of links"},
    {0, "before", "TIME", "forget: what arrived before TIME (2026-11-22)"},
    {0, "user", "ADDRESS", "forget: all that this recipient got"},
    {0, "limit", "N",
     "sightings shown, newest first; 100 when nothing is said"},
    {0, "hash-recipients", "KEYFILE",
     "keep recipients as hashes with the key in KEYFILE; and find them so"},
};

constexpr std::array<std::pair<std::string_view, TraitKind>, 5> kTraitOptions{
    {{"organizer", TraitKind::Organizer},
     {"ip", TraitKind::Ip},
     {"dkim", TraitKind::Dkim},
     {"phone", TraitKind::Phone},
     {"hash", TraitKind::Hash}}};

// The options that one verb alone has.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kOwners{
    {{"organizer", "same-as"},
     {"ip", "same-as"},
     {"dkim", "same-as"},
     {"phone", "same-as"},
     {"hash", "same-as"},
     {"link", "same-as"},
     {"before", "forget"},
     {"user", "forget"}}};

Result<bool> check_owners(const Arguments& arguments, std::string_view verb) {
  for (const auto& [option, owner] : kOwners)
    if (arguments.has(option) && verb != owner)
      return fail(arguments.where(option), fmt::format("goes with {}", owner));
  return true;
}

Result<std::string> read_key(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return fail(path, std::strerror(errno));
  std::string key(kMostKeyBytes + 1, '\0');
  stream.read(key.data(), static_cast<std::streamsize>(key.size()));
  if (stream.bad()) return fail(path, "cannot be read");
  key.resize(static_cast<std::size_t>(stream.gcount()));
  if (key.size() > kMostKeyBytes)
    return fail(path, fmt::format("has more than {} bytes", kMostKeyBytes));
  key = trimmed(key);
  if (key.size() < kLeastKeyBytes)
    return fail(path,
                fmt::format("is no key: fewer than {} bytes", kLeastKeyBytes));
  return key;
}

std::vector<Trait> traits_of(const Arguments& arguments) {
  std::vector<Trait> traits;
  for (const auto& [option, kind] : kTraitOptions)
    for (const std::string& value : arguments.all(option))
      traits.push_back({kind, value});
  for (const std::string& value : arguments.all("link"))
    for (Trait& trait : link_traits(value)) traits.push_back(std::move(trait));
  return traits;
}

// How many operands a verb takes: a least and a most.
Result<bool> check_operands(const StoreOptions& options) {
  const std::string& verb = options.verb;
  const std::size_t count = options.operands.size();
  if (verb == "why" || verb == "who" || verb == "user" ||
      verb == "message-id" || verb == "gaps") {
    if (count == 0) return fail(verb, "of what? it needs an operand");
  } else if (verb != "record" && count != 0) {
    return fail(verb,
                "'" + options.operands.front() + "' is one word too many");
  }
  if (verb == "same-as" && options.traits.empty())
    return fail(verb,
                "needs --organizer, --ip, --dkim, --phone, --hash or "
                "--link");
  if (verb == "forget" && !options.before && options.user.empty())
    return fail(verb, "needs --before or --user");
  return true;
}

Result<bool> read_forget(const Arguments& arguments, StoreOptions& options) {
  options.user = arguments.last("user", "");
  if (!arguments.has("before")) return true;
  const std::string text = arguments.last("before", "");
  options.before = parse_iso_instant(text);
  if (!options.before)
    return fail(arguments.where("before"),
                "'" + text + "' is no time such as 2026-11-22T10:00:00Z");
  return true;
}

}  // namespace

constinit const OptionGroup kStoreOptions = {"Store", kRows};

Result<StoreOptions> store_options(const Arguments& arguments) {
  StoreOptions options;
  options.verb = arguments.operands.front();
  options.operands.assign(arguments.operands.begin() + 1,
                          arguments.operands.end());
  options.path = arguments.last("store", "");
  if (options.path.empty()) return fail(options.verb, "needs --store FILE");
  const std::string format = arguments.last("format", "text");
  if (format != "text" && !format.starts_with("json"))
    return fail(arguments.where("format"), "a store is told as text or json");
  options.json = format != "text";
  options.ascii = arguments.has("ascii");
  options.traits = traits_of(arguments);
  const Result<unsigned> most =
      number_option(arguments, "limit", 100, 1'000'000);
  if (!most) return tl::unexpected(most.error());
  options.most = *most;
  if (arguments.has("hash-recipients")) {
    Result<std::string> key = read_key(arguments.last("hash-recipients", ""));
    if (!key) return tl::unexpected(key.error());
    options.key = std::move(*key);
  }
  for (const Result<bool>& step :
       {check_owners(arguments, options.verb), read_forget(arguments, options),
        check_operands(options)})
    if (!step) return tl::unexpected(step.error());
  return options;
}

std::string asked_address(const StoreOptions& options,
                          const std::string& address) {
  return options.key ? hidden_address(address, *options.key) : address;
}

}  // namespace calspam
