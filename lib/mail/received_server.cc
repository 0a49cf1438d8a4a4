// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "mail/received_clauses.hh"
#include "mail/received_family.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using Tokens = ReceivedTokens;

bool is_below(std::string_view host, std::string_view domain) {
  if (!ends_ignoring_case(host, domain)) return false;
  return host.size() == domain.size() ||
         host[host.size() - domain.size() - 1] == '.';
}

// The comment is searched with its parentheses, so that a mark can ask for
// all of it: "(SG)".
bool holds(Tokens clause, std::string_view mark) {
  return std::ranges::any_of(clause, [&](const HeaderToken& token) {
    if (!token.is_comment())
      return find_ignoring_case(token.text, mark) != std::string::npos;
    const std::string whole = '(' + token.text + ')';
    return find_ignoring_case(whole, mark) != std::string::npos;
  });
}

// "with Microsoft SMTP Server (version=...)" is four tokens.
std::string words_of(Tokens clause) {
  std::string words;
  for (const HeaderToken& token : clause) {
    if (!words.empty()) words += ' ';
    if (token.is_comment())
      words += '(' + token.text + ')';
    else
      words += token.text;
  }
  return words;
}

bool is_marked(const ReceivedMark& mark, const Received& received,
               const ReceivedClauses& clauses, std::string_view with) {
  using In = ReceivedMark::In;
  switch (mark.in) {
    case In::Host:
      return is_below(received.by, mark.mark);
    case In::HostStart:
      return starts_ignoring_case(received.by, mark.mark);
    case In::By:
      return holds(clauses.by, mark.mark);
    case In::With:
      return find_ignoring_case(with, mark.mark) != with.npos;
    case In::From:
      return holds(clauses.from, mark.mark);
    case In::Lead:
      return holds(clauses.lead, mark.mark);
  }
  return false;
}

// sendmail: "(8.17.1/8.17.1)", "(8.14.4/8.12.10/Submit)", "(5.65/1.0)".
bool is_sendmail_version(std::string_view comment) {
  const auto slash = comment.find('/');
  if (slash == comment.npos || slash == 0) return false;
  const auto is_version = [](char c) { return is_ascii_digit(c) || c == '.'; };
  const auto version = comment.substr(0, slash);
  return is_ascii_digit(comment.front()) &&
         std::ranges::all_of(version, is_version) && slash + 1 < comment.size();
}

// Families that leave no name, by the shape of the line.
std::string_view family_of_shape(const ReceivedClauses& clauses,
                                 Tokens tokens) {
  for (const HeaderToken& token : clauses.by)
    if (token.is_comment() && is_sendmail_version(token.text))
      return "sendmail";
  const bool helo =
      std::ranges::any_of(clauses.from, [](const HeaderToken& token) {
        return token.is_comment() && starts_ignoring_case(token.text, "HELO ");
      });
  const bool bracketed =
      std::ranges::any_of(clauses.from, [](const HeaderToken& token) {
        return token.is_comment() && token.text.starts_with('[');
      });
  if (helo) return bracketed ? "ironport" : "qmail";
  // qmail where HELO is the reverse name: one bare address, no id.
  if (clauses.from.size() == 2 && clauses.by.size() == 1 &&
      clauses.id.empty() && clauses.with.size() == 1 &&
      !header_address(clauses.from.back().text).empty() &&
      header_address(clauses.from.back().text) == clauses.from.back().text)
    return "qmail";
  if (!tokens.empty() && tokens.front().text == "FROM" &&
      clauses.with.empty() && !clauses.id.empty())
    return "simta";
  return "";
}

std::string_view family_of(const Received& received,
                           const ReceivedClauses& clauses,
                           std::string_view with, Tokens tokens) {
  for (const ReceivedMark& mark : received_marks())
    if (is_marked(mark, received, clauses, with)) return mark.family;
  return family_of_shape(clauses, tokens);
}

// The word behind `name`, up to white space or one of ")>,;".
std::string value_after(std::string_view text, std::string_view name) {
  const auto at = find_ignoring_case(text, name);
  if (at == text.npos) return "";
  auto value = trimmed(text.substr(at + name.size()));
  value = value.substr(
      0, std::min(value.find_first_of(" \t\r\n)>,;"), value.size()));
  return std::string(value);
}

// "TLS1_2", "TLSv1.3", "TLSv1/SSLv3" and "TLS1.2" as "TLS1.2".
std::string tls_version(std::string_view text) {
  const auto at = find_ignoring_case(text, "TLS");
  if (at == text.npos) return "";
  std::size_t i = at + 3;
  if (i < text.size() && ascii_lower(text[i]) == 'v') ++i;
  if (i >= text.size() || !is_ascii_digit(text[i])) return "";
  std::string version = "TLS";
  while (i < text.size() &&
         (is_ascii_digit(text[i]) || text[i] == '.' || text[i] == '_'))
    version += text[i] == '_' ? '.' : text[i], ++i;
  while (version.back() == '.') version.pop_back();
  return version;
}

// RFC 3848 and RFC 6531: the S of ESMTPS, LMTPSA, UTF8SMTPS.
bool names_tls(std::string_view with) {
  if (with.ends_with('A')) with.remove_suffix(1);
  return with.ends_with("MTPS");
}
// LMTP with a login is one server's hand-over to its own mailboxes.
bool names_login(std::string_view with) {
  if (with.find("LMTP") != with.npos) return false;
  return with == "ASMTP" || with.ends_with("MTPA") || with.ends_with("MTPSA");
}

// "with ESMTP/TLS/DHE-RSA-AES256-SHA" (IronPort), "with AES256-SHA encrypted
// SMTP" (MessageLabs).
void read_tls_in_with(Received& received, Tokens with) {
  const auto slash = received.with.find("/TLS/");
  if (slash != std::string::npos) {
    received.tls = true;
    received.cipher = received.with.substr(slash + 5);
    received.with.resize(slash);
  } else if (with.size() >= 3 &&
             same_ignoring_case(with[1].text, "encrypted")) {
    received.tls = true;
    received.cipher = with[0].text;
    received.with = ascii_upper(with[2].text);
  }
}

void read_tls(Received& received, Tokens tokens) {
  received.tls = received.tls || names_tls(received.with);
  for (const HeaderToken& token : tokens) {
    const std::string_view text = token.text;
    if (!token.is_comment()) {
      // Exim: "with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim ..."
      if (same_ignoring_case(text, "STARTTLS")) received.tls = true;
      if (received.cipher.empty() && starts_ignoring_case(text, "TLS_"))
        received.cipher = text;
      continue;
    }
    std::string version = tls_version(value_after(text, "version="));
    if (version.empty() && find_ignoring_case(text, "using TLS") != text.npos)
      version = tls_version(text);
    if (version.empty() && starts_ignoring_case(text, "TLS"))
      version = tls_version(text);
    if (received.tls_version.empty()) received.tls_version = version;
    std::string cipher = value_after(text, "cipher=");
    // Exim, OpenSMTPD: "TLSv1.3:TLS_AES_256_GCM_SHA384:256"
    const auto pieces = split(text, ':');
    if (cipher.empty() && !version.empty() && pieces.size() > 2 &&
        tls_version(pieces[0]) == version)
      cipher = pieces[1];
    if (cipher.empty() && !version.empty())
      cipher = value_after(text, "cipher ");
    if (received.cipher.empty()) received.cipher = cipher;
    if (!version.empty() || !cipher.empty() || same_ignoring_case(text, "TLS"))
      received.tls = true;
  }
}

struct LoginMark {
  std::string_view mark;
  bool names;  ///< the account follows
};
constexpr LoginMark kLoginMarks[] = {
    {"authenticated sender:", true},
    {"authenticated as ", true},
    {"authenticated user:", true},
    {"authenticated user ", true},
    {"smtp auth user ", true},
    {"auth user ", true},
    {"auth: login ", true},
    {"auth: plain ", true},
    {"auth: cram-md5 ", true},
    {"auth: xoauth2 ", true},
    {"account ", true},
    {"authenticated_sender=", true},
    {"auth_id=", true},
    {"authenticated bits=", false},
    {"authenticated", false},
    {"auth: ", false},
    {"auth=", false},
};

// What a comment says of a login. "(not authenticated)" says there was none;
// an "account" counts at the start only, where CommuniGate has it.
void read_login(Received& received, std::string_view comment) {
  if (find_ignoring_case(comment, "not authenticated") != comment.npos ||
      find_ignoring_case(comment, "unauthenticated") != comment.npos)
    return;
  for (const LoginMark& login : kLoginMarks) {
    const auto at = find_ignoring_case(comment, login.mark);
    if (at == comment.npos) continue;
    if (at > 0 &&
        (login.mark == "account " || !is_ascii_space(comment[at - 1])))
      continue;
    received.submission = Submission::Authenticated;
    if (login.names && received.account.empty())
      received.account = value_after(comment, login.mark);
    return;
  }
}

void read_envelope_from(Received& received, std::string_view comment) {
  for (const std::string_view name : {"envelope-from ", "envelope-sender "}) {
    const auto at = find_ignoring_case(comment, name);
    if (at == comment.npos) continue;
    auto value = trimmed(comment.substr(at + name.size()));
    const auto end = value.find_first_of(" \t\r\n)");
    value = value.substr(0, std::min(end, value.size()));
    if (value.size() >= 2 && value.front() == '<' && value.back() == '>')
      value = value.substr(1, value.size() - 2);
    received.envelope_from = value;
    return;
  }
}

bool is_local(const Received& received, const ReceivedClauses& clauses,
              Tokens tokens) {
  if (starts_ignoring_case(received.with, "LOCAL")) return true;
  if (received.family == "sendmail" && mentions(clauses.by, "/Submit"))
    return true;
  if (mentions(clauses.by, "from userid ") ||
      mentions(tokens, "invoked by uid"))
    return true;
  if (clauses.from.size() > 1 && mentions(clauses.from.first(2), "pickup"))
    return true;
  return received.from_ip.empty() && mentions(clauses.lead, "from root@");
}

// HTTP where mail servers speak SMTP is a browser's or a program's.
Submission http_submission(const Received& received,
                           const ReceivedClauses& clauses) {
  const std::string_view with = received.with;
  if (with == "HTTPREST" || with == "THRIFT") return Submission::Api;
  // Exchange stores what has arrived over HTTPS.
  if (received.family == "microsoft") return Submission::None;
  for (const std::string_view family :
       {"sendgrid", "mailgun", "mandrill", "amazon-ses", "salesforce"})
    if (received.family == family) return Submission::Api;
  if (mentions(clauses.by, "via HTTP") || mentions(clauses.with, "webmail") ||
      mentions(clauses.by, "WebMailUI"))
    return Submission::Webmail;
  if (received.family == "yahoo" || received.family == "horde" ||
      received.family == "squirrelmail" || !received.from_ip.empty())
    return Submission::Webmail;
  return Submission::Api;
}

void read_submission(Received& received, const ReceivedClauses& clauses,
                     Tokens tokens) {
  for (const HeaderToken& token : tokens) {
    if (!token.is_comment()) continue;
    read_login(received, token.text);
    read_envelope_from(received, token.text);
  }
  if (received.submission == Submission::Authenticated) {
    if (received.family == "squirrelmail")
      received.submission = Submission::Webmail;
    return;
  }
  // simta: "ID 4F02 Authuser ann"
  if (clauses.id.size() >= 3 &&
      same_ignoring_case(clauses.id[1].text, "Authuser")) {
    received.submission = Submission::Authenticated;
    received.account = clauses.id[2].text;
    return;
  }
  const std::string_view with = received.with;
  if (names_login(with))
    received.submission = Submission::Authenticated;
  else if (with.starts_with("HTTP") || with == "THRIFT" ||
           mentions(clauses.by, "via HTTP") ||
           mentions(clauses.by, "WebMailUI") ||
           mentions(clauses.from, "WebMailUI"))
    received.submission = http_submission(received, clauses);
  else if (with == "MAPI")
    received.submission = Submission::Mapi;
  else if (is_local(received, clauses, tokens))
    received.submission = Submission::Local;
}

}  // namespace

void read_server(Received& received, const ReceivedClauses& clauses,
                 ReceivedTokens tokens) {
  const std::string with = words_of(clauses.via) + ' ' + words_of(clauses.with);
  received.family = family_of(received, clauses, with, tokens);
  if (received.with.starts_with('[')) received.with.erase(0, 1);
  read_tls_in_with(received, clauses.with);
  read_tls(received, tokens);
  read_submission(received, clauses, tokens);
}

}  // namespace calspam
