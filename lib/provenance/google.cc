// SPDX-License-Identifier: MIT
#include "provenance/google.hh"

#include <algorithm>

#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::string_view kBounceHost = "@calendar-server.bounces.google.com";
constexpr std::size_t kNonce = 12;  // characters before the addresses
constexpr int kLetters = 52;
// What could be asked of one return path.
constexpr std::size_t kAddressesTried = 50;

// Places on the wheel A-Z a-z; -1 for what does not turn.
int place_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  return c >= 'a' && c <= 'z' ? c - 'a' + 26 : -1;
}

char letter_at(int place) {
  return static_cast<char>(place < 26 ? 'A' + place : 'a' + place - 26);
}

std::string turned_back(std::string_view text, int shift) {
  std::string out;
  for (char c : text) {
    const int place = place_of(c);
    out += place < 0 ? c : letter_at((place - shift + kLetters) % kLetters);
  }
  return out;
}

std::string without_at(std::string_view address) {
  std::string text = ascii_lower(address);
  std::erase(text, '@');
  return text;
}

// The shift that makes `text` begin with `plain`, or -1. The first letter
// leaves no choice.
int shift_to(std::string_view text, std::string_view plain) {
  if (plain.empty() || text.size() < plain.size()) return -1;
  int shift = -1;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const int place = place_of(text[i]);
    const int wanted = place_of(plain[i]);
    if ((place < 0) != (wanted < 0)) return -1;
    if (place < 0) {
      if (text[i] != plain[i]) return -1;
      continue;
    }
    const int here = (place - wanted + kLetters) % kLetters;
    if (shift < 0) shift = here;
    if (shift != here) return -1;
  }
  return shift;
}

}  // namespace

GoogleBounce decode_google_bounce(std::string_view return_path,
                                  const std::vector<std::string>& organizers,
                                  const std::vector<std::string>& recipients) {
  GoogleBounce bounce;
  if (!ends_ignoring_case(return_path, kBounceHost) ||
      return_path.size() > 1'024)
    return bounce;
  std::string_view local =
      return_path.substr(0, return_path.size() - kBounceHost.size());
  if (local.size() <= kNonce) return bounce;
  local.remove_prefix(kNonce);
  std::size_t longest = 0;
  const std::size_t tried = std::min(organizers.size(), kAddressesTried);
  for (std::size_t i = 0; i < tried; ++i) {
    const std::string plain = without_at(organizers[i]);
    // One of two organizers may be the beginning of the other.
    if (plain.size() < 3 || plain.size() <= longest) continue;
    const int shift = shift_to(local, plain);
    if (shift < 0) continue;
    longest = plain.size();
    bounce.organizer = organizers[i];
    bounce.shift = shift;
    bounce.recipient_text = turned_back(local.substr(plain.size()), shift);
  }
  const std::size_t known = std::min(recipients.size(), kAddressesTried);
  for (std::size_t i = 0; i < known && !bounce.organizer.empty(); ++i)
    if (without_at(recipients[i]) == ascii_lower(bounce.recipient_text))
      bounce.recipient = recipients[i];
  return bounce;
}

// "a-b-test.20230601.gappssmtp.com": dots of the domain become dashes.
WorkspaceTenant workspace_tenant(std::string_view signing_domain,
                                 const std::vector<std::string>& domains) {
  constexpr std::string_view kSuffix = ".gappssmtp.com";
  if (!ends_ignoring_case(signing_domain, kSuffix)) return {};
  const std::string label =
      ascii_lower(signing_domain.substr(0, signing_domain.find('.')));
  for (const std::string& domain : domains) {
    std::string dashed = ascii_lower(domain);
    std::ranges::replace(dashed, '.', '-');
    if (dashed == label) return {ascii_lower(domain), false};
  }
  return {label, true};
}

}  // namespace calspam
