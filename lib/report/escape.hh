// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calspam {

// Untrusted text made fit for one kind of output each. All of them print what
// would act (util/text.hh, printable) as \u{202e} first.

/// For HTML text and quoted attributes: & < > " ' and ` become references.
/// Cut at about `bytes` of what is written, with an ellipsis.
std::string html_text(std::string_view untrusted, std::size_t bytes = 512);
/// For Markdown: a code span, in which nothing is a link, a mention or markup.
/// "|" is kept apart for tables.
std::string markdown_code(std::string_view untrusted, std::size_t bytes = 512);
/// A cell of CSV (RFC 4180), always in quotes. What a spreadsheet would take
/// for a formula gets a leading apostrophe.
std::string csv_cell(std::string_view untrusted);

/// `text` with each link in it defanged (report/style.hh).
std::string defanged_text(std::string_view text);
/// The same, but for mailto: and tel:, which open nothing that harms.
std::string harmless_text(std::string_view text);

/// JSON text, as a JSON library printed it, with what would act on a terminal
/// as \u escapes: C1 controls, marks of direction, invisible characters.
std::string json_without_acting(std::string_view json);

}  // namespace calspam
