# SPDX-License-Identifier: MIT
"""Messages: structure, headers, encodings."""

import base64
import binascii
import quopri

from cases import (Case, HEADER, base64_lines, entity, group, mail, multipart,
                   simple)


def nested_multiparts(depth, close=True):
    start = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" %
        (i, i) for i in range(depth))
    end = b"".join(b"\r\n--b%d--\r\n" % i
                   for i in reversed(range(depth))) if close else b""
    return HEADER + start + entity(simple()) + end


def nested_messages(depth, encoding=b"7bit"):
    inner = mail()
    for _ in range(depth):
        inner = HEADER + entity(inner, b"message/rfc822", encoding)
    return inner


def boundary(name, parameter, lines):
    body = b"".join(b"--" + line + b"\r\n" + entity(simple()) + b"\r\n"
                    for line in lines)
    return Case("boundary-" + name, HEADER +
                b"Content-Type: multipart/mixed" + parameter + b"\r\n\r\n" +
                body)


@group
def structure():
    for depth in (10, 64, 65, 1_000, 20_000):
        yield Case(f"multiparts-nested-{depth}", nested_multiparts(depth),
                   cut=depth > 64)
    yield Case("multiparts-nested-never-closed",
               nested_multiparts(5_000, close=False), cut=True)
    for depth in (5, 16, 17, 500):
        yield Case(f"messages-nested-{depth}", nested_messages(depth),
                   cut=depth > 16)
    inner = mail()
    for _ in range(12):
        inner = HEADER + entity(base64_lines(inner), b"message/rfc822",
                                b"base64")
    yield Case("messages-nested-in-base64", inner)
    for count in (100, 9_000, 11_000, 100_000):
        yield Case(f"parts-{count}", multipart(*[entity(b"x", b"text/plain")]
                                               * count), cut=count > 10_000)
    yield Case("parts-empty-300000", HEADER +
               b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
               b"--b\r\n" * 300_000, cut=True)
    yield Case("calendars-2000", multipart(*[entity(simple())] * 2_000))
    yield Case("hyphen-lines-1000000", nested_multiparts(60, close=False) +
               b"--\r\n" * 1_000_000, cut=None)
    yield Case("near-boundaries-500000", nested_multiparts(60, close=False) +
               b"--b7x\r\n" * 500_000)
    yield Case("boundaries-nested-storm", nested_multiparts(60, close=False) +
               b"".join(b"--b%d\r\n\r\nx\r\n" % (i % 60)
                        for i in range(50_000)))
    yield boundary("empty", b"; boundary=\"\"", [b"", b"b"])
    yield boundary("missing", b"", [b"b", b"b"])
    yield boundary("5000-bytes", b"; boundary=" + b"x" * 5_000, [b"x" * 5_000])
    yield boundary("of-hyphens", b"; boundary=\"----\"", [b"----", b"------"])
    yield boundary("twice", b"; boundary=a; boundary=b", [b"a", b"b"])
    yield boundary("nul", b"; boundary=\"a\0b\"", [b"a\0b", b"a"])
    yield boundary("encoded-word", b"; boundary=\"=?utf-8?q?a?=\"",
                   [b"=?utf-8?q?a?=", b"a"])
    yield boundary("rfc2231", b"; boundary*0=a; boundary*1=b",
                   [b"ab", b"a"])
    yield boundary("with-escape", b"; boundary=\"\x1b[31m\"", [b"\x1b[31m"])
    yield boundary("prefixes", b"; boundary=a", [b"aa", b"a", b"a a", b"a"])
    yield boundary("rfc2231-100000", b"".join(
        b"; boundary*%d=x" % i for i in range(100_000)), [b"x"])
    yield Case("calendar-in-preamble", HEADER +
               b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
               simple() + b"--b\r\n\r\nx\r\n--b--\r\n")
    yield Case("calendar-in-epilogue", multipart(entity(b"x", b"text/plain")) +
               simple())
    yield Case("calendar-after-many-ends", multipart(entity(simple())) * 1 +
               b"--b--\r\n" * 50_000 + entity(simple()))
    yield Case("no-empty-line", HEADER.rstrip())
    yield Case("header-only-colons", b":" * 200_000, records=None, errors=None)
    yield Case("one-byte", b"F", records=0, errors=1)
    yield Case("nul-bytes", b"\0" * 1_000_000, records=0, errors=1)
    yield Case("random-bytes", bytes((i * i * 7 + i // 3) % 256
                                     for i in range(500_000)),
               records=None, errors=None)
    yield Case("starts-folded", b" folded\r\n" + mail())


@group
def headers():
    for count in (1_000, 19_000, 21_000, 200_000):
        yield Case(f"headers-{count}", mail(header=b"X: y\r\n" * count),
                   cut=count > 20_000)
    yield Case("header-block-of-10-MB", mail(
        header=b"X-A: " + b"y" * 900 + b"\r\n" + (b"X-B: " + b"z" * 900 +
                                                  b"\r\n") * 11_000), cut=True)
    yield Case("subject-of-10-MB", mail(header=b"Subject: " + b"x" * 10**7 +
                                        b"\r\n"), cut=None)
    yield Case("subject-folded-10-MB", mail(
        header=b"Subject: " + b"x\r\n " * 2_500_000 + b"\r\n"), cut=None)
    yield Case("header-without-colon", HEADER + b"x" * 10**7 + b"\r\n" +
               entity(simple()), cut=None)
    yield Case("addresses-100000", mail(header=b"Cc: " + b",\r\n ".join(
        b"p%d@example.org" % i for i in range(100_000)) + b"\r\n"), cut=None)
    for name, text in (("groups", b"a:" * 22_000), ("comments", b"(" * 500_000),
                       ("quotes", b"\"" * 500_001), ("angles", b"<" * 500_000),
                       ("routes", b"<" + b"@a," * 200_000 + b":b@c>"),
                       ("backslashes", b"\"" + b"\\" * 500_001),
                       ("commas", b"," * 1_000_000), ("ats", b"@" * 500_000)):
        yield Case(f"address-of-{name}",
                   mail(header=b"Sender: " + text + b"\r\n"), cut=None)
    yield Case("to-100000-times", mail(header=b"To: a@example.org\r\n" *
                                       19_000))
    yield Case("content-type-1000-times", mail(
        header=b"Content-Type: text/plain; charset=x\r\n" * 1_000))
    yield Case("parameters-100000", mail(content_type=b"text/calendar" + b"".join(
        b"; p%d=v" % i for i in range(100_000))), cut=None)
    yield Case("parameter-of-1-MB", mail(
        content_type=b"text/calendar; name=\"" + b"x" * 10**6 + b"\""),
        cut=None)
    yield Case("parameter-name-of-74-bytes", HEADER +
               b"Content-Type: multipart/mixed; " + b"a" * 74 +
               b"=\"\xc3\xa9\"\r\n\r\n" + simple())
    yield Case("parameter-rfc2231-holes", mail(
        content_type=b"text/calendar; name*99999999999=a; name*-1=b; "
                     b"name*0*=utf-8''%; name*1*=%zz; name*01=q"))
    yield Case("encoded-words-50000", mail(header=b"Subject: " + b"\r\n ".join(
        b"=?utf-8?q?x=%02X?=" % (i % 256) for i in range(50_000)) + b"\r\n"),
        cut=None)
    charsets = (b"utf-8", b"iso-8859-1", b"utf-7", b"utf-16", b"koi8-r",
                b"iso-2022-jp", b"gb18030", b"big5", b"hz", b"x-none",
                b"ibm037", b"utf-32", b"../../../etc/passwd", b"a" * 70)
    yield Case("encoded-words-charset-switches", mail(
        header=b"Subject: " + b"\r\n ".join(
            b"=?" + charsets[i % len(charsets)] + b"?b?QUJD?="
            for i in range(1_900)) + b"\r\n"))
    yield Case("encoded-words-charset-names", mail(
        header=b"Subject: " + b"\r\n ".join(
            b"=?c%d?q?x?=" % i for i in range(50_000)) + b"\r\n"), cut=None)
    for name, word in (("open", b"=?utf-8?q?" + b"x" * 10**5),
                       ("empty", b"=?utf-8?q??=" * 1_900),
                       ("nested", b"=?utf-8?q?=?utf-8?q?" * 1_000),
                       ("bad-base64", b"=?utf-8?b?====A=B=C?="),
                       ("controls", b"=?utf-8?q?=1B[2J=00=07=E2=80=AE?=")):
        yield Case(f"encoded-word-{name}",
                   mail(header=b"Subject: " + word + b"\r\n"), cut=None)
    for name, text in (("date", b"Date: " + b"9" * 100_000),
                       ("date-comments", b"Date: " + b"(" * 100_000),
                       ("date-year", b"Date: Mon, 99 Zzz 99999999999999 99:99:99 "
                        b"+999999999999"),
                       ("message-id", b"Message-ID: <" + b"x" * 10**6),
                       ("received", b"Received: " + b"from a by b; " * 50_000),
                       ("authentication", b"Authentication-Results: " +
                        b"x; spf=pass (" * 50_000),
                       ("dkim", b"DKIM-Signature: " + b"v=1; d=;" * 50_000),
                       ("references", b"References: " + b"<a@b> " * 100_000)):
        yield Case(f"header-{name}", mail(header=text + b"\r\n"), cut=None)
    yield Case("received-10000-times", mail(
        header=b"Received: from a.example by b.example; Tue, 2 Jan 2024 "
               b"10:20:30 +0000\r\n" * 10_000))


def line_ends(name, end):
    return Case(f"line-ends-{name}", mail().replace(b"\r\n", end),
                records=None, errors=None)


@group
def encodings():
    text = simple(b"DESCRIPTION:" + b"x" * 60)
    for name, body in (
            ("chunked", b"\r\n".join(base64.b64encode(text[i:i + 10]) for i in
                                     range(0, len(text), 10))),
            ("padding-first", b"====" + base64.b64encode(text)),
            ("one-character-lines", b"\r\n".join(
                bytes([c]) for c in base64.b64encode(text))),
            ("with-junk", b"!*-.".join(
                bytes([c]) for c in base64.b64encode(text))),
            ("with-nul", b"\0".join(bytes([c])
                                    for c in base64.b64encode(text))),
            ("url-alphabet", base64.urlsafe_b64encode(text)),
            ("cut", base64.b64encode(text)[:-5]),
            ("twice", base64.b64encode(base64.b64encode(text))),
            ("padding-only", b"=" * 1_000_000),
            ("10-MB-line", base64.b64encode(simple(
                b"DESCRIPTION:" + b"x" * 7_500_000)))):
        yield Case(f"base64-{name}", mail(body, encoding=b"base64"), cut=None)
    for name, body in (
            ("all-escaped", b"".join(b"=%02x" % c for c in text)),
            ("soft-breaks", b"=\r\n".join(bytes([c]) for c in text)),
            ("soft-breaks-1000000", text + b"=\r\n" * 1_000_000),
            ("equals", b"=" * 1_000_000), ("bad-hex", b"=ZZ=0=F=\r" * 10_000),
            ("spaces", b"x" + b" " * 2_000_000 + b"\r\n" + text),
            ("nul", b"=00" * 100_000 + quopri.encodestring(text)),
            ("cut", quopri.encodestring(text)[:-30] + b"=")):
        yield Case(f"quoted-printable-{name}",
                   mail(body, encoding=b"quoted-printable"), cut=None)
    coded = b"".join(binascii.b2a_uu(text[i:i + 45])
                     for i in range(0, len(text), 45))
    for name, body in (("plain", b"begin 644 a.ics\r\n" + coded + b"`\r\nend\r\n"),
                       ("no-begin", coded), ("no-end", b"begin 644 a\r\n" + coded),
                       ("name", b"begin 644 " + b"../" * 100_000 + b"\r\n"),
                       ("lengths", b"begin 644 a\r\n" + b"\x7f~~\r\n" * 50_000),
                       ("begins", b"begin 644 a\r\n" * 100_000)):
        yield Case(f"uuencode-{name}", mail(body, encoding=b"x-uuencode"),
                   cut=None)
    for name, encoding in (("unknown", b"rot13"), ("comment", b"(x) base64"),
                           ("two", b"base64, quoted-printable"),
                           ("long", b"b" * 500_000), ("empty", b""),
                           ("control", b"\x1b[31mbase64")):
        yield Case(f"encoding-{name}",
                   mail(base64_lines(text), encoding=encoding), cut=None)
    yield Case("encoding-of-multipart", HEADER +
               b"Content-Type: multipart/mixed; boundary=b\r\n"
               b"Content-Transfer-Encoding: base64\r\n\r\n" + base64_lines(
                   b"--b\r\n" + entity(text) + b"\r\n--b--\r\n"))
    for charset in (b"utf-7", b"utf-16", b"utf-16le", b"utf-32", b"utf-8",
                    b"iso-2022-jp", b"iso-2022-kr", b"hz-gb-2312", b"gb18030",
                    b"ebcdic-us", b"x" * 5_000, b"../../x", b"\x1b[m", b"",
                    b"utf-8//TRANSLIT", b"unicode-1-1-utf-7", b"cp437"):
        name = charset[:16].decode().replace("/", "_").replace("\x1b", "esc")
        yield Case(f"charset-{name}", mail(
            text + bytes(range(256)) * 20,
            content_type=b"text/calendar; charset=\"" + charset + b"\""))
    yield Case("charset-bomb", mail(
        b"\x1b$B" + b"!!" * 2_000_000,
        content_type=b"text/calendar; charset=iso-2022-jp"), cut=None)
    for name, end in (("lf", b"\n"), ("cr", b"\r"), ("lfcr", b"\n\r"),
                      ("crcrlf", b"\r\r\n"), ("nel", b"\x85"),
                      ("vt", b"\x0b"), ("nul-lf", b"\0\n"),
                      ("ls", "\u2028".encode())):
        yield line_ends(name, end)
    mixed = mail().split(b"\r\n")
    ends = (b"\r\n", b"\n", b"\r")
    yield Case("line-ends-mixed", b"".join(
        line + ends[i % 3] for i, line in enumerate(mixed)), records=None,
        errors=None)
    yield Case("line-ends-bare-cr-5-MB", mail(
        simple(b"DESCRIPTION:x").replace(b"\r\n", b"\r") + b"X:y\r" * 10**6),
        cut=None)
    yield Case("line-of-10-MB", mail(b"x" * 10**7), cut=None)
    yield Case("lines-empty-10-MB", mail(b"\r\n" * 5_000_000), cut=None)


@group
def html():
    def page(body):
        return multipart(entity(body, b"text/html; charset=utf-8"),
                         entity(simple()))
    for name, body in (
            ("divs", b"<div>" * 200_000),
            ("tables", b"<table><tr><td>" * 100_000),
            ("open-tags", b"<" * 1_000_000),
            ("attributes", b"<a" + b" b=c" * 300_000 + b">"),
            ("attribute-of-5-MB", b"<a href=\"" + b"x" * 5_000_000 + b"\">"),
            ("quotes", b"<a href='\"" * 200_000),
            ("comments", b"<!--" * 300_000),
            ("comment-ends", b"<!--" + b"--!" * 300_000),
            ("references", b"&lt;&#0;&#x110000;&#xd800;&amp" * 100_000),
            ("reference-digits", b"&#" + b"9" * 1_000_000 + b";"),
            ("styles", b"<style>a{" + b"b:c;" * 300_000),
            ("style-nests", b"<style>" + b"@media x{" * 100_000),
            ("style-attributes", b"<p style=\"" + b"color:red;" * 200_000),
            ("scripts", b"<script>" * 100_000 + b"</script" * 100_000),
            ("cdata", b"<![CDATA[" * 100_000), ("nul", b"<\0a\0>" * 100_000),
            ("bases", b"<base href='http://a.example/'>" * 20_000),
            ("links", b"".join(b"<a href='https://h%d.example/'>x</a>" % i
                               for i in range(20_000))),
            ("images", b"<img src='data:image/png;base64," + b"A" * 2_000_000),
            ("titles", b"<title>" * 100_000), ("plaintext", b"<plaintext>" +
                                               b"<a href=x>" * 100_000),
            ("templates", b"<template>" * 100_000),
            ("svg", b"<svg><math>" * 100_000),
            ("hidden", b"<p style='display:none'>" * 50_000 + b"x"),
            ("invalid-utf8", b"\xff\xfe\xed\xa0\x80\xf8" * 100_000)):
        yield Case(f"html-{name}", page(body), cut=None)
