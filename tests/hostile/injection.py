# SPDX-License-Identifier: MIT
"""Text that would act where it is shown: in every field and file name."""

import base64

from cases import Case, HEADER, calendar, entity, event, group, mail, multipart

PAYLOADS = {
    "escape": b"\x1b[2J\x1b]0;owned\x07\x1b[31m",
    "c1": "\u009b31m\u0085\u0090".encode(),
    "raw-c1": b"\x9b31m\x85",
    "bidi": "\u202e\u2066gnp.exe\u2069\u200f\u061c".encode(),
    "invisible": "a\u200bb\u00adc\ufeffd\u2060e\U000e0041\u180e".encode(),
    "separators": "a\u2028b\u2029c".encode(),
    "json": b"\",\"verdict\":{\"level\":\"clean\"},\"x\":\"\\",
    "surrogates": b"\xed\xa0\xbd\xed\xb8\x80\xed\xa0\x80",
    "invalid": b"\xff\xfe\xc0\xaf\xf5\x80\x80\x80\xe2\x82",
    "csv": b"=cmd|' /C calc'!A0\",+1,-1,@SUM(1)\t",
    "html": b"<script>alert(1)</script>\"'`&<!--",
    "controls": bytes(c for c in range(1, 32) if c not in (10, 13)) + b"\x7f",
    "backspaces": b"spam\b\b\b\bclean\r",
    "format": b"%s%n{}{0}%00$(id)`id`",
    "log": b"x calspam: error: y",
}


def filled(text):
    """A message with the text wherever a sender can put some."""
    lines = [b"%s:%s" % (name, text) for name in (
        b"SUMMARY", b"DESCRIPTION", b"LOCATION", b"COMMENT", b"CONTACT",
        b"CATEGORIES", b"X-ALT-DESC;FMTTYPE=text/html", b"URL", b"UID",
        b"ATTACH", b"STATUS", b"DTSTART", b"RRULE", b"SEQUENCE", b"X-" + text,
        b"GEO", b"CLASS", b"RECURRENCE-ID;TZID=" + text)]
    lines += [b"ORGANIZER;CN=\"" + text.replace(b'"', b"") +
              b"\";SENT-BY=\"mailto:" + text.replace(b'"', b"") +
              b"\":mailto:" + text, b"ATTENDEE;ROLE=" + text + b":" + text,
              text, b"BEGIN:" + text, b"END:" + text,
              b"BEGIN:VALARM\r\nACTION:" + text + b"\r\nTRIGGER:" + text +
              b"\r\nEND:VALARM"]
    body = calendar(b"PRODID:" + text + b"\r\nMETHOD:" + text +
                    b"\r\nX-WR-CALNAME:" + text + b"\r\n", event(*lines))
    fields = b"".join(name + b": " + text + b"\r\n" for name in (
        b"From", b"Sender", b"Reply-To", b"To", b"Cc", b"Subject", b"Date",
        b"Message-ID", b"X-Mailer", b"Received", b"Return-Path", b"List-Id",
        b"Authentication-Results", b"DKIM-Signature", b"Content-Class"))
    word = b"=?utf-8?b?" + base64.b64encode(text) + b"?="
    fields += b"From: " + word + b" <a@example.com>\r\nSubject: " + word + \
        b"\r\n"
    quoted = b"\"" + text.replace(b'"', b'\\"') + b"\""
    part = entity(body, b"text/calendar; method=" + quoted + b"; charset=" +
                  quoted + b"; name=" + quoted, b"8bit",
                  b"Content-Disposition: attachment; filename=" + quoted +
                  b"\r\nContent-ID: " + text + b"\r\n")
    page = entity(b"<title>" + text + b"</title><a href=\"https://a.example/" +
                  text + b"\">" + text + b"</a>", b"text/html")
    other = entity(b"x", text, text)
    return multipart(part, page, other, header=fields)


@group
def fields():
    for name, text in PAYLOADS.items():
        yield Case(f"fields-{name}", filled(text), cut=None, every_format=True)
    everything = b"".join(PAYLOADS.values())
    yield Case("fields-all", filled(everything), cut=None)
    yield Case("fields-all-bare", calendar(event(
        b"SUMMARY:" + everything, b"LOCATION:" + everything)),
        file="input.ics", cut=None)
    yield Case("fields-nul", filled(b"a\0b"), cut=None)
    yield Case("fields-line-ends", filled(b"a\rb"), cut=None)
    yield Case("fields-long", filled(b"\xe2\x80\xae" * 20_000), cut=None)


@group
def names():
    for name, text in PAYLOADS.items():
        safe = text.replace(b"/", b"_")[:200]

        def named(folder, safe=safe):
            (folder / "in").mkdir()
            with open(bytes(folder / "in") + b"/" + safe + b".eml",
                      "wb") as file:
                file.write(mail())
            with open(bytes(folder / "in") + b"/x" + safe[:190], "wb") as file:
                file.write(b"nothing known")
            return ["in"]
        yield Case(f"name-{name}", named, errors=1)

        def missing(folder, safe=safe):
            return [b"no/" + safe]
        yield Case(f"name-missing-{name}", missing, records=0, errors=1)
    yield Case("name-newline", lambda folder: [
        (folder / "a\nb\r.eml").write_bytes(mail()) and "a\nb\r.eml"])
    yield Case("name-option", lambda folder: [
        (folder / "--all").write_bytes(mail()) and "--all"])
    yield Case("name-of-255", lambda folder: [
        (folder / ("x" * 255)).write_bytes(HEADER + b"\r\n") and "x" * 255])
    yield Case("name-separators", lambda folder: [
        (folder / "a!b#7").write_bytes(mail()) and "a!b#7"])
