// SPDX-License-Identifier: MIT
#include "lint/signer_names.hh"

#include <algorithm>
#include <cstddef>

namespace calspam {
namespace {

constexpr std::size_t kMostNames = 64;
constexpr auto npos = std::string_view::npos;

// Object identifiers in DER, tag and length included.
constexpr std::string_view kAltName("\x06\x03\x55\x1D\x11", 5);
constexpr std::string_view kEmailAddress(
    "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01", 11);

constexpr unsigned char kOctetString = 0x04, kUtf8String = 0x0C,
                        kIa5String = 0x16, kBoolean = 0x01, kSequence = 0x30,
                        kRfc822Name = 0x81;

struct Element {
  unsigned char tag = 0;
  std::string_view content;
  std::size_t next = npos;  ///< behind it; npos: none could be read
};

// The element at `at` with a definite length of at most three octets.
Element element_at(std::string_view der, std::size_t at) {
  Element element;
  if (at + 2 > der.size()) return element;
  element.tag = static_cast<unsigned char>(der[at]);
  std::size_t length = static_cast<unsigned char>(der[at + 1]);
  std::size_t begin = at + 2;
  if (length > 0x80 && length <= 0x83) {
    const std::size_t octets = length - 0x80;
    if (begin + octets > der.size()) return element;
    length = 0;
    for (std::size_t i = 0; i < octets; ++i)
      length = length << 8 | static_cast<unsigned char>(der[begin + i]);
    begin += octets;
  } else if (length >= 0x80) {
    return element;
  }
  if (begin + length > der.size()) return element;
  element.content = der.substr(begin, length);
  element.next = begin + length;
  return element;
}

void add(std::vector<std::string>& names, std::string_view name) {
  if (names.size() < kMostNames && name.find('@') != npos &&
      std::ranges::find(names, name) == names.end())
    names.emplace_back(name);
}

// critical flag, OCTET STRING, SEQUENCE of GeneralName
void take_alternatives(std::string_view der, std::size_t at,
                       std::vector<std::string>& names) {
  Element element = element_at(der, at);
  if (element.tag == kBoolean && element.next != npos)
    element = element_at(der, element.next);
  if (element.tag != kOctetString) return;
  const Element sequence = element_at(element.content, 0);
  if (sequence.tag != kSequence) return;
  for (std::size_t i = 0; i < sequence.content.size();) {
    const Element name = element_at(sequence.content, i);
    if (name.next == npos) return;
    if (name.tag == kRfc822Name) add(names, name.content);
    i = name.next;
  }
}

}  // namespace

std::vector<std::string> signer_names(std::string_view der) {
  std::vector<std::string> names;
  for (std::size_t at = der.find(kAltName);
       at != npos && names.size() < kMostNames; at = der.find(kAltName, at + 1))
    take_alternatives(der, at + kAltName.size(), names);
  for (std::size_t at = der.find(kEmailAddress);
       at != npos && names.size() < kMostNames;
       at = der.find(kEmailAddress, at + 1)) {
    const Element name = element_at(der, at + kEmailAddress.size());
    if (name.tag == kIa5String || name.tag == kUtf8String)
      add(names, name.content);
  }
  return names;
}

}  // namespace calspam
