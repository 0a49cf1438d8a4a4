#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether time grows with size: doubling.py CALSPAM [SHAPE...]

Each shape is the worst that a sender can do with one construct. It is made as
large as it takes to cost a quarter of a second, then twice as large, and both
are scanned: the least user CPU of five runs each, without what a run costs
anyway. A ratio above 2.2 is a way to grow faster than the input; exit 1.
"""

import base64
import os
import subprocess
import sys
import tempfile

ROUNDS = 5
LEAST_SECONDS = 0.25
MOST_BYTES = 48 << 20
MOST_RATIO = 2.2

HEADER = (b"From: Ann <ann@example.com>\r\nTo: bo@example.org\r\n"
          b"Subject: Lunch\r\nDate: Tue, 2 Jan 2024 10:20:30 +0000\r\n"
          b"MIME-Version: 1.0\r\n")


def event(number, *lines):
    return (b"BEGIN:VEVENT\r\nUID:%d@example.com\r\n"
            b"DTSTAMP:20240102T102030Z\r\nDTSTART:20240103T100000Z\r\n"
            b"SUMMARY:Lunch %d\r\n" % (number, number) +
            b"".join(line + b"\r\n" for line in lines) + b"END:VEVENT\r\n")


def calendar(*components):
    return (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n" +
            b"".join(components) + b"END:VCALENDAR\r\n")


def bare(*lines):
    return calendar(event(1, *lines))


def mail(header=b"", lines=()):
    return (HEADER + header + b"Content-Type: text/calendar\r\n\r\n" +
            bare(*lines))


def mixed(*parts, boundary=b"b"):
    """A mail of these parts behind one with a calendar."""
    mark = b"--" + boundary + b"\r\n"
    return (HEADER + b"Content-Type: multipart/mixed; boundary=" + boundary +
            b"\r\n\r\n" + mark + b"Content-Type: text/calendar\r\n\r\n" +
            bare() + b"".join(b"\r\n" + mark + part for part in parts) +
            b"\r\n--" + boundary + b"--\r\n")


def text(body, kind=b"text/plain", encoding=b"8bit"):
    return (b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: " +
            encoding + b"\r\n\r\n" + body)


def html(body):
    return mixed(text(body, b"text/html"))


def nest(depth):
    inner = text(b"x")
    for i in range(depth):
        inner = (b"Content-Type: multipart/mixed; boundary=n%d\r\n\r\n--n%d"
                 b"\r\n%s\r\n--n%d--\r\n" % (i, i, inner, i))
    return inner


def folded(line, width):
    return b"\r\n ".join(line[i:i + width] for i in range(0, len(line), width))


def zone(number):
    return (b"BEGIN:VTIMEZONE\r\nTZID:Z%d\r\nBEGIN:STANDARD\r\n"
            b"DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n"
            b"TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=1SU\r\n"
            b"END:STANDARD\r\nEND:VTIMEZONE\r\n" % number)


def listed(name, count, form=b"%d"):
    return name + b",".join(form % i for i in range(count))


# Name: what it is made of, and the first count to try.
SHAPES = {
    "parts": (lambda n: mixed(*[text(b"x")] * n), 500),
    "parts-nested": (lambda n: mixed(*[nest(40)] * n), 4),
    "parts-with-calendars": (lambda n: mixed(*[text(
        calendar(event(i)), b"text/calendar") for i in range(n)]), 100),
    "boundary-prefixes": (lambda n: mixed(text(b"--bx\r\n" * n)), 10_000),
    "hyphen-lines": (lambda n: mixed(text(b"--\r\n" * n)), 10_000),
    "header-fields": (lambda n: mail(b"X-A: b\r\n" * n), 5_000),
    "header-folds": (lambda n: mail(b"Subject: a" + b"\r\n b" * n + b"\r\n"),
                     50_000),
    "header-parentheses": (lambda n: mail(b"To: " + b"(" * n + b"\r\n"),
                           50_000),
    "header-addresses": (lambda n: mail(b"To: " + b"a@example.com, " * n +
                                        b"\r\n"), 5_000),
    "header-words": (lambda n: mail(b"Subject: " + b"=?utf-8?q?a?= " * n +
                                    b"\r\n"), 20_000),
    "header-words-open": (lambda n: mail(b"Subject: " + b"=?utf-8?q?" * n +
                                         b"?=\r\n"), 20_000),
    "header-sections": (lambda n: HEADER + b"Content-Type: text/calendar" +
                        b"".join(b"; a*%d=b" % i for i in range(n)) +
                        b"\r\n\r\n" + bare(), 500),
    "received": (lambda n: mail(
        b"Received: from a.example ([192.0.2.1]) by b.example; "
        b"Tue, 2 Jan 2024 10:20:30 +0000\r\n" * n), 500),
    "received-brackets": (lambda n: mail(
        b"Received: from a.example (" + b"[" * n + b") by b.example\r\n"),
        20_000),
    "base64": (lambda n: mixed(text(base64.b64encode(b"x" * n), encoding=
                                    b"base64")), 1_000_000),
    "base64-junk": (lambda n: mixed(text(b"QQ==!" * n, encoding=b"base64")),
                    100_000),
    "quoted-printable": (lambda n: mixed(text(
        b"=41=\r\n" * n, encoding=b"quoted-printable")), 100_000),
    "uuencode-begins": (lambda n: mixed(text(b"begin 644 a.ics\r\n" * n)),
                        10_000),
    "text-one-word": (lambda n: mixed(text(b"a" * n)), 500_000),
    "text-digits": (lambda n: mixed(text(b"1 (2) 3-" * n)), 20_000),
    "text-links": (lambda n: mixed(text(b"".join(
        b"https://h%d.example/a?u=https://b.example " % i
        for i in range(n)))), 1_000),
    "text-schemes": (lambda n: mixed(text(b"http:" * n)), 50_000),
    "html-open": (lambda n: html(b"<div>" * n), 20_000),
    "html-hidden": (lambda n: html(b"<p style=display:none>a" * n), 5_000),
    "html-attributes": (lambda n: html(b"<a " + b"a=b " * n + b">"), 50_000),
    "html-references": (lambda n: html(b"&amp;lt&#x41;" * n), 50_000),
    "html-comments": (lambda n: html(b"<!-" * n), 50_000),
    "html-styles": (lambda n: html(b"<style>" + b".a{display:none}" * n +
                                   b"</style>"), 20_000),
    "html-brackets": (lambda n: html(b"<" * n), 100_000),
    "lines": (lambda n: bare(*[b"X-A:b"] * n), 20_000),
    "lines-folded": (lambda n: bare(folded(b"DESCRIPTION:" + b"x" * n, 1)),
                     50_000),
    "lines-parameters": (lambda n: bare(b"X-A" + b";A=b" * n + b":x"), 20_000),
    "lines-quotes": (lambda n: bare(b"ATTENDEE;CN=" + b'"' * n + b":x"),
                     50_000),
    "lines-carets": (lambda n: bare(b"ATTENDEE;CN=" + b"^n" * n + b":x"),
                     50_000),
    "lines-begins": (lambda n: b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * n,
                     10_000),
    "lines-ends": (lambda n: b"BEGIN:VCALENDAR\r\n" + b"END:VEVENT\r\n" * n,
                   10_000),
    "events": (lambda n: calendar(*[event(i) for i in range(n)]), 200),
    "events-recurring": (lambda n: calendar(*[event(
        i, b"RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
        for i in range(n)]), 20),
    "events-with-attendees": (lambda n: calendar(*[event(
        i, b"ATTENDEE:mailto:a@example.org", b"ATTENDEE:mailto:b@example.org")
        for i in range(n)]), 100),
    "calendars": (lambda n: b"".join(calendar(event(i)) for i in range(n)),
                  100),
    "zones": (lambda n: calendar(*[zone(i) for i in range(n)], *[event(
        i, b"RECURRENCE-ID;TZID=Z%d:20240103T100000" % i)
        for i in range(n)]), 50),
    "dates-listed": (lambda n: bare(
        b"RRULE:FREQ=DAILY;COUNT=2000",
        listed(b"EXDATE:", n, b"2024%02d01T100000Z")), 1_000),
    "categories": (lambda n: bare(listed(b"CATEGORIES:", n)), 20_000),
    "attendees": (lambda n: bare(*[b"ATTENDEE:mailto:p%d@example.org" % i
                                   for i in range(n)]), 1_000),
    "alarms": (lambda n: bare(
        *[b"BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM"] * n),
        500),
    "description": (lambda n: bare(b"DESCRIPTION:" + b"call now 1-800 " * n),
                    2_000),
    "from-lines": (lambda n: b"From a@example.com Tue Jan  2 10:20:30 2024\n" +
                   mail().replace(b"\r\n", b"\n") + b"\nFrom x\n" * n, 50_000),
}


class Bench:
    def __init__(self, calspam, folder):
        self.calspam, self.folder = calspam, folder
        self.idle = self.seconds(mail())

    def once(self, path):
        process = subprocess.Popen(
            [self.calspam, "scan", "--all", "-j", "1", "--deadline", "600",
             "--fail-on", "never", "-f", "jsonl", path],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        written = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if b'"type":"message"' not in written or b"worker-" in written:
            raise SystemExit(f"no record, status {process.returncode}")
        return usage.ru_utime

    def seconds(self, content, rounds=ROUNDS):
        path = os.path.join(self.folder, "shape")
        with open(path, "wb") as file:
            file.write(content)
        return min(self.once(path) for _ in range(rounds))

    def cost(self, content, rounds=ROUNDS):
        return max(self.seconds(content, rounds) - self.idle, 1e-4)

    def ratio(self, make, count):
        """Bytes, seconds, and how many times longer the double takes."""
        content = make(count)
        while (len(content) * 4 <= MOST_BYTES and
               self.cost(content, 1) < LEAST_SECONDS):
            count *= 2
            content = make(count)
        once = self.cost(content)
        return len(content), once, self.cost(make(2 * count)) / once


def main():
    calspam, wanted = sys.argv[1], sys.argv[2:]
    print("| shape | MB | seconds | twice the size takes |\n|---|---:|---:|"
          "---:|")
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(calspam, folder)
        for name, (make, count) in SHAPES.items():
            if wanted and name not in wanted:
                continue
            size, seconds, ratio = bench.ratio(make, count)
            # What costs a few milliseconds at any size has no ratio.
            flat = seconds < 0.05
            worst = max(worst, 0 if flat else ratio)
            print(f"| {name} | {size / 1e6:.1f} | {seconds:.3f} | "
                  f"{'-' if flat else f'{ratio:.2f}'} |", flush=True)
    print(f"\nworst: {worst:.2f}")
    return int(worst > MOST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
