// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"

namespace calspam {

/// A kind of mail reader, by what it does with an invitation (CC/R 18003 A.1,
/// guidelines 2 and 3).
struct ClientFamily {
  std::string_view id;     ///< "text"
  std::string_view title;  ///< what they read: "plain text"
  std::string_view examples;
};
std::span<const ClientFamily> client_families();

/// What one family makes of the parts of a message.
struct ClientView {
  const ClientFamily* family = nullptr;
  std::string body;      ///< MIME path of the part that is read, "" for none
  std::string calendar;  ///< of the part that the calendar takes, ""
  /// Of calendar parts that show as files to be opened.
  std::vector<std::string> files;
  bool can_answer = false;  ///< offers to accept or decline
  std::string note;         ///< a sentence, ""
};

/// One for each family; empty for a message without calendar parts.
std::vector<ClientView> client_views(const Subject& subject);

}  // namespace calspam
