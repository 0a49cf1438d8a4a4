// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace calspam {

/// Telephone numbers in folded text, each as its digits with a leading + when
/// one was written, without repeats, at most 50. Dates, times, amounts, meeting
/// numbers of nine to eleven bare digits and numbers inside words or URLs are
/// left out: a number needs a plus, a North American 3-3-4 grouping, or a
/// leading zero with groups.
std::vector<std::string> phone_numbers(std::string_view text);

/// Mail addresses in folded text, without repeats, at most 50.
std::vector<std::string> mail_addresses(std::string_view text);

/// Amounts of money as written, "$499.99", "1.200,00 eur", at most 50.
std::vector<std::string> money_amounts(std::string_view text);

}  // namespace calspam
