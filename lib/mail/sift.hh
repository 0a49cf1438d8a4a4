// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "mail/message.hh"
#include "util/limits.hh"

namespace calspam {

/// Whether a message can carry calendar content, told without reading it.
///
/// The sift knows no tree. It goes over the message once and looks at each
/// place where a line starts, since a part, a header field and the body of a
/// leaf start nowhere else, in whichever reading. It keeps a message with
///
/// 1. a Content-Type, anywhere, that names a calendar (carrier.hh), or a file
///    name there or in a Content-Disposition that ends like one's;
/// 2. BEGIN:VCALENDAR anywhere, as a header field too; or where a body could
///    start, as quoted-printable or base64 of it in any spelling; anything
///    uuencoded; a NUL byte (UTF-16);
/// 3. a part whose parts are themselves encoded, so that they cannot be seen;
/// 4. From or Sender of a calendar service that mails about nothing else;
/// 5. whatever could make the reader stop at a limit or read anew: two
///    Content-Types, a boundary with two spellings, too many parts.
///
/// What parse_message() finds a carrier in, or does not read in full, is kept
/// (tests/fuzz/sift_fuzz.cc); more than that may be.
struct SiftResult {
  bool carrier = false;
  std::string_view reason;  ///< why it was kept, for people; "" when not
};

/// Linear. Allocates nothing unless a field is spelled oddly.
SiftResult sift(std::string_view message, const Limits& limits);

/// The root's header as parse_message() reads it, and nothing else: what a
/// record of a message that was sifted out is made of.
Message parse_root_header(std::string_view bytes, const Limits& limits);

}  // namespace calspam
