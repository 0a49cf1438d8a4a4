// SPDX-License-Identifier: MIT
#pragma once

// Reading a mail as a report, in two files: reading.cc has the fields,
// reading_original.cc the message that the report is about. Only these include
// this.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "arf/reading.hh"
#include "util/text.hh"

namespace calspam {

/// Reads one mail as a report. Used once.
class MailReader {
 public:
  MailReader(std::string_view bytes, const Limits& limits,
             const ArfLimits& bounds)
      : bytes_(bytes),
        limits_(limits),
        bounds_(bounds),
        message_(parse_message(bytes, limits)) {}

  AbuseReading read();

 private:
  void find_parts();
  std::string content_of(const Part& part) const;
  void read_fields(std::string_view text);
  void take_field(const std::string& name, const std::string& value);
  bool take_auth_field(const std::string& name, const std::string& value);
  void take_original();
  void take_headers(std::string_view text);
  void read_jmrp();
  void read_words();
  void read_description();
  void settle_kind();
  void forgive(std::string what) {
    auto& list = out_.tolerated;
    if (std::find(list.begin(), list.end(), what) == list.end())
      list.push_back(std::move(what));
  }

  std::string_view bytes_;
  const Limits& limits_;
  const ArfLimits& bounds_;
  Message message_;
  AbuseReading out_;
  StrictSubject strict_;
  std::vector<int> json_;
};

/// Valid UTF-8 of at most `bytes`.
inline std::string clean_text(std::string_view text, std::size_t bytes) {
  return to_valid_utf8(truncated(text, bytes));
}
/// The address of "<a@b>", "a@b" or "mailto:a@b"; "" for <>.
std::string path_address(std::string_view value);
/// text/rfc822-headers and what is written for it.
bool is_header_type(const MediaType& type);

}  // namespace calspam
