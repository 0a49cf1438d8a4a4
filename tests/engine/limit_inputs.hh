// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "mail/inputs_fixture.hh"

// Small inputs to go past a limit with.
namespace calspam {

inline std::string repeated(std::string_view piece, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

inline std::string event(const std::string& lines = "") {
  return "BEGIN:VEVENT\r\nUID:1@example.com\r\nDTSTAMP:20260102T102030Z\r\n"
         "DTSTART:20260103T100000Z\r\nSUMMARY:Lunch\r\n" +
         lines + "END:VEVENT\r\n";
}
inline std::string calendar(const std::string& components) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n" +
         components + "END:VCALENDAR\r\n";
}
inline std::string invite(const std::string& fields = "",
                          const std::string& lines = "") {
  return "From: Ann <ann@example.com>\r\n"
         "Date: Fri, 2 Jan 2026 10:20:30 +0000\r\n" +
         fields + "MIME-Version: 1.0\r\nContent-Type: text/calendar\r\n\r\n" +
         calendar(event(lines));
}
inline std::string part(const std::string& body,
                        const std::string& type = "text/plain") {
  return "--b\r\nContent-Type: " + type + "\r\n\r\n" + body + "\r\n";
}
// A mail with these parts behind one with a calendar.
inline std::string mixed(const std::string& parts,
                         const std::string& also = "") {
  return "From: Ann <ann@example.com>\r\nMIME-Version: 1.0\r\n"
         "Content-Type: multipart/mixed; boundary=b" +
         also + "\r\n\r\n" + part(calendar(event()), "text/calendar") + parts +
         "--b--\r\n";
}
inline std::string uuencoded() {
  return "begin 644 a.ics\n/0D5'24XZ5D-!3$5.1$%2\n`\nend\n";
}
inline std::string page(const std::string& html) {
  return mixed(part(html, "text/html"));
}
inline std::string wrapped(int times) {
  std::string url = "https://shop.example/";
  for (int i = 0; i < times; ++i) url = "https://www.google.com/url?q=" + url;
  return url;
}
inline std::string sample_archive(const std::string& name) {
  std::ifstream in(kData + "archive/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace calspam
