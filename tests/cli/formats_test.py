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


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
