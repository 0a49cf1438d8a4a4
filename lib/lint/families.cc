// SPDX-License-Identifier: MIT
#include "lint/families.hh"

#include "lint/checks_6047.hh"
#include "lint/checks_a1.hh"
#include "lint/checks_deliv.hh"
#include "lint/checks_extensions.hh"
#include "lint/checks_interop.hh"
#include "lint/checks_io.hh"
#include "lint/checks_itip.hh"
#include "lint/checks_lines.hh"
#include "lint/checks_mime.hh"
#include "lint/checks_msg.hh"
#include "lint/checks_objects.hh"
#include "lint/checks_recurrence.hh"
#include "lint/checks_safe.hh"
#include "lint/checks_times.hh"
#include "lint/checks_tpl.hh"
#include "lint/checks_values.hh"

namespace calspam {
namespace {

// The order of the manual and of findings at one place.
constexpr const CheckFamily* kFamilies[] = {
    &kFamilyIo,      &kFamilyA1,    &kFamilyMime,       &kFamilyMsg,
    &kFamily6047,    &kFamilyItip,  &kFamily6638,       &kFamilyLines,
    &kFamilyObjects, &kFamilyTimes, &kFamilyRecurrence, &kFamilyValues,
    &kFamily6868,    &kFamily7529,  &kFamily7809,       &kFamily7986,
    &kFamily9073,    &kFamily9074,  &kFamily9253,       &kFamilyInterop,
    &kFamilyDeliv,   &kFamilySafe,  &kFamilyTemplate,
};

}  // namespace

std::span<const CheckFamily* const> check_families() {
  return kFamilies;
}

const Check* find_check(std::string_view name) {
  for (const CheckFamily* family : kFamilies)
    for (const Check& check : family->checks)
      if (check.id == name || check.slug == name) return &check;
  return nullptr;
}

}  // namespace calspam
