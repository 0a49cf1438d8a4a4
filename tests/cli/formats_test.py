# SPDX-License-Identifier: MIT
"""formats_test.py CALSPAM: output formats of `calspam scan` read by other
programs' rules: csv, an HTML parser, JSON Schemas.
"""

import collections
import csv
import html.parser
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
CALSPAM = os.path.abspath(sys.argv[1])
SAMPLES = ROOT / "testdata/samples"
RULES = ("--no-default-rules", "--rules", str(ROOT / "testdata/cli/scan/rules"))
INPUTS = sorted((ROOT / "testdata/cli/scan").glob("*.eml"))


def scan(form, *paths):
    ran = subprocess.run([CALSPAM, "scan", *RULES, "--all", "--format", form,
                          *paths], capture_output=True, timeout=300)
    if ran.returncode not in (0, 1, 2):
        sys.exit(ran.stderr.decode())
    return ran.stdout.decode()


def schema(name):
    text = (ROOT / "tests/report" / f"{name}.schema.json").read_text()
    return jsonschema.Draft7Validator(json.loads(text))


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags = collections.Counter()
        self.attributes = set()
        self.links = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]


class Csv(unittest.TestCase):
    def test_rows_have_the_names_of_the_first(self):
        rows = list(csv.reader(io.StringIO(scan("csv", *INPUTS), newline=""),
                               strict=True))
        self.assertGreater(len(rows), 3)
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        for row in rows[1:]:
            for cell in row:
                self.assertNotRegex(cell, r"^\s*[=+@\-]")


class Json(unittest.TestCase):
    def test_misp_is_valid_by_its_schema(self):
        events = json.loads(scan("misp", *INPUTS))
        schema("misp").validate(events)
        self.assertGreater(len(events["response"]), 0)

    def test_stix_is_valid_by_its_schema(self):
        bundle = json.loads(scan("stix", *INPUTS))
        schema("stix").validate(bundle)
        ids = {o["id"] for o in bundle["objects"]}
        for one in bundle["objects"]:
            self.assertTrue(one["id"].startswith(one["type"] + "--"))
            self.assertLessEqual(set(one.get("object_refs", ())), ids)

    def test_two_runs_give_the_same_bytes(self):
        for form in ("html", "markdown", "csv", "ioc", "misp", "stix"):
            self.assertEqual(scan(form, *INPUTS), scan(form, *INPUTS))


class Ioc(unittest.TestCase):
    def test_lines_are_type_and_value(self):
        for line in scan("ioc", *INPUTS).splitlines():
            self.assertRegex(
                line, r"^(url|domain|address|phone|sha256|uid)\t[^\t]+$")


class Html(unittest.TestCase):
    def test_page_has_no_active_tag_and_no_link_outside(self):
        page = Page(scan("html", *INPUTS))
        self.assertEqual(page.tags["style"], 1)
        for tag in ("script", "img", "link", "iframe", "form", "base",
                    "object", "embed"):
            self.assertEqual(page.tags[tag], 0, tag)
        self.assertFalse([a for a in page.attributes if a.startswith("on")])
        self.assertNotIn("style", page.attributes)
        for link in page.links:
            self.assertRegex(link, r"^#m[0-9a-f]{12}-[0-9]+$")

    def test_a_thousand_messages_are_under_two_megabytes(self):
        hits = sorted((ROOT / "testdata/rules").glob("*/*/hit-*.eml"))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "thousand.mbox")
            with path.open("wb") as mbox:
                for number in range(1000):
                    raw = hits[number % len(hits)].read_bytes()
                    raw = re.sub(rb"(?m)^From ", b">From ",
                                 raw.replace(b"\r\n", b"\n"))
                    mbox.write(b"From a@example.com Sun Nov 22 10:00:00 2026\n"
                               + raw + b"\n\n")
            ran = subprocess.run(
                [CALSPAM, "scan", "--all", "--no-default-rules", "--rules",
                 str(ROOT / "rules"), "--format", "html", path],
                capture_output=True, timeout=300)
        self.assertGreaterEqual(ran.stdout.count(b"<details"), 1000)
        self.assertLess(len(ran.stdout), 2_000_000)


    def test_a_thousand_hostile_messages_are_under_two_megabytes(self):
        """As much as a mail can put into a section, in each of a thousand."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "in.mbox")
            with open(path, "wb") as mbox:
                for number in range(1000):
                    mbox.write(b"From a@example.com Mon Nov 16 09:12:05 2026\n")
                    mbox.write(hostile_mail(number) + b"\n")
            page = scan("html", path)
        self.assertLess(len(page.encode()), 2_000_000)
        self.assertEqual(page.count("<details class="), 1000)
        self.assertIn("In brief, so that the page stays small", page)
        anchors = re.findall(r"<div id=(m[0-9a-f]{12}-\d+)>", page)
        self.assertEqual(len(set(anchors)), 1000)
        for link in Page(page).links:
            self.assertIn(link.removeprefix("#"), anchors)


def hostile_mail(number):
    """Every field long and full of what HTML has to escape, three calendars
    that disagree, many parts, links, oddities and findings."""
    text = f"{number} <\"'&`> " * 40

    def calendar(which):
        events = "".join(
            f"BEGIN:VEVENT\nUID:{which if event == 0 else 1}-{event}{text}\n"
            f"DTSTART:20261{1 + event % 2}23T1000{which}0Z\nRRULE:FREQ=DAILY\n"
            f"SUMMARY:invoice payment call +1 202 555 0101 {which} {text}\n"
            f"DESCRIPTION:your account is locked https://{which}.example/{event}"
            f" {text}\nLOCATION:{which} {text}\nSTATUS:{which} {text}\n"
            f"ORGANIZER;CN=\"{which} {number}\":mailto:{which}@pay.example\n"
            "BEGIN:VALARM\nACTION:AUDIO\nTRIGGER:-PT5M\nEND:VALARM\n"
            "END:VEVENT\n" for event in range(12))
        return (f"BEGIN:VCALENDAR\nPRODID:{text}\nMETHOD:REQUEST\n{events}"
                "END:VCALENDAR\n")

    parts = [f"Content-Type: text/html\n\n" + "".join(
        f"<a href='https://l{link}.example/{text}'>https://x.example/</a>"
        for link in range(40))]
    parts += [f"Content-Type: text/calendar; method=CANCEL; name=\"{which}.ics\""
              f"\n\n{calendar(which)}" for which in range(3)]
    name = text[:120].replace('"', "\\\"")
    parts += [f"Content-Type: image/png\nContent-Disposition: attachment; "
              f"filename=\"{name}\"\n\nx" for _ in range(30)]
    body = "".join(f"--b\n{part}\n" for part in parts)
    return (f"From: \"{name}\" <a@pay.example>\nSubject: {text}\n"
            f"Date: {text}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
            f"boundary=b\n\n{body}--b--\n").encode()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
