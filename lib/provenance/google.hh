// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace calspam {

/// What a return path of Google Calendar's bounce server says.
struct GoogleBounce {
  std::string organizer;       ///< the address it begins with
  std::string recipient;       ///< "user@host" where the split is known, or ""
  std::string recipient_text;  ///< what follows the organizer, without "@"
  int shift = 0;               ///< letters it was turned by
};

/// Decodes "<12 characters><organizer><recipient>" without their @ signs, each
/// letter turned by the same number of places in A-Za-z. `organizers` are the
/// addresses it may begin with; one of them must. Of `recipients` one is
/// recognised; without that the recipient stays text. Nothing (an empty
/// organizer) for other addresses.
GoogleBounce decode_google_bounce(std::string_view return_path,
                                  const std::vector<std::string>& organizers,
                                  const std::vector<std::string>& recipients);

/// The Google Workspace domain that "a-b-test.20230601.gappssmtp.com" signs
/// for: the one of `domains` that has dots where the label has dashes, else
/// the label as it stands (is_label).
struct WorkspaceTenant {
  std::string domain;
  bool is_label = false;  ///< dots and dashes cannot be told apart
};
WorkspaceTenant workspace_tenant(std::string_view signing_domain,
                                 const std::vector<std::string>& domains);

}  // namespace calspam
