// SPDX-License-Identifier: MIT
// How what came of a report travels from the worker to the parent.
#include <charconv>

#include "engine/abuse_desk.hh"
#include "util/text.hh"

namespace calspam {
namespace {

constexpr std::size_t kTextBytes = 4'096;
constexpr std::size_t kListed = 1'000;

// One "key TAB value TAB value" a line.
class Packer {
 public:
  void add(std::string_view key, std::string_view a, std::string_view b = {},
           std::string_view c = {}) {
    out_ += key;
    for (std::string_view value : {a, b, c}) {
      out_ += '\t';
      out_ += printable(truncated(value, kTextBytes));
    }
    out_ += '\n';
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end) return {};
  return number;
}

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == text.npos;
}

bool take_place(std::string_view a, std::string_view b, std::string_view c,
                AbuseMail& mail) {
  const auto at = number_of(a);
  const std::size_t least =
      mail.incidents.empty() ? 0 : mail.incidents.back().at;
  if (!at || *at > mail.bytes.size() || *at < least ||
      (c != "crlf" && c != "lf"))
    return false;
  std::string before(b);
  mail.incidents.push_back({*at, before + " ", c == "crlf" ? "\r\n" : "\n"});
  return true;
}

Addressee::How how_of(std::size_t number) {
  return static_cast<Addressee::How>(number);
}

// False for a line that no honest worker writes.
bool take_line(std::string_view key, std::string_view a, std::string_view b,
               std::string_view c, AbuseOutcome& out) {
  AbuseMail& mail = out.mail;
  if (key == "what") {
    const auto what = number_of(a), format = number_of(b);
    if (!what || *what > 3 || !format || *format > 2) return false;
    out.what = static_cast<AbuseOutcome::What>(*what);
    out.format = static_cast<AbuseFormat>(*format);
    return true;
  }
  if (key == "id") {
    mail.id = a;
    return a.size() == 32 && is_hexadecimal(a);
  }
  if (key == "flags") {
    mail.draft = a == "draft";
    mail.headers_only = b == "headers";
    mail.redacted = c == "redacted";
    return true;
  }
  if (key == "incidents") return take_place(a, b, c, mail);
  if (key == "to") {
    const auto how = number_of(b);
    if (!how || *how > 3) return false;
    const Addressee addressee{how_of(*how), std::string(a), false,
                              std::string(c)};
    (addressee.how == Addressee::How::Heuristic ? out.addressees.proposals
                                                : out.addressees.used)
        .push_back(addressee);
    return true;
  }
  if (key == "refused") {
    out.addressees.refused.push_back({std::string(a), std::string(b)});
    return true;
  }
  if (key == "note") mail.notes.emplace_back(a);
  if (key == "uid") out.uids.emplace_back(a);
  if (key == "origin") out.origin = a;
  if (key == "provider") out.provider = a;
  if (key == "message-id") out.message_id = a;
  if (key == "failure") out.failure = a;
  return true;
}

}  // namespace

std::string packed_outcome(const AbuseOutcome& outcome) {
  Packer out;
  const AbuseMail& mail = outcome.mail;
  out.add("what", std::to_string(static_cast<int>(outcome.what)),
          std::to_string(static_cast<int>(outcome.format)));
  if (!mail.id.empty()) out.add("id", mail.id);
  out.add("flags", mail.draft ? "draft" : "",
          mail.headers_only ? "headers" : "", mail.redacted ? "redacted" : "");
  for (const IncidentsPlace& place : mail.incidents)
    out.add(
        "incidents", std::to_string(place.at),
        trimmed(place.before).empty()
            ? ""
            : std::string_view(place.before).substr(0, place.before.size() - 1),
        place.after == "\r\n" ? "crlf" : "lf");
  for (const auto* list :
       {&outcome.addressees.used, &outcome.addressees.proposals})
    for (const Addressee& addressee : *list)
      out.add("to", addressee.address,
              std::to_string(static_cast<int>(addressee.how)), addressee.why);
  for (const RefusedAddressee& refused : outcome.addressees.refused)
    out.add("refused", refused.address, refused.why);
  for (const std::string& note : mail.notes) out.add("note", note);
  for (const std::string& uid : outcome.uids) out.add("uid", uid);
  out.add("origin", outcome.origin);
  out.add("provider", outcome.provider);
  out.add("message-id", outcome.message_id);
  out.add("failure", outcome.failure);
  return out.take();
}

std::optional<AbuseOutcome> unpacked_outcome(std::string_view packed,
                                             std::string bytes) {
  AbuseOutcome out;
  out.mail.bytes = std::move(bytes);
  std::size_t lines = 0;
  for (std::string_view line : split(packed, '\n')) {
    if (line.empty()) continue;
    const auto words = split(line, '\t');
    if (words.size() != 4 || ++lines > kListed ||
        !take_line(words[0], words[1], words[2], words[3], out))
      return {};
  }
  const bool written = out.what == AbuseOutcome::What::Written ||
                       out.what == AbuseOutcome::What::InStead;
  if (written && out.mail.id.empty()) return {};
  return out;
}

}  // namespace calspam
