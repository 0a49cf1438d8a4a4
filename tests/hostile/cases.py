# SPDX-License-Identifier: MIT
"""What a hostile input is, and the words to make one with."""

import base64
import dataclasses
import typing

GROUPS = {}


@dataclasses.dataclass
class Case:
    """One input. `content` is the bytes of a file, or a function that fills a
    folder and returns what is to be scanned."""
    name: str
    content: object
    file: str = "input.eml"
    records: typing.Optional[int] = 1
    stdin: bool = False
    cut: bool = False         # a limit is reached, and has to be told
    errors: typing.Optional[int] = 0  # None: any number
    options: tuple = ()
    every_format: bool = False  # of every command
    seconds: float = 10       # on an idle machine, in a Release build
    megabytes: int = 320      # beyond three times the size of the input


def group(function):
    """The cases that a generator yields, under the name of the function."""
    GROUPS[function.__name__] = function
    return function


HEADER = (b"From: Ann <ann@example.com>\r\nTo: bo@example.org\r\n"
          b"Subject: Invitation\r\nDate: Tue, 2 Jan 2024 10:20:30 +0000\r\n"
          b"Message-ID: <1@example.com>\r\nMIME-Version: 1.0\r\n")


def event(*lines):
    return b"\r\n".join((
        b"BEGIN:VEVENT", b"UID:1@example.com", b"DTSTAMP:20240102T102030Z",
        b"DTSTART:20240103T100000Z", b"DTEND:20240103T110000Z",
        b"ORGANIZER;CN=Ann:mailto:ann@example.com",
        b"ATTENDEE:mailto:bo@example.org",
        b"SUMMARY:Invoice due", *lines, b"END:VEVENT")) + b"\r\n"


def calendar(*components):
    return (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n"
            b"METHOD:REQUEST\r\n" + b"".join(components) +
            b"END:VCALENDAR\r\n")


def simple(*lines):
    return calendar(event(*lines))


def entity(body, content_type=b"text/calendar; method=REQUEST; charset=utf-8",
           encoding=b"8bit", header=b""):
    return (b"Content-Type: " + content_type +
            b"\r\nContent-Transfer-Encoding: " + encoding + b"\r\n" + header +
            b"\r\n" + body)


def mail(body=None, header=b"", **more):
    return HEADER + header + entity(simple() if body is None else body, **more)


def multipart(*parts, boundary=b"b", kind=b"mixed", header=b""):
    mark = b"\r\n--" + boundary
    return (HEADER + header + b"Content-Type: multipart/" + kind +
            b"; boundary=\"" + boundary + b"\"\r\n" +
            b"".join(mark + b"\r\n" + p for p in parts) + mark + b"--\r\n")


def folded(line, width=70):
    pieces = [line[i:i + width] for i in range(0, len(line), width)]
    return b"\r\n ".join(pieces)


def base64_lines(data, width=76):
    text = base64.b64encode(data)
    return b"\r\n".join(text[i:i + width]
                        for i in range(0, len(text), width)) + b"\r\n"
