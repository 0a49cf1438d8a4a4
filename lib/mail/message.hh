// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "util/anomaly.hh"
#include "util/limits.hh"
#include "util/offset_map.hh"
#include "util/raw_message.hh"
#include "util/span.hh"

namespace calspam {

/// A parameter of a structured header field (RFC 2045 5.1, RFC 2231).
struct Parameter {
  std::string name;   ///< spelling kept, without * sections
  std::string value;  ///< UTF-8, quoting and RFC 2231 undone
  Span span;          ///< name and value in the input
};

/// Content-Type, taken apart. Lower case; "text/plain" when nothing is said.
struct MediaType {
  std::string type = "text";
  std::string subtype = "plain";
  std::vector<Parameter> parameters;  ///< in the order written, repeats kept

  bool is(std::string_view a_type, std::string_view a_subtype) const {
    return type == a_type && subtype == a_subtype;
  }
  /// The first parameter of that name (any case), or null.
  const Parameter* parameter(std::string_view name) const;
  std::string name() const { return type + "/" + subtype; }
};

/// One header field as it stands in the input.
struct Header {
  std::string name;   ///< spelling kept
  std::string value;  ///< raw bytes after the colon, folds included
  Span span;          ///< from the first byte of the name to the last fold
  Span value_span;    ///< of `value`

  /// Unfolded and trimmed, RFC 2047 words decoded, UTF-8.
  std::string text() const;
};

enum class TransferEncoding {
  Identity,  ///< 7bit, 8bit, binary, or nothing said
  Base64,
  QuotedPrintable,
  Uuencode,
  Unknown  ///< a name we do not know; the bytes are taken as they are
};

/// Why a part counts as a carrier of calendar content. A client exists for
/// each of these that would offer the part to its calendar.
enum class Carrier {
  None,
  TextCalendar,    ///< Content-Type text/calendar (also text/x-vcalendar)
  ApplicationIcs,  ///< Content-Type application/ics or application/calendar
  IcsName,         ///< a file name ending .ics, .ical, .ifb, .vcs, any type
  Content          ///< the decoded content starts a VCALENDAR, any type
};
std::string_view carrier_name(Carrier carrier);

/// One node of the MIME tree.
struct Part {
  int parent = -1;   ///< index into Message::parts
  int depth = 0;     ///< 0 for the root
  std::string path;  ///< "1", "1.2", "1.2.1"; the root of a message is "1"
  std::vector<Header> headers;  ///< in order
  MediaType type;
  bool type_declared = false;  ///< a Content-Type field was there
  std::string disposition;     ///< lower case, "" when nothing is said
  std::string filename;        ///< from Content-Disposition, else name=; UTF-8
  TransferEncoding encoding = TransferEncoding::Identity;
  std::string charset;  ///< as declared, lower case; "" when nothing is said
  Span header_span;     ///< the header block with its empty line
  Span body_span;       ///< the encoded body
  /// "" for the reading a strict MIME parser has; else which other reading
  /// shows this part: "last-boundary", "decoded-boundary",
  /// "literal-boundary", "guessed-boundary", "prefix-boundary", "preamble",
  /// "epilogue", "other-encoding", "other-type", "header-block", "uuencode".
  /// Such a part is a child of the part whose bytes it reads anew, and stands
  /// after that part's children of the strict reading.
  std::string reading;
  Carrier carrier = Carrier::None;
  bool is_multipart = false;  ///< has children or was declared as multipart
  bool is_message = false;    ///< message/rfc822 or message/global, opened

  /// Leaves only: the transfer encoding undone and, for text and carriers,
  /// the charset made UTF-8. Empty when `analysed` is false.
  std::string content;
  OffsetChain content_map;         ///< from `content` to the input
  bool analysed = false;           ///< content was decoded and looked at
  std::string not_analysed;        ///< why not: "image", "limit", ...
  std::uint64_t decoded_size = 0;  ///< bytes after the transfer encoding
  /// Leaves: the first decoded bytes, at most 512, before any charset; what a
  /// file type is told by, also where `analysed` is false.
  std::string head;

  bool is_leaf() const { return !is_multipart && !is_message; }
  /// The first header field of that name (any case), or null. The pointer
  /// lives as long as the part stays where it is.
  const Header* header(std::string_view name) const;
  std::vector<const Header*> all_headers(std::string_view name) const;
  /// text() of the first header field of that name, or "".
  std::string header_text(std::string_view name) const;
};

/// A message as our reader sees it: a flat vector of parts in pre-order.
/// Owns what it holds; nothing points into the input.
struct Message {
  std::vector<Part> parts;  ///< never empty for mail; the root is parts[0]
  Anomalies anomalies;
  std::string mbox_from;  ///< the From_ line without its line end, or ""
  bool complete = true;   ///< false when a limit left input unread

  const Part& root() const { return parts.front(); }
  std::vector<int> carriers() const;          ///< indices of carrier leaves
  std::vector<int> children(int part) const;  ///< direct, in order
};

/// Reads a message; never fails on content. Linear in its size.
Message parse_message(std::string_view bytes, const Limits& limits);

}  // namespace calspam
