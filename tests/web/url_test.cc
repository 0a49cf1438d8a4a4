// SPDX-License-Identifier: MIT
#include "web/url.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace calspam {
namespace {

/// "scheme userinfo@host:port /path ?query #fragment", or "no" and the scheme.
std::string dump(std::string_view text) {
  const Url url = parse_url(text);
  if (!url.valid) return "no " + url.scheme;
  std::string out = url.scheme + " ";
  if (!url.userinfo.empty()) out += url.userinfo + "@";
  out += url.host;
  if (url.port) out += fmt::format(":{}", *url.port);
  out += " " + url.path;
  if (!url.query.empty()) out += " ?" + url.query;
  if (!url.fragment.empty()) out += " #" + url.fragment;
  return out;
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

template <std::size_t N>
void check(const Case (&cases)[N]) {
  for (const auto& c : cases) EXPECT_EQ(dump(c.text), c.expected) << c.text;
}

TEST(Url, ReadsPlainForms) {
  check({
      {"http://example.com", "http example.com /"},
      {"HTTP://EXAMPLE.com/A", "http example.com /A"},
      {"https://example.com/a?b=c#d", "https example.com /a ?b=c #d"},
      {"https://example.com?b", "https example.com / ?b"},
      {"https://example.com#d", "https example.com / #d"},
      {"https://example.com?b?c#d#e", "https example.com / ?b?c #d#e"},
      {"https://example.com#d?e", "https example.com / #d?e"},
      {"  https://example.com/  ", "https example.com /"},
      {"ftp://example.com/f", "ftp example.com /f"},
      {"wss://example.com/s", "wss example.com /s"},
      {"webcal://example.com/c.ics", "webcal example.com /c.ics"},
      {"webcals:example.com/c.ics", "webcals example.com /c.ics"},
      {"http://example.com./", "http example.com. /"},
      {"http://ex_ample.com/", "http ex_ample.com /"},
      {"http://-a-.example/", "http -a-.example /"},
      {"http://localhost/", "http localhost /"},
      {"http://a..example/", "http a..example /"},
  });
}

TEST(Url, MendsSlashesAsBrowsersDo) {
  check({
      {"https:evil.example", "https evil.example /"},
      {"https:/evil.example/x", "https evil.example /x"},
      {"https:///evil.example", "https evil.example /"},
      {"https://////evil.example", "https evil.example /"},
      {"https:\\\\evil.example\\x", "https evil.example /x"},
      {"https:/\\/\\evil.example", "https evil.example /"},
      {"https:\\evil.example", "https evil.example /"},
      {"https://good.example\\@evil.example/",
       "https good.example /@evil.example/"},
      {"https://good.example\\.evil.example",
       "https good.example /.evil.example"},
      {"//evil.example/x", "https evil.example /x"},
      {"/\\evil.example", "https evil.example /"},
      {"\\/evil.example", "https evil.example /"},
      {"///evil.example", "https evil.example /"},
      {"https://evil.example\\a?b\\c#d\\e",
       "https evil.example /a ?b\\c #d\\e"},
  });
}

TEST(Url, DropsTabsNewlinesAndOuterControls) {
  check({
      {"ht\ttps://example.com/", "https example.com /"},
      {"https:\n//example.com/", "https example.com /"},
      {"https://exa\r\nmple.com/a\tb", "https example.com /ab"},
      {"java\nscript:alert(1)", "javascript  alert(1)"},
      {"\x01 \x1fhttps://example.com/\x02", "https example.com /"},
      {"h\tt\nt\rp\t:\n/\r/\te\nx.example", "http ex.example /"},
      {"https://example.com/a b", "https example.com /a b"},
  });
}

TEST(Url, TakesTheLastAtAsEndOfUserinfo) {
  check({
      {"http://paypal.example@evil.example/",
       "http paypal.example@evil.example /"},
      {"http://a:b@evil.example/", "http a:b@evil.example /"},
      {"http://a@b@evil.example/", "http a@b@evil.example /"},
      {"http://user@/", "no http"},
      {"http://@evil.example/", "http evil.example /"},
      {"http://:@evil.example/", "http :@evil.example /"},
      {"http://good.example%40evil.example/", "no http"},
      {"http://good.example/@evil.example", "http good.example /@evil.example"},
      {"http://good.example?@evil.example",
       "http good.example / ?@evil.example"},
      {"http://good.example#@evil.example",
       "http good.example / #@evil.example"},
      {"http://www.good.example:443@evil.example:8080/",
       "http www.good.example:443@evil.example:8080 /"},
  });
}

TEST(Url, ReadsIpv4InEveryNotation) {
  check({
      {"http://192.0.2.1/", "http 192.0.2.1 /"},
      {"http://3221225985/", "http 192.0.2.1 /"},
      {"http://0xC0000201/", "http 192.0.2.1 /"},
      {"http://030000001001/", "http 192.0.2.1 /"},
      {"http://0300.0.2.1/", "http 192.0.2.1 /"},
      {"http://0xc0.0.2.1/", "http 192.0.2.1 /"},
      {"http://0XC0.0x0.0x2.0x1/", "http 192.0.2.1 /"},
      {"http://192.0.513/", "http 192.0.2.1 /"},
      {"http://192.513/", "http 192.0.2.1 /"},
      {"http://192.0.2.1./", "http 192.0.2.1 /"},
      {"http://127.1/", "http 127.0.0.1 /"},
      {"http://0/", "http 0.0.0.0 /"},
      {"http://0x/", "http 0.0.0.0 /"},
      {"http://%31%39%32.0.2.1/", "http 192.0.2.1 /"},
      {"http://\xef\xbc\x91\xef\xbc\x99\xef\xbc\x92.0.2.1/",
       "http 192.0.2.1 /"},
      {"http://192\xe3\x80\x82"
       "0\xe3\x80\x82"
       "2\xe3\x80\x82"
       "1/",
       "http 192.0.2.1 /"},
      {"http://256.0.0.1/", "no http"},
      {"http://192.0.2.256/", "no http"},
      {"http://4294967296/", "no http"},
      {"http://1.2.3.4.5/", "no http"},
      {"http://192.0.2.09/", "no http"},
      {"http://192.0.2.0x1g/", "http 192.0.2.0x1g /"},
      {"http://1e3.example/", "http 1e3.example /"},
      {"http://example.0x1/", "no http"},
      {"http://example.5/", "no http"},
      {"http://99999999999999999999999/", "no http"},
  });
}

TEST(Url, ReadsIpv6) {
  check({
      {"http://[2001:db8::1]/", "http [2001:db8::1] /"},
      {"http://[2001:DB8:0:0:0:0:0:1]:8080/", "http [2001:db8::1]:8080 /"},
      {"http://[::ffff:192.0.2.1]/", "http [::ffff:c000:201] /"},
      {"http://[::]/", "http [::] /"},
      {"http://[1:0:0:2:0:0:0:3]/", "http [1:0:0:2::3] /"},
      {"http://u@[::1]:80/", "http u@[::1]:80 /"},
      {"http://[::1/", "no http"},
      {"http://[::1]x/", "no http"},
      {"http://[fe80::1%25eth0]/", "no http"},
      {"http://[1:2:3]/", "no http"},
  });
}

TEST(Url, DecodesAndMapsHosts) {
  check({
      {"http://ex%61mple.com/", "http example.com /"},
      {"http://%65%78%61%6d%70%6c%65%2ecom/", "http example.com /"},
      {"http://evil\xe3\x80\x82"
       "example/",
       "http evil.example /"},
      {"http://evil\xef\xbc\x8e"
       "example/",
       "http evil.example /"},
      {"http://evil\xef\xbd\xa1"
       "example/",
       "http evil.example /"},
      {"http://b\xc3\xbc"
       "cher.example/",
       "http xn--bcher-kva.example /"},
      {"http://B\xc3\x9c"
       "CHER.example/",
       "http xn--bcher-kva.example /"},
      {"http://XN--BCHER-KVA.example/", "http xn--bcher-kva.example /"},
      {"http://b%C3%BCcher.example/", "http xn--bcher-kva.example /"},
      {"http://fa\xc3\x9f.example/", "http xn--fa-hia.example /"},
      {"http://\xef\xbd\x85\xef\xbd\x98.example/", "http ex.example /"},
      {"http://\xf0\x9d\x90\x9e\xf0\x9d\x90\xb1.example/", "http ex.example /"},
      {"http://e\xc2\xadx.example/", "http ex.example /"},
      {"http://e\xe2\x80\x8bx.example/", "http ex.example /"},
      {"http://xn--0.example/", "no http"},
      {"http://%ff.example/", "no http"},
      {"http://a\xff.example/", "no http"},
  });
}

TEST(Url, RefusesWhatBrowsersRefuse) {
  check({
      {"", "no "},
      {"http:", "no http"},
      {"http://", "no http"},
      {"http://?a", "no http"},
      {"http://#a", "no http"},
      {"http://a b.example/", "no http"},
      {"http://a%20b.example/", "no http"},
      {"http://a<b.example/", "no http"},
      {"http://a>b.example/", "no http"},
      {"http://a^b.example/", "no http"},
      {"http://a|b.example/", "no http"},
      {"http://a%00b.example/", "no http"},
      {"http://a%2fb.example/", "no http"},
      {"http://a%3ab.example/", "no http"},
      {"http://a%b.example/", "no http"},
      {"http://example.com:99999/", "no http"},
      {"http://example.com:8a/", "no http"},
      {"http://example.com:-1/", "no http"},
      {"http://a:b:c/", "no http"},
      {"example.com/x", "no "},
      {"www.example.com", "no "},
      {"1http://example.com/", "no "},
      {"#top", "no "},
      {"/path", "no "},
      {":", "no "},
      {"javascript:", "no javascript"},
  });
}

TEST(Url, KeepsAPortThatIsWritten) {
  check({
      {"http://example.com:80/", "http example.com:80 /"},
      {"https://example.com:443/", "https example.com:443 /"},
      {"https://example.com:/", "https example.com /"},
      {"https://example.com:0/", "https example.com:0 /"},
      {"https://example.com:00000443/", "https example.com:443 /"},
      {"https://example.com:65535/", "https example.com:65535 /"},
  });
}

TEST(Url, FollowsDotSegments) {
  check({
      {"https://example.com/a/../b", "https example.com /b"},
      {"https://example.com/a/./b", "https example.com /a/b"},
      {"https://example.com/a/%2e%2E/b", "https example.com /b"},
      {"https://example.com/a/.%2e", "https example.com /"},
      {"https://example.com/../../x", "https example.com /x"},
      {"https://example.com/a/..", "https example.com /"},
      {"https://example.com/a/b/.", "https example.com /a/b/"},
      {"https://example.com/a/...", "https example.com /a/..."},
      {"https://example.com/.well-known/x", "https example.com /.well-known/x"},
      {"https://example.com//a//b", "https example.com //a//b"},
  });
}

TEST(Url, LeavesOtherSchemesTheirRest) {
  check({
      {"mailto:a@example.com?subject=x", "mailto  a@example.com ?subject=x"},
      {"tel:+1-202-555-0100", "tel  +1-202-555-0100"},
      {"JavaScript:alert(1)", "javascript  alert(1)"},
      {"data:text/html,<b>", "data  text/html,<b>"},
      {"ms-word:ofe|u|https://example.com/a",
       "ms-word  ofe|u|https://example.com/a"},
      {"search-ms:query=x&crumb=location:\\\\192.0.2.1\\s",
       "search-ms  query=x&crumb=location:\\\\192.0.2.1\\s"},
      {"intent://example.com/#Intent;end", "intent example.com / #Intent;end"},
      {"ldap://example.com:389/x", "ldap example.com:389 /x"},
      {"smb://Example.COM/x", "smb example.com /x"},
      {"x-a+b.c:d", "x-a+b.c  d"},
      {"cid:a@example.com", "cid  a@example.com"},
  });
}

TEST(Url, ReadsFilesAndShares) {
  check({
      {"file:///c:/a.exe", "file  /c:/a.exe"},
      {"file://server.example/s/a", "file server.example /s/a"},
      {"file:\\\\server.example\\s\\a", "file server.example /s/a"},
      {"\\\\server.example\\s\\a", "file server.example /s/a"},
      {"\\\\server.example@SSL@8080\\s", "file server.example /s"},
      {"\\\\192.0.2.1\\s", "file 192.0.2.1 /s"},
      {"file://localhost/etc/hosts", "file  /etc/hosts"},
      {"file:/etc/hosts", "file  /etc/hosts"},
  });
}

TEST(Url, KnowsAddressesFromNames) {
  EXPECT_TRUE(parse_url("http://0x7f.1/").ip_literal);
  EXPECT_TRUE(parse_url("http://[::1]/").ip_literal);
  EXPECT_FALSE(parse_url("http://192.0.2.1.example/").ip_literal);
  EXPECT_EQ(parse_url("http://0x7f.1/").domain, "");
}

TEST(Url, GivesTheUnicodeFormAndTheDomain) {
  const Url url = parse_url("http://a.xn--bcher-kva.example/");
  EXPECT_EQ(url.unicode_host,
            "a.b\xc3\xbc"
            "cher.example");
  EXPECT_EQ(url.domain, "xn--bcher-kva.example");
  EXPECT_EQ(parse_url("webcal://c.example.co.uk/").domain, "example.co.uk");
}

TEST(Url, IsLinearInHostileText) {
  const std::string dots = "http://example.com/" + std::string(2000000, '.');
  EXPECT_TRUE(parse_url(dots).valid);
  std::string climbing = "http://example.com";
  for (int i = 0; i < 300000; ++i) climbing += "/a/../%2e";
  EXPECT_TRUE(parse_url(climbing).valid);
  EXPECT_FALSE(parse_url("http://" + std::string(5000000, 'a')).valid);
  std::string host = "http://";
  for (int i = 0; i < 1000000; ++i) host += "\xe4\xb8\x80";
  EXPECT_FALSE(parse_url(host).valid);
  EXPECT_TRUE(parse_url(std::string(3000000, '/') + "a.example").valid);
}

TEST(Resolved, FollowsTheBase) {
  const Url base = parse_url("https://u@example.com:8080/a/b?c");
  EXPECT_EQ(resolved(base, "x"), "https://u@example.com:8080/a/x");
  EXPECT_EQ(resolved(base, "/x"), "https://u@example.com:8080/x");
  EXPECT_EQ(resolved(base, "?x"), "https://u@example.com:8080/a/b?x");
  EXPECT_EQ(resolved(base, "#x"), "https://u@example.com:8080/a/b?c#x");
  EXPECT_EQ(resolved(base, "//y.example/"), "https://y.example/");
  EXPECT_EQ(resolved(base, "mailto:a@y.example"), "mailto:a@y.example");
  EXPECT_EQ(resolved(parse_url(""), "x"), "x");
}

}  // namespace
}  // namespace calspam
