#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes an mbox of made-up mail: make_mbox.py SIZE FILE [--ordinary N]
[--invitations N] [--spam N]

SIZE is 1G, 200M, 64k or bytes. Of a hundred messages 70 are ordinary, 20 honest
invitations and 10 calendar spam, unless said otherwise. The same arguments give
the same bytes. All names are reserved ones (RFC 2606, RFC 5737).
"""

import argparse
import base64
import quopri
import random
import textwrap

UNITS = {"k": 1 << 10, "M": 1 << 20, "G": 1 << 30}
WORDS = """account agenda agree answer april attached august autumn balance board
branch budget build call change chapter client close coffee colleague contract
copy customer date deadline delivery design detail draft early engine evening
figure final finish follow friday group guest hall hour idea invoice item january
journey kitchen ladder later letter library list london lunch machine manager
market meeting minute monday month morning museum network notes number october
office open order paper park partner people phone plan please point price project
question quarter quick reading regards release report review river room schedule
season september server share shop simple slide spring station status summer
supplier table team thanks thursday ticket today tomorrow train travel tuesday
update upload vendor version visit wednesday week window winter wording year
""".split()
PEOPLE = "anna bert clara david emma felix grace henry iris jonas".split()
FIRMS = ["example.com", "example.net", "example.org", "firm.example",
         "school.example", "shop.test"]


class Writer:
    """One message from one source of chance."""

    def __init__(self, number):
        self.chance = random.Random(number)
        self.number = number
        self.day = f"{1 + number % 28:02d}"

    def text(self, words):
        return " ".join(self.chance.choices(WORDS, k=words))

    def paragraphs(self, low, high):
        pieces = [self.text(self.chance.randint(20, 90)).capitalize() + "."
                  for _ in range(self.chance.randint(low, high))]
        return "\n\n".join(textwrap.fill(p, 72) for p in pieces) + "\n"

    def address(self):
        return f"{self.chance.choice(PEOPLE)}@{self.chance.choice(FIRMS)}"

    def token(self, length=24):
        return f"{self.chance.getrandbits(length * 4):0{length}x}"

    def header(self, sender, subject, rest):
        hops = "".join(
            f"Received: from mx{hop}.{sender.split('@')[1]} (mx{hop} "
            f"[192.0.2.{hop + 1}])\n by relay{hop}.example.com with ESMTPS id "
            f"{self.token(12)}\n for <me@example.com>; Mon, {self.day} Jun 2026 "
            f"1{hop}:00:00 +0000\n" for hop in reversed(range(3)))
        key = base64.b64encode(self.chance.randbytes(256)).decode()
        return (
            f"Return-Path: <{sender}>\n{hops}"
            "Authentication-Results: mx.example.com; spf=pass smtp.mailfrom="
            f"{sender};\n dkim=pass header.d={sender.split('@')[1]}\n"
            f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d="
            f"{sender.split('@')[1]}; s=s1;\n h=from:to:subject:date; b="
            + "\n ".join(textwrap.wrap(key, 72)) +
            f"\nFrom: {sender.split('@')[0].title()} <{sender}>\n"
            f"To: me@example.com\nSubject: {subject}\nDate: Mon, {self.day} Jun "
            f"2026 10:00:00 +0000\nMessage-ID: <{self.token()}@"
            f"{sender.split('@')[1]}>\nMIME-Version: 1.0\n{rest}\n")

    def multipart(self, subtype, parts):
        line = "=_" + self.token(28)
        body = "".join(f"--{line}\n{part.rstrip(chr(10))}\n\n"
                       for part in parts)
        return (f'Content-Type: multipart/{subtype}; boundary="{line}"\n\n'
                f"{body}--{line}--\n")


def plain(text):
    return f"Content-Type: text/plain; charset=utf-8\n\n{text}"


def quoted(kind, text):
    coded = quopri.encodestring(text.encode()).decode()
    return (f"Content-Type: text/{kind}; charset=utf-8\n"
            f"Content-Transfer-Encoding: quoted-printable\n\n{coded}")


def encoded(kind, data, more=""):
    coded = base64.encodebytes(data).decode()
    return (f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n"
            f"{more}\n{coded}")


def html(writer, rows):
    cells = "".join(
        '<tr><td style="padding:8px 16px;font-family:Arial,sans-serif">'
        f'<a href="https://www.{writer.chance.choice(FIRMS)}/r/'
        f'{writer.token(40)}">{writer.text(6)}</a> {writer.text(40)}</td></tr>'
        for _ in range(rows))
    return ('<html><head><style>.a{color:#333}</style></head><body><table '
            f'width="600">{cells}</table></body></html>')


def whole(writer, sender, subject, body):
    """A body that brings its own Content-Type."""
    fields, _, content = body.partition("\n\n")
    return writer.header(sender, subject, fields + "\n") + content


# -- ordinary mail ---------------------------------------------------------

def note(writer):
    return plain(writer.paragraphs(1, 8))


def reply(writer):
    old = "".join("> " + line + "\n"
                  for line in writer.paragraphs(3, 12).splitlines())
    return plain(writer.paragraphs(1, 3) + "\n" + old)


def newsletter(writer):
    rows = writer.chance.randint(8, 60)
    return writer.multipart("alternative", [
        plain(writer.paragraphs(4, 12)), quoted("html", html(writer, rows))])


def attachment(writer):
    size = min(int(writer.chance.lognormvariate(10.3, 1.2)), 2 << 20)
    kind, ending = writer.chance.choice(
        [("application/pdf", "pdf"), ("image/jpeg", "jpg"),
         ("application/zip", "zip")])
    name = f"{writer.text(1)}.{ending}"
    return writer.multipart("mixed", [
        writer.multipart("alternative", [
            plain(writer.paragraphs(1, 4)), quoted("html", html(writer, 2))]),
        encoded(f'{kind}; name="{name}"', writer.chance.randbytes(size),
                f'Content-Disposition: attachment; filename="{name}"\n')])


def forward(writer):
    inner = whole(writer, writer.address(), writer.text(4), newsletter(writer))
    return writer.multipart("mixed", [
        plain(writer.paragraphs(1, 2)),
        "Content-Type: message/rfc822\n\n" + inner])


ORDINARY = [note, reply, reply, newsletter, newsletter, attachment, forward]


# -- calendars -------------------------------------------------------------

def folded(lines):
    out = []
    for line in lines:
        out.append(line[:75])
        out += [" " + line[i:i + 74] for i in range(75, len(line), 74)]
    return "\r\n".join(out) + "\r\n"


ZONE = ["BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD",
        "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT", "END:VTIMEZONE"]


def calendar(writer, producer, organizer, title, more=(), guests=None,
             method="REQUEST"):
    chance = writer.chance
    guests = guests or min(int(chance.lognormvariate(1.2, 1)) + 1, 150)
    lines = ["BEGIN:VCALENDAR", f"PRODID:{producer}", "VERSION:2.0",
             "CALSCALE:GREGORIAN", f"METHOD:{method}", *ZONE, "BEGIN:VEVENT",
             f"UID:{writer.token(32)}@{organizer.split('@')[1]}",
             f"DTSTAMP:202606{writer.day}T100000Z",
             f"DTSTART;TZID=Europe/Berlin:202607{writer.day}T090000",
             f"DTEND;TZID=Europe/Berlin:202607{writer.day}T100000",
             f"ORGANIZER;CN={organizer.split('@')[0].title()}:mailto:"
             f"{organizer}", f"SUMMARY:{title}", "SEQUENCE:0",
             "STATUS:CONFIRMED", "TRANSP:OPAQUE"]
    lines += [f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT="
              f"NEEDS-ACTION;RSVP=TRUE;CN=Guest {i}:mailto:guest{i}@example.com"
              for i in range(guests)]
    lines += [*more, "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M",
              "DESCRIPTION:Reminder", "END:VALARM", "END:VEVENT",
              "END:VCALENDAR"]
    return folded(lines).encode()


def google(writer, sender):
    ics = calendar(writer, "-//Google Inc//Google Calendar 70.9054//EN", sender,
                   writer.text(4).title(),
                   [f"DESCRIPTION:{writer.text(60)}\\nJoin: https://meet."
                    f"example.com/{writer.token(10)}"])
    return writer.multipart("mixed", [
        writer.multipart("alternative", [
            plain(writer.paragraphs(1, 3)),
            quoted("html", html(writer, 8)),
            'Content-Type: text/calendar; charset="UTF-8"; method=REQUEST\n'
            "Content-Transfer-Encoding: 7bit\n\n"
            + ics.decode().replace("\r\n", "\n")]),
        encoded('application/ics; name="invite.ics"', ics,
                'Content-Disposition: attachment; filename="invite.ics"\n')])


def exchange(writer, sender):
    ics = calendar(writer, "Microsoft Exchange Server 2010", sender,
                   writer.text(3).title(),
                   ["X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
                    "X-MICROSOFT-CDO-IMPORTANCE:1",
                    "RRULE:FREQ=WEEKLY;COUNT=10;BYDAY=MO",
                    f"DESCRIPTION;LANGUAGE=en-US:{writer.text(120)}"])
    return writer.multipart("alternative", [
        encoded('text/plain; charset="utf-8"', writer.paragraphs(1, 3).encode()),
        encoded('text/html; charset="utf-8"', html(writer, 10).encode()),
        encoded('text/calendar; charset="utf-8"; method=REQUEST', ics)])


def apple(writer, sender):
    ics = calendar(writer, "-//Apple Inc.//macOS 14.5//EN", sender,
                   writer.text(3).title(), [f"LOCATION:{writer.text(3)}"])
    return writer.multipart("mixed", [
        plain(writer.paragraphs(1, 1)),
        encoded('text/calendar; charset=utf-8; method=REQUEST; '
                'name=iCal-20260601.ics', ics,
                "Content-Disposition: attachment; "
                "filename=iCal-20260601.ics\n")])


def answer(writer, sender):
    ics = calendar(writer, "-//Example//Client 3.1//EN", sender,
                   writer.text(3).title(), guests=1, method="REPLY")
    return encoded('text/calendar; charset=utf-8; method=REPLY', ics)


INVITATIONS = [google, google, exchange, exchange, apple, answer]


def refund(writer, sender):
    ics = calendar(writer, "-//Google Inc//Google Calendar 70.9054//EN", sender,
                   f"Payment of $ {writer.chance.randint(200, 900)}.99 processed",
                   ["DESCRIPTION:Your card was charged. To cancel within 24 "
                    f"hours call +1 202 555 01{writer.number % 100:02d}. "
                    + writer.text(40)],
                   guests=writer.chance.randint(20, 200))
    return writer.multipart("mixed", [
        plain(writer.paragraphs(1, 1)),
        encoded('application/ics; name="invoice.ics"', ics,
                'Content-Disposition: attachment; filename="invoice.ics"\n')])


def prize(writer, sender):
    ics = calendar(writer, "-//x//y//EN", sender, "You have won",
                   ["RRULE:FREQ=DAILY", "X-ALT-DESC;FMTTYPE=text/html:<a href="
                    f'"https://claim.test/{writer.token(20)}">https://www.'
                    "example.com/</a>"], guests=1, method="PUBLISH")
    return encoded('text/calendar; charset=utf-8; method=PUBLISH', ics)


SPAM = [refund, refund, prize]


def message(number, shares):
    writer = Writer(number)
    sender = writer.address()
    kind = writer.chance.choices("oic", weights=shares)[0]
    if kind == "o":
        body = writer.chance.choice(ORDINARY)(writer)
    else:
        made = writer.chance.choice(INVITATIONS if kind == "i" else SPAM)
        body = made(writer, sender)
    text = whole(writer, sender, writer.text(4).capitalize(), body)
    lines = (">" + line if line.startswith("From ") else line
             for line in text.splitlines())
    return (f"From {sender} Mon Jun {writer.day} 10:00:00 2026\n"
            + "\n".join(lines) + "\n\n").encode()


def size_of(text):
    unit = UNITS.get(text[-1:], 1)
    return int(float(text.rstrip("kMG")) * unit)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", type=size_of)
    parser.add_argument("file")
    for name, share in (("ordinary", 70), ("invitations", 20), ("spam", 10)):
        parser.add_argument("--" + name, type=int, default=share)
    options = parser.parse_args()
    shares = (options.ordinary, options.invitations, options.spam)
    written = number = 0
    with open(options.file, "wb") as out:
        while written < options.size:
            written += out.write(message(number, shares))
            number += 1
    print(f"{options.file}: {number} messages, {written} bytes")


if __name__ == "__main__":
    main()
