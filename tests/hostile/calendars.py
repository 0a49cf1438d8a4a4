# SPDX-License-Identifier: MIT
"""Calendars: lines, components, times, recurrences, links."""

from cases import (Case, calendar, entity, event, folded, group, mail,
                   multipart, simple)


def ics(name, content, **more):
    return Case(name, content, file="input.ics", **more)


@group
def lines():
    yield ics("line-of-10-MB", simple(b"DESCRIPTION:" + b"x" * 10**7), cut=True)
    yield ics("line-folded-10-MB", simple(folded(
        b"DESCRIPTION:" + b"x" * 10**7)), cut=True)
    yield ics("line-folded-at-each-byte", simple(folded(
        b"DESCRIPTION:" + b"x" * 400_000, 1)))
    yield ics("folds-only", simple(b"DESCRIPTION:x" + b"\r\n " * 1_000_000))
    yield ics("name-of-1-MB", simple(b"X" * 10**6 + b":y"), cut=None)
    yield ics("no-colon", simple(b"x" * 10**6), cut=None)
    yield ics("colons", simple(b":" * 500_000))
    yield ics("quotes", simple(b"ATTENDEE;CN=" + b"\"" * 500_001 +
                               b":mailto:a@example.org"))
    yield ics("backslashes", simple(b"SUMMARY:" + b"\\" * 500_001))
    yield ics("parameters-100000", simple(
        b"SUMMARY" + b";A=b" * 100_000 + b":x"), cut=True)
    yield ics("parameters-15000000", simple(
        *[b"X-A" + b";A=b" * 95 + b":x"] * 160_000), cut=True, megabytes=700,
        seconds=20)
    yield ics("parameter-values-30000000", simple(
        *[b"X-A;A=" + b"b," * 4_000 + b":x"] * 7_500), cut=True,
        megabytes=700, seconds=20)
    yield ics("parameter-values-100000", simple(
        b"ATTENDEE;MEMBER=" + b",".join([b"\"mailto:a@example.org\""] * 40_000) +
        b":mailto:b@example.org"), cut=None)
    yield ics("parameter-carets", simple(
        b"ATTENDEE;CN=\"" + b"^^^n^'" * 100_000 + b"\":mailto:a@example.org"))
    yield ics("values-100000", simple(
        b"CATEGORIES:" + b",".join([b"a"] * 100_000)), cut=None)
    yield ics("properties-400000", simple(b"X-A:b\r\n" * 400_000))
    yield ics("properties-1100000", simple(b"X:y\r\n" * 1_100_000), cut=True,
              megabytes=700, seconds=20)
    yield ics("nul-inside", simple(b"SUMMARY:a\0b", b"\0", b"X\0:y"))
    yield ics("nul-everywhere", b"\0".join(
        bytes([c]) for c in simple()), records=None, errors=None)
    yield ics("utf-16", simple().decode().encode("utf-16"))
    yield ics("invalid-utf8", simple(b"SUMMARY:\xff\xfe\xed\xa0\x80\xc0\x80"))
    yield ics("no-end", simple()[:-40])
    yield ics("no-begin", b"X:y\r\n" + event(), records=None, errors=None)
    yield ics("ends", b"BEGIN:VCALENDAR\r\n" + b"END:VEVENT\r\n" * 300_000)
    yield ics("begins-nested-300000", b"BEGIN:VCALENDAR\r\n" +
              b"BEGIN:VEVENT\r\n" * 300_000, cut=True)
    yield ics("begins-named-apart", b"BEGIN:VCALENDAR\r\n" + b"".join(
        b"BEGIN:X%d\r\n" % i for i in range(50_000)), cut=True)
    yield ics("components-200000", calendar(
        b"BEGIN:X\r\nEND:X\r\n" * 200_000), cut=True)
    yield ics("events-50000", calendar(event() * 50_000), cut=True,
              megabytes=700, seconds=20)
    yield ics("calendars-20000", simple() * 20_000, megabytes=500)
    yield ics("calendars-5000-unlike", b"".join(
        simple(b"UID:%d@example.com" % i) for i in range(5_000)),
        megabytes=500)
    yield ics("tabs-and-spaces", simple(b"\t" * 1_000_000))
    yield ics("attendees-100000", simple(*[
        b"ATTENDEE;CN=P%d;RSVP=TRUE:mailto:p%d@example.org" % (i, i)
        for i in range(100_000)]), cut=None, megabytes=500)
    yield ics("organizers-10000", simple(*[
        b"ORGANIZER:mailto:o%d@example.org" % i for i in range(10_000)]))
    yield ics("summaries-50000", simple(*[b"SUMMARY:s%d" % i
                                          for i in range(50_000)]))
    yield ics("uid-of-1-MB", simple(b"UID:" + b"x" * 900_000))


@group
def times():
    for name, value in (
            ("month-13", b"20241399T000000Z"), ("month-99", b"20249901"),
            ("year-0", b"00000000T000000Z"), ("year-9999", b"99991231T235960Z"),
            ("negative", b"-0010101T000000"), ("letters", b"abcdefghTijklmn"),
            ("digits", b"9" * 100_000), ("empty", b""),
            ("leap-second", b"20241231T235960Z"), ("arabic", "٢٠٢٤".encode())):
        yield ics(f"start-{name}", simple(b"DTSTART:" + value,
                                          b"RECURRENCE-ID:" + value,
                                          b"DURATION:P" + value))
    for name, zone in (
            ("path", b"../../../dev/stdin"), ("absolute", b"/etc/passwd"),
            ("fifo", b"../../../tmp/fifo"), ("long", b"Europe/" + b"x" * 10**5),
            ("nul", b"Europe/\0Berlin"), ("quoted", b"\"a\x1b[31mb\""),
            ("etc", b"Etc/GMT+99"), ("empty", b"")):
        yield Case(f"tzid-{name}", mail(simple(
            b"DTSTART;TZID=" + zone + b":20240103T100000",
            b"DTEND;TZID=" + zone + b":20240103T110000")))
    for name, rule in (
            ("secondly-never", b"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
            ("minutely-never", b"FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30"),
            ("hourly-never", b"FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"),
            ("daily-never", b"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
            ("yearly-never", b"FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31"),
            ("secondly-count", b"FREQ=SECONDLY;COUNT=2147483647"),
            ("secondly-until", b"FREQ=SECONDLY;UNTIL=99991231T235959Z"),
            ("secondly", b"FREQ=SECONDLY"), ("interval-0", b"FREQ=DAILY;INTERVAL=0"),
            ("interval-huge", b"FREQ=YEARLY;INTERVAL=99999999999999999999"),
            ("interval-minus", b"FREQ=DAILY;INTERVAL=-1"),
            ("setpos", b"FREQ=SECONDLY;BYSETPOS=2;BYSECOND=1"),
            ("setpos-many", b"FREQ=YEARLY;BYDAY=MO;BYSETPOS=" + b",".join(
                b"%d" % i for i in range(1, 367))),
            ("by-all", b"FREQ=YEARLY;BYMONTH=" + b",".join(
                b"%d" % i for i in range(1, 13)) + b";BYHOUR=" + b",".join(
                b"%d" % i for i in range(24)) + b";BYMINUTE=" + b",".join(
                b"%d" % i for i in range(60)) + b";BYSECOND=" + b",".join(
                b"%d" % i for i in range(60))),
            ("yearday", b"FREQ=YEARLY;BYYEARDAY=366,-366,999,-999"),
            ("weekno", b"FREQ=YEARLY;BYWEEKNO=53,-53,99"),
            ("byday-many", b"FREQ=MONTHLY;BYDAY=" + b",".join([b"-5MO"] * 50_000)),
            ("rscale", b"RSCALE=CHINESE;FREQ=YEARLY;SKIP=FORWARD;BYMONTH=5L"),
            ("unknown", b"FREQ=NEVER;FOO=BAR"), ("empty", b""),
            ("semicolons", b";" * 200_000), ("long", b"FREQ=" + b"D" * 10**5)):
        yield ics(f"rule-{name}", simple(b"RRULE:" + rule), cut=None)
    yield ics("rules-5000", simple(*[b"RRULE:FREQ=DAILY;COUNT=9"] * 5_000))
    yield ics("rules-excluded", simple(b"RRULE:FREQ=SECONDLY",
                                       b"EXRULE:FREQ=SECONDLY"), cut=None)
    yield ics("rule-from-1601", simple(b"DTSTART:16010101T000000Z",
                                       b"RRULE:FREQ=MINUTELY"), cut=None)
    dates = b",".join(b"%04d0101T000000Z" % (i % 9_000 + 1_000)
                      for i in range(100_000))
    yield ics("rdates-100000", simple(b"RDATE:" + dates), cut=None)
    yield ics("exdates-100000", simple(b"RRULE:FREQ=DAILY",
                                       b"EXDATE:" + dates), cut=None)
    yield ics("rdate-lines-50000", simple(*[b"RDATE:20240101T000000Z"] *
                                          50_000), cut=None)
    yield ics("periods", simple(b"RDATE;VALUE=PERIOD:20240101T000000Z/" +
                                b"P" + b"9" * 5_000 + b"D"))
    alarm = (b"BEGIN:VALARM\r\nACTION:EMAIL\r\nTRIGGER:-PT1M\r\nREPEAT:"
             b"2147483647\r\nDURATION:PT1S\r\nATTACH:file:///etc/passwd\r\n"
             b"ATTENDEE:mailto:a@example.org\r\nEND:VALARM")
    yield ics("alarms-15000", simple(*[alarm] * 15_000), cut=None)
    yield ics("alarms-100000", simple(*[alarm] * 100_000), cut=None,
              megabytes=700, seconds=20)
    zone = (b"BEGIN:VTIMEZONE\r\nTZID:Z%d\r\n%sEND:VTIMEZONE\r\n")
    rule = (b"BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=%s\r\n"
            b"TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\n")
    start = b"DTSTART;TZID=Z1:20240103T100000"
    yield ics("zone-secondly", calendar(zone % (1, rule % b"SECONDLY"),
                                        event(start)))
    yield ics("zone-daily-50", calendar(zone % (1, rule % b"DAILY" * 50),
                                        event(start)))
    yield ics("zone-observances-20000", calendar(
        zone % (1, rule % b"YEARLY" * 20_000), event(start)), cut=None)
    yield ics("zones-10000", calendar(*[zone % (i, rule % b"YEARLY")
                                        for i in range(10_000)],
                                      event(start)), cut=None)
    yield ics("zone-offset", calendar(zone % (1, (rule % b"YEARLY").replace(
        b"+0100", b"+999999")), event(start)))
    yield ics("zone-of-itself", calendar(zone % (1, (rule % b"YEARLY").replace(
        b"DTSTART:", b"DTSTART;TZID=Z1:")), event(start)))


@group
def links():
    def linked(name, url, **more):
        return Case(f"link-{name}", multipart(
            entity(b"<a href=\"" + url + b"\">here</a> " + url, b"text/html"),
            entity(simple(folded(b"DESCRIPTION:" + url),
                          folded(b"URL:" + url)))), **more)
    for name, url in (
            ("controls", b"https://a\x1b[31m.example/\x07"),
            ("nul", b"https://a\0.example/"), ("spaces", b"https:// a . b/"),
            ("user", b"https://bank.example@evil.example/"),
            ("users", b"https://" + b"a@" * 50_000 + b"b.example/"),
            ("port", b"https://a.example:99999999999/"),
            ("ipv4", b"http://0x7f.1/"), ("ipv4-octal", b"http://0177.0.0.01/"),
            ("ipv4-large", b"http://99999999999999999999/"),
            ("ipv6", b"http://[::ffff:192.0.2.1%25eth0]/"),
            ("ipv6-open", b"http://[" + b":" * 5_000),
            ("dots", b"http://" + b"." * 50_000 + b"/"),
            ("labels", b"http://" + b"a." * 50_000 + b"example/"),
            ("label-long", b"http://" + b"a" * 5_000 + b".example/"),
            ("punycode", b"http://xn--" + b"a9" * 2_000 + b".example/"),
            ("punycode-bad", b"http://xn--\xff--999999999.example/"),
            ("bidi", "http://\u202eelpmaxe.example/".encode()),
            ("look-alike", "http://ехаmple.example/".encode()),
            ("fullwidth", "http://ｅｘ。example/".encode()),
            ("slashes", b"http:" + b"/" * 50_000 + b"a.example"),
            ("backslashes", b"http:\\\\a.example\\..\\"),
            ("percent", b"http://a.example/" + b"%" * 50_000),
            ("percent-nested", b"https://r.example/?u=" + b"%25" * 5_000),
            ("wrapped", b"https://www.google.com/url?q=" * 3_000 +
             b"https://a.example/"),
            ("javascript", b"java\tscript:alert(1)"),
            ("data", b"data:text/html;base64," + b"A" * 500_000),
            ("file", b"file:///etc/passwd"), ("long", b"https://a.example/" +
                                             b"x" * 2_000_000)):
        yield linked(name, url, cut=None)
    yield Case("links-100000", mail(simple(folded(b"DESCRIPTION:" + b" ".join(
        b"https://h%d.example/" % i for i in range(40_000))))), cut=None)
    yield Case("links-schemes", mail(simple(folded(
        b"DESCRIPTION:" + b"http://" * 100_000))), cut=None)
    yield Case("link-mailto-flood", mail(simple(folded(
        b"DESCRIPTION:" + b"mailto:" * 100_000))), cut=None)
    yield Case("phones-50000", mail(simple(folded(
        b"DESCRIPTION:" + b"+1 202 555 0100 " * 50_000))), cut=None)
    yield Case("phone-digits", mail(simple(folded(
        b"DESCRIPTION:+1" + b" 2-" * 250_000))), cut=None)
    yield Case("at-signs", mail(simple(folded(
        b"DESCRIPTION:" + b"a@" * 400_000))), cut=None)
