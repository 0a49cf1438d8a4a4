# SPDX-License-Identifier: MIT
"""campaigns_test.py CALSPAM: `calspam scan --campaigns` on a mailbox of ours.

testdata/campaigns/harbor.mbox holds two campaigns among honest mail: twelve
organizers with one telephone number, and one list of staff in six slices; and a
company that invites its staff, one message each.
"""

import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
CALSPAM = os.path.abspath(sys.argv.pop(1))
MAILBOX = ROOT / "testdata/campaigns/harbor.mbox"
RULES = ("--no-default-rules", "--rules", str(ROOT / "rules"))
SCHEMA = json.loads((ROOT / "lib/report/report.schema.json").read_text())


def scan(form, *words, campaigns=True):
    words = ("--campaigns", *words) if campaigns else words
    return subprocess.run([CALSPAM, "scan", *RULES, "-f", form, *words, MAILBOX],
                          capture_output=True, timeout=60)


def lines(*words, **more):
    return [json.loads(line)
            for line in scan("jsonl", *words, **more).stdout.splitlines()]


class Campaigns(unittest.TestCase):
    def campaigns(self):
        return [r for r in lines() if r["type"] == "campaign"]

    def test_are_found_among_honest_mail(self):
        sizes = [(c["messages"], [f["id"] for f in c["findings"]])
                 for c in self.campaigns()]
        self.assertEqual(sizes, [
            (12, ["campaign-burst", "campaign-organizer-rotation",
                  "campaign-start-offset"]),
            (6, ["campaign-chunked-attendees"]),
            (8, [])])

    def test_say_what_is_shared(self):
        turns, slices, staff = self.campaigns()
        self.assertIn({"kind": "phone", "value": "+12025550143",
                       "messages": 12}, turns["shared"])
        self.assertIn({"kind": "start-offset", "value": "45 minutes",
                       "messages": 12}, turns["shared"])
        self.assertIn({"kind": "link-domain", "value": "payroll-review.test",
                       "messages": 6}, slices["shared"])
        self.assertEqual((slices["recipients"], slices["organizers"],
                          slices["attendees"]), (60, 1, 60))
        self.assertEqual(staff["levels"]["clean"], 8)
        self.assertEqual((turns["first"], turns["busiest_hour"]),
                         ("2026-03-02T09:00:19Z", 12))

    def test_come_after_the_messages_and_change_none(self):
        with_them, without = lines(), lines(campaigns=False)
        kinds = [r["type"] for r in with_them]
        self.assertEqual(kinds, ["message"] * 32 + ["campaign"] * 3 +
                         ["summary"])
        self.assertEqual(with_them[:32], without[:32])
        self.assertEqual(with_them[-1]["campaigns"],
                         {"listed": 3, "more": 0, "left_out": 0})
        self.assertIsNone(without[-1]["campaigns"])

    def test_are_the_same_bytes_for_any_number_of_jobs(self):
        for form in ("text", "json", "jsonl", "html", "markdown", "csv"):
            one = scan(form, "-j", "1")
            self.assertIn(one.returncode, (0, 1))
            for jobs in ("2", "5"):
                self.assertEqual(scan(form, "-j", jobs).stdout, one.stdout, form)

    def test_follow_the_schema(self):
        validator = jsonschema.Draft7Validator(SCHEMA)
        for record in lines():
            validator.validate(record)
        document = json.loads(scan("json").stdout)
        validator.validate(document)
        self.assertEqual(len(document["campaigns"]), 3)

    def test_can_be_grouped_by_any_database(self):
        """The keys of the records alone give the same groups."""
        phones = {}
        for record in lines(campaigns=False):
            if record["type"] == "message":
                for phone in record["campaign"]["phones"]:
                    phones[phone] = phones.get(phone, 0) + 1
        self.assertEqual(phones["+12025550143"], 12)

    def test_stand_in_the_formats_for_people(self):
        text = scan("text").stdout.decode()
        self.assertIn("6 messages name 10 attendees each", text)
        self.assertIn("honest where: ", text)
        self.assertIn("## Campaigns", scan("markdown").stdout.decode())
        self.assertIn("<h2>Campaigns</h2>", scan("html").stdout.decode())
        table = scan("csv").stdout.decode().split("\r\n\r\n")[1]
        rows = list(csv.DictReader(io.StringIO(table, newline="")))
        self.assertEqual([r["messages"] for r in rows], ["12", "6", "8"])

    def test_are_refused_by_formats_without_words_for_them(self):
        for form in ("ioc", "misp", "stix", "facts"):
            ran = scan(form)
            self.assertEqual((ran.returncode, ran.stdout), (2, b""))
            self.assertIn(b"has no words for campaigns", ran.stderr)

    def test_none_are_none(self):
        ran = subprocess.run(
            [CALSPAM, "scan", *RULES, "--campaigns", "-f", "json",
             ROOT / "testdata/samples/google-invitation.eml"],
            capture_output=True, timeout=60)
        self.assertEqual(json.loads(ran.stdout)["campaigns"], [])


unittest.main()
